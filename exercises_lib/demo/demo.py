"""`bpo demo`: a course folder of its own with the releases of all modules, a small class, marks and feedback.

One module, the showcase, has everything in it that happens in a real class. In the others two learners hand in. The
steps are nbgrader's own, as a trainer runs them; as many modules as there are cores go through them side by side.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import shutil
import signal
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import Gradebook
from rich.console import Console
from rich.table import Table

from exercises_lib import course_folder
from exercises_lib.authoring.forks import warm_up
from exercises_lib.authoring.key_run import in_forks_on
from exercises_lib.demo import cohort
from exercises_lib.demo.steps import Steps
from exercises_lib.desk.report import command as report
from exercises_lib.faults import CourseFault
from exercises_lib.grading import keys
from exercises_lib.grading.preprocessors import hold_grading_lock
from exercises_lib.grading.process import temporary
from exercises_lib.learner import pass_rule

NOT_GRADED = "not graded"
SHOWCASE = "01_analytical_skills"  # here happens everything that happens in a real class
ROUNDS = 3  # of known mistakes, where one module of several is shown; a module alone shows all
ELSEWHERE = ("ama", "mistake_1")  # who hands in the other modules
SETTINGS = "nbgrader_config.py"
KILLED = "a process of the demo was killed, perhaps because this computer has no memory left. Run the demo again."
MADE_BY_US = "# One learner's loop never ends; a demo need not wait as long for it as a class."
PATIENCE = f"""
{MADE_BY_US}
c.GradeSubmission.cell_seconds = 2
"""


def run(root: Path, into: Path, modules: list[str], everybody: bool, console: Console) -> None:
    """Make the demo course in `into` (replaced if it exists) and print what came out.

    `everybody`: the whole class hands in every module, not the showcase alone. Raises CourseFault or KeyFault.
    """
    began = time.monotonic()
    make_course(root, into, modules)
    showcase = SHOWCASE if SHOWCASE in modules else modules[0]
    rounds = None if everybody or len(modules) == 1 else ROUNDS
    in_order = [showcase, *(module for module in modules if module != showcase)]  # its class takes longest to grade
    steps = Steps(into)
    hold_grading_lock(into)  # this process and its forks grade here, and nobody else
    is_whole = {module: everybody or module == showcase for module in in_order}
    with cores() as processes:
        longest_first = [showcase, *sorted(in_order[1:], key=lambda module: -size(into, module))]
        shown = {module: processes.submit(show, into, module, is_whole[module], rounds) for module in longest_first}
        try:
            for module in in_order:
                with console.status(f"{module}: a release, the class hands in, nbgrader grades, feedback …"):
                    submissions, said = shown[module].result()
                if is_whole[module]:
                    console.print(marks_table(into, module, submissions, said))
                else:
                    console.print(marks_line(into, module))
        except BrokenProcessPool:
            raise CourseFault(KILLED) from None
        finally:
            processes.shutdown(cancel_futures=True)  # Ctrl-C does not wait for what has not begun
    with console.status("The marks as a table, and the report …"):
        steps.export(into / "grades.csv")
        report.write(report.Order(into, into / "report"))
    console.print(where_to_look(into, showcase))
    console.print(f"Done in {time.monotonic() - began:.0f} seconds.", style="dim")


def size(course: Path, module: str) -> int:
    """Of its notebook, in bytes: a long one takes long, and begun last it would keep the other cores idle."""
    return course_folder.source_path(course, module).stat().st_size


def cores() -> ProcessPoolExecutor:
    """A process for each core. They have what is loaded here, for they are forks."""
    warm_up()
    gc.freeze()  # it is no work for their collectors
    return ProcessPoolExecutor(os.cpu_count(), multiprocessing.get_context("fork"), initializer=_end_with_ctrl_c)


def _end_with_ctrl_c() -> None:
    """A pool's process would say that its module was interrupted, and go on with the next one."""
    signal.signal(signal.SIGINT, _end)


def _end(*_: object) -> None:
    temporary.remove_all()
    os._exit(1)


def show(course: Path, module: str, is_whole: bool, rounds: int | None) -> tuple[list[cohort.HandIn], str]:
    """Take a module through all steps, in a process of its own.

    Returns what was handed in, and what was said of those that could not be graded.
    """
    keys.both_samples(course, course_folder.source_path(course, module), in_forks_on)
    steps = Steps(course)
    steps.release(module)
    submissions = submit(course, module, is_whole, rounds)
    steps.enrol([submission.learner for submission in submissions])
    said = steps.grade(module)
    steps.write_feedback(module)
    return submissions, said


def make_course(root: Path, into: Path, modules: list[str]) -> None:
    """A course folder with settings, syllabus and the modules' sources; a demo that was there before is removed.

    Raises CourseFault for a folder that holds anything else.
    """
    _check_replaceable(into)
    shutil.rmtree(into, ignore_errors=True)
    (into / "course").mkdir(parents=True)
    (into / SETTINGS).write_text((root / SETTINGS).read_text() + PATIENCE)
    shutil.copyfile(root / "course" / "syllabus.toml", into / "course" / "syllabus.toml")  # for bpo export and record
    for module in modules:
        shutil.copytree(course_folder.source_path(root, module).parent, into / "source" / module)


