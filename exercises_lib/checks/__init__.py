"""What kinds of answer there are, and how an answer of any kind is judged.

A kind (one file each in this folder) turns an answer into *facets*: named parts, each with the texts that may
stand for it. A number has one facet; a table has one for each column; a function one for each call made of it.

    number 0.8125 at 3 decimals    -> {"value": ("0.812", "0.813")}       both roundings of a tie
    table of teams and their CSAT  -> {"columns": ("csat, team",), "rows": ("6",), "column csat": ("...",), ...}

Two answers are the same when all their facets are. That is all a judge needs to know, so the grader (which has the
key's facets) and the learner's own notebook (which has only digests of them, see answer_card.py) judge alike.
"""

from __future__ import annotations

import math
from dataclasses import replace

from exercises_lib.checks.answers import GIVES_NOTHING, describe, finished
from exercises_lib.checks.base import Kind
from exercises_lib.checks.choice import Choice
from exercises_lib.checks.conversation import Conversation
from exercises_lib.checks.date import Date
from exercises_lib.checks.fields import Fields
from exercises_lib.checks.function import Function
from exercises_lib.checks.key import (
    NOT_ATTEMPTED,
    RIGHT,
    WRONG,
    Facets,
    Key,
    Outcome,
    WrongForm,
    first_in,
    known_mistake,
    same,
)
from exercises_lib.checks.number import Number
from exercises_lib.checks.ordering import Ordering
from exercises_lib.checks.playbook import Playbook
from exercises_lib.checks.plot import Plot
from exercises_lib.checks.ranking import Ranking
from exercises_lib.checks.reply import Reply
from exercises_lib.checks.table import Table
from exercises_lib.checks.text import Text
from exercises_lib.plain.calls import Call
from exercises_lib.plain.shapes import Plain

# where a key names no kind, the first that fits is taken
KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Number(), Text(), Date(), Choice(), Ordering(), Ranking(), Fields(), Table(), Plot(), Function(), Reply(),
        Conversation(), Playbook(),
    )
}  # fmt: skip


def judge(answer: Plain, key: Key, call: Call | None, practice: Key | None = None) -> Outcome:
    """Judge a plain answer.

    `call` calls the learner's function where the answer is one. `practice` is the key on the practice sample, given
    when grading on a fresh one: an answer that fits only the practice sample was typed in, not computed. What is
    judged by eye counts as it was on the practice sample, and as it is on the fresh one.
    """
    if practice and key.by_eye:
        # read off the practice sample, or worked out on this one: what it earns, and what it is, on either
        return max((judge(answer, one, call) for one in (key, practice)), key=lambda one: (one.credit, one.is_named))
    if answer["type"] == "missing":
        return Outcome(NOT_ATTEMPTED, 0, f"You have not created `{key.name}` yet.")
    if answer["type"] == "nothing":
        return _empty(answer, key.name)
    kind = KINDS[key.kind]
    try:
        facets = kind.facets(finished(answer, key.name, kind.takes_functions), key, call)
        on_practice = kind.facets(answer, practice, call) if practice and kind.facets_depend_on_key else facets
    except WrongForm as form:
        return Outcome(WRONG, 0, str(form), names_slip=True)
    outcome = in_half_points(judge_facets(facets, key, practice, on_practice), key.points)
    return replace(outcome, note=kind.note(answer, facets, key), head=kind.tested)


def in_half_points(outcome: Outcome, points: float) -> Outcome:
    """The outcome with a credit that makes whole or half points of `points` (0: unknown, so nothing changes).

    The nearest, but all of them only for an answer that is right. Where nothing is left, nothing is partly right.
    """
    if not points or outcome.credit in (0, 1):
        return outcome
    halves, nearest = 2 * points, math.floor(2 * points * outcome.credit + 0.5 + 1e-9)
    earned = min(nearest, math.ceil(halves) - 1)
    if not earned:
        return replace(outcome, state=WRONG, credit=0)
    return replace(outcome, credit=earned / halves)


def judge_facets(facets: Facets, key: Key, practice: Key | None = None, on_practice: Facets | None = None) -> Outcome:
    """Judge an answer of the right form by its facets: right, a known mistake, typed in, or simply not the same.

    `on_practice`: its facets where it is compared with the practice key, if these are others.
    """
    if same(facets, key.answer):
        return Outcome(RIGHT, 1, KINDS[key.kind].right, after=key.after(facets) if key.after else "")
    for mistake in key.mistakes:
        if same(facets, mistake.answer):
            return known_mistake(mistake, facets)
    # after the mistakes: one of three options is soon the practice sample's right one, and none of it typed in
    kind = KINDS[key.kind]
    if practice and (outcome := kind.typed_in(facets, on_practice or facets, key, practice)):
        return outcome
    outcome = kind.diagnose(facets, key)
    slip = None if outcome.names_slip else first_in(facets, (*key.mistakes, *key.mutants))
    return replace(outcome, message=slip.message(facets), names_slip=True) if slip else outcome


def _empty(answer: Plain, name: str) -> Outcome:
    if answer.get("none"):
        return Outcome(NOT_ATTEMPTED, 0, f"`{name}` is {GIVES_NOTHING}", names_slip=True)
    return Outcome(NOT_ATTEMPTED, 0, f"`{name}` is still empty. Put your answer in the cell above.")


def kind_for(answer: Plain) -> str:
    """The kind that fits a plain answer when the author names none.

    Raises ValueError if no kind takes it.
    """
    for name, kind in KINDS.items():
        if kind.fits(answer):
            return name
    raise ValueError(f"no kind of check takes {describe(answer)}")
