"""The ways of grading that are compared. Each returns the seconds that it took for all submissions."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import nbformat

from benchmarks import cohorts
from exercises_lib.environment import with_commands


def by_nbgrader(root: Path, module: str) -> float:
    """(a) and (b): `nbgrader autograde`, with the settings that lie in the course folder."""
    return _timed(root, module, [sys.executable, "-m", "nbgrader", "autograde", module])[0]


def by_bpo(workers: int):
    """(c) and (d): `bpo grade` with so many workers."""

    def grade(root: Path, module: str) -> float:
        command = [sys.executable, "-m", "exercises_lib.cli", "grade", module, "--workers", str(workers)]
        return _timed(root, module, command)[0]

    return grade


def coordinator(root: Path, module: str, workers: int) -> tuple[float, float]:
    """`bpo grade` with so many workers: seconds in all, and processor seconds of the coordinator, start included."""
    command = [sys.executable, "-m", "benchmarks.coordinator", module, "--workers", str(workers)]
    seconds, said = _timed(root, module, command)
    return seconds, float(said.split()[-1])


def _timed(root: Path, module: str, command: list[str]) -> tuple[float, str]:
    """The seconds that a command took to grade everybody in the course folder, and what it printed."""
    cohorts.forget_marks(root)
    environment = with_commands() | {"PYTHONPATH": str(cohorts.REPOSITORY)}
    began = time.perf_counter()
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True)
    seconds = time.perf_counter() - began
    graded = len(list((root / "autograded").glob(f"*/{module}/{module}.ipynb")))
    handed_in = len(list((root / "submitted").iterdir()))
    if done.returncode or graded != handed_in:
        raise RuntimeError(f"{' '.join(command)} graded {graded} of {handed_in}:\n{done.stderr[-2000:]}")
    return seconds, done.stdout


def bare_forks(root: Path, module: str) -> float:
    """(e) the floor: the learner's own cells in a bare fork of a process with everything loaded; no mark, no file."""
    notebook = nbformat.read(root / "submitted" / "learner_00000" / module / f"{module}.ipynb", 4)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    cells = [cell.source for cell in code if not cell.metadata.get("nbgrader", {}).get("grade")]
    submissions = len(list((root / "submitted").iterdir()))
    command = [sys.executable, "-m", "benchmarks.floor", str(submissions)]
    data = root / "release" / module
    done = subprocess.run(
        command,
        cwd=data,
        input="\0".join(cells),
        env=os.environ | {"PYTHONPATH": str(cohorts.REPOSITORY)},
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout.split()[-1])
