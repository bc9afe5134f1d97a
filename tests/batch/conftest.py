"""A small cohort that is graded in many ways; every way must give the same marks."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from course_for_tests.graded import SECRET_SEED, Course, new_course
from course_for_tests.handing_in import MODULE, Handout

from exercises_lib import variants

LEARNERS = [f"learner_{number:02}" for number in range(12)]


@pytest.fixture(scope="session")
def handed_in(tmp_path_factory) -> Course:
    """A released course in which twelve learners handed in. Tests work in copies of it."""
    folder = tmp_path_factory.mktemp("batch")
    course = new_course(folder / "course", folder / "state")
    course.must("generate_assignment", MODULE)
    handout = Handout(course.root)
    rounds = [notebook for _, notebook in variants.mistake_rounds(handout.release, handout.source)]
    made = [handout.solved(), handout.blank(), *rounds]
    course.hand_in({name: (lambda _, n=number: made[n % len(made)]) for number, name in enumerate(LEARNERS)}, handout)
    return course


@pytest.fixture
def course(handed_in, tmp_path) -> Course:
    """A copy of the course that a test may grade, break and kill."""
    shutil.copytree(handed_in.root, tmp_path / "course")
    return Course(tmp_path / "course", handed_in.state)  # keys are made once for all copies


@pytest.fixture(scope="session")
def clean_marks(handed_in, tmp_path_factory) -> dict:
    """The marks of one run that nothing disturbed."""
    folder = tmp_path_factory.mktemp("clean")
    shutil.copytree(handed_in.root, folder / "course")
    course = Course(folder / "course", handed_in.state)
    done = bpo_grade(course)
    assert done.returncode == 0, done.stderr
    return course.marks()


def environment(course: Course) -> dict[str, str]:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return os.environ | {"BPO_SECRET_SEED": SECRET_SEED, "XDG_DATA_HOME": str(course.state), "PATH": path}


def bpo_command(*options: str) -> list[str]:
    return [sys.executable, "-m", "exercises_lib.cli", "grade", MODULE, *options]


def bpo_grade(course: Course, *options: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        bpo_command(*options), cwd=course.root, env=environment(course), capture_output=True, text=True, timeout=300
    )
