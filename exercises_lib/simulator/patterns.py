"""Patterns over a whole call, in which a sheet says what must be done and what is a mistake.

    acknowledge                          it was done           name, order before look up  both done, and not after it
    acknowledge once                     done exactly once
    no apologise                         never done            ask order without history   done, and not after it
    hold twice                           done twice or more    acknowledge after look up   done again or first after it
    hold kept                            every wait over 10 s was asked for, with a time, and kept
    no silence                           no gap over 10 s without a word
    promise with a time                  a promise that says when
    summary every 600 s                  no stretch longer than that without a summary
    right action                         the action that fits this caller was done, no other before it
    no wrong action, no early action     none that does not fit, none before what it needs

A fact's name stands for knowing it, whether it was asked for, read or told.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a call knows its sheet, and that its patterns
    from exercises_lib.simulator.engine import Call

EVENTS = ("silence", "overrun", "wrong action", "early action", "asked twice", "hold too long")
Moment = int | None  # the number of the step that decided it, counted from 0
Test = Callable[["Call"], tuple[bool, Moment]]
Finder = Callable[["Call"], Sequence[int]]  # at which steps something happened


@dataclass(frozen=True)
class Pattern:
    """`test(call)` says whether the pattern holds in a call that has ended, and at which step that was decided."""

    text: str
    test: Test


def parse(text: str, moves: Collection[str], facts: Collection[str]) -> Pattern:
    """The pattern that a text stands for. Raises ValueError with what is not understood."""
    plain = " ".join(text.lower().split())
    return Pattern(text.strip(), _test(plain, _Names(moves, facts)))


@dataclass(frozen=True)
class _Names:
    moves: Collection[str]
    facts: Collection[str]

    def each(self, text: str) -> list[Finder]:
        return [self.finder(part.strip()) for part in re.split(r",| and ", text) if part.strip()]

    def tries(self, name: str) -> Finder:
        """For each call the steps at which it was done or tried."""
        if name in self.moves:
            return lambda call: call.tried.get(name, ())
        return self.finder(name)

    def finder(self, name: str) -> Finder:
        """For each call the steps at which it happened."""
        if name in EVENTS:
            return lambda call: [at for at, step in enumerate(call.steps) if name in step.events]
        if name in self.moves:  # what failed because something was still missing was not done
            return lambda call: [at for at in call.tried.get(name, ()) if "early action" not in call.steps[at].events]
        if name in self.facts:
            return lambda call: [at for at, step in enumerate(call.steps) if name in step.learned]
        if name == "promise with a time":
            return lambda call: [at for at in call.tried.get("promise", ()) if call.steps[at].move.detail]
        if name == "right action":
            return lambda call: [at for at, step in enumerate(call.steps) if "right action" in step.events]
        raise ValueError(f"“{name}” is no move, fact or event of this sheet")


def _test(text: str, names: _Names) -> Test:
    if text == "hold kept":
        return _hold_kept
    if found := re.fullmatch(r"(.+) every (\d+) ?s?", text):
        return _every(names.finder(found[1]), int(found[2]))
    if found := re.fullmatch(r"(.+) before (.+)", text):
        return _before(names.each(found[1]), names.finder(found[2]))
    if found := re.fullmatch(r"(.+) without (.+)", text):
        return _without(names.finder(found[1]), names.finder(found[2]))
    if found := re.fullmatch(r"(.+) after (.+)", text):
        return _after(names.finder(found[1]), names.finder(found[2]))
    if found := re.fullmatch(r"(no|never) (.+)", text):
        return _never(names.tries(found[2]))
    if found := re.fullmatch(r"(.+) (once|twice)", text):
        finder = names.finder(found[1])
        if found[2] == "once":
            return lambda call: (len(at := finder(call)) == 1, at[1] if len(at) > 1 else None)
        return lambda call: (len(at := finder(call)) > 1, at[1] if len(at) > 1 else None)
    return _all(names.each(text))


def _all(finders: list[Finder]) -> Test:
    def test(call: Call) -> tuple[bool, Moment]:
        places = [finder(call) for finder in finders]
        return all(places), max((at[0] for at in places if at), default=None)

    return test


def _never(finder: Finder) -> Test:
    return lambda call: (not (at := finder(call)), at[0] if at else None)


def _before(firsts: list[Finder], then: Finder) -> Test:
    def test(call: Call) -> tuple[bool, Moment]:
        places, later = [first(call) for first in firsts], then(call)
        limit = later[0] if later else len(call.steps)
        return all(at and at[0] < limit for at in places), later[0] if later else None

    return test


def _without(finder: Finder, other: Finder) -> Test:
    def test(call: Call) -> tuple[bool, Moment]:
        at, before = finder(call), other(call)
        alone = [place for place in at if not before or before[0] > place]
        return bool(alone), alone[0] if alone else None

    return test


def _after(finder: Finder, other: Finder) -> Test:
    def test(call: Call) -> tuple[bool, Moment]:
        at, before = finder(call), other(call)
        late = [place for place in at if before and place > before[0]]
        return bool(late), late[0] if late else None

    return test


def _hold_kept(call: Call) -> tuple[bool, Moment]:
    for at, step in enumerate(call.steps):
        if {"silence", "overrun", "hold too long", "no time"} & set(step.events):
            return False, at
    return any(step.move.name == "hold" for step in call.steps), None


def _every(finder: Finder, seconds: int) -> Test:
    def test(call: Call) -> tuple[bool, Moment]:
        last = 0.0
        places = set(finder(call))
        for at, step in enumerate(call.steps):
            if step.clock - last > seconds:
                return False, at
            if at in places:
                last = step.clock
        return True, None

    return test
