"""`bpo check`: the proofs of some modules, on all cores, and the lines that it prints."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from exercises_lib.authoring import forks, proofs, same_for_all
from exercises_lib.authoring.subject import Subject
from exercises_lib.faults import CourseFault

HOLDS, FAILS, TELLS, DETAIL = "✓", "✗", "·", ""
Line = tuple[str, str]  # the sign before it, and the text


def check(root: Path, modules: list[str], exercise: str = "") -> Iterator[tuple[str, Iterable[Line]]]:
    """Each module with its lines. One module's come as they are found; several are proven side by side.

    `exercise`: only this one. Raises CourseFault where a module has none of this name.
    """
    workers = min(len(modules), os.cpu_count() or 1)
    if workers < 2:
        yield from ((module, lines(root, module, exercise)) for module in modules)
        return
    forks.warm_up()  # once for all workers
    with multiprocessing.get_context("fork").Pool(workers) as pool:
        every = pool.imap(_lines, [(root, module, exercise) for module in modules], chunksize=1)
        yield from zip(modules, every, strict=True)
        pool.close()
        pool.join()


def _lines(asked: tuple[Path, str, str]) -> list[Line]:
    return list(lines(*asked))


def lines(root: Path, module: str, exercise: str = "") -> Iterator[Line]:
    """What the proofs of a module find; then what is told of it."""
    subject, fit = Subject(root, module, only=exercise), True
    if exercise and exercise not in subject.exercises:
        raise CourseFault(f"{module} has no exercise {exercise}; it has {', '.join(subject.exercises)}")
    for proof in proofs.OF_EXERCISES if exercise else proofs.PROOFS:
        problems = proofs.prove(subject, proof)
        fit = fit and not problems
        yield FAILS if problems else HOLDS, proof.__doc__ or ""
        yield from ((DETAIL, f"   {problem}") for problem in problems)
    if fit and not exercise:
        yield TELLS, same_for_all.line(subject)
    with contextlib.suppress(OSError, RuntimeError, ValueError):  # a module too broken for it, as its proofs say
        yield from ((TELLS, line) for line in subject.mutants.lines())
