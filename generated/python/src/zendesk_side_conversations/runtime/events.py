"""Parsers of streams: server-sent events (WHATWG HTML, section 9.2) and JSON texts, one a line."""

from __future__ import annotations

import dataclasses
import typing as t

T = t.TypeVar("T")

LIMIT: t.Final = 64 << 20
"""A line or an event must not be longer."""


class TooLong(Exception):
    """A line or an event without an end."""


@dataclasses.dataclass(frozen=True)
class Event(t.Generic[T]):
    """A server-sent event."""

    data: T
    event: str = "message"
    """Its type."""
    id: str = ""
    """The last id that the server gave, on this event or an earlier one. Servers take it as ``Last-Event-ID``."""
    retry: int | None = None
    """How long the server asks to wait before connecting again, in milliseconds."""


class EventParser:
    """Makes events of chunks."""

    def __init__(self) -> None:
        self._buffer = b""
        self._after_cr = False
        self._started = False
        self._data: list[bytes] = []
        self._size = 0
        self._event, self._id = "", ""
        self._retry: int | None = None

    def feed(self, chunk: bytes) -> list[Event[bytes]]:
        """The events that are complete with this chunk."""
        if self._after_cr and chunk.startswith(b"\n"):
            chunk = chunk[1:]
        if chunk:
            self._after_cr = chunk.endswith(b"\r")
        text = (self._buffer + chunk).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        *lines, self._buffer = text.split(b"\n")
        events: list[Event[bytes]] = []
        for line in lines:
            if not self._started:
                self._started = True
                line = line.removeprefix("\ufeff".encode())
            if line:
                self._field(line)
            elif (event := self._dispatch()) is not None:
                events.append(event)
        if len(self._buffer) + self._size > LIMIT:
            raise TooLong
        return events

    def _field(self, line: bytes) -> None:
        name, _, value = line.partition(b":")
        value = value.removeprefix(b" ")
        match name:
            case b"data":
                self._data.append(value)
                self._size += len(value) + 1
            case b"event":
                self._event = value.decode("utf-8", "replace")
            case b"id" if b"\0" not in value:
                self._id = value.decode("utf-8", "replace")
            case b"retry" if value.isdigit() and len(value) < 19:
                self._retry = int(value)
            case _:
                # A comment, or a field that is not known.
                return

    def _dispatch(self) -> Event[bytes] | None:
        data, event, retry = self._data, self._event, self._retry
        self._data, self._event, self._retry, self._size = [], "", None, 0
        if not data:
            return None
        return Event(b"\n".join(data), event or "message", self._id, retry)


class LineParser:
    """Makes lines of chunks; record separators (RFC 7464) and white space around them are taken away, empty ones dropped."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._size = 0

    def feed(self, chunk: bytes) -> list[bytes]:
        """The lines that are complete with this chunk."""
        first, *lines = chunk.split(b"\n")
        self._pieces.append(first)
        self._size += len(first)
        found: list[bytes] = []
        for line in lines:
            found += self.rest()
            self._pieces, self._size = [line], len(line)
        if self._size > LIMIT:
            raise TooLong
        return found

    def rest(self) -> list[bytes]:
        """What has come since the last line."""
        line = b"".join(self._pieces).strip(b" \t\r\n\x1e")
        self._pieces, self._size = [], 0
        return [line] if line else []
