"""Models: the objects of a description as classes.

A class body has an annotation for each property, and nothing is computed when it is defined; the codec is made of the
annotations when the class is first used. The default tells the four cases of a property apart:

====================  =============================  ==========================================
annotation            default                        property
====================  =============================  ==========================================
``T``                 none                           always there
``T | None``          none                           always there, may be ``null``
``T | None``          ``None``                       may be absent (``None`` is not sent)
``T | None | Unset``  ``UNSET``                      may be absent, may be ``null``
====================  =============================  ==========================================
"""

from __future__ import annotations

import enum
import re
import sys
import typing as t

from . import jsontext
from .codec import Codec, LiteralCodec
from .errors import DecodeError, LocalError
from .faults import Fault, is_dict, kind
from .types import codec_of
from .unset import UNSET

if t.TYPE_CHECKING:
    from typing_extensions import dataclass_transform
elif sys.version_info >= (3, 11):
    from typing import dataclass_transform
else:

    def dataclass_transform(**_: t.Any) -> t.Callable[[t.Any], t.Any]:
        return lambda cls: cls


M = t.TypeVar("M", bound="Model")


class _Extra:
    """Marks the attribute that keeps further properties."""


def extra(*, default: None) -> t.Any:
    """Further properties of an object, by their names. To type checkers the argument says that they need not be given."""
    del default
    return _Extra()


class _Presence(enum.Enum):
    REQUIRED = enum.auto()
    NULLABLE = enum.auto()
    OPTIONAL = enum.auto()
    ANY = enum.auto()


class _Field(t.NamedTuple):
    attribute: str
    wire: str
    codec: Codec
    presence: _Presence


_MISSING: t.Final = object()

# pyright: reportPrivateUsage=false
# A model and its codec are one thing in two classes.


class StructCodec(Codec):
    """An object with known properties."""

    def __init__(self, cls: type[Model]) -> None:
        self.cls = cls
        self.fields: list[_Field] = []
        self.extra: str | None = None
        self.extra_codec: Codec | None = None
        self.patterns = [(re.compile(_python(pattern)), codec_of(of)) for pattern, of in cls._patterns]
        for attribute, text in cls.__annotations__.items():
            if not attribute.startswith("_"):
                self._add(attribute, text)
        self.wires = frozenset(field.wire for field in self.fields)
        self.attributes = frozenset(field.attribute for field in self.fields)

    def _add(self, attribute: str, text: str) -> None:
        default = self.cls.__dict__.get(attribute, _MISSING)
        wire = self.cls._names.get(attribute, attribute)
        if isinstance(default, _Extra):
            self.extra = attribute
            inner = self.cls._rest_type or text[len("dict[str, ") : -1]
            self.extra_codec = codec_of(inner) if self.cls._rest else None
            # Without an entry in the instance, reading must not find the marker.
            delattr(self.cls, attribute)
            return
        codec = codec_of(text)
        if isinstance(codec, LiteralCodec):
            presence = _Presence.ANY
        elif default is _MISSING:
            presence = _Presence.REQUIRED
        elif default is UNSET:
            presence = _Presence.NULLABLE
        else:
            presence = _Presence.OPTIONAL
        self.fields.append(_Field(attribute, wire, codec, presence))

    def decode(self, value: t.Any) -> t.Any:
        if not is_dict(value):
            raise Fault(f"expected an object, found {kind(value)}")
        given = value
        result = self.cls.__new__(self.cls)
        held = result.__dict__
        for attribute, wire, codec, presence in self.fields:
            found = given.get(wire, _MISSING)
            if found is _MISSING:
                if presence is _Presence.REQUIRED:
                    raise Fault("is missing").at(wire)
                continue
            if found is None and presence is _Presence.OPTIONAL:
                continue
            if presence is _Presence.ANY:
                continue
            try:
                held[attribute] = codec.decode(found)
            except Fault as fault:
                raise fault.at(wire) from None
        if self.extra is not None:
            held[self.extra] = self._read_extra(given)
        return result

    def _read_extra(self, given: dict[str, t.Any]) -> dict[str, t.Any]:
        result: dict[str, t.Any] = {}
        for key, value in given.items():
            if key in self.wires:
                continue
            codec = self._extra_of(key)
            if codec is None:
                continue
            try:
                result[key] = codec.decode(value)
            except Fault as fault:
                raise fault.at(key) from None
        return result

    def _extra_of(self, key: str) -> Codec | None:
        for pattern, codec in self.patterns:
            if pattern.search(key):
                return codec
        return self.extra_codec

    def encode(self, value: t.Any) -> t.Any:
        if is_dict(value):
            raise Fault(f"expected {self.cls.__name__}, found a dict: use {self.cls.__name__}.from_dict")
        if not isinstance(value, self.cls):
            raise Fault(f"expected {self.cls.__name__}, found {kind(value)}")
        result: dict[str, t.Any] = {}
        for attribute, wire, codec, presence in self.fields:
            held = getattr(value, attribute)
            if held is UNSET or (held is None and presence is _Presence.OPTIONAL):
                continue
            try:
                result[wire] = codec.encode(held)
            except Fault as fault:
                raise fault.at(wire) from None
        if self.extra is not None:
            self._write_extra(getattr(value, self.extra), result)
        return result

    def _write_extra(self, entries: dict[str, t.Any], result: dict[str, t.Any]) -> None:
        for key, item in entries.items():
            codec = self._extra_of(key)
            if key in self.wires or codec is None:
                raise Fault("is no further property of this object").at(key)
            try:
                result[key] = codec.encode(item)
            except Fault as fault:
                raise fault.at(key) from None

    def accepts(self, value: t.Any) -> bool:
        return isinstance(value, self.cls)


