"""Headers of answers: how their text becomes values."""

from __future__ import annotations

import typing as t

import httpx
import pytest

from sample import runtime as rt


def read(annotation: str, form: rt.HeaderForm, *lines: str) -> t.Any:
    """The value of a header of a type that came in these lines."""
    space = {"__annotations__": {"x": annotation}, "x": None, "_names": {"x": "X-A"}, "_forms": {"X-A": form}}
    cls = t.cast("type[rt.HeaderModel]", type("Headers", (rt.HeaderModel,), space))
    headers = httpx.Headers([("x-a", line) for line in lines])
    return getattr(cls.from_headers(headers), "x")  # noqa: B009


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("string", "12", "12"),
        ("number", " 12 ", 12),
        ("number", "1.5", 1.5),
        *[("number", text, text) for text in ("", "+1", "01", "1,2", "NaN", "true", "null", "1" * 5000)],
        ("boolean", "true", True),
        ("boolean", "True", "True"),
        ("any", "false", False),
        ("any", "7", 7),
        ("any", "a", "a"),
    ],
)
def test_one_value(kind: t.Any, text: str, value: object) -> None:
    found = read("t.Any", rt.HeaderForm("text", kind), text)
    assert (found, isinstance(found, type(value))) == (value, True)


def test_several_values() -> None:
    form = rt.HeaderForm("list", "number")
    assert read("t.Any", form, "") == []
    assert read("t.Any", form, "1,\t2 ,,x") == [1, 2, "x"]
    assert read("t.Any", form, "1", "2, 3") == [1, 2, 3]


def test_names_and_values() -> None:
    plain = rt.HeaderForm("object", properties={"a": "number"})
    exploded = rt.HeaderForm("object", explode=True, properties={"a": "number"})
    assert read("t.Any", plain, "a,1,b,2") == {"a": 1, "b": "2"}
    assert read("t.Any", exploded, "a=1, b=2=3") == {"a": 1, "b": "2=3"}
    assert read("t.Any", plain, "") == {}
    assert read("t.Any", plain, "a,1,b") == "a,1,b"
    assert read("t.Any", exploded, "a=1,b") == "a=1,b"


def test_documents() -> None:
    assert read("t.Any", rt.HeaderForm("json"), '{"a": [1]}') == {"a": [1]}
    assert read("t.Any", rt.HeaderForm("json"), '1}, {"b": 2') == '1}, {"b": 2'


def test_what_is_malformed_is_an_error_that_says_where() -> None:
    with pytest.raises(rt.DecodeError, match="X-A"):
        read("int | None", rt.HeaderForm("text", "number"), "many")
    assert read("int | None", rt.HeaderForm("text", "number")) is None
