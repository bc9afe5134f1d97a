"""Players of calls: by chance, an experienced agent with slips, a beginner, and scripts that look at no caller.

Seeded like all draws, so a trial is the same each time.
"""

from __future__ import annotations

from typing import Any

from exercises_lib.simulator import expert, marks
from exercises_lib.simulator.draw import Caller, Stream, draw, stratified
from exercises_lib.simulator.dynamics import DYNAMICS, Dynamics
from exercises_lib.simulator.engine import Call
from exercises_lib.simulator.moves import Move
from exercises_lib.simulator.sheet import Path, Sheet

ENDING_MOVES = ("close", "transfer", "hand over", "end call")
DETAILS = {"hold": "45", "silence": "10", "promise": "by 14:00"}
SLIPS = 60  # of so many moves a skilled agent forgets one, and does something else in place of one; ours
SEARCHES = 20  # seconds without a word in which a beginner looks for the right screen; ours
TRIED_ON = 12  # callers on whom a change of a fixed path is tried


def move_of(name: str) -> Move:
    """A move with a usual detail."""
    return Move(name, DETAILS.get(name, ""))


def at_random(sheet: Sheet, number: int, seed: str = "random") -> Call:
    """A call in which the agent does anything. Of three moves by chance the one is made that this call has had least.

    Avoiding what was used meets rare lines sooner (an idea of ChoiceScript's randomtest). In every second call the
    agent makes none of the moves that end a call.
    """
    stream, names = Stream(f"{seed}/moves-{number}"), sheet.vocabulary.names
    some = names if number % 2 else [name for name in names if name not in ENDING_MOVES]
    call = Call(sheet, draw(sheet, f"{seed}-{number}"))
    while not call.ending:
        three = [some[stream.below(len(some))] for _ in range(3)]
        call.do(move_of(min(three, key=lambda name: call.made.get(name, 0))))
    return call


class Skilled:
    """An experienced agent who slips now and then. Callers who need the same get the same plan, so it is made once."""

    def __init__(self, sheet: Sheet):
        self.sheet = sheet
        self.plans: dict[tuple[Any, ...], list[Move]] = {}  # by what a caller needs

    def take(self, number: int, seed: str = "skilled") -> Call:
        stream, caller = Stream(f"{seed}/slips-{number}"), draw(self.sheet, f"{seed}-{number}")
        moves = []
        for move in self.plan(caller):
            slip = stream.below(SLIPS)
            if slip > 1 or move.name in ENDING_MOVES:
                moves.append(move)
            elif slip:
                moves.append(move_of(self.sheet.vocabulary.names[stream.below(len(self.sheet.vocabulary.names))]))
        return expert.play(self.sheet, caller, moves)

    def plan(self, caller: Caller) -> list[Move]:
        words = tuple(v for v in caller.values.values() if isinstance(v, bool))
        needs = (caller.values["mood"], words, *(c.fits(caller.values) for c in self.sheet.strata))
        if needs not in self.plans:
            self.plans[needs] = expert.plan(self.sheet, caller)
        return self.plans[needs]


def beginner(sheet: Sheet, caller: Caller, dynamics: Dynamics = DYNAMICS) -> Call:
    """A typical beginner's call: knows the rules of the house, but apologises, reads no notes and waits in silence."""
    moves = [Move("greet")] + [Move("apologise")] * (caller.values["mood"] != "calm")
    moves += [Move(f"ask {fact}") for fact in sheet.facts]
    for action in expert.in_order(sheet, caller):
        on_a_screen = action.shows or action.right  # other steps are only said
        moves += [Move("silence", str(SEARCHES))] * bool(on_a_screen) + [Move(action.name)]
    return expert.play(sheet, caller, [*moves, Move("close")], dynamics)


def follow(sheet: Sheet, path: Path, dynamics: Dynamics = DYNAMICS) -> Call:
    """The call of a path of the sheet."""
    readings = [sheet.vocabulary.read(text).move for text in path.moves]
    return expert.play(sheet, draw(sheet, "path", path.fixed), [move for move in readings if move], dynamics)


def everything(sheet: Sheet) -> list[Move]:
    """A script that does whatever any caller may need: every note, fact and action, with holds and comfort."""
    asks = [move_of(f"ask {fact}") for fact in sheet.facts]
    acts = [move for name in sheet.actions for move in (move_of("hold"), move_of(name))]
    begin = [move_of(name) for name in ("greet", "history", "acknowledge", "agenda")]
    return [*begin, *asks, *acts, move_of("summary"), move_of("promise")]


def mean_mark(sheet: Sheet, moves: list[Move], callers: list[Caller], dynamics: Dynamics = DYNAMICS) -> float:
    """What the same moves earn on the mean (0 to 1) with every caller; after them the call is closed."""
    calls = (expert.play(sheet, caller, [*moves, Move("close")], dynamics) for caller in callers)
    return sum(marks.judge(call).mark for call in calls) / len(callers)


def best_fixed_path(sheet: Sheet, seed: str, tries: int = 150) -> list[Move]:
    """The best path found that is the same for everybody.

    It begins with the best of: the experienced agent's calls with 40 callers, and the sheet's own paths. Then moves are
    left out, added and changed by chance, and a change that earns more is kept.
    """
    practice = stratified(sheet, f"{seed}/practice")
    skilled = Skilled(sheet)
    paths = {tuple(skilled.plan(caller)) for caller in practice}
    paths |= {tuple(step.move for step in follow(sheet, path).steps) for path in sheet.paths}
    path = max(sorted(paths), key=lambda moves: mean_mark(sheet, list(moves), practice[:TRIED_ON]))
    best, best_mark = list(path), mean_mark(sheet, list(path), practice[:TRIED_ON])
    begun = [expert.beginnings(sheet, caller, best) for caller in practice[:TRIED_ON]]
    stream, names = Stream(f"{seed}/changes"), sheet.vocabulary.names
    for _ in range(tries):
        place, move = stream.below(len(best)), move_of(names[stream.below(len(names))])
        put = ([], [move], [move, best[place]])[stream.below(3)]
        after = [*put, *best[place + 1 :]]
        calls = (expert.go_on(before[place].begun(), [*after, Move("close")]) for before in begun)
        if (place or after) and (mark := sum(marks.judge(call).mark for call in calls) / len(begun)) > best_mark:
            best, best_mark = [*best[:place], *after], mark
            begun = [expert.beginnings(sheet, caller, best) for caller in practice[:TRIED_ON]]
    return best
