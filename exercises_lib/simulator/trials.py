"""Trials of a sheet: what many calls come to, and what a sheet must prove of itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from statistics import mean

from exercises_lib.simulator import expert, marks, players
from exercises_lib.simulator.draw import EACH, stratified
from exercises_lib.simulator.engine import Call
from exercises_lib.simulator.sheet import Sheet

RANDOM, WITHOUT_LOOKING = 0.20, 0.60  # what play by chance, and play that looks at no caller, must stay below


@dataclass
class Trial:
    """What many calls came to: endings, marks (0 to 1), lengths (moves, seconds), and which lines were met.

    `after` counts, for each move and ending, the calls with that move that ended so.
    """

    endings: Counter[str] = field(default_factory=Counter)
    marks: list[float] = field(default_factory=list)
    moves: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    said: set[int] = field(default_factory=set)
    after: Counter[tuple[str, str]] = field(default_factory=Counter)

    @classmethod
    def of(cls, calls: Iterable[Call]) -> Trial:
        trial = cls()
        for call in calls:
            trial.endings[call.ending] += 1
            trial.marks.append(marks.judge(call).mark)
            trial.moves.append(len(call.steps))
            trial.seconds.append(call.clock)
            trial.said |= call.said
            trial.after.update((name, call.ending) for name in {step.move.name for step in call.steps})
        return trial

    @property
    def mark(self) -> float:
        return mean(self.marks)


def random_play(sheet: Sheet, calls: int, seed: str = "random") -> Trial:
    return Trial.of(players.at_random(sheet, number, seed) for number in range(calls))


def skilled_play(sheet: Sheet, calls: int, seed: str = "skilled") -> Trial:
    skilled = players.Skilled(sheet)
    return Trial.of(skilled.take(number, seed) for number in range(calls))


def baselines(sheet: Sheet, seed: str = "baseline") -> dict[str, float]:
    """The mean mark (0 to 1) of plays that look at no caller."""
    callers = stratified(sheet, seed)
    apologise = [players.move_of(name) for name in ("greet", *["apologise"] * 3, "acknowledge", "promise")]
    return {
        "random play": random_play(sheet, 200, seed).mark,
        "best fixed path": players.mean_mark(sheet, players.best_fixed_path(sheet, seed), callers),
        "do everything": players.mean_mark(sheet, players.everything(sheet), callers),
        "always escalate": players.mean_mark(sheet, [players.move_of("greet"), players.move_of("hand over")], callers),
        "always apologise": players.mean_mark(sheet, apologise, callers),
    }


def lines_of(sheet: Sheet) -> dict[int, str]:
    """All that can be said or shown, by its line in the sheet."""
    spoken = [sheet.opening, sheet.history, *sheet.facts.values(), *sheet.says.values()]
    spoken += [action.lines for action in sheet.actions.values()]
    return {line.number: line.text for lines in spoken for line in lines}


def faults(sheet: Sheet, calls: int = 2000) -> list[str]:
    """What is wrong with a sheet, a sentence each: paths that miss their ending, lines nobody meets, marks for nothing.

    `calls`: how many are played at random, about a thousand a second.
    """
    found, said = [], set()
    for path in sheet.paths:
        call = players.follow(sheet, path)
        said |= call.said
        if call.ending != path.ending:
            found.append(f"line {path.number}: the path ends with “{call.ending or 'nothing'}”, not “{path.ending}”")
    for condition in sheet.strata:
        fitting = sum(condition.fits(caller.values) for caller in stratified(sheet, "strata"))
        if fitting < EACH:
            found.append(f"only {fitting} of the callers fit “{condition.text}”, {EACH} are needed")
    longest = 0
    for call in (players.at_random(sheet, number) for number in range(calls)):
        longest = max(longest, len(call.steps))
        said |= call.said
    if longest > sheet.moves:
        found.append(f"a call of {longest} moves")
    for number, text in lines_of(sheet).items():
        if number not in said:
            found.append(f"line {number}: nobody meets “{text}”")
    for way, mark in baselines(sheet).items():
        highest = RANDOM if way == "random play" else WITHOUT_LOOKING
        if mark >= highest:
            found.append(f"{way} earns {mark:.0%}; it must earn less than {highest:.0%}")
    found += [
        f"the experienced agent does not handle {caller.values}"
        for caller in stratified(sheet, "skilled")
        if not marks.judge(expert.take(sheet, caller)).handled
    ][:1]
    return found
