"""A check cell of plain asserts, as in a trainer's older notebook: it fails closed."""

from __future__ import annotations

import nbformat
import pytest
from course_for_tests.graded import Graded, grade, new_course
from course_for_tests.once import once
from nbformat.v4 import new_code_cell, new_notebook

MODULE = "91_asserts"
FULL = {"total_check": 4, "marks_check": 2, "double": 1}

TOTAL_CHECK = """
assert total == 6, "The total is not right"
### BEGIN HIDDEN TESTS
assert round(total / 3) == 2, "a hidden test"
### END HIDDEN TESTS
"""
OUR_CHECK = 'from exercises_lib import check\ncheck("double")'
TWO_RESULTS = """
import sys
class Two:
    def __repr__(self):
        sys.displayhook(2)
        return "2"
marks = Two()
"""


@pytest.fixture(scope="module")
def asserts(tmp_path_factory, state) -> Graded:
    """The older module with many submissions, graded with the stock commands."""

    def make(folder) -> Graded:
        course = new_course(folder / "course_of_asserts", state)
        course.source(MODULE).parent.mkdir()
        nbformat.write(older_module(), course.source(MODULE))
        return grade(course, SUBMISSIONS, MODULE)

    return once(tmp_path_factory, "asserts", make)


def older_module():
    return new_notebook(
        cells=[
            _cell("total_answer", "### BEGIN SOLUTION\ntotal = 6\n### END SOLUTION", solution=True),
            _cell("total_check", TOTAL_CHECK.strip(), grade=True, points=4),
            _cell("marks_answer", "### BEGIN SOLUTION\nmarks = 2\n### END SOLUTION", solution=True),
            _cell("marks_check", "marks", grade=True, points=2),
            _cell("double_answer", "### BEGIN SOLUTION\ndouble = 12\n### END SOLUTION", solution=True),
            _cell("double", OUR_CHECK, grade=True, points=1),
        ]
    )


def _cell(grade_id: str, source: str, grade=False, solution=False, points=None):
    meta = {
        "schema_version": 3,
        "grade_id": grade_id,
        "grade": grade,
        "solution": solution,
        "locked": grade,
        "task": False,
    }
    return new_code_cell(source, id=grade_id, metadata={"nbgrader": meta | ({"points": points} if grade else {})})


def _submission(total: str = "total = 6", marks: str = "marks = 2"):
    """A submission with this code in the two older answer cells."""

    def make(handout):
        notebook = handout.solved()
        for cell in notebook.cells:
            code = {"total_answer": total, "marks_answer": marks}.get(cell.metadata.nbgrader.grade_id)
            cell.source = code or cell.source
        return notebook

    return make


WARNED = "import sys, warnings\nwarnings.warn('careful')\nprint('a note', file=sys.stderr)\n"
LATE_WARNING = """
import warnings
class Careful(int):
    def __eq__(self, other):
        warnings.warn("careful")
        return int(self) == other
    __hash__ = int.__hash__
total = Careful(6)
"""
SUBMISSIONS = {
    "right": _submission(),
    "blank": lambda handout: handout.blank(),
    "wrong": _submission(total="total = 7"),
    "hidden_wrong": _submission(total="class Total(int):\n    __truediv__ = lambda self, by: 0\ntotal = Total(6)"),
    "missing": _submission(total="pass"),
    "stops": _submission(total="total = 6\n1 / 0"),
    "warned": _submission(total=WARNED + "total = 6"),
    "warned_late": _submission(total=LATE_WARNING),
    "part": _submission(marks="marks = 1.5"),
    "zero": _submission(marks="marks = 0"),
    "none": _submission(marks="marks = None"),
    "negative": _submission(marks="marks = -1"),
    "not_a_number": _submission(marks="marks = float('nan')"),
    "endless": _submission(marks="marks = float('inf')"),
    "too_many": _submission(marks="marks = 1000"),
    "a_text": _submission(marks="marks = 'all of them'"),
    "a_list": _submission(marks="marks = [2]"),
    "a_yes": _submission(marks="marks = True"),
    "prints_more": _submission(marks=TWO_RESULTS),
    "crashes": _submission(marks="import os\nclass Marks:\n    def __repr__(self): os._exit(0)\nmarks = Marks()"),
    "loops": _submission(marks="class Marks:\n    def __repr__(self):\n        while True: pass\nmarks = Marks()"),
}


@pytest.mark.parametrize(
    "learner, marks",
    [
        ("right", {}),
        ("blank", {"total_check": 0, "marks_check": 0, "double": 0}),
        ("wrong", {"total_check": 0}),
        ("hidden_wrong", {"total_check": 0}),
        ("missing", {"total_check": 0}),
        ("stops", {}),
        ("warned", {}),
        ("warned_late", {}),
        ("part", {"marks_check": 1.5}),
        ("zero", {"marks_check": 0}),
    ],
)
def test_it_is_graded_as_nbgrader_would(asserts, learner, marks):
    assert asserts.marks(learner) == FULL | marks


@pytest.mark.parametrize(
    "learner", ["negative", "not_a_number", "endless", "too_many", "a_text", "a_list", "a_yes", "prints_more"]
)
def test_what_is_no_number_of_points_earns_nothing_and_is_flagged(asserts, learner):
    assert asserts.marks(learner) == FULL | {"marks_check": 0}
    assert "Flagged for your trainer" in asserts.message(learner, "marks_check")


@pytest.mark.parametrize("learner", ["crashes", "loops"])
def test_a_check_that_does_not_end_well_earns_nothing(asserts, learner):
    assert asserts.marks(learner) == FULL | {"marks_check": 0}


def test_the_page_says_that_the_check_is_unprotected(asserts):
    page = asserts.page("right")
    assert page.count("This check is unprotected") == 2
    assert asserts.message("right", "double") == "That is right."


def test_a_failed_assert_says_what_the_trainer_wrote(asserts):
    assert "The total is not right" in asserts.page("wrong")


@pytest.mark.parametrize("learner", ["right", "wrong", "hidden_wrong"])
def test_hidden_tests_stay_hidden(asserts, learner):
    assert "BEGIN HIDDEN" not in asserts.page(learner)
    assert "round(total / 3)" not in asserts.page(learner)
    assert "round(total / 3)" not in asserts.notebook_path(learner).read_text()
