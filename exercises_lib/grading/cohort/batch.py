"""Grading a whole cohort: many workers, one coordinator.

The coordinator reads submissions, hands them to a pool, and alone writes results: the graded notebooks into
`autograded/`, the marks into the gradebook, a line for each exercise into a result file. It works in small steps of
which each is done or not done, whenever it is killed:

  1. the graded notebook is written beside its place, as `.MODULE.part`
  2. the marks are committed
  3. the folder is moved into its place

A submission whose folder is in its place is finished; any other is graded again, with the same marks. So a run that was
interrupted is carried on by running it again.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from pathlib import Path

from nbgrader.coursedir import CourseDirectory

from exercises_lib.course_folder import read_solution
from exercises_lib.grading import folder, result_file
from exercises_lib.grading.cohort.bundle import Graded, Submission
from exercises_lib.grading.cohort.expected import Expected
from exercises_lib.grading.cohort.gradebook import GradebookWriter
from exercises_lib.grading.cohort.pool import Pool
from exercises_lib.grading.cohort.regrade import Change
from exercises_lib.grading.cohort.worker import WorkerEnded
from exercises_lib.grading.grade import MACHINE_FAULTS
from exercises_lib.grading.same_draws import Same
from exercises_lib.grading.submission import check_place, read, reason

COMMIT_EVERY = 50  # submissions; or what is there after COMMIT_SECONDS
COMMIT_SECONDS = 2.0
TRIES = 3  # for a submission whose worker was killed


@dataclass
class Summary:
    """What a run did."""

    done: int = 0
    skipped: int = 0
    failed: dict[str, str] = field(default_factory=dict)  # learner: why not graded
    changes: list[Change] = field(default_factory=list)
    to_read: int = 0  # answers of the whole class that wait for a person
    points: dict[str, tuple[float, float]] = field(default_factory=dict)  # learner: (points, of)
    same_draws: list[Same] = field(default_factory=list)
    seconds: float = 0
    results: Path | None = None
    passed: str = ""  # how many of all who were graded, by what the gradebook has now; empty without a rule
    to_pass: str = ""  # the rule
    skills: dict[str, str] = field(default_factory=dict)  # what is needed of each, how many have it


OnGraded = Callable[[Graded], None]


class Batch:
    """One run over one module of a course folder."""

    def __init__(self, course: CourseDirectory, module: str, writer: GradebookWriter, results: Path, file_bytes: int):
        self._course, self._module, self._writer = course, module, writer
        self._file_bytes = file_bytes  # of the files that may come with a submission
        self._results = results
        source = Path(course.format_path(course.source_directory, ".", module))
        self._own_files = folder.look(source, (), sys.maxsize).files
        self._expected = Expected.of(read_solution(source / f"{module}.ipynb"))
        self.summary = Summary(results=results)
        self._open: list[tuple[Graded, datetime | None]] = []
        self._unread: set[str] = set()  # learners without a notebook that can be read; they get no row of marks
        self._committed = time.monotonic()

    def waiting(self, learners: list[str], since: float) -> list[str]:
        """The learners whose submission is still to be graded: it is new, or was graded before `since`."""
        left = [learner for learner in learners if not self._is_done(learner, since)]
        self.summary.skipped = len(learners) - len(left)
        return left

    def run(self, learners: list[str], pool: Pool, on_graded: OnGraded) -> Summary:
        """Grade these learners' submissions. `on_graded` hears of each as it is done."""
        began = time.monotonic()
        self._results.parent.mkdir(parents=True, exist_ok=True)
        try:
            with open(self._results, "a", encoding="utf-8") as lines:
                for found in self._graded(learners, pool):
                    graded = self._with_folder(found)
                    lines.writelines(result_file.lines(graded.learner, graded.results, graded.fault))
                    lines.flush()
                    self._keep(graded)
                    on_graded(graded)
        finally:
            self._commit()
            self.summary.seconds = time.monotonic() - began
        return self.summary

    def _graded(self, learners: list[str], pool: Pool) -> Iterator[Graded]:
        """Keep the pool busy, with a bounded number of submissions in memory."""
        todo: Iterator[str] = iter(learners)
        under_way: dict[Future[Graded], str] = {}
        tries: dict[str, int] = {}
        while True:
            while len(under_way) < 3 * pool.workers and (learner := next(todo, None)) is not None:
                try:
                    handed_in = self._read(learner)
                except Exception as fault:
                    self._unread.add(learner)
                    yield Graded(learner, 0, fault=reason(fault))
                else:
                    under_way[pool.submit(handed_in)] = learner
            if not under_way:
                return
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            for future in done:
                learner = under_way.pop(future)
                tries[learner] = tries.get(learner, 0) + 1
                graded = self._result(future, learner, tries[learner])
                if graded:
                    yield graded
                else:
                    todo = chain([learner], todo)  # again, before the others

    def _result(self, future: Future[Graded], learner: str, tries: int) -> Graded | None:
        """What a worker found, if it can be; None if it was killed and the submission is to be tried again."""
        try:
            graded = future.result()
            self._expected.check(graded, learner)
            return graded
        except WorkerEnded:
            if tries < TRIES:
                return None
            return Graded(learner, 0, fault=f"the process that graded it was killed {tries} times")
        except MACHINE_FAULTS:
            raise
        except Exception as fault:  # it cannot be read, or is not what can come of this submission
            return Graded(learner, 0, fault=reason(fault))

    def _folder(self, step: str, learner: str) -> Path:
        return Path(self._course.format_path(getattr(self._course, f"{step}_directory"), learner, self._module))

    def _read(self, learner: str) -> Submission:
        place = self._folder("submitted", learner)
        check_place(place, learner)
        notebook = read(place / f"{self._module}.ipynb")
        beside = folder.look(place, self._own_files, self._file_bytes)
        _, no_time = folder.time_of(place)
        return Submission(learner, notebook, beside.for_running, [*beside.notes, *filter(None, [no_time])])

    def _is_done(self, learner: str, since: float) -> bool:
        place = self._folder("autograded", learner)
        notebook = place / f"{self._module}.ipynb"
        if not notebook.exists() or notebook.stat().st_mtime <= since:
            return False
        new, old = (folder.time_of(of)[0] for of in (self._folder("submitted", learner), place))
        return not (new and old and new > old)

    def _with_folder(self, graded: Graded) -> Graded:
        """The same, its graded folder written beside its place; or why it is not graded, and then it has no folder."""
        if not graded.fault:
            try:
                self._write_part(graded)
                return graded
            except Exception as fault:
                graded = Graded(graded.learner, graded.seconds, fault=reason(fault))
        shutil.rmtree(self._folder("autograded", graded.learner), ignore_errors=True)
        return graded

    def _keep(self, graded: Graded) -> None:
        if graded.fault:
            self.summary.failed[graded.learner] = graded.fault
        else:
            self.summary.points[graded.learner] = (
                sum(r.points for r in graded.results),
                sum(r.max_points for r in graded.results),
            )
        if graded.learner not in self._unread:
            self._open.append((graded, folder.time_of(self._folder("submitted", graded.learner))[0]))
        if len(self._open) >= COMMIT_EVERY or time.monotonic() - self._committed > COMMIT_SECONDS:
            self._commit()

    def _write_part(self, graded: Graded) -> None:
        """The graded folder as nbgrader leaves it: the files handed in, the source's over them, the notebook."""
        part = self._part(graded.learner)
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(parents=True)
        beside = folder.look(self._folder("submitted", graded.learner), self._own_files, self._file_bytes)
        for files in (beside.files, self._own_files):
            folder.copy(files, part, self._course.ignore)
        (part / f"{self._module}.ipynb").write_text(graded.notebook, encoding="utf-8")
        for path in part.rglob("*"):
            if path.is_file():
                path.chmod(0o444)

    def _part(self, learner: str) -> Path:
        place = self._folder("autograded", learner)
        return place.with_name(f".{place.name}.part")

    def _commit(self) -> None:
        batch, self._open = self._open, []
        self._committed = time.monotonic()
        if not batch:
            return
        self._writer.write(batch)
        for graded, _ in batch:
            if not graded.fault:
                place = self._folder("autograded", graded.learner)
                shutil.rmtree(place, ignore_errors=True)
                os.replace(self._part(graded.learner), place)
        self.summary.done += len(batch)
