"""One day at twelve desks, quarter-hour by quarter-hour: what the plan said, and what the agent did.

True in every sample: one agent came an hour late and stayed an hour longer, so the hours are all there and the
adherence is the lowest of all. Another left an hour early. Nobody else strays far.
"""

import numpy as np
import pandas as pd

from .draws import one, shuffled

AGENTS, SLOTS, SHIFT = 12, 44, 32  # quarter-hours from 08:00 to 19:00; a shift has eight hours
STATES = ("phone", "break", "coaching", "off")
HOUR = 4


def keep(rng: np.random.Generator) -> pd.DataFrame:
    """One row for each agent and quarter-hour: agent_id, slot (its begin), plan, actual."""
    late, early = 1 + shuffled(rng, AGENTS - 1)[:2]  # not the first one, whom a tie would name
    parts = []
    for agent in range(AGENTS):
        start = HOUR * (agent % 3)
        plan = _day(rng, start)
        if agent == late:
            actual = _day(rng, start + HOUR)
            # right more often than not (a median would tell), and less often than anybody else
            while not 0.5 < (actual == plan)[plan != "off"].mean() < 0.75:
                actual = _day(rng, start + HOUR)
        else:
            actual = plan.copy()
            strays = start + 1 + shuffled(rng, SHIFT - 2)[: one(rng, 1, 3)]
            actual[strays] = np.where(actual[strays] == "phone", "break", "phone")
        if agent == early:
            actual[start + SHIFT - HOUR :] = "off"
        parts.append(pd.DataFrame({"agent_id": f"A{agent + 1:02d}", "plan": plan, "actual": actual}))
    log = pd.concat(parts, ignore_index=True)
    slots = [f"{8 + at // 4:02d}:{15 * (at % 4):02d}" for at in range(SLOTS)]
    log.insert(1, "slot", np.tile(slots, AGENTS))
    return log


def _day(rng: np.random.Generator, start: int) -> np.ndarray:
    """A shift from quarter-hour `start` on: phone, with a lunch break, a short break and half an hour of coaching."""
    day = np.full(SLOTS, "off", dtype=object)
    day[start : start + SHIFT] = "phone"
    lunch, short, coaching = start + one(rng, 13, 17), start + 6 + one(rng, 0, 3), start + 22 + one(rng, 0, 5)
    day[lunch : lunch + 3], day[short], day[coaching : coaching + 2] = "break", "break", "coaching"
    return day
