"""What goes on the wire: parameters, bodies, headers; and what is refused before."""

from __future__ import annotations

import io
import pathlib
import platform
import typing as t

import pytest

from sample import models
from sample import runtime as rt

from .conftest import Caller, Server, answer, operation

QUERY: list[tuple[str, str, dict[str, t.Any], t.Any, str]] = [
    ("a", "str", {}, "a b&c=d/é", "a=a%20b%26c%3Dd%2F%C3%A9"),
    ("a", "str", {"reserved": True}, "/a?b=c&d#e %+", "a=/a?b=c%26d%23e%20%25%2B"),
    ("a", "list[str]", {}, ["x", "y,z"], "a=x&a=y%2Cz"),
    ("a", "list[str]", {"explode": False}, ["x", "y,z"], "a=x,y%2Cz"),
    ("a", "list[str]", {"explode": False}, [], ""),
    ("a", "list[int]", {"style": "spaceDelimited", "explode": False}, [1, 2], "a=1%202"),
    ("a", "list[int]", {"style": "pipeDelimited", "explode": False}, [1, 2], "a=1%7C2"),
    ("a", "dict[str, int]", {}, {"x": 1, "y": 2}, "x=1&y=2"),
    ("a", "dict[str, int]", {"explode": False}, {"x": 1, "y": 2}, "a=x,1,y,2"),
    (
        "a",
        "dict[str, t.Any]",
        {"style": "deepObject"},
        {"x": 1, "y": {"z": [1, 2]}},
        "a%5Bx%5D=1&a%5By%5D%5Bz%5D=1&a%5By%5D%5Bz%5D=2",
    ),
    ("a", "dict[str, int]", {"json": True}, {"x": 1}, "a=%7B%22x%22%3A1%7D"),
    ("a", "bool", {}, True, "a=true"),
    ("a", "models.State", {}, models.State.OPEN, "a=open"),
    ("a", "str", {}, None, ""),
    ("a", "str", {}, "", "a="),
]


@pytest.mark.parametrize(("name", "kind", "more", "value", "wire"), QUERY)
def test_query(
    caller: Caller, server: Server, name: str, kind: str, more: dict[str, t.Any], value: t.Any, wire: str
) -> None:
    caller.call(operation(parameters=(rt.Parameter(name, "query", kind, **more),)), value)
    assert server.requests[0].target == ("/x?" + wire if wire else "/x")


PATH: list[tuple[str, dict[str, t.Any], t.Any, str]] = [
    ("str", {}, "a/b?c#d%2e ü", "a%2Fb%3Fc%23d%252e%20%C3%BC"),
    ("str", {}, "~.-_", "~.-_"),
    ("list[str]", {}, ["a", "b"], "a,b"),
    ("dict[str, int]", {"explode": True}, {"a": 1}, "a=1"),
    ("list[str]", {"style": "label", "explode": True}, ["a", "b"], ".a.b"),
    ("list[str]", {"style": "label"}, ["a", "b"], ".a,b"),
    ("list[str]", {"style": "matrix", "explode": True}, ["a", "b"], ";p=a;p=b"),
    ("list[str]", {"style": "matrix"}, ["a", "b"], ";p=a,b"),
    ("dict[str, int]", {"style": "matrix", "explode": True}, {"a": 1}, ";a=1"),
    ("dict[str, int]", {"json": True}, {"a": 1}, "%7B%22a%22%3A1%7D"),
]


@pytest.mark.parametrize(("kind", "more", "value", "wire"), PATH)
def test_path(caller: Caller, server: Server, kind: str, more: dict[str, t.Any], value: t.Any, wire: str) -> None:
    caller.call(operation(path=("/x/", 0, "/y"), parameters=(rt.Parameter("p", "path", kind, **more),)), value)
    assert server.requests[0].target == f"/x/{wire}/y"


@pytest.mark.parametrize("value", ["", ".", "..", None])
def test_paths_that_would_become_others_are_refused(caller: Caller, server: Server, value: t.Any) -> None:
    with pytest.raises(rt.LocalError) as caught:
        caller.call(operation(path=("/x/", 0), parameters=(rt.Parameter("p", "path", "str"),)), value)
    assert caught.value.kind == "path parameter"
    assert server.requests == []


