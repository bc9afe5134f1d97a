"""Grade one submission: notebook and keys in, graded notebook and results out.

Touches no gradebook and no course folder.
"""

from __future__ import annotations

import math
import time
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from typing import Any

from nbformat import NotebookNode
from nbgrader.utils import compute_checksum, is_locked, is_solution

from exercises_lib.cells import is_check
from exercises_lib.checks import drawn, judge, near, stopped
from exercises_lib.checks.key import PARTLY, RIGHT, WRONG, Key, Outcome, WrongForm
from exercises_lib.checks.said import said
from exercises_lib.grading.bounds import Bounds, TooMuch
from exercises_lib.grading.keys import Keys
from exercises_lib.grading.outputs import output, safe_outputs
from exercises_lib.grading.process.channel import Ran, StartFault
from exercises_lib.grading.process.limits import Limits
from exercises_lib.grading.process.run import NotebookRun
from exercises_lib.grading.process.sandbox import SandboxMissing
from exercises_lib.grading.safe_html import Cleaner
from exercises_lib.learner.feedback import Feedback, number, plural
from exercises_lib.learner.ground import told
from exercises_lib.learner.names import made_in_turn
from exercises_lib.plain import values
from exercises_lib.plain.shapes import Plain

MACHINE_FAULTS = (StartFault, SandboxMissing)  # about this machine, never about a submission


@dataclass(frozen=True)
class Result:
    """One exercise's result; `as_dict` is one line of a result file."""

    exercise: str
    points: float
    max_points: float
    outcome: str
    message: str
    seconds: float
    unprotected: bool = False
    flag: str = ""  # for the trainer: why this exercise could not be judged
    answer: str = ""  # in short, where it is not right; never a right one, which would tell the key
    explained: bool = False  # whether the message says which slip the answer came from

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


def grade_notebook(notebook: NotebookNode, keys: Keys, notebook_run: NotebookRun) -> list[Result]:
    """Run a submission's own cells in `notebook_run`, decide every check cell with `keys` (see keys.py), and write all
    outputs into `notebook`.

    Returns one Result for each graded code cell, in the order of the notebook.
    """
    results = []
    mishap, cleaner, bounds = Mishap(), Cleaner(), Bounds()
    for cell in notebook.cells:
        if cell.cell_type != "code":
            if cell.source not in keys.own_texts and not is_untouched(cell):
                clean_text(cell, cleaner, bounds)
            continue
        began = time.monotonic()
        name = keys.exercise_in(cell)
        if is_locked(cell):  # the module's own: a given cell or a check
            mishap.put_back += notebook_run.put_back(but=name or "")
        if name:
            outcome, flag = guarded(name, keys, notebook_run, mishap, bounds)
            feedback = Feedback(name, outcome, points_of(cell), told(mishap.put_back))
            cell.source, cell.outputs = keys.released_source(cell), shown(feedback)
        elif is_check(cell):
            ran = notebook_run.run(cell.source)
            feedback, flag = decide_unprotected(cell, ran, cleaner, bounds, told(mishap.put_back)), ""
            cell.source = keys.released_source(cell)
        else:
            run_own_cell(cell, notebook_run, mishap, cleaner, bounds)
            continue
        mishap = Mishap()
        results.append(result_of(feedback, time.monotonic() - began, not name, flag))
        cell.execution_count = None
    return results


@dataclass
class Mishap:
    """What went wrong in the learner's cells since the last check."""

    fatal: str = ""  # a crash or a time-out: the exercise is lost
    error: str = ""  # an ordinary error: told where it explains a missing answer
    put_back: list[str] = field(default_factory=list)  # what of the module's they had changed
    source: str = ""  # of the last one

    def note(self, ran: Ran, limits: Limits) -> None:
        if ran.state == "crash":
            self.fatal = f"A cell of this exercise stopped everything, so there is no answer to look at. {ran.reason}"
        elif ran.state == "timeout":
            self.fatal = ran.reason or (
                "A cell of this exercise did not finish in time and was stopped. Look for a loop that never ends."
            )
        elif ran.state == "error":
            error, text = _last_error(ran)
            ran.reason = limits.explain(error, text)
            self.error = ran.reason or stopped.told(error, text)


def _last_error(ran: Ran) -> tuple[str, str]:
    """The name and text of the error that a cell ended with, whatever the process made of it."""
    for one in reversed(ran.outputs):
        if isinstance(one, dict) and one.get("output_type") == "error":
            return str(one.get("ename")), str(one.get("evalue"))
    return "an error", ""


def clean_text(cell: NotebookNode, cleaner: Cleaner, bounds: Bounds) -> None:
    """Make a learner's own text harmless; a text that takes too long is shown without its form."""
    try:
        with bounds:
            cell.source = (cleaner.plain if cell.cell_type == "raw" else cleaner.markdown)(cell.source)
    except (TooMuch, MemoryError):
        cell.source = cleaner.plain(cell.source)


def run_own_cell(
    cell: NotebookNode, notebook_run: NotebookRun, mishap: Mishap, cleaner: Cleaner, bounds: Bounds
) -> None:
    ran = notebook_run.run(cell.source, given=is_locked(cell))
    mishap.note(ran, notebook_run.limits)
    mishap.source = "" if is_locked(cell) else cell.source
    cell.outputs = safe_outputs(ran, cleaner, bounds)
    cell.execution_count = None


