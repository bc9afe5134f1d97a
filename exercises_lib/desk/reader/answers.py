"""The answers that a person reads, and the marks that a person gives: the gradebook is nbgrader's own.

nbgrader keeps one number and one comment for an answer. The number is the sum of the rubric's lines; the lines stand
first in the comment, so that the learner reads them on the page of feedback, and the reader can change them later.
"""

from __future__ import annotations

import ast
import hashlib
import re
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader import api
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from exercises_lib.course_folder import read_solution
from exercises_lib.desk.gradebook import GradebookBusy, cannot_read
from exercises_lib.faults import CourseFault
from exercises_lib.grading import gradebook_lock
from exercises_lib.grading.cohort.command import graded_notebooks, settings, solution
from exercises_lib.grading.gradebook_lock import GradebookLocked

WHOLE = "Points"  # the one line of a rubric that its author did not divide
SEPARATOR = " · "
PATIENCE = 3.0  # seconds for a gradebook that another program holds: somebody sits before a page that does not come
NUMBER = r"(\d+(?:\.\d+)?)"


@dataclass(frozen=True)
class Task:
    """An exercise of which a person gives points. `rubric`: its lines, with the most that each can give."""

    exercise: str
    prompt: str  # Markdown
    rubric: dict[str, float]

    @property
    def cell(self) -> str:
        return f"{self.exercise}_answer"


@dataclass(frozen=True)
class Answer:
    """What one learner wrote, what the program said of it, and what a person has given for it so far, by line."""

    learner: str
    task: Task
    text: str
    program_said: str
    given: dict[str, float]  # empty while nobody has given points here
    points: float | None  # in the gradebook, by whoever
    comment: str
    version: str  # another one as soon as anything above is another, or the answer waits again


class Changed(CourseFault):
    """Somebody, or another grading, changed an answer or its points since they were looked at."""


class Desk:
    """The answers of a module that a person reads: exercise by exercise, and there learner by learner.

    All replies to one customer are read in a row, since one is easier to compare with the next. Raises CourseFault
    where the module has none, or where nobody's work is graded yet.
    """

    def __init__(self, root: Path, module: str):
        self._course, _ = settings(root)
        gradebook_lock.GIVE_UP_AFTER = PATIENCE
        self.module = module
        self.tasks = tasks(read_solution(solution(self._course, module)))
        if not self.tasks:
            raise CourseFault(f"no answer of {module} is read by a person: the program gives all its points")
        self._graded = dict(sorted(graded_notebooks(self._course, module)))
        if not self._graded:
            raise CourseFault(f"nobody's {module} is graded yet. Run `bpo grade {module}` first, then read")
        self.places = [(learner, task) for task in self.tasks for learner in self._graded]

    def unread(self) -> list[int]:
        """The places of the answers that wait for a person: new, or handed in again since somebody read them."""
        book, submitted = api.SubmittedNotebook, api.SubmittedAssignment
        query = (
            select(submitted.student_id, api.BaseCell.name)
            .join(book, book.assignment_id == submitted.id)
            .join(api.Grade, api.Grade.notebook_id == book.id)
            .join(api.BaseCell, api.BaseCell.id == api.Grade.cell_id)
            .join(api.Assignment, api.Assignment.id == submitted.assignment_id)
            .where(api.Assignment.name == self.module, api.Grade.needs_manual_grade)
        )
        with _gradebook(self._course) as gradebook:
            waiting = {(learner, cell) for learner, cell in gradebook.db.execute(query)}
        return [place for place, (learner, task) in enumerate(self.places) if (learner, task.cell) in waiting]

    def answer(self, place: int) -> Answer:
        """What is there now. Raises CourseFault where the notebook or the gradebook cannot be read."""
        with self._found(*self.places[place]) as (grade, comment):
            return self._answer(place, grade, comment)

    def save(self, place: int, given: dict[str, float], comment: str, seen: str) -> None:
        """Write a person's points and comment on the answer whose version was seen.

        Raises ValueError for points that the rubric does not have, Changed where the answer is another one by now, and
        CourseFault where it cannot be read or kept.
        """
        learner, task = self.places[place]
        check(given, task.rubric)
        with self._found(learner, task) as (grade, kept):
            if self._answer(place, grade, kept).version != seen:
                raise Changed(
                    "the answer or its points changed since you opened this page. Look at it again: the "
                    "page shows it as it is now, and what you chose and typed. Then save"
                )
            grade.manual_score = sum(given.values())
            grade.needs_manual_grade = False
            kept.manual_comment = write_comment(given, task.rubric, comment)

    def _answer(self, place: int, grade: api.Grade, kept: api.Comment) -> Answer:
        learner, task = self.places[place]
        text, said = self._cells(learner, task)
        points, comment = grade.manual_score, kept.manual_comment or ""
        given, words = read_comment(comment, task.rubric, points)
        version = hashlib.sha256(repr((text, said, points, comment, grade.needs_manual_grade)).encode()).hexdigest()
        return Answer(learner, task, text, said, given, points, words, version)

    def _cells(self, learner: str, task: Task) -> tuple[str, str]:
        """The answer's text, and what the program said of it."""
        try:
            notebook = nbformat.read(self._graded[learner], 4)
            cells = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in notebook.cells}
            answer = cells.get(task.cell)
            return written(answer.source if answer else ""), shown(cells.get(task.exercise))
        except (OSError, ValueError, AttributeError, LookupError, TypeError, nbformat.ValidationError):
            raise CourseFault(
                f"the graded notebook of {learner} is gone or damaged ({self._graded[learner]}). Grade it again: "
                f"bpo grade {self.module} --learner {shlex.quote(learner)} --regrade"
            ) from None

    @contextmanager
    def _found(self, learner: str, task: Task) -> Iterator[tuple]:
        """The gradebook's own entries of an answer; what is changed in them is kept."""
        with _gradebook(self._course) as gradebook:
            at = (task.cell, self.module, self.module, learner)
            yield gradebook.find_grade(*at), gradebook.find_comment(*at)
            gradebook.db.commit()


