"""`Fault`: a value that is not what it should be, and where. It never leaves the runtime as it is."""

from __future__ import annotations

import re
import typing as t

_PLAIN = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*", re.ASCII)
_LONGEST = 200


class Fault(Exception):
    """What is wrong with a value. The way to it grows while the exception passes through the values around."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
        self._steps: list[str | int] = []

    def at(self, step: str | int) -> Fault:
        """Puts a property or an index in front of the way."""
        self._steps.append(step)
        return self

    @property
    def path(self) -> str:
        """The way as a JSON path: ``$.items[0].name``."""
        parts = ["$"]
        for step in reversed(self._steps):
            if isinstance(step, int):
                parts.append(f"[{step}]")
            elif _PLAIN.fullmatch(step):
                parts.append(f".{step}")
            else:
                parts.append(f"[{step[:_LONGEST]!r}]")
        return "".join(parts)


def kind(value: object) -> str:
    """What a JSON value is, without the value: it may be secret."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    if isinstance(value, (int, float)):
        return "a number"
    if isinstance(value, str):
        return "a string"
    if isinstance(value, (list, tuple)):
        return "an array"
    if isinstance(value, dict):
        return "an object"
    return f"a {type(value).__name__}"


def is_dict(value: object) -> t.TypeGuard[dict[str, t.Any]]:
    """Whether it is an object of JSON."""
    return isinstance(value, dict)


def is_list(value: object) -> t.TypeGuard[list[t.Any]]:
    """Whether it is an array of JSON."""
    return isinstance(value, list)


def is_items(value: object) -> t.TypeGuard[t.Sequence[t.Any]]:
    """Whether users may give it for an array."""
    return isinstance(value, (list, tuple))
