"""Downloads, events, lines, and lists that come in pages."""

from __future__ import annotations

import pathlib
import typing as t

import pytest

from sample import runtime as rt
from sample.runtime.events import EventParser, LineParser

from .conftest import Caller, Request, Server, answer, operation


def collected(caller: Caller, call: rt.Operation[t.Any]) -> list[t.Any]:
    """All that a stream gives; errors by their type."""

    def work(service: t.Any) -> t.Any:
        if not caller.asynchronous:
            with service.send(call, ()) as stream:
                return list(blocking(iter(stream)))

        async def main() -> list[t.Any]:
            async with await service.send(call, ()) as stream:
                return await asynchronous(stream)

        return main()

    return t.cast("list[t.Any]", caller.run(work))


def blocking(iterator: t.Iterator[t.Any]) -> t.Iterator[t.Any]:
    for _ in range(100):
        try:
            yield next(iterator)
        except StopIteration:
            return
        except rt.SdkError as error:
            yield type(error)


async def asynchronous(stream: t.Any) -> list[t.Any]:
    found: list[t.Any] = []
    iterator = aiter(stream)
    for _ in range(100):
        try:
            found.append(await anext(iterator))
        except StopAsyncIteration:
            break
        except rt.SdkError as error:
            found.append(type(error))
    return found


BINARY = operation(success=(rt.Case("200", "application/octet-stream", "binary"),))
EVENTS = operation(success=(rt.Case("200", "text/event-stream", "events", "int"),))
LINES = operation(success=(rt.Case("200", "application/jsonl", "lines", "int"),))


def test_downloads(caller: Caller, server: Server, tmp_path: pathlib.Path) -> None:
    data = bytes(range(256)) * 4000
    server.answers(answer(200, data, "content-type: application/octet-stream"))
    assert b"".join(collected(caller, BINARY)) == data
    path = tmp_path / "data"

    def save(service: t.Any) -> t.Any:
        if not caller.asynchronous:
            return service.send(BINARY, ()).save(path)

        async def main() -> None:
            await (await service.send(BINARY, ())).save(path)

        return main()

    caller.run(save)
    assert path.read_bytes() == data
    cut = answer(200, data, "content-type: application/octet-stream\r\nconnection: close")[:-10]
    server.answers(cut)
    with pytest.raises(rt.TransportError):
        caller.run(save)
    assert [file.name for file in tmp_path.iterdir()] == ["data"]


def test_events(caller: Caller, server: Server) -> None:
    text = "\ufeff: hi\r\nevent: tick\rid: 7\ndata: 1\n\nretry: 50\ndata:2\n\ndata: x\n\ndata: 1\ndata: 2\n\ndata: [DONE]\n\ndata: 3\n\n"
    server.answers(answer(200, text, "content-type: text/event-stream"))
    found = collected(caller, EVENTS)
    assert found == [rt.Event(1, "tick", "7"), rt.Event(2, "message", "7", 50), rt.DecodeError, rt.DecodeError]


def test_events_in_pieces() -> None:
    text = b"data: 1\r\n\r\nevent: e\rdata: 2\r\rdata: cut"
    for size in range(1, 10):
        parser = EventParser()
        found = [event for at in range(0, len(text), size) for event in parser.feed(text[at : at + size])]
        assert [(event.data, event.event) for event in found] == [(b"1", "message"), (b"2", "e")], size


def test_lines(caller: Caller, server: Server) -> None:
    server.answers(answer(200, "1\n\n\x1e2\r\n x\n3", "content-type: application/jsonl"))
    assert collected(caller, LINES) == [1, 2, rt.DecodeError, 3]
    parser = LineParser()
    assert [parser.feed(b"1"), parser.feed(b"2\n3\n4"), parser.rest()] == [[], [b"12", b"3"], [b"4"]]


class Page(rt.Model):
    """A page."""

    items: list[t.Any] | None = None
    next: str | None = None


def pages(caller: Caller, paging: rt.Paging[t.Any, t.Any], whole: bool = False, **more: t.Any) -> list[t.Any]:
    """All items or pages; errors by their type."""
    call = operation(success=(rt.Case("200", "application/json", "json", "models.Page"),), **more)

    def work(service: t.Any) -> t.Any:
        pager = service.pages(call, paging, (None,) * len(call.parameters))
        chosen = pager.pages() if whole else pager
        return asynchronous(chosen) if caller.asynchronous else list(blocking(iter(chosen)))

    return t.cast("list[t.Any]", caller.run(work))


