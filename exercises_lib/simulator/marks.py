"""What a finished call is worth, by its sheet.

The mark is the share of the points of all rules that apply to this caller, and a quarter of it where the call did not
come to the ending that this caller needed: a friendly call that solves nothing has helped nobody.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from exercises_lib.simulator.conditions import Condition
from exercises_lib.simulator.engine import Call, Step
from exercises_lib.simulator.patterns import Moment
from exercises_lib.simulator.sheet import Rule

WRONG_OUTCOME = 0.25  # share of the mark that is left


@dataclass(frozen=True)
class Judged:
    """One rule of `## handled`: whether it was kept, and the step that decided it."""

    rule: Rule
    kept: bool
    moment: Moment


@dataclass(frozen=True)
class Verdict:
    ending: str
    needed: str  # the ending that this caller needed
    rules: tuple[Judged, ...]
    mistakes: tuple[str, ...]  # sentences of the sheet's mistakes that were made, in the order of the sheet

    @property
    def right_ending(self) -> bool:
        return self.ending == self.needed

    @property
    def share(self) -> float:
        """Of the points of the rules, 0 to 1."""
        points = sum(judged.rule.points for judged in self.rules)
        return sum(judged.rule.points for judged in self.rules if judged.kept) / points if points else 1.0

    @property
    def mark(self) -> float:
        """0 to 1."""
        return self.share * (1 if self.right_ending else WRONG_OUTCOME)

    @property
    def handled(self) -> bool:
        """Whether all that this caller needed was done."""
        return self.mark == 1

    @property
    def missed(self) -> list[Judged]:
        return [judged for judged in self.rules if not judged.kept]


def turning_point(call: Call) -> tuple[Step, Step] | None:
    """The step after which tension rose most, and the one before it; None if it never rose."""
    before, after = max(
        pairwise([call.start, *call.steps]), key=lambda pair: pair[1].heat - pair[0].heat,
        default=(call.start, call.start),
    )  # fmt: skip
    return (after, before) if after.heat > before.heat else None


def judge(call: Call) -> Verdict:
    """Judge a call; one that still goes on counts as closed without a word."""
    sheet, values = call.sheet, call.caller.values

    def applies(condition: Condition) -> bool:
        return condition.holds(call, values)

    needed = next((ending for ending, condition in sheet.outcomes if applies(condition)), "solved")
    rules = tuple(Judged(rule, *rule.pattern.test(call)) for rule in sheet.handled if applies(rule.condition))
    made = tuple(r.message for r in sheet.mistakes if applies(r.condition) and r.pattern.test(call)[0])
    return Verdict(call.ending or "closed", needed, rules, made)
