"""The head of an answer, and an answer with its value."""

from __future__ import annotations

import dataclasses
import typing as t

T = t.TypeVar("T")

REQUEST_ID_HEADERS: t.Final = ("x-request-id", "request-id", "x-zendesk-request-id", "x-amzn-requestid", "cf-ray")


@dataclasses.dataclass(frozen=True)
class Head:
    """Status, headers and request id."""

    status: int
    headers: t.Mapping[str, str]
    """Names are found in any case."""
    request_id: str | None

    def __repr__(self) -> str:
        # Headers may set cookies.
        return f"Head(status={self.status}, request_id={self.request_id!r})"

    @property
    def content_type(self) -> str:
        """The media type, in lower case, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclasses.dataclass(frozen=True)
class Response(t.Generic[T]):
    """A value with the head of the answer that it came in."""

    value: T
    head: Head

    @property
    def status(self) -> int:
        """The status code."""
        return self.head.status

    @property
    def headers(self) -> t.Mapping[str, str]:
        """The headers; names are found in any case."""
        return self.head.headers

    @property
    def request_id(self) -> str | None:
        """By what the server's people find the call in their logs."""
        return self.head.request_id


def head_of(status: int, headers: t.Mapping[str, str], id_headers: t.Sequence[str]) -> Head:
    """The head with its request id."""
    found = (headers.get(name) for name in id_headers)
    return Head(status, headers, next((value for value in found if value), None))


def media_type_matches(pattern: str, found: str) -> bool:
    """Whether a content type is of the kind that a description names; ``*`` stands for anything."""
    wanted = pattern.partition(";")[0].strip().lower()
    if wanted in ("*/*", found):
        return True
    if wanted.endswith("/*"):
        return found.startswith(wanted[:-1])
    # Servers say application/json for what a description calls by a +json name, and the other way round.
    return _is_json(wanted) and _is_json(found)


def _is_json(media_type: str) -> bool:
    return media_type.endswith("+json") or media_type in ("application/json", "text/json")
