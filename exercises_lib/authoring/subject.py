"""A module under proof: its notebook, its keys, its release and what becomes of submissions, each made once."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from exercises_lib import course_folder
from exercises_lib.authoring import variants
from exercises_lib.authoring.forks import in_fork
from exercises_lib.authoring.key_run import in_forks_on, prepare
from exercises_lib.authoring.mutant_report import Report, report
from exercises_lib.authoring.mutant_run import tried_with_keys
from exercises_lib.authoring.nbgrader_command import nbgrader_here
from exercises_lib.cells import check_cells
from exercises_lib.grading import keys
from exercises_lib.grading.grade import Result, grade_notebook
from exercises_lib.grading.keys import BothSamples, Records
from exercises_lib.grading.process import temporary
from exercises_lib.grading.process.limits import Limits
from exercises_lib.grading.process.run import NotebookRun
from exercises_lib.grading.process.starter import starter
from exercises_lib.learner import answer_card

SEEDS = (11, 12, 13)  # of the fresh samples on which a module is tried
LEARNERS = {None: "0a11ce", 12: "b0b5ea", 13: "c4b1e5"}  # own numbers, by the sample on which each hands in
MUTANT_SEEDS = (SEEDS[0], *range(101, 150))  # of those on which small wrong solutions are tried, which takes longer

UNSEEN = Limits(output_bytes=0)  # nobody looks at what its cells show, and to draw a plot takes longer than all else


@dataclass(eq=False)
class Subject:
    """A module under proof. `root` is the course folder. `only`: the one exercise that is looked at, if any."""

    root: Path
    module: str
    mutant_seeds: tuple[int, ...] = MUTANT_SEEDS
    only: str = ""

    @cached_property
    def path(self) -> Path:
        return course_folder.source_path(self.root, self.module)

    @cached_property
    def source(self) -> NotebookNode:
        source: NotebookNode = nbformat.read(self.path, 4)
        return source

    @cached_property
    def exercises(self) -> list[str]:
        return [name for _, name in check_cells(self.source)]

    @cache  # noqa: B019  (a subject lives as long as its command)
    def records(self, seed: int | None) -> Records:
        """The key records on the practice sample (None), as the release has them, or on one drawn with `seed`."""
        if seed is None:
            return keys.cached(self.path, self._try_on_practice)
        folder = self._scratch / f"run-{seed}"
        shutil.copytree(self.drawn(seed), folder)  # what the solution writes is no file of the module's
        return keys.run(self.path, [(folder, seed)], False, in_forks_on)[0]

    @cached_property
    def mistakes(self) -> dict[str, list[tuple[str, str]]]:
        return variants.declared_mistakes(self.source, self.records(None))

    @cached_property
    def mutants(self) -> Report:
        """What became of the small wrong solutions."""
        folder = keys.cache_folder(self.path)
        kept = folder.with_name(f"{folder.name}-mutants-{len(self.mutant_seeds)}{self.only and f'-{self.only}'}.json")
        self.records(None)  # with what becomes of mutants on the practice sample, unless the records were kept
        return report(self.path, self.source, self.mutant_seeds, kept, self.only, self._tried_on_practice)

    _tried_on_practice = None  # it is not kept with the records

    def _try_on_practice(self, notebook: Path, samples: list[keys.Sample], _: bool) -> list[dict[str, Any]]:
        ((folder, _seed),) = samples

        def job() -> dict[str, Any]:
            os.chdir(folder)
            return tried_with_keys(notebook)

        prepare(notebook)
        done: dict[str, Any] = in_fork(job)
        self._tried_on_practice = done.pop("tried")
        return [done]

    @cached_property
    def release_folder(self) -> Path:
        """The release as nbgrader makes it, in a course folder of its own."""
        folder = self._scratch
        shutil.copy(self.root / "nbgrader_config.py", folder)
        shutil.copytree(self.path.parent, folder / "source" / self.module)
        known = {"practice": self.records(None), "fresh": self.records(SEEDS[0])}
        in_fork(lambda: _generate(folder, self.module, known))
        return folder / "release" / self.module

    @cached_property
    def _scratch(self) -> Path:
        return temporary.folder("check")

    @cached_property
    def release(self) -> NotebookNode:
        release: NotebookNode = nbformat.read(self.release_folder / self.path.name, 4)
        return release

    @cache  # noqa: B019
    def of_solved(self, seed: int | None) -> list[Result]:
        """What the solved release earns on the practice sample (None) or a fresh one, with a learner's own number."""
        limits = Limits() if seed is None else UNSEEN  # once as for a trainer, with every plot drawn
        return self.grade(variants.solved(self.release, self.source, LEARNERS[seed]), seed, limits)

    @cache  # noqa: B019
    def of_every_mistake(self, seed: int | None) -> list[Result]:
        """What each exercise's solution earns, and after it every declared mistake, with the solution's own number."""
        return self.grade(variants.with_every_mistake(self.release, self.source, self.records(None)), seed)

    def grade(self, notebook: NotebookNode, seed: int | None, limits: Limits = UNSEEN) -> list[Result]:
        """Grade a submission as nbgrader would, on the practice sample (None) or on a fresh one."""
        records = {"practice": self.records(None), "fresh": self.records(seed)}
        module_keys = keys.keys_of(self.source, records, self.drawn(seed))
        start = starter(Limits())
        files = start.folder()
        try:
            shutil.copytree(module_keys.files, files, dirs_exist_ok=True, copy_function=shutil.copyfile)
            with NotebookRun(lambda: start.start(files), limits, module_keys.file_names) as notebook_run:
                return grade_notebook(notebook, module_keys, notebook_run)
        finally:
            shutil.rmtree(files, ignore_errors=True)

    @cache  # noqa: B019
    def drawn(self, seed: int | None) -> Path:
        """The module's files with the tables drawn with `seed`."""
        folder = self._scratch / f"files-{seed}"
        keys.draw_beside(self.path, folder, seed)
        return folder

    def looks_at(self, problem: str) -> bool:
        """Whether a problem is one of the module as a whole, or of an exercise that is looked at."""
        named = re.match(r"exercise (\w+)", problem)
        return not self.only or not named or named[1] == self.only


def _generate(folder: Path, module: str, known: BothSamples) -> None:
    """Release a module whose keys are known. Nothing is kept of a secret seed for a folder that is gone tomorrow."""
    answer_card.MOST_WORK = answer_card.LEAST_WORK  # nobody guesses with this card: its digests may be quick
    keys.both_samples = lambda *_: (known, folder)
    nbgrader_here(folder, "generate_assignment", module, "--no-db")