def guarded(name: str, keys: Keys, notebook_run: NotebookRun, mishap: Mishap, bounds: Bounds) -> tuple[Outcome, str]:
    """The outcome of one protected exercise, with a flag for the trainer where an answer could not be judged.

    Raises MACHINE_FAULTS only.
    """
    try:
        return decide(name, keys, notebook_run, mishap, bounds), ""
    except MACHINE_FAULTS:
        raise
    except Exception as fault:
        return Outcome(WRONG, 0, f"Flagged for your trainer: `{name}` could not be judged."), type(fault).__name__


def decide(name: str, keys: Keys, notebook_run: NotebookRun, mishap: Mishap, bounds: Bounds) -> Outcome:
    """The outcome of one protected exercise. Fails closed."""
    if mishap.fatal:
        return Outcome(WRONG, 0, mishap.fatal)
    answer = notebook_run.value(name)
    if answer["type"] == "raised":
        return Outcome(WRONG, 0, f"`{name}` could not be read: {answer['error']}")
    call = bounds.outside(partial(notebook_run.call, name))
    key, practice = keys.fresh[name], keys.practice.get(name)
    own = notebook_run.value(drawn.NAME) if key.drawn else values.MISSING
    with bounds:
        try:
            key, practice = _own(key, own, answer), practice and _own(practice, own, answer)
        except WrongForm as fault:
            return Outcome(WRONG, 0, str(fault))
        outcome = stopped.explained(judge(answer, key, call, practice), mishap.error)
        outcome = near.explained(outcome, name, made_in_turn(mishap.source))
        outcome = drawn.noted(outcome, keys.fresh[name].drawn, own, answer)
        return outcome if outcome.state == RIGHT else replace(outcome, answer=said(answer, key))


def _own(key: Key, own: Plain, answer: Plain) -> Key:
    return drawn.own_variant(key, key.drawn, key.draws, own, answer)


def decide_unprotected(cell: NotebookNode, ran: Ran, cleaner: Cleaner, bounds: Bounds, put_back: str) -> Feedback:
    """Grade a check cell of plain asserts as nbgrader would, but fail closed.

    It ran in the learner's own process, so a submission can influence it; the result says `unprotected`.
    """
    worth = points_of(cell)
    outputs = safe_outputs(ran, cleaner, bounds)
    credit, message = _unprotected_credit(ran, outputs, worth)
    state = RIGHT if credit == 1 else PARTLY if credit else WRONG
    name = cell.metadata.nbgrader.get("grade_id", "check")
    note = f"This check is unprotected: it ran beside your own code. {put_back}".strip()
    feedback = Feedback(name, Outcome(state, credit, message), worth, note)
    # nbgrader takes the first result or warning for the mark, so ours must be the only one
    kept = [o for o in outputs if o["output_type"] not in ("execute_result", "error") and o.get("name") != "stderr"]
    if error := next((o for o in outputs if o["output_type"] == "error"), None):
        # without the traceback, which would quote the hidden tests
        kept.append(output("display_data", data={"text/plain": f"{error['ename']}: {error['evalue']}"}))
    cell.outputs = [*kept, *shown(feedback)]
    return feedback


def _unprotected_credit(ran: Ran, outputs: list[NotebookNode], worth: float) -> tuple[float, str]:
    if ran.state == "timeout":
        return 0, "The check did not finish in time."
    if ran.state == "crash":
        return 0, f"The check ended its process. {ran.reason}"
    if ran.state == "error" or any(o["output_type"] == "error" for o in outputs):
        return 0, "The check found something that is not as expected. Read the error above."
    said = [o for o in outputs if o["output_type"] == "execute_result"]
    if not said:
        return 1, "The check passed."
    try:
        points = float(said[0]["data"]["text/plain"])
    except (KeyError, TypeError, ValueError):
        return 0, "Flagged for your trainer: the check gave something that is no number of points."
    if not math.isfinite(points) or not 0 <= points <= worth or len(said) > 1:
        return 0, f"Flagged for your trainer: the check gave {points:g} points of {number(worth)}."
    message = "The check gave part of the points." if points < worth else "The check passed."
    return (points / worth if worth else 1), message


def is_untouched(cell: NotebookNode) -> bool:
    """Whether an answer cell is still as it was released."""
    return is_solution(cell) and cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)


def points_of(cell: NotebookNode) -> float:
    return float(cell.metadata.nbgrader.get("points", 0))


def shown(feedback: Feedback) -> list[NotebookNode]:
    """A check cell's outputs: one display for the learner, one number of points for nbgrader."""
    earned = feedback.earned
    html = f"<p>{number(earned)} of {plural(feedback.points, 'point')}</p>"
    return [
        output("display_data", data=feedback._repr_mimebundle_()),
        output("execute_result", data={"text/plain": str(float(earned)), "text/html": html}),
    ]


def result_of(feedback: Feedback, seconds: float, unprotected: bool, flag: str) -> Result:
    found = feedback.outcome
    return Result(
        feedback.name,
        feedback.earned,
        feedback.points,
        found.state,
        found.message,
        round(seconds, 3),
        unprotected,
        flag,
        found.answer,
        found.names_slip,
    )


def flags(results: list[Result]) -> list[str]:
    """What a trainer has to look at, one sentence an exercise."""
    return [
        f"Please look at `{r.exercise}`, which got no points: judging it failed ({r.flag})." for r in results if r.flag
    ]
