"""Writing marks into nbgrader's gradebook, many submissions in one transaction.

Through nbgrader's own models, so that every nbgrader command reads what it would have written itself; it writes one
row at a time, which at 30,000 learners is most of the work.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from nbformat import NotebookNode
from nbgrader import api
from sqlalchemy import case, func

from exercises_lib.faults import CourseFault
from exercises_lib.grading import changes
from exercises_lib.grading.cohort.bundle import Graded
from exercises_lib.grading.cohort.late import LatePenalties
from exercises_lib.grading.restore import released_cells
from exercises_lib.learner import pass_rule

LATE = func.coalesce(api.SubmittedNotebook.late_submission_penalty, 0)  # points taken for handing in late


class GradebookWriter:
    """The one writer of a batch. Use as a context manager. Raises CourseFault for a module that was never released."""

    def __init__(self, db_url: str, course_id: str, module: str, penalties: LatePenalties):
        self._gradebook = api.Gradebook(db_url, course_id)
        self._session = self._gradebook.db
        notebook = self._the_notebook(module)
        self._penalties = penalties
        self._assignment_id, self._notebook_id = notebook.assignment.id, notebook.id
        self.kernelspec = notebook.kernelspec
        self.cells = released_cells(notebook)
        tasks = notebook.task_cells  # read by a person, who gives points and a comment
        self._grade_cells = {cell.name: cell.id for cell in [*notebook.grade_cells, *tasks]}
        self._answer_cells = {cell.name: cell.id for cell in [*notebook.solution_cells, *tasks]}

    def _the_notebook(self, module: str) -> api.Notebook:
        try:
            found = self._gradebook.find_assignment(module).notebooks
        except api.MissingEntry:
            found = []
        if not found:
            raise CourseFault(f"there is no release of {module}: run `nbgrader generate_assignment {module}`")
        if [notebook.name for notebook in found] != [module]:
            names = ", ".join(notebook.name for notebook in found)
            raise CourseFault(
                f"`bpo grade` grades one notebook that is called like its module; {module} has {names}. "
                f"Use `nbgrader autograde {module}`."
            )
        return found[0]

    def __enter__(self) -> GradebookWriter:
        return self

    def __exit__(self, *error: object) -> None:
        self._gradebook.close()

    def since_release(self, source: NotebookNode) -> str:
        """Why a solution notebook cannot grade what was released of it; empty if it can."""
        return changes.since_release(self._session.get(api.Notebook, self._notebook_id), source)

    def points(self) -> dict[str, float]:
        """The automatic points of each learner who was graded, less the penalty for handing in late."""
        query = (
            self._session.query(api.SubmittedAssignment.student_id, func.sum(api.Grade.auto_score) - LATE)
            .join(api.SubmittedNotebook, api.SubmittedNotebook.assignment_id == api.SubmittedAssignment.id)
            .join(api.Grade, api.Grade.notebook_id == api.SubmittedNotebook.id)
            .filter(api.SubmittedNotebook.notebook_id == self._notebook_id)
            .group_by(api.SubmittedAssignment.student_id, api.SubmittedNotebook.late_submission_penalty)
        )
        return {learner: points for learner, points in query if points is not None}

    def totals(self) -> dict[str, tuple[float, float]]:
        """(points in all, less the penalty; those of them that a person gave) of each learner who was graded."""
        by_hand = self._grade_cells.keys() & self._answer_cells.keys()
        read = case((api.Grade.cell_id.in_([self._grade_cells[name] for name in by_hand]), api.Grade.score), else_=0.0)
        query = (
            self._session.query(api.SubmittedAssignment.student_id, func.sum(api.Grade.score) - LATE, func.sum(read))
            .join(api.SubmittedNotebook, api.SubmittedNotebook.assignment_id == api.SubmittedAssignment.id)
            .join(api.Grade, api.Grade.notebook_id == api.SubmittedNotebook.id)
            .filter(api.SubmittedNotebook.notebook_id == self._notebook_id)
            .group_by(api.SubmittedAssignment.student_id, api.SubmittedNotebook.late_submission_penalty)
            .having(func.count(api.Grade.auto_score) > 0)
        )
        return {learner: (points, read) for learner, points, read in query}

    def by_exercise(self) -> dict[str, dict[str, float]]:
        """The points of each exercise, a person's with them, of each learner who was graded."""
        cells = {id_: name for name, id_ in self._grade_cells.items()}
        query = (
            self._session.query(api.SubmittedAssignment.student_id, api.Grade.cell_id, api.Grade.score)
            .join(api.SubmittedNotebook, api.SubmittedNotebook.assignment_id == api.SubmittedAssignment.id)
            .join(api.Grade, api.Grade.notebook_id == api.SubmittedNotebook.id)
            .filter(api.SubmittedNotebook.notebook_id == self._notebook_id)
        )
        found: dict[str, dict[str, float]] = {}
        for learner, cell, points in query:
            found.setdefault(learner, {})[cells[cell]] = points
        return {learner: pass_rule.by_exercise(points) for learner, points in found.items()}

    def to_read(self, graded: Collection[str]) -> int:
        """How many answers of these learners wait for a person to give their points.

        Of who is not graded yet nothing does: to nbgrader all cells of a new submission wait.
        """
        query = (
            self._session.query(api.SubmittedAssignment.student_id)
            .join(api.SubmittedNotebook, api.SubmittedNotebook.assignment_id == api.SubmittedAssignment.id)
            .join(api.Grade, api.Grade.notebook_id == api.SubmittedNotebook.id)
            .filter(api.SubmittedNotebook.notebook_id == self._notebook_id, api.Grade.needs_manual_grade)
        )
        return sum(learner in graded for (learner,) in query)

    def write(self, batch: list[tuple[Graded, datetime | None]]) -> None:
        """Write (graded, time of submission) pairs, all or nothing. Manual marks and comments stay as they are."""
        known = self._known([graded.learner for graded, _ in batch])
        students = {
            id_
            for (id_,) in self._session.query(api.Student.id).filter(
                api.Student.id.in_([graded.learner for graded, _ in batch])
            )
        }
        try:
            for graded, handed_in_at in batch:
                if graded.learner not in students:
                    self._session.add(api.Student(id=graded.learner))
                rows = known.get(graded.learner) or self._new_rows(graded.learner, handed_in_at)
                rows.submission.timestamp = handed_in_at or rows.submission.timestamp
                if not graded.fault:
                    rows.update(graded)
                    self._penalties.give(rows.submission, rows.notebook)
            self._session.commit()
        except BaseException:
            self._session.rollback()
            raise
        self._session.expunge_all()  # or a large batch would keep every row in memory

    def _known(self, learners: list[str]) -> dict[str, _Rows]:
        """The rows of learners who have a submission already, in three queries."""
        query = self._session.query
        submitted = (
            query(api.SubmittedAssignment, api.SubmittedNotebook)
            .join(api.SubmittedNotebook, api.SubmittedNotebook.assignment_id == api.SubmittedAssignment.id)
            .filter(api.SubmittedAssignment.assignment_id == self._assignment_id)
            .filter(api.SubmittedAssignment.student_id.in_(learners))
            .filter(api.SubmittedNotebook.notebook_id == self._notebook_id)
            .all()
        )
        ids = [notebook.id for _, notebook in submitted]
        grades: dict[str, dict[str, api.Grade]] = {}
        comments: dict[str, dict[str, api.Comment]] = {}
        for row in query(api.Grade).filter(api.Grade.notebook_id.in_(ids)):
            grades.setdefault(row.notebook_id, {})[row.cell_id] = row
        for row in query(api.Comment).filter(api.Comment.notebook_id.in_(ids)):
            comments.setdefault(row.notebook_id, {})[row.cell_id] = row
        return {
            submission.student_id: _Rows(
                submission,
                notebook,
                {name: grades.get(notebook.id, {}).get(id_) for name, id_ in self._grade_cells.items()},
                {name: comments.get(notebook.id, {}).get(id_) for name, id_ in self._answer_cells.items()},
            )
            for submission, notebook in submitted
        }

    def _new_rows(self, learner: str, handed_in_at: datetime | None) -> _Rows:
        submission_id, notebook_id = api.new_uuid(), api.new_uuid()
        submission = api.SubmittedAssignment(
            id=submission_id, assignment_id=self._assignment_id, student_id=learner, timestamp=handed_in_at
        )
        notebook = api.SubmittedNotebook(id=notebook_id, notebook_id=self._notebook_id, assignment_id=submission_id)
        grades = {name: api.Grade(cell_id=id_, notebook_id=notebook_id) for name, id_ in self._grade_cells.items()}
        comments = {name: api.Comment(cell_id=id_, notebook_id=notebook_id) for name, id_ in self._answer_cells.items()}
        self._session.add_all([submission, notebook, *grades.values(), *comments.values()])
        return _Rows(submission, notebook, grades, comments)


@dataclass
class _Rows:
    """One learner's rows for one module."""

    submission: api.SubmittedAssignment
    notebook: api.SubmittedNotebook
    grades: dict[str, api.Grade]
    comments: dict[str, api.Comment]

    def update(self, graded: Graded) -> None:
        for name, score in graded.scores.items():
            grade = self.grades[name]
            grade.auto_score = score
            # as nbgrader does: a trainer looks again at what was marked by hand
            grade.needs_manual_grade = grade.manual_score is not None or score is None
        for name, comment in graded.comments.items():
            self.comments[name].auto_comment = comment
