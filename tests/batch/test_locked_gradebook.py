"""Another program holds the gradebook: grading waits and says so, or ends with one line; nothing is lost either way."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import contextmanager

import pytest
from course_for_tests import terminal
from course_for_tests.graded import Course
from course_for_tests.handing_in import MODULE

from batch.conftest import small_steps

COMMANDS = {
    "bpo grade": ("exercises_lib.cli", "grade", MODULE, "--workers", "1"),
    "nbgrader autograde": ("nbgrader", "autograde", MODULE),
    "nbgrader generate_feedback": ("nbgrader", "generate_feedback", MODULE),
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


def begin(course: Course, command: str, **variables: str) -> terminal.Begun:
    module, *arguments = COMMANDS[command]
    return terminal.Begun(module, arguments, course.root, course.environment() | variables)


def wait_until(reached: Callable[[], bool], process: terminal.Begun) -> None:
    while not reached():
        assert process.poll() is None, process.finish()[-3000:]
        time.sleep(0.01)


def gives_up(process: terminal.Begun) -> None:
    said = process.finish()
    assert process.returncode == 1
    assert "Traceback" not in said and "BACK UP" not in said
    assert " ".join(said.split()).count(GAVE_UP) == 1, said[-3000:]


def finishes(course: Course, command: str, let_go: Callable[[], None]) -> None:
    """The command, begun while the gradebook is held, says that it waits, and then does its work."""
    process = begin(course, command)
    for line in process.said:
        if "Another program holds the gradebook" in line:
            let_go()
            break
    said = process.finish()
    assert process.returncode == 0, said[-3000:]


@pytest.mark.parametrize("command", ["bpo grade", "nbgrader autograde"])
def test_grading(course, clean_marks, command):
    with (course.root / "nbgrader_config.py").open("a") as settings:
        settings.write(SHORT)
    small_steps(course)
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
