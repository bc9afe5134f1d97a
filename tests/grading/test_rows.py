"""What is saved of a submission, and read of it for feedback, is what nbgrader's own steps save and read."""

import shutil
from pathlib import Path

import pytest
from nbconvert.preprocessors import Preprocessor
from nbgrader.api import Comment, Grade, Gradebook, MissingEntry
from nbgrader.preprocessors import GetGrades, SaveAutoGrades

from exercises_lib.grading.feedback_page import GradesAndSummary
from exercises_lib.grading.rows import SaveMarks, in_one_transaction

WHOSE = ["honest_all", "honest_blank", "zz_honest_last"]


@pytest.fixture
def gradebook(graded, tmp_path) -> Path:
    """A copy that has no marks yet, but some that a person gave."""
    path = tmp_path / "gradebook.db"
    shutil.copy(graded.course.root / "gradebook.db", path)
    with Gradebook(f"sqlite:///{path}") as opened:
        for number, grade in enumerate(opened.db.query(Grade).order_by(Grade.id)):
            grade.auto_score, grade.needs_manual_grade = None, True
            grade.manual_score = 1.5 if number % 7 == 0 else None
        for comment in opened.db.query(Comment):
            comment.auto_comment = "as it was"
        opened.db.commit()
    return path


def step(kind: type[Preprocessor], graded, learner: str, gradebook: Path):
    """(notebook, resources) after a step."""
    found = {"notebook": graded.module, "assignment": graded.module, "student": learner}
    return kind().preprocess(graded.notebook(learner), {"nbgrader": found | {"db_url": f"sqlite:///{gradebook}"}})


def rows(gradebook: Path) -> list:
    with Gradebook(f"sqlite:///{gradebook}") as opened:
        grades = [(row.id, row.auto_score, row.score, row.needs_manual_grade) for row in opened.db.query(Grade)]
        comments = [(row.id, row.auto_comment, row.comment) for row in opened.db.query(Comment)]
    return sorted(grades) + sorted(comments)


def test_the_same_marks_and_comments_are_saved(graded, gradebook, tmp_path):
    theirs, before = tmp_path / "theirs.db", rows(gradebook)
    shutil.copy(gradebook, theirs)
    for learner in WHOSE:
        step(SaveAutoGrades, graded, learner, theirs)
        step(SaveMarks, graded, learner, gradebook)
    assert rows(gradebook) == rows(theirs) != before


def test_all_marks_of_a_submission_or_none(graded, gradebook):
    before, notebook = rows(gradebook), graded.notebook("honest_all")
    notebook.cells[-1].metadata["nbgrader"] = {"grade": True, "grade_id": "of_no_release"}

    class Changed:
        module = graded.module

        def notebook(self, _):
            return notebook

    with pytest.raises(MissingEntry, match="of_no_release"):
        step(SaveMarks, Changed(), "honest_all", gradebook)
    assert rows(gradebook) == before


@pytest.mark.parametrize("learner", WHOSE)
def test_the_same_points_and_comments_are_read(graded, gradebook, learner):
    theirs, resources = step(GetGrades, graded, learner, gradebook)
    ours, with_summary = step(GradesAndSummary, graded, learner, gradebook)
    assert resources["nbgrader"].items() <= with_summary["nbgrader"].items()
    for cell, same in zip(ours.cells, theirs.cells, strict=True):
        meta = cell.metadata.get("nbgrader", {})
        assert meta | same.metadata.get("nbgrader", {}) == meta


def test_all_cells_of_a_release_or_none(gradebook):
    address = f"sqlite:///{gradebook}"
    with Gradebook(address) as opened:
        opened.add_assignment("another")
        opened.add_notebook("another", "another")
        with pytest.raises(KeyboardInterrupt), in_one_transaction(opened):
            add_cells(opened)
            raise KeyboardInterrupt
    with Gradebook(address) as opened:
        assert cells(opened) == []
        with in_one_transaction(opened):
            add_cells(opened)
    with Gradebook(address) as opened:
        assert cells(opened) == ["csat", "csat"]


def add_cells(gradebook: Gradebook) -> None:
    gradebook.add_source_cell("csat", "another", "another", cell_type="code", source="csat = ...")
    gradebook.add_grade_cell("csat", "another", "another", max_score=3, cell_type="code")


def cells(gradebook: Gradebook) -> list[str]:
    notebook = gradebook.find_notebook("another", "another")
    return [cell.name for cell in [*notebook.source_cells, *notebook.grade_cells]]
