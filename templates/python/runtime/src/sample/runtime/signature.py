"""Signatures of webhooks: what the server sends is verified byte for byte before it is read."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
import hmac
import re
import typing as t

from . import jsontext
from .errors import DecodeError, SdkError
from .faults import Fault
from .types import codec_of

T = t.TypeVar("T")

Headers = t.Mapping[str, str] | t.Iterable[tuple[str, str]]
"""The headers of a request: names with values, in any case, as a mapping or as pairs."""

Reason = t.Literal[
    "secret", "missing header", "malformed header", "no signature fits", "too old", "in the future", "body"
]
"""Why a webhook is not taken."""

_VISIBLE = re.compile(r"[\t\x20-\x7e]+")
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
_HEX = re.compile(r"[0-9A-Fa-f]*")
_SECONDS = re.compile(r"[0-9]{1,12}")
_DATE_TIME = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])(?:\.[0-9]{1,9})?"
    r"(?:Z|([+-])([01][0-9]|2[0-3]):([0-5][0-9]))"
)


class WebhookError(SdkError):
    """What came is not what the server sent, or not as described. The text has neither secrets nor signatures in it."""

    def __init__(self, reason: Reason, message: str, header: str | None = None) -> None:
        super().__init__(message)
        self.reason: Reason = reason
        self.header = header
        """The header that is missing or malformed."""


class Signature(t.NamedTuple):
    """How a payload is signed. What is empty does not apply."""

    algorithm: t.Literal["sha1", "sha256", "sha512"]
    header: str
    encoding: t.Literal["hex", "base64"]
    content: str
    prefix: str = ""
    separator: str = ""
    timestamp_header: str = ""
    timestamp_prefix: str = ""
    timestamp_format: t.Literal["unix", "date-time"] = "unix"
    tolerance: int = 0
    key_encoding: t.Literal["text", "base64"] = "text"
    key_prefix: str = ""


class Webhook(t.Generic[T]):
    """A webhook whose payload is signed."""

    def __init__(self, payload: str, signature: Signature) -> None:
        self._payload = payload
        self._signature = signature

    def verify(
        self, headers: Headers, body: bytes, secrets: str | t.Sequence[str], *, now: dt.datetime | None = None
    ) -> T:
        """Verifies that the server sent a body, and reads it.

        ``body`` are the bytes as they came: a text that was read and written again has another signature. Several secrets are for
        the time in which the old one and the new one are used. ``now`` is for tests. Raises :class:`WebhookError`.
        """
        keys = [_key(self._signature, secret) for secret in ([secrets] if isinstance(secrets, str) else secrets)]
        if not keys:
            raise WebhookError("secret", "there is no secret")
        _verify(self._signature, _lowered(headers), body, keys, now or dt.datetime.now(dt.timezone.utc))
        try:
            payload: T = codec_of(self._payload).decode(jsontext.loads(body))
        except Fault as fault:
            error = DecodeError.of(fault, raw=body)
            raise WebhookError("body", f"the body is not as described: {error}") from error
        return payload


def _verify(
    signature: Signature, found: dict[str, list[str]], body: bytes, keys: list[bytes], now: dt.datetime
) -> None:
    value = _header(found, signature.header)
    entries = [entry.strip(" \t") for entry in value.split(signature.separator)] if signature.separator else [value]
    codes = [code for code in (_code(signature, entry) for entry in entries) if code is not None]
    if not codes:
        raise _malformed(signature.header)
    timestamp = _timestamp(signature, found, entries)
    signed = _content(signature, found, body, timestamp)
    # Each code is compared with each key, so that the time does not tell which one fits.
    fits = [hmac.compare_digest(_sign(signature, key, signed), code) for key in keys for code in codes]
    if not any(fits):
        raise WebhookError("no signature fits", "no signature fits")
    if timestamp:
        age = int(now.timestamp()) - _seconds(signature, timestamp)
        if age > signature.tolerance:
            raise WebhookError("too old", f"the signature is older than {signature.tolerance} s")
        if -age > signature.tolerance:
            raise WebhookError("in the future", f"the signature is more than {signature.tolerance} s ahead")


def _key(signature: Signature, secret: str) -> bytes:
    if signature.key_encoding == "text":
        key = secret.encode("utf-8", "surrogatepass")
    else:
        text = secret.removeprefix(signature.key_prefix)
        if not _BASE64.fullmatch(text):
            raise WebhookError("secret", "a secret is not base64")
        key = base64.b64decode(text)
    if not key:
        raise WebhookError("secret", "a secret is empty")
    return key


def _sign(signature: Signature, key: bytes, signed: bytes) -> bytes:
    digest = hmac.new(key, signed, getattr(hashlib, signature.algorithm)).digest()
    return binascii.hexlify(digest) if signature.encoding == "hex" else base64.b64encode(digest)


def _code(signature: Signature, entry: str) -> bytes | None:
    """The code of an entry, as it is compared; ``None`` if it is none."""
    if not entry.startswith(signature.prefix):
        return None
    text = entry.removeprefix(signature.prefix)
    size: int = hashlib.new(signature.algorithm).digest_size
    if signature.encoding == "hex":
        return text.lower().encode() if _HEX.fullmatch(text) and len(text) == 2 * size else None
    return text.encode() if _BASE64.fullmatch(text) and len(text) == (size + 2) // 3 * 4 else None


def _timestamp(signature: Signature, found: dict[str, list[str]], entries: list[str]) -> str:
    """The time as it is written; empty where none is signed."""
    if signature.timestamp_header:
        header = signature.timestamp_header
        text = _header(found, header)
    elif signature.timestamp_prefix:
        header, prefix = signature.header, signature.timestamp_prefix
        times = [entry.removeprefix(prefix) for entry in entries if entry.startswith(prefix)]
        text = times[0] if len(times) == 1 else ""
    else:
        return ""
    pattern = _SECONDS if signature.timestamp_format == "unix" else _DATE_TIME
    try:
        if pattern.fullmatch(text):
            _seconds(signature, text)
            return text
    except ValueError:
        pass
    raise _malformed(header)


def _seconds(signature: Signature, text: str) -> int:
    """The seconds since 1970 of a time whose form is right. Raises :class:`ValueError` for a day that is none."""
    match = _DATE_TIME.fullmatch(text)
    if signature.timestamp_format == "unix" or match is None:
        return int(text)
    year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
    offset = dt.timedelta()
    if match[7]:
        offset = dt.timedelta(hours=int(match[8]), minutes=int(match[9])) * (-1 if match[7] == "-" else 1)
    local = dt.datetime(year, month, day, hour, minute, second, tzinfo=dt.timezone.utc)
    return int(local.timestamp()) - int(offset.total_seconds())


def _content(signature: Signature, found: dict[str, list[str]], body: bytes, timestamp: str) -> bytes:
    """What is signed. Every other piece of the description is a name in braces."""
    pieces: list[bytes] = []
    for index, piece in enumerate(re.split(r"[{}]", signature.content)):
        if index % 2 == 0:
            pieces.append(piece.encode())
        elif piece == "body":
            pieces.append(body)
        elif piece == "timestamp":
            pieces.append(timestamp.encode())
        else:
            pieces.append(_header(found, piece.removeprefix("header:")).encode())
    return b"".join(pieces)


def _lowered(headers: Headers) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    given: t.Any = headers
    pairs: t.Iterable[tuple[str, str]] = given.items() if isinstance(headers, t.Mapping) else given
    for name, value in pairs:
        found.setdefault(name.lower(), []).append(value)
    return found


def _header(found: dict[str, list[str]], name: str) -> str:
    values = found.get(name.lower(), [])
    if not values:
        raise WebhookError("missing header", f"the header {name} is missing", name)
    value = values[0].strip(" \t")
    if len(values) > 1 or not _VISIBLE.fullmatch(value):
        raise _malformed(name)
    return value


def _malformed(header: str) -> WebhookError:
    return WebhookError("malformed header", f"the header {header} is malformed", header)
