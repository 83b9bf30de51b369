"""Headers of answers as models: a table in the class says how their text becomes values."""

from __future__ import annotations

import re
import typing as t

from . import jsontext
from .faults import Fault
from .model import Model

H = t.TypeVar("H", bound="HeaderModel")

Text = t.Literal["string", "number", "boolean", "any"]
"""What a piece of text can be besides a string; ``any`` is a number or a boolean."""

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")


class HeaderForm(t.NamedTuple):
    """How the text of a header becomes a value."""

    kind: t.Literal["json", "text", "list", "object"]
    text: Text = "string"
    """What the value is, or each item, or the values of properties that are not known."""
    explode: bool = False
    """Whether the name of a property has ``=`` before its value, not a comma."""
    properties: t.Mapping[str, Text] = {}
    """What the values of properties are."""


class HeaderModel(Model):
    """The headers of an answer that a description has."""

    _forms: t.ClassVar[t.Mapping[str, HeaderForm]] = {}
    """How each header is read, by its name."""

    @classmethod
    def from_headers(cls: type[H], headers: t.Mapping[str, str]) -> H:
        """Reads the headers of an answer or of an :class:`ApiError`. Raises :class:`DecodeError` if one is missing or malformed."""
        found = ((name, form, headers.get(name)) for name, form in cls._forms.items())
        return cls.from_dict({name: _value(form, text.strip(" \t")) for name, form, text in found if text is not None})


def _value(form: HeaderForm, text: str) -> t.Any:
    """The value of a header. What has not its form stays a text, which the type of the attribute refuses."""
    if form.kind == "json":
        try:
            return jsontext.loads(text)
        except Fault:
            return text
    if form.kind == "text":
        return _piece(form.text, text)
    # What is empty is no item (RFC 9110, section 5.6.1).
    pieces = [piece for piece in (one.strip(" \t") for one in text.split(",")) if piece]
    if form.kind == "list":
        return [_piece(form.text, piece) for piece in pieces]
    if form.explode:
        if not all("=" in piece for piece in pieces):
            return text
        pieces = [part for piece in pieces for part in piece.split("=", 1)]
    elif len(pieces) % 2:
        return text
    pairs = zip(pieces[::2], pieces[1::2], strict=True)
    return {name: _piece(form.properties.get(name, form.text), piece) for name, piece in pairs}


def _piece(kind: Text, piece: str) -> t.Any:
    if kind in ("boolean", "any") and piece in ("true", "false"):
        return piece == "true"
    if kind in ("number", "any") and _NUMBER.fullmatch(piece):
        try:
            return jsontext.loads(piece)
        except Fault:
            return piece
    return piece
