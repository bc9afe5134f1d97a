"""What `bpo grade` does: read the course's settings, make the bundle, run the batch, show how it goes."""

from __future__ import annotations

import json
import math
import os
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbgrader.apps import NbGrader
from nbgrader.coursedir import CourseDirectory
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from exercises_lib.course_folder import read_solution
from exercises_lib.faults import CourseFault
from exercises_lib.grading import hidden, keys, result_file, seed
from exercises_lib.grading.cohort import regrade
from exercises_lib.grading.cohort.batch import Batch, OnGraded, Summary
from exercises_lib.grading.cohort.bundle import Bundle, Graded
from exercises_lib.grading.cohort.gradebook import GradebookWriter
from exercises_lib.grading.cohort.late import LatePenalties
from exercises_lib.grading.cohort.pool import DaskPool, LocalPool, unsafe
from exercises_lib.grading.lock import only_grader
from exercises_lib.grading.preprocessors import GradeSubmission
from exercises_lib.grading.process import sandbox
from exercises_lib.grading.process.limits import Limits
from exercises_lib.grading.process.warm_process import WarmProcess
from exercises_lib.grading.same_draws import same_draws
from exercises_lib.learner import pass_rule
from exercises_lib.learner.feedback import number, plural
from exercises_lib.printable import printable


@dataclass
class GradeOptions:
    """What to grade, and with what."""

    root: Path
    module: str
    learners: list[str]  # none means all who handed in
    workers: int = 1
    scheduler: str = ""
    regrade: bool = False
    insecure: bool = False  # whether the cluster may be one that anybody can join


def grade(options: GradeOptions, console: Console, begun: list[WarmProcess]) -> Summary:
    """Grade a cohort and print what came out. `begun`: warm processes that load already, for its workers.

    Raises CourseFault (nothing handed in, no release, another grader, a key that does not work), whose text says what
    to do, or OSError (disk full). Whatever was done until then is kept.
    """
    if options.scheduler and not options.insecure and (why := unsafe(options.scheduler)):
        raise CourseFault(why)
    course, limits = settings(options.root)
    learners = options.learners or handed_in(course, options.module)
    if not learners:
        raise CourseFault(f"nobody has handed in {options.module}: there is nothing in {course.submitted_directory}/")
    if why := sandbox.why_missing():
        console.print(f"Less protection than usual: {why}", style="yellow")
    if why := seed.warning():
        console.print(why, style="yellow")
    pool = DaskPool(options.scheduler) if options.scheduler else LocalPool(min(options.workers, len(learners)), begun)
    with pool, only_grader(options.root), open_gradebook(course, options.module) as writer:
        bundle = make_bundle(course, options, writer, limits)
        batch = Batch(course, options.module, writer, result_file.new(options.root, options.module), limits.file_bytes)
        start = start_of(options, course, limits, writer.points())
        waiting = batch.waiting(learners, start.since)
        if batch.summary.skipped:
            console.print(skipped(batch.summary.skipped, options.regrade), style="dim")
        if waiting:
            pool.prepare(bundle)
            with progress_bar(console, len(waiting)) as on_graded:
                batch.run(waiting, pool, on_graded)
        batch.summary.changes = start.changes(writer.points())
        graded = dict(graded_notebooks(course, options.module))
        if any(key["kind"] == "conversation" or key["drawn"] for key in bundle.records["fresh"].values()):
            batch.summary.same_draws = same_draws(graded.items())
        batch.summary.to_read = writer.to_read(graded)
        if rule := pass_rule.found(json.loads(bundle.source)["metadata"]):
            totals, each = writer.totals(), writer.by_exercise() if rule.skills else {}
            passed = sum(rule.passed(*total, each.get(learner, {})) for learner, total in totals.items())
            batch.summary.to_pass = rule.text
            batch.summary.passed = f"{passed} of {len(totals)}"
            for skill in rule.skills:
                enough = sum(skill.earned(each[learner]) >= skill.needed for learner in totals)
                needed = f"{skill.title}: {number(skill.needed)} of {plural(skill.points, 'point')}"
                batch.summary.skills[needed] = f"{enough} of {len(totals)}"
        start.through()
    console.print(report(batch.summary, options), soft_wrap=False)
    return batch.summary


def settings(root: Path) -> tuple[CourseDirectory, Limits]:
    """The course folder's nbgrader settings: (CourseDirectory, Limits). A settings file that fails is an error here."""
    with chdir(root):
        app = NbGrader()
        app.raise_config_file_errors = True
        app.initialize([])
        app.config.CourseDirectory.setdefault("root", str(root))
        return CourseDirectory(parent=app), GradeSubmission(parent=app).limits


