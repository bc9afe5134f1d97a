"""Messages that were odd, each as a kind: whatever a learner gives, no message says what is not so."""

import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.checks.verdicts import grade, make

few = settings(max_examples=25)
names = st.lists(st.sampled_from("abcdefg"), min_size=3, max_size=5, unique=True)
numbers = st.integers(-10_000, 10_000) | st.floats(-1e4, 1e4)
without_texts = st.recursive(
    numbers | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3).map(tuple) | st.lists(inner, max_size=3),
)
KEYS = {
    "number": make("number", 12.5),
    "fields": make("fields", {"total": 12.5, "count": 3}),
    "table": make("table", pd.DataFrame({"team": ["a", "b"], "share": [0.25, 0.5]})),
}


@few
@given(without_texts)
def test_nobody_is_told_to_take_quotes_away_where_there_are_none(answer):
    for record, given_answer in (
        (KEYS["number"], answer), (KEYS["fields"], {"total": answer, "count": answer}),
        (KEYS["table"], pd.DataFrame({"team": ["a", "b"], "share": [7, 8]})),
    ):  # fmt: skip
        message = grade(record, given_answer).message
        assert "the quotes" not in message and "without quotes" not in message


@few
@given(st.lists(st.integers(-900, 90_000), min_size=2, max_size=6), st.integers(1, 99))
def test_what_a_function_gave_is_shown_as_it_is_and_a_try_is_no_call(cents, more):
    record = make("function", lambda n: cents[n], "f", cases=list(range(len(cents))))
    message = grade(record, lambda n: cents[n] + more * (n > 0)).message
    shown = re.search(r"It gave (-?\d+)$|It gave (-?\d+)\.$", message)
    assert shown and int(shown[1] or shown[2]) == cents[1] + more
    assert "tries gave the right result" in message and not re.search(r"\bcalls?\b", message)


@few
@given(names.flatmap(lambda right: st.tuples(st.just(right), st.permutations(right))))
def test_an_order_may_be_one_of_importance(drawn):
    right, given_order = drawn
    for kind in ("ordering", "ranking"):
        message = grade(make(kind, right), list(given_order)).message
        assert not re.search(r"happened|first step|\bearlier\b|\blater\b|\bthen comes\b", message)


@pytest.mark.parametrize("form", ["{} cents", "about {}", "{}%", "= {}", "{} of 90"])
@few
@given(number=st.integers(0, 10_000))
def test_a_number_with_words_in_a_text_is_shown(form, number):
    text = form.format(number)
    message = grade(KEYS["number"], text).message
    assert f"the text “{text}”" in message and "number" in message


@pytest.mark.parametrize("answer", ["", "  ", "\n"])
def test_an_empty_choice_is_called_empty(answer):
    assert "an empty text" in grade(make("choice", "a", options=["a", "b"]), answer).message


@few
@given(st.lists(st.integers(1, 99), min_size=2, max_size=5, unique=True))
def test_one_of_something_is_not_called_several(heights):
    from matplotlib.figure import Figure

    def bars(count: int):
        ax = Figure().add_subplot()
        ax.bar([f"team {at}" for at in range(count)], heights[:count])
        return ax

    message = grade(make("plot", bars(len(heights)), labels=False), bars(1)).message
    assert not re.search(r"\b1 (bars|sets|points|rows|lines)\b", message)
