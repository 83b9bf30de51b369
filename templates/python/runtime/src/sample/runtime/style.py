"""How values of parameters are written (OpenAPI 3.0.3, section 4.7.12.3; RFC 6570)."""

from __future__ import annotations

import typing as t
from urllib.parse import quote

from . import jsontext
from .faults import is_dict, is_list

# Reserved characters that stay where a description allows them, less what would end or split a value: "#", "&", "+".
_RESERVED: t.Final = "-._~:/?[]@!$'()*,;="

Pairs = list[tuple[str, str]]


def encode(text: str) -> str:
    """The text with every byte outside RFC 3986 ``unreserved`` percent-encoded."""
    return quote(text, safe="-._~")


def text(tree: t.Any) -> str:
    """A value that stands on its own: scalars as they are, ``null`` as nothing, arrays and objects as JSON."""
    if tree is None:
        return ""
    return tree if isinstance(tree, str) else jsontext.dumps(tree)


def path(name: str, style: str, explode: bool, tree: t.Any) -> str:
    """A path parameter, percent-encoded."""
    inner, between = ("=", ",") if explode else (",", ",")
    if is_dict(tree):
        entries = tree.items()
        parts = [f"{encode(key)}{inner}{encode(text(value))}" for key, value in entries]
    elif is_list(tree):
        parts = [encode(text(item)) for item in tree]
    else:
        parts = [encode(text(tree))]
    if style == "label":
        return "." + ("." if explode else between).join(parts)
    if style != "matrix":
        return between.join(parts)
    if not explode:
        return _matrix(encode(name), between.join(parts))
    if is_dict(tree):
        return "".join(f";{part.removesuffix('=')}" for part in parts)
    return "".join(_matrix(encode(name), part) for part in parts)


def _matrix(name: str, value: str) -> str:
    return f";{name}={value}" if value else f";{name}"


def query(name: str, style: str, explode: bool, reserved: bool, tree: t.Any) -> Pairs:
    """A query parameter as encoded names and values; none where an empty list has no form."""

    def value_of(item: t.Any) -> str:
        return quote(text(item), safe=_RESERVED) if reserved else encode(text(item))

    if (is_dict(tree) or is_list(tree)) and style == "deepObject":
        return [(encode(place), value_of(item)) for place, item in _deep(name, tree)]
    between = {"spaceDelimited": "%20", "pipeDelimited": "%7C"}.get(style, ",")
    if is_list(tree):
        items = [value_of(item) for item in tree]
        if explode:
            return [(encode(name), item) for item in items]
        return [(encode(name), between.join(items))] if items else []
    if is_dict(tree):
        entries = [(encode(key), value_of(item)) for key, item in tree.items()]
        if explode and style == "form":
            return entries
        return [(encode(name), between.join(part for entry in entries for part in entry))] if entries else []
    return [(encode(name), value_of(tree))]


def _deep(place: str, tree: t.Any) -> t.Iterator[tuple[str, t.Any]]:
    """``name[a][b]``, to any depth: OpenAPI leaves nesting open, this is what servers read."""
    if is_dict(tree):
        for key, item in tree.items():
            yield from _deep(f"{place}[{key}]", item)
    elif is_list(tree):
        for item in tree:
            yield from _deep(place, item)
    else:
        yield place, tree


def plain(explode: bool, tree: t.Any) -> str:
    """A header in style ``simple``, not encoded."""
    if is_list(tree):
        return ",".join(text(item) for item in tree)
    if is_dict(tree):
        inner = "=" if explode else ","
        return ",".join(f"{key}{inner}{text(item)}" for key, item in tree.items())
    return text(tree)


def join(pairs: Pairs) -> str:
    """Encoded pairs as a query or a form."""
    return "&".join(f"{name}={value}" for name, value in pairs)
