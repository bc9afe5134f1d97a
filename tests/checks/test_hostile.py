"""Whatever a learner process sends instead of an answer, judging it ends in an ordinary outcome."""

import json
import math

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises_lib import values
from exercises_lib.author import known_key
from exercises_lib.checks import NOT_ATTEMPTED, PARTLY, RIGHT, WRONG, judge
from tests.checks.verdicts import make


def _plot():
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib.figure import Figure

    ax = Figure().add_subplot()
    ax.bar(["A", "B"], [1, 2])
    return ax


TABLE = pd.DataFrame({"team": ["A", "B"], "csat": [0.5, 0.25]})
KEYS = {
    "number": make("number", 0.5),
    "choice": make("choice", ["a", "b"], options=list("abc")),
    "text": make("text", "Maria Santos", slips=1),
    "date": make("date", "2026-02-03"),
    "fields": make("fields", {"a": 1, "b": "x", "c": True, "d": pd.Timestamp("2026-01-01")}),
    "ordering": make("ordering", ["a", "b", "c"]),
    "table": make("table", TABLE, by="team", ordered=True),
    "series": make("table", TABLE.set_index("team")["csat"]),
    "plot": make("plot", _plot(), labels=False),
    "function": make("function", lambda x: x, cases=[1, "a"]),
}

words = st.sampled_from([
    "", "a", "A", "b", "team", "csat", "2026-01-01", "2026-01", "9999-13-99", "0000-00", "nan", "sNaN", "NaN123",
    "-inf", "1e999", "1e-999999999", "1_0", "١٢", "²", "\ud800", "\x00\x01\x02\x03", "TypeError: x",
]) | st.text(max_size=8)  # fmt: skip
scalars = st.one_of(
    st.none(), st.booleans(), st.integers(), st.just(10**400), st.floats(), words,
    st.sampled_from([math.nan, math.inf, -math.inf, 1e300, -0.0]),
)  # fmt: skip
anything = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=8,
)  # fmt: skip


def bent(*parts):
    """One of these, or now and then anything at all in its place."""
    return st.one_of(*parts, *parts, *parts, anything)


def table(rows: int):
    kind = st.sampled_from(["number", "bool", "text", "date", "other"])
    column = st.fixed_dictionaries({
        "name": bent(words), "kind": bent(kind),
        "values": bent(st.lists(scalars, min_size=rows, max_size=rows)),
    })  # fmt: skip
    return st.fixed_dictionaries({
        "type": st.just("table"), "rows": bent(st.just(rows)), "series": anything,
        "columns": bent(st.lists(column, max_size=3)), "index": bent(st.lists(column, max_size=2)),
    })  # fmt: skip


def series(count: int, mark: str):
    edges = count + (mark == "hist")
    places, heights = scalars, st.none() | st.floats() | st.integers()
    return st.fixed_dictionaries(
        {
            "mark": bent(st.just(mark)), "label": bent(words),
            "x": bent(st.lists(places, min_size=edges, max_size=edges)),
            "y": bent(st.lists(heights, min_size=count, max_size=count)),
        },
        optional={"at": st.lists(st.floats() | st.integers(), min_size=edges, max_size=edges)},
    )  # fmt: skip


marks = st.sampled_from(["line", "bar", "hist", "scatter", "pie"])
axes = st.fixed_dictionaries({
    "title": bent(words), "xlabel": words, "ylabel": words, "legend": bent(st.lists(words, max_size=2)),
    "series": bent(st.lists(st.tuples(st.integers(0, 3), marks).flatmap(lambda a: series(*a)), max_size=3)),
})  # fmt: skip
plain = st.recursive(
    st.one_of(
        st.fixed_dictionaries({
            "type": bent(st.sampled_from(["missing", "nothing", "bool", "number", "text", "date"])),
            "value": bent(words, st.booleans()),
        }),
        st.integers(0, 3).flatmap(table),
        st.fixed_dictionaries({"type": st.just("plot"), "axes": bent(st.lists(axes, max_size=3))}),
        st.fixed_dictionaries({
            "type": st.just("function"), "name": words, "parameters": bent(st.lists(words, max_size=3)),
        }),
        st.fixed_dictionaries({
            "type": st.sampled_from(["raised", "other", "too big"]),
            "error": words, "class": words, "limit": words,
        }),
    ),
    lambda inner: st.fixed_dictionaries({
        "type": st.sampled_from(["list", "dict"]), "set": anything,
        "items": bent(st.lists(inner, max_size=4), st.lists(st.tuples(inner, inner), max_size=4)),
    }),
    max_leaves=5,
)  # fmt: skip


@pytest.mark.parametrize("kind", KEYS)
@settings(max_examples=4000, deadline=None)
@given(answer=plain | anything, result=plain | anything)
def test_any_answer_has_an_outcome(kind, answer, result):
    key = known_key(KEYS[kind])
    answer, result = (_over_the_wire(sent) for sent in (answer, result))
    outcome = judge(answer, key, lambda arguments: result)
    assert outcome.state in (RIGHT, PARTLY, WRONG, NOT_ATTEMPTED)
    assert 0 <= outcome.credit <= 1
    assert isinstance(outcome.message, str)


def _over_the_wire(sent) -> dict:
    return values.readable(json.loads(json.dumps(sent)))
