"""A generated service, called through its methods with a fake transport: the package of the side conversations."""

from __future__ import annotations

import json

import anyio
import httpx
import pytest
from zendesk_side_conversations import (
    UNSET,
    ApiError,
    AsyncClient,
    Client,
    File,
    LocalError,
    NotFoundError,
    RequestOptions,
    models,
)

SEEN: list[httpx.Request] = []


def answer(request: httpx.Request) -> httpx.Response:
    """Answers by the method and the path."""
    SEEN.append(request)
    if request.url.path.endswith("/missing"):
        return httpx.Response(404, json={"error": "RecordNotFound", "description": "Not found"})
    if request.method == "GET" and request.url.path.endswith("/side_conversations"):
        more = "page=2" not in str(request.url)
        link = str(request.url.copy_set_param("page", "2")) if more else None
        value = [{"id": "a" if more else "b", "state": "asleep"}]
        return httpx.Response(200, json={"side_conversations": value, "next_page": link, "count": 2})
    if request.url.path.endswith("/attachments"):
        return httpx.Response(201, json={"id": "x", "attachment": {"id": "x"}})
    return httpx.Response(200, json={"side_conversation": {"id": "a"}}, headers={"x-request-id": "r-1"})


def new_client() -> Client:
    """A client without a network."""
    SEEN.clear()
    http = httpx.Client(transport=httpx.MockTransport(answer))
    return Client(base_url="https://example.com/", basic_auth=("me/token", "hush"), http_client=http)


def test_pages_and_values_that_are_not_listed() -> None:
    client = new_client()
    found = list(client.side_conversations.list(1))
    assert [conversation.id for conversation in found] == ["a", "b"]
    assert found[0].state == "asleep"
    assert found[0].state is not None
    assert not found[0].state.is_known
    assert SEEN[0].headers["authorization"].startswith("Basic ")
    assert SEEN[0].headers["user-agent"].startswith("zendesk-side-conversations/0.1.0 python/")


def test_the_asynchronous_client_makes_the_same_calls() -> None:
    SEEN.clear()

    async def main() -> None:
        http = httpx.AsyncClient(transport=httpx.MockTransport(answer))
        async with AsyncClient(base_url="https://example.com", bearer_auth="tok", http_client=http) as client:
            found = [conversation.id async for conversation in client.side_conversations.list(1)]
            assert found == ["a", "b"]
            response = await client.with_response(client.side_conversations.show, 1, "a")
            assert (response.status, response.request_id) == (200, "r-1")

    anyio.run(main)
    assert SEEN[0].headers["authorization"] == "Bearer tok"


def test_errors_have_their_type() -> None:
    with pytest.raises(NotFoundError) as caught:
        new_client().side_conversations.show(1, "missing")
    assert isinstance(caught.value, ApiError)
    assert isinstance(caught.value.body, models.ErrorResponse)
    assert caught.value.operation == "ShowSideConversation"


def test_paths_cannot_be_changed() -> None:
    client = new_client()
    for value in ("", ".", ".."):
        with pytest.raises(LocalError):
            client.side_conversations.show(1, value)
    client.side_conversations.show(1, "../a")
    assert SEEN[0].url.raw_path.endswith(b"/..%2Fa")


def test_uploads() -> None:
    form = models.UploadSideConversationAttachmentRequestParts(file=File(b"content", name="a.txt"))
    new_client().attachments.upload(body=form, options=RequestOptions(max_attempts=1))
    assert b'filename="a.txt"' in SEEN[0].read()
    assert UNSET is not None


def test_bodies() -> None:
    client = new_client()
    message = models.MessageInput(body="text", to=[models.ParticipantInput(email="x@example.com")])
    client.side_conversations.reply(
        1, "a", body=models.ReplyToSideConversationRequest(message=message), options=RequestOptions(max_attempts=1)
    )
    assert json.loads(SEEN[0].read()) == {"message": {"body": "text", "to": [{"email": "x@example.com"}]}}


def test_the_password_is_not_shown() -> None:
    client = new_client()
    assert "hush" not in f"{client!r} {vars(client)!r} {vars(vars(client)['_core'])!r}"
