"""What a bonus does: sixty agents' days under a bonus for calls handled, and their quarter under a bonus with gates.

True in every sample:
- The day bonus begins at `EDGE` calls. Far more days end on 60 or 61 than on 58 or 59, and on these days more calls
  were ended within 20 seconds.
- In the outage week nobody could keep to the plan. Some agents miss the gate for adherence by that week alone, and each
  gate and slab has somebody exactly on it, and somebody just below.
"""

import numpy as np
import pandas as pd

from .draws import pick, shuffled, whole
from .stories import AGENTS_A_TEAM, TEAMS

AGENTS, DAYS = 60, 10
EDGE = 60
_REACHES = 0.7  # of those who could reach the edge with a few calls more, so many do
_ADDED = 5  # short calls at most

QUALITY, ADHERENCE, SLABS = 85, 90, (70, 75, 80)  # percent: the gates, and where each slab begins
EDGES = 12  # agents who stand on an edge, or just below one


def days(rng: np.random.Generator) -> pd.DataFrame:
    """One row for each agent and day: agent_id, day (1 to 10), handled, short_calls (ended within 20 seconds)."""
    size = AGENTS * DAYS
    usual = np.repeat(54 + 5 * rng.standard_normal(AGENTS), DAYS)
    handled = np.clip(np.rint(usual + 5 * rng.standard_normal(size)), 30, 90).astype(np.int64)
    short = pick(rng, (0.45, 0.35, 0.15, 0.05), size)
    near = (handled < EDGE) & (handled >= EDGE - _ADDED) & (rng.random(size) < _REACHES)
    reached = EDGE + pick(rng, (0.7, 0.3), size)
    short = np.where(near, short + reached - handled, short)
    handled = np.where(near, reached, handled)
    handled[shuffled(rng, size)[:4]] = [EDGE - 2, EDGE - 1, EDGE, EDGE + 1]  # each of them is there
    return pd.DataFrame(
        {
            "agent_id": np.repeat(_names(), DAYS),
            "day": np.tile(np.arange(1, DAYS + 1), AGENTS),
            "handled": handled,
            "short_calls": short,
        }
    )


def quarter(rng: np.random.Generator) -> pd.DataFrame:
    """One row for each agent; all but the first two and the last columns are whole percentages.

    agent_id, team, resolved, quality, adherence, adherence_other_weeks, critical_fails (0 to 2).
    """
    resolved = whole(rng, 62, 86, AGENTS)
    quality = whole(rng, 80, 97, AGENTS)
    without = whole(rng, 88, 97, AGENTS)
    adherence = without - whole(rng, 1, 3, AGENTS)
    fails = pick(rng, (0.88, 0.09, 0.03), AGENTS)
    on = shuffled(rng, AGENTS)[:EDGES]
    quality[on], without[on], fails[on] = 90, 95, 0
    adherence[on] = 93
    resolved[on[:6]] = [70, 69, 75, 74, 80, 79]
    resolved[on[6:]], resolved[on[10]] = 77, 70
    quality[on[6:8]] = [QUALITY, QUALITY - 1]
    adherence[on[8:10]] = [ADHERENCE, ADHERENCE - 1]
    without[on[8:10]] = ADHERENCE + 1
    # one whom the week alone locks out although all else is just enough, and one whom something else locks out as well
    adherence[on[10:]], without[on[10:]], quality[on[10:]] = ADHERENCE - 2, ADHERENCE, [QUALITY, QUALITY - 2]
    fails[on[11]] = 1
    return pd.DataFrame(
        {
            "agent_id": _names(),
            "team": np.repeat(TEAMS, AGENTS_A_TEAM),
            "resolved": resolved,
            "quality": quality,
            "adherence": adherence,
            "adherence_other_weeks": without,
            "critical_fails": fails,
        }
    )


def _names() -> list[str]:
    return [f"A{number:02d}" for number in range(1, AGENTS + 1)]
