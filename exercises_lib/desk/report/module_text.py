"""What a module's solution notebook says of itself, for the pages of a report: headings and the pass rule, no code."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from nbgrader.utils import is_grade

from exercises_lib.cells import check_cells
from exercises_lib.course_folder import read_solution
from exercises_lib.learner import pass_rule
from exercises_lib.learner.pass_rule import ANSWER, PassRule

HEADING = re.compile(r"(?m)^(#|###) (.+)$")


@dataclass(frozen=True)
class Text:
    """What a module's solution notebook says of itself: no key, no solution."""

    title: str
    titles: dict[str, str]  # of exercises, in their order
    exercises: dict[str, str]  # the exercise that a cell is for, by the cell's id
    rule: PassRule | None


def text_of(folder: Path, notes: list[str]) -> Text:
    """Of all notebooks of a module; where one cannot be read, a note says so."""
    title, rule = "", None
    titles: dict[str, str] = {}
    exercises: dict[str, str] = {}
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
    return Text(
        title, {name: name if not text or text in repeated else text for name, text in titles.items()}, exercises, rule
    )
