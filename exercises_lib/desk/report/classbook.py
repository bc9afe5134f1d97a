"""A class as the reports see it: each module's marks, outcomes and messages, by learner and exercise.

Points come from the gradebook, a person's with them; what was found and told comes from the result files. Where a part
is missing or damaged, a note says so and the rest is there.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import is_grade

from exercises_lib.cells import check_cells
from exercises_lib.checks.key import NOT_ATTEMPTED, PARTLY, RIGHT, WRONG
from exercises_lib.course_folder import read_solution
from exercises_lib.desk.report import gradebook, outcomes
from exercises_lib.desk.report.gradebook import GradebookFault, Learner
from exercises_lib.faults import CourseFault
from exercises_lib.learner import pass_rule
from exercises_lib.learner.feedback import plural
from exercises_lib.learner.pass_rule import ANSWER, PassRule

# of an exercise
WAITING, NOT_GRADED = "waiting for a reader", "not graded"
STATES = (RIGHT, PARTLY, WRONG, NOT_ATTEMPTED, WAITING, NOT_GRADED)
# of a module
PASSED, NEARLY, NOT_YET, GRADED, NOT_HANDED_IN = "passed", "nearly", "not yet", "graded", "not handed in"
STANDINGS = (PASSED, NEARLY, NOT_YET, WAITING, NOT_GRADED, NOT_HANDED_IN, GRADED)
NEARLY_SHARE = 0.1  # of a module's points that may be missing for "nearly"
HEADING = re.compile(r"(?m)^(#|###) (.+)$")


@dataclass(frozen=True)
class Exercise:
    """A column: one exercise, with the points that a person gives for it."""

    name: str
    title: str
    points: float


@dataclass(frozen=True)
class Told:
    """What a learner read about an exercise, and what the answer was, in short."""

    message: str = ""
    answer: str = ""
    explained: bool = False  # whether the message names the slip


@dataclass
class ModuleBook:
    """One module. Arrays have a row for each of `learners`, who handed it in, and a column for each exercise."""

    id: str
    title: str
    learners: list[str]
    exercises: list[Exercise]
    points: np.ndarray
    state: np.ndarray  # places in STATES
    total: np.ndarray  # by row: all points, less what was taken for being late
    read: np.ndarray  # by row: the points of them that a person gave
    standing: np.ndarray  # by row: places in STANDINGS
    outcomes: outcomes.Outcomes
    fits: np.ndarray  # whether an outcome is that of the mark
    comments: dict[tuple[int, str], str]  # a person's, by row and exercise
    rule: PassRule | None
    notes: list[str]

    @cached_property
    def rows(self) -> dict[str, int]:
        return {learner: row for row, learner in enumerate(self.learners)}

    @property
    def most(self) -> float:
        return sum(exercise.points for exercise in self.exercises)

    @property
    def graded(self) -> np.ndarray:
        """Whether each row has marks."""
        return self.standing != STANDINGS.index(NOT_GRADED)

    def told(self, row: int, column: int) -> Told:
        """What belongs to the mark at this place; nothing where the result files do not know."""
        if not self.fits[row, column]:
            return Told()
        found = self.outcomes
        message, answer = (found.texts[at] if at >= 0 else "" for at in
                           (found.message[row, column], found.answer[row, column]))
        return Told(message, answer, bool(found.explained[row, column]))

    def by_exercise(self, row: int) -> dict[str, float]:
        return {one.name: points for one, points in zip(self.exercises, self.points[row], strict=True)}


@dataclass
class ClassBook:
    """All modules and all learners of a course folder, and what is missing."""

    learners: list[Learner]
    modules: list[ModuleBook]
    notes: list[str]

    def standings(self, module: ModuleBook) -> np.ndarray:
        """By learner of the class, a place in STANDINGS."""
        found = np.full(len(self.learners), STANDINGS.index(NOT_HANDED_IN))
        places = {learner.id: place for place, learner in enumerate(self.learners)}
        found[[places[learner] for learner in module.learners]] = module.standing
        return found


def read(course: CourseDirectory, modules: list[str]) -> ClassBook:
    """The class book of these modules; of all that were released where none is named. Raises CourseFault for a module
    that is not there. A gradebook that cannot be read is a note.
    """
    try:
        connection = gradebook.connect(course)
    except GradebookFault as fault:
        return ClassBook([], [], [_sentence(fault)])
    with connection:
        notes, learners, released, books = [], {}, [], []
        try:
            learners = {learner.id: learner for learner in gradebook.learners(connection)}
            released = gradebook.modules(connection)
        except GradebookFault as fault:
            notes.append(_sentence(fault))
        if unknown := [module for module in modules if module not in released and not notes]:
            raise CourseFault(f"there is no release of {unknown[0]}; there are {', '.join(released) or 'none'}")
        for module in modules or released:
            try:
                books.append(_module(course, connection, module))
            except GradebookFault as fault:
                notes.append(f"{module} is left out: {_sentence(fault)}")
    for book in books:
        learners |= {id_: Learner(id_) for id_ in book.learners if id_ not in learners}
    return ClassBook([learners[id_] for id_ in sorted(learners)], books, notes)


def _module(course: CourseDirectory, connection, module: str) -> ModuleBook:
    marks, notes = gradebook.marks(connection, module), []
    text = _text_of(Path(course.format_path(course.source_directory, ".", module)), notes)
    names = [text.exercises.get(cell, cell.removesuffix(ANSWER)) for cell in marks.cells]
    order = list(text.titles)
    exercises = sorted(dict.fromkeys(names), key=lambda name: order.index(name) if name in order else len(order))
    handed_in = {path.parent.name for path in Path(course.root, course.submitted_directory).glob(f"*/{module}")}
    learners = marks.learners + sorted(handed_in - set(marks.learners))
    column = [exercises.index(name) for name in names]
    shape = len(learners), len(exercises)

    def by_exercise(values: np.ndarray, which=slice(None)) -> np.ndarray:
        summed = np.zeros(shape)
        for at in np.arange(len(names))[which]:
            summed[: len(values), column[at]] += values[:, at]
        return summed

    points, waiting = by_exercise(marks.score), by_exercise(marks.waiting.astype(float)) > 0
    automatic = by_exercise(np.nan_to_num(marks.automatic), ~marks.by_person)
    most = np.zeros(len(exercises))
    np.add.at(most, column, marks.most)
    graded = np.zeros(len(learners), bool)
    graded[: len(marks.learners)] = (~np.isnan(marks.automatic)).any(axis=1)
    # who waits for a reader alone was graded as well: all of an exercise of one's own may be a person's
    if marks.by_person.all():
        graded[: len(marks.learners)] = True
    told = outcomes.read(Path(course.root) / "results", module, learners, exercises)
    fits = (told.state >= 0) & (np.abs(told.points - automatic) < 1e-6)
    total, read = np.zeros(len(learners)), np.zeros(len(learners))
    total[: len(marks.learners)] = np.maximum(0, marks.score.sum(axis=1) - marks.penalty)
    read[: len(marks.learners)] = marks.score[:, marks.by_person].sum(axis=1)
    book = ModuleBook(
        module, text.title or module, learners,
        [Exercise(name, text.titles.get(name, name), worth) for name, worth in zip(exercises, most, strict=True)],
        points, _states(points, most, waiting, graded, told.state, fits), total, read,
        np.full(len(learners), STANDINGS.index(NOT_GRADED)), told, fits,
        {(row, text.exercises.get(cell, cell.removesuffix(ANSWER))): said
         for (row, cell), said in marks.comments.items()}, text.rule, notes,
    )
    waits = (waiting & graded[:, None]).any(axis=1)
    for row in np.flatnonzero(graded):
        book.standing[row] = STANDINGS.index(_standing(book, row, bool(waits[row])))
    notes += _missing(book)
    return book


def _states(points, most, waiting, graded, found, fits) -> np.ndarray:
    """By points first: they are what counts. Where none were earned, the outcome says whether it was tried."""
    code = STATES.index
    not_tried = fits & (found == outcomes.STATES.index(NOT_ATTEMPTED))
    state = np.where(not_tried, code(NOT_ATTEMPTED), code(WRONG))
    state = np.where(points > 0, code(PARTLY), state)
    state = np.where((points >= most - 1e-9) & (most > 0), code(RIGHT), state)
    state = np.where((most == 0) & fits & (found == outcomes.STATES.index(RIGHT)), code(RIGHT), state)
    state = np.where(waiting, code(WAITING), state)
    return np.where(graded[:, None], state, code(NOT_GRADED)).astype(np.int8)


def _standing(book: ModuleBook, row: int, waits: bool) -> str:
    if book.rule is None:
        return WAITING if waits else GRADED
    total = float(book.total[row])
    if book.rule.passed(total, float(book.read[row]), book.by_exercise(row) if book.rule.skills else {}):
        return PASSED
    if waits:
        return WAITING
    return NEARLY if book.rule.needed - total <= NEARLY_SHARE * book.rule.points else NOT_YET


def _missing(book: ModuleBook) -> list[str]:
    """What of this module is not there, in sentences."""
    found, notes = book.outcomes, []
    for name, count in found.damaged.items():
        notes.append(f"{plural(count, 'line')} of results/{name} cannot be read and {'is' if count == 1 else 'are'} "
                     "left out.")
    known = book.fits.any(axis=1)
    without = int((book.graded & ~known).sum()) if book.exercises else 0
    if without:
        notes.append(
            f"For {without} of {plural(len(book.learners), 'learner')} there are points, and in results/ no outcomes "
            "that belong to them: no messages, and what was not attempted counts as not yet. "
            f"`bpo grade {book.id} --regrade` writes them."
        )
    if not_graded := int((~book.graded).sum()):
        notes.append(f"{plural(not_graded, 'submission')} not graded. That is not the same as 0 points.")
    if not book.exercises:
        notes.append("Nothing in this module earns points.")
    return notes


@dataclass(frozen=True)
class _Text:
    """What a module's solution notebook says of itself: no key, no solution."""

    title: str
    titles: dict[str, str]  # of exercises, in their order
    exercises: dict[str, str]  # the exercise that a cell is for, by the cell's id
    rule: PassRule | None


