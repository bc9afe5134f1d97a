"""Answers under a name that is nearly the one asked for: of a variable, and of a field."""

import pytest

from exercises_lib.checks import near
from exercises_lib.checks.key import NOT_ATTEMPTED, WRONG, Outcome
from exercises_lib.learner.names import made_in_turn
from exercises_lib.learner.session import Session
from tests.checks.verdicts import grade, make, partly, verdict


@pytest.mark.parametrize(
    ("made", "found"),
    [
        (["Copies"], "Copies"),
        (["copies_"], "copies_"),
        (["copy_count"], "copy_count"),
        (["copyCount"], "copyCount"),
        (["copeis"], "copeis"),
        (["number_of_copies"], "number_of_copies"),
        (["copies", "Copies"], "Copies"),  # the dots of the release still stand in `copies`
        (["copies_all", "copies"], None),  # a step on the way, and an answer that is not there yet
        (["copy_rows", "total"], None),
        (["calls"], None),
        (["e"], None),
        ([], None),
    ],
)
def test_which_name_stands_for_the_one_asked_for(made, found):
    assert near.near("copies", made) == found


@pytest.mark.parametrize(("asked", "made"), [("nps", "nps_score"), ("ces", "my_ces"), ("ids", "all_ids")])
def test_a_short_name_that_ends_in_s_is_no_plural(asked, made):
    assert near.near(asked, [made]) == made


def test_the_sentence_is_told_of_an_answer_that_is_missing_only():
    missing = Outcome(NOT_ATTEMPTED, 0, "You have not created `copies` yet.")
    told = near.explained(missing, "copies", ["Copies"])
    assert told.message == "There is no `copies`, but there is `Copies`. Use exactly this name: `copies`."
    assert (told.state, told.credit, told.names_slip) == (NOT_ATTEMPTED, 0, True)
    wrong = Outcome(WRONG, 0, "Another number.")
    assert near.explained(wrong, "copies", ["Copies"]) is wrong


@pytest.mark.parametrize(
    ("source", "made"),
    [
        ("first = 1\nCopies = first + 1", ["first", "Copies"]),
        ("%matplotlib inline\nx = 1", ["x"]),
        ("x = (", []),
        ("(" * 10_000 + "1" + ")" * 10_000, []),
    ],
)
def test_names_of_a_cell_in_their_order(source, made):
    assert made_in_turn(source) == made


def test_a_notebook_notes_the_names_of_its_last_cell():
    session = Session()
    session.note("copies = ...\nCopies = 5", None)
    session.note('check("copies")', None)
    assert session.made == ["copies", "Copies"]


NOTE = make("fields", {"call_back": "Monday", "reason": "late fee"})
NO_CALL_BACK = (
    "1 of 2 fields fit. There is no field `call_back`, but there is `{}`. Use exactly this name: `call_back`."
)


@pytest.mark.parametrize("name", ["callback", "call_backs", "call_bakc"])
def test_a_near_name_of_a_field(name):
    assert verdict(NOTE, {name: "Monday", "reason": "late fee"}) == partly(0.5, NO_CALL_BACK.format(name))


def test_a_field_of_another_name_is_still_missing():
    said = "1 of 2 fields fit. The field `call_back` is still missing or empty."
    assert verdict(NOTE, {"who": "Monday", "reason": "late fee"}) == partly(0.5, said)


def test_a_near_name_hides_no_typed_answer():
    """A field that changes with the data counts as left out, so the others earn nothing without it."""
    fresh = make("fields", {"total": 7, "reason": "late fee"})
    practice = make("fields", {"total": 5, "reason": "late fee"})
    outcome = grade(fresh, {"totals": 5, "reason": "late fee"}, practice)
    assert outcome.credit == 0
