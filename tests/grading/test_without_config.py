"""Stock nbgrader without the course's settings: everybody gets nothing, and reads why."""

from __future__ import annotations

import json
from unittest.mock import patch

import pytest
from course_for_tests.graded import Graded, grade, new_course
from course_for_tests.handing_in import MODULE, NOTHING
from course_for_tests.once import once

from exercises_lib.learner import answer_card


@pytest.fixture(scope="module")
def plain(tmp_path_factory, state) -> Graded:
    """A solution, with its answer card, graded in a course folder without nbgrader_config.py."""

    def make(folder) -> Graded:
        course = new_course(folder / "course_without_settings", state)
        (course.root / "nbgrader_config.py").unlink()
        with patch.object(answer_card, "MOST_WORK", answer_card.LEAST_WORK):  # nobody guesses with this card
            card = json.dumps(answer_card.make(MODULE, list(course.handout().records.values())))

        def ann(handout):
            return {f"{MODULE}.ipynb": handout.solved(), answer_card.FILE_NAME: card}

        return grade(course, {"ann": ann}, feedback=False)

    return once(tmp_path_factory, "plain", make)


def test_everybody_gets_nothing(plain):
    assert plain.marks("ann") == NOTHING
