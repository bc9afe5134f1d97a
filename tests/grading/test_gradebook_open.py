"""A gradebook in which this process has looked before is opened without a look; another one in its place is not."""

import os
from pathlib import Path

import pytest
from nbgrader.api import Base, Course, Gradebook
from sqlalchemy import event, inspect

from exercises_lib.grading import gradebook_open, gradebook_revision


@pytest.fixture(autouse=True)
def opens(monkeypatch):
    monkeypatch.setattr("nbgrader.api.create_engine", gradebook_open._engine)
    monkeypatch.setattr(Gradebook, "__init__", gradebook_open._open)
    monkeypatch.setattr("nbgrader.api.get_alembic_version", gradebook_revision.newest)


@pytest.fixture
def url(tmp_path) -> str:
    return with_student(tmp_path / "gradebook.db", "ama")


def with_student(path: Path, learner: str) -> str:
    url = f"sqlite:///{path}"
    with Gradebook(url, "bpo") as gradebook:
        gradebook.add_student(learner)
    return url


def asked_by(url: str, course_id: str = "bpo") -> list[str]:
    """The SQL of one more opening."""
    asked: list[str] = []
    engine = gradebook_open._engine(url)
    event.listen(engine, "before_cursor_execute", note := lambda _c, _cursor, sql, *_: asked.append(sql))
    with Gradebook(url, course_id) as gradebook:
        opened = list(asked)
        assert gradebook.course_id == course_id
        gradebook.students  # noqa: B018  (it can be read)
        assert len(asked) == len(opened) + 1
    event.remove(engine, "before_cursor_execute", note)
    return opened


def test_the_second_time_nothing_is_asked(url):
    assert asked_by(url) == []


def test_a_course_that_is_not_there_yet_is_added(url):
    assert asked_by(url, "another")
    assert asked_by(url, "another") == []
    with Gradebook(url, "bpo") as gradebook:
        assert {course.id for course in gradebook.db.query(Course)} == {"bpo", "another"}


@pytest.mark.parametrize("is_left", [True, False], ids=["emptied", "removed"])
def test_a_gradebook_that_lost_everything_gets_its_tables(url, tmp_path, is_left):
    path = tmp_path / "gradebook.db"
    path.unlink()
    if is_left:
        path.touch()
    with Gradebook(url, "bpo") as gradebook:
        assert gradebook.students == []
        assert set(inspect(gradebook.engine).get_table_names()) >= set(Base.metadata.tables)


def test_a_gradebook_put_in_the_place_of_another_is_the_one_that_is_read(url, tmp_path):
    """Such as one from a backup, while a server that has read the old one goes on."""
    with_student(tmp_path / "other.db", "ben")
    still_open = Gradebook(url, "bpo")
    assert [student.id for student in still_open.students] == ["ama"]
    os.replace(tmp_path / "other.db", tmp_path / "gradebook.db")
    with Gradebook(url, "bpo") as gradebook:
        assert [student.id for student in gradebook.students] == ["ben"]
        assert gradebook.engine is still_open.engine  # and has the SQL that the other one compiled
    still_open.close()
