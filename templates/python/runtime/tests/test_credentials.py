"""Credentials: which, where they go, and where they never appear."""

from __future__ import annotations

import base64
import json
import logging
import threading
import typing as t

import anyio
import pytest

from sample import runtime as rt

from .conftest import Asynchronous, Blocking, Caller, Request, Server, answer, operation


def headers(caller: Caller, server: Server, credentials: t.Any, security: t.Any = (("basic",), ("bearer",))) -> Request:
    caller.call(operation(security=security), client={"credentials": credentials})
    return server.requests[-1]


def test_kinds(caller: Caller, server: Server) -> None:
    pair = base64.b64encode(b"me@example.com/token:p:w").decode()
    assert (
        headers(caller, server, {"basic": ("me@example.com/token", "p:w")}).headers["authorization"] == f"Basic {pair}"
    )
    assert headers(caller, server, {"bearer": "tok"}).headers["authorization"] == "Bearer tok"
    assert headers(caller, server, {"header": "k"}, (("header",),)).headers["x-key"] == "k"
    assert headers(caller, server, {"query": "k&"}, (("query",),)).target == "/x?api%20key=k%26"
    assert headers(caller, server, {"cookie": "k;"}, (("cookie",),)).headers["cookie"] == "session=k%3B"
    both = headers(caller, server, {"header": "k", "bearer": "tok"}, (("header", "bearer"),)).headers
    assert (both["x-key"], both["authorization"]) == ("k", "Bearer tok")


def test_choice(caller: Caller, server: Server) -> None:
    assert "authorization" not in headers(caller, server, {"bearer": "tok"}, ()).headers
    assert "authorization" in headers(caller, server, {"bearer": "tok"}, ((), ("bearer",))).headers
    assert "authorization" not in headers(caller, server, {}, ((), ("bearer",))).headers
    count = len(server.requests)
    with pytest.raises(rt.LocalError, match="needs credentials: basic, or bearer"):
        headers(caller, server, {"header": "k"})
    with pytest.raises(rt.LocalError):
        headers(caller, server, {"bearer": "a\r\nX-Evil: 1"})
    with pytest.raises(rt.LocalError):
        headers(caller, server, {"basic": "no pair"})
    assert len(server.requests) == count


def test_providers_are_asked_for_each_attempt(caller: Caller, server: Server) -> None:
    tokens = iter(["one", "two"])
    server.answers(answer(500), answer(200, "1"))
    headers(caller, server, {"bearer": lambda: next(tokens)})
    assert [request.headers["authorization"] for request in server.requests] == ["Bearer one", "Bearer two"]

    def failing() -> str:
        raise ValueError("hush")

    with pytest.raises(rt.LocalError) as caught:
        headers(caller, server, {"bearer": failing})
    assert "hush" not in repr(caught.value)
    assert caught.value.__cause__ is None


def test_plain_http_is_refused(caller: Caller) -> None:
    secure = operation(security=(("bearer",),))
    with pytest.raises(rt.LocalError) as caught:
        caller.call(secure, client={"base_url": "http://192.0.2.1", "credentials": {"bearer": "tok"}})
    assert caught.value.kind == "plain http"


def test_secrets_are_in_no_text(caller: Caller, server: Server, caplog: pytest.LogCaptureFixture) -> None:
    secret = "hush-hush"
    credentials = {
        "basic": ("u", secret),
        "query": secret,
        "cookie": secret,
        "oauth": rt.ClientCredentials("id", secret),
    }
    core = caller.core(credentials=credentials)
    texts = [repr(core), repr(core.credentials), repr(vars(core)), str(core.credentials["oauth"])]

    def observe(attempt: rt.Attempt, outcome: rt.Outcome) -> None:
        texts.append(f"{attempt!r} {outcome!r}")

    server.answers(answer(500, "no"))
    with caplog.at_level(0), pytest.raises(rt.ServerError) as caught:
        caller.call(
            operation(security=(("basic", "query", "cookie"),)),
            client={"credentials": credentials, "hooks": rt.Hooks(None, observe)},
        )
    texts += [repr(caught.value), str(caught.value), repr(vars(caught.value)), repr(caught.value.head)]
    texts += [record.getMessage() for record in caplog.records]
    pair = base64.b64encode(f"u:{secret}".encode()).decode()
    assert any(record.name == "httpx" for record in caplog.records)
    assert not [text for text in texts if secret in text or pair in text]
    assert logging.getLogger("sample").name


