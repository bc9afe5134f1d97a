"""Grading leaves nothing in the temporary folder: it would be the fresh sample, and what others handed in."""

import tempfile
from pathlib import Path

import pytest
from course_for_tests.handing_in import MODULE

from batch.conftest import bpo_grade, kill_when
from exercises_lib.grading.process import temporary


@pytest.fixture(autouse=True)
def place(tmp_path, monkeypatch) -> Path:
    """The temporary folder of all that a test starts."""
    place = tmp_path / "tmp"
    place.mkdir()
    monkeypatch.setenv("TMPDIR", str(place))
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    temporary._remove_left_behind.cache_clear()
    return place


def ours(place: Path) -> set[str]:
    return {path.name for path in place.glob("*bpo-*")}


@pytest.mark.parametrize("command", ["bpo", "nbgrader"])
def test_a_run_leaves_nothing(course, place, command):
    done = bpo_grade(course, "--workers", "2") if command == "bpo" else course.nbgrader("autograde", MODULE)
    assert "Traceback" not in done.stderr  # of a worker that does not end well
    assert done.returncode == 0, done.stderr
    assert list(place.iterdir()) == []


def test_what_a_killed_run_left_the_next_one_removes_and_nobody_elses(course, place):
    kill_when(course, lambda: any((course.root / "autograded").glob(f"*/{MODULE}")))
    left = ours(place)
    assert {name.split("-")[2] for name in left} == {"bundle", "incoming"}
    mine = temporary.folder("test")  # of a process that lives
    assert ours(place) == {mine.name}
    assert bpo_grade(course).returncode == 0
    assert ours(place) == {mine.name}
    temporary.remove(mine)
    assert not ours(place)
