"""A server of raw sockets, and a caller that makes the same call with either client."""

from __future__ import annotations

import collections.abc as c
import socket
import threading
import typing as t

import anyio
import httpx
import pytest

from sample import runtime as rt
from sample.runtime.core import Core
from sample.runtime.retry import RetryPolicy

T = t.TypeVar("T")

PACKAGE = rt.Package(
    module="sample",
    name="sample-package",
    version="1.2.3",
    schemes=(
        rt.Scheme("basic", "basic"),
        rt.Scheme("bearer", "bearer"),
        rt.Scheme("header", "header", key="X-Key"),
        rt.Scheme("query", "query", key="api key"),
        rt.Scheme("cookie", "cookie", key="session"),
        rt.Scheme("oauth", "oauth2", token_url="/token"),
    ),
)

FAST = RetryPolicy(first=0.001, longest=0.002)


class Request:
    """A request as it came."""

    def __init__(self, head: str, body: bytes) -> None:
        first, *lines = head.split("\r\n")
        self.method, self.target, _ = first.split(" ")
        pairs = [line.split(": ", 1) if ": " in line else [line.rstrip(":"), ""] for line in lines]
        self.headers = {name.lower(): value for name, value in pairs}
        self.body = body


def answer(
    status: int = 200, body: bytes | str = b"", headers: str = "content-type: application/json", length: bool = True
) -> bytes:
    """A response."""
    raw = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} X"] + ([headers] if headers else [])
    lines += [f"content-length: {len(raw)}"] if length else ["connection: close"]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + raw


Script = c.Callable[[Request], t.Optional[bytes]]


class Server:
    """Answers by a script; ``None`` closes the connection."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.script: Script = lambda _: answer(200, "{}")
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._lock = threading.Lock()
        self._threads = [threading.Thread(target=self._accept, daemon=True)]
        self._threads[0].start()

    def answers(self, *answers: bytes | None) -> None:
        """Gives these answers, one after another, the last one for ever."""
        left = list(answers)

        def script(_: Request) -> bytes | None:
            return left.pop(0) if len(left) > 1 else left[0]

        self.script = script

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as stream:
            while True:
                try:
                    request = _read(stream)
                    if request is None:
                        return
                    with self._lock:
                        self.requests.append(request)
                    reply = self.script(request)
                    if reply is None:
                        return
                    connection.sendall(reply)
                    if b"connection: close" in reply:
                        return
                except OSError:
                    return

    def close(self) -> None:
        """Takes no more connections."""
        if self._socket.fileno() < 0:
            return
        # Closing alone does not wake the thread that waits.
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._threads[0].join(5)


def _read(stream: t.BinaryIO) -> Request | None:
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        line = stream.readline()
        if not line:
            return None
        head += line
    text = head.decode("latin-1")[:-4]
    request = Request(text, b"")
    if "content-length" in request.headers:
        request.body = stream.read(int(request.headers["content-length"]))
    elif "transfer-encoding" in request.headers:
        while size := int(stream.readline(), 16):
            request.body += stream.read(size)
            stream.readline()
        stream.readline()
    return request


class Caller:
    """Makes calls with one kind of client."""

    def __init__(self, url: str, asynchronous: bool) -> None:
        self.url, self.asynchronous = url, asynchronous

    def core(self, **options: t.Any) -> Core:
        """The state of a client that retries fast."""
        values: dict[str, t.Any] = {"base_url": self.url, "retry": FAST, **options}
        return Core(PACKAGE, **values)

    def call(self, operation: rt.Operation[t.Any], *arguments: t.Any, **more: t.Any) -> t.Any:
        """Makes one call."""
        return self.run(lambda service: service.send(operation, arguments, **more), **more.pop("client", {}))

    def run(self, work: t.Callable[[t.Any], t.Any], **options: t.Any) -> t.Any:
        """Runs work that gets a service; with the asynchronous client what it returns is awaited."""
        core = self.core(**options)
        if not self.asynchronous:
            with rt.BlockingClient(core, None) as client:
                return work(Blocking(client))

        async def main() -> t.Any:
            async with rt.AsynchronousClient(core, None) as client:
                return await work(Asynchronous(client))

        return anyio.run(main)


class Blocking(rt.BlockingService):
    """A service."""

    def __init__(self, client: rt.BlockingClient) -> None:
        super().__init__(client)
        self.client = client

    def send(
        self,
        operation: t.Any,
        arguments: t.Any,
        options: t.Any = None,
        body: t.Any = rt.UNSET,
        content_type: t.Any = None,
    ) -> t.Any:
        """Makes a call."""
        return self._send(operation, arguments, options, body, content_type)

    def pages(
        self, operation: t.Any, paging: t.Any, arguments: t.Any = (), options: t.Any = None
    ) -> rt.Pager[t.Any, t.Any]:
        """Makes a pager."""
        return self._pages(operation, paging, arguments, options)


class Asynchronous(rt.AsynchronousService):
    """A service."""

    def __init__(self, client: rt.AsynchronousClient) -> None:
        super().__init__(client)
        self.client = client

    async def send(
        self,
        operation: t.Any,
        arguments: t.Any,
        options: t.Any = None,
        body: t.Any = rt.UNSET,
        content_type: t.Any = None,
    ) -> t.Any:
        """Makes a call."""
        return await self._send(operation, arguments, options, body, content_type)

    def pages(
        self, operation: t.Any, paging: t.Any, arguments: t.Any = (), options: t.Any = None
    ) -> rt.AsyncPager[t.Any, t.Any]:
        """Makes a pager."""
        return self._pages(operation, paging, arguments, options)


def operation(method: str = "GET", path: tuple[str | int, ...] = ("/x",), **more: t.Any) -> rt.Operation[t.Any]:
    """An operation that gives any JSON value."""
    success = (rt.Case("200", "application/json", "json", "t.Any"),)
    values: dict[str, t.Any] = {"success": success, **more}
    return rt.Operation("op", method, path, **values)


@pytest.fixture
def server() -> c.Iterator[Server]:
    """A server for one test."""
    made = Server()
    yield made
    made.close()


@pytest.fixture(params=[False, True], ids=["blocking", "async"])
def caller(server: Server, request: pytest.FixtureRequest) -> Caller:
    """Either kind of client."""
    return Caller(server.url, request.param)


def mock(handler: t.Callable[[httpx.Request], httpx.Response]) -> httpx.Client:
    """A client without a network."""
    return httpx.Client(transport=httpx.MockTransport(handler))
