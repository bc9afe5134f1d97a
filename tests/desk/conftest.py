"""A small class, really graded once: with `bpo grade`, and one of them with `nbgrader autograde`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from batch.conftest import bpo_grade
from course_for_tests.graded import Course, new_course
from course_for_tests.handing_in import MODULE, Handout
from course_for_tests.once import once
from nbgrader.api import Gradebook

from exercises_lib.desk.report import command as report

HOSTILE = "<img src=x onerror=alert(1)>"  # a first name
WRONG_RATING = "csat = survey['csat'].mean()"  # a declared mistake
CLASS = {
    "ama": lambda handout: handout.solved(),
    "bashir": lambda handout: handout.blank(),
    "chen": lambda handout: handout.solved_but(csat=WRONG_RATING),
    "dalisay": lambda handout: handout.solved_but(csat="csat = 0.123"),
    "esi": lambda handout: handout.solved_but(csat="csat = 0.1230"),
    "farid": lambda handout: "a damaged file",
    "gitanjali": lambda handout: handout.solved_but(first_step="first_step = 'Gitanjali Iyer'"),
}


@pytest.fixture(scope="session")
def classroom(tmp_path_factory, state) -> Course:
    """Seven learners: one file is damaged, two gave the same odd answer, one has a name that is a script."""

    def make(folder: Path) -> Course:
        course = new_course(folder / "course", state)
        course.must("generate_assignment", MODULE)
        course.hand_in(CLASS, Handout(course.root))
        course.must("autograde", MODULE, "--student", "chen")
        assert bpo_grade(course).returncode == 1  # one cannot be graded
        with Gradebook(f"sqlite:///{course.root}/gradebook.db") as gradebook:
            gradebook.update_or_create_student("gitanjali", first_name=HOSTILE, last_name="Gitanjali Iyer")
        return course

    return once(tmp_path_factory, "classroom", make)


@pytest.fixture(scope="session")
def reported(classroom, tmp_path_factory) -> Path:
    """The report of the class, in two teams."""
    folder = tmp_path_factory.mktemp("reported")
    teams = folder / "teams.csv"
    teams.write_text("Learner;Team\nama;North\nbashir;North\nchen;South & East\nstranger;North\n", encoding="utf-8")
    report.write(report.Order(classroom.root, folder / "report", team=teams))
    return folder / "report"


@pytest.fixture
def own_classroom(classroom, tmp_path) -> Path:
    """A copy of the course folder that a test may break."""
    shutil.copytree(classroom.root, tmp_path / "course")
    return tmp_path / "course"
