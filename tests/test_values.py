"""Plain values: every object has one, within the bounds, and what it says of itself is not believed."""

import datetime as dt
import json
import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises_lib.plain import received, values


def number(text: str) -> dict:
    return {"type": "number", "value": text}


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (None, {"type": "nothing", "none": True}),
        (..., {"type": "nothing"}),
        (True, {"type": "bool", "value": True}),
        (np.bool_(False), {"type": "bool", "value": False}),
        (7, number("7")),
        (0.8125, number("0.8125")),
        (np.float64(0.1), number("0.1")),
        (np.int64(7), number("7")),
        (Fraction(1, 4), number("0.25")),
        (Decimal("1.50"), number("1.50")),
        (float("nan"), number("nan")),
        (Decimal("sNaN"), number("nan")),
        (-math.inf, number("-inf")),
        (pd.NaT, number("nan")),
        (pd.NA, number("nan")),
        (dt.timedelta(minutes=2), number("120.0")),
        (pd.Timedelta("2min"), number("120.0")),
        ("b", {"type": "text", "value": "b"}),
        ("a\ud800b", {"type": "text", "value": "a?b"}),
        (np.str_("b"), {"type": "text", "value": "b"}),
        (pd.Period("2026-01"), {"type": "text", "value": "2026-01"}),
        (dt.date(2026, 1, 5), {"type": "date", "value": "2026-01-05"}),
        (pd.Timestamp("2026-01-05"), {"type": "date", "value": "2026-01-05T00:00:00"}),
        (np.datetime64("2026-01-05"), {"type": "date", "value": "2026-01-05T00:00:00"}),
        ((1, "a"), {"type": "list", "items": [number("1"), {"type": "text", "value": "a"}]}),
        (range(2), {"type": "list", "items": [number("0"), number("1")]}),
        ({2, 1}, {"type": "list", "items": [number("1"), number("2")], "set": True}),
        ({"a": 1}, {"type": "dict", "items": [[{"type": "text", "value": "a"}, number("1")]]}),
        (np.array([1.5]), {"type": "list", "items": [number("1.5")]}),
        (np.array(1.5), number("1.5")),
        (pd.Index(["a"]), {"type": "list", "items": [{"type": "text", "value": "a"}]}),
        (1 + 2j, {"type": "other", "class": "complex"}),
        (int, {"type": "other", "class": "type"}),
        (b"bytes", {"type": "other", "class": "bytes"}),
    ],
)  # fmt: skip
def test_the_plain_form_of_ordinary_values(value, plain):
    assert values.to_plain(value) == plain
    assert received.readable(json.loads(json.dumps(plain))) == plain


def column(name: str, kind: str, cells: list) -> dict:
    return {"name": name, "kind": kind, "values": cells}


@pytest.mark.parametrize(
    ("cells", "kind", "plain"),
    [
        ([1, 2], "number", [1, 2]),
        ([1.5, None], "number", [1.5, None]),
        ([1, math.inf], "number", [1.0, "inf"]),
        (pd.array([1, None], dtype="Int64"), "number", [1, None]),
        ([True, False], "bool", [True, False]),
        (pd.array([True, None], dtype="boolean"), "bool", [True, None]),
        (["a", None], "text", ["a", None]),
        (pd.Categorical(["a", "b"]), "text", ["a", "b"]),
        (pd.to_datetime(["2026-01-05", None]), "date", ["2026-01-05T00:00:00", None]),
        ([dt.date(2026, 1, 5), None], "date", ["2026-01-05", None]),
        (pd.to_timedelta(["90s", None]), "number", [90.0, None]),
        (pd.PeriodIndex(["2026-01"], freq="M"), "text", ["2026-01"]),
        ([Decimal("1.5"), 2], "number", [1.5, 2.0]),
        ([1, "a"], "text", ["1", "a"]),
        ([None, None], "text", [None, None]),
        ([[1], [2]], "other", ["[1]", "[2]"]),
    ],
)  # fmt: skip
def test_the_plain_form_of_a_column(cells, kind, plain):
    table = values.to_plain(pd.DataFrame({"c": cells}))
    assert table["columns"] == [column("c", kind, plain)]
    assert received.readable(json.loads(json.dumps(table))) == table


