"""JSON texts: numbers stay exact where a description has decimals."""

from __future__ import annotations

import decimal
import json
import typing as t

from .faults import Fault, is_dict, is_list


class ExactFloat(float):
    """A number of a JSON text that remembers how it was written, so that a decimal can be made of it."""

    __slots__ = ("text",)
    text: str

    def __new__(cls, text: str) -> ExactFloat:
        number = super().__new__(cls, text)
        number.text = text
        return number


def _constant(name: str) -> t.NoReturn:
    raise ValueError(f"{name} is no JSON")


def loads(raw: bytes | str) -> t.Any:
    """The value of a JSON text in UTF-8."""
    try:
        text = raw if isinstance(raw, str) else raw.decode("utf-8-sig")
        return json.loads(text, parse_float=ExactFloat, parse_constant=_constant)
    except RecursionError:
        raise Fault("the JSON text is nested too deeply") from None
    except (ValueError, UnicodeDecodeError) as error:
        place = f" (line {error.lineno}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        raise Fault(f"this is no JSON text{place}") from None


def dumps(value: t.Any) -> str:
    """The JSON text of a value that a codec has made."""
    try:
        return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except TypeError:
        # A decimal, which the standard library cannot write without rounding it.
        return "".join(_pieces(value))
    except (ValueError, RecursionError) as error:
        raise Fault(str(error)) from None


def _pieces(value: t.Any) -> t.Iterator[str]:
    if isinstance(value, decimal.Decimal):
        if not value.is_finite():
            raise Fault("a number in JSON is finite")
        yield str(value)
    elif is_dict(value):
        before = "{"
        for key, item in value.items():
            yield f"{before}{json.dumps(key, ensure_ascii=False)}:"
            yield from _pieces(item)
            before = ","
        yield "{}" if before == "{" else "}"
    elif is_list(value):
        before = "["
        for item in value:
            yield before
            yield from _pieces(item)
            before = ","
        yield "[]" if before == "[" else "]"
    else:
        try:
            yield json.dumps(value, ensure_ascii=False, allow_nan=False)
        except (TypeError, ValueError) as error:
            raise Fault(str(error)) from None
