"""Trials of a sheet: random play, fixed paths, do-everything scripts. What a sheet must prove is read off these.

Seeded like all draws, so a trial is the same each time.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from statistics import mean

from exercises_lib.simulator import marks
from exercises_lib.simulator.draw import EACH, Caller, Stream, draw, stratified
from exercises_lib.simulator.engine import DYNAMICS, Call, Dynamics
from exercises_lib.simulator.moves import Move
from exercises_lib.simulator.sheet import Path, Sheet

RANDOM, WITHOUT_LOOKING = 0.20, 0.60  # what play by chance, and play that looks at no caller, must stay below
ENDING_MOVES = ("close", "transfer", "hand over", "end call")
DETAILS = {"hold": "45", "silence": "10", "promise": "by 14:00"}


@dataclass
class Trial:
    """What many calls came to: endings, marks (0 to 1), lengths (moves, seconds), and which lines were met."""

    endings: Counter = field(default_factory=Counter)
    marks: list[float] = field(default_factory=list)
    moves: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    said: set[int] = field(default_factory=set)

    def add(self, call: Call) -> None:
        self.endings[call.ending] += 1
        self.marks.append(marks.judge(call).mark)
        self.moves.append(len(call.steps))
        self.seconds.append(call.clock)
        self.said |= call.said

    @property
    def mark(self) -> float:
        return mean(self.marks)


def move_of(name: str) -> Move:
    """A move with a usual detail."""
    return Move(name, DETAILS.get(name, ""))


def random_play(sheet: Sheet, calls: int, seed: str = "random") -> Trial:
    """Calls in which the agent does anything. Of three moves by chance the one is made that this call has had least.

    Avoiding what was used meets rare lines sooner (an idea of ChoiceScript's randomtest). In every second call the
    agent makes none of the moves that end a call.
    """
    stream, trial, names = Stream(f"{seed}/moves"), Trial(), sheet.vocabulary.names
    for number in range(calls):
        call = Call(sheet, draw(sheet, f"{seed}-{number}"))
        some = names if number % 2 else [name for name in names if name not in ENDING_MOVES]
        while not call.ending:
            three = [some[stream.below(len(some))] for _ in range(3)]
            call.do(move_of(min(three, key=lambda name: call.made.get(name, 0))))
        trial.add(call)
    return trial


def script(sheet: Sheet, moves: list[Move], callers: list[Caller], dynamics: Dynamics = DYNAMICS) -> Trial:
    """The same moves with every caller; then the call is closed."""
    trial = Trial()
    for caller in callers:
        call = Call(sheet, caller, dynamics)
        for move in [*moves, Move("close")]:
            call.do(move)
        trial.add(call)
    return trial


def follow(sheet: Sheet, path: Path) -> Call:
    """The call of a path of the sheet."""
    call = Call(sheet, draw(sheet, "path", path.fixed))
    for text in path.moves:
        move = sheet.vocabulary.read(text).move
        if move:
            call.do(move)
    return call


def everything(sheet: Sheet) -> list[Move]:
    """A script that does whatever any caller may need: every note, fact and action, with holds and comfort."""
    asks = [move_of(f"ask {fact}") for fact in sheet.facts]
    acts = [move for name in sheet.actions for move in (move_of("hold"), move_of(name))]
    begin = [move_of(name) for name in ("greet", "history", "acknowledge", "agenda")]
    return [*begin, *asks, *acts, move_of("summary"), move_of("promise")]


def baselines(sheet: Sheet, seed: str = "baseline") -> dict[str, float]:
    """The mean mark (0 to 1) of plays that look at no caller. The fixed paths are those of `## paths`."""
    callers = stratified(sheet, seed)
    paths = [[step.move for step in follow(sheet, path).steps] for path in sheet.paths]
    escalate = [move_of("greet"), move_of("hand over")]
    apologise = [move_of(name) for name in ("greet", *["apologise"] * 3, "acknowledge", "promise")]
    return {
        "random play": random_play(sheet, 200, seed).mark,
        "best fixed path": max((script(sheet, moves, callers).mark for moves in paths), default=0.0),
        "do everything": script(sheet, everything(sheet), callers).mark,
        "always escalate": script(sheet, escalate, callers).mark,
        "always apologise": script(sheet, apologise, callers).mark,
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
        call = follow(sheet, path)
        said |= call.said
        if call.ending != path.ending:
            found.append(f"line {path.number}: the path ends with “{call.ending or 'nothing'}”, not “{path.ending}”")
    for condition in sheet.strata:
        fitting = sum(condition.holds(None, caller.values) for caller in stratified(sheet, "strata"))
        if fitting < EACH:
            found.append(f"only {fitting} of the callers fit “{condition.text}”, {EACH} are needed")
    trial = random_play(sheet, calls)
    if max(trial.moves) > sheet.moves:
        found.append(f"a call of {max(trial.moves)} moves")
    for number, text in lines_of(sheet).items():
        if number not in said | trial.said:
            found.append(f"line {number}: nobody meets “{text}”")
    for way, mark in baselines(sheet).items():
        highest = RANDOM if way == "random play" else WITHOUT_LOOKING
        if mark >= highest:
            found.append(f"{way} earns {mark:.0%}; it must earn less than {highest:.0%}")
    return found