class Tokens:
    """A token endpoint beside the API."""

    def __init__(self, server: Server, lasts: int | None = 3600) -> None:
        self.given = 0
        self.lasts = lasts
        self.refused: set[str] = set()
        self.lock = threading.Lock()
        server.script = self.script

    def script(self, request: Request) -> bytes:
        if request.target != "/token":
            token = request.headers["authorization"]
            return answer(401) if token in self.refused else answer(200, json.dumps(token))
        with self.lock:
            self.given += 1
            value = {"access_token": f"t{self.given}", "expires_in": self.lasts, "refresh_token": f"r{self.given}"}
            return answer(200, json.dumps(value))


SECURE = operation(security=(("oauth",),))


def test_client_credentials(caller: Caller, server: Server) -> None:
    tokens = Tokens(server)
    grant = rt.ClientCredentials("my id", "s&", scopes=["a", "b"])
    assert caller.call(SECURE, client={"credentials": {"oauth": grant}}) == "Bearer t1"
    fetch = server.requests[0]
    assert (fetch.method, fetch.body) == ("POST", b"grant_type=client_credentials&scope=a%20b")
    assert base64.b64decode(fetch.headers["authorization"].removeprefix("Basic ")) == b"my%20id:s%26"
    assert tokens.given == 1


def twice(caller: Caller, grant: t.Any) -> t.Any:
    """Two calls of one client, one after the other."""

    def work(service: t.Any) -> t.Any:
        if not caller.asynchronous:
            return [service.send(SECURE, ()), service.send(SECURE, ())]

        async def both() -> t.Any:
            return [await service.send(SECURE, ()), await service.send(SECURE, ())]

        return both()

    return caller.run(work, credentials={"oauth": grant})


def test_tokens_are_kept_until_they_expire(caller: Caller, server: Server) -> None:
    Tokens(server)
    assert twice(caller, rt.ClientCredentials("id", "s")) == ["Bearer t1", "Bearer t1"]
    Tokens(server, lasts=10)
    assert twice(caller, rt.ClientCredentials("id", "s")) == ["Bearer t1", "Bearer t2"]


def test_refresh_tokens_are_replaced(caller: Caller, server: Server) -> None:
    Tokens(server, lasts=10)
    twice(caller, rt.RefreshToken("id", "s", "first"))
    bodies = [request.body for request in server.requests if request.target == "/token"]
    assert bodies == [b"grant_type=refresh_token&refresh_token=first", b"grant_type=refresh_token&refresh_token=r1"]


def test_refused_tokens_are_forgotten(caller: Caller, server: Server) -> None:
    tokens = Tokens(server)
    tokens.refused.add("Bearer t1")

    def work(service: t.Any) -> t.Any:
        if not caller.asynchronous:
            with pytest.raises(rt.AuthenticationError):
                service.send(SECURE, ())
            return service.send(SECURE, ())

        async def both() -> t.Any:
            with pytest.raises(rt.AuthenticationError):
                await service.send(SECURE, ())
            return await service.send(SECURE, ())

        return both()

    assert caller.run(work, credentials={"oauth": rt.ClientCredentials("id", "s")}) == "Bearer t2"


def test_one_fetch_for_all_that_wait(server: Server) -> None:
    tokens = Tokens(server)
    credentials = {"oauth": rt.ClientCredentials("id", "s")}
    with rt.BlockingClient(Caller(server.url, False).core(credentials=credentials), None) as client:
        threads = [threading.Thread(target=Blocking(client).send, args=(SECURE, ())) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert tokens.given == 1

    async def main() -> None:
        core = Caller(server.url, True).core(credentials=credentials)
        async with rt.AsynchronousClient(core, None) as client, anyio.create_task_group() as group:
            for _ in range(8):
                group.start_soon(Asynchronous(client).send, SECURE, ())

    anyio.run(main)
    assert tokens.given == 2


def test_token_endpoints_that_fail(caller: Caller, server: Server) -> None:
    for made in (answer(400, '{"error": "hush"}'), answer(200, "{"), answer(200, "{}"), answer(200, "[]"), None):
        server.answers(made)
        with pytest.raises(rt.LocalError) as caught:
            caller.call(SECURE, client={"credentials": {"oauth": rt.ClientCredentials("id", "s")}})
        assert caught.value.kind == "credentials"
        assert "hush" not in str(caught.value)