def test_headers_and_cookies(caller: Caller, server: Server) -> None:
    parameters = (
        rt.Parameter("X-A", "header", "list[str]"),
        rt.Parameter("X-B", "header", "dict[str, int]", explode=True),
        rt.Parameter("X-J", "header", "list[int]", json=True),
        rt.Parameter("c", "cookie", "str"),
        rt.Parameter("d", "cookie", "list[int]", explode=False),
    )
    caller.call(operation(parameters=parameters), ["a", "b"], {"x": 1}, [1, 2], "a;b", [1, 2])
    headers = server.requests[0].headers
    assert (headers["x-a"], headers["x-b"], headers["x-j"]) == ("a,b", "x=1", "[1,2]")
    assert headers["cookie"] == "c=a%3Bb; d=1,2"
    assert headers["accept"] == "application/json"
    assert headers["user-agent"] == f"sample-package/1.2.3 python/{platform.python_version()}"


@pytest.mark.parametrize("value", ["a\rb", "a\nb", "a\0b"])
def test_headers_that_would_become_others_are_refused(caller: Caller, server: Server, value: str) -> None:
    parameter = operation(parameters=(rt.Parameter("X-A", "header", "str"),))
    with pytest.raises(rt.LocalError):
        caller.call(parameter, value)
    with pytest.raises(rt.LocalError):
        caller.call(operation(), options=rt.RequestOptions(headers={"X-A": value}))
    with pytest.raises(rt.LocalError):
        caller.call(operation(), options=rt.RequestOptions(headers={f"X-{value}": "a"}))
    assert server.requests == []


def test_values_of_a_wrong_type_are_refused(caller: Caller, server: Server) -> None:
    with pytest.raises(rt.LocalError, match="'a'"):
        caller.call(operation(parameters=(rt.Parameter("a", "query", "list[str]"),)), "abc")
    assert server.requests == []


def post(*bodies: rt.Body, **more: t.Any) -> rt.Operation[t.Any]:
    return operation("POST", bodies=bodies, retry="unsafe", **more)


def test_json_bodies(caller: Caller, server: Server) -> None:
    body = rt.Body("application/json", "json", "models.Person | None")
    caller.call(post(body), body=models.Person(id=1, title=None))
    caller.call(post(body), body=None)
    caller.call(post(body, body_required=False), body=rt.UNSET)
    sent = [(request.body, request.headers.get("content-type")) for request in server.requests]
    assert sent == [
        (b'{"id":1,"title":null,"kind":"person"}', "application/json"),
        (b"null", "application/json"),
        (b"", None),
    ]


def test_none_is_no_body_where_it_need_not_be(caller: Caller, server: Server) -> None:
    body = rt.Body("application/json", "json", "models.Person")
    caller.call(post(body, body_required=False), body=None)
    assert server.requests[0].body == b""
    with pytest.raises(rt.LocalError):
        caller.call(post(body), body=None)


def test_form_bodies(caller: Caller, server: Server) -> None:
    encodings = {
        "list": rt.Encoding(explode=False),
        "deep": rt.Encoding(style="deepObject"),
        "json": rt.Encoding(json=True),
    }
    body = rt.Body("application/x-www-form-urlencoded", "form", "dict[str, t.Any]", encodings)
    caller.call(post(body), body={"a": "b c&", "list": [1, 2], "deep": {"x": 1}, "json": {"y": 2}, "more": [1, 2]})
    wire = b"a=b%20c%26&list=1,2&deep%5Bx%5D=1&json=%7B%22y%22%3A2%7D&more=1&more=2"
    assert server.requests[0].body == wire


