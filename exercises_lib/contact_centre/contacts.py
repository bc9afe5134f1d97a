"""Problems, and the calls that customers make about them until they are solved or give up.

Patience is close to exponential with a mean of about 400 s, as in the Technion "Anonymous Bank"
call log of 1999. First contact resolution is about 70 % (SQM 2022).
"""

import numpy as np

from .company import Customers
from .dates import DAYS, SECONDS_A_DAY
from .draws import deal, pick, pick_by_row, whole
from .stories import CALL_TYPES, QUEUES, REASONS, Stories

ISSUES = 13_400  # with the calls that repeat, about 20,000 calls
OPENS, CLOSES = 7 * 3600, 22 * 3600
REFUND = REASONS.index("refund")

# How much of a day's work starts in each hour from 07:00, and on each day from Monday.
_HOURS = (2, 4, 7, 9, 10, 9, 7, 7, 8, 8, 7, 6, 5, 4, 3)
_WEEKDAYS = (1.25, 1.1, 1.05, 1.0, 1.05, 0.65, 0.5)
_OUTAGE_VOLUME = 1.15

_TYPE_SHARES = (0.61, 0.26, 0.07, 0.06)
_OUTAGE_TYPE_SHARES = (0.59, 0.24, 0.065, 0.105)

_PATIENCE = 400.0
_QUEUED, _QUEUE_MEAN = 0.58, 54.0  # share of callers who must wait, and for how long (mean, s)
_OUTAGE_QUEUED, _OUTAGE_QUEUE_MEAN = 0.72, 95.0

_SOLVED = (0.71, 0.755, 0.705, 0.43)  # by call type, at each answered call
_OUTAGE_SOLVED = -0.08
_RETRY_AFTER_HANGING_UP = 0.60
_REPEAT_IF_UNSOLVED = (0.88, 0.05)  # within 7 days, later
_REPEAT_IF_SOLVED = (0.05, 0.01)
_REPEAT_DAYS = (0.35, 0.22, 0.15, 0.11, 0.09, 0.08)  # after 1 to 6 days
_ROUNDS = 8  # an issue makes at most this many calls

# Weights of the reasons, in the order of REASONS, for each queue and call type.
_WHY = {
    "telecom": (
        (45, 12, 0, 25, 0, 0, 0, 18),
        (5, 3, 0, 12, 0, 75, 0, 5),
        (12, 5, 0, 68, 0, 0, 0, 15),
        (0, 7, 0, 0, 85, 0, 0, 8),
    ),
    "bank": (
        (27, 14, 0, 0, 0, 0, 40, 19),
        (5, 3, 0, 0, 0, 80, 8, 4),
        (10, 4, 0, 48, 0, 0, 24, 14),
        (0, 6, 0, 0, 70, 0, 18, 6),
    ),
    "shop": (
        (16, 16, 46, 5, 0, 0, 0, 17),
        (4, 3, 10, 0, 0, 78, 0, 5),
        (4, 6, 22, 28, 0, 0, 0, 40),
        (0, 9, 10, 0, 75, 0, 0, 6),
    ),
}
# Share of refund calls in the story's queue, by call type.
_REFUND_QUEUE_REFUNDS = (0.45, 0.13, 0.22, 0.25)


