"""What comes back: values, errors, retries, limits of time, redirects."""

from __future__ import annotations

import gzip
import logging
import time
import typing as t

import anyio
import pytest

from sample import models
from sample import runtime as rt
from sample.runtime.retry import Budget, Failure, RetryPolicy, is_retryable, retry_after

from .conftest import FAST, Caller, Request, Server, answer, operation

PERSON = operation(
    success=(rt.Case("200", "application/json", "json", "models.Person"),),
    errors=(
        rt.Case("404", "application/json", "json", "models.Cat"),
        rt.Case("4XX", "application/json", "json", "models.Fish"),
        rt.Case("default", "application/json", "json", "models.Dog"),
    ),
)


def test_typed_values_with_their_head(caller: Caller, server: Server) -> None:
    server.answers(answer(200, '{"id": 1, "title": null}', "content-type: application/json\r\nX-Request-Id: r-1"))
    response = caller.run(lambda service: service.client.with_response(service.send, PERSON, ()))
    assert response.value == models.Person(id=1, title=None)
    assert (response.status, response.request_id, response.headers["X-REQUEST-ID"]) == (200, "r-1", "r-1")


@pytest.mark.parametrize(
    ("status", "kind", "body", "typed"),
    [
        (400, rt.BadRequestError, '{"fins": 1}', models.Fish(fins=1)),
        (401, rt.AuthenticationError, "", None),
        (403, rt.PermissionDeniedError, "no", None),
        (404, rt.NotFoundError, '{"name": "x"}', models.Cat(name="x")),
        (409, rt.ConflictError, '{"fins": "x"}', None),
        (422, rt.UnprocessableContentError, '{"fins": 1}', models.Fish(fins=1)),
        (429, rt.RateLimitError, '{"fins": 1}', models.Fish(fins=1)),
        (500, rt.ServerError, '{"pet_type": "x", "barks": true}', models.Dog(pet_type="x", barks=True)),
        (304, rt.ApiError, "", None),
    ],
)
def test_errors_by_status(
    caller: Caller, server: Server, status: int, kind: type[rt.ApiError], body: str, typed: t.Any
) -> None:
    server.answers(answer(status, "" if status == 304 else body, "x-request-id: r-1"))
    with pytest.raises(kind) as caught:
        caller.call(PERSON, options=rt.RequestOptions(max_attempts=1))
    error = caught.value
    assert (error.status, error.body, error.request_id, error.operation) == (status, typed, "r-1", "op")
    assert error.raw == body.encode() or status == 304


def test_answers_that_are_not_as_described(caller: Caller, server: Server) -> None:
    for body, path in (('{"id": "x", "title": ""}', "$.id"), ("{", "$"), ("", "$"), ('{"title": ""}', "$.id")):
        server.answers(answer(200, body))
        with pytest.raises(rt.DecodeError) as caught:
            caller.call(PERSON)
        assert (caught.value.path, caught.value.status, caught.value.raw) == (path, 200, body.encode())
    assert len(server.requests) == 4


def test_several_answers(caller: Caller, server: Server) -> None:
    several = operation(
        success=(
            rt.Case("200", "application/json", "json", "models.Cat"),
            rt.Case("200", "text/*", "text"),
            rt.Case("200", "application/zip", "binary"),
            rt.Case("202"),
            rt.Case("2XX", "application/json", "json", "int"),
        )
    )
    server.answers(answer(200, '{"name": "x"}', "content-type: application/json; charset=utf-8"))
    assert caller.call(several) == models.Cat(name="x")
    server.answers(answer(200, "text", "content-type: text/plain"))
    assert caller.call(several) == "text"
    server.answers(answer(202, "whatever"))
    assert caller.call(several) is None
    server.answers(answer(206, "7"))
    assert caller.call(several) == 7
    server.answers(answer(200, "x", "content-type: image/png"))
    with pytest.raises(rt.DecodeError):
        caller.call(several)


def test_compressed_and_limited_bodies(caller: Caller, server: Server) -> None:
    any_json = operation()
    server.answers(answer(200, gzip.compress(b"[1]"), "content-type: application/json\r\ncontent-encoding: gzip"))
    assert caller.call(any_json) == [1]
    server.answers(answer(200, b"[1]", "content-type: application/json\r\ncontent-encoding: gzip"))
    with pytest.raises(rt.DecodeError, match="not compressed"):
        caller.call(any_json)
    bomb = gzip.compress(b" " * 10_000_000)
    server.answers(answer(200, bomb, "content-type: application/json\r\ncontent-encoding: gzip"))
    with pytest.raises(rt.DecodeError, match="more than 1000000 bytes"):
        caller.call(any_json, client={"body_limit": 1_000_000})


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_three_attempts_for_idempotent_calls(caller: Caller, server: Server, status: int) -> None:
    server.answers(answer(status))
    with pytest.raises(rt.ApiError) as caught:
        caller.call(operation())
    assert len(server.requests) == 3
    assert caught.value.attempts == 3
    server.requests.clear()
    server.answers(answer(status), answer(200, "1"))
    assert caller.call(operation()) == 1
    assert len(server.requests) == 2


