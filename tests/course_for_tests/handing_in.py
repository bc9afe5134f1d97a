"""What learners of the test course hand in.

A test module declares its submissions beside its tests:

    @hands_in
    def always_equal(handout):
        return handout.blank_but(csat="csat = AlwaysEqual()")

The function's name is the learner's name. All submissions of the test modules that pytest has read
are graded together, by one `nbgrader autograde`; see graded.py.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from unittest.mock import patch

import nbformat
from nbformat.v4 import new_code_cell

from exercises_lib.authoring import variants
from exercises_lib.demo import cohort
from exercises_lib.grading import keys

MODULE = "90_small"
FULL = {"csat": 3, "nps": 2, "first_step": 2, "ratings": 5, "ratings_plot": 4, "share_of": 4}
NOTHING = dict.fromkeys(FULL, 0)

SUBMISSIONS: dict[str, Callable] = {}


def hands_in(make: Callable) -> Callable:
    """Declare a submission.

    `make(handout)` gives a notebook, the text or bytes of a file, or a dict of files. In a dict a
    Path is a link to that place.
    """
    if SUBMISSIONS.setdefault(make.__name__, make).__module__ != make.__module__:
        raise ValueError(f"two submissions are called {make.__name__}")
    return make


@dataclass
class Handout:
    """A module as it was released, and what a learner may make of it."""

    root: Path  # the course folder
    module: str = MODULE
    state: Path | None = None  # where the course's keys are kept; only `records` needs it

    @cached_property
    def release(self):
        return nbformat.read(self.root / "release" / self.module / f"{self.module}.ipynb", 4)

    @cached_property
    def source(self):
        return nbformat.read(self.root / "source" / self.module / f"{self.module}.ipynb", 4)

    @cached_property
    def records(self) -> dict[str, dict]:
        """The key records on the practice sample, as the release has kept them."""
        with patch.dict(os.environ, XDG_DATA_HOME=str(self.state)):
            return keys.cached(self.root / "source" / self.module / f"{self.module}.ipynb")

    def blank(self):
        return copy.deepcopy(self.release)

    def solution(self):
        """Every answer as the author wrote it."""
        return variants.solved(self.release, self.source)

    def solved(self):
        """The same, with a plot that nobody draws: a drawing takes longer than all the rest of a submission."""
        notebook = self.solution()
        for cell in notebook.cells:
            if cell.metadata.get("nbgrader", {}).get("grade_id") == "ratings_plot_answer":
                cell.source += "\nplt.close()"
        return notebook

    def solved_but(self, **answers: str):
        """The solution with other code in the answer cells of these exercises."""
        return _answered(self.solved(), answers)

    def blank_but(self, **answers: str):
        """The untouched module with code in the answer cells of these exercises."""
        return _answered(self.blank(), answers)

    def solved_with(self, code: str):
        """The solution and one more cell, before the first exercise."""
        return with_cell(self.solved(), code)

    def blank_with(self, code: str):
        """The untouched module and one more cell, before the first exercise."""
        return with_cell(self.blank(), code)


def _answered(notebook, answers: dict[str, str]):
    for name, code in answers.items():
        cohort.answer_cell(notebook, name).source = code
    return notebook


def with_cell(notebook, code: str):
    notebook.cells.insert(_place(notebook, "csat_answer") - 1, new_code_cell(code, id="one-more"))
    return notebook


def _place(notebook, grade_id: str) -> int:
    return notebook.cells.index(cell_of(notebook, grade_id))


def cell_of(notebook, grade_id: str):
    """The cell with this nbgrader id."""
    return next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def put(folder: Path, module: str, handed_in) -> None:
    """Put what a learner handed in where nbgrader looks for it."""
    files = handed_in if type(handed_in) is dict else {f"{module}.ipynb": handed_in}
    folder.mkdir(parents=True)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, Path):
            path.symlink_to(content)
        elif isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content if isinstance(content, str) else nbformat.writes(content))


# Everybody's neighbours: the first and the last ones that are graded, whichever test modules pytest has read.
@hands_in
def honest_all(handout):
    return handout.solution()


@hands_in
def honest_blank(handout):
    return handout.blank()


@hands_in
def zz_honest_last(handout):
    return handout.solved()
