"""What a generated package tells the runtime about its operations."""

from __future__ import annotations

import dataclasses
import typing as t

from . import jsontext

T = t.TypeVar("T")
I = t.TypeVar("I")  # noqa: E741

Where = t.Literal["path", "query", "header", "cookie"]
ResponseKind = t.Literal["json", "text", "binary", "events", "lines", "empty"]
BodyKind = t.Literal["json", "form", "multipart", "binary", "text"]
RetrySafety = t.Literal["idempotent", "unsafe", "keyed", "never"]
Security = tuple[tuple[str, ...], ...]


class Notation(t.Protocol):
    """Another way than JSON to write a value."""

    def loads(self, raw: bytes) -> t.Any:
        """The value of a document, as one of a JSON text."""
        ...

    def dumps(self, value: t.Any) -> str:
        """The document of a value that a codec has made."""
        ...


@dataclasses.dataclass(frozen=True)
class Parameter:
    """A parameter: its name on the wire, where it goes, its type, how it is written."""

    name: str
    where: Where
    type: str
    style: str = ""
    """Empty: ``form`` in query and cookies, else ``simple``."""
    explode: bool | None = None
    """``None``: what the style says."""
    reserved: bool = False
    json: bool = False


@dataclasses.dataclass(frozen=True)
class Encoding:
    """How a property of a form is written, where it is not ``form``, exploded."""

    style: str = "form"
    explode: bool = True
    reserved: bool = False
    json: bool = False


@dataclasses.dataclass(frozen=True)
class Body:
    """A content type of a request body."""

    media_type: str
    kind: BodyKind
    type: str = ""
    encodings: t.Mapping[str, Encoding] = dataclasses.field(default_factory=dict[str, Encoding])
    notation: Notation = jsontext
    """How a value of the kind ``json`` is written."""


@dataclasses.dataclass(frozen=True)
class Case:
    """An answer: status (``200``, ``2XX`` or ``default``), content type, what is read."""

    status: str
    media_type: str = ""
    kind: ResponseKind = "empty"
    type: str = ""
    notation: Notation = jsontext
    """How a value of the kind ``json`` is written."""

    def is_for(self, status: int) -> bool:
        """Whether it is for a status."""
        return self.status in ("default", str(status), f"{status // 100}XX")


def in_notation(cases: t.Sequence[Case], content_type: str) -> Case:
    """Of cases that bring the same value: the one of a content type, else one that is XML if the answer is, else the first."""
    is_xml = content_type.endswith(("/xml", "+xml"))
    for case in cases:
        if case.media_type.partition(";")[0].strip().lower() == content_type:
            return case
    return next((case for case in cases if (case.notation is not jsontext) == is_xml), cases[0])


@dataclasses.dataclass(frozen=True)
class Operation(t.Generic[T]):
    """An operation; ``T`` is what it gives."""

    id: str
    method: str
    path: tuple[str | int, ...]
    """Text, and positions in ``parameters``."""
    parameters: tuple[Parameter, ...] = ()
    bodies: tuple[Body, ...] = ()
    success: tuple[Case, ...] = ()
    errors: tuple[Case, ...] = ()
    security: Security = ()
    """Alternatives of schemes that are needed together; none at all: no credentials are sent."""
    retry: RetrySafety = "idempotent"
    idempotency_header: str = ""
    server: str = ""
    """A server of its own."""
    body_required: bool = True
    accept: str = "application/json"
    """The value of ``Accept``."""


@dataclasses.dataclass(frozen=True)
class Paging(t.Generic[T, I]):
    """How the pages ``T`` of a list of ``I`` hang together."""

    items: tuple[str, ...]
    """The way to the list of items, by attributes of a page."""
    next: t.Literal["link", "cursor", "page", "offset"]
    value: tuple[str, ...] = ()
    """The way to the link or cursor, by attributes of a page."""
    parameter: str = ""
    """The query parameter of the cursor, page number or offset."""
    first: int = 0
    """The number of the first page."""
    unique_key: tuple[str, ...] = ()
    """The way to what tells items apart, by attributes of an item."""


@dataclasses.dataclass(frozen=True)
class Scheme:
    """A security scheme."""

    name: str
    kind: t.Literal["basic", "bearer", "header", "query", "cookie", "oauth2"]
    key: str = ""
    """The name of the header, query parameter or cookie."""
    token_url: str = ""
    refresh_url: str = ""


@dataclasses.dataclass(frozen=True)
class Package:
    """Facts of a package."""

    module: str
    """By which name it logs."""
    name: str
    version: str
    server: str = ""
    schemes: tuple[Scheme, ...] = ()
