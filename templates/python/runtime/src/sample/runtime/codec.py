"""Codecs: from JSON values to Python values and back, one object for each type."""

from __future__ import annotations

import datetime as dt
import decimal
import typing as t

from . import values
from .faults import Fault, is_dict, is_items, is_list, kind
from .jsontext import ExactFloat


class Codec:
    """A type. ``decode`` reads a JSON value, ``encode`` makes one, ``accepts`` tells at first sight whether a Python value is
    of the type."""

    nullable = False
    """Whether ``None`` is a value of the type itself."""

    def decode(self, value: t.Any) -> t.Any:
        raise NotImplementedError

    def encode(self, value: t.Any) -> t.Any:
        raise NotImplementedError

    def accepts(self, value: t.Any) -> bool:
        raise NotImplementedError


class AnyCodec(Codec):
    """Any JSON value."""

    nullable = True

    def decode(self, value: t.Any) -> t.Any:
        return value

    def encode(self, value: t.Any) -> t.Any:
        return plain(value)

    def accepts(self, value: t.Any) -> bool:
        return True


def plain(value: t.Any) -> t.Any:
    """A JSON value of anything that has one."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, (float, decimal.Decimal)):
        return finite(value)
    if is_dict(value):
        entries = value
        keys: list[t.Any] = list(entries)
        if not all(isinstance(key, str) for key in keys):
            raise Fault("the keys of an object are strings")
        return {key: plain(item) for key, item in entries.items()}
    if is_items(value):
        return [plain(item) for item in value]
    if isinstance(value, dt.datetime):
        return values.write_date_time(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, values.Unknown):
        return plain(value.value)
    to_dict = getattr(value, "to_dict", None)
    if to_dict is not None:
        return to_dict()
    raise Fault(f"{kind(value)} has no form in JSON")


def finite(value: float | decimal.Decimal) -> float | decimal.Decimal:
    """The number; ``NaN`` and infinities are none in JSON."""
    if value != value or value in (float("inf"), float("-inf")):
        raise Fault("a number in JSON is finite")
    return value


class NullCodec(Codec):
    """Only ``null``."""

    nullable = True

    def decode(self, value: t.Any) -> t.Any:
        if value is not None:
            raise Fault(f"expected null, found {kind(value)}")

    encode = decode

    def accepts(self, value: t.Any) -> bool:
        return value is None


class NeverCodec(Codec):
    """No value at all."""

    def decode(self, value: t.Any) -> t.Any:
        raise Fault("no value is allowed here")

    encode = decode

    def accepts(self, value: t.Any) -> bool:
        return False


class BoolCodec(Codec):
    """``true`` or ``false``."""

    def decode(self, value: t.Any) -> t.Any:
        if value is True or value is False:
            return value
        raise Fault(f"expected a boolean, found {kind(value)}")

    encode = decode

    def accepts(self, value: t.Any) -> bool:
        return isinstance(value, bool)


class IntCodec(Codec):
    """A whole number, of any size."""

    def decode(self, value: t.Any) -> t.Any:
        if type(value) is int:
            return value
        if isinstance(value, ExactFloat):
            # 1.0 and 1e3 are whole numbers by JSON Schema.
            exact = decimal.Decimal(value.text)
            if exact.is_finite() and exact.adjusted() < 40 and exact == exact.to_integral_value():
                return int(exact)
            raise Fault("expected a whole number, found a fraction")
        if type(value) is float and value.is_integer():
            return int(value)
        raise Fault(f"expected a whole number, found {kind(value)}")

    def encode(self, value: t.Any) -> t.Any:
        if isinstance(value, int) and not isinstance(value, bool):
            return int(value)
        raise Fault(f"expected an int, found {kind(value)}")

    def accepts(self, value: t.Any) -> bool:
        return isinstance(value, int) and not isinstance(value, bool)


class FloatCodec(Codec):
    """A number as a ``float``."""

    def decode(self, value: t.Any) -> t.Any:
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            try:
                return float(finite(value))
            except OverflowError:
                raise Fault("the number is too large") from None
        raise Fault(f"expected a number, found {kind(value)}")

    encode = decode

    def accepts(self, value: t.Any) -> bool:
        return isinstance(value, (int, float)) and not isinstance(value, bool)


class DecimalCodec(Codec):
    """A number as a ``Decimal``, not rounded."""

    def decode(self, value: t.Any) -> t.Any:
        if isinstance(value, ExactFloat):
            return decimal.Decimal(value.text)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return decimal.Decimal(repr(value))
        raise Fault(f"expected a number, found {kind(value)}")

    def encode(self, value: t.Any) -> t.Any:
        if isinstance(value, decimal.Decimal):
            return finite(value)
        return FLOAT.encode(value) if isinstance(value, float) else INT.encode(value)

    def accepts(self, value: t.Any) -> bool:
        return isinstance(value, (int, float, decimal.Decimal)) and not isinstance(value, bool)


class StrCodec(Codec):
    """A string."""

    def decode(self, value: t.Any) -> t.Any:
        if isinstance(value, str):
            return value
        raise Fault(f"expected a string, found {kind(value)}")

    def encode(self, value: t.Any) -> t.Any:
        if isinstance(value, str):
            return str(value)
        raise Fault(f"expected a str, found {kind(value)}")

    def accepts(self, value: t.Any) -> bool:
        return isinstance(value, str)


class TextCodec(Codec):
    """A value that travels as a string of some form."""

    def __init__(
        self,
        held: type,
        read: t.Callable[[str], t.Any],
        write: t.Callable[[t.Any], str],
        but: type | tuple[()] = (),
    ) -> None:
        self._held, self._but = held, but
        self._read, self._write = read, write

    def decode(self, value: t.Any) -> t.Any:
        if isinstance(value, str):
            return self._read(value)
        raise Fault(f"expected a string, found {kind(value)}")

    def encode(self, value: t.Any) -> t.Any:
        if self.accepts(value):
            return self._write(value)
        raise Fault(f"expected {self._held.__name__}, found {kind(value)}")

    def accepts(self, value: t.Any) -> bool:
        return isinstance(value, self._held) and not isinstance(value, self._but)


class LiteralCodec(Codec):
    """One of some constants. Another one that is read is passed over: the type has one value only."""

    def __init__(self, constants: list[t.Any]) -> None:
        self.constants = constants

    def decode(self, value: t.Any) -> t.Any:
        return self.constants[0]

    def encode(self, value: t.Any) -> t.Any:
        if any(value == constant and type(value) is type(constant) for constant in self.constants):
            return value
        raise Fault(f"expected {self.constants[0]!r}")

    def accepts(self, value: t.Any) -> bool:
        return value in self.constants


class ListCodec(Codec):
    """An array."""

    def __init__(self, item: Codec) -> None:
        self.item = item

    def decode(self, value: t.Any) -> t.Any:
        if not is_list(value):
            raise Fault(f"expected an array, found {kind(value)}")
        return self._each(value, self.item.decode)

    def encode(self, value: t.Any) -> t.Any:
        if not is_items(value):
            raise Fault(f"expected a list, found {kind(value)}")
        return self._each(value, self.item.encode)

    def accepts(self, value: t.Any) -> bool:
        if not is_items(value):
            return False
        return all(self.item.accepts(item) for item in value)

    def _each(self, items: t.Sequence[t.Any], convert: t.Callable[[t.Any], t.Any]) -> list[t.Any]:
        result: list[t.Any] = []
        try:
            for item in items:
                result.append(convert(item))
        except Fault as fault:
            raise fault.at(len(result)) from None
        return result


class DictCodec(Codec):
    """An object whose keys are free."""

    def __init__(self, item: Codec) -> None:
        self.item = item

    def decode(self, value: t.Any) -> t.Any:
        return self._each(value, self.item.decode)

    def encode(self, value: t.Any) -> t.Any:
        return self._each(value, self.item.encode)

    def accepts(self, value: t.Any) -> bool:
        return is_dict(value)

    def _each(self, value: t.Any, convert: t.Callable[[t.Any], t.Any]) -> dict[str, t.Any]:
        if not is_dict(value):
            raise Fault(f"expected an object, found {kind(value)}")
        result: dict[str, t.Any] = {}
        for key, item in value.items():
            if not isinstance(t.cast("object", key), str):
                raise Fault("the keys of an object are strings")
            try:
                result[key] = convert(item)
            except Fault as fault:
                raise fault.at(key) from None
        return result


class TupleCodec(Codec):
    """An array whose first items have types of their own; ``rest`` is the type of more items."""

    def __init__(self, items: list[Codec], rest: Codec | None = None) -> None:
        self.items, self.rest = items, rest

    def decode(self, value: t.Any) -> t.Any:
        if not is_list(value):
            raise Fault(f"expected an array, found {kind(value)}")
        found = value
        if len(found) < len(self.items) or (self.rest is None and len(found) > len(self.items)):
            raise Fault(f"expected an array of {len(self.items)} items, found {len(found)}")
        head = tuple(self._one(index, codec.decode, found[index]) for index, codec in enumerate(self.items))
        if self.rest is None:
            return head
        more = range(len(head), len(found))
        return values.WithRest(head, [self._one(index, self.rest.decode, found[index]) for index in more])

    def encode(self, value: t.Any) -> t.Any:
        rest: list[t.Any] = []
        if self.rest is not None:
            whole: t.Any = value
            if not isinstance(value, values.WithRest):
                raise Fault(f"expected WithRest, found {kind(whole)}")
            value, rest = whole.items, whole.rest
        if not is_items(value) or len(value) != len(self.items):
            raise Fault(f"expected a tuple of {len(self.items)} items")
        head = [self._one(index, codec.encode, value[index]) for index, codec in enumerate(self.items)]
        if self.rest is None:
            return head
        return head + [self._one(len(head) + index, self.rest.encode, item) for index, item in enumerate(rest)]

    def accepts(self, value: t.Any) -> bool:
        if self.rest is not None:
            return isinstance(value, values.WithRest)
        return isinstance(value, tuple) and len(t.cast("tuple[t.Any]", value)) == len(self.items)

    @staticmethod
    def _one(index: int, convert: t.Callable[[t.Any], t.Any], item: t.Any) -> t.Any:
        try:
            return convert(item)
        except Fault as fault:
            raise fault.at(index) from None


class NullableCodec(Codec):
    """The type or ``null``."""

    nullable = True

    def __init__(self, inner: Codec) -> None:
        self.inner = inner

    def decode(self, value: t.Any) -> t.Any:
        return None if value is None else self.inner.decode(value)

    def encode(self, value: t.Any) -> t.Any:
        return None if value is None else self.inner.encode(value)

    def accepts(self, value: t.Any) -> bool:
        return value is None or self.inner.accepts(value)


ANY: t.Final = AnyCodec()
INT: t.Final = IntCodec()
FLOAT: t.Final = FloatCodec()
STR: t.Final = StrCodec()
