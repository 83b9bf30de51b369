"""What users get of an answer that is streamed: bytes, events, lines; each once for blocking and once for ``async``."""

from __future__ import annotations

import collections
import os
import tempfile
import typing as t

from . import jsontext
from .errors import DecodeError
from .events import Event, EventParser, LineParser, TooLong
from .faults import Fault
from .head import Head
from .inout import run
from .operation import Case
from .stream import RawStream
from .types import codec_of

T = t.TypeVar("T")
_END: t.Final = object()


class _Values:
    """The values of a stream of events or lines."""

    def __init__(self, operation: str, case: Case, head: Head, stream: RawStream) -> None:
        self._operation, self._case, self.head = operation, case, head
        self.stream = stream
        self._events, self._lines = EventParser(), LineParser()
        self._ready: collections.deque[t.Any] = collections.deque()
        self._ended = False

    async def next(self) -> t.Any:
        """The next value, or ``_END``. A value that cannot be read is an error, after which the stream goes on."""
        while not self._ready:
            if self._ended:
                return _END
            await self._fill()
        value = self._ready.popleft()
        if self._case.kind == "lines":
            return self._decoded(value)
        if value.data == b"[DONE]":
            # By this some servers end a stream.
            self._ended = True
            self._ready.clear()
            await self.stream.close()
            return _END
        return Event(self._decoded(value.data), value.event, value.id, value.retry)

    async def _fill(self) -> None:
        try:
            chunk = await self.stream.chunk()
        except BaseException:
            # What has come of a broken line is not a value.
            self._ended = True
            raise
        try:
            if chunk is None:
                # An event without its empty line is incomplete and is dropped, as the rules say.
                self._ended = True
                self._ready += self._lines.rest()
            else:
                self._ready += self._lines.feed(chunk) if self._case.kind == "lines" else self._events.feed(chunk)
        except TooLong:
            self._ended = True
            await self.stream.close()
            raise DecodeError("a line is too long", operation=self._operation, head=self.head) from None

    def _decoded(self, raw: bytes) -> t.Any:
        try:
            return codec_of(self._case.type).decode(jsontext.loads(raw))
        except Fault as fault:
            raise DecodeError.of(fault, self._operation, self.head, raw) from None


class _Blocking:
    def __init__(self, head: Head, stream: RawStream) -> None:
        self.head = head
        """Status, headers and request id."""
        self._stream = stream

    def close(self) -> None:
        """Gives the connection up; what has not been read is lost."""
        run(self._stream.close())

    def __enter__(self: B) -> B:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class _Async:
    def __init__(self, head: Head, stream: RawStream) -> None:
        self.head = head
        """Status, headers and request id."""
        self._stream = stream

    async def aclose(self) -> None:
        """Gives the connection up; what has not been read is lost."""
        await self._stream.close()

    async def __aenter__(self: A) -> A:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()


B = t.TypeVar("B", bound=_Blocking)
A = t.TypeVar("A", bound=_Async)


class Download(_Blocking):
    """A body of bytes: iterate over its pieces, read it whole, or save it. Close it, or use it in a ``with``."""

    def __iter__(self) -> t.Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        chunk = run(self._stream.chunk())
        if chunk is None:
            raise StopIteration
        return chunk

    def read(self) -> bytes:
        """All bytes that have not been read yet."""
        return b"".join(self)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the bytes to a file, which is there only when it is complete."""
        with _Saved(path) as file:
            for chunk in self:
                file.write(chunk)


class AsyncDownload(_Async):
    """A body of bytes: iterate over its pieces, read it whole, or save it. Close it, or use it in an ``async with``."""

    def __aiter__(self) -> t.AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        chunk = await self._stream.chunk()
        if chunk is None:
            raise StopAsyncIteration
        return chunk

    async def read(self) -> bytes:
        """All bytes that have not been read yet."""
        return b"".join([chunk async for chunk in self])

    async def save(self, path: str | os.PathLike[str]) -> None:
        """Writes the bytes to a file, which is there only when it is complete."""
        import anyio.to_thread

        with _Saved(path) as file:
            async for chunk in self:
                await anyio.to_thread.run_sync(file.write, chunk)


class _ValueStream(_Blocking, t.Generic[T]):
    def __init__(self, values: _Values) -> None:
        super().__init__(values.head, values.stream)
        self._values = values

    def __iter__(self) -> t.Iterator[T]:
        return self

    def __next__(self) -> T:
        value = run(self._values.next())
        if value is _END:
            raise StopIteration
        return t.cast("T", value)


class _AsyncValueStream(_Async, t.Generic[T]):
    def __init__(self, values: _Values) -> None:
        super().__init__(values.head, values.stream)
        self._values = values

    def __aiter__(self) -> t.AsyncIterator[T]:
        return self

    async def __anext__(self) -> T:
        value = await self._values.next()
        if value is _END:
            raise StopAsyncIteration
        return t.cast("T", value)


class EventStream(_ValueStream[Event[T]]):
    """Server-sent events: iterate over them. Close it, or use it in a ``with``."""


class JsonLines(_ValueStream[T]):
    """JSON values, one a line: iterate over them. Close it, or use it in a ``with``."""


class AsyncEventStream(_AsyncValueStream[Event[T]]):
    """Server-sent events: iterate over them. Close it, or use it in an ``async with``."""


class AsyncJsonLines(_AsyncValueStream[T]):
    """JSON values, one a line: iterate over them. Close it, or use it in an ``async with``."""


def blocking(operation: str) -> t.Callable[[Case, Head, RawStream], t.Any]:
    """What the users of a blocking client get of an operation's streams."""

    def make(case: Case, head: Head, stream: RawStream) -> t.Any:
        if case.kind == "binary":
            return Download(head, stream)
        values = _Values(operation, case, head, stream)
        return EventStream[t.Any](values) if case.kind == "events" else JsonLines[t.Any](values)

    return make


def asynchronous(operation: str) -> t.Callable[[Case, Head, RawStream], t.Any]:
    """What the users of an asynchronous client get of an operation's streams."""

    def make(case: Case, head: Head, stream: RawStream) -> t.Any:
        if case.kind == "binary":
            return AsyncDownload(head, stream)
        values = _Values(operation, case, head, stream)
        return AsyncEventStream[t.Any](values) if case.kind == "events" else AsyncJsonLines[t.Any](values)

    return make


class _Saved:
    """A file that takes its name when all is written."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = os.fspath(path)

    def __enter__(self) -> t.BinaryIO:
        folder = os.path.dirname(os.path.abspath(self._path))
        number, self._part = tempfile.mkstemp(prefix=".download-", dir=folder)
        self._file: t.BinaryIO = os.fdopen(number, "wb")
        return self._file

    def __exit__(self, kind: t.Any, *_: object) -> None:
        self._file.close()
        if kind is None:
            os.replace(self._part, self._path)
        else:
            os.unlink(self._part)
