"""How many agents a stretch of calls needs: Erlang C, in which nobody hangs up, and Erlang A, in which people do.

Calls arrive at random and at an even rate; handle times are exponential; one queue, first come, first served. In
Erlang A each caller hangs up after a patience that is exponential too.

Erlang C: A. K. Erlang, 1917. Erlang A: C. Palm, 1946; O. Garnett, A. Mandelbaum and M. Reiman, "Designing a call center
with impatient customers", *Manufacturing & Service Operations Management* 4 (2002).

    erlang_c(100, 30, 180, 14)["service_level"]          -> 0.888
    erlang_a(100, 30, 180, 13, 400)["abandoned"]         -> 0.021
"""

from __future__ import annotations

import math

import numpy as np

STEPS = 400  # of Simpson's rule, an even number; the integral is exact to ten decimals and more


def erlang_c(
    calls: float, minutes: float, handle_seconds: float, agents: int, answer_seconds: float = 20
) -> dict[str, float]:
    """What `agents` achieve if nobody ever hangs up.

    `calls` arrive within `minutes`; each takes `handle_seconds` on average (all above 0). Gives a dictionary: `load`
    (how many agents are busy on average if there are enough), `wait_chance`, `service_level` (share answered within
    `answer_seconds`), `mean_wait` (seconds, all callers) and `occupancy` (share of the time that agents are busy).
    Where there are not more agents than `load` the queue grows without end: all but `load` is NaN. Raises ValueError.
    """
    arriving, leaving = _rates(calls, minutes, handle_seconds, agents, answer_seconds)
    load = arriving / leaving
    if agents <= load:
        nothing = float("nan")
        return {"load": load, **dict.fromkeys(("wait_chance", "service_level", "mean_wait", "occupancy"), nothing)}
    blocked = 1.0  # Erlang B, agent by agent
    for agent in range(1, agents + 1):
        blocked = load * blocked / (agent + load * blocked)
    wait_chance = blocked / (1 - load / agents * (1 - blocked))
    spare = agents * leaving - arriving
    return {
        "load": load,
        "wait_chance": wait_chance,
        "service_level": 1 - wait_chance * math.exp(-spare * answer_seconds),
        "mean_wait": wait_chance / spare,
        "occupancy": load / agents,
    }


def erlang_a(
    calls: float, minutes: float, handle_seconds: float, agents: int, patience_seconds: float,
    answer_seconds: float = 20,
) -> dict[str, float]:  # fmt: skip
    """What `agents` achieve if callers hang up after `patience_seconds` on average (above 0).

    The other arguments, and `load`, `wait_chance` and `occupancy`, are those of `erlang_c`. `service_level` is the
    share of *all* callers who were answered within `answer_seconds`, `abandoned` the share who hung up, `mean_wait` the
    mean of seconds that callers wait, until they are answered or hang up. Raises ValueError.
    """
    arriving, leaving = _rates(calls, minutes, handle_seconds, agents, answer_seconds)
    if not patience_seconds > 0:
        raise ValueError("patience_seconds must be above 0")
    giving_up = 1 / patience_seconds
    chance = _chances(arriving, leaving, giving_up, agents)
    waiting = float(np.maximum(np.arange(len(chance)) - agents, 0) @ chance)
    abandoned = giving_up * waiting / arriving
    return {
        "load": arriving / leaving,
        "wait_chance": float(chance[agents:].sum()),
        "service_level": float(chance[:agents].sum() + chance[agents] * _served_late(
            arriving, agents * leaving, giving_up, answer_seconds)),
        "abandoned": abandoned,
        "mean_wait": waiting / arriving,
        "occupancy": arriving * (1 - abandoned) / (agents * leaving),
    }  # fmt: skip


def _rates(
    calls: float, minutes: float, handle_seconds: float, agents: int, answer_seconds: float
) -> tuple[float, float]:
    """Calls a second that arrive, and that one agent ends. Raises ValueError for what is no call centre."""
    if not (calls > 0 and minutes > 0 and handle_seconds > 0 and answer_seconds >= 0):
        raise ValueError("calls, minutes and handle_seconds must be above 0, answer_seconds not below 0")
    if agents < 1 or agents != int(agents):
        raise ValueError("agents is a whole number from 1 up")
    return calls / (60 * minutes), 1 / handle_seconds


def _chances(arriving: float, leaving: float, giving_up: float, agents: int) -> np.ndarray:
    """The chance of 0, 1, 2 ... callers in the house, cut off where the rest is below any rounding.

    However few agents there are, fewer wait than if nobody were ever answered: that queue is Poisson.
    """
    longest = arriving / giving_up
    callers = np.arange(1, agents + int(longest + 12 * longest**0.5) + 60)
    out = np.minimum(callers, agents) * leaving + np.maximum(callers - agents, 0) * giving_up
    logs = np.concatenate([[0.0], np.cumsum(math.log(arriving) - np.log(out))])
    chance = np.exp(logs - logs.max())
    return chance / chance.sum()


def _served_late(arriving: float, ending: float, giving_up: float, seconds: float) -> float:
    """The share of callers served after a wait of up to `seconds`, divided by the chance that all are just busy.

    Who finds k callers waiting is served at time v with a density that sums, over all k, to
    ending * exp(-(ending + giving_up) v + arriving / giving_up * (1 - exp(-giving_up v))).
    """
    v = np.linspace(0, seconds, STEPS + 1)
    density = ending * np.exp(-(ending + giving_up) * v - arriving / giving_up * np.expm1(-giving_up * v))
    weights = np.ones(STEPS + 1)
    weights[1:-1:2], weights[2:-1:2] = 4, 2
    return float(weights @ density) * seconds / STEPS / 3
