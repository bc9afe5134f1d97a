"""What nbgrader's gradebook has of a class, read and never written: learners, and a module's points as arrays.

Marks are those of the gradebook, a person's points with them. nbgrader's own reader makes an object of each mark, which
for a large class takes minutes; this one asks for columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from nbgrader import api
from sqlalchemy import URL, Connection, Select, create_engine, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from exercises_lib.faults import CourseFault


class GradebookFault(CourseFault):
    """The gradebook, or a module's part of it, cannot be read. The text says what to do."""


class GradebookBusy(CourseFault):
    """Another program writes into the gradebook. No GradebookFault, as in a moment nothing will be missing."""


@dataclass(frozen=True)
class Learner:
    """One row of the list of learners; all but the id may be empty. `lms_user_id`: their number on a platform."""

    id: str
    first: str = ""
    last: str = ""
    email: str = ""
    lms_user_id: str = ""

    @property
    def name(self) -> str:
        """'Ama Mensah (ama)', or the id where no name is known."""
        full = f"{self.first} {self.last}".strip()
        return f"{full} ({self.id})" if full and full != self.id else self.id


@dataclass
class Marks:
    """A module's marks: one row for each who handed in, one column for each grade cell, in no special order."""

    learners: list[str]
    cells: list[str]  # their ids in the notebook
    most: np.ndarray  # points that each cell can earn
    by_person: np.ndarray  # whether a person gives them
    score: np.ndarray  # points; 0 where there is none yet
    automatic: np.ndarray  # the grader's own, NaN where it gave none
    manual: np.ndarray  # a person's, NaN where nobody gave any
    given: np.ndarray  # whether there is a mark at all, the grader's or a person's
    waiting: np.ndarray  # whether a person is to look at it
    penalty: np.ndarray  # points taken for handing in late, by row
    handed_in: list[datetime | None]  # when (UTC), by row
    comments: dict[tuple[int, str], str] = field(default_factory=dict)  # a person's, by row and answer cell


def connect(db_url: str | URL) -> Connection:
    """A connection to a course's gradebook. Raises GradebookFault or GradebookBusy."""
    url = make_url(db_url)
    if url.drivername.startswith("sqlite") and not Path(url.database or "").is_file():
        raise GradebookFault(
            f"there is no gradebook yet ({url.database}): release a module with "
            "`nbgrader generate_assignment MODULE`, then grade it"
        )
    try:
        return create_engine(url).connect()
    except SQLAlchemyError as fault:
        raise cannot_read(fault) from None


def learners(connection: Connection) -> list[Learner]:
    """All who are in the gradebook, in the order of their ids. Raises GradebookFault or GradebookBusy."""
    table = api.Student.__table__.c
    columns = (table.id, table.first_name, table.last_name, table.email, table.lms_user_id)
    return [Learner(*(text or "" for text in row)) for row in _rows(connection, select(*columns).order_by(table.id))]


def modules(connection: Connection) -> list[str]:
    """The names of all that was released, in order. Raises GradebookFault or GradebookBusy."""
    return [name for (name,) in _rows(connection, select(api.Assignment.__table__.c.name).order_by("name"))]


def marks(connection: Connection, module: str) -> Marks:
    """The marks of a module: of learners who handed in. Raises GradebookFault or GradebookBusy."""
    assignment, book = api.Assignment.__table__.c, api.Notebook.__table__.c
    books = _rows(
        connection,
        select(book.id)
        .join_from(api.Notebook.__table__, api.Assignment.__table__, book.assignment_id == assignment.id)
        .where(assignment.name == module),
    )
    book_ids = [id_ for (id_,) in books]
    cells = _cells(connection, book_ids)
    rows, row_of, penalty, handed_in = _submissions(connection, book_ids)
    names = [name for _, name, _, _ in cells]
    shape = len(rows), len(cells)
    found = Marks(
        rows,
        names,
        np.array([most for *_, most, _ in cells], float),
        np.array([read for *_, read in cells], bool),
        np.zeros(shape),
        np.full(shape, np.nan),
        np.full(shape, np.nan),
        np.zeros(shape, bool),
        np.zeros(shape, bool),
        penalty,
        handed_in,
    )
    for column, (cell, *_) in enumerate(cells):
        _fill(connection, found, column, cell, row_of)
    found.comments = _comments(connection, book_ids, row_of)
    return found


