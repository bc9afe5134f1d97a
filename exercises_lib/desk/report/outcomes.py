"""What was found and told, from the result files of a module (see grading/result_file.py): the newest of each learner.

Read for points that the gradebook has too: a line counts only where its points are those of the gradebook, so that an
old message never stands beside a new mark.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from exercises_lib.checks.key import NOT_ATTEMPTED, PARTLY, RIGHT, WRONG

STATES = (RIGHT, PARTLY, WRONG, NOT_ATTEMPTED)
NONE = -1  # of a state, a message or an answer
AT_ONCE = 2000  # lines that are read in one go


@dataclass
class Outcomes:
    """By learner (row) and exercise (column). Texts are kept once; `message` and `answer` are places in `texts`."""

    state: np.ndarray  # a place in STATES, or NONE
    points: np.ndarray
    message: np.ndarray
    answer: np.ndarray
    explained: np.ndarray
    texts: list[str]
    not_graded: dict[int, str] = field(default_factory=dict)  # row: why the newest submission could not be graded
    files: int = 0
    damaged: dict[str, int] = field(default_factory=dict)  # file name: lines that cannot be read


def read(folder: Path, module: str, learners: list[str], exercises: list[str]) -> Outcomes:
    """The outcomes of these learners and exercises. Others in the files are left out. Raises nothing for bad lines."""
    shape = len(learners), len(exercises)
    found = Outcomes(
        np.full(shape, NONE, np.int8),
        np.full(shape, np.nan),
        np.full(shape, NONE, np.int32),
        np.full(shape, NONE, np.int32),
        np.zeros(shape, bool),
        [],
    )
    taken = _Taken(
        found, {name: row for row, name in enumerate(learners)}, {name: column for column, name in enumerate(exercises)}
    )
    for path in files_of(folder, module):
        found.files += 1
        when = path.stem[-15:]
        for line in _lines(path, found.damaged):
            try:
                taken.take(line, when)
            except (KeyError, TypeError, ValueError, AttributeError):
                found.damaged[path.name] = found.damaged.get(path.name, 0) + 1
    return found


def files_of(folder: Path, module: str) -> list[Path]:
    """The result files of a module, oldest first."""
    ours = re.compile(rf"{re.escape(module)}-\d{{8}}-\d{{6}}\.jsonl")
    return sorted(path for path in folder.glob("*.jsonl") if ours.fullmatch(path.name))


def _lines(path: Path, damaged: dict[str, int]) -> Iterator[dict]:
    """Each line of a file as what it holds; those that are no JSON are counted."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            while some := file.readlines(AT_ONCE * 300):
                try:
                    yield from json.loads(f"[{','.join(some)}]")  # many at once: half the time
                except (ValueError, RecursionError):
                    yield from _one_by_one(some, path.name, damaged)
    except OSError:
        damaged[path.name] = damaged.get(path.name, 0) + 1


def _one_by_one(lines: list[str], name: str, damaged: dict[str, int]) -> Iterator[dict]:
    for line in lines:
        try:
            yield json.loads(line)
        except (ValueError, RecursionError):
            damaged[name] = damaged.get(name, 0) + bool(line.strip())


class _Taken:
    """Lines, taken in one by one: of each learner those of the newest grading stay."""

    def __init__(self, found: Outcomes, rows: dict[str, int], columns: dict[str, int]):
        self._found, self._rows, self._columns = found, rows, columns
        self._newest = [""] * len(rows)  # when each learner's lines were written
        self._places: dict[str, int] = {}
        self._codes = {state: code for code, state in enumerate(STATES)}

    def take(self, line: dict, written: str) -> None:
        """`written`: the time of the file, for a line that tells none. Raises where it is no line of ours."""
        row = self._rows.get(line["learner"])
        if row is None:
            return
        when = line.get("graded") or f"{written[:4]}-{written[4:6]}-{written[6:8]}T{written[9:11]}:{written[11:13]}"
        if when < self._newest[row]:
            return
        found = self._found
        if when > self._newest[row]:
            self._newest[row] = when
            found.state[row] = found.message[row] = found.answer[row] = NONE
            found.not_graded.pop(row, None)
        if line["outcome"] == "not graded":
            found.not_graded[row] = str(line["message"])
            return
        column = self._columns.get(line["exercise"])
        if column is None:
            return
        code = self._codes[line["outcome"]]
        found.points[row, column] = line["points"]
        found.message[row, column] = self._place(line["message"])
        if answer := line.get("answer"):
            found.answer[row, column] = self._place(answer)
        found.explained[row, column] = line.get("explained", False)
        found.state[row, column] = code

    def _place(self, text: str) -> int:
        place = self._places.setdefault(text, len(self._places))
        if place == len(self._found.texts):
            self._found.texts.append(text + "")  # raises for what is no text
        return place
