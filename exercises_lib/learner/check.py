"""What a learner runs: `check("csat")` after an exercise, `progress()` at any time. Both work offline."""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import Any

from exercises_lib import environment
from exercises_lib.checks import KINDS, drawn, judge, near, stopped
from exercises_lib.checks.drawn import own_variant
from exercises_lib.checks.forms import folded_name
from exercises_lib.checks.key import NOT_ATTEMPTED, RIGHT, WRONG, Key, Outcome, WrongForm
from exercises_lib.checks.record import KeyMaker
from exercises_lib.learner import answer_card, colours, data_files, ground, kernel, lesson, pass_rule, session
from exercises_lib.learner.answer_card import Card, CardExercise
from exercises_lib.learner.feedback import Feedback, number, plural
from exercises_lib.learner.pass_rule import PassRule
from exercises_lib.learner.strengths import Strengths
from exercises_lib.learner.typed_values import Value
from exercises_lib.plain import values
from exercises_lib.plain.calls import caller
from exercises_lib.plain.shapes import Plain

VALIDATING = "NBGRADER_VALIDATING"  # set by nbgrader's own Validate button

LEFT_OVER = "An answer from an earlier run is still in memory. It does not count: when graded, all cells run anew."
WITHOUT_CONFIG = (
    "This is nbgrader's own grading, without the course's settings. Run nbgrader in the course folder, "
    "and read its first lines: they say why nbgrader_config.py was not used."
)


def check(name: str) -> float | None:
    """Say at once whether the answer in the variable `name` is right, not attempted, or not yet right and why.

    Looks the variable up itself, so an answer that does not exist yet is no error. Reads `answer_card.json` in the
    notebook's folder. Returns nothing in a notebook.
    """
    if os.environ.get(environment.GRADING):
        return None  # a copy of a check cell: the grader marks the original
    if os.environ.get(kernel.EXECUTION) == "autograde":
        raise RuntimeError(WITHOUT_CONFIG)  # an error is zero points; silence would be full marks
    if isinstance(key := _variables().get("key"), KeyMaker):
        key.check(name)  # the solution notebook: make the key
        return None
    if not isinstance(name, str):
        kernel.say(_without_quotes(name))
        return None
    put_back = _put_back(name)
    try:
        card = answer_card.load()
        exercise = _exercise(card, name)
    except answer_card.CardFault as fault:
        if os.environ.get(VALIDATING):
            return _validated(str(fault), 0)
        kernel.say(str(fault))
        return None
    feedback = _feedback(exercise, _variables())
    changed = "" if feedback.outcome.state == RIGHT else data_files.told(data_files.changed(card))
    feedback = replace(feedback, note=" ".join(filter(None, [feedback.note, ground.told(put_back), changed])))
    if os.environ.get(VALIDATING):
        return _validated("" if feedback.outcome.state == RIGHT else str(feedback), feedback.earned)
    kernel.show(feedback)
    return None


def _without_quotes(value: object) -> str:
    """What to say where a learner gave the answer itself, as in `check(by_team)`."""
    names = [name for name, known in _variables().items() if known is value and not name.startswith("_")]
    return f'The name of an exercise stands in quotes: `check("{names[0] if names else "name"}")`.'


def _validated(message: str, earned: float) -> float:
    """Answer nbgrader's Validate. It shows what is on stderr, and takes a check for passed that gives no points."""
    if message:
        print(message, file=sys.stderr)
    return earned


def progress() -> None:
    """Show every exercise of this module with the points that your answers earn now. Changes nothing."""
    if os.environ.get(environment.GRADING):
        return
    try:
        card = answer_card.load()
    except answer_card.CardFault as fault:
        return kernel.say(str(fault))
    variables = _variables()
    kernel.show(Progress([_feedback(exercise, variables) for exercise in card["exercises"]], pass_rule.found(card)))


