"""Models: presence, types, enums, unions, errors with their places."""

from __future__ import annotations

import copy
import datetime as dt
import decimal
import json
import pickle
import typing as t
import uuid

import pytest

from sample import models
from sample import runtime as rt
from sample.runtime.faults import Fault
from sample.runtime.foreign import ForeignCodec


def test_absent_null_and_value_are_three_things() -> None:
    absent = models.Person.from_dict({"id": 1, "title": None})
    null = models.Person.from_dict({"id": 1, "title": None, "manager": None})
    value = models.Person.from_dict({"id": 1, "title": None, "manager": {"id": 2, "title": "x"}})
    assert absent.manager is rt.UNSET
    assert null.manager is None
    assert isinstance(value.manager, models.Person)
    assert absent != null
    assert absent.to_dict() == {"id": 1, "title": None, "kind": "person"}
    assert null.to_dict() == {"id": 1, "title": None, "kind": "person", "manager": None}
    assert value.to_dict()["manager"] == {"id": 2, "title": "x", "kind": "person"}


def test_null_where_only_absent_is_declared_is_absent() -> None:
    person = models.Person.from_dict({"id": 1, "title": "x", "email": None, "from": None})
    assert person.email is None
    assert "email" not in person.to_dict()


def test_any_keeps_null() -> None:
    assert models.Person.from_dict({"id": 1, "title": "x", "anything": None}).to_dict()["anything"] is None
    assert "anything" not in models.Person(id=1, title=None).to_dict()


def test_constructor_takes_what_is_described() -> None:
    person = models.Person(id=1, title=None, from_="here")
    assert person.to_dict() == {"id": 1, "title": None, "from": "here", "kind": "person"}
    with pytest.raises(TypeError, match="missing"):
        models.Person(id=1)  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]
    with pytest.raises(TypeError, match="no property"):
        models.Person(id=1, title=None, nam="x")  # type: ignore[call-arg] # pyright: ignore[reportCallIssue]


def test_models_are_values() -> None:
    person = models.Person(id=1, title=None, manager=models.Person(id=2, title="x"))
    assert copy.deepcopy(person) == person
    assert pickle.loads(pickle.dumps(person)) == person
    assert repr(models.Person(id=1, title="x")) == "Person(id=1, title='x')"
    assert person != models.Person(id=1, title=None)


@pytest.mark.parametrize(
    ("value", "path"),
    [
        ({"title": "x"}, "$.id"),
        ({"id": "1", "title": "x"}, "$.id"),
        ({"id": None, "title": "x"}, "$.id"),
        ({"id": True, "title": "x"}, "$.id"),
        ({"id": 1, "title": "x", "manager": {"id": 2}}, "$.manager.title"),
        ([], "$"),
    ],
)
def test_errors_say_where(value: t.Any, path: str) -> None:
    with pytest.raises(rt.DecodeError) as caught:
        models.Person.from_dict(value)
    assert caught.value.path == path


def test_paths_through_lists_maps_and_strange_names() -> None:
    codec = rt.codec_of("dict[str, list[models.Person]]")
    with pytest.raises(Exception) as caught:
        codec.decode({"a b": [{"id": 1, "title": None}, {"id": 1}]})
    assert caught.value.path == "$['a b'][1].title"  # type: ignore[attr-defined]


SCALARS: list[tuple[str, t.Any, t.Any]] = [
    ("flag", True, True),
    ("whole", 2**64 - 1, 2**64 - 1),
    ("whole", -(2**63), -(2**63)),
    ("number", 1.5, 1.5),
    ("at", "2026-01-31T12:00:00Z", dt.datetime(2026, 1, 31, 12, tzinfo=dt.timezone.utc)),
    (
        "at",
        "2026-01-31T12:00:00.123456+02:30",
        dt.datetime(2026, 1, 31, 12, 0, 0, 123456, dt.timezone(dt.timedelta(hours=2, minutes=30))),
    ),
    ("day", "2026-01-31", dt.date(2026, 1, 31)),
    ("time", "12:00:00-01:00", dt.time(12, tzinfo=dt.timezone(-dt.timedelta(hours=1)))),
    ("data", "+/8=", b"\xfb\xff"),
    ("url_data", "-_8", b"\xfb\xff"),
    ("password", "hush", rt.Secret("hush")),
    ("names", ["a"], ["a"]),
    ("by_name", {"a": 1}, {"a": 1}),
    ("pair", ["a", 1], ("a", 1)),
    ("more", ["a", 1, 2], rt.WithRest(("a",), [1, 2])),
    ("nothing", None, None),
    ("state", "open", models.State.OPEN),
    ("size", 0.5, models.Size.HALF),
    ("size", "auto", models.Size.AUTO),
    ("size", True, models.Size.YES),
    ("level", 2, models.Level.HIGH),
]


