"""Answers that fit the practice sample only: no part of one earns anything, and what was computed keeps its points."""

import itertools

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from tests.checks.verdicts import grade, make

SAME = st.integers(0, 9)
CELL = st.tuples(SAME, st.integers(10, 19) | st.none())  # on the practice sample, and on the fresh one if another
NAMES = ("calls", "csat", "team size", "open")
KINDS = {name: {"kind": "number", "decimals": 0} for name in NAMES}


def on_both(cells):
    """The right note on the practice and on the fresh sample, and the key of each."""
    seen = {name: old for name, (old, _) in zip(NAMES, cells, strict=True)}
    new = {name: old if other is None else other for name, (old, other) in zip(NAMES, cells, strict=True)}
    return seen, new, *(make("fields", note, fields=KINDS) for note in (seen, new))


@given(st.lists(CELL, min_size=4, max_size=4), st.sets(st.sampled_from(NAMES), min_size=1))
def test_no_part_of_a_typed_note_earns_anything(cells, given_names):
    seen, new, practice, fresh = on_both(cells)
    outcome = grade(fresh, {name: seen[name] for name in given_names}, practice)
    if seen != new:
        assert outcome.credit == 0
        assert ("typed in" in outcome.message) == any(seen[name] != new[name] for name in given_names)
    else:
        assert outcome.credit == round(len(given_names) / len(NAMES), 2)


@given(st.lists(CELL, min_size=4, max_size=4), st.sets(st.sampled_from(NAMES), min_size=1))
def test_a_field_that_was_computed_keeps_its_points_and_those_of_what_never_changes(cells, computed):
    seen, new, practice, fresh = on_both(cells)
    outcome = grade(fresh, {name: new[name] if name in computed else seen[name] for name in NAMES}, practice)
    fit = [name for name in NAMES if name in computed or seen[name] == new[name]]
    if any(seen[name] != new[name] for name in computed) or seen == new:
        assert outcome.credit == round(len(fit) / len(NAMES), 2)
    typed = [name for name in NAMES if name not in fit]
    assert not typed or outcome.message.endswith("Let the notebook work it out.")
    assert not typed or f"`{typed[0]}` is right for today's data" in outcome.message


@given(st.lists(CELL, min_size=4, max_size=4), st.sets(st.sampled_from(NAMES), min_size=1))
def test_a_computed_field_that_is_left_out_costs_its_own_part_alone(cells, given_names):
    seen, new, practice, fresh = on_both(cells)
    outcome = grade(fresh, {name: new[name] for name in given_names}, practice)
    computed = seen == new or any(seen[name] != new[name] for name in given_names)
    assert outcome.credit == (round(len(given_names) / len(NAMES), 2) if computed else 0)


def test_an_honest_slip_beside_a_field_that_never_changes_costs_only_itself():
    practice, fresh = (make("fields", {"team": "North", "calls": calls}) for calls in (7, 12))
    assert grade(fresh, {"team": "North", "calls": 13}, practice).credit == 0.5


@given(st.permutations("abcd"), st.permutations("abcd"), st.sampled_from(["ordering", "ranking"]))
def test_an_order_nearer_to_the_practice_samples_earns_nothing(seen, new, kind):
    practice, fresh = make(kind, seen), make(kind, new)
    pairs = list(itertools.combinations("abcd", 2))

    def apart(one, other) -> int:
        return sum((one.index(a) < one.index(b)) != (other.index(a) < other.index(b)) for a, b in pairs)

    for order in itertools.permutations("abcd"):
        outcome = grade(fresh, list(order), practice)
        if apart(order, seen) < apart(order, new):
            assert outcome.credit == 0 and "typed in" in outcome.message
        else:
            assert outcome.credit == grade(fresh, list(order)).credit


@given(*2 * [st.sets(st.sampled_from("abcde"), min_size=1)])
def test_picks_from_the_practice_samples_answer_earn_nothing(seen, new):
    practice, fresh = (make("choice", sorted(right), options=list("abcde")) for right in (seen, new))
    for count in range(1, 6):
        for picks in itertools.combinations("abcde", count):
            credit = grade(fresh, list(picks), practice).credit
            honest = set(picks) == new or seen == new or not set(picks) <= seen
            assert credit == (grade(fresh, list(picks)).credit if honest else 0)


def _plot(heights, title="Calls"):
    ax = Figure().add_subplot()
    ax.bar(["North", "South"], heights)
    return ax.set(title=title, xlabel="team", ylabel="calls") and ax


def test_a_typed_plot_is_told_so_whatever_its_title():
    practice, fresh = make("plot", _plot([1, 2]), "shown"), make("plot", _plot([3, 5]), "shown")
    for title in ("Calls", ""):
        outcome = grade(fresh, _plot([1, 2], title), practice)
        assert outcome.credit == 0
        assert outcome.message.startswith("What `shown` shows is right for today's data")


def test_a_typed_column_is_told_so():
    teams = {"team": ["North", "South"], "open": [0, 0]}
    old, new = (pd.DataFrame(teams | {"calls": calls}) for calls in ([1, 2], [3, 5]))
    practice, fresh = make("table", old, "table"), make("table", new, "table")
    for answer in (old, old.assign(open=1), old.drop(columns="open"), old.head(2).assign(team=["South", "North"])):
        outcome = grade(fresh, answer, practice)
        assert outcome.credit == 0
        assert outcome.message.startswith("The column `calls` of `table` is right for today's data")
    assert "typed in" not in grade(fresh, new.assign(calls=[4, 5]), practice).message


FACTS = {"the team": ["north team"], "the calls": [120], "the date": ["5 March"]}
SENTENCES = {
    "the team": "The north team took them.",
    "the calls": "There were {} calls.",
    "the date": "It was 5 March.",
}


@pytest.mark.parametrize("said", [s for n in (1, 2, 3) for s in itertools.combinations(SENTENCES, n)])
def test_no_part_of_a_typed_reply_earns_anything(said):
    practice, fresh = (
        make("reply", " ".join(SENTENCES.values()).format(calls), "reply", facts=FACTS | {"the calls": [calls]})
        for calls in (120, 314)
    )
    typed = grade(fresh, " ".join(SENTENCES[fact] for fact in said).format(120), practice)
    assert typed.credit == 0, typed
    computed = grade(fresh, " ".join(SENTENCES[fact] for fact in said).format(314), practice)
    assert computed.credit == (round(len(said) / 3, 2) if "the calls" in said else 0)


def test_a_mistake_on_the_new_data_is_told_as_one_although_the_practice_answer_is_the_same():
    options = {"fields": {"plan": {"kind": "choice", "options": ["a", "b", "c"]}}}
    practice = make("fields", {"plan": "a", "calls": 1}, **options)
    fresh = make("fields", {"plan": "b", "calls": 2}, mistakes={"Plan a ended last year.": {"plan": "a"}}, **options)
    outcome = grade(fresh, {"plan": "a", "calls": 2}, practice)
    assert (outcome.credit, outcome.message) == (0.5, "1 of 2 fields fit. Plan a ended last year.")
