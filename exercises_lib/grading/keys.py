"""A module's keys: made by running its solution notebook on the practice sample and on the fresh one, and kept.

Running a solution takes seconds, so keys are cached outside the course folder, under a name that changes when the
notebook, its data, this package or the seed changes.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests

import exercises_lib
from exercises_lib.cells import check_cells, solution_cells
from exercises_lib.checks import KINDS
from exercises_lib.checks.key import Key
from exercises_lib.checks.record import Record, known_key
from exercises_lib.checks.typed import changing
from exercises_lib.faults import KeyFault
from exercises_lib.grading.process import temporary
from exercises_lib.grading.seed import private_folder, secret_seed

KEPT = "keys.json"
Records = dict[str, Record]  # by exercise
BothSamples = dict[str, Records]  # "practice" and "fresh"
Sample = tuple[Path, int]  # a folder with a notebook's files, in which it runs; and the seed, or 0
# (notebook, samples, with mutants?) -> what key_run finds on each sample
Runner = Callable[[Path, list[Sample], bool], list[dict[str, Any]]]


def in_new_python(notebook: Path, samples: list[Sample], with_mutants: bool) -> list[dict[str, Any]]:
    """What key_run prints of a notebook that is run on these samples. Raises KeyFault where it prints nothing."""
    command = [sys.executable, "-m", "exercises_lib.authoring.key_run", str(notebook)]
    command += [str(part) for sample in samples for part in sample]
    command += [] if with_mutants else ["--without-mutants"]
    # not nbgrader's own run of a submission, although it may be under way: see learner.check
    environment = {name: value for name, value in os.environ.items() if name != "NBGRADER_EXECUTION"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    try:
        answers: list[dict[str, Any]] = json.loads(done.stdout)
        return answers
    except ValueError:
        raise KeyFault(f"the solution notebook {notebook.name} could not be run: {done.stderr[-2000:]}") from None


@dataclass(frozen=True)
class Keys:
    """What a grader knows of a module."""

    practice: dict[str, Key]
    fresh: dict[str, Key]
    by_grade_id: dict[str, str]  # a check cell's nbgrader id -> its exercise
    own_texts: frozenset[str]  # the module's own text cells, which need no cleaning
    files: Path  # a folder with the files of the release, the data drawn anew

    def exercise_in(self, cell: NotebookNode) -> str | None:
        """The exercise that a check cell of ours decides; None for any other cell."""
        return self.by_grade_id.get(cell.metadata.get("nbgrader", {}).get("grade_id"))

    @cached_property
    def file_names(self) -> list[str]:
        """The paths of the release's files in their folder."""
        return [path.relative_to(self.files).as_posix() for path in self.files.rglob("*") if path.is_file()]

    @staticmethod
    def released_source(cell: NotebookNode) -> str:
        """A check cell's source as learners have it, without its hidden tests."""
        cell, _ = ClearHiddenTests().preprocess_cell(cell.copy(), ResourcesDict(), 0)
        return str(cell.source)


def load(course_root: Path, notebook: Path) -> Keys:
    """The keys of the module whose solution notebook this is.

    Raises KeyFault, naming the exercise, if the solution does not run or a key is wrong.
    """
    found, files = both_samples(course_root, notebook)
    return keys_of(nbformat.read(notebook, 4), found, files)


def keys_of(source: NotebookNode, found: BothSamples, files: Path) -> Keys:
    """The keys of a solution notebook, from its records ("practice" and "fresh") and the fresh sample's files."""
    ids = {cell.metadata.nbgrader.grade_id: name for cell, name in check_cells(source)}
    practice, graded = ({n: known_key(r) for n, r in found[sample].items()} for sample in ("practice", "fresh"))
    texts = frozenset(cell.source for cell in source.cells if cell.cell_type == "markdown")
    return Keys(practice, graded, ids, texts, files)


def both_samples(
    course_root: Path, notebook: Path, runner: Runner = in_new_python
) -> tuple[BothSamples, Path]:  # fmt: skip
    """The key records on the practice and the fresh sample, and the folder with the fresh sample's files.

    Made by running the solution if need be. Raises KeyFault.
    """
    (practice, _), (drawn, files) = _cached(notebook, [None, secret_seed(course_root, notebook.stem)], runner)
    return {"practice": practice, "fresh": drawn}, files


def of_assignment(course_root: Path, folder: Path) -> list[Record]:
    """The records for the answer card of all notebooks in an assignment's folder. Raises KeyFault."""
    found: Records = {}
    for notebook in sorted(folder.glob("*.ipynb")):
        new = {record["name"]: record for record in for_card(course_root, notebook)}
        if twice := sorted(found.keys() & new.keys()):
            raise KeyFault(f"{folder.name}: two notebooks have an exercise {twice[0]}; give one of them another name")
        found |= new
    return list(found.values())


def for_card(course_root: Path, notebook: Path) -> list[Record]:
    """The practice sample's records for an answer card: each says which facets are others on the fresh sample.

    Raises KeyFault.
    """
    found, _ = both_samples(course_root, notebook)
    return [_told(record, found["fresh"][name]) for name, record in found["practice"].items()]


def _told(seen: Record, fresh: Record) -> Record:
    draws = [_told(*both) for both in zip(seen.get("draws", ()), fresh.get("draws", ()), strict=True)]
    return {**seen, "changing": told(seen, fresh), "draws": draws}


def told(seen: Record, fresh: Record) -> list[str]:
    """The facets that a card names as changing from the one record to the other.

    All of a part in which one changes: which options of a choice change would tell what is right.
    """
    key = known_key(seen)
    changed = set(changing(known_key(fresh), key))
    groups = KINDS[key.kind].told_together(key)
    return [facet for group in groups if changed.intersection(group) for facet in group]


