"""What a learner runs: `check("csat")` after an exercise, `progress()` at any time. Both work offline."""

from __future__ import annotations

import os
import sys
from dataclasses import replace

from exercises_lib import environment
from exercises_lib.authoring.key_ring import KeyRing
from exercises_lib.checks import NOT_ATTEMPTED, RIGHT, Outcome, judge
from exercises_lib.learner import answer_card, data_files, ground, lesson
from exercises_lib.learner.feedback import Feedback, number, plural
from exercises_lib.plain import values
from exercises_lib.plain.calls import caller

VALIDATING = "NBGRADER_VALIDATING"  # set by nbgrader's own Validate button
EXECUTION = "NBGRADER_EXECUTION"  # set by nbgrader's own Execute, which our settings replace

WITHOUT_CONFIG = (
    "This is nbgrader's own grading, without the course's settings. Run nbgrader in the course folder, "
    "and read its first lines: they say why nbgrader_config.py was not used."
)


def check(name: str):
    """Say at once whether the answer in the variable `name` is right, not attempted, or not yet right and why.

    Looks the variable up itself, so an answer that does not exist yet is no error. Reads `answer_card.json` in the
    notebook's folder. Returns nothing in a notebook.
    """
    if os.environ.get(environment.GRADING):
        return None  # a copy of a check cell: the grader marks the original
    if os.environ.get(EXECUTION) == "autograde":
        raise RuntimeError(WITHOUT_CONFIG)  # an error is zero points; silence would be full marks
    if isinstance(key := _variables().get("key"), KeyRing):
        return key.check(name)  # the solution notebook: make the key
    put_back = _put_back(name)
    try:
        exercise = _exercise(name)
    except answer_card.CardFault as fault:
        return _validated(str(fault), 0) if os.environ.get(VALIDATING) else _say(str(fault))
    feedback = _feedback(exercise, _variables())
    changed = "" if feedback.outcome.state == RIGHT else data_files.told(data_files.changed(answer_card.load()))
    feedback = replace(feedback, note=" ".join(filter(None, [feedback.note, ground.told(put_back), changed])))
    if os.environ.get(VALIDATING):
        return _validated("" if feedback.outcome.state == RIGHT else str(feedback), feedback.earned)
    _display(feedback)


def _validated(message: str, earned: float) -> float:
    """Answer nbgrader's Validate. It shows what is on stderr, and takes a check for passed that gives no points."""
    if message:
        print(message, file=sys.stderr)
    return earned


def progress():
    """Show every exercise of this module with the points that your answers earn now. Changes nothing."""
    if os.environ.get(environment.GRADING):
        return
    try:
        exercises = answer_card.load()["exercises"]
    except answer_card.CardFault as fault:
        return _say(str(fault))
    variables = _variables()
    _display(Progress([_feedback(exercise, variables) for exercise in exercises]))


class Progress:
    """A table of results, one line an exercise, and their total."""

    def __init__(self, results: list[Feedback]):
        self.results = results
        self.earned = sum(result.earned for result in results)
        self.points = sum(result.points for result in results)

    @property
    def summary(self) -> str:
        done = sum(result.outcome.state == RIGHT for result in self.results)
        numbered = enumerate(self.results, 1)
        left = [(place, one.name) for place, one in numbered if one.outcome.state == NOT_ATTEMPTED]
        text = (
            f"{done} of {plural(len(self.results), 'exercise')} right, "
            f"{number(self.earned)} of {plural(self.points, 'point')}."
        )
        return f"{text} Next: exercise {left[0][0]}, `{left[0][1]}`." if left else text

    def __str__(self) -> str:
        lines = [f"{place}. {r.heading}" for place, r in enumerate(self.results, 1)]
        return "\n".join([*lines, self.summary])

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return {"text/plain": str(self), "text/html": self.html()}

    def html(self) -> str:
        from exercises_lib.learner.feedback import LOOKS, inline

        rows = "".join(
            f'<tr><th scope="row" style="text-align:left;font-weight:normal">{place} · {inline(f"`{r.name}`")}</th>'
            f'<td style="text-align:left"><span aria-hidden="true">{LOOKS[r.outcome.state][1]}</span> '
            f"{LOOKS[r.outcome.state][0]}</td><td>{number(r.earned)} of {number(r.points)}</td></tr>"
            for place, r in enumerate(self.results, 1)
        )
        share = 100 * self.earned / self.points if self.points else 0
        return (
            f'<div role="status"><p><strong>{inline(self.summary)}</strong></p>'
            '<div aria-hidden="true" style="height:.7em;max-width:30em;border:1px solid #5f6368;border-radius:4px">'
            f'<div style="height:100%;width:{share:.0f}%;background:#0b5c2b"></div></div>'
            '<table><thead><tr><th scope="col" style="text-align:left">Exercise</th>'
            '<th scope="col" style="text-align:left">State</th><th scope="col">Points</th></tr></thead>'
            f"<tbody>{rows}</tbody></table></div>"
        )


def _exercise(name: str) -> dict:
    exercises = {exercise["name"]: exercise for exercise in answer_card.load()["exercises"]}
    if name not in exercises:
        raise answer_card.CardFault(
            f"This module has no exercise called `{name}`. Its exercises are: {', '.join(exercises)}."
        )
    return exercises[name]


def _feedback(exercise: dict, variables: dict) -> Feedback:
    name = exercise["name"]
    value = variables.get(name)
    answer = values.to_plain(value) if name in variables else values.MISSING
    try:
        outcome = judge(answer, answer_card.key_of(exercise), caller(value))
    except (AttributeError, KeyError, TypeError, ValueError, answer_card.CardFault):
        outcome = Outcome(NOT_ATTEMPTED, 0, answer_card.BROKEN_CARD)
    return Feedback(name, outcome, exercise["points"])


def _put_back(but: str) -> list[str]:
    """Put back what the module's own cells made; what had changed, in words."""
    from IPython import get_ipython

    watched = lesson.of(get_ipython())
    return watched.put_back(but) if watched else []


def _variables() -> dict:
    from IPython import get_ipython

    shell = get_ipython()
    if shell is None:
        raise RuntimeError("check() and progress() work inside a notebook")
    return shell.user_ns


def _display(thing) -> None:
    from IPython.display import display

    display(thing)


def _say(text: str) -> None:
    from IPython.display import display

    from exercises_lib.learner.feedback import inline

    bundle = {"text/plain": text, "text/html": f'<div role="status"><p>{inline(text)}</p></div>'}
    display(bundle, raw=True)