@pytest.mark.parametrize(("name", "wire", "value"), SCALARS)
def test_scalars_go_both_ways(name: str, wire: t.Any, value: t.Any) -> None:
    model = models.Scalars.from_json(json.dumps({name: wire}))
    assert getattr(model, name) == value
    assert model.to_dict() == {name: wire}
    assert models.Scalars(**{name: value}).to_dict() == {name: wire}


@pytest.mark.parametrize(
    ("name", "wire"),
    [
        ("flag", 1),
        ("whole", 1.5),
        ("whole", "1"),
        ("number", "1"),
        ("at", "2026-01-31"),
        ("at", "2026-02-30T00:00:00Z"),
        ("at", "2026-01-31T12:00:00"),
        ("day", "2026-1-31"),
        ("time", "25:00:00Z"),
        ("data", "!!!"),
        ("names", "abc"),
        ("pair", ["a"]),
        ("pair", ["a", 1, 2]),
        ("more", []),
        ("never", 1),
        ("level", 3),
        ("level", "1"),
        ("state", 1),
    ],
)
def test_what_does_not_fit_is_refused(name: str, wire: t.Any) -> None:
    with pytest.raises(rt.DecodeError) as caught:
        models.Scalars.from_dict({name: wire})
    assert caught.value.path.startswith(f"$.{name}")


def test_numbers_stay_exact() -> None:
    text = '{"exact":12345678901234567890.12345678901234567890,"whole":1e3}'
    model = models.Scalars.from_json(text)
    assert model.exact == decimal.Decimal("12345678901234567890.12345678901234567890")
    assert model.whole == 1000
    assert model.to_json() == '{"whole":1000,"exact":12345678901234567890.12345678901234567890}'


def test_any_type_is_read_from_a_text() -> None:
    assert rt.decode_json(models.Scalars, b'{"whole": 1}').whole == 1
    assert rt.decode_json(models.Tree, "[[]]") == [[]]
    with pytest.raises(rt.DecodeError, match=r"\$\[0\]"):
        rt.decode_json(models.Tree, "[1]")


def test_any_fraction_of_a_second_and_leap_seconds() -> None:
    at = models.Scalars.from_dict({"at": "2026-01-31T23:59:60.123456789z"}).at
    assert at == dt.datetime(2026, 1, 31, 23, 59, 59, 999999, dt.timezone.utc)
    nine = models.Scalars.from_dict({"at": "2026-01-31t00:00:00.123456789Z"}).at
    assert nine is not None
    assert nine.microsecond == 123456


def test_times_without_a_zone_are_refused() -> None:
    with pytest.raises(rt.LocalError):
        models.Scalars(at=dt.datetime(2026, 1, 31)).to_dict()


def test_numbers_that_json_lacks_are_refused() -> None:
    for number in (float("nan"), float("inf")):
        with pytest.raises(rt.LocalError):
            models.Scalars(number=number).to_json()
    with pytest.raises(rt.DecodeError):
        models.Scalars.from_json('{"number": NaN}')


def test_secrets_are_never_shown() -> None:
    model = models.Scalars(password=rt.Secret("hush"))
    assert "hush" not in f"{model!r} {model} {model.password} {model.password!r:>30} {vars(model)}"
    assert model.to_json() == '{"password":"hush"}'


def test_open_enums_keep_what_they_do_not_know() -> None:
    state = models.Scalars.from_dict({"state": "new"}).state
    assert isinstance(state, models.State)
    assert state == "new"
    assert state == models.State("new")
    assert not state.is_known
    assert models.State.OPEN.is_known
    assert models.Scalars(state=state).to_dict() == {"state": "new"}
    assert len(models.State) == 2
    size = models.Scalars.from_dict({"size": 7}).size
    assert size is not None
    assert size.value == 7
    assert size == models.Size(7)
    assert models.Scalars(size=size).to_dict() == {"size": 7}


