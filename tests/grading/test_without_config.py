"""Stock nbgrader without the course's settings: everybody gets nothing, and reads why."""

from __future__ import annotations

import pytest
from course_for_tests.graded import grade, new_course
from course_for_tests.handing_in import NOTHING

from exercises_lib.learner import WITHOUT_CONFIG


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """A solution, with its answer card, graded in a course folder without nbgrader_config.py."""
    folder = tmp_path_factory.mktemp("plain")
    with_settings = new_course(folder / "with_settings", folder / "state")
    with_settings.must("generate_assignment", "90_small")
    card = (with_settings.root / "release" / "90_small" / "answer_card.json").read_text()
    course = new_course(folder / "without_settings", folder / "state")
    (course.root / "nbgrader_config.py").unlink()
    return grade(
        course,
        {"ann": lambda handout: {"90_small.ipynb": handout.solved(), "answer_card.json": card}},
    )


def test_everybody_gets_nothing(plain):
    assert plain.marks("ann") == NOTHING


def test_each_check_says_why(plain):
    said = [
        output.get("evalue")
        for cell in plain.notebook("ann").cells
        for output in cell.get("outputs", ())
    ]
    assert said.count(WITHOUT_CONFIG) == len(NOTHING)
