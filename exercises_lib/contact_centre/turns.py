"""Who speaks when: forty recorded calls of four agents, turn by turn.

The four listen in four ways, and no single measure tells which way is the best:

- *quiet*: the lowest talk share and no cutting in, but long silences that nobody announces, and hardly a summing-up;
- *eager*: the second lowest talk share, sums up most calls, and cuts callers off;
- *listener*: talks more than these two, because asking and summing up take words; passes all three tests of module 03
  (who counts the callers' cutting in as well finds that nobody does);
- *lecturer*: talks most, sums up little; callers have to cut in.

The seed decides who is who. The longest silence that nobody announced is one of the quiet agent's, and it is longer
than any other by `LEAD`; the longest announced hold, one of the listener's, is longer still.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from .company import Staff
from .draws import one, shuffled, whole
from .recorded import agents, numbered, some_turns

CALLS_AN_AGENT = 10
DEAD_AIR = 10  # seconds: a longer silence that nobody announced is dead air
LONGEST, LEAD = (34, 40), 4  # the longest dead air, and by how much it leads
LONGEST_HOLD = (60, 75)
HOLD = (20, 50)
ORDINARY_GAP = (0, 3)

Span = tuple[int, int]  # fewest and most


@dataclass(frozen=True)
class Manner:
    """How an agent listens. Numbers over the ten calls, seconds for one turn."""

    sums_up: Span  # calls with a summing-up
    cuts_in: Span  # times
    is_cut: Span  # times that a caller has to cut in
    dead_air: Span  # times
    holds: Span  # announced holds, in as many calls
    rounds: Span  # of one call: the agent asks or explains, the caller answers
    asks: Span
    explains: Span
    answers: Span  # the caller's turns


MANNERS = {
    "quiet": Manner((1, 3), (0, 0), (0, 0), (5, 7), (1, 2), (3, 4), (3, 4), (4, 8), (9, 20)),
    "eager": Manner((8, 10), (18, 24), (1, 3), (0, 0), (3, 4), (4, 6), (3, 4), (4, 8), (7, 14)),
    "listener": Manner((8, 9), (1, 3), (4, 6), (0, 0), (4, 5), (4, 5), (4, 8), (8, 14), (7, 14)),
    "lecturer": Manner((2, 4), (6, 9), (28, 34), (1, 1), (2, 3), (4, 5), (4, 8), (14, 24), (6, 12)),
}


def record(rng: np.random.Generator, staff: Staff) -> pd.DataFrame:
    """One row for each turn of 40 calls: call_id, agent_name, turn, speaker, act, start_seconds, end_seconds."""
    names = agents(rng, staff, len(MANNERS))
    calls = []
    for name, manner in zip(names, MANNERS, strict=True):
        calls += [_with_times(name, call) for call in _ten_calls(rng, manner)]
    tables = [calls[place] for place in shuffled(rng, len(calls))]
    return numbered(tables, "T")


@dataclass
class Turn:
    speaker: str
    act: str
    seconds: int
    gap: int  # seconds since the end of the turn before; below 0: starts before that end


def _ten_calls(rng: np.random.Generator, manner: str) -> list[list[Turn]]:
    given = MANNERS[manner]
    sums_up, holds = (_marked(rng, one(rng, *span)) for span in (given.sums_up, given.holds))
    calls = [_call(rng, given, sums_up[call], holds[call]) for call in range(CALLS_AN_AGENT)]
    _cut(rng, calls, "agent", ("asks", "explains"), one(rng, *given.cuts_in))
    _cut(rng, calls, "caller", ("answers",), one(rng, *given.is_cut))
    silences = whole(rng, DEAD_AIR + 2, LONGEST[0] - LEAD, one(rng, *given.dead_air))
    if manner == "quiet":
        silences[0] = one(rng, *LONGEST)
    for turn, silence in zip(some_turns(rng, calls, "agent", ("explains",), len(silences)), silences, strict=True):
        turn.gap = int(silence)
    if manner == "listener":  # whoever forgets that holds are announced finds this call
        back = next(turn for call in calls for turn in call if turn.act == "comes back")
        back.gap = one(rng, *LONGEST_HOLD)
    return calls


def _call(rng: np.random.Generator, manner: Manner, sums_up: bool, holds: bool) -> list[Turn]:
    def say(speaker: str, act: str, span: Span, gap: Span = ORDINARY_GAP) -> Turn:
        return Turn(speaker, act, one(rng, *span), one(rng, *gap))

    tells = (manner.answers[0] + 4, manner.answers[1] + 8)
    turns = [say("agent", "greets", (3, 5), (0, 0)), say("caller", "tells", tells)]
    rounds = one(rng, *manner.rounds)
    for number in range(rounds):
        explains = number % 2 == 1
        turns.append(say("agent", "explains" if explains else "asks", manner.explains if explains else manner.asks))
        turns.append(say("caller", "answers", manner.answers))
        if holds and number == 1:
            turns += [say("agent", "announces hold", (3, 6)), say("agent", "comes back", (4, 8), HOLD)]
            turns.append(say("caller", "answers", manner.answers))
    if sums_up:
        turns += [say("agent", "sums up", (6, 11)), say("caller", "answers", (3, 5))]
    return [*turns, say("agent", "closes", (3, 5)), say("caller", "thanks", (3, 4))]


def _cut(rng: np.random.Generator, calls: list[list[Turn]], speaker: str, acts: tuple[str, ...], times: int) -> None:
    """So many turns of a speaker start while the other still speaks."""
    for turn in some_turns(rng, calls, speaker, acts, times):
        turn.gap = -one(rng, 1, 2)  # every turn lasts 3 seconds or more, so turns still start and end in order


def _with_times(name: str, call: list[Turn]) -> pd.DataFrame:
    starts, end = [], 0
    for turn in call:
        starts.append(end + turn.gap)
        end = starts[-1] + turn.seconds
    return pd.DataFrame(
        {
            "agent_name": name,
            "turn": range(1, len(call) + 1),
            "speaker": [turn.speaker for turn in call],
            "act": [turn.act for turn in call],
            "start_seconds": starts,
            "end_seconds": [start + turn.seconds for start, turn in zip(starts, call, strict=True)],
        }
    )


def _marked(rng: np.random.Generator, count: int) -> np.ndarray:
    """Which of the ten calls: True for so many of them."""
    return shuffled(rng, CALLS_AN_AGENT) < count