def version(course_root: Path, notebook: Path) -> str:
    """A name that changes with everything that marks follow from: the module, its data, this package, the seed."""
    return _fingerprint(notebook, secret_seed(course_root, notebook.stem))


def cached(notebook: Path, runner: Runner = in_new_python) -> Records:
    """The key records on the practice sample. Made once by running the solution, and kept. Raises KeyFault."""
    return _cached(notebook, [None], runner)[0][0]


def _cached(notebook: Path, seeds: list[int | None], runner: Runner) -> list[tuple[Records, Path]]:
    """For each seed, or None for the practice sample: the records, and the folder of a drawn sample's files."""
    folders = {seed: cache_folder(notebook, seed) for seed in seeds}
    missing = {seed: folder for seed, folder in folders.items() if not (folder / KEPT).exists()}
    if missing:
        _make(notebook, missing, runner)
    return [(json.loads((folder / KEPT).read_text()), folder / "files") for folder in folders.values()]


def cache_folder(notebook: Path, seed: int | None = None) -> Path:
    """Where what follows from a notebook, its data, this package and the seed is kept; another one when they change."""
    return private_folder() / "keys" / notebook.stem / _fingerprint(notebook, seed)


def records(
    notebook: Path, seed: int | None = None, *, with_mutants: bool = True, runner: Runner = in_new_python
) -> Records:  # fmt: skip
    """The key records of a solution notebook by exercise, each with its points.

    On the practice data that lie beside the notebook, or on a sample drawn with `seed`. A notebook without any
    `check("…")` has none, and is not run. Without its mutants a key gives the same points, and fewer slips their
    sentence. Raises KeyFault.
    """
    scratch = temporary.folder("key")
    try:
        draw_beside(notebook, scratch / "run", seed)
        return run(notebook, [(scratch / "run", seed or 0)], with_mutants, runner)[0]
    finally:
        temporary.remove(scratch)


def _has_keys(notebook: Path) -> bool:
    return bool(check_cells(nbformat.read(notebook, 4)))


def draw_beside(notebook: Path, folder: Path, seed: int | None) -> None:
    """Make `folder` with the files that come with a notebook (data, audio), the tables drawn with `seed` if given."""
    shutil.copytree(notebook.parent, folder, ignore=shutil.ignore_patterns("*.ipynb", ".ipynb_checkpoints"))
    if seed is not None:
        from exercises_lib.contact_centre import generated_in, write  # pandas takes a while, and kept keys need none

        write(seed, folder / "data", generated_in(notebook.parent / "data"))


def _make(notebook: Path, missing: dict[int | None, Path], runner: Runner) -> None:
    """Fill the cache folders, each all or nothing: a grader that is killed leaves no half-made keys."""
    place = next(iter(missing.values())).parent
    place.mkdir(parents=True, exist_ok=True)
    has_keys = _has_keys(notebook)
    with tempfile.TemporaryDirectory(dir=place) as new:
        files = {seed: Path(new) / str(seed) / "files" for seed in missing}
        scratch = temporary.folder("key")
        try:
            for seed, folder in files.items():
                # a trainer's own notebook of plain asserts is about the data that its author saw
                draw_beside(notebook, folder, seed if has_keys else None)
                shutil.copytree(folder, scratch / str(seed))  # what the solution writes is none of them
            found = run(notebook, [(scratch / str(seed), seed or 0) for seed in missing], True, runner)
        finally:
            temporary.remove(scratch)
        for (seed, folder), those in zip(missing.items(), found, strict=True):
            (files[seed].parent / KEPT).write_text(json.dumps(those))
            shutil.rmtree(folder, ignore_errors=True)
            try:
                os.replace(files[seed].parent, folder)
            except OSError:  # another grader was quicker; its keys are the same
                if not (folder / KEPT).exists():
                    raise


def run(notebook: Path, samples: list[Sample], with_mutants: bool, runner: Runner) -> list[Records]:
    """The key records from running a solution notebook on each sample. Raises KeyFault."""
    source = nbformat.read(notebook, 4)
    points = {name: float(cell.metadata.nbgrader.points) for cell, name in check_cells(source)}
    if not points:
        return [{} for _ in samples]
    solutions, every = solution_cells(source), list[Records]()
    for answer in runner(notebook.resolve(), samples, with_mutants):
        if "fault" in answer:
            raise KeyFault(f"{notebook.stem}: {answer['fault']}")
        made: Records = answer["keys"]
        for name, record in made.items():
            for one in (record, *record.get("draws", ())):
                one["points"], one["solution"] = points[name], _as_read(solutions.get(f"{name}_answer", ""), name)
        every.append(made)
    return every


def _as_read(solution: str, name: str) -> str:
    """A solution as it is read after Right: without the line that learners find in the empty answer cell."""
    return re.sub(rf"^{re.escape(name)} = \.\.\.\n", "", solution, flags=re.MULTILINE)


def _fingerprint(notebook: Path, seed: int | None) -> str:
    """A name that changes with everything that a key follows from."""
    digest = hashlib.sha256(str(seed).encode())
    package = Path(exercises_lib.__file__).parent
    beside = [p for p in notebook.parent.rglob("*") if p.is_file() and ".ipynb_checkpoints" not in p.parts]
    for path in [*sorted(beside), *sorted(package.rglob("*.py"))]:
        digest.update(str(path.name).encode() + path.read_bytes())
    return digest.hexdigest()[:24]
