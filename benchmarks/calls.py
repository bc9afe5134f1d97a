"""The conversation simulator: whole calls a second on one core, and what a learner's playbook costs the grader."""

from __future__ import annotations

import time
from pathlib import Path

from exercises_lib.simulator import expert, files, marks, players
from exercises_lib.simulator.draw import stratified
from exercises_lib.simulator.sheet import Sheet

REPOSITORY = Path(__file__).parents[1]
SHEETS = ("late_parcel", "rude_caller", "house_move")  # usual, short, and of 50 minutes
CALLS = 2000


def table() -> str:
    """A table of Markdown. Processor seconds, so that other work on the machine counts less."""
    heads = ("sheet", "moves a call", "experienced agent: calls a second", "random: calls a second", "40 callers: ms")
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for name in SHEETS:
        sheet = files.load(name, REPOSITORY)
        callers = stratified(sheet, "bench")
        plans = [(caller, expert.plan(sheet, caller)) for caller in callers]
        skilled, moves = _skilled(sheet, plans)
        cells = (name, f"{moves:.0f}", f"{skilled:,.0f}", f"{_at_random(sheet):,.0f}", f"{_learner(sheet, plans):.0f}")
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _skilled(sheet: Sheet, plans) -> tuple[float, float]:
    """Calls a second, judged; and moves a call."""
    began, moves = time.process_time(), 0
    for number in range(CALLS):
        call = expert.play(sheet, *plans[number % len(plans)])
        marks.judge(call)
        moves += len(call.steps)
    return CALLS / (time.process_time() - began), moves / CALLS


def _at_random(sheet: Sheet) -> float:
    began = time.process_time()
    for number in range(CALLS):
        players.at_random(sheet, number)
    return CALLS / (time.process_time() - began)


def _learner(sheet: Sheet, plans) -> float:
    """Milliseconds for drawing 40 callers by strata, playing and judging them."""
    began, rounds = time.process_time(), 20
    for number in range(rounds):
        callers = stratified(sheet, f"learner-{number}")
        for caller, (_, moves) in zip(callers, plans, strict=False):
            marks.judge(expert.play(sheet, caller, moves))
    return 1000 * (time.process_time() - began) / rounds