def test_which_calls_are_tried_again(caller: Caller, server: Server) -> None:
    def attempts(made: bytes | None, retry: str) -> int:
        server.requests.clear()
        server.answers(made)
        with pytest.raises(rt.SdkError):
            caller.call(operation("POST", retry=retry, idempotency_header="Idempotency-Key"))
        return len(server.requests)

    assert attempts(answer(500), "unsafe") == 1
    assert attempts(None, "unsafe") == 1
    assert attempts(answer(503), "unsafe") == 1
    assert attempts(answer(503, headers="retry-after: 0"), "unsafe") == 3
    assert attempts(answer(429), "unsafe") == 3
    assert attempts(answer(500), "keyed") == 3
    assert len({request.headers["idempotency-key"] for request in server.requests}) == 1
    assert attempts(None, "idempotent") == 3
    assert attempts(answer(429), "never") == 1
    assert attempts(answer(404), "idempotent") == 1
    assert attempts(answer(429, headers="retry-after: 121"), "idempotent") == 1


def test_the_keys_of_calls(caller: Caller, server: Server) -> None:
    keyed = operation("POST", retry="keyed", idempotency_header="Idempotency-Key")
    caller.call(keyed, options=rt.RequestOptions(idempotency_key="mine"))
    caller.call(keyed)
    caller.call(keyed)
    keys = [request.headers["idempotency-key"] for request in server.requests]
    assert keys[0] == "mine"
    assert len(set(keys)) == 3
    with pytest.raises(rt.LocalError):
        caller.call(operation(), options=rt.RequestOptions(idempotency_key="mine"))


def test_no_connection(caller: Caller, server: Server) -> None:
    server.close()
    with pytest.raises(rt.TransportError) as caught:
        caller.call(operation("POST", retry="unsafe"))
    assert (caught.value.connected, caught.value.attempts) == (False, 3)


def test_limits_of_time(caller: Caller, server: Server) -> None:
    def slow(_: Request) -> bytes:
        time.sleep(4)
        return answer(200, "1")

    server.script = slow
    with pytest.raises(rt.ApiTimeoutError) as caught:
        caller.call(operation(), options=rt.RequestOptions(timeout=0.1, max_attempts=1))
    assert caught.value.kind == "attempt"
    start = time.monotonic()
    with pytest.raises(rt.ApiTimeoutError) as caught:
        caller.call(operation(), options=rt.RequestOptions(deadline=0.2))
    assert caught.value.kind == "deadline"
    assert time.monotonic() - start < 3.5


def test_waits_count_for_the_deadline(caller: Caller, server: Server) -> None:
    server.answers(answer(503, headers="retry-after: 5"))
    start = time.monotonic()
    with pytest.raises(rt.ServerError):
        caller.call(operation(), options=rt.RequestOptions(deadline=1))
    assert time.monotonic() - start < 4.5
    assert len(server.requests) == 1


def test_a_cancelled_call_ends_at_once(server: Server) -> None:
    def slow(_: Request) -> bytes:
        time.sleep(5)
        return answer(200, "1")

    server.script = slow
    caller = Caller(server.url, True)

    async def main() -> None:
        async with rt.AsynchronousClient(caller.core(), None) as client:
            from .conftest import Asynchronous

            start = time.monotonic()
            with anyio.move_on_after(0.1) as scope:
                await Asynchronous(client).send(operation(), ())
            assert scope.cancelled_caught
            assert time.monotonic() - start < 4

    anyio.run(main)


def test_the_storm_guard(caller: Caller, server: Server) -> None:
    server.answers(answer(500))

    def storm(service: t.Any) -> t.Any:
        def one() -> t.Any:
            return service.send(operation(), ())

        return many(one, caller.asynchronous)

    caller.run(storm)
    # 500 tokens at 5 each allow 100 retries.
    assert len(server.requests) == 100 + 100


def many(one: t.Callable[[], t.Any], asynchronous: bool) -> t.Any:
    """A hundred failing calls."""

    async def run() -> None:
        for _ in range(100):
            with pytest.raises(rt.ServerError):
                await one()

    if asynchronous:
        return run()
    for _ in range(100):
        with pytest.raises(rt.ServerError):
            one()
    return None


