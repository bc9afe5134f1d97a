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
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Protocol

from exercises_lib.plain import values

TAKE_FUNCTIONS = ("function", "plot", "playbook")  # kinds that may be answered with a function
GIVES_NOTHING = (
    "`None`: nothing. `print(...)`, `plt.show()` and `inplace=True` show or change something, and give nothing back. "
    "Keep the value itself."
)
RIGHT, PARTLY, WRONG, NOT_ATTEMPTED = "right", "partly", "wrong", "not attempted"

Facets = dict[str, tuple[str, ...]]
Call = Callable[[list[dict]], dict]  # plain arguments -> plain result, or {"type": "raised", "error": text}


@dataclass(frozen=True)
class Outcome:
    """What a check found: the state, the share of the points (0 to 1) and what the learner reads."""

    state: str
    credit: float
    message: str
    note: str = ""  # what may help whoever reads the answer; it can be unsure, and moves no point
    is_named: bool = field(default=False, compare=False)  # whether a known mistake's message says what was done
    after: str = field(default="", compare=False)  # what is read after Right, as the answer card has it (JSON)
    # whether the message says which slip it was, and not only that something differs; `bpo check` counts these
    names_slip: bool = field(default=False, compare=False)


class WrongForm(Exception):
    """The answer is not of the kind asked for; the text is the learner's message."""


class Model(Protocol):
    """Something an answer can be compared with: the right answer, or a declared mistake."""

    facets: Iterable[str]

    def has(self, facet: str, forms: tuple[str, ...]) -> bool:
        """Whether one of `forms` stands for this facet of the model."""


@dataclass
class Key:
    """An exercise's right answer, as a judge sees it: in the grader facets, on an answer card digests."""

    name: str
    kind: str
    options: dict
    answer: Model
    mistakes: list[Mistake] = field(default_factory=list)
    points: float = 0  # what the exercise is worth, where it is known
    by_eye: bool = False  # whether what the learner saw counts when graded
    after: Callable[[Facets], str] | None = None  # given the right answer's facets, what is read after Right
    mutants: list[Mistake] = field(default_factory=list)  # small wrong solutions: they move no point

    @property
    def being_made(self) -> bool:
        """Whether the answer at hand is the solution's own, of which this key is just being made.

        A kind may then complete `options` from it: the labels of an ordering, the columns of a table.
        """
        return not self.answer.facets


@dataclass
class Mistake:
    """A known mistake: what it looks like, what the learner reads, and its share of the points (0 to <1)."""

    answer: Model
    credit: float
    message: Callable[[Facets], str]  # given the learner's facets, which open the message on a card


@dataclass(frozen=True)
class Known:
    """A model whose facets are known, as in the grader."""

    facets: Facets

    def has(self, facet: str, forms: tuple[str, ...]) -> bool:
        return facet in self.facets and not set(self.facets[facet]).isdisjoint(forms)


def same(answer: Facets, model: Model) -> bool:
    """Whether every facet of the answer is that of the model, and none is missing."""
    return set(answer) == set(model.facets) and all(model.has(name, forms) for name, forms in answer.items())


def judge(answer: dict, key: Key, call: Call, practice: Key | None = None) -> Outcome:
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
        facets = kind.facets(finished(answer, key), key, call)
        # most kinds' facets are the answer's alone; a reply's say how it compares with the key at hand
        on_practice = kind.facets(answer, practice, call) if practice and hasattr(kind, "asks_key") else facets
    except WrongForm as form:
        return Outcome(WRONG, 0, str(form), names_slip=True)
    outcome = in_half_points(judge_facets(facets, key, practice, on_practice), key.points)
    if hasattr(kind, "tells"):
        return replace(outcome, note=kind.tells(facets))
    return replace(outcome, note=kind.note(answer, key)) if hasattr(kind, "note") else outcome


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


