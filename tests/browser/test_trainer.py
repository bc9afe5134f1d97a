"""A trainer's day in the formgrader: hand out, collect, grade, mark by hand, give feedback."""

import pytest

from .days import LEARNER


@pytest.mark.parametrize("step", ["generated", "released"])
def test_handing_out(released, step):
    assert "Success" in released.said[step]


def test_the_release_gives_nothing_away(released, places):
    found = b"".join(path.read_bytes() for path in (places.course / "release").rglob("*.*") if path.is_file())
    assert b"SOLUTION" not in found and b"HIDDEN" not in found and b"sum(score >= 4" not in found


@pytest.mark.parametrize("step", ["collected", "autograded", "feedback", "feedback out"])
def test_grading(trainers_day, step):
    assert "Success" in trainers_day.said[step]


def test_what_a_person_must_read_is_marked_as_such(trainers_day):
    assert "needs manual grading" in trainers_day.before_manual
    assert "4 / 6" in trainers_day.before_manual


def test_the_trainer_reads_the_answer(trainers_day):
    assert "She still waits for our call" in trainers_day.answer_read


def test_the_table_of_scores(trainers_day):
    assert "5.5 / 6" in trainers_day.scores[LEARNER] and "graded" in trainers_day.scores[LEARNER]
    assert "1 / 6" in trainers_day.scores["ben"]
    assert "1 / 6" in trainers_day.scores["cora"]
