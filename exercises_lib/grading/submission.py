"""Reading what a learner handed in.

A submission may be anything: no notebook at all, one of another program, one with half a character in it. `read` and
`parse` refuse what cannot be graded, with one clear sentence. Of the rest they make a new notebook from the type, the
text and the ids of each cell, so that nothing else in the file can matter.
"""

from __future__ import annotations

import errno
import re
import stat
import unicodedata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from exercises_lib.grading import pictures
from exercises_lib.grading.bounds import Bounds, TooMuch
from exercises_lib.plain import reading
from exercises_lib.plain.text import whole
from exercises_lib.printable import printable

MAX_BYTES = 100_000_000  # of the notebook file
MAX_CELLS = 2_000
MAX_TEXT = 20_000_000  # characters of all cells

HAND_IN_AGAIN = "Ask the learner to open the module, save it and hand it in again."
FEWER = "Ask the learner to remove cells that do not belong to the module, and to hand in again."
CLEAR_OUTPUTS = "Ask the learner to choose Edit > Clear Outputs of All Cells, to save and to hand in again."


class SubmissionFault(Exception):
    """This submission cannot be graded; the text says why and what to do."""


def reason(fault: Exception) -> str:
    """Why a submission was not graded, for one line to its trainer; also where it hit what nobody thought of.

    Raises the fault itself where it is not the submission's: the disk is full, so nobody's work can be kept.
    """
    if isinstance(fault, OSError) and fault.errno in (errno.ENOSPC, errno.EDQUOT):
        raise fault
    if isinstance(fault, SubmissionFault):
        return str(fault)
    what = f"{type(fault).__name__}: {str(fault)[:200]}"
    return printable(f"something in it could not be handled ({what}). {HAND_IN_AGAIN}")


def read(path: Path) -> bytes:
    """The bytes of the submitted file. Raises SubmissionFault for one that is missing or too large."""
    try:
        found = path.lstat()
        if stat.S_ISLNK(found.st_mode):
            raise SubmissionFault(f"it is a link to another file, not a notebook of its own. {HAND_IN_AGAIN}")
        if not stat.S_ISREG(found.st_mode):  # to read a named pipe is to wait for ever
            raise SubmissionFault(f"it is no ordinary file. {HAND_IN_AGAIN}")
        size = found.st_size
        if size > MAX_BYTES:
            raise SubmissionFault(
                f"the file is {size / 1e6:.0f} MB, the limit is {MAX_BYTES / 1e6:.0f} MB. {CLEAR_OUTPUTS}"
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise missing(path) from None
    except OSError as fault:
        raise SubmissionFault(f"the file cannot be read ({fault.strerror}). {HAND_IN_AGAIN}") from None


def missing(path: Path) -> SubmissionFault:
    """What to say where there is no notebook of the right name."""
    others = sorted(other.name for other in path.parent.glob("*.ipynb"))
    if others:
        other = printable(others[0])
        return SubmissionFault(
            f"there is no {path.name}, but `{other}`. If that is the one, give it the name {path.name}."
        )
    return SubmissionFault(f"there is no {path.name}. {HAND_IN_AGAIN}")


def parse(raw: bytes) -> NotebookNode:
    """The notebook in a submitted file, made anew, without outputs. Raises SubmissionFault.

    Each cell has an id of its own, the same each time; of copies the last one keeps theirs.
    """
    if not raw.strip():
        raise SubmissionFault(f"the file is empty. {HAND_IN_AGAIN}")
    if b"\0" in raw:
        raise SubmissionFault(f"the file is damaged (it contains null bytes). {HAND_IN_AGAIN}")
    try:
        with Bounds():
            return _parsed(raw)
    except (TooMuch, MemoryError):
        raise SubmissionFault(f"it takes too much time or memory to read. {CLEAR_OUTPUTS}") from None


def _parsed(raw: bytes) -> NotebookNode:
    try:
        content = reading.loads(raw)
    except reading.TooMuchJson as much:
        raise SubmissionFault(f"it holds {much}. {CLEAR_OUTPUTS}") from None
    except ValueError:  # not UTF-8, or no JSON
        raise SubmissionFault(f"the file is damaged (it is no complete notebook). {HAND_IN_AGAIN}") from None
    try:
        return _rebuilt(content)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise SubmissionFault(f"the file is no notebook that this course can read. {HAND_IN_AGAIN}") from None


def _rebuilt(content: dict[str, Any]) -> NotebookNode:
    """A notebook of today's form from the cells of any form. Raises an error for what is no notebook."""
    if int(content.get("nbformat", 4)) > 4:
        raise ValueError("a form of the future")
    cells = [_cell(cell) for cell in islice(_cells(content), MAX_CELLS + 1)]
    if len(cells) > MAX_CELLS:
        raise SubmissionFault(f"it has more than {MAX_CELLS:,} cells. {FEWER}")
    if sum(len(cell.source) for cell in cells) > MAX_TEXT:
        raise SubmissionFault(f"its cells hold more than {MAX_TEXT:,} characters. {FEWER}")
    seen: set[str] = set()
    for number, cell in reversed(list(enumerate(cells, 1))):  # nbformat would make up ids, others at each reading
        if not cell.id or cell.id in seen:
            cell.id = f"own-{number}-{len(seen)}"
        seen.add(cell.id)
    notebook: NotebookNode = nbformat.from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells})
    return notebook