@contextmanager
def _gradebook(course: CourseDirectory) -> Iterator[Gradebook]:
    try:
        with Gradebook(course.db_url, course.course_id) as gradebook:
            yield gradebook
    except MissingEntry as fault:
        raise CourseFault(
            f"{str(fault).rstrip('.')} in the gradebook. Was it replaced? Grade again, or put it back"
        ) from None
    except GradebookLocked:
        raise GradebookBusy(
            "another program is writing into the gradebook. Wait until it is done. End it if it is a copy, a "
            "backup or a database browser that was left open"
        ) from None
    except SQLAlchemyError as fault:
        raise cannot_read(fault) from None


def tasks(notebook) -> list[Task]:
    """The exercises of a solution notebook of which a person gives points, in their order."""
    found, prompt = [], ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            prompt = cell.source
        meta = cell.metadata.get("nbgrader", {})
        if meta.get("grade") and meta.get("solution"):
            lines = cell.metadata.get("rubric") or [WHOLE]
            rubric = dict.fromkeys(lines, meta["points"] / len(lines))
            found.append(Task(meta["grade_id"].removesuffix("_answer"), prompt, rubric))
    return found


def written(source: str) -> str:
    """The text in an answer cell, where it is `name = "..."`; else the cell as it is."""
    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return source.strip()
    for statement in reversed(statements):
        value = getattr(statement, "value", None)
        if isinstance(statement, ast.Assign) and isinstance(value, ast.Constant) and isinstance(value.value, str):
            return value.value.strip()
    return source.strip()


def shown(cell) -> str:
    """What the program said of an answer, as plain text."""
    outputs = cell.get("outputs", []) if cell else []
    shown = [output for output in outputs if output.output_type == "display_data"]  # the points alone say less
    return "\n".join(str(output.data.get("text/plain", "")) for output in shown).strip()


def check(given: dict[str, float], rubric: dict[str, float]) -> None:
    """Raises ValueError unless each line of the rubric, and nothing else, has whole or half points in its range."""
    for line, most in rubric.items():
        if line not in given:
            raise ValueError(f"give points for “{line}” too: 0 is a mark as well")
        if not (0 <= given[line] <= most and 2 * given[line] % 1 == 0):
            raise ValueError(f"“{line}” takes whole or half points from 0 to {most:g}")
    if unknown := given.keys() - rubric.keys():
        raise ValueError(f"the rubric has no line {', '.join(sorted(unknown))}")


def write_comment(given: dict[str, float], rubric: dict[str, float], words: str) -> str:
    """The comment that is kept: a line with the points of each line, and a person's words below."""
    lines = SEPARATOR.join(f"{line}: {given[line]:g} of {most:g}" for line, most in rubric.items())
    return "\n\n".join([lines, words.strip()] if words.strip() else [lines])


def read_comment(kept: str, rubric: dict[str, float], points: float | None) -> tuple[dict[str, float], str]:
    """The points of each line and a person's words, from a kept comment and the points in the gradebook.

    Points that were given elsewhere, such as in the formgrader, are not divided among the lines.
    """
    first, _, words = kept.partition("\n\n")
    pattern = re.escape(SEPARATOR).join(rf"{re.escape(line)}: {NUMBER} of [\d.]+" for line in rubric)
    if (found := re.fullmatch(pattern, first)) and points == sum(map(float, found.groups())):
        return dict(zip(rubric, map(float, found.groups()), strict=True)), words
    return {}, kept
