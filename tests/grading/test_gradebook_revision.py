"""A new gradebook has the revision that alembic names, and `nbgrader db upgrade` finds nothing to do."""

import os
import sys
from pathlib import Path

from course_for_tests.graded import new_course

from exercises_lib.grading import gradebook_revision


def test_it_is_the_one_that_alembic_names(monkeypatch):
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)  # nbgrader calls it by name
    assert gradebook_revision.newest() == gradebook_revision._by_alembic()


def test_scripts_that_do_not_say_it_are_left_to_alembic(tmp_path, monkeypatch):
    monkeypatch.setattr(gradebook_revision, "SCRIPTS", tmp_path)
    monkeypatch.setattr(gradebook_revision, "_by_alembic", lambda: "asked")
    (tmp_path / "one.py").write_text("revision = 'a1'\ndown_revision = None\n")
    assert gradebook_revision.newest.__wrapped__() == "a1"
    for fork in ("revision = 'b2'\ndown_revision = None\n", "revision: str = 'b2'\ndown_revision = 'a1'\n"):
        (tmp_path / "two.py").write_text(fork)
        assert gradebook_revision.newest.__wrapped__() == "asked"


def test_nbgrader_has_nothing_to_upgrade(tmp_path):
    course = new_course(tmp_path / "course", tmp_path / "state")
    course.must("db", "student", "list")
    before = (course.root / "gradebook.db").read_bytes()
    course.must("db", "upgrade")
    assert (course.root / "gradebook.db").read_bytes() == before
