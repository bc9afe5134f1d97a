"""Learners who work honestly get the marks that they earned, and read why."""

from __future__ import annotations

import pytest
from course_for_tests.handing_in import FULL, NOTHING, hands_in

from exercises_lib.authoring import variants
from exercises_lib.checks.typed import TYPED_IN
from exercises_lib.demo import cohort


@hands_in
def honest_half(handout):
    return cohort.first_half(handout.release, handout.source, list(FULL))


@hands_in
def honest_mistake_1(handout):
    return variants.mistake_rounds(handout.release, handout.source, handout.records)[0][1]


@hands_in
def honest_mistake_2(handout):
    return variants.mistake_rounds(handout.release, handout.source, handout.records)[1][1]


@hands_in
def honest_warned(handout):
    code = "import sys, warnings\nwarnings.warn('only a warning')\nprint('a note', file=sys.stderr)\n"
    return cohort.edited(handout.solved(), "csat", lambda answer: code + answer)


@hands_in
def honest_slip_elsewhere(handout):
    return handout.solved_with("1 / 0")


@hands_in
def honest_typed_in(handout):
    return cohort.typed_in(handout.release, handout.source, handout.records)


@pytest.mark.parametrize("learner", ["honest_all", "honest_warned", "honest_slip_elsewhere", "zz_honest_last"])
def test_right_answers_get_all_points(graded, learner):
    assert graded.marks(learner) == FULL
    assert {graded.message(learner, exercise) for exercise in FULL} == {"That is right."}


def test_the_untouched_module_gets_nothing_and_reads_not_attempted(graded):
    assert graded.marks("honest_blank") == NOTHING
    for exercise in FULL:
        assert graded.message("honest_blank", exercise) == f"You have not created {exercise} yet."
    assert graded.page("honest_blank").count("Not attempted · ") == len(FULL)


def test_half_the_module_gets_the_points_of_that_half(graded):
    assert graded.marks("honest_half") == NOTHING | {"csat": 3, "nps": 2, "first_step": 2}


CREDITS = {
    "csat": (0, 1.5),
    "nps": (0, 0.5),
    "first_step": (0, 1),
    "ratings": (0, 2),
    "ratings_plot": (0, 2),
    "share_of": (0, 2),
}


@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.parametrize("exercise", FULL)
def test_each_declared_mistake_gets_its_own_message_and_credit(graded, practice, exercise, turn):
    learner = f"honest_mistake_{turn}"
    message = practice[exercise]["mistakes"][turn - 1]["message"]
    assert graded.message(learner, exercise) == message
    assert graded.marks(learner)[exercise] == CREDITS[exercise][turn - 1]


def test_typed_in_numbers_get_nothing_and_are_told_apart(graded):
    assert graded.marks("honest_typed_in") == FULL | {"csat": 0, "nps": 0}
    for exercise in ("csat", "nps"):
        assert graded.message("honest_typed_in", exercise) == TYPED_IN.format(what=exercise)


def test_grading_again_gives_the_same_marks(graded):
    assert graded.again == graded.all_marks
    assert any(any(marks.values()) for marks in graded.again.values())