def _text_of(folder: Path, notes: list[str]) -> _Text:
    """Of all notebooks of a module; where one cannot be read, a note says so."""
    title, titles, exercises, rule = "", {}, {}, None
    paths = sorted(folder.glob("*.ipynb"))
    if not paths:
        notes.append(f"There is no notebook in {folder.name}'s source folder, so titles and the pass mark are missing.")
    for path in paths:
        try:
            notebook = read_solution(path)
            exercises |= {cell.metadata.nbgrader.grade_id: name for cell, name in check_cells(notebook)}
            heading = ""
            for cell in notebook.cells:
                for depth, text in HEADING.findall(cell.source) if cell.cell_type == "markdown" else ():
                    title, heading = (title or text, heading) if depth == "#" else (title, text)
                if is_grade(cell):
                    id_ = cell.metadata.nbgrader.grade_id
                    titles.setdefault(exercises.get(id_, id_.removesuffix(ANSWER)), heading)
            rule = rule or pass_rule.found(notebook.metadata)
        except Exception as fault:  # whatever is wrong with a file that a person may have edited
            why = type(fault).__name__
            notes.append(f"{path.name} cannot be read ({why}), so titles and the pass mark are missing.")
    repeated = {name for name, count in Counter(titles.values()).items() if count > 1}
    return _Text(title, {name: name if not text or text in repeated else text for name, text in titles.items()},
                 exercises, rule)


def _sentence(fault: Exception) -> str:
    text = str(fault).rstrip(".")
    return f"{text[:1].upper()}{text[1:]}."
