"""The people: 60 agents in 6 teams, and the customers who call them."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from . import names
from .dates import FIRST_DAY, day_text
from .draws import deal, pick, shuffled, whole
from .stories import AGENTS_A_TEAM, ME, QUEUES, TEAMS, Stories

SHIFTS = ("early", "late")
PLANS = ("Basic", "Plus", "Max")
REGIONS = ("North", "South", "East", "West")
CUSTOMERS = 4_000

_MY_YEAR = (np.datetime64("2025-03-31") - FIRST_DAY).astype(int)  # "You have been an agent for a year"
_ROOKIE_HIRED = 42  # three weeks of training before the first call in week 10
_OLDEST_HIRE = (np.datetime64("2018-03-01") - FIRST_DAY).astype(int)
_NEWEST_HIRE = (np.datetime64("2025-11-03") - FIRST_DAY).astype(int)
_FIRST_JOIN = (np.datetime64("2018-01-01") - FIRST_DAY).astype(int)
_LAST_JOIN = (np.datetime64("2025-11-27") - FIRST_DAY).astype(int)


@dataclass(frozen=True)
class Staff:
    """Agents in order of agent_id; each array has 60 entries. Agent i is in team ``i // 10``."""

    name: np.ndarray  # "Ana Reyes"
    shift: np.ndarray  # 0 early, 1 late; five of each in a team
    hired: np.ndarray  # days from FIRST_DAY, below 0 = before
    share: np.ndarray  # how much of the team's work the agent takes, about 0.6 to 1.4
    charm: np.ndarray  # how much the agent moves satisfaction, in standard deviations

    @property
    def agent_id(self) -> np.ndarray:
        return np.array([f"A{number:02d}" for number in range(1, len(self.name) + 1)])


@dataclass(frozen=True)
class Customers:
    """Customers in order of customer_id; each array has CUSTOMERS entries."""

    name: np.ndarray
    queue: np.ndarray  # position in QUEUES
    plan: np.ndarray  # position in PLANS, at the start of the first bill
    region: np.ndarray  # position in REGIONS
    joined: np.ndarray  # days from FIRST_DAY

    @property
    def customer_id(self) -> np.ndarray:
        return np.array([f"CU{number:05d}" for number in range(1, len(self.name) + 1)])


def hire(rng: np.random.Generator, plan: Stories) -> Staff:
    """Sixty agents. Who is in which team changes with the seed."""
    size = len(TEAMS) * AGENTS_A_TEAM
    chosen = shuffled(rng, len(names.AGENTS))[:size]
    recent = 1 - rng.random(size) ** 2  # more new people than old hands
    hired = _OLDEST_HIRE + (recent * (_NEWEST_HIRE - _OLDEST_HIRE)).astype(np.int64)
    hired -= hired % 7  # people start on a Monday
    hired[plan.rookie], hired[ME] = _ROOKIE_HIRED, _MY_YEAR
    return Staff(
        name=np.array([" ".join(names.AGENTS[place]) for place in chosen]),
        shift=np.concatenate([shuffled(rng, AGENTS_A_TEAM) % 2 for _ in TEAMS]),
        hired=hired,
        share=0.6 + 0.8 * rng.random(size),
        charm=0.10 * rng.standard_normal(size),
    )


def sign_up(rng: np.random.Generator) -> Customers:
    """Customers of the three clients."""
    first = pick(rng, np.ones(len(names.CUSTOMER_FIRST)), CUSTOMERS)
    last = pick(rng, np.ones(len(names.CUSTOMER_LAST)), CUSTOMERS)
    return Customers(
        name=np.array(
            [f"{names.CUSTOMER_FIRST[one]} {names.CUSTOMER_LAST[two]}" for one, two in zip(first, last, strict=True)]
        ),
        queue=deal(rng, (0.36, 0.32, 0.32), CUSTOMERS),
        plan=pick(rng, (0.5, 0.33, 0.17), CUSTOMERS),
        region=pick(rng, (0.3, 0.2, 0.27, 0.23), CUSTOMERS),
        joined=whole(rng, _FIRST_JOIN, _LAST_JOIN, CUSTOMERS),
    )


def agent_table(staff: Staff) -> pd.DataFrame:
    """One row for each agent: agent_id, agent_name, team, shift, hired_on."""
    return pd.DataFrame(
        {
            "agent_id": staff.agent_id,
            "agent_name": staff.name,
            "team": np.repeat(TEAMS, AGENTS_A_TEAM),
            "shift": np.array(SHIFTS)[staff.shift],
            "hired_on": day_text(staff.hired),
        }
    )


def customer_table(customers: Customers, last_plan: np.ndarray) -> pd.DataFrame:
    """One row for each customer.

    ``last_plan``: position in PLANS at the end of the last bill's period.
    """
    return pd.DataFrame(
        {
            "customer_id": customers.customer_id,
            "customer_name": customers.name,
            "queue": np.array(QUEUES)[customers.queue],
            "plan": np.array(PLANS)[last_plan],
            "region": np.array(REGIONS)[customers.region],
            "joined_on": day_text(customers.joined),
        }
    )