def _cells(connection: Connection, books: list[str]) -> list[tuple[str, str, float, bool]]:
    """(id, name, most points, whether a person gives them) of each cell that earns points."""
    base = api.BaseCell.__table__
    answers = {
        (name, book)
        for name, book in _rows(
            connection,
            select(base.c.name, base.c.notebook_id).where(base.c.notebook_id.in_(books), base.c.type == "SolutionCell"),
        )
    }
    found = []
    for model in (api.GradeCell, api.TaskCell):
        table = model.__table__
        query = (
            select(base.c.id, base.c.name, base.c.notebook_id, table.c.max_score)
            .join_from(base, table, base.c.id == table.c.id)
            .where(base.c.notebook_id.in_(books))
        )
        for id_, name, book, most in _rows(connection, query):
            found.append((id_, name, most or 0, model is api.TaskCell or (name, book) in answers))
    return found


def _submissions(
    connection: Connection, books: list[str]
) -> tuple[list[str], dict[str, int], np.ndarray, list[datetime | None]]:
    """The learners who handed in; the row of each notebook; what was taken for being late, and when it came, by row."""
    submitted, notebook = api.SubmittedAssignment.__table__, api.SubmittedNotebook.__table__
    late = func.coalesce(notebook.c.late_submission_penalty, 0)
    query = (
        select(notebook.c.id, submitted.c.student_id, late, submitted.c.timestamp)
        .join_from(notebook, submitted, notebook.c.assignment_id == submitted.c.id)
        .where(notebook.c.notebook_id.in_(books))
    )
    rows: dict[str, int] = {}
    row_of, handed_in = {}, []
    taken: list[float] = []
    for id_, learner, penalty, when in _rows(connection, query):
        row = row_of[id_] = rows.setdefault(learner, len(rows))
        if row == len(taken):
            taken.append(0.0)
            handed_in.append(when)
        taken[row] += penalty
    return list(rows), row_of, np.array(taken), handed_in


def _fill(connection: Connection, marks: Marks, column: int, cell: str, row_of: dict[str, int]) -> None:
    """One cell's marks of everybody. By cell, since that is how the gradebook finds them quickly."""
    grade = api.Grade.__table__.c
    columns = (grade.notebook_id, grade.auto_score, grade.manual_score, grade.extra_credit, grade.needs_manual_grade)
    found = [row for row in _bare_rows(connection, select(*columns).where(grade.cell_id == cell)) if row[0] in row_of]
    if not found:
        return
    books, *scores, waiting = zip(*found, strict=True)
    at = np.fromiter((row_of[book] for book in books), int, len(books))
    automatic, manual, extra = (np.array(values, float) for values in scores)
    given = np.where(np.isnan(manual), automatic, manual)
    marks.automatic[at, column], marks.manual[at, column] = automatic, manual
    marks.given[at, column] = ~np.isnan(given)
    marks.score[at, column] = np.where(np.isnan(given), 0, given + np.nan_to_num(extra))  # as nbgrader's Grade.score
    marks.waiting[at, column] = np.array(waiting, bool)


def _comments(connection: Connection, books: list[str], row_of: dict[str, int]) -> dict[tuple[int, str], str]:
    """What a person wrote, by row and the name of the answer cell."""
    comment, base = api.Comment.__table__, api.BaseCell.__table__
    query = (
        select(comment.c.notebook_id, base.c.name, comment.c.manual_comment)
        .join_from(comment, base, comment.c.cell_id == base.c.id)
        .where(base.c.notebook_id.in_(books), comment.c.manual_comment.is_not(None))
    )
    return {(row_of[book], name): text for book, name, text in _rows(connection, query) if book in row_of}


def _rows(connection: Connection, query: Select[Any]) -> Sequence[Any]:
    try:
        return connection.execute(query).all()
    except SQLAlchemyError as fault:
        raise cannot_read(fault) from None


def _bare_rows(connection: Connection, query: Select[Any]) -> Sequence[Any]:
    """Numbers and texts as the database gives them: an object of SQLAlchemy's around each row takes as long again."""
    try:
        cursor = connection.execute(query).cursor
        return cursor.fetchall() if cursor else ()
    except SQLAlchemyError as fault:
        raise cannot_read(fault) from None


def cannot_read(fault: SQLAlchemyError) -> CourseFault:
    """What to tell of a fault of the database."""
    why = str(getattr(fault, "orig", None) or fault).splitlines()[0]
    if "locked" in why:
        return GradebookBusy("another program is writing into the gradebook. Wait until it is done, then try again")
    return GradebookFault(
        f"the gradebook cannot be read ({why}). If it was made by an older nbgrader, run "
        "`nbgrader db upgrade`; if its file is damaged, put your last copy of it back"
    )