def _python(pattern: str) -> str:
    """A regular expression of JSON Schema in the words of this language; one it does not know matches nothing."""
    try:
        re.compile(pattern)
    except re.error:
        return r"(?!)"
    return pattern


@dataclass_transform(kw_only_default=True, eq_default=True, field_specifiers=(extra,))
class Model:
    """An object of the API. Properties are attributes; the constructor takes them by keyword."""

    _names: t.ClassVar[dict[str, str]] = {}
    """Names of properties that are spelt differently as attributes."""
    _patterns: t.ClassVar[tuple[tuple[str, str], ...]] = ()
    """Types of further properties by regular expressions on their names."""
    _rest: t.ClassVar[bool] = True
    """Whether further properties may have any name."""
    _rest_type: t.ClassVar[str] = ""
    """Their type, where it is another one than that of the attribute's values."""

    def __init__(self, /, **properties: t.Any) -> None:
        codec = self._codec()
        for field in codec.fields:
            if field.presence is _Presence.REQUIRED and field.attribute not in properties:
                raise TypeError(f"{type(self).__name__}: {field.attribute!r} is missing")
        held = self.__dict__
        if codec.extra is not None:
            held[codec.extra] = dict(properties.pop(codec.extra, {}))
        for name, value in properties.items():
            if name not in codec.attributes:
                raise TypeError(f"{type(self).__name__} has no property {name!r}")
            held[name] = value

    @classmethod
    def _codec(cls) -> StructCodec:
        found = cls.__dict__.get("_codec_object")
        if found is None:
            found = StructCodec(cls)
            setattr(cls, "_codec_object", found)  # noqa: B010
        return t.cast("StructCodec", found)

    @classmethod
    def from_dict(cls: type[M], value: t.Any) -> M:
        """Reads a JSON value. Raises :class:`DecodeError`."""
        try:
            return t.cast("M", cls._codec().decode(value))
        except Fault as fault:
            raise DecodeError.of(fault) from None

    @classmethod
    def from_json(cls: type[M], text: str | bytes) -> M:
        """Reads a JSON text. Raises :class:`DecodeError`."""
        try:
            return t.cast("M", cls._codec().decode(jsontext.loads(text)))
        except Fault as fault:
            raise DecodeError.of(fault) from None

    def to_dict(self) -> dict[str, t.Any]:
        """The JSON value. Raises :class:`LocalError` where a property holds what it cannot."""
        try:
            return t.cast("dict[str, t.Any]", self._codec().encode(self))
        except Fault as fault:
            raise LocalError("value", f"{fault.path}: {fault.message}") from None

    def to_json(self) -> str:
        """The JSON text. Raises :class:`LocalError` where a property holds what it cannot."""
        try:
            return jsontext.dumps(self._codec().encode(self))
        except Fault as fault:
            raise LocalError("value", f"{fault.path}: {fault.message}") from None

    def _held(self) -> list[t.Any]:
        codec = self._codec()
        held = [getattr(self, field.attribute) for field in codec.fields]
        return held if codec.extra is None else [*held, getattr(self, codec.extra)]

    def __eq__(self, other: object) -> bool:
        return (
            self._held() == other._held() if isinstance(other, Model) and type(self) is type(other) else NotImplemented
        )

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items())
        return f"{type(self).__name__}({shown})"