def test_the_plain_form_of_an_index():
    frame = pd.DataFrame({"n": [1, 2]})
    assert values.to_plain(frame)["index"] == []
    assert values.to_plain(frame.set_axis(["a", "b"]))["index"] == [column("", "text", ["a", "b"])]
    two = frame.set_index([pd.Index(["a", "b"], name="team"), pd.Index([1, 2], name="week")])
    assert [c["name"] for c in values.to_plain(two)["index"]] == ["team", "week"]
    wide = pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples([("csat", "mean"), ("csat", "n")]))
    assert [c["name"] for c in values.to_plain(wide)["columns"]] == ["csat mean", "csat n"]


@pytest.mark.parametrize(
    ("value", "limit"),
    [
        (10**1000, "a number of more than 400 digits"),
        (Decimal("1" * 401), "a number of more than 400 digits"),
        ("a" * 20_001, "a text of more than 20000 characters"),
        (list(range(20_001)), "a list of more than 20,000 items"),
        (np.zeros(20_001), "an array of more than 20,000 values"),
        (dict.fromkeys(range(20_001)), "a dictionary of more than 20,000 entries"),
        ([[[[[[[[1]]]]]]]], "lists nested more than 6 deep"),
        (pd.DataFrame(np.zeros((1_000, 501))), "a table of 1,000 rows and 501 columns"),
        (["a" * 20_000] * 1_000, "more than 16 MB of data"),
        (pd.DataFrame({"a": [10**1000]}), "a number of more than 400 digits"),
    ],
    ids=range(10),
)
def test_bounds(value, limit):
    assert values.to_plain(value) == {"type": "too big", "limit": limit}


def test_a_list_that_holds_itself():
    endless = []
    endless.append(endless)
    assert values.to_plain(endless)["type"] == "too big"


class Raising:
    """Every method that Python calls on its own raises."""

    def _raise(self, *_):
        raise ValueError("no")

    __class__ = property(_raise)
    __iter__ = __len__ = __float__ = __int__ = __bool__ = __eq__ = __hash__ = _raise
    __str__ = __repr__ = __getattr__ = tolist = __array__ = _raise


class SaysNumber:
    """Claims to be a float, equal to everything."""

    __class__ = float

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 1

    def __float__(self):
        return 0.8125

    def tolist(self):
        return 0.8125


class SaysTable(SaysNumber):
    __class__ = pd.DataFrame


class SaysFunction:
    from types import FunctionType as __class__


class Quiet(float):
    def __str__(self):
        return "0.8125"


class Endless:
    def __iter__(self):
        while True:
            yield 1

    def __len__(self):
        return 1


class FromPandas(SaysNumber):
    __module__ = "pandas"
    shape = (1, 1)


class NamelessType(type):
    @property
    def __name__(cls):
        raise ValueError("no")


class Nameless(metaclass=NamelessType):
    pass


class Loud(str):
    def encode(self, *_):
        raise ValueError("no")


# pytest would look into the objects themselves, so it gets what makes them
LIARS = {
    "raises": lambda: Raising(),
    "raises, its class": lambda: Raising,
    "says number": lambda: SaysNumber(),
    "says table": lambda: SaysTable(),
    "says function": lambda: SaysFunction(),
    "a number of its own": lambda: Quiet(0.5),
    "a text of its own": lambda: Loud("a"),
    "endless": lambda: Endless(),
    "from pandas": lambda: FromPandas(),
    "nameless": lambda: Nameless(),
    "nameless, its class": lambda: Nameless,
}


