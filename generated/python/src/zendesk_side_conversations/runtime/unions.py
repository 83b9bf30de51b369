"""Named types that are no classes: unions and aliases. At run time such a name is a `Definition`."""

from __future__ import annotations

import functools
import typing as t

from . import jsontext
from .codec import Codec
from .errors import DecodeError, LocalError
from .faults import Fault, is_dict, is_list, kind
from .types import codec_of
from .values import Unknown

_KINDS: t.Final[dict[str, t.Callable[[t.Any], bool]]] = {
    "null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: (
        (isinstance(value, int) and not isinstance(value, bool)) or (isinstance(value, float) and value.is_integer())
    ),
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "string": lambda value: isinstance(value, str),
    "array": lambda value: is_list(value),
    "object": lambda value: is_dict(value),
}


class Definition:
    """A union or an alias at run time: it reads and writes JSON values of its type."""

    def __init__(self, make: t.Callable[[], Codec]) -> None:
        self._make = make

    @functools.cached_property
    def _found(self) -> Codec:
        return self._make()

    def _codec(self) -> Codec:
        return self._found

    def from_dict(self, value: t.Any) -> t.Any:
        """Reads a JSON value. Raises :class:`DecodeError`."""
        try:
            return self._found.decode(value)
        except Fault as fault:
            raise DecodeError.of(fault) from None

    def to_dict(self, value: t.Any) -> t.Any:
        """The JSON value. Raises :class:`LocalError`."""
        try:
            return self._found.encode(value)
        except Fault as fault:
            raise LocalError("value", f"{fault.path}: {fault.message}") from None

    def to_json(self, value: t.Any) -> str:
        """The JSON text. Raises :class:`LocalError`."""
        return jsontext.dumps(self.to_dict(value))

    # Annotations such as ``Pet | None`` may be evaluated by other libraries; for them it is any value.
    def __or__(self, other: t.Any) -> t.Any:
        return t.Union[t.Any, other]

    def __ror__(self, other: t.Any) -> t.Any:
        return t.Union[other, t.Any]


T = t.TypeVar("T")


@t.overload
def decode_json(model: type[T], text: str | bytes) -> T: ...
@t.overload
def decode_json(model: object, text: str | bytes) -> t.Any: ...
def decode_json(model: t.Any, text: str | bytes) -> t.Any:
    """Reads a JSON text as a type of ``models``. Raises :class:`DecodeError`."""
    try:
        return model._codec().decode(jsontext.loads(text))
    except Fault as fault:
        raise DecodeError.of(fault) from None


def alias(text: str) -> t.Any:
    """Another name for a type."""
    return Definition(lambda: codec_of(text))


def by_tag(tag: str, *cases: tuple[str, tuple[str, ...], bool]) -> t.Any:
    """A union told apart by a property. A case: type, values of the tag, whether the encoder has to add it."""
    return Definition(lambda: TagCodec(tag, cases))


def by_kind(*cases: tuple[str, tuple[str, ...]]) -> t.Any:
    """A union told apart by the kind of JSON value."""
    return Definition(lambda: KindCodec(cases))


def by_structure(*cases: tuple[str, tuple[tuple[str, tuple[t.Any, ...] | None], ...]]) -> t.Any:
    """A union told apart by properties. A case: type, and properties it must have, with their values."""
    return Definition(lambda: StructureCodec(cases))


class _UnionCodec(Codec):
    def __init__(self, cases: t.Iterable[str]) -> None:
        self.cases = [codec_of(text) for text in cases]

    @functools.cached_property
    def nullable(self) -> bool:  # type: ignore[override]
        return any(case.nullable for case in self.cases)

    def encode(self, value: t.Any) -> t.Any:
        if isinstance(value, Unknown):
            return value.value
        for index, case in enumerate(self.cases):
            if case.accepts(value):
                return self._encoded(index, case.encode(value))
        raise Fault(f"fits no case of the union: {kind(value)}")

    def _encoded(self, index: int, value: t.Any) -> t.Any:
        del index
        return value

    def accepts(self, value: t.Any) -> bool:
        return isinstance(value, Unknown) or any(case.accepts(value) for case in self.cases)


class TagCodec(_UnionCodec):
    """By the string value of a property."""

    def __init__(self, tag: str, cases: tuple[tuple[str, tuple[str, ...], bool], ...]) -> None:
        super().__init__(text for text, _, _ in cases)
        self.tag = tag
        self.by_tag = {value: self.cases[index] for index, case in enumerate(cases) for value in case[1]}
        self.added = [case[1][0] if case[2] and case[1] else None for case in cases]

    def decode(self, value: t.Any) -> t.Any:
        if not is_dict(value):
            return Unknown(value)
        tag = value.get(self.tag)
        case = self.by_tag.get(tag) if isinstance(tag, str) else None
        return Unknown(t.cast("t.Any", value)) if case is None else case.decode(value)

    def _encoded(self, index: int, value: t.Any) -> t.Any:
        tag = self.added[index]
        return value if tag is None else {self.tag: tag, **value}


class KindCodec(_UnionCodec):
    """By the kind of JSON value."""

    def __init__(self, cases: tuple[tuple[str, tuple[str, ...]], ...]) -> None:
        super().__init__(text for text, _ in cases)
        self.kinds = [[_KINDS[name] for name in case[1]] for case in cases]

    def decode(self, value: t.Any) -> t.Any:
        for case, kinds in zip(self.cases, self.kinds, strict=True):
            if any(fits(value) for fits in kinds):
                return case.decode(value)
        return Unknown(value)


class StructureCodec(_UnionCodec):
    """By evidence in objects; else the first case that decodes."""

    def __init__(self, cases: tuple[tuple[str, tuple[tuple[str, tuple[t.Any, ...] | None], ...]], ...]) -> None:
        super().__init__(text for text, _ in cases)
        self.evidence = [case[1] for case in cases]

    def decode(self, value: t.Any) -> t.Any:
        proven = [
            case
            for case, evidence in zip(self.cases, self.evidence, strict=True)
            if evidence and is_dict(value) and all(_found(t.cast("t.Any", value), *one) for one in evidence)
        ]
        for case in (*proven, *self.cases):
            try:
                return case.decode(value)
            except Fault:
                continue
        return Unknown(value)


def _found(value: dict[str, t.Any], name: str, values: tuple[t.Any, ...] | None) -> bool:
    if name not in value:
        return False
    return values is None or any(value[name] == one and type(value[name]) is type(one) for one in values)
