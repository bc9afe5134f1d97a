"""Course folders with a gradebook, written through nbgrader's own API: real marks without grading anything."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from nbgrader.api import Base, Gradebook
from sqlalchemy import create_engine

SETTINGS = Path(__file__).parents[2] / "nbgrader_config.py"
ONE, TWO = "01_one", "02_two"
TITLES = {ONE: "Numbers, on one page", TWO: "A reply that a person reads"}
CELLS = {ONE: {"csat": 4, "nps": 6}, TWO: {"kinds": 4, "reply": 2, "reply_answer": 4}}  # the last one read by a person
RULES = {
    ONE: {"points": 10, "needed": 7, "read": 0, "read_needed": 0},
    TWO: {"points": 10, "needed": 7, "read": 4, "read_needed": 2},
}
SYLLABUS = """
[[module]]
id = "{id}"
title = "{title}"
hours = 1.5
objectives = ["Read a table", "Say what it shows"]
standards = ["UK: CFACC14"]
tables = []
"""


@dataclass(frozen=True)
class Given:
    """What somebody has in a module. `points`: of each cell; one that is left out waits for a reader."""

    points: dict[str, float]
    comment: str = ""
    penalty: float = 0


NOT_GRADED = None  # handed in, and could not be graded
FULL = {ONE: Given({"csat": 4, "nps": 6}), TWO: Given({"kinds": 4, "reply": 2, "reply_answer": 4})}


def course(root: Path, handed_in: dict[str, dict[str, Given | None]], people: dict[str, dict] | None = None) -> Path:
    """A course folder in which these learners have these marks. `people`: what nbgrader's list says of them."""
    (root / "course").mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(SETTINGS.read_text())
    (root / "course" / "syllabus.toml").write_text(
        "".join(SYLLABUS.format(id=module, title=title) for module, title in TITLES.items())
    )
    url = f"sqlite:///{root}/gradebook.db"
    Base.metadata.create_all(create_engine(url))  # else nbgrader runs alembic, a second each time
    with Gradebook(url, "bpo") as gradebook:
        for module, cells in CELLS.items():
            source = root / "source" / module
            source.mkdir(parents=True)
            (source / f"{module}.ipynb").write_text(
                json.dumps({"cells": [], "metadata": {"bpo_pass": RULES[module]}, "nbformat": 4, "nbformat_minor": 5})
            )
            _release(gradebook, module, cells)
        for learner, modules in handed_in.items():
            gradebook.add_student(learner, **(people or {}).get(learner, {}))
            for module, given in modules.items():
                _grade(gradebook, module, learner, given)
    return root


def _release(gradebook: Gradebook, module: str, cells: dict[str, float]) -> None:
    gradebook.add_assignment(module)
    gradebook.add_notebook(module, module)
    for cell, points in cells.items():
        gradebook.add_grade_cell(cell, module, module, max_score=points, cell_type="code")
        if cell.endswith("_answer"):
            gradebook.add_solution_cell(cell, module, module)


def _grade(gradebook: Gradebook, module: str, learner: str, given: Given | None) -> None:
    submission = gradebook.add_submission(module, learner)
    submission.timestamp = datetime(2026, 11, 20, 8, 30)
    if given is not NOT_GRADED:
        notebook = submission.notebooks[0]
        notebook.late_submission_penalty = given.penalty
        for grade in notebook.grades:
            points = given.points.get(grade.name)
            place = "manual_score" if grade.name.endswith("_answer") else "auto_score"
            setattr(grade, place, points)
            grade.needs_manual_grade = points is None
        for comment in notebook.comments:
            comment.manual_comment = given.comment or None
    gradebook.db.commit()