def test_text_and_binary_bodies(caller: Caller, server: Server, tmp_path: pathlib.Path) -> None:
    file = tmp_path / "data.bin"
    file.write_bytes(b"x" * 200_000)
    binary = post(rt.Body("application/octet-stream", "binary"))
    caller.call(post(rt.Body("text/plain", "text")), body="grüße")
    caller.call(binary, body=b"raw")
    caller.call(binary, body=file)
    with file.open("rb") as opened:
        opened.seek(100_000)
        caller.call(binary, body=opened)
    caller.call(binary, body=lambda: [b"a", b"b"])
    assert [request.body for request in server.requests] == [
        "grüße".encode(),
        b"raw",
        b"x" * 200_000,
        b"x" * 100_000,
        b"ab",
    ]
    assert server.requests[2].headers["content-length"] == "200000"
    with pytest.raises(rt.LocalError):
        caller.call(binary, body="no bytes")
    with pytest.raises(rt.LocalError) as caught:
        caller.call(binary, body=tmp_path / "nothing")
    assert caught.value.kind == "file"


def test_several_content_types(caller: Caller, server: Server) -> None:
    both = post(
        rt.Body("application/json", "json", "models.Cat"),
        rt.Body("text/plain", "text"),
        rt.Body("image/*", "binary"),
    )
    caller.call(both, body=models.Cat(name="Tom"))
    caller.call(both, body="text")
    caller.call(both, body=b"png", content_type="image/png")
    assert [request.headers["content-type"] for request in server.requests] == [
        "application/json",
        "text/plain",
        "image/png",
    ]
    for wrong in (
        {"body": b"png"},
        {"body": b"x", "content_type": "video/mp4"},
        {"body": b"x", "content_type": "image/\r\n"},
    ):
        with pytest.raises(rt.LocalError):
            caller.call(both, **wrong)


def test_multipart(caller: Caller, server: Server, tmp_path: pathlib.Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"content")
    form = models.PetForm(
        file=rt.File(file, name='e"vil\r\n.txt'),
        name="Tom",
        meta=models.Cat(name="Tom"),
        photos=[rt.File(b"1"), rt.File(io.BytesIO(b"2"), "b.jpg", "image/jpeg")],
    )
    caller.call(post(rt.Body("multipart/form-data", "multipart")), body=form)
    request = server.requests[0]
    kind, _, boundary = request.headers["content-type"].partition("; boundary=")
    assert kind == "multipart/form-data"
    assert len(boundary) > 30
    parts = request.body.decode().split(f"--{boundary}")
    assert parts[0] == ""
    assert parts[-1] == "--\r\n"
    assert parts[1:-1] == [
        '\r\nContent-Disposition: form-data; name="file"; filename="e%22vil%0D%0A.txt"\r\n'
        "Content-Type: application/octet-stream\r\n\r\ncontent\r\n",
        '\r\nContent-Disposition: form-data; name="na%22me"\r\n\r\nTom\r\n',
        '\r\nContent-Disposition: form-data; name="meta"\r\nContent-Type: application/json\r\n\r\n{"name":"Tom"}\r\n',
        '\r\nContent-Disposition: form-data; name="photos"; filename="file"\r\nContent-Type: image/png\r\n\r\n1\r\n',
        '\r\nContent-Disposition: form-data; name="photos"; filename="b.jpg"\r\nContent-Type: image/jpeg\r\n\r\n2\r\n',
    ]
    assert int(request.headers["content-length"]) == len(request.body)


def test_bodies_are_sent_again_or_the_call_is_not(caller: Caller, server: Server, tmp_path: pathlib.Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(b"content")
    server.answers(answer(429), answer(200, "{}"))
    caller.call(post(rt.Body("application/octet-stream", "binary")), body=file)
    assert [request.body for request in server.requests] == [b"content", b"content"]
    server.requests.clear()
    server.answers(answer(429))
    with pytest.raises(rt.RateLimitError):
        caller.call(post(rt.Body("application/octet-stream", "binary")), body=iter([b"once"]))
    assert len(server.requests) == 1


def test_a_file_that_shrinks_breaks_the_call(caller: Caller, server: Server, tmp_path: pathlib.Path) -> None:
    class Shrinking(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            return b""

    with pytest.raises(rt.LocalError) as caught:
        caller.call(post(rt.Body("application/octet-stream", "binary")), body=Shrinking(b"abc"))
    assert caught.value.kind == "file"
