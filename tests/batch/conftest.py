"""A small cohort that is graded in many ways; every way must give the same marks."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from course_for_tests import terminal
from course_for_tests.graded import Course, new_course
from course_for_tests.handing_in import MODULE
from course_for_tests.once import once

from exercises_lib.authoring import variants
from exercises_lib.demo import cohort

LEARNERS = [f"learner_{number:02}" for number in range(6)]


@pytest.fixture(scope="session")
def handed_in(tmp_path_factory, state) -> Course:
    """A released course in which six learners handed in: the solution, nothing, known mistakes. For copies."""

    def make(folder: Path) -> Course:
        course = new_course(folder / "course", state)
        course.must("generate_assignment", MODULE)
        handout = course.handout()
        files = [handout.solved(), handout.blank()]
        for mistakes, notebook in variants.mistake_rounds(handout.release, handout.source, handout.records):
            if "ratings_plot" not in mistakes:  # a plot takes longer than all the rest, and one is enough
                cohort.answer_cell(notebook, "ratings_plot").source = "pass"
            files.append(notebook)
        learners = {name: (lambda _, n=number: files[n % len(files)]) for number, name in enumerate(LEARNERS)}
        course.hand_in(learners, handout)
        return course

    return once(tmp_path_factory, "handed_in", make)


@pytest.fixture(scope="session")
def graded_once(handed_in, tmp_path_factory) -> Course:
    """The course after one `bpo grade` that nothing disturbed. Tests work in copies of it."""

    def make(folder: Path) -> Course:
        course = copy_of(handed_in, folder)
        done = bpo_grade(course)
        assert done.returncode == 0, done.stderr
        return course

    return once(tmp_path_factory, "graded_once", make)


@pytest.fixture(scope="session")
def clean_marks(graded_once) -> dict:
    """The marks of a run that nothing disturbed."""
    return graded_once.marks()


@pytest.fixture
def course(handed_in, tmp_path) -> Course:
    """A copy of the course that a test may grade, break and kill."""
    return copy_of(handed_in, tmp_path)


@pytest.fixture
def graded_course(graded_once, tmp_path) -> Course:
    """A copy of the graded course that a test may change."""
    return copy_of(graded_once, tmp_path)


def copy_of(course: Course, folder: Path) -> Course:
    shutil.copytree(course.root, folder / "course")
    return Course(folder / "course", course.state)  # keys are made once for all copies


def bpo_grade(course: Course, *options: str, module: str = MODULE) -> subprocess.CompletedProcess:
    """`bpo grade`. With one worker, where no other number is asked for: each has a warm process to load."""
    workers = [] if "--workers" in options else ["--workers", "1"]
    return terminal.run("exercises_lib.cli", ["grade", module, *workers, *options], course.root, course.environment())


def begin(course: Course, *options: str) -> terminal.Begun:
    """A `bpo grade` under way, with one worker. It writes the marks of each submission as soon as it has them."""
    small_steps(course)
    arguments = ["grade", MODULE, "--workers", "1", *options]
    return terminal.Begun("exercises_lib.cli", arguments, course.root, course.environment())


def small_steps(course: Course) -> None:
    with open(course.root / "nbgrader_config.py", "a") as settings:
        settings.write("\nfrom exercises_lib.grading.cohort import batch\nbatch.COMMIT_SECONDS = 0\n")


def kill_when(course: Course, reached: Callable[[], bool], *options: str) -> None:
    """Start a run and kill it with all its workers as soon as it has come so far."""
    process = begin(course, *options)
    while not reached() and process.poll() is None:
        time.sleep(0.002)
    assert process.poll() is None, process.finish()
    process.kill()
