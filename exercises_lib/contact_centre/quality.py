"""Quality reviews: ten calls of each agent, eight items each."""

import numpy as np
import pandas as pd

from .calls import CallLog
from .company import Staff
from .dates import DAYS, day_text
from .draws import pick_by_row, rank_within, whole
from .stories import CALL_TYPES, ME

REVIEWS_AN_AGENT = 10

# (item, possible points, critical, chances of all / most / little / no points)
ITEMS = (
    ("Greets and gives name", 5, False, (0.88, 0.08, 0.02, 0.02)),
    ("Verifies the customer", 10, True, (0.97, 0.0, 0.0, 0.03)),
    ("Listens without cutting in", 15, False, (0.66, 0.24, 0.07, 0.03)),
    ("Shows understanding", 15, False, (0.55, 0.29, 0.11, 0.05)),
    ("Gives correct information", 20, True, (0.96, 0.0, 0.0, 0.04)),
    ("Handles hold politely", 10, False, (0.60, 0.24, 0.10, 0.06)),
    ("Sums up and checks", 15, False, (0.52, 0.26, 0.12, 0.10)),
    ("Records the call", 10, False, (0.78, 0.15, 0.05, 0.02)),
)
_PART = np.array([1.0, 0.6, 0.2, 0.0])
_VERIFY, _HOLD, _SUM_UP = 1, 5, 6
_NO_ACCOUNT = 0.6  # of product advice calls: nothing to verify
_ADVICE = CALL_TYPES.index("product_advice")


def review(rng: np.random.Generator, log: CallLog, staff: Staff) -> pd.DataFrame:
    """Long form: 600 reviews x 8 items, in order of review day.

    ``earned`` is NaN where the item did not apply.
    """
    call = _choose_calls(rng, log)
    day = log.day[call] + whole(rng, 1, 7, len(call))
    order = np.argsort(day, kind="stable")
    call, day = call[order], day[order]
    reviews, items = len(call), len(ITEMS)
    possible = np.array([points for _, points, _, _ in ITEMS])
    chances = np.array([row for *_, row in ITEMS])
    earned = np.empty((reviews, items))
    for item in range(items):
        level = pick_by_row(rng, chances, np.full(reviews, item))
        earned[:, item] = np.rint(possible[item] * _PART[level])
    earned[log.hold[call] == 0, _HOLD] = np.nan
    no_account = (log.call_type[call] == _ADVICE) & (rng.random(reviews) < _NO_ACCOUNT)
    earned[no_account, _VERIFY] = np.nan
    _plant(earned, np.flatnonzero(log.agent[call] == ME), possible)
    return pd.DataFrame(
        {
            "review_id": np.repeat([f"R{number:04d}" for number in range(1, reviews + 1)], items),
            "call_id": np.repeat(log.call_id[call], items),
            "agent_id": np.repeat(staff.agent_id[log.agent[call]], items),
            "reviewed_on": np.repeat(day_text(day), items),
            "item": np.tile([name for name, *_ in ITEMS], reviews),
            "possible": np.tile(possible, reviews),
            "earned": earned.ravel(),
            "critical": np.tile(["yes" if critical else "no" for _, _, critical, _ in ITEMS], reviews),
        }
    )


def _plant(earned: np.ndarray, mine: np.ndarray, possible: np.ndarray) -> None:
    """In every sample A17 has a critical fail, and a review in which an item that is not critical got nothing."""
    failed, careless = mine[3], mine[6]
    earned[failed, _VERIFY] = 0
    critical = [place for place, (_, _, is_critical, _) in enumerate(ITEMS) if is_critical]
    earned[careless, critical] = possible[critical]
    earned[careless, _SUM_UP] = 0


def _choose_calls(rng: np.random.Generator, log: CallLog) -> np.ndarray:
    """Ten calls of each agent, early enough to be reviewed before the records end."""
    calls = np.flatnonzero(log.answered & (log.day < DAYS - 7))
    place = rank_within(log.agent[calls], rng.random(len(calls)))
    return calls[place < REVIEWS_AN_AGENT]
