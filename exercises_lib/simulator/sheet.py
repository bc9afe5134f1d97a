"""The caller's sheet: what a trainer writes about one kind of caller. reader.py makes it of plain lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Any

from exercises_lib.faults import CourseFault
from exercises_lib.simulator import conditions
from exercises_lib.simulator.conditions import ALWAYS, Condition, Words
from exercises_lib.simulator.draw import Stream
from exercises_lib.simulator.moves import SPOKEN, Vocabulary
from exercises_lib.simulator.patterns import Pattern

MOODS = ("calm", "worried", "upset", "angry")
ENDINGS = (
    "solved",
    "closed",
    "handed over",
    "transferred",
    "hung up",
    "escalated",
    "ended by agent",
    "ended without warning",
)
MAX_MOVES = 40  # after these the caller has no more time, unless the sheet says `moves 60`


class SheetFault(CourseFault):
    """A sheet that cannot be read; the text names the sheet and the line."""


@dataclass(frozen=True)
class Variable:
    """What is drawn for each caller: `choices` with weights, a range of whole numbers, or a pattern (ORD-####)."""

    name: str
    alias: str = ""
    choices: tuple[tuple[str, int], ...] = ()
    span: tuple[int, int] | None = None
    pattern: str = ""

    def draw(self, stream: Stream) -> str | int | bool:
        if self.span:
            return self.span[0] + stream.below(self.span[1] - self.span[0] + 1)
        if self.pattern:
            return "".join(str(stream.below(10)) if sign == "#" else sign for sign in self.pattern)
        at = stream.below(sum(weight for _, weight in self.choices))
        word = next(word for word, edge in self._edges if at < edge)
        return word == "yes" if self.is_flag else word

    @cached_property
    def _edges(self) -> list[tuple[str, int]]:
        return list(zip((word for word, _ in self.choices), accumulate(w for _, w in self.choices), strict=True))

    @property
    def is_flag(self) -> bool:
        return {word for word, _ in self.choices} == {"yes", "no"}

    def read(self, text: str) -> str | int | bool:
        """A value as a path writes it. Raises ValueError."""
        if self.span:
            return int(text)
        if self.is_flag:
            return {"yes": True, "no": False}[text.lower()]
        if self.choices and text not in dict(self.choices):
            raise ValueError(f"{self.name} is one of {', '.join(dict(self.choices))}")
        return text


@dataclass(frozen=True)
class Line:
    """What the caller says, or a screen shows, if the condition holds; and what that does to the caller's heat."""

    text: str
    condition: Condition = ALWAYS
    heat: int = 0
    number: int = 0  # in the sheet


@dataclass(frozen=True)
class Action:
    """Something done in a system: `right` is None for a step that neither solves nor spoils."""

    name: str
    seconds: int
    needs: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    right: Condition | None = None
    lines: list[Line] = field(default_factory=list)
    meaning: str = ""


@dataclass(frozen=True)
class Again:
    """The caller of another sheet calls again: `flag` is drawn as yes where `pattern` held in that earlier call."""

    sheet: str
    flag: str
    pattern: str


@dataclass(frozen=True)
class Rule:
    """A line of `## handled` or `## mistakes`: the pattern, for which callers, its points, and what is said of it."""

    pattern: Pattern
    condition: Condition
    points: int = 0
    message: str = ""


@dataclass(frozen=True)
class Path:
    """A line of `## paths`: the ending that these moves of this caller lead to."""

    ending: str
    fixed: dict[str, Any]
    moves: tuple[str, ...]
    number: int


@dataclass
class Sheet:
    name: str
    title: str = ""
    caller: str = "a caller"
    about: str = ""
    draws: dict[str, Variable] = field(default_factory=dict)
    heard: tuple[str, ...] = ()  # variables known from the caller's voice and first words
    patience: tuple[int, int] = (240, 420)
    heat: dict[str, int] = field(default_factory=dict)
    limits: dict[str, int] = field(default_factory=dict)
    insults: Condition | None = None
    moves: int = MAX_MOVES
    again: Again | None = None
    opening: list[Line] = field(default_factory=list)
    history: list[Line] = field(default_factory=list)
    history_tells: list[tuple[Condition, tuple[str, ...]]] = field(default_factory=list)
    facts: dict[str, list[Line]] = field(default_factory=dict)
    fact_words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    says: dict[str, list[Line]] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    outcomes: list[tuple[str, Condition]] = field(default_factory=list)
    handled: list[Rule] = field(default_factory=list)
    mistakes: list[Rule] = field(default_factory=list)
    paths: list[Path] = field(default_factory=list)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        actions = {a.name: (a.meaning,) if a.meaning else tuple[str, ...]() for a in self.actions.values()}
        return Vocabulary(self.fact_words, actions)

    @cached_property
    def words(self) -> Words:
        """What conditions may speak of."""
        flags: dict[str, str] = {}
        values: dict[str, str] = {}
        numbers: set[str] = set()
        for variable in self.draws.values():
            if variable.is_flag:
                flags |= {variable.name: variable.name, variable.alias or variable.name: variable.name}
            elif variable.choices:
                values |= {word.lower(): variable.name for word, _ in variable.choices}
            elif variable.span:
                numbers.add(variable.name)
        moves = {*SPOKEN, *self.actions, *(f"ask {fact}" for fact in self.facts)}
        return Words(flags, values, numbers, moves, self.limits)

    @cached_property
    def strata(self) -> list[Condition]:
        """The conditions on the draw that marks depend on, each once."""
        found = [rule.condition for rule in [*self.handled, *self.mistakes]]
        found += [condition for _, condition in self.outcomes]
        found += [action.right for action in self.actions.values() if action.right]
        return list({c.text.lower(): c for c in found if c.variables}.values())

    def condition(self, text: str) -> Condition:
        return conditions.parse(text, self.words)
