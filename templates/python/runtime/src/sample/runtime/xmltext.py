"""XML documents to elements.

The parser is our own and the same in every language: it knows no document types and no entities but the five of XML itself, so
that nothing can be fetched or blown up, and names count without their prefixes.
"""

from __future__ import annotations

import dataclasses
import re
import typing as t

from .faults import Fault

_DEPTH: t.Final = 64
"""How deep elements may be nested."""

_NAME: t.Final = "[A-Za-z_\x80-\U0010ffff][-.0-9A-Za-z_\x80-\U0010ffff]*"
_QUALIFIED: t.Final = f"(?:({_NAME}):)?({_NAME})"
_DECLARATION: t.Final = re.compile(
    r"<\?xml[ \t\n]+version[ \t\n]*=[ \t\n]*[\"']1\.[0-9]+[\"']"
    r"(?:[ \t\n]+encoding[ \t\n]*=[ \t\n]*[\"']([-._0-9A-Za-z]+)[\"'])?[^?<>]*\?>"
)
_START: t.Final = re.compile(f"<{_QUALIFIED}")
_END: t.Final = re.compile(f"</((?:{_NAME}:)?{_NAME})[ \t\n]*>")
_INSTRUCTION: t.Final = re.compile(rf"<\?{_QUALIFIED}")
_PAIR: t.Final = re.compile(rf"[ \t\n]+{_QUALIFIED}[ \t\n]*=[ \t\n]*(?:\"([^\"<]*)\"|'([^'<]*)')")
_CLOSE: t.Final = re.compile("[ \t\n]*(/?)>")
_REFERENCE: t.Final = re.compile("&(?:(lt|gt|amp|apos|quot)|#([0-9]{1,7})|#x([0-9A-Fa-f]{1,6}));")
_ENTITIES: t.Final = {"lt": "<", "gt": ">", "amp": "&", "apos": "'", "quot": '"'}
_FOREIGN: t.Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Attribute(t.NamedTuple):
    """An attribute that declares no namespace."""

    prefix: str
    name: str
    value: str


@dataclasses.dataclass
class Element:
    """An element; its name is without the prefix."""

    name: str
    attributes: list[Attribute]
    children: list[Element] = dataclasses.field(default_factory=list["Element"])
    pieces: list[str] = dataclasses.field(default_factory=list[str])

    @property
    def text(self) -> str:
        """Its own text, without that of its children."""
        return "".join(self.pieces)


def foreign(text: str) -> str | None:
    """The first character that XML 1.0 cannot carry."""
    found = _FOREIGN.search(text)
    return f"U+{ord(found[0]):04X}" if found else None


def is_name(text: str) -> bool:
    """Whether a text is the name of an element, without a prefix."""
    return re.fullmatch(_NAME, text) is not None


def parse(document: bytes) -> Element:
    """The root element of a document."""
    try:
        text = document.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _refused("the text is not UTF-8") from None
    wrong = foreign(text)
    if wrong is not None:
        raise _refused(f"{wrong} is no character of XML")
    return _Parser(text.replace("\r\n", "\n").replace("\r", "\n")).document()


def _refused(reason: str) -> Fault:
    return Fault(f"no XML: {reason}")


def _character(reference: re.Match[str]) -> str:
    entity, decimal, hexadecimal = reference.groups()
    if entity is not None:
        return _ENTITIES[entity]
    code = int(decimal) if decimal is not None else int(hexadecimal, 16)
    if code > 0x10FFFF or foreign(chr(code)) is not None:
        raise _refused(f"{reference[0]} is no character of XML")
    return chr(code)


def _resolve(text: str) -> str:
    """Replaces references to characters and to the five entities."""
    if "&" not in text:
        return text
    if "&" in _REFERENCE.sub("", text):
        raise _refused("& without an entity that XML knows by itself")
    return _REFERENCE.sub(_character, text)


class _Parser:
    """A document on its way to elements."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._open: list[tuple[str, Element]] = []
        """The open elements, with their names as they stand."""
        self._root: Element | None = None

    def document(self) -> Element:
        """Reads all of it."""
        declared = self._match(_DECLARATION)
        encoding = (declared[1] if declared else None) or "UTF-8"
        if encoding.upper() not in ("UTF-8", "US-ASCII"):
            raise _refused(f"the encoding is {encoding}, not UTF-8")
        while self._at < len(self._text):
            self._next()
        if self._root is None or self._open:
            raise _refused("the document ends before its root element does")
        return self._root

    def _next(self) -> None:
        """Reads text, a comment, an instruction, or the start or end of an element."""
        begins = self._text.startswith
        if not begins("<", self._at):
            end = self._text.find("<", self._at)
            self._add_text(self._cut(end if end >= 0 else len(self._text)))
        elif begins("<!--", self._at):
            self._skip("<!--", "--", "-->")
        elif begins("<?", self._at):
            found = self._match(_INSTRUCTION)
            if found is None or found[2].lower() == "xml":
                raise _refused("an instruction without a name of its own")
            self._skip("", "?>", "?>")
        elif begins("<![CDATA[", self._at):
            end = self._text.find("]]>", self._at)
            if end < 0 or not self._open:
                raise _refused("a CDATA section out of place or without an end")
            self._open[-1][1].pieces.append(self._cut(end)[len("<![CDATA[") :])
            self._at += 3
        elif begins("<!", self._at):
            raise _refused("document types are refused")
        elif begins("</", self._at):
            self._end()
        else:
            self._start()

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self._text, self._at)
        if found:
            self._at = found.end()
        return found

    def _cut(self, end: int) -> str:
        head = self._text[self._at : end]
        self._at = end
        return head

    def _skip(self, start: str, mark: str, end: str) -> None:
        """Leaves out what begins with ``start``; what first looks like its end must be it."""
        at = self._text.find(mark, self._at + len(start))
        if at < 0 or not self._text.startswith(end, at):
            raise _refused(f"{start} without {end}")
        self._at = at + len(end)

    def _add_text(self, text: str) -> None:
        if not self._open:
            if text.strip(" \t\n"):
                raise _refused("text outside of the root element")
            return
        if "]]>" in text:
            raise _refused("]]> in a text")
        self._open[-1][1].pieces.append(_resolve(text))

    def _start(self) -> None:
        found = self._match(_START)
        if found is None:
            raise _refused("< without the name of an element")
        if self._root is not None and not self._open:
            raise _refused("more than one root element")
        if len(self._open) == _DEPTH:
            raise _refused(f"elements are nested more than {_DEPTH} deep")
        element = Element(found[2], self._attributes())
        closed = self._match(_CLOSE)
        if closed is None:
            raise _refused(f"the start of the element {element.name!r} is malformed")
        if self._open:
            self._open[-1][1].children.append(element)
        else:
            self._root = element
        if not closed[1]:
            self._open.append((found[0][1:], element))

    def _attributes(self) -> list[Attribute]:
        """Reads attributes; declarations of namespaces are none."""
        attributes: list[Attribute] = []
        seen: set[tuple[str, str]] = set()
        while found := self._match(_PAIR):
            prefix, name, double, single = found.groups(default="")
            if (prefix, name) in seen:
                raise _refused(f"the attribute {name!r} is there twice")
            seen.add((prefix, name))
            value = _resolve((double + single).replace("\t", " ").replace("\n", " "))
            if prefix != "xmlns" and (prefix, name) != ("", "xmlns"):
                attributes.append(Attribute(prefix, name, value))
        return attributes

    def _end(self) -> None:
        found = self._match(_END)
        if found is None or not self._open or self._open[-1][0] != found[1]:
            raise _refused("the end of an element that is not open")
        self._open.pop()
