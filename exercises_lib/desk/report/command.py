"""`bpo report`: the class, a module, a learner, as pages that open from a file, and the same tables as CSV.

A report is made beside its place and put there when it is whole. Nothing in it needs the network, and nothing in it
comes from a key: it is made of the gradebook, the result files, and the headings of the modules.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from exercises_lib.desk.report import glance, reading, tables, teach
from exercises_lib.desk.report.classbook import ClassBook
from exercises_lib.desk.report.names import Names
from exercises_lib.desk.report.pages import Pages, Report
from exercises_lib.faults import CourseFault
from exercises_lib.grading.cohort.command import settings
from exercises_lib.grading.exchange import hand_ins
from exercises_lib.grading.student_list import records
from exercises_lib.learner.feedback import plural
from exercises_lib.printable import printable

MARK = ".bpo-report"  # a file by which a folder is known as a report, which may be replaced
MANY = 500  # learners above which each one's page is made only when asked for


@dataclass(frozen=True)
class Order:
    """What to report on. No modules or learners named: all."""

    root: Path
    into: Path
    modules: list[str] = field(default_factory=list)
    learners: list[str] = field(default_factory=list)
    team: Path | None = None
    names: bool = True


@dataclass(frozen=True)
class Written:
    """What there is now: the page to begin with, and what is missing, in sentences."""

    start: Path
    notes: list[str]


def write(order: Order) -> Written:
    """Make the report. Raises CourseFault for what was asked for and is not there, or a folder that is in use."""
    course, _ = settings(order.root)
    book = reading.read(reading.Place.of(course), order.modules)
    book.hand_ins = hand_ins(course)
    known = {learner.id for learner in book.learners}
    if unknown := [learner for learner in order.learners if learner not in known]:
        raise CourseFault(f"there is no learner {unknown[0]} in the gradebook or in {course.submitted_directory}/")
    notes = [*book.notes]
    teams = read_teams(order.team, known, notes) if order.team else {}
    report = gather(book, Names(book.learners, order.names), teams, notes)
    if order.learners:
        return _write_learners(report, order)
    _check_replaceable(order.into)
    part = order.into.with_name(f".{order.into.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    pages = Pages(report, with_learners=len(book.learners) <= MANY)
    pages.write(part)
    tables.write(part / "csv", report_tables(report))
    (part / MARK).write_text("Made by `bpo report`, which replaces this folder.\n", encoding="utf-8")
    shutil.rmtree(order.into, ignore_errors=True)
    os.replace(part, order.into)
    if not pages.with_learners:
        notes.append(
            f"The class is too large for a page of each of {len(book.learners):,} learners: "
            "`bpo report --learner ID` makes one."
        )
    return Written(order.into / "index.html", notes)


def gather(book: ClassBook, names: Names, teams: dict[str, str], notes: list[str]) -> Report:
    """All that the pages and tables say."""
    taught = [teach.lessons(module, names.without) for module in book.modules]
    standings = [glance.standing(book, module) for module in book.modules]
    by_team = [
        glance.standing(book, module, members, team)
        for team, members in (glance.groups(book, teams).items() if teams else ())
        for module in book.modules
    ]
    return Report(
        book,
        names,
        teams,
        notes,
        standings,
        by_team,
        [lessons for lessons, _ in taught],
        [analysis for _, analysis in taught],
    )


def report_tables(report: Report) -> dict[str, pd.DataFrame]:
    """By file name."""
    lessons = [lesson for module in report.lessons for lesson in module]
    return {
        "learners": tables.learners(report.book, report.names, report.teams),
        "modules": tables.modules([*report.standings, *report.by_team]),
        "exercises": tables.exercises(lessons),
        "mistakes": tables.mistakes(lessons),
        "unexplained_answers": tables.unexplained(lessons),
    }


def _write_learners(report: Report, order: Order) -> Written:
    """The pages of these learners alone, beside whatever report is there."""
    pages = Pages(report, with_learners=False)
    order.into.mkdir(parents=True, exist_ok=True)
    written = [pages.write_learner(learner, order.into) for learner in order.learners]
    return Written(written[0], report.notes)


def _check_replaceable(into: Path) -> None:
    if into.exists() and not (into / MARK).exists() and (not into.is_dir() or any(into.iterdir())):
        raise CourseFault(
            f"{into} holds something that is no report, so it is left alone. Name another folder: "
            "`bpo report -o FOLDER`"
        )


def read_teams(path: Path, known: set[str], notes: list[str]) -> dict[str, str]:
    """The team of each learner, from a CSV file with the columns `learner` and `team`, as any spreadsheet saves it.

    Who is on the list twice is in the last team. Raises CourseFault.
    """
    names, rows = records(path.read_bytes())
    if not {"learner", "team"} <= set(names):
        raise CourseFault(
            f"{path} has the columns {printable(', '.join(names)) or 'none'}. It needs `learner` (the "
            "id) and `team`; the first row must name them."
        )
    found = {row["learner"]: row["team"] for row in rows}
    teams = {learner: team for learner, team in found.items() if learner in known and team}
    if strangers := sorted(found.keys() - known - {""}):
        notes.append(f"On the list of teams and not in the class, so left out: {plural(len(strangers), 'learner')}.")
    if without := len(known - teams.keys()):
        notes.append(f"In the class and on no team of the list: {plural(without, 'learner')}.")
    return teams
