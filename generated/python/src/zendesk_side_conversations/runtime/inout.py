"""Input and output, twice: blocking, and with ``async``.

The logic of a call is written once, as coroutines over the :class:`InOut` of a client. That of a blocking client never suspends,
so that :func:`run` can drive such a coroutine from ordinary code.
"""

from __future__ import annotations

import contextlib
import inspect
import threading
import time
import typing as t

from . import gunzip
from .body import Memory, Source

if t.TYPE_CHECKING:
    import httpx

T = t.TypeVar("T")


class LimitReached(Exception):
    """Time was up."""


class InOut:
    """What a call does to the world."""

    async def send(self, request: httpx.Request) -> httpx.Response:
        """Sends a request and gives the answer, its body not yet read."""
        raise NotImplementedError

    def content(self, source: Source) -> t.Any:
        """The body of a request."""
        raise NotImplementedError

    def chunks(self, response: httpx.Response) -> t.Any:
        """The iterator over the body of an answer, decompressed."""
        raise NotImplementedError

    async def chunk(self, chunks: t.Any) -> bytes | None:
        """The next of them; ``None`` at the end."""
        raise NotImplementedError

    async def close(self, response: httpx.Response) -> None:
        """Gives the connection back, or up."""
        raise NotImplementedError

    async def sleep(self, seconds: float) -> None:
        """Waits."""
        raise NotImplementedError

    async def limited(self, work: t.Coroutine[t.Any, t.Any, T], seconds: float | None) -> T:
        """Gives up after some time, if that can be done from outside: raises :class:`LimitReached`."""
        raise NotImplementedError

    async def ask(self, provider: t.Callable[[], t.Any]) -> t.Any:
        """Calls a function of the user's."""
        raise NotImplementedError

    def lock(self) -> contextlib.AbstractAsyncContextManager[t.Any]:
        """A lock."""
        raise NotImplementedError


def run(work: t.Coroutine[t.Any, t.Any, T]) -> T:
    """The result of a coroutine over a :class:`BlockingInOut`."""
    try:
        work.send(None)
    except StopIteration as stop:
        return t.cast("T", stop.value)
    work.close()
    raise RuntimeError("a blocking client cannot wait for a coroutine")


class _Lock:
    def __init__(self) -> None:
        self._lock = threading.Lock()

    async def __aenter__(self) -> None:
        self._lock.acquire()

    async def __aexit__(self, *_: t.Any) -> None:
        self._lock.release()


class BlockingInOut(InOut):
    """Blocks the thread."""

    def __init__(self, http: httpx.Client) -> None:
        self.http = http

    async def send(self, request: httpx.Request) -> httpx.Response:
        return self.http.send(request, stream=True, auth=None, follow_redirects=False)

    def content(self, source: Source) -> t.Any:
        return b"".join(source.pieces()) if isinstance(source, Memory) else source.pieces()

    def chunks(self, response: httpx.Response) -> t.Any:
        return _opened(response) if gunzip.is_for(response) else response.iter_bytes()

    async def chunk(self, chunks: t.Any) -> bytes | None:
        return next(chunks, None)

    async def close(self, response: httpx.Response) -> None:
        response.close()

    async def sleep(self, seconds: float) -> None:
        time.sleep(seconds)

    async def limited(self, work: t.Coroutine[t.Any, t.Any, T], seconds: float | None) -> T:
        # A thread cannot be interrupted: the limits of the socket and the checks between chunks have to do.
        del seconds
        return await work

    async def ask(self, provider: t.Callable[[], t.Any]) -> t.Any:
        answer = provider()
        if inspect.iscoroutine(answer):
            answer.close()
            raise TypeError("a blocking client cannot wait for a coroutine")
        return answer

    def lock(self) -> contextlib.AbstractAsyncContextManager[t.Any]:
        return _Lock()


class AsyncInOut(InOut):
    """Suspends the task; works under asyncio and trio."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self.http = http

    async def send(self, request: httpx.Request) -> httpx.Response:
        return await self.http.send(request, stream=True, auth=None, follow_redirects=False)

    def content(self, source: Source) -> t.Any:
        return b"".join(source.pieces()) if isinstance(source, Memory) else _in_threads(source.pieces())

    def chunks(self, response: httpx.Response) -> t.Any:
        return _aopened(response) if gunzip.is_for(response) else response.aiter_bytes()

    async def chunk(self, chunks: t.Any) -> bytes | None:
        return t.cast("bytes | None", await anext(chunks, None))

    async def close(self, response: httpx.Response) -> None:
        import anyio

        # A cancelled call still has to give its connection up.
        with anyio.CancelScope(shield=True):
            await response.aclose()

    async def sleep(self, seconds: float) -> None:
        import anyio

        await anyio.sleep(seconds)

    async def limited(self, work: t.Coroutine[t.Any, t.Any, T], seconds: float | None) -> T:
        import anyio

        with anyio.move_on_after(seconds):
            return await work
        raise LimitReached

    async def ask(self, provider: t.Callable[[], t.Any]) -> t.Any:
        answer = provider()
        return await answer if inspect.isawaitable(answer) else answer

    def lock(self) -> contextlib.AbstractAsyncContextManager[t.Any]:
        import anyio

        return anyio.Lock()


def _opened(response: httpx.Response) -> t.Iterator[bytes]:
    opener = gunzip.Gunzip()
    for raw in response.iter_raw():
        yield from opener.feed(raw)
    yield opener.end()


async def _aopened(response: httpx.Response) -> t.AsyncIterator[bytes]:
    opener = gunzip.Gunzip()
    async for raw in response.aiter_raw():
        for piece in opener.feed(raw):
            yield piece
    yield opener.end()


async def _in_threads(pieces: t.Iterator[bytes]) -> t.AsyncIterator[bytes]:
    """Files are read in a thread, so that they do not hold up the event loop."""
    import anyio.to_thread

    while (piece := await anyio.to_thread.run_sync(next, pieces, None)) is not None:
        yield piece
