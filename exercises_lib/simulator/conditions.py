"""Conditions in plain words, as in a sheet ("days 7+, amount <= 50") and in a playbook ("upset or worried").

A comma or "and" joins what must all hold, "or" what may hold instead: "upset or worried, called before" asks for a
mood of the two and for an earlier call. Parts are:

    upset, called before, not calm         a word that the sheet draws, or its longer name
    days 7+, days < 7, days 3 to 5, amount up to 50, amount over agent refund       a number against a number or limit
    look up done, no history               whether a move was made
    insult, warnings 2+                    what happens in the call
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

SEEN_NUMBERS = ("warnings", "insults", "minutes")  # of the state, for sheets and playbooks
HIDDEN_NUMBERS = ("trust", "heat")  # for sheets only: no agent can see them
COMPARE = {"<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt, "=": operator.eq}
IN_WORDS = (
    (r"(\d+) or (?:more|longer|later)", r"\1+"),
    (r"(\d+) or (?:less|fewer)", r"<= \1"),
    (r"between (\d+) and (\d+)", r"\1 to \2"),
    (r"\b(?:up to|at most)\b", "<="),
    (r"\b(?:at least)\b", ">="),
    (r"\b(?:over|above|more than)\b", ">"),
    (r"\b(?:under|below|less than|fewer than)\b", "<"),
    (r"\bexactly\b", "="),
)


@dataclass(frozen=True)
class Words:
    """What conditions of one sheet may speak of: `values` is each word's variable, `limits` the printed limits."""

    flags: Mapping[str, str]  # "before" and "called before" -> before
    values: Mapping[str, str]  # "upset" -> mood
    numbers: Collection[str]
    moves: Collection[str]
    limits: Mapping[str, int]


class SoFar(Protocol):
    """What conditions ask of a call that is under way."""

    @property
    def insulted(self) -> bool: ...

    @property
    def made(self) -> Collection[str]:
        """The moves that were made."""


Known = Mapping[str, Any]  # of the caller, by variable
Test = Callable[[SoFar, Known], bool]
Value = Callable[[SoFar, Known], float | None]


@dataclass(frozen=True)
class Condition:
    """`holds(call, known)`: whether it holds. What `known` leaves out is not known: no part that asks for it holds."""

    text: str
    holds: Test
    variables: frozenset[str]

    def fits(self, caller: Known) -> bool:
        """Whether it holds for a caller before anything has happened in the call."""
        return self.holds(_NOTHING_YET, caller)


@dataclass(frozen=True)
class _Begun:
    """A call of which only the caller is known."""

    insulted: bool = False
    made: frozenset[str] = frozenset()
    warnings: int = 0
    insults: int = 0
    minutes: int = 0
    trust: int = 0
    heat: int = 0


_NOTHING_YET = _Begun()


ALWAYS = Condition("", lambda call, known: True, frozenset())


def parse(text: str, words: Words, hidden: bool = True) -> Condition:
    """The condition that a text stands for; an empty text or "always" holds always.

    `hidden`: whether it may speak of what no agent can see. Raises ValueError with the part that says nothing.
    """
    plain = " ".join(text.lower().split())
    if plain in ("", "always", "any", "else"):
        return ALWAYS
    for said, short in IN_WORDS:
        plain = re.sub(said, short, plain)
    variables: set[str] = set()
    groups = [
        _any([_atom(part.strip(), words, hidden, variables) for part in group.split(" or ")])
        for group in re.split(r",| and ", plain)
        if group.strip()
    ]
    return Condition(text.strip(), _all(groups), frozenset(variables))


def _any(tests: list[Test]) -> Test:
    if len(tests) == 1:  # as most are: a call asks a hundred conditions
        return tests[0]
    return lambda call, known: any(test(call, known) for test in tests)


def _all(tests: list[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]
    return lambda call, known: all(test(call, known) for test in tests)


def _atom(text: str, words: Words, hidden: bool, variables: set[str]) -> Test:
    denied = re.match(r"(?:not|no|without) (.+)", text)
    base = denied[1] if denied else text
    base = re.sub(r"^(?:the )?(?:caller|customer) (?:is |has )?|^(?:is|has) ", "", base)
    if base in words.flags:
        variables.add(name := words.flags[base])
        wanted = not denied
        return lambda call, known: known.get(name) is wanted
    if base in words.values:
        variables.add(name := words.values[base])
        if denied:
            return lambda call, known: name in known and known[name] != base
        return lambda call, known: known.get(name) == base
    if base == "insult":
        return lambda call, known: call.insulted is not bool(denied)
    if not denied and (test := _number(base, words, hidden, variables)):
        return test
    move = re.sub(r"^after | (?:done|read|made|given)$", "", base)
    if move in words.moves:
        return lambda call, known: (move in call.made) is not bool(denied)
    raise ValueError(f"“{text}” is nothing that this caller has or that happens in the call")


def _number(text: str, words: Words, hidden: bool, variables: set[str]) -> Test | None:
    found = re.fullmatch(r"([a-z_][a-z_ ]*?) ?(?:(\d+) ?\+|(\d+) to (\d+)|(<=|>=|<|>|=) ?(.+)|(\d+))", text)
    if not found:
        return None
    name, more, low, high, sign, other, exact = found.groups()
    name = name.strip()
    if name in words.numbers:
        variables.add(name)

        def value(call: SoFar, known: Known) -> float | None:
            number: float | None = known.get(name)
            return number
    elif name in SEEN_NUMBERS or (hidden and name in HIDDEN_NUMBERS):

        def value(call: SoFar, known: Known) -> float | None:
            number: float = getattr(call, name)
            return number
    else:
        return None
    if low:
        return _between(value, int(low), int(high))
    if more or exact:
        sign, other = (">=", more) if more else ("=", exact)
    bound = int(other) if other.isdecimal() else words.limits.get(other.removeprefix("limit ").strip())
    if bound is None:
        raise ValueError(f"“{other}” is neither a number nor one of the limits ({', '.join(words.limits)})")
    compare = COMPARE[sign]
    return lambda call, known: (at := value(call, known)) is not None and compare(at, bound)


def _between(value: Value, low: int, high: int) -> Test:
    return lambda call, known: (at := value(call, known)) is not None and low <= at <= high
