"""The experienced agent: somebody who knows the sheet, sees the whole caller and does what this caller needs, no more.

    best = expert.take(sheet, caller)       # a call that has ended, with all its moves

The plan begins with all that any caller may need, in a sensible order. Then each move is left out that does not
raise this caller's mark. So nobody writes solutions down, and a new sheet has its experienced agent at once.
"""

from __future__ import annotations

from collections import Counter
from itertools import takewhile
from math import ceil

from exercises_lib.simulator import marks
from exercises_lib.simulator.draw import Caller
from exercises_lib.simulator.dynamics import DYNAMICS, Dynamics
from exercises_lib.simulator.engine import Call
from exercises_lib.simulator.moves import Move
from exercises_lib.simulator.sheet import Action, Sheet

AT_THE_END = {"handed over": "hand over", "transferred": "transfer", "ended by agent": "end call"}
PARTS = 3  # pieces of work after which to sum up
SPARE = 3  # seconds more than a piece of work takes, to be asked for with a hold


def take(sheet: Sheet, caller: Caller) -> Call:
    """The experienced agent's call with this caller."""
    return play(sheet, caller, plan(sheet, caller))


def play(sheet: Sheet, caller: Caller, moves: list[Move], dynamics: Dynamics = DYNAMICS) -> Call:
    """The call that these moves make; what comes after its end does nothing."""
    return go_on(Call(sheet, caller, dynamics), moves)


def go_on(call: Call, moves: list[Move]) -> Call:
    """The same call after these moves as well."""
    for move in moves:
        call.do(move)
    return call


def beginnings(sheet: Sheet, caller: Caller, moves: list[Move]) -> list[Call]:
    """The call before each of these moves, and after the last. `begun` gives one of them to go on with."""
    calls = [Call(sheet, caller)]
    for move in moves:
        calls.append(go_on(calls[-1].begun(), [move]))
    return calls


def next_moves(best: Call, done: list[Move], number: int = 2) -> list[Move]:
    """What the experienced agent does next where these moves were done: the first of `best` that are still missing."""
    left = Counter(move.name for move in done)
    missing = []
    for step in best.steps:
        if left[step.move.name]:
            left[step.move.name] -= 1
        else:
            missing.append(step.move)
    return missing[:number]


def plan(sheet: Sheet, caller: Caller) -> list[Move]:
    """The experienced agent's moves, the last of which ends the call."""
    moves = _all_of_it(sheet, caller)
    best = marks.judge(play(sheet, caller, moves)).mark
    shorter = True
    while shorter:
        shorter, before = False, beginnings(sheet, caller, moves)
        for place in reversed(range(1, len(moves) - 1)):  # not the greeting and not the end
            after = moves[place + 1 :]
            if (mark := marks.judge(go_on(before[place].begun(), after)).mark) >= best:
                moves, best, shorter = moves[:place] + after, mark, True
    silent = moves[1:]  # somebody in danger is not even greeted
    return silent if marks.judge(play(sheet, caller, silent)).mark > best else moves


def _all_of_it(sheet: Sheet, caller: Caller) -> list[Move]:
    needed = next((e for e, condition in sheet.outcomes if condition.fits(caller.values)), "solved")
    warnings = sheet.limits.get("warnings", 1) if sheet.insults else 0
    begin = [
        Move("greet"),
        *[Move("warn")] * warnings,
        Move("listen"),
        Move("history"),
        Move("acknowledge"),
        Move("agenda"),
        *(Move(f"ask {fact}") for fact in sheet.facts),
        Move("explain"),
    ]
    end = [Move("summary"), Move("promise", "by 14:00"), Move(AT_THE_END.get(needed, "close"))]
    work: list[Move] = []
    ordered = in_order(sheet, caller)
    for place, action in enumerate(ordered):
        work += [*_hold(sheet, ordered[place:]), Move(action.name)]
        if (place + 1) % PARTS == 0:
            work.append(Move("summary"))
    return [*begin, *work, *end]


def in_order(sheet: Sheet, caller: Caller) -> list[Action]:
    """The steps and the right actions for this caller, each after what it needs."""
    fit = [a for a in sheet.actions.values() if a.right is None or a.right.fits(caller.values)]
    ordered: list[Action] = []
    while fit:
        waits = {action.name for action in fit}
        ready = next((action for action in fit if not waits & set(action.needs)), fit[0])
        ordered.append(ready)
        fit.remove(ready)
    return ordered


def _hold(sheet: Sheet, actions: list[Action]) -> list[Move]:
    """The hold that the first of these actions needs: it goes on over the short ones after it, until the next word."""
    first, *others = actions
    if first.seconds <= DYNAMICS.dead_air:
        return []
    short = takewhile(lambda action: action.seconds <= DYNAMICS.dead_air, others)
    seconds = ceil((first.seconds + SPARE + sum(action.seconds for action in short)) / 5) * 5
    return [Move("hold", str(min(seconds, sheet.limits.get("hold", seconds))))]