def _check_replaceable(into: Path) -> None:
    """A class's own folder, with its submissions and marks, is never taken for a demo."""
    settings = into / SETTINGS
    is_demo = settings.is_file() and MADE_BY_US in settings.read_text()  # whichever version made it
    if into.exists() and not is_demo and (not into.is_dir() or any(into.iterdir())):
        raise CourseFault(
            f"{into} holds something that is no demo, so it is left alone. Name another folder: "
            "`bpo demo --into FOLDER`"
        )


def submit(into: Path, module: str, is_whole: bool, rounds: int | None) -> list[cohort.HandIn]:
    """Hand in for the whole class, with so many rounds of known mistakes (None: all), or for some of it."""
    blank = nbformat.read(into / "release" / module / f"{module}.ipynb", 4)
    source = nbformat.read(course_folder.source_path(into, module), 4)
    practice = keys.cached(course_folder.source_path(into, module))
    submissions = cohort.answers(blank, source, practice, rounds if is_whole else 1)
    if is_whole:
        submissions += cohort.mishaps(blank, source, list(practice))
    else:
        submissions = [one for one in submissions if one.learner in ELSEWHERE]
    for submission in submissions:
        cohort.hand_in(into, module, submission)
    return submissions


def marks(folder: Path, module: str) -> dict[str, tuple[float, float, dict[str, float]] | None]:
    """(score, points, score by exercise) of each learner in the gradebook; None for one that has no graded notebook."""
    with Gradebook(f"sqlite:///{folder}/gradebook.db") as gradebook:
        found = {}
        for submission in gradebook.assignment_submissions(module):
            graded = (folder / "autograded" / submission.student.id / module).exists()
            cells = {grade.name: grade.score for book in submission.notebooks for grade in book.grades}
            total = (submission.score, submission.max_score, pass_rule.by_exercise(cells))
            found[submission.student.id] = total if graded else None
        return found


def marks_table(folder: Path, module: str, submissions: list[cohort.HandIn], said: str) -> Table:
    source = nbformat.read(course_folder.source_path(folder, module), 4)
    table = Table(title=f"Marks of {module}", title_justify="left", caption=_to_read(source))
    table.add_column("learner")
    table.add_column("what was handed in")
    table.add_column("points", justify="right")
    table.add_column("%", justify="right")
    table.add_column("passed")
    found = marks(folder, module)
    rule = _rule(source)
    for submission in submissions:
        points, share, passed = NOT_GRADED, "", ""
        if mark := found.get(submission.learner):
            points, share = f"{mark[0]:g} of {mark[1]:g}", f"{100 * mark[0] / mark[1]:.0f}"
            passed = "yes" if rule.passed(mark[0], 0, mark[2]) else "not yet"  # nobody has read the demo's texts
        table.add_row(submission.learner, _about(submission, said), points, share, passed)
    return table


def marks_line(folder: Path, module: str) -> str:
    """The marks of a module in which few handed in."""
    shares = [f"{learner} {mark[0]:g} of {mark[1]:g}" for learner, mark in marks(folder, module).items() if mark]
    return f"{module}: {', '.join(shares)}"


def _rule(source: NotebookNode) -> pass_rule.PassRule:
    """What it takes to pass the module; `bpo build` wrote it into its notebook."""
    rule = pass_rule.found(source.metadata)
    assert rule
    return rule


def _to_read(source: NotebookNode) -> str:
    """A line on what it takes to pass, and on the points that a person gives."""
    points = sum(c.metadata.nbgrader.points for c in source.cells if utils.is_grade(c) and utils.is_solution(c))
    told = f"To pass: {_rule(source).text}."
    if not points:
        return told
    return f"{told} {points:g} of the points are for written answers. They count 0 until a trainer has read them."


def _about(submission: cohort.HandIn, said: str) -> str:
    """What was handed in and, if it could not be graded, the line that the command printed about it."""
    for line in said.splitlines():
        if f"NOT GRADED: {submission.learner}," in line:
            return f"{submission.about}: {line.split('.ipynb: ', 1)[-1]}"
    return submission.about


def where_to_look(folder: Path, module: str) -> str:
    return (
        f"\nLook next at\n"
        f"  {folder}/report/index.html              how the class stands; open it in a browser\n"
        f"  {folder}/release/{module}/           what learners get\n"
        f"  {folder}/feedback/mistake_1/{module}/{module}.html    feedback with messages\n"
        f"  {folder}/grades.csv                  the marks, exported\n"
        f"  source {sys.prefix}/bin/activate && cd {folder} && jupyter lab\n"
        f"                                       then Nbgrader > Formgrader: the gradebook in a browser\n"
    )
