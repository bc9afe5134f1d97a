"""Make sure that the stories are true in every sample.

The draws alone make them true nearly always. Where luck was against a story, the customers who
were closest to the line between 3 and 4 answer on the other side of it. A handful of answers in
3,400 move, and always the most natural ones. Each step is done once, in a fixed order, and leaves
room for the small changes of the steps after it.
"""

from dataclasses import dataclass

import numpy as np

from .dates import WEEKS
from .stories import CALL_TYPES, TEAMS, Stories

_OUTAGE_GAP = 0.11  # promised: 8 points below the next lowest week
_OUTAGE_TEAM_GAP = 0.06  # each team is lower in the outage week than in its other weeks
_TEAM_GAP = 0.027  # promised: 2 points below the next lowest team
_TYPE_GAP = 0.012  # at least this far above the worst team on a call type
_JUST = 0.01  # of mood, on the other side of the line


@dataclass
class Answers:
    """The surveys while they are being made; one entry for each survey, in order of call."""

    call: np.ndarray  # position in the call log
    mood: np.ndarray
    scored: np.ndarray  # True where CSAT is not blank
    solved: np.ndarray  # what the customer says
    team: np.ndarray
    agent: np.ndarray
    call_type: np.ndarray
    week: np.ndarray  # of the answer, 1 to 12
    day: np.ndarray  # of the answer


def keep_stories(answers: Answers, plan: Stories) -> None:
    """Change ``answers.mood`` in place where a story would not hold."""
    _keep_outage(answers, plan)
    _keep_off_the_floor(answers, plan)
    _keep_lowest(answers, plan)
    _keep_one_perfect(answers, plan)


def _keep_outage(answers: Answers, plan: Stories) -> None:
    outage = answers.week == plan.outage_week
    for team in range(len(TEAMS)):
        mine = answers.team == team
        goal = _rate(answers, mine & ~outage) - _OUTAGE_TEAM_GAP
        _lower_to(answers, mine & outage & ~_rookie(answers, plan), goal)
    weeks = [week for week in range(1, WEEKS + 1) if week != plan.outage_week]
    lowest = min(_rate(answers, answers.week == week) for week in weeks)
    cell = outage & answers.scored
    surplus = _top(answers, cell) - int((lowest - _OUTAGE_GAP) * cell.sum())
    _lower(answers, outage & ~_rookie(answers, plan), surplus)


def _keep_off_the_floor(answers: Answers, plan: Stories) -> None:
    """On each call type some other team does worse than the story's team."""
    for kind in range(len(CALL_TYPES)):
        mine = (answers.team == plan.team) & (answers.call_type == kind)
        floor = min(_rates(answers, kind, plan).values())
        needed = int(np.ceil((floor + _TYPE_GAP) * (mine & answers.scored).sum()))
        calm = answers.week != plan.outage_week
        _raise(answers, mine & calm, needed - _top(answers, mine))


def _keep_lowest(answers: Answers, plan: Stories) -> None:
    """Over all call types every other team does better than the story's team."""
    mine = answers.team == plan.team
    floors = [_rates(answers, kind, plan) for kind in range(len(CALL_TYPES))]
    goal = min(_rate(answers, answers.team == team) for team in floors[0]) - _TEAM_GAP
    surplus = _top(answers, mine) - int(np.floor(goal * (mine & answers.scored).sum()))
    for kind in reversed(range(len(CALL_TYPES))):
        cell = mine & (answers.call_type == kind)
        floor = min(floors[kind].values()) + _TYPE_GAP
        slack = _top(answers, cell) - int(np.ceil(floor * (cell & answers.scored).sum()))
        step = min(max(surplus, 0), max(slack, 0))
        _lower(answers, cell, step)
        surplus -= step
    # Where that was not enough, the others do better, on a call type where none of them sets the
    # floor.
    calm = answers.week != plan.outage_week
    for team in floors[0]:
        theirs = answers.team == team
        goal = _rate(answers, mine) + _TEAM_GAP
        missing = int(np.ceil(goal * (theirs & answers.scored).sum())) - _top(answers, theirs)
        for kind, rates in enumerate(floors):
            if team != min(rates, key=rates.__getitem__) and missing > 0:
                cell = theirs & (answers.call_type == kind) & calm
                missing -= _raise(answers, cell, missing)


def _keep_one_perfect(answers: Answers, plan: Stories) -> None:
    """Nobody but the new agent has only 4s and 5s."""
    for agent in np.unique(answers.agent[~_rookie(answers, plan)]):
        mine = answers.agent == agent
        if _rate(answers, mine) == 1:
            _lower(answers, mine, 1)


def _rookie(answers: Answers, plan: Stories) -> np.ndarray:
    return answers.agent == plan.rookie


def _rates(answers: Answers, kind: int, plan: Stories) -> dict[int, float]:
    """CSAT on one call type, for each team but the story's."""
    return {
        team: _rate(answers, (answers.team == team) & (answers.call_type == kind))
        for team in range(len(TEAMS))
        if team != plan.team
    }


def _rate(answers: Answers, cell: np.ndarray) -> float:
    return float((answers.mood[cell & answers.scored] >= 0).mean())


def _top(answers: Answers, cell: np.ndarray) -> int:
    return int((answers.mood[cell & answers.scored] >= 0).sum())


def _lower_to(answers: Answers, cell: np.ndarray, goal: float) -> None:
    surplus = _top(answers, cell) - int(goal * (cell & answers.scored).sum())
    _lower(answers, cell, surplus)


def _lower(answers: Answers, cell: np.ndarray, count: int) -> int:
    """Move the ``count`` answers closest above the line to below it. Says how many moved."""
    above = np.flatnonzero(cell & answers.scored & (answers.mood >= 0))
    moved = above[np.argsort(answers.mood[above], kind="stable")[: max(count, 0)]]
    answers.mood[moved] = -_JUST
    return len(moved)


def _raise(answers: Answers, cell: np.ndarray, count: int) -> int:
    """Move the ``count`` answers closest below the line to above it. Says how many moved."""
    below = np.flatnonzero(cell & answers.scored & (answers.mood < 0))
    moved = below[np.argsort(-answers.mood[below], kind="stable")[: max(count, 0)]]
    answers.mood[moved] = _JUST
    return len(moved)
