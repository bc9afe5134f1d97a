"""What `bpo check` says of small slips: too many that no sentence names, and a sentence that names another slip."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_notebook

from exercises_lib.authoring.mutant_report import Report
from exercises_lib.authoring.mutant_run import Story, Tried
from exercises_lib.authoring.proofs_by_grading import small_slips_are_named
from exercises_lib.checks.key import RIGHT, WRONG

COUNTED = "You counted `calls`: 12 of them."


def story(place: int, practice: Tried, fresh: Tried | None = None) -> Story:
    return Story("csat", f"slip {place}", f"csat = {place}", practice, {"11": fresh} if fresh else {})


def said(*stories: Story) -> list[str]:
    return list(small_slips_are_named(SimpleNamespace(mutants=Report(list(stories), new_notebook()))))


@given(st.integers(0, 30), st.integers(0, 30))
def test_nine_in_ten_must_be_named(named, silent):
    those = [story(at, Tried(WRONG, names_slip=at < named, answer=str(at))) for at in range(named + silent)]
    right = story(99, Tried(RIGHT, answer="right"))
    assert bool(said(right, *those)) == (10 * silent > named + silent)


def test_equal_wrong_answers_count_once():
    silent = [story(at, Tried(WRONG, answer="the same")) for at in range(5)]
    named = [story(at, Tried(WRONG, names_slip=True, answer=str(at))) for at in range(9)]
    assert said(*silent, *named) == []
    assert len(said(*silent, *named[1:])) == 1


def test_a_sentence_that_is_read_by_chance_names_another_slip():
    by_chance = Tried(WRONG, COUNTED, names_slip=True, authors=COUNTED, answer="12")
    (line,) = said(story(1, by_chance, Tried(WRONG, "`csat` is 9.", answer="9")))
    assert line == f"exercise csat: when slip 1, the practice sample reads “{COUNTED}”, and a fresh one “`csat` is 9.”"
    again = "You counted `calls`: 9 of them."
    assert said(story(1, by_chance, Tried(WRONG, again, names_slip=True, authors=again, answer="9"))) == []
