"""The marks in the gradebook, as exports and records need them. Only reads.

Marks are nbgrader's own: a person's points count in place of automatic ones, less a penalty for late work. What is not
graded is no mark, and never 0; and while an answer waits for a person the mark is not final.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import numpy as np

from exercises_lib import course_folder
from exercises_lib.desk import gradebook
from exercises_lib.desk.gradebook import GradebookFault, Learner
from exercises_lib.desk.standing import GRADED, NEARLY, NOT_GRADED, NOT_YET, standing
from exercises_lib.faults import CourseFault
from exercises_lib.grading.cohort.command import settings
from exercises_lib.learner import pass_rule
from exercises_lib.learner.pass_rule import PassRule

FOR_A_PLATFORM = {NEARLY: NOT_YET, GRADED: ""}  # what says less there


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
        """One of `standing`, NEARLY as NOT_YET; empty where the mark is final and no rule is known."""
        mark = self.marks.get(learner)
        if mark is None or not mark.is_graded:
            return NOT_GRADED
        found = standing(self.rule, mark.points, mark.read, mark.by_exercise, waits=mark.waiting > 0)
        return FOR_A_PLATFORM.get(found, found)


@dataclass
class Marks:
    """The gradebook of a course folder.

    `course`: the modules of the whole course, as far as a syllabus says it; `missing`: what could not be read, a
    sentence for each.
    """

    people: dict[str, Learner]
    modules: list[ModuleMarks]
    course: list[str]
    missing: list[str]


def read(root: Path, only: list[str] | None = None) -> Marks:
    """All marks of a course folder, or those of some modules. Raises CourseFault where there is nothing to read."""
    missing: list[str] = []
    titles = _titles(root, missing)
    with gradebook.connect(settings(root)[0].db_url) as connection:
        people = {learner.id: learner for learner in gradebook.learners(connection)}
        released = gradebook.modules(connection)
        order = [name for name in titles if name in released] + sorted(set(released) - titles.keys())
        unknown = [name for name in only or () if name not in order]
        missing += [f"{name}: it is not in the gradebook, so it has no marks." for name in unknown]
        modules = []
        for name in order if only is None else [name for name in order if name in only]:
            try:
                modules.append(_module(gradebook.marks(connection, name), root, name, titles.get(name, name), missing))
            except GradebookFault as fault:
                missing.append(f"{name}: {fault}.")
    if not modules:
        raise CourseFault(" ".join([*missing, "There are no marks here. Release and grade a module first."]))
    return Marks(people, modules, list(titles), missing)


def _titles(root: Path, missing: list[str]) -> dict[str, str]:
    """The modules' titles in the order of the course; none in a folder that has no syllabus."""
    try:
        return {module.id: module.title for module in course_folder.syllabus(root)}
    except CourseFault as fault:
        if (root / "course" / "syllabus.toml").exists():
            missing.append(f"The titles and the order of the modules: {fault}")
        return {}


def _module(found: gradebook.Marks, root: Path, name: str, title: str, missing: list[str]) -> ModuleMarks:
    rule = _rule(root, name)
    if rule is None:
        missing.append(f"{name}: what it takes to pass is not known, as source/{name}/{name}.ipynb does not say it.")
    exercises = _by_exercise(found.cells, found.most.tolist())
    marks = {learner: _mark(found, row) for row, learner in enumerate(found.learners)}
    for (row, _), comment in found.comments.items():
        marks[found.learners[row]].comments.append(comment)
    return ModuleMarks(name, title, exercises, rule, marks)


def _mark(found: gradebook.Marks, row: int) -> Mark:
    scores = np.where(np.isfinite(found.score[row]), found.score[row], 0)
    return Mark(
        points=max(0.0, float(scores.sum() - found.penalty[row])),
        read=float(scores[found.by_person].sum()),
        by_exercise=_by_exercise(found.cells, scores.tolist()),
        handed_in=found.handed_in[row],
        is_graded=bool(found.given[row].any()),
        waiting=int(found.waiting[row].sum()),
    )


def _by_exercise(cells: list[str], points: list[float]) -> dict[str, float]:
    """Points of cells, of whatever notebook, as points of exercises."""
    summed: dict[str, float] = {}
    for cell, earned in zip(cells, points, strict=True):
        exercise = cell.removesuffix(pass_rule.ANSWER)
        summed[exercise] = summed.get(exercise, 0) + earned
    return summed


def _rule(root: Path, module: str) -> PassRule | None:
    try:
        notebook = json.loads(course_folder.source_path(root, module).read_text(encoding="utf-8"))
        return pass_rule.found(notebook["metadata"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
