"""Reading what a learner handed in, and putting it back into the module's own shape.

A submission may be anything: no notebook at all, a notebook of another module, one with check cells deleted, moved,
copied or edited. `read` and `parse` refuse what cannot be graded, with one clear sentence. `restore` makes the rest a
notebook with every answer and check cell exactly once, with the module's own metadata, so that what follows can rely
on it.
"""

from __future__ import annotations

from pathlib import Path

import nbformat

from exercises_lib.learner import answer_card

MAX_BYTES = 100_000_000  # of the notebook file

HAND_IN_AGAIN = "Ask the learner to open the module, save it and hand it in again."


class SubmissionFault(Exception):
    """This submission cannot be graded; the text says why and what to do."""


def read(path: Path) -> bytes:
    """The bytes of the submitted file. Raises SubmissionFault for one that is missing or too large."""
    if path.is_symlink():
        raise SubmissionFault(f"it is a link to another file, not a notebook of its own. {HAND_IN_AGAIN}")
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise SubmissionFault(
                f"the file is {size / 1e6:.0f} MB, the limit is {MAX_BYTES / 1e6:.0f} MB. Ask the learner to choose "
                "Edit > Clear Outputs of All Cells, to save and to hand in again."
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise SubmissionFault(_missing(path)) from None
    except OSError as fault:
        raise SubmissionFault(f"the file cannot be read ({fault.strerror}). {HAND_IN_AGAIN}") from None


def _missing(path: Path) -> str:
    others = sorted(other.name for other in path.parent.glob("*.ipynb"))
    if others:
        return f"there is no {path.name}, but `{others[0]}`. If that is the one, give it the name {path.name}."
    return f"there is no {path.name}. {HAND_IN_AGAIN}"


def parse(raw: bytes):
    """The notebook in a submitted file, without outputs. Raises SubmissionFault."""
    if not raw.strip():
        raise SubmissionFault(f"the file is empty. {HAND_IN_AGAIN}")
    if b"\0" in raw:
        raise SubmissionFault(f"the file is damaged (it contains null bytes). {HAND_IN_AGAIN}")
    try:
        notebook = nbformat.from_dict(nbformat.reads(raw.decode("utf-8-sig"), 4))  # old formats leave plain dicts
        _strip(notebook)
        _, notebook = nbformat.validator.normalize(notebook)  # new ids where a cell was copied
        nbformat.validate(notebook)
    except nbformat.reader.NotJSONError:
        raise SubmissionFault(f"the file is damaged (it is no complete notebook). {HAND_IN_AGAIN}") from None
    except Exception:  # whatever else a file can do to a reader
        raise SubmissionFault(f"the file is no notebook that this course can read. {HAND_IN_AGAIN}") from None
    return notebook


def files_beside(folder: Path, limit: int) -> dict[str, bytes]:
    """The other files that were handed in, by their path in `folder`: no notebooks, no links, no answer card.

    Raises SubmissionFault if they are more than `limit` bytes together.
    """
    paths = [
        path for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.is_symlink() and path.suffix != ".ipynb" and path.name != answer_card.FILE_NAME
    ]
    size = sum(path.stat().st_size for path in paths)
    if size > limit:
        raise SubmissionFault(
            f"its files are {size / 1e6:.0f} MB, the limit is {limit / 1e6:.0f} MB. "
            "Ask the learner to remove files that do not belong to the module, and to hand in again."
        )
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def place(folder: Path, files: dict[str, bytes]) -> None:
    """Write files into a folder; one whose name leads out of it is left out."""
    for name, content in files.items():
        path = (folder / name).resolve()
        if path.is_relative_to(folder.resolve()):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def _strip(notebook) -> None:
    """Drop what does not count: outputs and attachments, the largest part of a file, and the notebook's metadata."""
    notebook.metadata = {}
    for cell in notebook.cells:
        cell.pop("attachments", None)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        else:
            cell.pop("outputs", None)


def restore(notebook, source) -> list[str]:
    """Give a submission the shape of `source`, the module's solution notebook; change it in place.

    Every cell with an nbgrader id of the source appears exactly once (of copies the last is kept, as nbgrader does)
    and has the source's metadata; missing ones are put back after their neighbour, answer cells empty. Metadata that
    are not the source's are dropped.

    Returns one sentence for each thing that was mended. Raises SubmissionFault if nothing of the module is there.
    """
    wanted = {_grade_id(cell): cell for cell in source.cells if _grade_id(cell)}
    present = {_grade_id(cell) for cell in notebook.cells} & set(wanted)
    if not present:
        raise SubmissionFault(
            "this is a notebook of another module, or none of its answer cells are left. "
            "Ask the learner to hand in the notebook of this module."
        )
    notebook.metadata = nbformat.from_dict(source.metadata)
    notes = _keep_last(notebook, wanted)
    notes += _put_back(notebook, wanted, present)
    return notes


def _grade_id(cell) -> str | None:
    meta = cell.metadata.get("nbgrader")
    grade_id = meta.get("grade_id") if isinstance(meta, dict) else None
    return grade_id if isinstance(grade_id, str) else None


def _keep_last(notebook, wanted: dict) -> list[str]:
    notes, seen = [], set()
    for cell in reversed(notebook.cells):
        grade_id = _grade_id(cell)
        cell.metadata = {}  # nothing else in a cell's metadata means anything to the grader
        if grade_id not in wanted:
            continue
        if grade_id in seen:
            notes.append(f"The cell `{grade_id}` was there more than once; the last one counts.")
            continue
        seen.add(grade_id)
        _give_type(cell, wanted[grade_id].cell_type)
        cell.metadata["nbgrader"] = dict(wanted[grade_id].metadata["nbgrader"])
    return notes


def _give_type(cell, cell_type: str) -> None:
    """Make a cell code or text again, if a learner turned it into something else."""
    if cell.cell_type != cell_type:
        cell.cell_type = cell_type
        for name in ("outputs", "execution_count"):
            cell.pop(name, None)
        if cell_type == "code":
            cell.outputs, cell.execution_count = [], None


def _put_back(notebook, wanted: dict, present: set) -> list[str]:
    notes, before = [], None
    for grade_id, cell in wanted.items():
        if grade_id not in present:
            position = next((i + 1 for i, c in enumerate(notebook.cells) if _grade_id(c) == before), 0)
            notebook.cells.insert(position, _blank(cell))
            notes.append(f"The cell `{grade_id}` was missing; it was put back.")
        before = grade_id
    return notes


def _blank(cell):
    """A source cell as it is put back: an answer cell empty, any other as it is (nbgrader restores its text)."""
    new = nbformat.from_dict({**cell, "metadata": dict(cell.metadata)})
    if cell.metadata["nbgrader"]["solution"]:
        new.source = "# (this cell was deleted)" if cell.cell_type == "code" else ""
    return new
