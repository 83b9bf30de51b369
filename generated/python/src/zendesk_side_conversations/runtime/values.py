"""Values that JSON has no types for: secrets, bytes, dates, tuples with a rest, cases that are not known."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import re
import typing as t

from .faults import Fault

Base64 = t.Annotated[bytes, "base64"]
"""Bytes that travel in base64 (RFC 4648, section 4)."""
Base64Url = t.Annotated[bytes, "base64url"]
"""Bytes that travel in base64url (RFC 4648, section 5)."""

H = t.TypeVar("H")
T = t.TypeVar("T")


class Secret:
    """A text that is shown nowhere: neither by ``repr`` nor by ``str`` nor by formatting."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def expose(self) -> str:
        """The text."""
        return self._text

    def __repr__(self) -> str:
        return "Secret('***')"

    def __str__(self) -> str:
        return "***"

    def __format__(self, spec: str) -> str:
        return format("***", spec)

    def __eq__(self, other: object) -> bool:
        return self._text == other._text if isinstance(other, Secret) else NotImplemented

    def __hash__(self) -> int:
        return hash((Secret, self._text))


class Unknown:
    """A value of a union that fits none of its cases, as it came: servers grow."""

    __slots__ = ("value",)

    def __init__(self, value: t.Any) -> None:
        self.value = value

    def __repr__(self) -> str:
        return f"Unknown({self.value!r})"

    def __eq__(self, other: object) -> bool:
        return self.value == other.value if isinstance(other, Unknown) else NotImplemented

    __hash__ = None  # type: ignore[assignment]


class WithRest(t.Generic[H, T]):
    """An array whose first items have types of their own, and more items after them."""

    __slots__ = ("items", "rest")

    def __init__(self, items: H, rest: t.Sequence[T] = ()) -> None:
        self.items = items
        self.rest = list(rest)

    def __repr__(self) -> str:
        return f"WithRest({self.items!r}, {self.rest!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, WithRest):
            return NotImplemented
        mine: tuple[t.Any, t.Any] = (self.items, self.rest)
        return mine == (t.cast("t.Any", other).items, t.cast("t.Any", other).rest)

    __hash__ = None  # type: ignore[assignment]


_DATE = r"(\d{4})-(\d\d)-(\d\d)"
_TIME = r"(\d\d):(\d\d):(\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)"
_DATE_TIME = re.compile(f"{_DATE}[Tt ]{_TIME}", re.ASCII)
_FULL_DATE = re.compile(_DATE, re.ASCII)
_FULL_TIME = re.compile(_TIME, re.ASCII)


def _clock(hour: str, minute: str, second: str, fraction: str | None, offset: str) -> dt.time:
    seconds, micros = int(second), int(((fraction or "") + "000000")[:6])
    if seconds == 60:
        # A leap second, which no type of the standard library holds: the last instant before it.
        seconds, micros = 59, 999_999
    zone = dt.timezone.utc
    if offset not in ("Z", "z"):
        shift = dt.timedelta(hours=int(offset[1:3]), minutes=int(offset[4:6]))
        zone = dt.timezone(-shift if offset[0] == "-" else shift) if shift else zone
    return dt.time(int(hour), int(minute), seconds, micros, zone)


def read_date_time(text: str) -> dt.datetime:
    """RFC 3339 ``date-time``; digits below the microsecond are cut."""
    found = _DATE_TIME.fullmatch(text)
    if found is None:
        raise Fault("no date-time of RFC 3339")
    year, month, day, *clock = found.groups()
    try:
        return dt.datetime.combine(dt.date(int(year), int(month), int(day)), _clock(*clock))
    except ValueError as error:
        raise Fault(f"no date-time of RFC 3339: {error}") from None


def read_date(text: str) -> dt.date:
    """RFC 3339 ``full-date``."""
    found = _FULL_DATE.fullmatch(text)
    if found is None:
        raise Fault("no full-date of RFC 3339")
    try:
        return dt.date(*map(int, found.groups()))
    except ValueError as error:
        raise Fault(f"no full-date of RFC 3339: {error}") from None


def read_time(text: str) -> dt.time:
    """RFC 3339 ``full-time``."""
    found = _FULL_TIME.fullmatch(text)
    if found is None:
        raise Fault("no full-time of RFC 3339")
    try:
        return _clock(*found.groups())
    except ValueError as error:
        raise Fault(f"no full-time of RFC 3339: {error}") from None


def write_date_time(value: dt.datetime) -> str:
    """RFC 3339 ``date-time``. A value without a zone is refused: guessing one would shift it."""
    if value.tzinfo is None:
        raise Fault("a date-time needs a time zone")
    return _zulu(value.isoformat())


def write_time(value: dt.time) -> str:
    """RFC 3339 ``full-time``."""
    if value.tzinfo is None:
        raise Fault("a time needs a time zone")
    return _zulu(value.isoformat())


def _zulu(text: str) -> str:
    return f"{text[:-6]}Z" if text.endswith("+00:00") else text


def read_base64(text: str, alphabet: bytes | None) -> bytes:
    """Base64, padded or not; ``alphabet`` replaces ``+/``."""
    try:
        data = text.encode("ascii")
        if alphabet is not None:
            data = data.translate(bytes.maketrans(alphabet, b"+/"))
        return base64.b64decode(data + b"=" * (-len(data) % 4), validate=True)
    except (UnicodeEncodeError, binascii.Error):
        raise Fault("no base64") from None


def write_base64(value: bytes) -> str:
    """Base64 with padding."""
    return base64.b64encode(value).decode("ascii")


def write_base64url(value: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(value).decode("ascii").rstrip("=")
