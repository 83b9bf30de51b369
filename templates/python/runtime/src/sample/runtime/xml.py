"""XML: JSON values laid out in elements and attributes."""

from __future__ import annotations

import dataclasses
import functools
import json
import re
import typing as t

from . import jsontext
from .faults import Fault, is_dict, is_list
from .xmltext import Element, foreign, is_name, parse

_NUMBER: t.Final = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?", re.ASCII)
_NIL: t.Final = ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>'
_SPACE: t.Final = " \t\r\n"


Node = dict[str, t.Any]
"""A place in a document; without a name it is called as its key, or as the element around it."""

Shape = dict[str, t.Any]
"""What an element or attribute contains."""


class XmlForms:
    """How the values of a package are laid out in XML."""

    def __init__(self, lines: t.Sequence[str]) -> None:
        self._lines = lines

    @functools.cached_property
    def tables(self) -> tuple[list[Node], list[Shape]]:
        """Roots and shapes, read on first use."""
        found = json.loads("".join(self._lines))
        return found["roots"], found["shapes"]

    def root(self, index: int) -> XmlRoot:
        """The documents that have this root element."""
        return XmlRoot(self, index)


@dataclasses.dataclass(frozen=True)
class XmlRoot:
    """Documents of one root element."""

    forms: XmlForms
    index: int

    def loads(self, raw: bytes) -> t.Any:
        """The value of a document, as one of a JSON text."""
        roots, shapes = self.forms.tables
        node, element = roots[self.index], parse(raw)
        if not _fits(node, element):
            raise Fault(f"expected the element {node.get('name')!r}, found {element.name!r}")
        return _read(shapes, node["shape"], element)

    def dumps(self, value: t.Any) -> str:
        """The document of a value that a codec has made."""
        roots, shapes = self.forms.tables
        node = roots[self.index]
        text = _Writer(shapes).element(node, node.get("name", ""), value, _Scope())
        return f'<?xml version="1.0" encoding="UTF-8"?>{text}'


def _fits(node: Node, element: Element) -> bool:
    return node.get("name") in (None, element.name)


def _read(shapes: list[Shape], index: int, element: Element) -> t.Any:
    for prefix, name, value in element.attributes:
        if name == "nil" and prefix and value in ("true", "1"):
            return None
    shape = shapes[index]
    match shape["is"]:
        case "list":
            item: Node = shape["item"]
            return [_read(shapes, item["shape"], child) for child in element.children if _fits(item, child)]
        case "object":
            return _read_object(shapes, shape, element)
        case "choice":
            tag = _tag(shape["tag"], element)
            cases: dict[str, int] = shape["cases"]
            if tag in cases:
                return _read_object(shapes, shapes[cases[tag]], element)
            return {} if tag is None else {shape["tag"]["key"]: tag}
        case kind:
            return _read_scalar(kind, element.text)


def _read_object(shapes: list[Shape], shape: Shape, element: Element) -> dict[str, t.Any]:
    """The known properties in their order, then all others."""
    children: dict[str, list[Element]] = {}
    for child in element.children:
        children.setdefault(child.name, []).append(child)
    value: dict[str, t.Any] = {}

    def put(node: Node, key: str, found: list[Element]) -> None:
        if node.get("each"):
            value[key] = [_read(shapes, node["shape"], child) for child in found]
        else:
            value[key] = _read(shapes, node["shape"], found[-1])

    fields: list[Node] = shape["fields"]
    for node in fields:
        found = None if "at" in node else children.pop(node["name"], None)
        text = _text_at(node, element) if "at" in node else None
        if found:
            put(node, node["key"], found)
        elif text is not None:
            kind: str = shapes[int(node["shape"])]["is"]
            value[node["key"]] = _read_scalar(kind, text)
        elif "absent" in node:
            value[node["key"]] = [] if node["absent"] == "empty" else None
    if "rest" in shape:
        for name, found in children.items():
            if name not in value:
                put(shape["rest"], name, found)
    return value


def _text_at(node: Node, element: Element) -> str | None:
    """The text of an attribute, or that of the element itself."""
    if node.get("at") != "attribute":
        return element.text
    return next((value for _, name, value in element.attributes if name == node.get("name")), None)


def _tag(node: Node, element: Element) -> str | None:
    """The text that tells which case of a choice an element is."""
    if "at" in node:
        return _text_at(node, element)
    found = [child.text for child in element.children if child.name == node.get("name")]
    return found[-1] if found else None


def _read_scalar(kind: str, text: str) -> t.Any:
    """The value of a text. One that is not of its kind stays a string, which the type then refuses."""
    trimmed = text.strip(_SPACE)
    if kind == "string":
        return text
    if not trimmed:
        return None
    if kind == "boolean":
        return {"true": True, "1": True, "false": False, "0": False}.get(trimmed, text)
    return jsontext.loads(trimmed) if _NUMBER.fullmatch(trimmed) else text


@dataclasses.dataclass(frozen=True)
class _Scope:
    """What namespaces are declared around a place: a prefix stands for one namespace in all documents."""

    namespace: str = ""
    prefixes: frozenset[str] = frozenset()