def handed_in(course: CourseDirectory, module: str) -> list[str]:
    """The learners who handed a module in, in the order of their names."""
    folder = Path(course.root) / course.submitted_directory
    return sorted(path.parent.name for path in folder.glob(f"*/{module}"))


def graded_notebooks(course: CourseDirectory, module: str) -> list[tuple[str, Path]]:
    """Every learner of whom there is a graded notebook, and its place."""
    places = Path(course.root, course.autograded_directory).glob(f"*/{module}/{module}.ipynb")
    return [(path.parents[1].name, path) for path in places]


def open_gradebook(course: CourseDirectory, module: str) -> GradebookWriter:
    return GradebookWriter(course.db_url, course.course_id, module, LatePenalties(course))


def start_of(options: GradeOptions, course: CourseDirectory, limits: Limits, points: dict[str, float]) -> regrade.Start:
    if not options.regrade:
        return regrade.Start(points, since=0)  # what is graded is left alone
    if options.learners:
        return regrade.Start(points, since=math.inf)  # these are graded again, whatever was before
    version = f"{keys.version(options.root, solution(course, options.module))} {limits}"
    return regrade.all_again(points, options.root / "results" / f"{options.module}-regrade.json", version)


def skipped(count: int, again: bool) -> str:
    if again:
        return f"{count} were graded again before the last run was stopped; this one goes on from there."
    return f"{count} graded before; use --regrade to grade them again."


def solution(course: CourseDirectory, module: str) -> Path:
    """The module's solution notebook."""
    return Path(course.format_path(course.source_directory, ".", module)) / f"{module}.ipynb"


def make_bundle(course: CourseDirectory, options: GradeOptions, writer: GradebookWriter, limits: Limits) -> Bundle:
    source = solution(course, options.module)
    notebook = read_solution(source)
    if why := writer.since_release(notebook):
        raise CourseFault(why)
    records, folder = keys.both_samples(options.root, source)
    files = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    kernelspec = json.loads(writer.kernelspec or "{}")
    text, secret = nbformat.v4.writes(notebook), hidden.of_course(course)
    return Bundle(options.module, text, records, files, writer.cells, kernelspec, limits, secret)


class progress_bar:  # noqa: N801  (reads as a statement)
    """A live bar: done of total, rate, time left, and who could not be graded. Lines instead of a bar in a log file."""

    def __init__(self, console: Console, total: int):
        columns = (
            SpinnerColumn(),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[failed]}"),
        )
        self._progress = Progress(*columns, console=console)
        self._task = self._progress.add_task("", total=total, rate="", failed="")
        self._failed = 0

    def __enter__(self) -> OnGraded:
        self._progress.start()
        return self._on_graded

    def __exit__(self, *error: object) -> None:
        self._progress.stop()

    def _on_graded(self, graded: Graded) -> None:
        if graded.fault:
            self._failed += 1
            line = printable(f"not graded: {graded.learner}: {graded.fault}")
            self._progress.console.print(line, style="red")
        for note in graded.notes:
            self._progress.console.print(printable(f"{graded.learner}: {note}"), style="dim")
        speed = self._progress.tasks[0].speed
        rate = f"{speed:.1f} a second" if speed else ""
        failed = f"{self._failed} not graded" if self._failed else ""
        self._progress.update(self._task, advance=1, rate=rate, failed=failed)


def report(summary: Summary, options: GradeOptions) -> Table:
    table = Table(title=f"{options.module}: graded {summary.done} in {summary.seconds:.1f} s", title_justify="left")
    table.add_column("", overflow="fold")
    table.add_column("", justify="right", overflow="fold")
    shares = sorted(points / of for points, of in summary.points.values() if of)
    if shares:
        table.add_row("graded", str(len(shares)))
        table.add_row("median of the marks", f"{100 * shares[len(shares) // 2]:.0f} %")
    if summary.passed:
        table.add_row(f"at the pass mark: {summary.to_pass}", summary.passed)
    for needed, enough in summary.skills.items():
        table.add_row(f"with enough in {needed}", enough)
    if summary.skipped:
        table.add_row("graded before", str(summary.skipped))
    if summary.to_read:
        table.add_row("answers that wait for a person", str(summary.to_read))
    if summary.failed:
        table.add_row("not graded, as said above", str(len(summary.failed)))
    for change in summary.changes:
        table.add_row(Text(printable(f"changed: {change.learner}")), f"{change.before:g} → {change.after:g}")
    for same in summary.same_draws:
        table.add_row(Text(printable(f"{same.what}: {', '.join(same.learners)}")), same.drawn)
    if options.regrade and not summary.changes:
        table.add_row("changed", "nobody's marks")
    if summary.results:
        table.add_row("results", os.path.relpath(summary.results, options.root))
    return table
