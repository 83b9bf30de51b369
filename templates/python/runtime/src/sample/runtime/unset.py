"""The third state of a property: neither a value nor ``None``."""

from __future__ import annotations

import enum
import typing as t


class Unset(enum.Enum):
    """The type of :data:`UNSET`."""

    UNSET = "UNSET"

    def __bool__(self) -> t.Literal[False]:
        return False

    def __repr__(self) -> str:
        return "UNSET"


UNSET: t.Final = Unset.UNSET
"""A property or parameter that is not there; ``None`` stands for a ``null`` that is."""
