"""The marks in the gradebook, as exports and records need them. Only reads.

Marks are nbgrader's own: a person's points count in place of automatic ones, less a penalty for late work. What is not
graded is no mark, and never 0; and while an answer waits for a person the mark is not final.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from nbgrader import api
from sqlalchemy import create_engine, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from exercises_lib import course_folder
from exercises_lib.faults import CourseFault
from exercises_lib.grading.cohort.command import settings
from exercises_lib.learner import pass_rule
from exercises_lib.learner.pass_rule import PassRule

PASSED, NOT_YET, WAITS, NOT_GRADED = "passed", "not yet", "waits for a reader", "not graded"


@dataclass(frozen=True)
class Person:
    """A learner, as the gradebook knows them. Everything but the id may be empty."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip() or self.id


@dataclass
class Mark:
    """What one learner has in one module. `points`: in all, never below 0; `read`: those that a person gave."""

    points: float = 0
    read: float = 0
    by_exercise: dict[str, float] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)  # a person's
    handed_in: datetime | None = None  # UTC
    is_graded: bool = False
    waiting: int = 0  # answers that a person has not read yet

    @property
    def is_final(self) -> bool:
        return self.is_graded and not self.waiting


@dataclass
class ModuleMarks:
    """A module of the gradebook. `exercises`: the points that each is worth; `marks`: by learner."""

    id: str
    title: str
    exercises: dict[str, float]
    rule: PassRule | None
    marks: dict[str, Mark]

    @property
    def of(self) -> float:
        return sum(self.exercises.values())

    def state(self, learner: str) -> str:
        """PASSED, NOT_YET, WAITS or NOT_GRADED; empty where the mark is final and no rule is known."""
        mark = self.marks.get(learner)
        if mark is None or not mark.is_graded:
            return NOT_GRADED
        if mark.waiting:
            return WAITS
        if self.rule is None:
            return ""
        return PASSED if self.rule.passed(mark.points, mark.read, mark.by_exercise) else NOT_YET


@dataclass
class Marks:
    """The gradebook of a course folder.

    `course`: the modules of the whole course, as far as a syllabus says it; `missing`: what could not be read, a
    sentence for each.
    """

    people: dict[str, Person]
    modules: list[ModuleMarks]
    course: list[str]
    missing: list[str]


def read(root: Path, only: list[str] | None = None) -> Marks:
    """All marks of a course folder, or those of some modules. Raises CourseFault where there is nothing to read."""
    missing: list[str] = []
    titles = _titles(root, missing)
    with _gradebook(root) as session:
        people = {row.id: Person(*(value or "" for value in row)) for row in session.execute(PEOPLE)}
        released = session.execute(RELEASED).scalars().all()
        order = [name for name in titles if name in released] + sorted(set(released) - titles.keys())
        unknown = [name for name in only or () if name not in order]
        missing += [f"{name}: it is not in the gradebook, so it has no marks." for name in unknown]
        modules = []
        for name in order if only is None else [name for name in order if name in only]:
            try:
                modules.append(_module(session, root, name, titles.get(name, name), missing))
            except SQLAlchemyError as fault:
                session.rollback()
                missing.append(f"{name}: its marks in the gradebook cannot be read ({_why(fault)}).")
    if not modules:
        raise CourseFault(" ".join([*missing, "There are no marks here. Release and grade a module first."]))
    return Marks(people, modules, list(titles), missing)


PEOPLE = select(
    api.Student.id, api.Student.first_name, api.Student.last_name, api.Student.email, api.Student.lms_user_id
).order_by(api.Student.id)
RELEASED = select(api.Assignment.name)


@contextmanager
def _gradebook(root: Path) -> Iterator[Session]:
    url = make_url(settings(root)[0].db_url)
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        raise CourseFault(f"there is no gradebook yet ({url.database}). Release and grade a module first.")
    engine = create_engine(url)
    try:
        with Session(engine) as session:
            yield session
    except SQLAlchemyError as fault:
        raise CourseFault(
            f"the gradebook {url.database} cannot be read ({_why(fault)}). If it is from an older nbgrader, run "
            "`nbgrader db upgrade`; if it is damaged, put a copy in its place, or grade again into a new one."
        ) from None
    finally:
        engine.dispose()


