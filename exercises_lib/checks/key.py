"""What a judge works with: an answer's facets, the key they are compared with, and the outcome.

Two answers are the same when all their facets are. That is all a judge needs to know, so the grader (which has the
key's facets) and the learner's own notebook (which has only digests of them, see answer_card.py) judge alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

RIGHT, PARTLY, WRONG, NOT_ATTEMPTED = "right", "partly", "wrong", "not attempted"

Facets = dict[str, tuple[str, ...]]
Options = dict[str, Any]  # of a kind: what an author said, as JSON


@dataclass(frozen=True)
class Outcome:
    """What a check found: the state, the share of the points (0 to 1) and what the learner reads."""

    state: str
    credit: float
    message: str
    head: str = ""  # what was tested, where that is not all: it stands in the place of "Right"
    note: str = ""  # what may help whoever reads the answer; it can be unsure, and moves no point
    is_named: bool = field(default=False, compare=False)  # whether a known mistake's message says what was done
    after: str = field(default="", compare=False)  # what is read after Right, as the answer card has it (JSON)
    # whether the message says which slip it was, and not only that something differs; `bpo check` counts these
    names_slip: bool = field(default=False, compare=False)
    answer: str = field(default="", compare=False)  # in short, where it is not right (see said.py); for trainers only


class WrongForm(Exception):
    """The answer is not of the kind asked for; the text is the learner's message."""


class Model(Protocol):
    """Something an answer can be compared with: the right answer, or a declared mistake."""

    @property
    def facets(self) -> Mapping[str, Sequence[str]]:
        """By facet its forms, or digests of them."""

    def has(self, facet: str, forms: tuple[str, ...]) -> bool:
        """Whether one of `forms` stands for this facet of the model."""


@dataclass(frozen=True)
class Known:
    """A model whose facets are known, as in the grader."""

    facets: Facets

    def has(self, facet: str, forms: tuple[str, ...]) -> bool:
        return facet in self.facets and not set(self.facets[facet]).isdisjoint(forms)


@dataclass
class Mistake:
    """A known mistake: what it looks like, what the learner reads, and its share of the points (0 to <1)."""

    answer: Model
    credit: float
    message: Callable[[Facets], str]  # given the learner's facets, which open the message on a card


@dataclass
class Key:
    """An exercise's right answer, as a judge sees it: in the grader facets, on an answer card digests."""

    name: str
    kind: str
    options: Options
    answer: Model
    mistakes: list[Mistake] = field(default_factory=list)
    points: float = 0  # what the exercise is worth, where it is known
    by_eye: bool = False  # whether what the learner saw counts when graded
    after: Callable[[Facets], str] | None = None  # given the right answer's facets, what is read after Right
    mutants: list[Mistake] = field(default_factory=list)  # small wrong solutions: they move no point
    drawn: str = ""  # the pool of which each learner has an own variant, if any (drawn.py)
    draws: list[Key] = field(default_factory=list)  # the key of each variant


def same(answer: Facets, model: Model) -> bool:
    """Whether every facet of the answer is that of the model, and none is missing."""
    return set(answer) == set(model.facets) and all(model.has(name, forms) for name, forms in answer.items())


def first_in(facets: Facets, mistakes: Iterable[Mistake]) -> Mistake | None:
    """The first of the mistakes all of whose facets are as in these, whatever the others are."""
    for mistake in mistakes:
        if all(name in facets and mistake.answer.has(name, facets[name]) for name in mistake.answer.facets):
            return mistake
    return None


def known_mistake(mistake: Mistake, facets: Facets) -> Outcome:
    """The outcome of an answer that is a known mistake."""
    state = PARTLY if mistake.credit else WRONG
    return Outcome(state, mistake.credit, mistake.message(facets), names_slip=True, is_named=True)
