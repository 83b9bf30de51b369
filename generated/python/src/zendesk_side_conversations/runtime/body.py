"""Bytes to send: from memory, files and streams; multipart bodies."""

from __future__ import annotations

import io
import os
import secrets
import typing as t

from .errors import LocalError

BinaryBody = t.Union[
    bytes, bytearray, memoryview, "os.PathLike[str]", t.BinaryIO, t.Callable[[], t.Iterable[bytes]], t.Iterable[bytes]
]
"""Bytes; or the path of a file; or a file opened for reading in binary mode; or a function that gives the pieces, or an iterable
of them, which can be read once only, so that the call is not tried again after it was begun."""

CHUNK: t.Final = 64 * 1024


class Source:
    """Bytes that are read, piece by piece, each time they are sent."""

    replayable = True
    """Whether they can be read again."""

    def length(self) -> int | None:
        """How many there are, if that is known."""
        raise NotImplementedError

    def pieces(self) -> t.Iterator[bytes]:
        """The bytes, from the beginning."""
        raise NotImplementedError


class Memory(Source):
    """Bytes in memory."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def length(self) -> int | None:
        return len(self._data)

    def pieces(self) -> t.Iterator[bytes]:
        if self._data:
            yield self._data


class FilePath(Source):
    """A file, opened each time."""

    def __init__(self, path: os.PathLike[str]) -> None:
        self._path = path

    def length(self) -> int | None:
        with _reading():
            return os.stat(self._path).st_size if os.path.isfile(self._path) else None

    def pieces(self) -> t.Iterator[bytes]:
        # Opened before the first piece is asked for: a file that is not there is no matter of the connection.
        with _reading():
            file = open(self._path, "rb")  # noqa: SIM115
        return _read(file, self.length(), close=True)


class OpenFile(Source):
    """A file that the user has opened, sent from where it stands."""

    def __init__(self, file: t.BinaryIO) -> None:
        self._file = file
        self.replayable = _seekable(file)
        self._start = file.tell() if self.replayable else 0

    def length(self) -> int | None:
        if not self.replayable:
            return None
        with _reading():
            end = self._file.seek(0, io.SEEK_END)
            self._file.seek(self._start)
            return end - self._start

    def pieces(self) -> t.Iterator[bytes]:
        length = self.length()
        return _read(self._file, length, close=False)


class Pieces(Source):
    """Pieces that the user gives."""

    def __init__(self, pieces: t.Callable[[], t.Iterable[bytes]] | t.Iterable[bytes]) -> None:
        self._pieces = pieces
        self.replayable = callable(pieces) or isinstance(pieces, (list, tuple))

    def length(self) -> int | None:
        return None

    def pieces(self) -> t.Iterator[bytes]:
        return iter(self._pieces() if callable(self._pieces) else self._pieces)


class Chain(Source):
    """Several, one after another."""

    def __init__(self, sources: t.Sequence[Source]) -> None:
        self._sources = sources
        self.replayable = all(source.replayable for source in sources)

    def length(self) -> int | None:
        total = 0
        for source in self._sources:
            length = source.length()
            if length is None:
                return None
            total += length
        return total

    def pieces(self) -> t.Iterator[bytes]:
        for source in self._sources:
            yield from source.pieces()


def source_of(body: t.Any) -> Source:
    """The source of a :data:`BinaryBody`."""
    if isinstance(body, (bytes, bytearray, memoryview)):
        return Memory(bytes(t.cast("bytes", body)))
    if isinstance(body, os.PathLike):
        return FilePath(t.cast("os.PathLike[str]", body))
    if isinstance(body, str):
        raise LocalError("value", "a binary body is bytes or a file, no str; wrap the path of a file in pathlib.Path")
    if hasattr(body, "read"):
        return OpenFile(body)
    if callable(body) or hasattr(body, "__iter__"):
        return Pieces(t.cast("t.Any", body))
    raise LocalError("value", f"{type(body).__name__} is no binary body")


class File:
    """A file of a multipart body."""

    def __init__(self, content: BinaryBody, name: str | None = None, content_type: str | None = None) -> None:
        self.content = content
        self.name = name if name is not None else _name_of(content)
        self.content_type = content_type

    def __repr__(self) -> str:
        return f"File(name={self.name!r}, content_type={self.content_type!r})"


def _name_of(content: t.Any) -> str:
    place: object = content if hasattr(content, "__fspath__") else getattr(content, "name", None)
    return os.path.basename(os.fspath(t.cast("str", place))) if isinstance(place, (str, os.PathLike)) else "file"


class Multipart:
    """``multipart/form-data`` (RFC 7578). The boundary has 128 random bits: no content can be made to contain it."""

    def __init__(self) -> None:
        self._boundary = f"sdk-{secrets.token_hex(16)}"
        self._sources: list[Source] = []

    @property
    def content_type(self) -> str:
        """The value of ``Content-Type``."""
        return f"multipart/form-data; boundary={self._boundary}"

    def add(self, name: str, source: Source, content_type: str | None, file_name: str | None = None) -> None:
        """Adds a part."""
        head = f'--{self._boundary}\r\nContent-Disposition: form-data; name="{_quoted(name)}"'
        if file_name is not None:
            head += f'; filename="{_quoted(file_name)}"'
        if content_type is not None:
            head += f"\r\nContent-Type: {content_type}"
        self._sources += [Memory(f"{head}\r\n\r\n".encode()), source, Memory(b"\r\n")]

    def source(self) -> Source:
        """All parts, with the last boundary."""
        return Chain([*self._sources, Memory(f"--{self._boundary}--\r\n".encode())])


def _quoted(text: str) -> str:
    """As browsers quote (WHATWG HTML): the characters that could end the parameter are percent-encoded; other control
    characters, which no server needs to see, become ``_``."""
    text = text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    return "".join("_" if ord(c) < 32 or 127 <= ord(c) < 160 else c for c in text)


def _seekable(file: t.BinaryIO) -> bool:
    try:
        return file.seekable()
    except (AttributeError, OSError, ValueError):
        return False


class _reading:  # noqa: N801
    """Failures of reading a file are the caller's matter, not the connection's."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _: t.Any, error: BaseException | None, __: t.Any) -> None:
        if isinstance(error, (OSError, ValueError)):
            reason = error.strerror if isinstance(error, OSError) else str(error)
            raise LocalError("file", f"a file to be sent cannot be read: {reason}") from error


def _read(file: t.BinaryIO, length: int | None, *, close: bool) -> t.Iterator[bytes]:
    """The pieces of a file; one that changes while it is sent breaks the call: its length was told already."""
    left = length
    try:
        while left is None or left > 0:
            with _reading():
                piece = file.read(CHUNK if left is None else min(CHUNK, left))
            if not piece:
                break
            if left is not None:
                left -= len(piece)
            yield piece
        if left:
            raise LocalError("file", "a file to be sent has become shorter")
    finally:
        if close:
            file.close()
