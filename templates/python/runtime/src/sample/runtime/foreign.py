"""Types of others, which know nothing of this package."""

from __future__ import annotations

import typing as t

from .codec import Codec
from .faults import Fault, kind


class Converter(t.Protocol):
    """What makes values of JSON and JSON of values, of a type that does not do so by itself."""

    def decode(self, value: t.Any) -> t.Any: ...
    def encode(self, value: t.Any) -> t.Any: ...


class ForeignCodec(Codec):
    """A class of others: it has ``from_json`` and ``to_json``, or a converter that is given, or is made of a text and shown as
    one."""

    def __init__(self, held: type[t.Any], converter: Converter | None = None) -> None:
        self._held, self._converter = held, converter

    def decode(self, value: t.Any) -> t.Any:
        read: t.Callable[[t.Any], t.Any] | None = getattr(self._held, "from_json", None)
        if self._converter is not None:
            read = self._converter.decode
        elif read is None and isinstance(value, str):
            read = self._held
        if read is None:
            raise self._expected(value)
        try:
            return read(value)
        except Exception:
            # What is wrong may quote the value, which may be secret.
            raise self._expected(value) from None

    def encode(self, value: t.Any) -> t.Any:
        if not self.accepts(value):
            raise self._expected(value)
        if self._converter is not None:
            return self._converter.encode(value)
        write: t.Callable[[], t.Any] | None = getattr(value, "to_json", None)
        return str(value) if write is None else write()

    def accepts(self, value: t.Any) -> bool:
        return isinstance(value, self._held)

    def _expected(self, value: t.Any) -> Fault:
        return Fault(f"expected {self._held.__name__}, found {kind(value)}")
