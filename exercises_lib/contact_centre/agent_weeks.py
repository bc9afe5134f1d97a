"""The phone system's weekly report: how each agent's time was planned and spent, and how many calls that were.

It counts all calls, of which the table of calls is a sample. True in every sample: agent A17 had two short weeks with
low adherence and long calls, so a mean of weeks is not the share or the average of all twelve. In the outage week
everybody is busier.
"""

import numpy as np
import pandas as pd

from .calls import TECHNICAL, CallLog
from .company import Staff
from .dates import WEEKS
from .draws import pick, shuffled, whole
from .stories import ME, ROOKIE_FIRST_WEEK, Stories

DAY = 450  # minutes of a shift
_DAYS = (0.78, 0.15, 0.07)  # chances of a week with 5, 4 or 3 shifts
_SHORT_WEEKS = 2  # of A17
_ON_THE_PHONE = 0.86  # of the time in place; the rest is breaks, meetings and coaching


def report(rng: np.random.Generator, plan: Stories, log: CallLog, staff: Staff) -> pd.DataFrame:
    """One row for each agent and week at work; minutes and calls are whole numbers.

    agent_id, week (1 to 12), scheduled_minutes, worked_minutes, in_place_minutes (in the planned state at the planned
    time), handle_minutes, ready_minutes, calls, transferred.
    """
    agent, week = (place.ravel() for place in np.indices((len(staff.name), WEEKS)))
    week = week + 1
    size = len(agent)
    short = np.zeros(size, dtype=bool)
    short[np.flatnonzero(agent == ME)[shuffled(rng, WEEKS)[:_SHORT_WEEKS]]] = True

    days = np.where(short, 2, 5 - pick(rng, _DAYS, size))
    scheduled = DAY * days
    usual = 0.87 + 0.09 * rng.random(len(staff.name))
    adherence = np.clip(usual[agent] + 0.02 * rng.standard_normal(size), 0.80, 0.985) - 0.12 * short
    in_place = np.rint(scheduled * adherence)
    worked = np.maximum(in_place, scheduled - whole(rng, -40, 60, size))
    busy = 0.74 + 0.08 * rng.random(size) + 0.08 * (week == plan.outage_week)
    handle = np.rint(in_place * _ON_THE_PHONE * busy)
    ready = np.rint(in_place * _ON_THE_PHONE) - handle

    seconds, technical = _of_each_agent(log, len(staff.name))
    of_week = seconds[agent] * (1 + 0.05 * rng.standard_normal(size)) * np.where(short, 1.3, 1)
    calls = np.rint(handle * 60 / of_week)
    passed_on = 0.04 + 0.05 * rng.random(len(staff.name)) + 0.15 * technical
    transferred = np.rint(calls * (passed_on[agent] * (0.8 + 0.4 * rng.random(size)) + 0.05 * short))
    table = pd.DataFrame(
        {
            "agent_id": staff.agent_id[agent],
            "week": week,
            "scheduled_minutes": scheduled,
            "worked_minutes": worked,
            "in_place_minutes": in_place,
            "handle_minutes": handle,
            "ready_minutes": ready,
            "calls": calls,
            "transferred": transferred,
        }
    )
    at_work = (agent != plan.rookie) | (week >= ROOKIE_FIRST_WEEK)
    counts = table.columns[1:]
    return table[at_work].astype(dict.fromkeys(counts, np.int64)).reset_index(drop=True)


def _of_each_agent(log: CallLog, agents: int) -> tuple[np.ndarray, np.ndarray]:
    """The mean handle time in seconds, and the share of technical calls, in the agent's calls of the log."""
    who = log.agent[log.answered]
    handled = np.bincount(who, minlength=agents)
    seconds = np.bincount(who, log.handle[log.answered], agents) / handled
    technical = np.bincount(who, log.call_type[log.answered] == TECHNICAL, agents) / handled
    return seconds, technical
