"""A key that does not work stops the grading of its module: nobody is marked by a broken key."""

from __future__ import annotations

from pathlib import Path

import pytest
from course_for_tests.graded import grade, new_course
from course_for_tests.handing_in import FULL, NOTHING
from course_for_tests.once import once

LEARNERS = {
    "ann": lambda handout: handout.solved(),
    "ben": lambda handout: handout.blank(),
    "cas": lambda handout: handout.solved_but(nps="nps = 0"),
}
MARKS = {"ann": FULL, "ben": NOTHING, "cas": FULL | {"nps": 0}}


@pytest.fixture(scope="module")
def broken(tmp_path_factory, state):
    """A graded course in which a key then raises, graded again by force.

    Gives (what was before, the command that was run, how often the solution was run).
    """

    def make(folder: Path):
        course = new_course(folder / "course_with_a_broken_key", state)
        before = grade(course, LEARNERS, feedback=False)
        runs = folder / "runs.txt"
        _break(course.source(), runs)
        done = course.nbgrader("autograde", before.module, "--force")
        return before, done, len(runs.read_text())

    return once(tmp_path_factory, "broken", make)


def _break(source: Path, runs: Path) -> None:
    """Name a column that is not there, and let each run of it leave a letter in a file."""
    text = source.read_text()
    right, wrong = r"survey[\"nps\"].mean()", r"survey[\"recommend\"].mean()"
    assert text.count(right) == 1
    text = text.replace(right, wrong).replace(
        "import pandas as pd", f"open({str(runs)!r}, 'a').write('x')\\n\", \"import pandas as pd"
    )
    source.write_text(text)


def test_before_everybody_had_a_mark(broken):
    before, _, _ = broken
    assert before.exit_code == 0
    assert before.all_marks == MARKS


def test_the_command_fails_and_names_the_exercise(broken):
    _, done, _ = broken
    assert done.returncode != 0
    line = next(line for line in done.stderr.splitlines() if "NOT GRADED" in line)
    assert "key does not work" in line
    assert "exercise nps" in line and "recommend" in line


def test_no_mark_changed(broken):
    before, _, _ = broken
    assert before.course.marks() == MARKS


def test_the_solution_is_not_run_anew_for_every_learner(broken):
    _, _, runs = broken
    assert runs <= 2  # on the practice sample and on the fresh one
