"""Another program holds the gradebook: grading waits and says so, or ends with one line; nothing is lost either way."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager

import pytest
from course_for_tests.graded import Course
from course_for_tests.handing_in import MODULE

from batch.conftest import bpo_command

COMMANDS = {
    "bpo grade": bpo_command("--workers", "1"),
    "nbgrader autograde": [sys.executable, "-m", "nbgrader", "autograde", MODULE],
    "nbgrader generate_feedback": [sys.executable, "-m", "nbgrader", "generate_feedback", MODULE],
}
HOLD = """
import sqlite3, sys
gradebook = sqlite3.connect(sys.argv[1], timeout=60)
gradebook.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""
SHORT = """
import os
from exercises_lib.grading import gradebook_lock
gradebook_lock.GIVE_UP_AFTER = float(os.environ.get("GIVE_UP_AFTER", gradebook_lock.GIVE_UP_AFTER))
"""
GAVE_UP = "another program has held the gradebook for 4 seconds"


@contextmanager
def held(course: Course):
    """A program of its own that holds the gradebook. Yields a function that makes it let go."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(course.root / "gradebook.db")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert holder.stdout.readline() == b"held\n"
        yield holder.stdin.close
    finally:
        holder.kill()
        holder.wait()


def begin(course: Course, command: str, **variables: str) -> subprocess.Popen:
    return subprocess.Popen(
        COMMANDS[command],
        cwd=course.root,
        env=course.environment() | variables,
        text=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def wait_until(reached: Callable[[], bool], process: subprocess.Popen) -> None:
    while not reached():
        assert process.poll() is None, process.stderr.read()[-3000:]
        time.sleep(0.01)


def gives_up(process: subprocess.Popen) -> None:
    _, said = process.communicate()
    assert process.returncode == 1
    assert "Traceback" not in said and "BACK UP" not in said
    assert " ".join(said.split()).count(GAVE_UP) == 1, said[-3000:]


def finishes(course: Course, command: str, let_go: Callable[[], None]) -> None:
    """The command, begun while the gradebook is held, says that it waits, and then does its work."""
    process = begin(course, command)
    for line in process.stderr:
        if "Another program holds the gradebook" in line:
            let_go()
            break
    _, said = process.communicate()
    assert process.returncode == 0, said[-3000:]


@pytest.mark.parametrize("command", ["bpo grade", "nbgrader autograde"])
def test_grading(course, clean_marks, command):
    with (course.root / "nbgrader_config.py").open("a") as settings:
        settings.write(SHORT)
    process = begin(course, command, GIVE_UP_AFTER="4")
    wait_until(lambda: any((course.root / "autograded").glob(f"*/{MODULE}/{MODULE}.ipynb")), process)
    with held(course) as let_go:
        gives_up(process)
        finishes(course, command, let_go)
    assert course.marks() == clean_marks


def test_feedback(graded_course):
    course, command = graded_course, "nbgrader generate_feedback"
    with (course.root / "nbgrader_config.py").open("a") as settings:
        settings.write(SHORT)
    with held(course) as let_go:
        gives_up(begin(course, command, GIVE_UP_AFTER="4"))
        finishes(course, command, let_go)
    pages = {path.parts[-3] for path in (course.root / "feedback").glob(f"*/{MODULE}/{MODULE}.html")}
    assert pages == set(course.marks())
