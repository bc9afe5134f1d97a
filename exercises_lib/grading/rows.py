"""A submission's rows in the gradebook, read at once: nbgrader asks for each grade and each comment by itself.

`SaveMarks` takes the place of nbgrader's SaveAutoGrades; GradesAndSummary (feedback_page.py) reads in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.api import BaseCell, Comment, Grade, Gradebook, SubmittedNotebook
from nbgrader.preprocessors import SaveAutoGrades


@contextmanager
def in_one_transaction(gradebook: Gradebook) -> Iterator[None]:
    """All that is written meanwhile is there in the end, or none of it: nbgrader commits after each row."""
    session = gradebook.db
    session.commit = session.flush
    try:
        yield
    finally:
        del session.commit
    session.commit()


class SubmissionRows:
    """Answers as a Gradebook does, for one submission to one notebook. `found`: nbgrader's words for which one it is.

    Raises MissingEntry where nothing was handed in.
    """

    def __init__(self, gradebook: Gradebook, found: dict[str, Any]):
        self._gradebook = gradebook
        self.notebook: SubmittedNotebook = gradebook.find_submission_notebook(
            found["notebook"], found["assignment"], found["student"]
        )
        self._grades, self._comments = self._by_cell(Grade), self._by_cell(Comment)

    def find_submission_notebook(self, *_: str) -> SubmittedNotebook:
        return self.notebook

    def find_grade(self, cell: str, *where: str) -> Grade:
        return self._grades.get(cell) or self._gradebook.find_grade(cell, *where)  # which says what is missing

    def find_comment(self, cell: str, *where: str) -> Comment:
        return self._comments.get(cell) or self._gradebook.find_comment(cell, *where)

    @property
    def db(self) -> SubmissionRows:
        return self

    def commit(self) -> None:
        """Nothing: nbgrader commits after each row, SaveMarks after all of them."""

    def _by_cell(self, kind: type[Grade] | type[Comment]) -> dict[str, Any]:
        query = self._gradebook.db.query(kind, BaseCell.name).join(BaseCell, BaseCell.id == kind.cell_id)
        return {name: row for row, name in query.filter(kind.notebook_id == self.notebook.id)}


class SaveMarks(SaveAutoGrades):
    """As nbgrader does, with one transaction for all of a submission's marks: they are there, or none of them is."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        found = resources["nbgrader"]
        self.notebook_id, self.assignment_id, self.student_id = (
            found[name] for name in ("notebook", "assignment", "student")
        )
        with Gradebook(found["db_url"]) as gradebook:
            self.gradebook = SubmissionRows(gradebook, found)
            for index, cell in enumerate(nb.cells):
                self.preprocess_cell(cell, resources, index)
            gradebook.db.commit()
        return nb, resources
