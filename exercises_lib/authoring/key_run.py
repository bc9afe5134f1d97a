"""The grader's own run of a solution notebook: prints the key of every exercise, on each sample, as JSON.

    python -m exercises_lib.authoring.key_run NOTEBOOK FOLDER SEED [FOLDER SEED] [--without-mutants]

A folder holds the notebook's data, and it runs there. Mutants (see mutants.py) take as long as all the rest.

A trusted process: the notebook is the author's. It is a process of its own so that one module's run cannot disturb
another's, and so that the grader itself never imports what a notebook imports.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import sys
from collections.abc import Callable
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from exercises_lib.authoring import draws, example_words, forks, mutant_answers, mutants
from exercises_lib.authoring.key_ring import KeyRing
from exercises_lib.authoring.mutant_mistakes import known_mutants
from exercises_lib.authoring.read_once import csv_files_read_once
from exercises_lib.cells import answered_in, check_cells
from exercises_lib.checks.record import Record
from exercises_lib.faults import KeyFault
from exercises_lib.grading.process.shell import make_shell
from exercises_lib.grading.process.shown import Output

WITHOUT_MUTANTS = "--without-mutants"
Look = Callable[[str, Record, list[tuple[mutants.Mutant, object]]], None]


def _look_away(*_: object) -> None:
    pass


def main(path: str, *rest: str) -> None:
    parts = [part for part in rest if part != WITHOUT_MUTANTS]
    samples = [(Path(folder), int(seed)) for folder, seed in zip(parts[::2], parts[1::2], strict=True)]
    json.dump(in_forks_on(Path(path), samples, WITHOUT_MUTANTS not in rest), sys.stdout)


def in_forks_on(notebook: Path, samples: list[tuple[Path, int]], with_mutants: bool) -> list[dict[str, Any]]:
    """What is found on each sample (a folder, and a seed): a `keys.Runner`. Raises RuntimeError."""
    if with_mutants:
        prepare(notebook)

    def on(folder: Path, seed: int) -> dict[str, Any]:
        os.chdir(folder)
        return keys_or_fault(notebook, seed, with_mutants)

    return list(forks.in_forks([partial(on, *sample) for sample in samples]))


def prepare(notebook: Path) -> None:
    """Make what does not hang on the data, for all forks of this process: the mutants, and their code."""
    for mutant in chain(*mutants.of_module(nbformat.read(notebook, as_version=4)).values()):
        mutants.plain_python(mutant.code)
        with contextlib.suppress(SyntaxError, ValueError):
            mutant_answers.parsed(mutant.code)


def keys_or_fault(path: Path, seed: int, with_mutants: bool, look: Look = _look_away) -> dict[str, Any]:
    """On one sample: {"keys": the records by exercise} or {"fault": the sentence}."""
    try:
        with csv_files_read_once():
            return {"keys": run(nbformat.read(path, as_version=4), seed, with_mutants, look)}
    except KeyFault as fault:
        return {"fault": str(fault)}


def run(notebook: NotebookNode, seed: int, with_mutants: bool = True, look: Look = _look_away) -> dict[str, Record]:
    """Run every code cell and collect the keys. Raises KeyFault naming the exercise or the cell that failed.

    `look` is shown each exercise's record when it is made, with what its mutants answered.
    """
    outputs: list[Output] = []
    shell = make_shell(outputs.append)
    shell.is_seen = False
    shell.take_over()
    points = {name: float(cell.metadata.nbgrader.points) for cell, name in check_cells(notebook)}
    ring = KeyRing(shell.user_ns, seed, points, example_words.of_module(notebook))
    shell.user_ns["key"] = ring
    every, answers = mutants.of_module(notebook) if with_mutants else {}, {}
    for number, cell in enumerate(notebook.cells, 1):
        if cell.cell_type != "code":
            continue
        outputs.clear()
        if (name := answered_in(cell)) in every:
            answers[name] = mutant_answers.answers(every[name], name, shell.user_ns)
        if shell.run(cell.source) != "ok":
            error = next(o for o in outputs if o["output_type"] == "error")
            # the ring's own faults name their exercise already
            where = "" if error["ename"] == "KeyFault" else f"{_where(cell, number)}: {error['ename']}: "
            raise KeyFault(where + error["evalue"])
        for name in ring.keys.keys() & answers.keys():
            ring.keys[name]["mutants"] = known_mutants(ring.keys[name], answers[name])
            look(name, ring.keys[name], answers.pop(name))
    draws.add(notebook, shell, ring, with_mutants)
    return ring.keys


def _where(cell: NotebookNode, number: int) -> str:
    name = re.search(r"""check\(["'](\w+)["']\)""", cell.source)
    grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
    return f"exercise {name[1]}" if name else f"cell {number}" + (f" ({grade_id})" if grade_id else "")


if __name__ == "__main__":
    main(*sys.argv[1:])
    sys.stdout.flush()
    os._exit(0)  # nothing to tidy up, and Python takes a while to take apart all that it imported
