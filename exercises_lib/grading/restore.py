"""Giving a submission the shape of its module: every given, answer and check cell exactly once, in its place.

Cells are known by the id that nbgrader gave them. Other programs lose it; then the cell's own id, its `check("name")`,
the text of a given cell and at last the position tell which cell it is.
"""

from __future__ import annotations

from itertools import chain, count

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Notebook
from nbgrader.utils import is_grade, is_locked, is_solution

from exercises_lib.cells import CHECK
from exercises_lib.grading.submission import SubmissionFault

Wanted = dict[str, NotebookNode]  # the module's cells by their nbgrader id, in order
Recognised = list[tuple[NotebookNode, str]]  # a cell, and the id that it may have lost


def restore(notebook: NotebookNode, source: NotebookNode) -> list[str]:
    """Give a submission the shape of `source`, the module's solution notebook; change it in place.

    Every cell with an nbgrader id of the source appears exactly once (of copies the last is kept, as nbgrader does)
    and has the source's metadata; missing ones are put back, answer cells empty. Given cells that were moved run in
    their own place. Metadata that are not the source's are dropped.

    Returns one sentence for each thing that was mended. Raises SubmissionFault if nothing of the module is there.
    """
    wanted = {_grade_id(cell): cell for cell in source.cells if _grade_id(cell)}
    own_texts = {cell.source.strip() for cell in source.cells if not _grade_id(cell)}
    # a cell that came with the module is no answer, wherever it stands
    notes = _recognise(notebook.cells, wanted, own_texts)
    if not any(not _is_given(wanted[id_]) for cell in notebook.cells if (id_ := _grade_id(cell)) in wanted):
        raise SubmissionFault(
            "this is a notebook of another module, or none of its answer cells are left. "
            "Ask the learner to hand in the notebook of this module."
        )
    notebook.metadata = nbformat.from_dict(source.metadata)
    notes += _keep_last(notebook, wanted)
    notes += _move_given(notebook.cells, wanted)
    notes += _put_back(notebook.cells, wanted)
    _give_ids(notebook.cells, wanted)
    return notes


ReleasedCells = dict[str, tuple[str, bool, str]]  # as the gradebook keeps them: id -> (source, locked, checksum)


def released_cells(notebook: Notebook) -> ReleasedCells:
    """The cells of a notebook as it was released, from the gradebook."""
    return {cell.name: (cell.source, cell.locked, cell.checksum) for cell in notebook.source_cells}


def as_released(notebook: NotebookNode, cells: ReleasedCells) -> None:
    """Give a restored submission the locked cells and the checksums of the release; a key may have changed since.

    What nbgrader's OverwriteCells does, which warns of each for each learner.
    """
    for cell in notebook.cells:
        meta = cell.metadata.get("nbgrader")
        if meta:
            source, locked, meta["checksum"] = cells[meta["grade_id"]]
            if locked:
                cell.source = source


def _grade_id(cell: NotebookNode) -> str:
    return str(cell.metadata.get("nbgrader", {}).get("grade_id", ""))


def _is_given(cell: NotebookNode) -> bool:
    return bool(is_locked(cell) and not is_grade(cell))


# --- which cell is which -----------------------------------------------------------------------------


def _recognise(cells: list[NotebookNode], wanted: Wanted, own_texts: set[str]) -> list[str]:
    """Give cells that lost their nbgrader id the one they had."""
    found, learners_own = [], [cell for cell in cells if cell.source.strip() not in own_texts]
    for ids_in in (_by_cell_id, _by_check, _by_text, _by_position):
        missing = {id_: cell for id_, cell in wanted.items() if id_ not in map(_grade_id, cells)}
        for cell, id_ in ids_in(learners_own, missing, list(wanted)):
            if _grade_id(cell) not in wanted and id_ in missing:
                cell.metadata["nbgrader"] = {"grade_id": id_}
                del missing[id_]
                found.append(id_)
    if not found:
        return []
    names = ", ".join(f"`{id_}`" for id_ in wanted if id_ in found)
    return [f"nbgrader's ids were lost; these cells were recognised by their id, text or place: {names}."]


def _by_cell_id(cells: list[NotebookNode], missing: Wanted, order: list[str]) -> Recognised:
    ids = {cell.get("id"): id_ for id_, cell in missing.items()}
    return [(cell, ids[cell.id]) for cell in cells if cell.get("id") in ids]


def _by_check(cells: list[NotebookNode], missing: Wanted, order: list[str]) -> Recognised:
    """The last cell with the line `check("name")`, as of copies the last one counts."""
    ids = {name[1]: id_ for id_, cell in missing.items() if is_grade(cell) and (name := CHECK.search(cell.source))}
    found = [
        (cell, ids.get(name))
        for cell in reversed(cells)
        if cell.cell_type == "code"
        for name in CHECK.findall(cell.source)
    ]
    return [(cell, id_) for cell, id_ in found if id_]


