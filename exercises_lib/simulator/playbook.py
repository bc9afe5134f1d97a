"""Playbooks: rules of the form [when, move], made once and played on many callers.

    [["", "greet"], ["called before", "history"], ["upset or worried", "acknowledge"], ...]

At each turn the first rule is taken whose condition holds, as far as the agent knows the caller by then, and that was
not taken yet. Where none is left, the agent closes the call.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from exercises_lib.simulator import conditions
from exercises_lib.simulator.conditions import Condition
from exercises_lib.simulator.draw import Caller
from exercises_lib.simulator.dynamics import DYNAMICS, Dynamics
from exercises_lib.simulator.engine import Call
from exercises_lib.simulator.moves import Move
from exercises_lib.simulator.sheet import Sheet

MAX_RULES = 60
CLOSE = Move("close")


class PlaybookFault(Exception):
    """The playbook has not the agreed form; the text is for the learner."""


@dataclass(frozen=True)
class When:
    condition: Condition
    move: Move


def read(rules: list[Any], sheet: Sheet) -> list[When]:
    """The rules of a playbook: a list of pairs of texts. Raises PlaybookFault, naming the rule."""
    if not rules:
        raise PlaybookFault('The playbook is empty. Begin with a rule such as `["always", "greet"]`.')
    if len(rules) > MAX_RULES:
        raise PlaybookFault(f"The playbook has {len(rules)} rules. At most {MAX_RULES} are played.")
    return [_rule(number, rule, sheet) for number, rule in enumerate(rules, 1)]


def _rule(number: int, rule: Any, sheet: Sheet) -> When:
    if len(rule) != 2 or not all(isinstance(part, str) for part in rule):
        raise PlaybookFault(f'Rule {number} is no pair. Write two texts in brackets: `["when", "move"]`.')
    when, what = rule
    if len(when) > 200 or len(what) > 200:
        raise PlaybookFault(f"Rule {number} is too long. A rule is a few words.")
    try:
        condition = conditions.parse(when, sheet.words, hidden=False)
    except ValueError as fault:
        raise PlaybookFault(f"Rule {number}, `{when}`: {fault}.") from None
    reading = sheet.vocabulary.read(what)
    if reading.move is None:
        perhaps = f" Did you mean {' or '.join(f'`{name}`' for name in reading.perhaps)}?" if reading.perhaps else ""
        raise PlaybookFault(f"Rule {number}: `{what}` is no move of this call.{perhaps}")
    return When(condition, reading.move)


def play(rules: list[When], sheet: Sheet, caller: Caller, dynamics: Dynamics = DYNAMICS) -> Call:
    """The call that a playbook makes with one caller, to its end."""
    call = Call(sheet, caller, dynamics)
    left = list(rules)
    while not call.ending:
        place = next((at for at, rule in enumerate(left) if rule.condition.holds(call, call.known)), None)
        call.do(CLOSE if place is None else left.pop(place).move)
    return call
