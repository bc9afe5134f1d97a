"""The table of marks as each learning platform imports it: rows of cells, the first one the columns' names.

Canvas: "Student", "ID", "SIS User ID", "SIS Login ID", "Section", then a column for each assignment, and a row "Points
Possible". Canvas finds people by ID, then by SIS ids, then by name; an assignment by "Title (number)", then by its
title (lib/gradebook_importer.rb of instructure/canvas-lms). Its import has no column for comments.

Moodle: a column that says who, and for each grade item a grade and a feedback; the trainer says on Moodle's page which
column is which (docs.moodle.org, "Grade import"). There "-" is no grade; an empty cell can become 0 where Moodle makes
a new grade item of a column, and one unknown person stops the whole import (grade/import/csv of moodle/moodle).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from exercises_lib.desk.export.sheets import NO_GRADE, Cell
from exercises_lib.desk.marks import ModuleMarks
from exercises_lib.desk.people import People, all_differ, named
from exercises_lib.desk.standing import NOT_GRADED
from exercises_lib.learner.feedback import number, plural


@dataclass
class Table:
    """`rows`: the table; `told`: what a trainer should know of it, a sentence for each."""

    rows: list[list[Cell]]
    told: list[str] = field(default_factory=list)


def canvas(modules: list[ModuleMarks], people: People, percent: bool) -> Table:
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    rows: list[list[Cell]] = [
        [*head, *(_canvas_title(module, people.headers) for module in modules)],
        ["    Points Possible", "", "", "", "", *(100 if percent else module.of for module in modules)],
    ]
    from_canvas = "Student" in people.headers  # then its column ID is Canvas' own number
    for learner in _with_a_mark(modules, people):
        last, first = people.last_name(learner), people.first_name(learner)
        own = people.of(learner, "lms_user_id", *["id"] * from_canvas) or people.known[learner].lms_user_id
        sis, login = people.of(learner, "sis_user_id"), people.of(learner, "sis_login_id")
        name = people.of(learner, "student") or (f"{last}, {first}" if last and first else last or first or learner)
        who = [name, own, sis, login or ("" if own or sis else learner), people.of(learner, "section")]
        rows.append([*who, *(_mark(module, learner, percent) for module in modules)])
    return Table(rows)


def _canvas_title(module: ModuleMarks, headers: list[str]) -> str:
    """The assignment's column in Canvas' own export, if the list is one and has it; else the module's title."""
    for header in headers:
        if re.sub(r" \(\d+\)$", "", header) in (module.id, module.title):
            return header
    return module.title


def moodle(modules: list[ModuleMarks], people: People, percent: bool) -> Table:
    learners = _with_a_mark(modules, people)
    ways = {
        "Email address": {learner: people.email(learner) for learner in learners},
        "ID number": {learner: people.of(learner, "id_number") for learner in learners},
        "Username": {learner: people.of(learner, "username") or learner for learner in learners},
    }
    way = next(name for name in ways if name == "Username" or all_differ(ways[name].values()))
    head = [way, "First name", "Last name"]
    rows: list[list[Cell]] = [[*head, *(f"{m.title} ({kind})" for m in modules for kind in ("grade", "feedback"))]]
    for learner in learners:
        rows.append([ways[way][learner], people.first_name(learner), people.last_name(learner)])
        for module in modules:
            mark = _mark(module, learner, percent)
            rows[-1] += [NO_GRADE, None] if mark is None else [mark, feedback(module, learner)]
    return Table(rows, [f"On Moodle's page choose Map from: {way}, Map to: {way}."])


def plain(modules: list[ModuleMarks], people: People, percent: bool) -> Table:
    """For a spreadsheet: all learners, and of each module the mark, what it is of, its state and a feedback."""
    head: list[Cell] = ["Learner", "Last name", "First name", "Email"]
    for module in modules:
        head += [module.title, f"{module.title}, of", f"{module.title}, state", f"{module.title}, feedback"]
    rows = [head]
    for learner in people.rows:
        row: list[Cell] = [learner, people.last_name(learner), people.first_name(learner), people.email(learner)]
        for module in modules:
            mark = _mark(module, learner, percent)
            said = "" if mark is None else feedback(module, learner)
            row += [mark, 100 if percent else module.of, module.state(learner) or "graded", said]
        rows.append(row)
    return Table(rows)


def feedback(module: ModuleMarks, learner: str) -> str:
    """What a learner reads beside a mark: points, what is missing to pass, where to look, a trainer's comments."""
    mark, rule = module.marks[learner], module.rule
    said = [f"{number(mark.points)} of {plural(module.of, 'point')}."]
    if rule:
        said.append(f"To pass: {rule.text}. {rule.missing(mark.points, mark.read, mark.by_exercise)}")
    short = [
        f"{name} ({number(mark.by_exercise.get(name, 0))} of {number(of)})"
        for name, of in module.exercises.items() if mark.by_exercise.get(name, 0) < of
    ]  # fmt: skip
    if short:
        said.append(f"Look again at: {', '.join(short)}.")
    return " ".join([*said, *(f"Your trainer: {comment}" for comment in mark.comments)])


def _mark(module: ModuleMarks, learner: str, percent: bool) -> float | None:
    """Points, or percent with two decimals; None where there is no mark yet, or none that is final."""
    mark = module.marks.get(learner)
    if mark is None or not mark.is_final:
        return None
    return round(100 * mark.points / module.of, 2) if percent and module.of else mark.points


def _with_a_mark(modules: list[ModuleMarks], people: People) -> list[str]:
    """Learners of whom there is something to import: a row without a mark could only take one away."""
    return [learner for learner in people.rows if any(_mark(module, learner, False) is not None for module in modules)]


def without_a_mark(modules: list[ModuleMarks], people: People) -> list[str]:
    """For each module, who handed in and has no final mark: a sentence for each state."""
    told = []
    for module in modules:
        states: dict[str, list[str]] = {}
        for learner in people.rows:
            if learner in module.marks and not module.marks[learner].is_final:
                states.setdefault(module.state(learner), []).append(learner)
        for state, learners in states.items():
            why = "`bpo grade` says why" if state == NOT_GRADED else f"read them first: `bpo read {module.id}`"
            told.append(f"{module.id}: {state}, so no mark ({why}): {named(learners)}")
    return told