def _by_text(cells: list[NotebookNode], missing: Wanted, order: list[str]) -> Recognised:
    texts = {cell.source.strip(): id_ for id_, cell in missing.items() if _is_given(cell)}
    return [(cell, texts[cell.source.strip()]) for cell in cells if cell.source.strip() in texts]


def _by_position(cells: list[NotebookNode], missing: Wanted, order: list[str]) -> Recognised:
    """An answer is the last cell of its type before the module's next cell, if that is where the answer belongs."""
    found = []
    for id_, cell in missing.items():
        after = order[order.index(id_) + 1 :][:1]
        end = next((i for i, c in enumerate(cells) if _grade_id(c) in after), None)
        if not is_solution(cell) or end is None:
            continue
        for other in reversed(cells[:end]):
            if _grade_id(other) in order:
                break
            if other.cell_type == cell.cell_type:
                found.append((other, id_))
                break
    return found


# --- every cell once, in its place -------------------------------------------------------------------


def _keep_last(notebook: NotebookNode, wanted: Wanted) -> list[str]:
    notes, seen = [], set()
    for cell in reversed(notebook.cells):
        grade_id = _grade_id(cell)
        cell.metadata = nbformat.NotebookNode()  # nothing else in a cell's metadata means anything to the grader
        if grade_id not in wanted:
            continue
        if grade_id in seen:
            notes.append(f"The cell `{grade_id}` was there more than once; the last one counts.")
            continue
        seen.add(grade_id)
        _give_type(cell, wanted[grade_id].cell_type)
        cell.metadata["nbgrader"] = nbformat.from_dict(dict(wanted[grade_id].metadata["nbgrader"]))
        if is_locked(cell):
            cell.source = wanted[grade_id].source
    return notes


def _give_type(cell: NotebookNode, cell_type: str) -> None:
    """Make a cell code or text again, if a learner turned it into something else."""
    if cell.cell_type != cell_type:
        cell.cell_type = cell_type
        for name in ("outputs", "execution_count"):
            cell.pop(name, None)
        if cell_type == "code":
            cell.outputs, cell.execution_count = [], None


def _move_given(cells: list[NotebookNode], wanted: Wanted) -> list[str]:
    """Put given cells back between the two of the module's cells between which they belong."""
    notes, order = [], list(wanted)
    for place, id_ in enumerate(order):
        at = _index(cells, id_)
        if at is None or not _is_given(wanted[id_]):
            continue
        before = _index(cells, order[place - 1]) if place else None
        after = _index(cells, order[place + 1]) if place + 1 < len(order) else None
        if (before is not None and before > at) or (after is not None and after < at):
            cell = cells.pop(at)
            cells.insert(_place(cells, order, id_, wanted), cell)
            notes.append(f"The cell `{id_}` had been moved; it ran in its own place.")
    return notes


def _put_back(cells: list[NotebookNode], wanted: Wanted) -> list[str]:
    notes, order = [], list(wanted)
    for id_, cell in wanted.items():
        if _index(cells, id_) is None:
            cells.insert(_place(cells, order, id_, wanted), _blank(cell))
            notes.append(f"The cell `{id_}` was missing; it was put back.")
    return notes


def _index(cells: list[NotebookNode], id_: str) -> int | None:
    return next((i for i, cell in enumerate(cells) if _grade_id(cell) == id_), None)


def _place(cells: list[NotebookNode], order: list[str], id_: str, wanted: Wanted) -> int:
    """Where a cell belongs: a given one at once after the module's cell before it, so that all that follows can use
    it; any other as late as may be, after what the learner wrote there in its stead."""
    before = max(
        (i for earlier in order[: order.index(id_)][-1:] if (i := _index(cells, earlier)) is not None), default=-1
    )
    if _is_given(wanted[id_]):
        return before + 1
    later = (_index(cells, other) for other in order[order.index(id_) + 1 :])
    end = next((i for i in later if i is not None and i > before), len(cells))
    while end > before + 1 and cells[end - 1].cell_type != "code":  # the next exercise's text
        end -= 1
    return end


def _blank(cell: NotebookNode) -> NotebookNode:
    """A source cell as it is put back: an answer cell empty, any other as it is (nbgrader restores its text)."""
    new: NotebookNode = nbformat.from_dict({**cell, "metadata": dict(cell.metadata)})
    if is_solution(cell):
        new.source = "# (this cell was deleted)" if cell.cell_type == "code" else ""
    return new


def _give_ids(cells: list[NotebookNode], wanted: Wanted) -> None:
    """The module's cells have its own cell ids; the learner's keep theirs where nobody else has it."""
    taken = {cell.get("id") for cell in wanted.values()}
    for number, cell in enumerate(cells, 1):
        source = wanted.get(_grade_id(cell))
        if source is not None:
            cell["id"] = source.get("id") or f"cell-{number}"
            continue
        choices = chain([cell.get("id")], (f"cell-{number}{'-more' * more}" for more in count()))
        cell["id"] = next(id_ for id_ in choices if id_ and id_ not in taken)
        taken.add(cell["id"])
