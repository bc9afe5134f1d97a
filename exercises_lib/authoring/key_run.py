"""The grader's own run of a solution notebook: prints the key of every exercise as JSON.

    python -m exercises_lib.authoring.key_run NOTEBOOK SEED [--without-mutants]

It runs in a folder that holds the notebook's data. Mutants (see mutants.py) take as long as all the rest.

A trusted process: the notebook is the author's. It is a process of its own so that one module's run cannot disturb
another's, and so that the grader itself never imports what a notebook imports.
"""

from __future__ import annotations

import contextlib
import json
import re
import sys
import traceback
from collections.abc import Callable
from itertools import chain
from typing import Any

import nbformat
from nbformat import NotebookNode

from exercises_lib.authoring import draws, example_words, mutant_answers, mutants
from exercises_lib.authoring.key_ring import KeyRing
from exercises_lib.authoring.mutant_mistakes import known_mutants
from exercises_lib.authoring.own_output import keep_for_the_answer
from exercises_lib.authoring.read_once import csv_files_read_once
from exercises_lib.cells import answered_in, check_cells
from exercises_lib.checks.record import Record
from exercises_lib.faults import KeyFault
from exercises_lib.grading.process.shell import make_shell
from exercises_lib.grading.process.shown import Output

Look = Callable[[str, Record, list[tuple[mutants.Mutant, object]]], None]


def _look_away(*_: object) -> None:
    pass


def main(path: str, seed: str, *without_mutants: str) -> None:
    answer, said = keep_for_the_answer(), sys.stderr  # the notebook takes over both
    try:
        json.dump(keys_or_fault(path, int(seed), not without_mutants), answer)
    except Exception:  # ours
        traceback.print_exc(file=said)
    answer.close()


def prepare(path: str) -> None:
    """Make what does not hang on the data, for all forks of this process: the mutants, and their code."""
    for mutant in chain(*mutants.of_module(nbformat.read(path, as_version=4)).values()):
        with contextlib.suppress(SyntaxError, ValueError):
            mutant_answers.parsed(mutant.code)


def keys_or_fault(path: str, seed: int, with_mutants: bool, look: Look = _look_away) -> dict[str, Any]:
    """What this program prints: {"keys": the records by exercise} or {"fault": the sentence}."""
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
