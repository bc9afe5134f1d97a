"""Reading a class book: the gradebook's points, the result files' outcomes and the modules' headings, put together.

Where a part is missing or damaged, a note says so and the rest is there.
"""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from nbgrader.coursedir import CourseDirectory
from sqlalchemy import Connection

from exercises_lib.checks.key import NOT_ATTEMPTED, PARTLY, RIGHT, WRONG
from exercises_lib.desk import gradebook
from exercises_lib.desk.gradebook import GradebookFault, Learner
from exercises_lib.desk.report import outcomes
from exercises_lib.desk.report.classbook import STANDINGS, STATES, ClassBook, Exercise, ModuleBook
from exercises_lib.desk.report.module_text import text_of
from exercises_lib.desk.standing import NOT_GRADED, WAITING, standing
from exercises_lib.faults import CourseFault
from exercises_lib.learner.feedback import plural
from exercises_lib.learner.pass_rule import ANSWER

LARGE = 50_000_000  # bytes of result files from which modules are read side by side


@dataclass(frozen=True)
class Place:
    """Where a class is kept."""

    db_url: str
    source: Path
    submitted: Path
    results: Path

    @classmethod
    def of(cls, course: CourseDirectory) -> Place:
        root = Path(course.root)
        return cls(course.db_url, root / course.source_directory, root / course.submitted_directory, root / "results")


def read(place: Place, modules: list[str]) -> ClassBook:
    """The class book of these modules; of all that were released where none is named. Raises CourseFault for a module
    that is not there. A gradebook that cannot be read is a note.
    """
    try:
        connection = gradebook.connect(place.db_url)
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
    for module, found in zip(modules or released, _each(place, modules or released), strict=True):
        if isinstance(found, ModuleBook):
            books.append(found)
        else:
            notes.append(f"{module} is left out: {_sentence(found)}")
    for book in books:
        learners |= {id_: Learner(id_) for id_ in book.learners if id_ not in learners}
    return ClassBook([learners[id_] for id_ in sorted(learners)], books, notes)


def _each(place: Place, modules: list[str]) -> Iterable[ModuleBook | GradebookFault]:
    """Each module's book, or why it cannot be read. Those of a very large class are read on all cores."""
    size = sum(path.stat().st_size for module in modules for path in outcomes.files_of(place.results, module))
    one = partial(_module_or_fault, place)
    if size < LARGE:
        return map(one, modules)
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        return list(pool.map(one, modules))


def _module_or_fault(place: Place, module: str) -> ModuleBook | GradebookFault:
    try:
        with gradebook.connect(place.db_url) as connection:
            return _module(place, connection, module)
    except GradebookFault as fault:
        return fault


def _module(place: Place, connection: Connection, module: str) -> ModuleBook:
    marks = gradebook.marks(connection, module)
    notes: list[str] = []
    text = text_of(place.source / module, notes)
    names = [text.exercises.get(cell, cell.removesuffix(ANSWER)) for cell in marks.cells]
    order = list(text.titles)
    exercises = sorted(dict.fromkeys(names), key=lambda name: order.index(name) if name in order else len(order))
    handed_in = {path.parent.name for path in place.submitted.glob(f"*/{module}")}
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
    told = outcomes.read(place.results, module, learners, exercises)
    fits = (told.state >= 0) & (np.abs(told.points - automatic) < 1e-6)
    total, read, waits = np.zeros((3, len(learners)))
    total[: len(marks.learners)] = np.maximum(0, marks.score.sum(axis=1) - marks.penalty)
    read[: len(marks.learners)] = marks.score[:, marks.by_person].sum(axis=1)
    waits[: len(marks.learners)] = marks.waiting @ marks.most
    book = ModuleBook(
        module,
        text.title or module,
        learners,
        [Exercise(name, text.titles.get(name, name), worth) for name, worth in zip(exercises, most, strict=True)],
        points,
        _states(points, most, waiting, graded, told.state, fits),
        total,
        read,
        waits,
        np.full(len(learners), STANDINGS.index(NOT_GRADED)),
        told,
        fits,
        {
            (row, text.exercises.get(cell, cell.removesuffix(ANSWER))): said
            for (row, cell), said in marks.comments.items()
        },
        marks.handed_in + [None] * (len(learners) - len(marks.learners)),
        text.rule,
        notes,
    )
    anything_waits: np.ndarray = np.any(waiting, axis=1)
    for row in map(int, np.flatnonzero(graded)):
        by = book.by_exercise(row) if book.rule and book.rule.skills else {}
        found = standing(book.rule, float(total[row]), float(read[row]), by, bool(anything_waits[row]))
        book.standing[row] = STANDINGS.index(found)
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


def _missing(book: ModuleBook) -> list[str]:
    """What of this module is not there, in sentences."""
    found, notes = book.outcomes, []
    for name, count in found.damaged.items():
        notes.append(
            f"{plural(count, 'line')} of results/{name} cannot be read and {'is' if count == 1 else 'are'} left out."
        )
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


def _sentence(fault: Exception) -> str:
    text = str(fault).rstrip(".")
    return f"{text[:1].upper()}{text[1:]}."