def judge_facets(
    facets: Facets, key: Key, practice: Key | None = None, on_practice: Facets | None = None
) -> Outcome:
    """Judge an answer of the right form by its facets: right, a known mistake, typed in, or simply not the same.

    `on_practice`: its facets where it is compared with the practice key, if these are others.
    """
    if same(facets, key.answer):
        return Outcome(RIGHT, 1, "That is right.", after=key.after(facets) if key.after else "")
    for mistake in key.mistakes:
        if same(facets, mistake.answer):
            return known_mistake(mistake, facets)
    # after the mistakes: one of three options is soon the practice sample's right one, and none of it typed in
    kind = KINDS[key.kind]
    if practice:
        looks_typed = getattr(kind, "typed_in", typed.typed_in)
        if outcome := looks_typed(facets, on_practice or facets, key, practice):
            return outcome
    outcome = kind.diagnose(facets, key)
    mutant = None if outcome.names_slip else next((m for m in key.mutants if same(facets, m.answer)), None)
    return replace(outcome, message=mutant.message(facets), names_slip=True) if mutant else outcome


def known_mistake(mistake: Mistake, facets: Facets) -> Outcome:
    """The outcome of an answer that is a known mistake."""
    state = PARTLY if mistake.credit else WRONG
    return Outcome(state, mistake.credit, mistake.message(facets), names_slip=True, is_named=True)


def _empty(answer: dict, name: str) -> Outcome:
    if answer.get("none"):
        return Outcome(NOT_ATTEMPTED, 0, f"`{name}` is {GIVES_NOTHING}", names_slip=True)
    return Outcome(NOT_ATTEMPTED, 0, f"`{name}` is still empty. Put your answer in the cell above.")


def finished(answer: dict, key: Key) -> dict:
    """The answer, where it is one that can be judged. Raises WrongForm."""
    if answer["type"] == "too big":
        raise WrongForm(f"`{key.name}` is too big to check: {answer['limit']}. Look at its size before you check it.")
    if answer["type"] == "function" and key.kind not in TAKE_FUNCTIONS:
        raise WrongForm(
            f"`{key.name}` is a function that has not done its work. Write the brackets `()` behind its name."
        )
    return answer


def describe(answer: dict) -> str:
    """What an answer is, in words for a learner: 'a number', 'a table of 6 rows'."""
    kind = answer["type"]
    if kind == "table":
        what = "column (Series)" if answer.get("series") else "table"
        return f"a {what} of {answer['rows']:,} row{'' if answer['rows'] == 1 else 's'}"
    if kind == "list":
        return f"a list of {len(answer['items'])}"
    return {
        "bool": f"{answer.get('value')} (a yes/no value)", "text": "a text", "number": "a number", "date": "a date",
        "dict": "a dictionary", "plot": "a plot", "function": "a function",
        "raised": f"an error ({answer.get('error')})", "missing": "nothing", "nothing": "nothing",
    }.get(kind, f"a {answer.get('class', kind)}")


def alone(answer: dict) -> dict:
    """The one value in a list of one, or in a column (Series) of one row, as pandas often hands it over."""
    if answer["type"] == "list" and len(answer["items"]) == 1:
        return answer["items"][0]
    if answer.get("series") and answer["rows"] == 1:
        value = answer["columns"][0]["values"][0]
        return values.to_plain(value) if type(value) in (str, int, float) else answer
    return answer


def kind_for(answer: dict) -> str:
    """The kind that fits a plain answer when the author names none.

    Raises ValueError if no kind takes it.
    """
    for name, kind in KINDS.items():
        if kind.fits(answer):
            return name
    raise ValueError(f"no kind of check takes {describe(answer)}")


# the registry; below, because the kinds need the names above
from exercises_lib.checks import typed  # noqa: E402
from exercises_lib.checks.choice import Choice  # noqa: E402
from exercises_lib.checks.conversation import Conversation  # noqa: E402
from exercises_lib.checks.date import Date  # noqa: E402
from exercises_lib.checks.fields import Fields  # noqa: E402
from exercises_lib.checks.function import Function  # noqa: E402
from exercises_lib.checks.number import Number  # noqa: E402
from exercises_lib.checks.ordering import Ordering  # noqa: E402
from exercises_lib.checks.playbook import Playbook  # noqa: E402
from exercises_lib.checks.plot import Plot  # noqa: E402
from exercises_lib.checks.ranking import Ranking  # noqa: E402
from exercises_lib.checks.reply import Reply  # noqa: E402
from exercises_lib.checks.table import Table  # noqa: E402
from exercises_lib.checks.text import Text  # noqa: E402

# where a key names no kind, the first that fits is taken
KINDS = {
    kind.name: kind
    for kind in (
        Number(), Text(), Date(), Choice(), Ordering(), Ranking(), Fields(), Table(), Plot(), Function(), Reply(),
        Conversation(), Playbook(),
    )
}
