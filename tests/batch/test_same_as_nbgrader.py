"""`bpo grade` leaves the same marks, comments and notebooks as `nbgrader autograde`, whatever was handed in."""

import os
import shutil

import nbformat
import pytest
from course_for_tests.graded import RELEASED, Course
from course_for_tests.handing_in import SUBMISSIONS
from nbgrader.api import Gradebook

from batch.conftest import bpo_grade


def runaway() -> set[str]:
    """Left out: where the clock stops a cell, what it showed until then may differ; and it takes long."""
    found = {learner for learner, make in SUBMISSIONS.items() if make.__module__.endswith("test_runaway_cells")}
    assert found, "they are declared once pytest has read all tests"
    return found


@pytest.fixture(scope="module")
def by_bpo(graded, tmp_path_factory) -> Course:
    """The submissions of the `graded` course, graded by `bpo grade` in a course folder of its own."""
    folder = tmp_path_factory.mktemp("by_bpo")
    left_out = shutil.ignore_patterns("gradebook.db*", "autograded", "feedback", *runaway())
    shutil.copytree(graded.course.root, folder / "course", symlinks=True, ignore=left_out)
    course = Course(folder / "course", graded.course.state)
    (course.root / RELEASED).rename(course.root / "gradebook.db")
    done = bpo_grade(course, "--workers", "2")
    assert done.returncode == 1, done.stderr  # some submissions cannot be graded
    return course


def test_the_same_marks(graded, by_bpo):
    left_out = runaway()
    compared = {learner: marks for learner, marks in graded.all_marks.items() if learner not in left_out}
    assert by_bpo.marks() == compared
    assert len(compared) > 60


def test_the_same_comments(graded, by_bpo):
    assert comments(by_bpo, graded.module) == comments(graded.course, graded.module)


def comments(course: Course, module: str) -> dict:
    left_out = runaway()
    with Gradebook(f"sqlite:///{course.root}/gradebook.db") as gradebook:
        return {
            (submission.student.id, comment.name): comment.auto_comment
            for submission in gradebook.assignment_submissions(module)
            for book in submission.notebooks
            for comment in book.comments
            if submission.student.id not in left_out
        }


def test_the_same_files(graded, by_bpo):
    assert files(by_bpo) == files(graded.course)


def files(course: Course) -> list[str]:
    folder, left_out = course.root / "autograded", runaway()
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(os.fspath(path) for path in found if path.parts[0] not in left_out)


def test_the_same_check_cells(graded, by_bpo):
    for learner in sorted(path.name for path in (by_bpo.root / "autograded").iterdir()):
        path = by_bpo.root / "autograded" / learner / graded.module / f"{graded.module}.ipynb"
        if path.exists():
            assert check_cells(nbformat.read(path, 4)) == check_cells(graded.notebook(learner)), learner


def check_cells(notebook) -> list:
    return [
        (cell.source, cell.metadata, cell.outputs)
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade")
    ]


def test_each_is_a_notebook(graded, by_bpo):
    for course in (graded.course, by_bpo):
        found = list((course.root / "autograded").rglob("*.ipynb"))
        assert len(found) > 60
        for path in found:
            nbformat.validate(nbformat.read(path, nbformat.NO_CONVERT))
