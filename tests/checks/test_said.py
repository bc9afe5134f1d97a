"""A wrong answer in a line, for a trainer's report."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises_lib.checks import KINDS
from exercises_lib.checks.key import Key, Known
from exercises_lib.checks.said import LONGEST, said
from exercises_lib.plain import values

NUMBER = Key("csat", "number", {"decimals": 3, "unit": ""}, Known({"value": ("0.8",)}))
ANSWERS = [
    (0.1 + 0.2, "0.3"),
    (200, "200"),
    (-0.0, "0"),
    ("b", "“b”"),
    (True, "True"),
    ([3, "a"], "[3, “a”]"),
    (list(range(40)), "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, … 40 in all]"),
    (None, ""),
    (lambda: 1, ""),
    (pd.DataFrame({"team": ["North", "South"], "csat": [0.75, 1]}), "a table of 2 rows, first team North, csat 0.75"),
]


@pytest.mark.parametrize(("answer", "text"), ANSWERS)
def test_an_answer_in_a_line(answer, text):
    assert said(values.to_plain(answer), NUMBER) == text


def test_fields_that_are_right_are_left_out():
    right = values.to_plain({"caller": "Lan", "calls": 3})
    options = KINDS["fields"].options(fields={"caller": {}, "calls": {}})
    options, facets = KINDS["fields"].make_key("note", right, options, None)
    key = Key("note", "fields", options, Known(facets))
    assert said(values.to_plain({"Caller": "Lan", "calls": 4}), key) == "{“calls”: 4}"


def test_texts_of_ones_own_are_not_grouped():
    assert said(values.to_plain("Dear Ms Osei, …"), Key("reply", "reply", {}, Known({}))) == ""


simple = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=300)
nested = st.recursive(simple, lambda inner: st.lists(inner, max_size=30) | st.dictionaries(simple, inner, max_size=5))


@given(nested)
def test_any_answer_is_one_bounded_line(answer):
    assert len(said(values.to_plain(answer), NUMBER)) <= LONGEST
