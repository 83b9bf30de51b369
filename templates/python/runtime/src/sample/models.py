"""Models of all kinds."""

from __future__ import annotations

import datetime as dt
import decimal
import typing as t

from . import models as models
from . import runtime as rt


class Person(rt.Model):
    """All cases of presence."""

    id: int
    """Required."""
    title: str | None
    """Required, may be null."""
    email: str | None = None
    """May be absent."""
    manager: models.Person | None | rt.Unset = rt.UNSET
    """May be absent, may be null."""
    from_: str | None = None
    """Spelt differently."""
    kind: t.Literal["person"] = "person"
    """Constant."""
    anything: t.Any = rt.UNSET
    """Any value, null included."""

    _names: t.ClassVar[dict[str, str]] = {"from_": "from"}


class Scalars(rt.Model):
    """One property of each type."""

    flag: bool | None = None
    whole: int | None = None
    number: float | None = None
    exact: decimal.Decimal | None = None
    at: dt.datetime | None = None
    day: dt.date | None = None
    time: dt.time | None = None
    data: rt.Base64 | None = None
    url_data: rt.Base64Url | None = None
    password: rt.Secret | None = None
    names: list[str] | None = None
    by_name: dict[str, int] | None = None
    pair: tuple[str, int] | None = None
    more: rt.WithRest[tuple[str], int] | None = None
    nothing: None | rt.Unset = rt.UNSET
    never: t.NoReturn | None = None
    state: models.State | None = None
    size: models.Size | None = None
    level: models.Level | None = None


class Open(rt.Model):
    """Keeps further properties."""

    id: int
    additional_properties: dict[str, int] = rt.extra(default=None)


class Patterned(rt.Model):
    """Keeps properties by pattern."""

    additional_properties: dict[str, t.Any] = rt.extra(default=None)

    _patterns: t.ClassVar[tuple[tuple[str, str], ...]] = (("^s_", "str"), ("^i_", "int"))
    _rest: t.ClassVar[bool] = False


class State(rt.OpenStrEnum):
    """An open enum."""

    OPEN = "open"
    CLOSED = "closed"


class Level(rt.ClosedIntEnum):
    """A closed enum."""

    LOW = 1
    HIGH = 2


class Size(rt.OpenEnum):
    """An open enum of several kinds."""

    HALF = 0.5
    AUTO = "auto"
    YES = True


class Cat(rt.Model):
    """A case without its tag."""

    name: str


class Dog(rt.Model):
    """A case with its tag."""

    pet_type: str
    barks: bool


class Fish(rt.Model):
    """A case for evidence."""

    fins: int


if t.TYPE_CHECKING:
    Pet: t.TypeAlias = "models.Cat | models.Dog | rt.Unknown"
    Mixed: t.TypeAlias = "str | int | list[str] | models.Cat | rt.Unknown"
    Shape: t.TypeAlias = "models.Dog | models.Fish | rt.Unknown"
    Tree: t.TypeAlias = "list[models.Tree]"
else:
    Pet = rt.by_tag("pet_type", ("models.Cat", ("cat", "kitten"), True), ("models.Dog", ("dog",), False))
    Mixed = rt.by_kind(
        ("str", ("string",)), ("int", ("integer",)), ("list[str]", ("array",)), ("models.Cat", ("object",))
    )
    Shape = rt.by_structure(("models.Dog", (("barks", (True, False)),)), ("models.Fish", (("fins", None),)))
    Tree = rt.alias("list[models.Tree]")


class PetForm(rt.Form):
    """A multipart body."""

    file: rt.File
    name: str | None = None
    meta: models.Cat | None = None
    photos: list[rt.File] | None = None

    _parts: t.ClassVar[tuple[rt.Part, ...]] = (
        rt.Part("file", "file", "file"),
        rt.Part("name", 'na"me', "text", "str"),
        rt.Part("meta", "meta", "json", "models.Cat"),
        rt.Part("photos", "photos", "file", content_type="image/png", repeated=True),
    )