def test_budget_and_policy() -> None:
    budget = Budget()
    assert sum(budget.spend(timeout=True) for _ in range(60)) == 50
    budget.succeed()
    assert not budget.spend(timeout=False)
    policy = RetryPolicy(max_attempts=100)
    failure = Failure("status", 500)
    for attempt, cap in ((1, 0.5), (2, 1), (3, 2), (4, 4), (5, 8), (99, 8)):
        waits = [policy.delay("idempotent", failure, attempt) or 0.0 for _ in range(300)]
        assert max(waits) <= cap
        assert max(waits) > cap / 2 > min(waits)
    assert RetryPolicy().delay("idempotent", failure, 3) is None
    assert policy.delay("unsafe", Failure("status", 429, 120.0), 1) == 120
    assert policy.delay("unsafe", Failure("status", 429, 121.0), 1) is None
    assert not is_retryable("idempotent", Failure("final"))


def test_retry_after_in_seconds_and_as_a_date() -> None:
    date = {"date": "Sun, 06 Nov 1994 08:49:07 GMT"}
    assert retry_after({"retry-after": " 7 "}) == 7
    assert retry_after({"retry-after": "-1"}) is None
    assert retry_after({"retry-after": "1.5"}) == 1.5
    for junk in ("nan", "soon", "1e1", "+1", "inf", "0x1", "1_0", "1 s", "1.2.3"):
        assert retry_after({"retry-after": junk}) is None, junk
    assert retry_after({}) is None
    assert retry_after({"retry-after": "Sun, 06 Nov 1994 08:49:37 GMT", **date}) == 30
    assert retry_after({"retry-after": "Sun, 06 Nov 1994 08:49:00 GMT", **date}) == 0
    assert retry_after({"retry-after": "Sun, 06 Nov 1994 08:49:37 GMT"}) == 0


def redirect(to: str, status: int = 302) -> bytes:
    return answer(status, headers=f"location: {to}")


def test_redirects_within_the_origin(caller: Caller, server: Server) -> None:
    server.answers(redirect("/y?z=1"), redirect(f"{server.url}/z"), answer(200, "1"))
    assert caller.call(operation()) == 1
    assert [request.target for request in server.requests] == ["/x", "/y?z=1", "/z"]
    server.requests.clear()
    server.answers(redirect("/x"))
    with pytest.raises(rt.RedirectError):
        caller.call(operation())
    assert len(server.requests) == 6


def test_redirects_that_are_refused(caller: Caller, server: Server) -> None:
    other = f"http://localhost:{server.port}/y"
    for to in (
        other,
        "https://example.com/",
        f"http://user@127.0.0.1:{server.port}/",
        "http://[",
        f"//example.com:{server.port}",
    ):
        server.requests.clear()
        server.answers(redirect(to))
        with pytest.raises(rt.RedirectError):
            caller.call(operation())
        assert len(server.requests) == 1
    server.requests.clear()
    server.answers(redirect("/y", 307))
    with pytest.raises(rt.RedirectError):
        caller.call(operation("POST"))
    assert len(server.requests) == 1


def test_hooks_and_log(caller: Caller, server: Server, caplog: pytest.LogCaptureFixture) -> None:
    seen: list[t.Any] = []
    hooks = rt.Hooks(
        seen.append, lambda attempt, outcome: seen.append((attempt.number, outcome.status, outcome.retry_in))
    )
    server.answers(answer(500), answer(200, "1"))
    with caplog.at_level(logging.DEBUG, "sample"):
        caller.call(operation(path=("/secret",)), client={"hooks": hooks})
    assert seen[0] == rt.Attempt("op", "GET", 1)
    assert seen[1][:2] == (1, 500)
    assert seen[1][2] is not None
    assert seen[3] == (2, 200, None)
    messages = [record.getMessage() for record in caplog.records if record.name == "sample"]
    assert len(messages) == 3
    assert "op attempt 1: 500" in messages[0]
    assert not any("secret" in message for message in messages)


def test_configuration_is_checked(caller: Caller) -> None:
    for url in ("ftp://x", "https://", "https://u:p@x", "https://x?y", "https://x#y", "not a url", "http://x:99999"):
        with pytest.raises(rt.LocalError) as caught:
            caller.core(base_url=url)
        assert caught.value.kind == "configuration"
    with pytest.raises(rt.LocalError, match="names no server"):
        caller.call(operation(), client={"base_url": None})
    assert FAST.max_attempts == 3


def test_an_operation_has_a_server_of_its_own(caller: Caller, server: Server) -> None:
    own = operation(server=f"{server.url}/own/")
    caller.call(own, client={"base_url": None})
    caller.call(own)
    assert [request.target for request in server.requests] == ["/own/x", "/x"]
