"""A module that is no longer the one that was released: what changed, and the gradebook brought after it.

nbgrader refuses to release a module anew once somebody's work is in the gradebook and a cell came or went. Here the
marks of all cells that still exist stay, also those given by hand; marks of cells that went are written to a file.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, TypeAlias

from nbformat import NotebookNode
from nbgrader import api
from nbgrader.utils import is_grade, is_locked, is_solution, is_task
from sqlalchemy.orm import Session

KINDS = {"grade": api.GradeCell, "solution": api.SolutionCell, "task": api.TaskCell, "source": api.SourceCell}
Cell: TypeAlias = api.GradeCell | api.SolutionCell | api.TaskCell | api.SourceCell


@dataclass(frozen=True)
class Shape:
    """The cells of a notebook that nbgrader keeps: for each kind, their names and points (None without)."""

    grade: dict[str, float | None] = field(default_factory=dict)
    solution: dict[str, float | None] = field(default_factory=dict)
    task: dict[str, float | None] = field(default_factory=dict)
    source: dict[str, float | None] = field(default_factory=dict)

    @property
    def points(self) -> dict[str, float | None]:
        return {**self.grade, **self.task}


def of_source(notebook: NotebookNode) -> Shape:
    """The shape of a solution notebook."""
    found = Shape()
    for cell in notebook.cells:
        meta = cell.metadata.get("nbgrader", {})
        name = meta.get("grade_id")
        if is_grade(cell):
            found.grade[name] = float(meta["points"])
        if is_solution(cell):
            found.solution[name] = None
        if is_task(cell):
            found.task[name] = float(meta["points"])
        if is_grade(cell) or is_solution(cell) or is_task(cell) or is_locked(cell):
            found.source[name] = None
    return found


def of_gradebook(notebook: api.Notebook) -> Shape:
    """The shape that a notebook had when it was released."""
    return Shape(
        {cell.name: cell.max_score for cell in notebook.grade_cells},
        {cell.name: None for cell in notebook.solution_cells},
        {cell.name: cell.max_score for cell in notebook.task_cells},
        {cell.name: None for cell in notebook.source_cells},
    )


def told(old: Shape, new: Shape) -> str:
    """What changed from one shape to another, such as "added: `wait`; `csat` 3 → 4 points"; empty for nothing."""
    came, went = ([name for name in a.source if name not in b.source] for a, b in ((new, old), (old, new)))
    parts = [
        f"{word}: {', '.join(f'`{name}`' for name in names)}"
        for word, names in (("added", came), ("removed", went))
        if names
    ]
    stayed = [name for name in new.source if name in old.source]
    parts += [
        f"`{name}` {old.points[name]:g} → {new.points[name]:g} points"
        for name in stayed
        if name in old.points and name in new.points and old.points[name] != new.points[name]
    ]
    parts += [f"`{name}` is of another kind" for name in stayed if _kinds(old, name) != _kinds(new, name)]
    return "; ".join(parts)


def _kinds(shape: Shape, name: str) -> list[str]:
    return [kind for kind in KINDS if name in getattr(shape, kind)]


def since_release(notebook: api.Notebook, source: NotebookNode) -> str:
    """Why a solution notebook cannot grade what was released of it, in one sentence; empty if it can."""
    changed = told(of_gradebook(notebook), of_source(source))
    module = notebook.assignment.name
    return changed and (
        f"{module} has changed since it was released ({changed}), so nobody's marks were changed. Run `nbgrader "
        f"generate_assignment {module} --force`, which keeps the marks of all cells that still exist, and grade again."
    )


def bring_after(session: Session, notebook: api.Notebook, new: Shape, folder: Path) -> str:
    """Give a released notebook's rows the cells of `new`, and every submission rows for them; all or nothing.

    Marks of cells that are gone are written into `folder` first. Returns one sentence on what was done with marks.
    """
    changed = told(of_gradebook(notebook), new)
    if not changed:
        return ""
    submissions = list(notebook.submissions)
    rows = {kind: {cell.name: cell for cell in getattr(notebook, f"{kind}_cells")} for kind in KINDS}
    gone = [cell for kind in KINDS for name, cell in rows[kind].items() if name not in getattr(new, kind)]
    kept = _write_marks(gone, notebook, folder)
    for cell in gone:
        for row in [*_of(cell, "grades"), *_of(cell, "comments"), cell]:
            session.delete(row)
    for kind in KINDS:
        for name in getattr(new, kind):
            if name not in rows[kind]:
                _add(session, kind, name, new, notebook, submissions)
    session.commit()
    where = f"; those of cells that are gone are in {kept}" if kept else ""
    return (
        f"{notebook.assignment.name} has changed since it was handed in ({changed}). All marks of cells that still "
        f"exist are kept, also those given by hand{where}. Now grade again: `bpo grade {notebook.assignment.name} "
        f"--regrade` or `nbgrader autograde {notebook.assignment.name} --force`."
    )


def _of(cell: Cell, rows: str) -> list[Any]:
    return getattr(cell, rows, None) or []  # a kind of cell has grades, comments, both or none


def _add(
    session: Session, kind: str, name: str, new: Shape, notebook: api.Notebook, submissions: list[api.SubmittedNotebook]
) -> None:
    about = {"max_score": getattr(new, kind)[name]} if kind in ("grade", "task") else {}
    about |= {"cell_type": "code"} if kind != "solution" else {}  # nbgrader's own step writes it, and the source
    cell = KINDS[kind](id=api.new_uuid(), name=name, notebook=notebook, **about)
    session.add(cell)
    session.flush()
    for submitted in submissions:
        if kind in ("grade", "task"):
            session.add(api.Grade(cell_id=cell.id, notebook=submitted))
        if kind in ("solution", "task"):
            session.add(api.Comment(cell_id=cell.id, notebook=submitted))


def _write_marks(gone: list[Cell], notebook: api.Notebook, folder: Path) -> str:
    """Add the marks and comments of these cells to a file; gives its name, or nothing where there are none."""
    lines = [
        [grade.student.id, cell.name, grade.auto_score, grade.manual_score, grade.extra_credit, ""]
        for cell in gone
        for grade in _of(cell, "grades")
        if (grade.auto_score, grade.manual_score, grade.extra_credit) != (None, None, None)
    ] + [
        [comment.student.id, cell.name, "", "", "", comment.manual_comment]
        for cell in gone
        for comment in _of(cell, "comments")
        if comment.manual_comment
    ]
    if not lines:
        return ""
    folder.mkdir(exist_ok=True)
    path = folder / f"{notebook.name}-removed-{datetime.now():%Y%m%d-%H%M%S}.csv"
    is_new = not path.exists()
    with open(path, "a", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        if is_new:
            writer.writerow(["learner", "cell", "auto_score", "manual_score", "extra_credit", "manual_comment"])
        writer.writerows(lines)
    return f"{folder.name}/{path.name}"
