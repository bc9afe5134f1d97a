"""How four agents speak: forty recorded calls, two channels, turn by turn, with the words of each turn.

The four speak in four ways, and neither the pace nor the fillers alone tell whose numbers callers catch:

- *steady*: the highest pace over speaking time, but slow in the one turn that has the number, after a pause; callers
  hardly ever ask to hear it again; some fillers;
- *racer*: an ordinary pace and by far the highest in the numbers; callers ask again most, and cut in most;
- *reader*: one pace for all, no fillers, begins before callers have ended; the highest pace over the whole call;
- *searcher*: the lowest pace, the most fillers, and silences that nobody announces.

The seed decides who is who. The longest silence that nobody announced is one of the searcher's; the longest announced
hold, one of the steady agent's, is longer still. Call S12 is the racer's, and its number is asked for again.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from .company import Staff
from .draws import one, shuffled, whole
from .recorded import agents, numbered, some_turns

CALLS_AN_AGENT = 10
SHOWN = 12  # the number of the call that is one of the racer's
DEAD_AIR, LONGEST = (11_000, 17_000), (21_000, 27_000)  # ms without a word that nobody announced
HOLD, LONGEST_HOLD = (20_000, 45_000), (60_000, 75_000)
GAP, OVERLAP = (200, 900), (700, 1_800)  # an overlap is shorter than any turn, so turns end in order
CALLER_PACE = (140, 180)
WORDS = {  # of an agent's turn
    "greets": (9, 14), "asks": (8, 14), "explains": (25, 50), "announces hold": (12, 18), "comes back": (10, 20),
    "gives number": (15, 20), "closes": (9, 14),
}  # fmt: skip

Span = tuple[int, int]  # least and most


@dataclass(frozen=True)
class Manner:
    """How an agent speaks. Paces in words a minute of speaking; counts over the ten calls."""

    pace: Span
    number_pace: Span
    number_gap: Span  # ms of silence before the number
    fillers: float  # a minute of speaking
    asked_again: Span  # numbers that the caller asks to hear again
    talks_over: Span  # turns that begin before the caller's has ended
    is_cut: Span  # the caller's turns that begin before the agent's has ended
    dead_air: Span
    holds: Span
    answers: Span  # words of a caller's turn


MANNERS = {
    "steady": Manner((205, 222), (95, 112), (900, 1500), 4.0, (0, 1), (1, 3), (1, 3), (0, 0), (5, 6), (25, 50)),
    "racer": Manner((146, 158), (218, 242), (100, 250), 2.5, (7, 8), (2, 4), (20, 25), (1, 1), (3, 4), (18, 40)),
    "reader": Manner((168, 178), (168, 178), (150, 300), 0.0, (4, 5), (19, 24), (3, 6), (0, 0), (1, 2), (8, 14)),
    "searcher": Manner((114, 124), (122, 134), (500, 1200), 12.0, (2, 3), (0, 2), (2, 4), (5, 7), (2, 3), (18, 40)),
}


def record(rng: np.random.Generator, staff: Staff) -> pd.DataFrame:
    """One row a turn of 40 calls: call_id, agent_name, turn, speaker, act, start_ms, end_ms, words, fillers."""
    names = agents(rng, staff, len(MANNERS))
    calls = {manner: _ten_calls(rng, name, manner) for name, manner in zip(names, MANNERS, strict=True)}
    shown = next(call for call in calls["racer"] if (call["act"] == "asks again").any())
    others = [call for ten in calls.values() for call in ten if call is not shown]
    others = [others[place] for place in shuffled(rng, len(others))]
    tables = [*others[: SHOWN - 1], shown, *others[SHOWN - 1 :]]
    return numbered(tables, "S")


@dataclass
class Turn:
    speaker: str
    act: str
    words: int
    pace: int
    gap: int  # ms since the end of the turn before; below 0: begins before that end

    @property
    def ms(self) -> int:
        return round(60_000 * self.words / self.pace)


def _ten_calls(rng: np.random.Generator, name: str, manner: str) -> list[pd.DataFrame]:
    given = MANNERS[manner]
    again, holds = (shuffled(rng, CALLS_AN_AGENT) < one(rng, *span) for span in (given.asked_again, given.holds))
    calls = [_call(rng, given, again[call], holds[call]) for call in range(CALLS_AN_AGENT)]
    for turn in some_turns(rng, calls, "agent", ("asks", "explains"), one(rng, *given.talks_over)):
        turn.gap = -one(rng, *OVERLAP)
    for turn in some_turns(rng, calls, "caller", ("answers",), one(rng, *given.is_cut)):
        turn.gap = -one(rng, *OVERLAP)
    silences = whole(rng, *DEAD_AIR, one(rng, *given.dead_air))
    if manner == "searcher":
        silences[0] = one(rng, *LONGEST)
    for turn, silence in zip(some_turns(rng, calls, "agent", ("explains",), len(silences)), silences, strict=True):
        turn.gap = int(silence)
    if manner == "steady":  # whoever forgets that holds are announced finds this call
        next(turn for call in calls for turn in call if turn.act == "comes back").gap = one(rng, *LONGEST_HOLD)
    filler = rng.random()
    tables = []
    for call in calls:
        table, filler = _table(name, call, given.fillers, filler)
        tables.append(table)
    return tables


def _call(rng: np.random.Generator, given: Manner, again: bool, holds: bool) -> list[Turn]:
    def agent(act: str, gap: Span = GAP) -> Turn:
        pace = given.number_pace if act == "gives number" else given.pace
        return Turn("agent", act, one(rng, *WORDS[act]), one(rng, *pace), one(rng, *gap))

    def caller(act: str, words: Span) -> Turn:
        return Turn("caller", act, one(rng, *words), one(rng, *CALLER_PACE), one(rng, *GAP))

    turns = [agent("greets", (0, 0)), caller("tells", (given.answers[0] + 8, given.answers[1] + 12))]
    for number in range(4):
        turns += [agent("explains" if number % 2 else "asks"), caller("answers", given.answers)]
    if holds:
        turns += [agent("announces hold"), agent("comes back", HOLD), caller("answers", given.answers)]
    turns += [agent("explains"), agent("gives number", given.number_gap)]
    if again:
        turns += [caller("asks again", (5, 9)), agent("gives number", given.number_gap)]
    return [*turns, caller("reads back", (8, 12)), agent("closes"), caller("thanks", (5, 8))]


def _table(name: str, call: list[Turn], rate: float, filler: float) -> tuple[pd.DataFrame, float]:
    """The call as a table, and what part of the next filler is due; callers' fillers were not counted: 0."""
    starts, fillers, end = [], [], 0
    for turn in call:
        starts.append(end + turn.gap)
        end = starts[-1] + turn.ms
        filler += rate * turn.ms / 60_000 if turn.speaker == "agent" else 0
        fillers.append(int(filler) if turn.speaker == "agent" else 0)
        filler -= fillers[-1]
    return pd.DataFrame(
        {
            "agent_name": name,
            "turn": range(1, len(call) + 1),
            "speaker": [turn.speaker for turn in call],
            "act": [turn.act for turn in call],
            "start_ms": starts,
            "end_ms": [start + turn.ms for start, turn in zip(starts, call, strict=True)],
            "words": [turn.words for turn in call],
            "fillers": fillers,
        }
    ), filler