@pytest.mark.parametrize("liar", LIARS)
def test_what_an_object_says_of_itself_is_not_believed(liar):
    plain = values.to_plain(LIARS[liar]())
    assert plain["type"] == "other"
    assert received.readable(json.loads(json.dumps(plain))) == plain


def test_liars_in_lists_and_tables():
    assert values.to_plain([Raising()])["type"] in ("list", "other")
    assert values.to_plain({1: SaysNumber()})["items"][0][1]["type"] == "other"
    table = pd.DataFrame({"c": pd.Series([SaysNumber(), 1], dtype=object)})
    assert values.to_plain(table)["type"] in ("table", "other")
    assert values.to_plain({Raising} | {1})["type"] == "list"


def test_a_function_reads_as_its_name_and_parameters():
    def service_level(calls, seconds=20, *rest, **more):
        return calls

    plain = {"type": "function", "name": "service_level", "parameters": ["calls", "seconds"]}
    assert values.to_plain(service_level) == plain


simple = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**18), 10**18), st.floats(allow_nan=False),
    st.text(st.characters(codec="utf-8"), max_size=20),
)  # fmt: skip
nested = st.recursive(simple, lambda inner: st.lists(inner) | st.dictionaries(st.text("ab"), inner), max_leaves=8)


@given(nested)
def test_plain_forms_survive_the_wire_and_the_way_back(value):
    plain = values.to_plain(value)
    if plain["type"] == "too big":
        return
    assert received.readable(json.loads(json.dumps(plain))) == plain
    assert values.to_plain(values.from_plain(plain)) == plain


frames = st.lists(
    st.tuples(st.floats(-1e9, 1e9) | st.none(), st.text("abc ", max_size=4), st.booleans(),
              st.datetimes(pd.Timestamp("1950-01-01"), pd.Timestamp("2150-01-01"))),
    min_size=1, max_size=8,
).map(lambda rows: pd.DataFrame(rows, columns=["number", "text", "yes", "date"]))  # fmt: skip


@given(frames, st.sampled_from([[], ["text"], ["text", "yes"]]))
def test_tables_survive_the_wire_and_the_way_back(frame, index):
    frame = frame.astype({"number": float})
    frame = frame.set_index(index) if index else frame
    plain = json.loads(json.dumps(values.to_plain(frame)))
    assert received.readable(plain) == plain
    assert values.to_plain(values.from_plain(plain)) == plain


@pytest.mark.parametrize(
    "plain",
    [
        None, [], "text", {}, {"type": []}, {"type": "spell"}, {"type": "number"},
        {"type": "number", "value": 1}, {"type": "number", "value": "one"},
        {"type": "number", "value": "1" * 401}, {"type": "text", "value": None},
        {"type": "bool", "value": 1}, {"type": "list", "items": [1]}, {"type": "list"},
        {"type": "dict", "items": [[1]]}, {"type": "function", "name": "f", "parameters": [1]},
        {"type": "table", "rows": 1, "columns": [column("c", "number", [])], "index": []},
        {"type": "table", "rows": 1, "columns": [column("c", "number", [[]])], "index": []},
        {"type": "table", "rows": 1, "columns": [column("c", "spell", [1])], "index": []},
        {"type": "table", "rows": True, "columns": [], "index": []},
        {"type": "other"}, {"type": "too big", "limit": 1}, {"type": "raised", "error": None},
    ],
)  # fmt: skip
def test_what_is_no_plain_form_is_not_read(plain):
    assert received.readable(plain) == {"type": "other", "class": "something that cannot be read"}


@pytest.mark.parametrize("honest", ["b", 3, [1], {"a": 1}, pd.DataFrame({"a": [1]}), lambda scores: 1, None])
def test_a_field_of_another_type_does_not_come_through(honest):
    plain = json.loads(json.dumps(values.to_plain(honest)))
    foreign = dict.fromkeys({"series", "set", "class", "error", "axes", "anything"}, "x")
    assert received.readable(foreign | plain) == plain
