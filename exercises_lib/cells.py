"""The cells of a module's notebook: which are answers and which are checks, and of what exercise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a learner's `check` needs none of it
    from nbformat import NotebookNode

CHECK = re.compile(r"""^check\(["'](\w+)["']\)""", re.MULTILINE)  # the line of a check cell that names its exercise
MARKERS = re.compile(r"(?m)^\s*### (BEGIN|END) SOLUTION\n?")


def is_check(cell: NotebookNode) -> bool:
    """Whether nbgrader grades this code cell automatically."""
    meta = cell.metadata.get("nbgrader", {})
    return bool(meta.get("grade")) and not meta.get("solution")


def answered_in(cell: NotebookNode) -> str | None:
    """The exercise that an answer cell is for; None for any other cell."""
    meta = cell.metadata.get("nbgrader", {})
    return str(meta["grade_id"]).removesuffix("_answer") if meta.get("solution") else None


def check_cells(notebook: NotebookNode) -> list[tuple[NotebookNode, str]]:
    """The check cells of a solution notebook with the names of their exercises."""
    found = []
    for cell in notebook.cells:
        name = CHECK.search(cell.source)
        if cell.cell_type == "code" and name and cell.metadata.get("nbgrader", {}).get("grade"):
            found.append((cell, name[1]))
    return found


def solution_cells(source: NotebookNode) -> dict[str, str]:
    """The text of each answer cell by its id, without the markers around the solution."""
    return {
        cell.metadata.nbgrader.grade_id: MARKERS.sub("", cell.source).rstrip()
        for cell in source.cells
        if cell.metadata.get("nbgrader", {}).get("solution")
    }