class Progress:
    """A table of results, one line an exercise, and their total."""

    def __init__(self, results: list[Feedback], rule: PassRule | None = None):
        self.results, self.rule = results, rule
        self.earned = sum(result.earned for result in results)
        self.points = sum(result.points for result in results)
        self.by_exercise = {result.name: result.earned for result in results}

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

    @property
    def to_pass(self) -> str:
        """What it takes to pass, and what is still missing; empty where no rule is known."""
        if self.rule is None:
            return ""
        read = f"{plural(self.rule.read, 'point')} more can come from your trainer, who reads your texts. "
        missing = self.rule.missing(self.earned, read=0, by_exercise=self.by_exercise)
        return f"{read if self.rule.read else ''}To pass: {self.rule.text}. {missing}"

    @property
    def strengths(self) -> Strengths | None:
        """What there is of each skill, where the module's rule has skills."""
        return Strengths(self.rule, self.by_exercise) if self.rule and self.rule.skills else None

    def __str__(self) -> str:
        lines = [f"{place}. {r.heading}" for place, r in enumerate(self.results, 1)]
        skills = str(self.strengths) if self.strengths else ""
        return "\n".join(line for line in [*lines, self.summary, self.to_pass, skills] if line)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": self.html()}

    def html(self) -> str:
        from exercises_lib.learner.feedback import LOOKS, inline

        rows = "".join(
            f'<tr><th scope="row" style="text-align:left;font-weight:normal">{place} · {inline(f"`{r.name}`")}</th>'
            f'<td style="text-align:left"><span aria-hidden="true">{LOOKS[r.outcome.state][1]}</span> '
            f"{r.word}</td><td>{number(r.earned)} of {number(r.points)}</td></tr>"
            for place, r in enumerate(self.results, 1)
        )
        share = 100 * self.earned / self.points if self.points else 0
        return (
            f'<div role="status"><p><strong>{inline(self.summary)}</strong> {inline(self.to_pass)}</p>'
            '<div aria-hidden="true" '
            f'style="height:.7em;max-width:30em;border:1px solid {colours.RULE};border-radius:4px">'
            f'<div style="height:100%;width:{share:.0f}%;background:{colours.GOOD}"></div></div>'
            '<table><thead><tr><th scope="col" style="text-align:left">Exercise</th>'
            '<th scope="col" style="text-align:left">State</th><th scope="col">Points</th></tr></thead>'
            f"<tbody>{rows}</tbody></table>{self.strengths.html() if self.strengths else ''}</div>"
        )


def _exercise(card: Card, name: str) -> CardExercise:
    exercises: dict[str, CardExercise] = {exercise["name"]: exercise for exercise in card["exercises"]}
    if name not in exercises:
        raise answer_card.CardFault(
            f"This module has no exercise called `{name}`. Its exercises are: {', '.join(exercises)}."
        )
    return exercises[name]


def _feedback(exercise: CardExercise, variables: dict[str, Any]) -> Feedback:
    name, pool = exercise["name"], exercise.get("drawn", "")
    ran, value = session.current(), variables.get(name)
    left_over = name in ran.unmade and name in variables
    answer = values.to_plain(value) if name in variables and not left_over else values.MISSING
    try:
        own = _own(variables, ran.unmade)
        exercise = own_variant(exercise, pool, exercise.get("draws", ()), own, answer)
        key, call = answer_card.key_of(exercise), caller(value)
        outcome = judge(answer, key, call)
        if typed_ones := _typed(exercise["changing"], key, ran.reader.known.get(name)):
            new, seen = answer_card.as_graded(key, typed_ones, set(exercise["changing"]) - typed_ones)
            outcome = judge(answer, new, call, seen)
        outcome = stopped.explained(outcome, ran.error(name))
        outcome = near.explained(outcome, name, [made for made in ran.made if made in variables or made == name])
        outcome = drawn.noted(outcome, pool, own, answer)
        if left_over:
            outcome = replace(outcome, note=LEFT_OVER)
    except WrongForm as fault:
        outcome = Outcome(WRONG, 0, str(fault))
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, answer_card.CardFault):
        outcome = Outcome(NOT_ATTEMPTED, 0, answer_card.BROKEN_CARD)
    return Feedback(name, outcome, exercise["points"])


def _own(variables: dict[str, Any], unmade: set[str]) -> Plain:
    """The number; none where the cell that was to make it stopped with an error: when graded, there is none either."""
    has_it = drawn.NAME in variables and drawn.NAME not in unmade
    return values.to_plain(variables[drawn.NAME]) if has_it else values.MISSING


def _put_back(but: str) -> list[str]:
    """Put back what the module's own cells made; what had changed, in words."""
    watched = lesson.of(kernel.shell())
    return watched.put_back(but) if watched else []


def _typed(changing: list[str], key: Key, known: Value | None) -> set[str]:
    """The facets of an answer that are others on new data, and were typed in."""
    if known is None:
        return set()
    if known.all_typed:
        return set(changing)
    parts = KINDS[key.kind].parts(key)
    written = {folded_name(part): typed for part, typed in known.parts.items()}
    return {
        facet for part, facets in parts.items() if written.get(folded_name(part), known.typed)
        for facet in facets if facet in changing
    }  # fmt: skip


def _variables() -> dict[str, Any]:
    shell = kernel.shell()
    if shell is None:
        raise RuntimeError("check() and progress() work inside a notebook")
    variables: dict[str, Any] = shell.user_ns
    return variables