def test_true_is_not_one() -> None:
    size = models.Scalars.from_dict({"size": 1}).size
    assert size is not models.Size.YES
    assert models.Scalars(size=size).to_json() == '{"size":1}'


def test_further_properties_are_kept() -> None:
    model = models.Open.from_dict({"id": 1, "a": 2})
    assert model.additional_properties == {"a": 2}
    assert model.to_dict() == {"id": 1, "a": 2}
    assert models.Open(id=1).additional_properties == {}
    with pytest.raises(rt.DecodeError):
        models.Open.from_dict({"id": 1, "a": "x"})
    with pytest.raises(rt.LocalError):
        models.Open(id=1, additional_properties={"id": 2}).to_dict()


def test_patterns_choose_types() -> None:
    model = models.Patterned.from_dict({"s_a": "x", "i_b": 1, "other": 2})
    assert model.additional_properties == {"s_a": "x", "i_b": 1}
    with pytest.raises(rt.DecodeError):
        models.Patterned.from_dict({"i_b": "x"})


def check(definition: t.Any, wire: t.Any, kind: type) -> None:
    value = definition.from_dict(wire)
    assert isinstance(value, kind)
    assert definition.to_dict(value) == wire


def test_unions_by_property() -> None:
    check(models.Pet, {"pet_type": "cat", "name": "Tom"}, models.Cat)
    check(models.Pet, {"pet_type": "dog", "barks": True}, models.Dog)
    check(models.Pet, {"pet_type": "bird", "wings": 2}, rt.Unknown)
    check(models.Pet, "odd", rt.Unknown)
    with pytest.raises(rt.DecodeError):
        t.cast("t.Any", models.Pet).from_dict({"pet_type": "cat"})


def test_unions_by_kind() -> None:
    check(models.Mixed, "x", str)
    check(models.Mixed, 1, int)
    check(models.Mixed, ["x"], list)
    check(models.Mixed, {"name": "Tom"}, models.Cat)
    check(models.Mixed, True, rt.Unknown)


def test_unions_by_structure() -> None:
    check(models.Shape, {"pet_type": "x", "barks": False}, models.Dog)
    check(models.Shape, {"fins": 2}, models.Fish)
    check(models.Shape, {"other": 2}, rt.Unknown)


def test_recursive_aliases() -> None:
    check(models.Tree, [[], [[]]], list)


def test_texts_that_are_no_json() -> None:
    for text in ("{", "[1]", b"\xff", "[" * 100_000, '{"whole": ' + "9" * 5000 + "}"):
        with pytest.raises(rt.DecodeError):
            models.Scalars.from_json(text)


class _Money:
    def __init__(self, cents: int) -> None:
        self.cents = cents

    @classmethod
    def from_json(cls, value: t.Any) -> _Money:
        return cls(int(value["cents"]))

    def to_json(self) -> t.Any:
        return {"cents": self.cents}


class _Seconds:
    """Reads and writes a ``timedelta``, which does not do so by itself."""

    def decode(self, value: t.Any) -> t.Any:
        return dt.timedelta(seconds=value)

    def encode(self, value: t.Any) -> t.Any:
        return value.total_seconds()


@pytest.mark.parametrize(
    ("codec", "given"),
    [
        (ForeignCodec(uuid.UUID), "0f8fad5b-d9cb-469f-a165-70867728950e"),
        (ForeignCodec(_Money), {"cents": 7}),
        (ForeignCodec(dt.timedelta, _Seconds()), 90.0),
    ],
)
def test_types_of_others_are_read_and_written_by_their_own_rules(codec: ForeignCodec, given: t.Any) -> None:
    value = codec.decode(given)
    assert codec.accepts(value)
    assert not codec.accepts(given)
    assert codec.encode(value) == given


def test_what_a_type_of_others_refuses_says_nothing_of_the_value() -> None:
    codec = ForeignCodec(uuid.UUID)
    for value in ("c4nary", 7):
        with pytest.raises(Fault, match=r"^expected UUID, found a (string|number)$"):
            codec.decode(value)
    with pytest.raises(Fault, match=r"^expected UUID, found a string$"):
        codec.encode("0f8fad5b-d9cb-469f-a165-70867728950e")
