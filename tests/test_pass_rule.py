"""What it takes to pass: said by the syllabus, kept by the notebook, told to the learner."""

from pathlib import Path

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises_lib import course_folder
from exercises_lib.checks.key import PARTLY, RIGHT, Outcome
from exercises_lib.learner import pass_rule
from exercises_lib.learner.check import Progress
from exercises_lib.learner.feedback import Feedback
from exercises_lib.learner.pass_rule import PassRule

ROOT = Path(__file__).parent.parent
EMPATHY = PassRule(points=40, needed=28, read=12, read_needed=6)
HALVES = st.integers(0, 80).map(lambda halves: halves / 2)


def test_the_notebook_of_each_module_keeps_the_rule_of_the_syllabus():
    for module in course_folder.syllabus(ROOT):
        rule = pass_rule.found(nbformat.read(course_folder.source_path(ROOT, module.id), 4).metadata)
        assert rule.needed >= rule.points * module.pass_mark / 100 > rule.needed - 0.5
        assert bool(rule.read) <= rule.read_needed == module.pass_needs


def test_module_04_cannot_be_passed_on_automatic_points_alone():
    rule = pass_rule.found(nbformat.read(course_folder.source_path(ROOT, "04_empathy"), 4).metadata)
    assert rule == EMPATHY
    assert not rule.passed(earned=28, read=0) and not rule.passed(earned=34, read=5.5)
    assert rule.passed(earned=28, read=6)


@given(HALVES, HALVES)
def test_what_is_missing_is_enough_and_nothing_is_missing_to_who_passes(earned, read):
    said = EMPATHY.missing(earned, read)
    assert (said == "You have them.") == EMPATHY.passed(earned, read)


@pytest.mark.parametrize(
    ("earned", "read", "said"),
    [
        (28, 12, "You have them."),
        (20, 12, "Still missing: 8."),
        (26.5, 0, "Still missing: 6 of those that your trainer gives."),
        (10, 2, "Still missing: 18 in all, and 4 of those that your trainer gives."),
    ],
)
def test_what_is_missing(earned, read, said):
    assert EMPATHY.missing(earned, read) == said


def test_progress_says_what_is_missing_to_pass():
    results = [Feedback("a", Outcome(RIGHT, 1, ""), 20), Feedback("b", Outcome(PARTLY, 0.25, ""), 8)]
    shown = Progress(results, EMPATHY)
    expected = (
        "12 points more can come from your trainer, who reads your texts. To pass: 28 of 40 points, 6 or more of them "
        "from a trainer's reading. Still missing: 6 of those that your trainer gives."
    )
    assert expected in str(shown) and expected in shown.html()
    assert str(Progress(results, PassRule(28, 20))).endswith("To pass: 20 of 28 points. You have them.")
    assert "To pass" not in str(Progress(results))


def test_progress_never_calls_a_text_right_of_which_a_person_reads_the_rest():
    tested = Feedback("reply", Outcome(RIGHT, 1, "", head="Facts and form"), 2)
    shown = Progress([tested, Feedback("csat", Outcome(RIGHT, 1, ""), 3)])
    rows = shown.html().split("<tr>")
    assert "Facts and form</td>" in rows[2] and "Right" not in rows[2] and "Right</td>" in rows[3]
    assert str(shown).startswith("1. Facts and form · reply · 2 of 2 points\n2. Right · csat")
