"""From the arguments of a call to a request: everything is encoded before the first attempt."""

from __future__ import annotations

import dataclasses
import re
import typing as t

from . import jsontext, style
from .body import Memory, Source, source_of
from .errors import LocalError
from .faults import Fault, is_dict
from .form import multipart_of
from .head import media_type_matches
from .operation import Body, Encoding, Operation, Parameter
from .types import codec_of
from .unset import UNSET

_TOKEN: t.Final = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+", re.ASCII)
_DEFAULT: t.Final = Encoding()


@dataclasses.dataclass
class Parts:
    """A request as far as it does not change from attempt to attempt."""

    operation: Operation[t.Any]
    path: str
    query: style.Pairs = dataclasses.field(default_factory=list[tuple[str, str]])
    """Encoded names and values."""
    headers: list[tuple[str, str]] = dataclasses.field(default_factory=list[tuple[str, str]], repr=False)
    cookies: style.Pairs = dataclasses.field(default_factory=list[tuple[str, str]], repr=False)
    body: Source | None = None
    content_type: str = ""

    def set_query(self, name: str, value: str) -> None:
        """Replaces a query parameter by a single value."""
        encoded = style.encode(name)
        self.query = [pair for pair in self.query if pair[0] != encoded] + [(encoded, style.encode(value))]

    def query_number(self, name: str) -> int | None:
        """The value of a query parameter that is a number."""
        encoded = style.encode(name)
        found = next((value for key, value in self.query if key == encoded), "")
        return int(found) if re.fullmatch(r"-?[0-9]{1,18}", found) else None


def parts_of(
    operation: Operation[t.Any], arguments: t.Sequence[t.Any], body: t.Any = UNSET, content_type: str | None = None
) -> Parts:
    """The request of a call; ``arguments`` are in the order of the operation's parameters."""
    paths: dict[int, str] = {}
    parts = Parts(operation, "")
    for index, (parameter, value) in enumerate(zip(operation.parameters, arguments, strict=True)):
        if value is UNSET or (value is None and parameter.where != "path"):
            continue
        tree = _tree(parameter, value)
        _put(parts, paths, index, parameter, tree)
    parts.path = _path(operation, paths)
    if body is not UNSET and not _is_absent(operation, body):
        _put_body(parts, body, content_type)
    return parts


def _is_absent(operation: Operation[t.Any], body: t.Any) -> bool:
    """Whether ``None`` stands for no body, rather than for one of ``null``."""
    if body is not None or operation.body_required:
        return False
    return not any(one.kind == "json" and codec_of(one.type).nullable for one in operation.bodies)


def _tree(parameter: Parameter, value: t.Any) -> t.Any:
    try:
        tree = codec_of(parameter.type).encode(value)
        return jsontext.dumps(tree) if parameter.json else tree
    except Fault as fault:
        kind: t.Any = "path parameter" if parameter.where == "path" else "value"
        raise LocalError(kind, f"{parameter.name!r}: {fault.path}: {fault.message}") from None


def _put(parts: Parts, paths: dict[int, str], index: int, parameter: Parameter, tree: t.Any) -> None:
    name = parameter.name
    match parameter.where:
        case "path":
            explode = parameter.explode or False
            text = style.path(name, parameter.style or "simple", explode, tree)
            if not text:
                raise LocalError("path parameter", f"path parameter {name!r} must not be empty")
            paths[index] = text
        case "query":
            explode = parameter.explode if parameter.explode is not None else True
            parts.query += style.query(name, parameter.style or "form", explode, parameter.reserved, tree)
        case "header":
            value = style.plain(parameter.explode or False, tree)
            check_header(name, value)
            parts.headers.append((name, value))
        case "cookie":
            explode = parameter.explode if parameter.explode is not None else True
            parts.cookies += style.query(name, "form", explode, False, tree)


def _path(operation: Operation[t.Any], paths: dict[int, str]) -> str:
    path = "".join(part if isinstance(part, str) else paths.get(part, "") for part in operation.path)
    # A URL parser would take such a segment for a step, even in its encoded form.
    if any(segment in (".", "..") for segment in path.split("/")):
        raise LocalError("path parameter", f"{operation.id}: a path parameter would change the path")
    return path


def check_header(name: str, value: str) -> None:
    """CR, LF and NUL would end the header or start another one (RFC 9110, section 5.5)."""
    if not _TOKEN.fullmatch(name):
        raise LocalError("header", f"{name!r} is no name of a header")
    if any(c in value for c in "\r\n\0"):
        raise LocalError("header", f"header {name!r} must not contain CR, LF or NUL")


def _put_body(parts: Parts, value: t.Any, content_type: str | None) -> None:
    body = _chosen(parts.operation, value, content_type)
    content_type = content_type or body.media_type
    if "*" in content_type:
        raise LocalError("value", f"{parts.operation.id}: say which content type the body has: {content_type}")
    check_header("Content-Type", content_type)
    try:
        match body.kind:
            case "json":
                parts.body = Memory(body.notation.dumps(codec_of(body.type).encode(value)).encode())
            case "form":
                parts.body = Memory(style.join(_form(body, codec_of(body.type).encode(value))).encode())
            case "multipart":
                multipart = multipart_of(value, check_header)
                content_type, parts.body = multipart.content_type, multipart.source()
            case "binary":
                parts.body = source_of(value)
            case "text":
                parts.body = Memory(t.cast("str", codec_of("str").encode(value)).encode())
    except Fault as fault:
        raise LocalError("value", f"body: {fault.path}: {fault.message}") from None
    parts.content_type = content_type


def _chosen(operation: Operation[t.Any], value: t.Any, content_type: str | None) -> Body:
    """The content type that the caller names; else the first that takes the value."""
    if content_type is not None:
        named = content_type.partition(";")[0].strip().lower()
        fits = (body for body in operation.bodies if body.media_type.partition(";")[0].strip().lower() == named)
        found = next(fits, None) or next(
            (body for body in operation.bodies if media_type_matches(body.media_type, named)), None
        )
        if found is None:
            raise LocalError("value", f"{operation.id} takes no body of type {content_type!r}")
        return found
    if len(operation.bodies) == 1:
        return operation.bodies[0]
    for body in operation.bodies:
        if _takes(body, value):
            return body
    raise LocalError("value", f"{operation.id} takes no such body")


def _takes(body: Body, value: t.Any) -> bool:
    match body.kind:
        case "json" | "form":
            return codec_of(body.type).accepts(value)
        case "multipart":
            return hasattr(value, "_parts")
        case "binary":
            return not isinstance(value, str) and (
                hasattr(value, "__iter__") or callable(value) or hasattr(value, "__fspath__")
            )
        case "text":
            return isinstance(value, str)


def _form(body: Body, tree: t.Any) -> style.Pairs:
    if not is_dict(tree):
        raise Fault("a form is made of the properties of an object")
    pairs: style.Pairs = []
    for name, value in tree.items():
        encoding = body.encodings.get(name, _DEFAULT)
        value = jsontext.dumps(value) if encoding.json else value
        pairs += style.query(name, encoding.style, encoding.explode, encoding.reserved, value)
    return pairs
