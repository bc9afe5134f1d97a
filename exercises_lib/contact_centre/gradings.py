"""How the quality team grades: calls that two reviewers graded, and a month's graded calls of two teams.

True in every sample:
- Two reviewers nearly always stand within one point of each other, and still agree not much better than by chance
  (kappa below 0.6), because most calls get high scores from both. The second is stricter. Both use every score.
- The team that passes fewer calls has far more technical ones. With the same mix it would be ahead. Six calls an agent
  are so few that most of those below 85 % cannot be told from it; at least one can.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from .draws import deal, one, shuffled
from .stories import TEAMS

SCORES, CALLS = (1, 2, 3, 4), 200
_FIRST = (0.04, 0.08, 0.26, 0.62)
_TWO_OFF = 0.02

AGENTS, GRADED, DEALS = 12, 6, 200
_EASY, _HARD = (54, 18), (18, 54)  # regular and technical calls of the team with the easy mix, and of the other
# the fewest and the most that pass: with the hard mix, and ahead on both types
_PASSED = {"easy": ((48, 50), (9, 11)), "hard": ((17, 17), (34, 36))}


def twice(rng: np.random.Generator) -> pd.DataFrame:
    """One row for each call that two people graded: call_id, first and second (scores from 1 to 4)."""
    first = 1 + deal(rng, _FIRST, CALLS)
    agrees = 0.66 + 0.08 * rng.random()
    apart = deal(rng, (agrees, 1 - agrees - _TWO_OFF, _TWO_OFF), CALLS)
    down = np.where(rng.random(CALLS) < 0.85, -1, 1)  # the second is stricter
    second = first + apart * down
    second = np.clip(np.where(second > 4, first - 1, second), 1, 4)
    # all scores from both, and two points apart both ways
    second[np.flatnonzero(first == 1)[:2]] = 1, 3
    second[np.flatnonzero(first == 4)[:2]] = 4, 2
    return pd.DataFrame(
        {"call_id": [f"D{number:03d}" for number in range(1, CALLS + 1)], "first": first, "second": second}
    )


def month(rng: np.random.Generator) -> pd.DataFrame:
    """One row for each graded call: call_id, team, agent_id, call_type (regular or technical), passed (yes or no)."""
    # the second by name is the one that is behind: a median of yes and no is the same for both, and names the first
    easy, hard = sorted(TEAMS[at] for at in shuffled(rng, len(TEAMS))[:2])
    parts = [_team(rng, easy, 0, _EASY, _PASSED["easy"]), _team(rng, hard, AGENTS, _HARD, _PASSED["hard"])]
    calls = pd.concat(parts, ignore_index=True)
    calls = calls.iloc[shuffled(rng, len(calls))].reset_index(drop=True)
    calls.insert(0, "call_id", [f"G{number:03d}" for number in range(1, len(calls) + 1)])
    return calls


def _team(
    rng: np.random.Generator, team: str, before: int, sizes: Sequence[int], passed: Sequence[tuple[int, int]]
) -> pd.DataFrame:
    kinds = np.repeat(["regular", "technical"], sizes)
    good = np.concatenate([np.arange(size) < one(rng, *limits) for size, limits in zip(sizes, passed, strict=True)])
    agent = np.repeat(np.arange(AGENTS), GRADED)
    for _ in range(DEALS):  # until somebody is clearly below the target, and not too many are
        order = shuffled(rng, len(kinds))
        if 1 <= (np.bincount(agent, good[order]) <= GRADED / 2).sum() <= 4:
            break
    return pd.DataFrame(
        {
            "team": team,
            "agent_id": [f"A{before + at + 1:02d}" for at in agent],
            "call_type": kinds[order],
            "passed": np.where(good[order], "yes", "no"),
        }
    )