class _Writer:
    """Writes documents; attributes and content of an element come as a pair."""

    def __init__(self, shapes: list[Shape]) -> None:
        self._shapes = shapes

    def element(self, node: Node, name: str, value: t.Any, scope: _Scope) -> str:
        """A value as an element, with all that its namespace needs."""
        if not is_name(name):
            raise Fault(f"{name!r} is no name of an element")
        tag = _qualified(node, name)
        declared, scope = _declare(node, scope)
        if value is None:
            return f"<{tag}{declared}{_NIL}"
        attributes, content = self._content(node["shape"], name, value, scope)
        start = f"<{tag}{declared}{attributes}"
        return f"{start}>{content}</{tag}>" if content else f"{start}/>"

    def _content(self, index: int, name: str, value: t.Any, scope: _Scope) -> tuple[str, str]:
        shape = self._shapes[index]
        match shape["is"]:
            case "list":
                return "", self._each(shape["item"], name, value, scope)
            case "object":
                return self._object(shape, value, scope)
            case "choice":
                tag = value.get(shape["tag"]["key"]) if is_dict(value) else None
                cases: dict[str, int] = shape["cases"]
                if not isinstance(tag, str) or tag not in cases:
                    raise Fault(f"{tag!r} is no case that XML has a form for")
                return self._object(self._shapes[cases[tag]], value, scope)
            case _:
                return "", _escaped(value, _IN_TEXT)

    def _each(self, node: Node, name: str, value: t.Any, scope: _Scope) -> str:
        """The items of an array."""
        if not is_list(value):
            return ""
        pieces: list[str] = []
        for index, item in enumerate(value):
            with _at(index):
                pieces.append(self.element(node, node.get("name", name), item, scope))
        return "".join(pieces)

    def _object(self, shape: Shape, value: t.Any, scope: _Scope) -> tuple[str, str]:
        given: dict[str, t.Any] = value if is_dict(value) else {}
        fields: list[Node] = shape["fields"]
        attributes: list[str] = []
        for node in fields:
            item = given.get(node["key"])
            if node.get("at") == "attribute" and item is not None:
                declared, scope = _declare(node, scope)
                with _at(node["key"]):
                    attributes += [declared, _attribute(_qualified(node, node["name"]), item)]
        content: list[str] = []
        for node in fields:
            if node["key"] in given and node.get("at") != "attribute":
                with _at(node["key"]):
                    content.append(self._field(node, node.get("name", ""), given[node["key"]], scope))
        if "rest" in shape:
            known = {node["key"] for node in fields}
            for key in (key for key in given if key not in known):
                with _at(key):
                    content.append(self._field(shape["rest"], key, given[key], scope))
        return "".join(attributes), "".join(content)

    def _field(self, node: Node, name: str, value: t.Any, scope: _Scope) -> str:
        """A property that is no attribute."""
        if "at" not in node:
            write = self._each if node.get("each") else self.element
            return write(node, name, value, scope)
        if value is None:
            return ""
        if node["at"] == "text":
            return _escaped(value, _IN_TEXT)
        text = _escaped(value, _IN_CDATA)
        return f"<![CDATA[{text}]]>" if text else ""


class _at:  # noqa: N801
    """Within it, a fault is one of the value under a step."""

    def __init__(self, step: str | int) -> None:
        self._step = step

    def __enter__(self) -> None: ...

    def __exit__(self, _kind: object, fault: object, _trace: object) -> None:
        if isinstance(fault, Fault):
            fault.at(self._step)


def _qualified(node: Node, name: str) -> str:
    return f"{node['prefix']}:{name}" if "prefix" in node else name


def _declare(node: Node, scope: _Scope) -> tuple[str, _Scope]:
    """The declaration of a namespace that is not in scope, and the scope with it."""
    if "namespace" not in node:
        return "", scope
    namespace, prefix = node["namespace"], node.get("prefix")
    if prefix is None:
        if scope.namespace == namespace:
            return "", scope
        return _attribute("xmlns", namespace), _Scope(namespace, scope.prefixes)
    if prefix in scope.prefixes:
        return "", scope
    return _attribute(f"xmlns:{prefix}", namespace), _Scope(scope.namespace, scope.prefixes | {prefix})


def _attribute(name: str, value: t.Any) -> str:
    return f' {name}="{_escaped(value, _IN_ATTRIBUTE)}"'


_TEXT: t.Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_IN_TEXT: t.Final = _TEXT
_IN_ATTRIBUTE: t.Final = {**_TEXT, '"': "&quot;", "\t": "&#9;", "\n": "&#10;"}
_IN_CDATA: t.Final = {"]]>": "]]]]><![CDATA[>", "\r": "]]>&#13;<![CDATA["}


def _escaped(value: t.Any, escapes: dict[str, str]) -> str:
    """A scalar as text that stands in a document."""
    text = value if isinstance(value, str) else jsontext.dumps(value)
    wrong = foreign(text)
    if wrong is not None:
        raise Fault(f"XML cannot carry the character {wrong}")
    # The ampersand comes first: all others are replaced by texts that have one.
    for found, escape in escapes.items():
        text = text.replace(found, escape)
    return text