def _why(fault: SQLAlchemyError) -> str:
    return str(getattr(fault, "orig", None) or type(fault).__name__)


def _titles(root: Path, missing: list[str]) -> dict[str, str]:
    """The modules' titles in the order of the course; none in a folder that has no syllabus."""
    try:
        return {module.id: module.title for module in course_folder.syllabus(root)}
    except CourseFault as fault:
        if (root / "course" / "syllabus.toml").exists():
            missing.append(f"The titles and the order of the modules: {fault}")
        return {}


def _module(session: Session, root: Path, name: str, title: str, missing: list[str]) -> ModuleMarks:
    rule = _rule(root, name)
    if rule is None:
        missing.append(f"{name}: what it takes to pass is not known, as source/{name}/{name}.ipynb does not say it.")
    worth: dict[str, float] = {}
    for kind in (api.GradeCell, api.TaskCell):
        for cell, points in session.execute(_cells(kind.name, kind.max_score, of=name)):
            worth[cell] = worth.get(cell, 0) + (points or 0)
    read = (api.SolutionCell, api.TaskCell)  # an answer cell with points, or a task: a person reads it
    by_hand = {cell for kind in read for (cell,) in session.execute(_cells(kind.name, of=name))}
    return ModuleMarks(name, title, pass_rule.by_exercise(worth), rule, _marks(session, name, by_hand))


def _marks(session: Session, module: str, by_hand: set[str]) -> dict[str, Mark]:
    found: dict[str, Mark] = {}
    cells: dict[str, dict[str, float]] = {}
    handed_in, notebook, grade = api.SubmittedAssignment, api.SubmittedNotebook, api.Grade
    submitted = _submitted(handed_in.timestamp, func.sum(notebook.late_submission_penalty), of=module)
    for learner, when, penalty in session.execute(submitted.group_by(handed_in.student_id, handed_in.timestamp)):
        found[learner], cells[learner] = Mark(points=-(penalty or 0), handed_in=when), {}
    scores = (grade.score, grade.auto_score, grade.manual_score, grade.needs_manual_grade)
    graded = _submitted(api.BaseCell.name, *scores, of=module).join(grade, grade.notebook_id == notebook.id)
    graded = graded.join(api.BaseCell, api.BaseCell.id == grade.cell_id)
    for learner, cell, score, automatic, manual, to_read in session.execute(graded):
        mark = found[learner]
        mark.is_graded = mark.is_graded or automatic is not None or manual is not None
        mark.waiting += bool(to_read)
        score = score if math.isfinite(score) else 0
        mark.points += score
        mark.read += score if cell in by_hand else 0
        cells[learner][cell] = cells[learner].get(cell, 0) + score
    said = _submitted(api.Comment.manual_comment, of=module)
    for learner, comment in session.execute(said.join(api.Comment, api.Comment.notebook_id == notebook.id)):
        found[learner].comments += [comment] if comment else []
    for learner, mark in found.items():
        mark.points, mark.by_exercise = max(0, mark.points), pass_rule.by_exercise(cells[learner])
    return found


def _cells(*columns, of: str):
    """Columns of the cells that were released in a module."""
    in_notebook = api.Notebook.id == api.BaseCell.notebook_id
    return select(*columns).join(api.Notebook, in_notebook).join(api.Assignment).where(api.Assignment.name == of)


def _submitted(*columns, of: str):
    """A learner's id and columns of what the learner handed in for a module."""
    submission, notebook = api.SubmittedAssignment, api.SubmittedNotebook
    chosen = select(submission.student_id, *columns).select_from(submission)
    chosen = chosen.join(api.Assignment, api.Assignment.id == submission.assignment_id)
    return chosen.outerjoin(notebook, notebook.assignment_id == submission.id).where(api.Assignment.name == of)


def _rule(root: Path, module: str) -> PassRule | None:
    try:
        notebook = json.loads(course_folder.source_path(root, module).read_text(encoding="utf-8"))
        return pass_rule.found(notebook["metadata"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