def _cells(content: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The cells in a file's order; in form 3 they lie in worksheets."""
    for sheet in content.get("worksheets", [content]):
        yield from sheet["cells"]


def _cell(cell: dict[str, Any]) -> NotebookNode:
    kind, source = cell["cell_type"], _text(cell.get("source", cell.get("input")))
    if kind == "heading":  # of form 3
        source = f"{'#' * int(cell.get('level', 1))} {source}"
    if kind not in ("code", "raw"):
        kind, source = "markdown", pictures.embedded(source, cell.get("attachments"))
    grade_id = _grade_id(cell)
    new = {"cell_type": kind, "source": source, "metadata": {"nbgrader": {"grade_id": grade_id}} if grade_id else {}}
    if kind == "code":
        new |= {"outputs": [], "execution_count": None}
    made: NotebookNode = nbformat.from_dict(new | {"id": _cell_id(cell)})
    return made


def _text(source: object) -> str:
    """A cell's text: one text, or a list of lines; none where a program wrote none."""
    if source is None:
        return ""
    if type(source) is list:
        source = "".join(source)
    if type(source) is not str:
        raise TypeError("no text")
    return whole(source)


def _cell_id(cell: dict[str, Any]) -> str:
    found = cell.get("id")
    return found if type(found) is str and re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", found) else ""


def _grade_id(cell: dict[str, Any]) -> str:
    """The id that nbgrader gave a cell; editors lose it, and learners may write there what they like."""
    metadata = cell.get("metadata")
    ours = metadata.get("nbgrader") if type(metadata) is dict else None
    found = ours.get("grade_id") if type(ours) is dict else None
    return whole(found) if type(found) is str else ""


def is_name(learner: str) -> bool:
    """Whether a gradebook can keep this as a learner's id, and nbgrader's pages, which escape nothing, can show it."""
    return not any(c in MARKUP or unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in learner)


MARKUP = '<>&"\\`'


def check_place(place: Path, learner: str) -> None:
    """Raises SubmissionFault for a learner's id that is no name, and for a folder that is a link."""
    if not is_name(learner):
        raise SubmissionFault(
            "the name of its folder has characters that an id cannot have: a line break or another one that is not "
            f"seen, or one of {' '.join(MARKUP)} . Give the folder the learner's id as its name."
        )
    if place.is_symlink():
        raise SubmissionFault(f"its folder is a link to another folder. {HAND_IN_AGAIN}")
