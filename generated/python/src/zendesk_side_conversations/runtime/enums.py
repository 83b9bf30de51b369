"""Enums that hold values which the description does not list: servers grow."""

from __future__ import annotations

import enum
import typing as t

from .codec import Codec
from .faults import Fault, kind


class EnumCodec(Codec):
    """A set of scalar values."""

    def __init__(self, cls: t.Any) -> None:
        self.cls = cls
        members: dict[str, t.Any] = cls.__members__
        self.members = {_key(member.value): member for member in members.values()}
        self.base: type | None = next((base for base in (str, int) if base in cls.__mro__), None)

    def decode(self, value: t.Any) -> t.Any:
        if not isinstance(value, (str, int, float)):
            raise Fault(f"expected a scalar, found {kind(value)}")
        if self.base is not None and (not isinstance(value, self.base) or isinstance(value, bool)):
            raise Fault(f"expected {'a string' if self.base is str else 'a whole number'}, found {kind(value)}")
        member = self.members.get(_key(value))
        if member is not None:
            return member
        if not issubclass(self.cls, OpenEnum):
            raise Fault(f"none of the values of {self.cls.__name__}")
        # Not by the class itself, which takes 1 for true.
        return self.cls.unlisted(float(value) if isinstance(value, float) else value)

    def encode(self, value: t.Any) -> t.Any:
        return (value if isinstance(value, self.cls) else self.decode(value)).value

    def accepts(self, value: t.Any) -> bool:
        return isinstance(value, self.cls)


def _key(value: t.Any) -> tuple[type, t.Any]:
    """JSON tells ``true`` from ``1``, which are equal in this language, but not ``1.0`` from ``1``."""
    if isinstance(value, bool):
        return bool, value
    return (str, value) if isinstance(value, str) else (float, value)


class _Base(enum.Enum):
    @classmethod
    def _codec(cls) -> EnumCodec:
        return _codec_of(cls)

    def __str__(self) -> str:
        return str(self.value)


_CODECS: t.Final[dict[t.Any, EnumCodec]] = {}


def _codec_of(cls: t.Any) -> EnumCodec:
    if cls not in _CODECS:
        _CODECS[cls] = EnumCodec(cls)
    return _CODECS[cls]


class OpenEnum(_Base):
    """Scalar values; one that is not listed is kept as it came, and its name is ``UNKNOWN``."""

    @classmethod
    def _missing_(cls, value: object) -> t.Any:
        member = cls._make(value)
        if member is not None:
            member._name_, member._value_ = "UNKNOWN", value
        return member

    @classmethod
    def _make(cls, value: object) -> t.Any:
        return object.__new__(cls) if isinstance(value, (str, int, float)) else None

    @classmethod
    def unlisted(cls, value: object) -> t.Any:
        """A member for a value that is not listed."""
        return cls._missing_(value)

    @property
    def is_known(self) -> bool:
        """Whether the description lists the value."""
        return type(self).__members__.get(self.name) is self

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OpenEnum) and type(self) is type(other) and _key(self.value) == _key(other.value)

    def __hash__(self) -> int:
        return hash(self.value)


class ClosedEnum(_Base):
    """Scalar values, and no others."""


class OpenStrEnum(str, OpenEnum):
    """Strings; one that is not listed is kept as it came, and its name is ``UNKNOWN``."""

    @classmethod
    def _make(cls, value: object) -> t.Any:
        return str.__new__(cls, value) if isinstance(value, str) else None

    __eq__ = str.__eq__
    __hash__ = str.__hash__


class ClosedStrEnum(str, ClosedEnum):
    """Strings, and no others."""


class OpenIntEnum(int, OpenEnum):
    """Whole numbers; one that is not listed is kept as it came, and its name is ``UNKNOWN``."""

    @classmethod
    def _make(cls, value: object) -> t.Any:
        return int.__new__(cls, value) if isinstance(value, int) else None

    __eq__ = int.__eq__
    __hash__ = int.__hash__


class ClosedIntEnum(int, ClosedEnum):
    """Whole numbers, and no others."""
