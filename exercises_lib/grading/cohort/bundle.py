"""Grading as a pure function: a module's bundle and one submission in, a graded notebook and its marks out.

A bundle holds all that any machine needs to grade a module; nothing here touches a gradebook or a course folder.
"""

from __future__ import annotations

import shutil
import time
import weakref
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.preprocessors import LimitOutput

from exercises_lib.grading import folder
from exercises_lib.grading.bounds import Bounds
from exercises_lib.grading.grade import MACHINE_FAULTS, Result, flags, grade_notebook
from exercises_lib.grading.keys import BothSamples, Keys, keys_of
from exercises_lib.grading.process import temporary
from exercises_lib.grading.process.limits import Limits
from exercises_lib.grading.process.run import NotebookRun
from exercises_lib.grading.process.starter import starter
from exercises_lib.grading.restore import ReleasedCells, as_released, restore
from exercises_lib.grading.submission import parse, reason


@dataclass(frozen=True, eq=False)  # compared by identity, so that it can be a cache's key
class Bundle:
    """A module ready to grade: its solution notebook, key records, fresh files, and the cells as released."""

    module: str
    source: str  # the solution notebook, as JSON text
    records: BothSamples  # key records
    files: dict[str, bytes]  # the release's files by relative path, the data drawn anew
    cells: ReleasedCells
    kernelspec: dict[str, Any]
    limits: Limits
    hidden: tuple[str, ...]  # the course's own files and folders, which no submission may read


@dataclass(frozen=True)
class Submission:
    """What one learner handed in: the notebook file's bytes, the other files by relative path, and notes on them."""

    learner: str
    notebook: bytes
    files: dict[str, bytes] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Graded:
    """What came out. `fault` says why a submission could not be graded; then there is no notebook and no mark."""

    learner: str
    seconds: float
    notebook: str = ""
    results: list[Result] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    scores: dict[str, float | None] = field(default_factory=dict)  # by grade cell; None needs a person
    comments: dict[str, str | None] = field(default_factory=dict)  # by answer cell
    fault: str = ""


def grade_submission(bundle: Bundle, handed_in: Submission) -> Graded:
    """Grade one submission. Raises MACHINE_FAULTS and nothing else, whatever a submission does."""
    began, module = time.monotonic(), _unpack(bundle)
    try:
        return _graded(bundle, module, handed_in, began)
    except MACHINE_FAULTS:
        raise
    except Exception as fault:
        return Graded(handed_in.learner, time.monotonic() - began, fault=reason(fault))


def _graded(bundle: Bundle, module: _Unpacked, handed_in: Submission, began: float) -> Graded:
    notebook = parse(handed_in.notebook)
    with Bounds():
        notes = [*handed_in.notes, *restore(notebook, module.source)]
    as_released(notebook, bundle.cells)
    if bundle.kernelspec:
        notebook.metadata["kernelspec"] = bundle.kernelspec
    start = starter(bundle.limits, bundle.hidden)
    place = start.folder()
    try:
        folder.copy(handed_in.files, place)
        shutil.copytree(module.keys.files, place, dirs_exist_ok=True, copy_function=shutil.copyfile)
        with NotebookRun(lambda: start.start(place), bundle.limits, module.keys.file_names) as notebook_run:
            results = grade_notebook(notebook, module.keys, notebook_run)
    finally:
        shutil.rmtree(place, ignore_errors=True)
    notes += flags(results)
    LimitOutput().preprocess(notebook, {})
    scores, comments = marks_of(notebook)
    seconds = time.monotonic() - began
    text = nbformat.v4.writes(notebook)  # not nbformat.writes, which looks for what it would only log
    return Graded(handed_in.learner, seconds, text, results, notes, scores, comments)


def marks_of(notebook: NotebookNode) -> tuple[dict[str, float | None], dict[str, str | None]]:
    """Scores by grade cell and comments by answer cell, as nbgrader's SaveAutoGrades decides them."""
    scores, comments = {}, {}
    for cell in notebook.cells:
        if utils.is_grade(cell):
            scores[cell.metadata.nbgrader.grade_id], _ = utils.determine_grade(cell)
        if utils.is_solution(cell):
            untouched = cell.metadata.nbgrader.get("checksum") == utils.compute_checksum(cell)
            comments[cell.metadata.nbgrader.grade_id] = "No response." if untouched else None
    return scores, comments


@dataclass(frozen=True)
class _Unpacked:
    """What a worker makes of a bundle, once."""

    source: NotebookNode  # the solution notebook
    keys: Keys


@lru_cache(maxsize=1)
def _unpack(bundle: Bundle) -> _Unpacked:
    place = temporary.folder("bundle")
    folder.copy(bundle.files, place)
    source = nbformat.v4.reads(bundle.source)
    unpacked = _Unpacked(source, keys_of(source, bundle.records, place))
    weakref.finalize(unpacked, temporary.remove, place)
    return unpacked