@pytest.fixture(autouse=True)
def page_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """The model of a page."""
    from sample import models

    monkeypatch.setattr(models, "Page", Page, raising=False)


LINK: rt.Paging[t.Any, t.Any] = rt.Paging(items=("items",), next="link", value=("next",))


def test_links(caller: Caller, server: Server) -> None:
    server.answers(
        answer(200, '{"items": [1, 2], "next": "/x?page=2"}'),
        answer(500),
        answer(200, f'{{"items": [3], "next": "{server.url}/x?page=3"}}'),
        answer(200, '{"items": [], "next": ""}'),
    )
    assert pages(caller, LINK) == [1, 2, 3]
    assert [request.target for request in server.requests] == ["/x", "/x?page=2", "/x?page=2", "/x?page=3"]


def test_links_to_other_origins_are_refused(caller: Caller, server: Server) -> None:
    for link in ("https://example.com/", "//example.com/", f"http://localhost:{server.port}/", "http://["):
        server.requests.clear()
        server.answers(answer(200, f'{{"items": [1], "next": "{link}"}}'))
        assert pages(caller, LINK) == [1, rt.LocalError]
        assert len(server.requests) == 1


def test_pages_that_repeat_end_with_an_error(caller: Caller, server: Server) -> None:
    server.answers(answer(200, '{"items": [1], "next": "/x?page=2"}'))
    assert pages(caller, LINK) == [1, 1, rt.LocalError]
    cursor: rt.Paging[t.Any, t.Any] = rt.Paging(items=("items",), next="cursor", value=("next",), parameter="c")
    server.answers(answer(200, '{"items": [1], "next": "same"}'))
    assert pages(caller, cursor) == [1, 1, rt.LocalError]
    number: rt.Paging[t.Any, t.Any] = rt.Paging(items=("items",), next="page", parameter="p", first=1)
    server.answers(answer(200, '{"items": [1]}'))
    assert pages(caller, number) == [1, rt.LocalError]


@pytest.mark.parametrize(
    ("paging", "targets"),
    [
        (rt.Paging[t.Any, t.Any](("items",), "cursor", ("next",), "c[d]"), ["/x", "/x?c%5Bd%5D=2", "/x?c%5Bd%5D=3"]),
        (rt.Paging[t.Any, t.Any](("items",), "page", parameter="p", first=0), ["/x", "/x?p=1", "/x?p=2"]),
        (rt.Paging[t.Any, t.Any](("items",), "offset", parameter="o"), ["/x", "/x?o=2", "/x?o=3"]),
    ],
)
def test_parameters(caller: Caller, server: Server, paging: rt.Paging[t.Any, t.Any], targets: list[str]) -> None:
    server.answers(
        answer(200, '{"items": [1, 2], "next": "2"}'),
        answer(200, '{"items": [3], "next": "3"}'),
        answer(200, '{"items": []}'),
    )
    assert pages(caller, paging) == [1, 2, 3]
    assert [request.target for request in server.requests] == targets


def test_walks_go_on_after_an_error(caller: Caller, server: Server) -> None:
    def script(request: Request) -> bytes:
        if request.target == "/x":
            return answer(200, '{"items": [1], "next": "/x?page=2"}')
        return answer(404) if len(server.requests) == 2 else answer(200, '{"items": [2]}')

    server.script = script
    assert pages(caller, LINK) == [1, rt.NotFoundError, 2]


def test_items_at_the_seam_are_not_repeated(caller: Caller, server: Server) -> None:
    class Item(rt.Model):
        id: int

    keyed: rt.Paging[t.Any, t.Any] = rt.Paging(items=("items",), next="link", value=("next",), unique_key=("real",))
    server.answers(answer(200, '{"items": [1, 2], "next": "/x?page=2"}'), answer(200, '{"items": [2, 3]}'))
    assert pages(caller, keyed) == [1, 2, 3]
    assert Item(id=1).id == 1


def test_whole_pages_and_the_first(caller: Caller, server: Server) -> None:
    server.answers(answer(200, '{"items": [1], "next": "/x?page=2"}'), answer(200, '{"items": [2]}'))
    assert pages(caller, LINK, whole=True) == [Page(items=[1], next="/x?page=2"), Page(items=[2])]
    server.answers(answer(200, '{"items": [1], "next": "/x?page=2"}'))
    call = operation(success=(rt.Case("200", "application/json", "json", "models.Page"),))
    response = caller.run(lambda service: service.client.with_response(service.pages(call, LINK).first))
    assert (response.value.items, response.status) == ([1], 200)