def draw_issues(rng: np.random.Generator, plan: Stories, customers: Customers) -> dict[str, np.ndarray]:
    """What goes wrong for whom, and on which day the customer first calls about it."""
    days = np.tile(_WEEKDAYS, DAYS // 7)
    outage = np.arange(DAYS) // 7 + 1 == plan.outage_week
    day = deal(rng, days * np.where(outage, _OUTAGE_VOLUME, 1.0), ISSUES)
    call_type = np.empty(ISSUES, dtype=np.int64)
    for when, shares in ((~outage[day], _TYPE_SHARES), (outage[day], _OUTAGE_TYPE_SHARES)):
        call_type[when] = deal(rng, shares, when.sum())
    often = 0.4 + rng.random(len(customers.queue)) ** 2  # some customers call more than others
    customer = pick(rng, often, ISSUES)
    queue = customers.queue[customer]
    row = queue * len(CALL_TYPES) + call_type
    return {
        "start": moments(rng, day),
        "queue": queue,
        "call_type": call_type,
        "reason": pick_by_row(rng, _reason_weights(plan), row),
        "customer": customer,
    }


def _reason_weights(plan: Stories) -> np.ndarray:
    """Weights of the reasons, one row for each queue and call type."""
    weights = np.array([_WHY[queue] for queue in QUEUES], dtype=float)
    weights /= weights.sum(axis=2, keepdims=True)
    for kind, share in enumerate(_REFUND_QUEUE_REFUNDS):
        row = weights[plan.refund_queue, kind]
        row *= (1 - share) / (1 - row[REFUND])
        row[REFUND] = share
    return weights.reshape(-1, len(REASONS))


def play(rng: np.random.Generator, plan: Stories, issues: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Play each issue: call, perhaps hang up, perhaps be helped, perhaps call again."""
    rounds = []
    issue, start = np.arange(ISSUES), issues["start"]
    for _ in range(_ROUNDS):
        outage = start // (7 * SECONDS_A_DAY) + 1 == plan.outage_week
        wait, answered = _queue(rng, outage)
        chance = np.array(_SOLVED)[issues["call_type"][issue]] + _OUTAGE_SOLVED * outage
        solved = answered & (rng.random(len(issue)) < chance)
        rounds.append({"issue": issue, "start": start, "wait": wait, "answered": answered, "solved": solved})
        again = _next_start(rng, start + wait, answered, solved)
        stays = (again >= 0) & (again < DAYS * SECONDS_A_DAY)
        issue, start = issue[stays], again[stays]
    return {name: np.concatenate([part[name] for part in rounds]) for name in rounds[0]}


def _queue(rng: np.random.Generator, outage: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Seconds in the queue, and who was answered: those whose patience lasted longer."""
    size = len(outage)
    queued = rng.random(size) < np.where(outage, _OUTAGE_QUEUED, _QUEUED)
    mean = np.where(outage, _OUTAGE_QUEUE_MEAN, _QUEUE_MEAN)
    needed = np.where(queued, -mean * np.log1p(-rng.random(size)), 0.0)
    patience = 1.0 - _PATIENCE * np.log1p(-rng.random(size))
    return np.minimum(needed, patience).astype(np.int64), needed <= patience


def _next_start(rng: np.random.Generator, end: np.ndarray, answered: np.ndarray, solved: np.ndarray) -> np.ndarray:
    """When the customer calls about the same issue again, in seconds; -1 = never.

    After an answered call that is 1 to 6 days later, or 8 to 21. Nobody comes back 6.7 to 7.3 days
    later, so it does not matter whether "7 days" is counted in days or in hours.
    """
    size = len(end)
    soon, late = np.where(solved[:, None], _REPEAT_IF_SOLVED, _REPEAT_IF_UNSOLVED).T
    luck = rng.random(size)
    gap = np.where(luck < soon, 1 + pick(rng, _REPEAT_DAYS, size), whole(rng, 8, 21, size))
    later = moments(rng, end // SECONDS_A_DAY + gap)
    again = np.where(luck < soon + late, later, -1)
    retry = end + whole(rng, 300, 7200, size)
    tomorrow = moments(rng, end // SECONDS_A_DAY + 1)
    retry = np.where(retry % SECONDS_A_DAY < CLOSES, retry, tomorrow)
    retry = np.where(rng.random(size) < _RETRY_AFTER_HANGING_UP, retry, -1)
    return np.where(answered, again, retry)


def moments(rng: np.random.Generator, day: np.ndarray) -> np.ndarray:
    """A moment in opening hours on each day, in seconds from the start of FIRST_DAY."""
    hour = pick(rng, _HOURS, len(day))
    return day * SECONDS_A_DAY + OPENS + hour * 3600 + whole(rng, 0, 3599, len(day))
