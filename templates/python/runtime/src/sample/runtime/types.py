"""From the text of a type annotation to its codec.

Generated classes say the type of each property once, in its annotation; that text is read here when the class is first used.
The texts are made by the generator and are read by a parser, never evaluated.
"""

from __future__ import annotations

import ast
import datetime as dt
import functools
import importlib
import typing as t

from . import codec, values
from .codec import Codec

_PACKAGE: t.Final = __name__.rpartition(".")[0].rpartition(".")[0]


def models() -> t.Any:
    """The models of the package that this runtime is part of."""
    return importlib.import_module(f"{_PACKAGE}.models")


class Named(Codec):
    """A type of the description, looked up when it is first needed: types may contain themselves."""

    def __init__(self, name: str) -> None:
        self.name = name

    @functools.cached_property
    def target(self) -> Codec:
        """The codec behind the name."""
        found: t.Callable[[], Codec] = getattr(models(), self.name)._codec
        return found()

    @property
    def nullable(self) -> bool:  # type: ignore[override]
        return self.target.nullable

    def decode(self, value: t.Any) -> t.Any:
        return self.target.decode(value)

    def encode(self, value: t.Any) -> t.Any:
        return self.target.encode(value)

    def accepts(self, value: t.Any) -> bool:
        return self.target.accepts(value)


def _base64(text: str) -> bytes:
    return values.read_base64(text, None)


def _base64url(text: str) -> bytes:
    return values.read_base64(text, b"-_")


_KNOWN: t.Final[dict[str, Codec]] = {
    "t.Any": codec.ANY,
    "t.NoReturn": codec.NeverCodec(),
    "None": codec.NullCodec(),
    "bool": codec.BoolCodec(),
    "int": codec.INT,
    "float": codec.FLOAT,
    "decimal.Decimal": codec.DecimalCodec(),
    "str": codec.STR,
    "dt.datetime": codec.TextCodec(dt.datetime, values.read_date_time, values.write_date_time),
    "dt.date": codec.TextCodec(dt.date, values.read_date, dt.date.isoformat, dt.datetime),
    "dt.time": codec.TextCodec(dt.time, values.read_time, values.write_time),
    "rt.Base64": codec.TextCodec(bytes, _base64, values.write_base64),
    "rt.Base64Url": codec.TextCodec(bytes, _base64url, values.write_base64url),
    "rt.Secret": codec.TextCodec(values.Secret, values.Secret, values.Secret.expose),
}


@functools.cache
def codec_of(text: str) -> Codec:
    """The codec of an annotation. ``Unset`` in it is a matter of presence, not of the type."""
    return _codec(ast.parse(text, mode="eval").body)


def _codec(node: ast.expr) -> Codec:
    match node:
        case ast.BinOp(op=ast.BitOr()):
            return _union(node)
        case ast.Subscript(value=head, slice=inner):
            return _generic(ast.unparse(head), inner)
        case ast.Attribute(value=ast.Name(id="models"), attr=name):
            return Named(name)
        case ast.Attribute(value=ast.Name(id="foreign_types"), attr=name):
            return t.cast("Codec", importlib.import_module(f"{_PACKAGE}.foreign_types").CODECS[name])
        case _:
            return _KNOWN[ast.unparse(node)]


def _union(node: ast.expr) -> Codec:
    members = [member for member in _members(node) if ast.unparse(member) != "rt.Unset"]
    inner = [member for member in members if ast.unparse(member) != "None"]
    if not inner:
        return _KNOWN["None"]
    (only,) = inner
    found = _codec(only)
    return codec.NullableCodec(found) if len(inner) < len(members) else found


def _members(node: ast.expr) -> list[ast.expr]:
    match node:
        case ast.BinOp(op=ast.BitOr(), left=left, right=right):
            return [*_members(left), *_members(right)]
        case _:
            return [node]


def _generic(head: str, inner: ast.expr) -> Codec:
    arguments = inner.elts if isinstance(inner, ast.Tuple) else [inner]
    match head:
        case "list":
            return codec.ListCodec(_codec(inner))
        case "dict":
            return codec.DictCodec(_codec(arguments[1]))
        case "tuple":
            return codec.TupleCodec([_codec(argument) for argument in arguments])
        case "rt.WithRest":
            items = t.cast("codec.TupleCodec", _codec(arguments[0]))
            return codec.TupleCodec(items.items, _codec(arguments[1]))
        case "t.Literal":
            return codec.LiteralCodec([ast.literal_eval(argument) for argument in arguments])
        case _:
            raise KeyError(head)
