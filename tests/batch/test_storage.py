"""A home that cannot be written and a full temporary folder are one clear line, and nothing is half done."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys

import pytest
from course_for_tests import terminal
from course_for_tests.graded import Course
from course_for_tests.handing_in import MODULE

from exercises_lib.grading import seed

BPO, NBGRADER = "exercises_lib.cli", "nbgrader"
COMMANDS = [
    (BPO, "grade", MODULE),
    (BPO, "check", MODULE),
    (NBGRADER, "autograde", MODULE, "--force"),
    (NBGRADER, "generate_assignment", MODULE, "--force"),
]
NO_HOME = {"HOME": "/dev/null/nowhere", "XDG_DATA_HOME": None}  # refused to root as well
SMALL = 'mount -t tmpfs -o size=1m tmpfs "$0" && exec "$@"'


def run(course: Course, command: tuple, wrapper: tuple = (), **changed) -> subprocess.CompletedProcess:
    environment = {name: value for name, value in (course.environment() | changed).items() if value is not None}
    if not wrapper:
        return terminal.run(command[0], list(command[1:]), course.root, environment)
    return subprocess.run(
        [*wrapper, sys.executable, "-m", *command],
        cwd=course.root,
        env=environment,
        capture_output=True,
        text=True,
        timeout=100,
    )


def kept(course: Course) -> dict:
    paths = [path for part in ("release", "autograded") for path in (course.root / part).rglob("*.ipynb")]
    return {path: path.read_bytes() for path in paths}


@pytest.fixture
def small(tmp_path) -> tuple:
    """A wrapper that gives a command a temporary folder of 1 MB, and that folder."""
    folder = tmp_path / "small"
    folder.mkdir()
    wrapper = ("unshare", "--mount", "sh", "-c", SMALL, str(folder))
    if not shutil.which("unshare") or subprocess.run([*wrapper, "true"], capture_output=True).returncode:
        pytest.skip("mounts are not allowed here")
    return wrapper, folder


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command[:2]))
def test_a_home_that_cannot_be_written_stops_before_anything_is_done(graded_course, command):
    before = kept(graded_course)
    done = run(graded_course, command, **NO_HOME)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    lines = [line for line in done.stderr.splitlines() if "Stopped: " in line]
    assert len(lines) == 1 and "export XDG_DATA_HOME=FOLDER" in lines[0]
    assert kept(graded_course) == before


@pytest.mark.parametrize("command", COMMANDS[::2], ids=lambda command: " ".join(command[:2]))
def test_a_small_temporary_folder_stops_before_anything_is_done(graded_course, small, command):
    wrapper, folder = small
    before = kept(graded_course)
    done = run(graded_course, command, wrapper, TMPDIR=str(folder))
    assert done.returncode == 1 and "Traceback" not in done.stderr
    lines = [line for line in done.stderr.splitlines() if "Stopped: " in line]
    assert len(lines) == 1 and f"{folder}, has 1 MB free" in lines[0] and "export TMPDIR=FOLDER" in lines[0]
    assert kept(graded_course) == before


def test_the_doctor_sees_both(course, small):
    wrapper, folder = small
    done = run(course, (BPO, "doctor"), wrapper, TMPDIR=str(folder), COLUMNS="400", **NO_HOME)
    assert done.returncode == 1
    assert "✗ secret seed and keys: /dev/null/nowhere" in done.stdout
    assert f"✗ temporary files: the folder for temporary files, {folder}" in done.stdout


def test_without_the_variable_home_all_works(course):
    assert "HOME" in os.environ
    done = run(course, (BPO, "grade", MODULE, "--learner", "learner_00"), HOME=None)
    assert done.returncode == 0, done.stderr


def test_the_lab_says_why_lessons_cannot_be_made(course, tmp_path):
    shutil.rmtree(course.root / "release")
    done = run(course, (BPO, "lab", "--no-browser", "--folder", str(tmp_path / "mine")), **NO_HOME)
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 1
    assert f"Stopped: {MODULE} could not be made: /dev/null/nowhere" in done.stderr


def test_a_user_without_a_home_is_told(monkeypatch):
    for name in ("HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(pwd, "getpwuid", lambda user: {}[user])  # as in a container with a user of its own
    with pytest.raises(seed.NoPrivateFolder, match="no home folder .* export XDG_DATA_HOME=FOLDER"):
        seed.private_folder()
