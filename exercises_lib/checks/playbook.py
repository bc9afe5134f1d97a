"""Playbook: rules "when -> move", or a function `next_move(call)`, played on many fresh callers.

    key.playbook("parcel_rules", sheet="late_parcel", mistakes={"You used the same answer for every caller.": [...]})

Played on 40 callers or more, drawn with the seed of the sample, so that each condition of the sheet occurs. The mark
is the mean of the calls' marks, in whole and half points; all points only where every caller is handled. A mistake
that is declared earns what its calls are worth.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from exercises_lib.checks import played
from exercises_lib.checks.answers import describe
from exercises_lib.checks.base import Kind
from exercises_lib.checks.key import Facets, Key, Options, Outcome, WrongForm
from exercises_lib.plain import values
from exercises_lib.plain.calls import Call
from exercises_lib.plain.shapes import Plain
from exercises_lib.simulator import engine, marks, playbook, policy
from exercises_lib.simulator.draw import FRESH, stratified

PAIRS = 'We expect a list of pairs of texts: `[["always", "greet"], ["called before", "history"]]`.'


class Playbook(Kind):
    name = "playbook"
    takes_functions = True
    is_played = True

    def options(self, *, sheet: str, callers: int = FRESH) -> Options:
        """`sheet`: the name of the caller's sheet. `callers`: how many are played, 40 or more. Raises ValueError."""
        if callers < FRESH:
            raise ValueError(f"a playbook is played on {FRESH} callers or more: with fewer, marks depend on luck")
        return played.sheet_options(sheet) | {"callers": callers}

    def facets(self, answer: Plain, key: Key, call: Call | None) -> Facets:
        calls = _calls(answer, key, call)
        verdicts = [marks.judge(one) for one in calls]
        handled = sum(verdict.handled for verdict in verdicts)
        # exactly 1 only where all are handled: a mean could be rounded up to it
        mark = 1 if handled == len(calls) else min(sum(v.mark for v in verdicts) / len(calls), 0.9999)
        next_thing, first = _first(calls, verdicts)
        count = f"{handled} of {len(calls)}"
        return {"handled": (count,), "mark": (f"{mark:.4f}",), "next": (next_thing,), "seen": (first,)}

    def worth(self, facets: Facets, key: Key, declared: float) -> float:
        return played.worth(facets, key)

    def typed_in(self, facets: Facets, on_practice: Facets, key: Key, practice: Key) -> None:
        return None  # rules are not typed-in numbers: they are played on fresh callers

    def note(self, answer: Plain, facets: Facets, key: Key) -> str:
        """How many callers were handled, and with which one it went wrong first."""
        return f"{facets['handled'][0]} callers handled. {facets['seen'][0]}".strip()

    def diagnose(self, facets: Facets, key: Key) -> Outcome:
        return played.outcome(facets, key)


def _first(calls: list[engine.Call], verdicts: list[marks.Verdict]) -> tuple[str, str]:
    """The first thing that went wrong, and the opening words of the caller with whom it did.

    A mistake that the sheet knows is told before any other trouble.
    """
    for known in (True, False):
        for call, verdict in zip(calls, verdicts, strict=True):
            if not verdict.handled and bool(verdict.mistakes) is known:
                return played.next_thing(verdict), f"First with a caller who was {call.mood}: “{call.opening}”"
    return "", ""


def _calls(answer: Plain, key: Key, call: Call | None) -> list[engine.Call]:
    sheet = played.sheet_of(key)
    callers = stratified(sheet, key.options["seed"], key.options["callers"])
    if answer["type"] == "function":
        assert call, "a function is at hand"
        try:
            return [policy.play(_policy(call, key.name), sheet, caller) for caller in callers]
        except policy.PolicyFault as fault:
            raise WrongForm(f"`{key.name}` was asked for a move. {fault}") from None
    try:
        rules = playbook.read(_rules(answer, key), sheet)
    except playbook.PlaybookFault as fault:
        raise WrongForm(str(fault)) from None
    return [playbook.play(rules, sheet, caller) for caller in callers]


def _policy(call: Call, name: str) -> Callable[[dict[str, Any]], object]:
    """The learner's function: what it gives back for what an agent sees."""

    def choose(seen: dict[str, Any]) -> object:
        result = call([values.to_plain(seen)])
        if result["type"] == "raised":
            raise WrongForm(f"`{name}` stopped with {result['error']} when we asked it for a move.")
        return result.get("value")

    return choose


def _rules(answer: Plain, key: Key) -> list[list[str]]:
    if answer["type"] != "list":
        raise WrongForm(f"`{key.name}` is {describe(answer)}. {PAIRS}")
    rules = []
    for number, rule in enumerate(answer["items"], 1):
        texts = [part["value"] for part in rule["items"] if part["type"] == "text"] if rule["type"] == "list" else []
        if rule["type"] != "list" or not len(texts) == len(rule["items"]) == 2:
            raise WrongForm(f"Rule {number} of `{key.name}` is {describe(rule)}. {PAIRS}")
        rules.append(texts)
    return rules
