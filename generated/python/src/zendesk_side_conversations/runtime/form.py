"""The parts of multipart bodies, as classes."""

from __future__ import annotations

import typing as t

from . import jsontext, style
from .body import File, Memory, Multipart, source_of
from .errors import LocalError
from .faults import Fault
from .types import codec_of
from .unset import UNSET

if t.TYPE_CHECKING:
    from typing_extensions import dataclass_transform
else:
    from .model import dataclass_transform

_NO_DEFAULT: t.Final = object()


class Part(t.NamedTuple):
    """A part: its attribute, its name on the wire, what it is, the type of one, its content type, whether it is repeated."""

    attribute: str
    wire: str
    kind: t.Literal["file", "text", "json"]
    type: str = ""
    content_type: str | None = None
    repeated: bool = False


@dataclass_transform(kw_only_default=True)
class Form:
    """A multipart body. Parts are attributes; the constructor takes them by keyword."""

    _parts: t.ClassVar[tuple[Part, ...]] = ()

    def __init__(self, /, **parts: t.Any) -> None:
        cls = type(self)
        for part in cls._parts:
            value = parts.pop(part.attribute, getattr(cls, part.attribute, _NO_DEFAULT))
            if value is _NO_DEFAULT:
                raise TypeError(f"{cls.__name__}: {part.attribute!r} is missing")
            setattr(self, part.attribute, value)
        for name in parts:
            raise TypeError(f"{cls.__name__} has no part {name!r}")

    def __repr__(self) -> str:
        shown = ", ".join(f"{part.attribute}={getattr(self, part.attribute)!r}" for part in self._parts)
        return f"{type(self).__name__}({shown})"

    def __eq__(self, other: object) -> bool:
        return self.__dict__ == other.__dict__ if type(self) is type(other) else NotImplemented

    __hash__ = None  # type: ignore[assignment]


def multipart_of(form: t.Any, check: t.Callable[[str, str], None]) -> Multipart:
    """The multipart body of a form; ``check`` refuses what cannot stand in a header."""
    if not isinstance(form, Form):
        raise LocalError("value", f"the body is no form but a {type(form).__name__}")
    result = Multipart()
    for part in form._parts:  # pyright: ignore[reportPrivateUsage]
        held = getattr(form, part.attribute)
        if held is None or held is UNSET:
            continue
        try:
            for value in held if part.repeated else [held]:
                _add(result, part, value, check)
        except Fault as fault:
            raise LocalError("value", f"{part.wire!r}: {fault.path}: {fault.message}") from None
    return result


def _add(result: Multipart, part: Part, value: t.Any, check: t.Callable[[str, str], None]) -> None:
    if part.kind == "file":
        file = value if isinstance(value, File) else File(value)
        content_type = file.content_type or part.content_type or "application/octet-stream"
        check("Content-Type", content_type)
        result.add(part.wire, source_of(file.content), content_type, file.name)
        return
    tree = codec_of(part.type).encode(value)
    if part.kind == "text":
        result.add(part.wire, Memory(style.text(tree).encode()), part.content_type)
    else:
        result.add(part.wire, Memory(jsontext.dumps(tree).encode()), part.content_type or "application/json")
