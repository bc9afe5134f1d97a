"""The call log: who called when and why, how long it took, and whether it was solved.

Numbers are set to the Technion "Anonymous Bank" call log of 1999 (66,000 calls): lognormal handle
times for each call type, patience close to exponential with a mean of about 400 s. First contact
resolution: about 70 % (SQM 2022).
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from .company import Customers, Staff
from .contacts import draw_issues, moments, play
from .dates import DAYS, SECONDS_A_DAY, moment_text
from .draws import lognormal, one, whole
from .rosters import assign
from .stories import AGENTS_A_TEAM, CALL_TYPES, QUEUES, REASONS, TEAMS, Stories

TEST_CALLS = (40, 80)  # so many, at least and at most
SHORTEST_TALK = 10  # seconds, of a real call
TECHNICAL = CALL_TYPES.index("technical")

# ln seconds of handle time, by call type, cut at 17 s and at 75 minutes.
_HANDLE = ((4.8, 0.84), (4.2, 0.87), (5.2, 0.97), (5.4, 1.2))
_SHORTEST, _LONGEST = 17.0, 4500.0


@dataclass(frozen=True)
class CallLog:
    """Real calls in order of time, one entry each.

    Queue, call type, reason, customer, issue and agent are positions from 0; no agent is -1.
    """

    number: np.ndarray  # 1 and up, with gaps for the test calls
    start: np.ndarray  # seconds from the start of FIRST_DAY
    queue: np.ndarray
    call_type: np.ndarray
    reason: np.ndarray
    customer: np.ndarray
    issue: np.ndarray  # 0 and up, in order of first call
    agent: np.ndarray
    answered: np.ndarray  # True / False
    wait: np.ndarray  # seconds in the queue
    talk: np.ndarray  # seconds, 0 for abandoned calls, as are the next two
    hold: np.ndarray
    wrap: np.ndarray
    solved: np.ndarray  # True / False; no table has it, the surveys and the repeats come from it
    spare_number: np.ndarray  # numbers and starts kept free for test calls
    spare_start: np.ndarray

    @property
    def day(self) -> np.ndarray:
        return self.start // SECONDS_A_DAY

    @property
    def week(self) -> np.ndarray:
        """1 to 12."""
        return self.start // (7 * SECONDS_A_DAY) + 1

    @property
    def handle(self) -> np.ndarray:
        return self.talk + self.hold + self.wrap

    @cached_property
    def call_id(self) -> np.ndarray:
        return call_ids(self.number)


def take_calls(rng: np.random.Generator, plan: Stories, staff: Staff, customers: Customers) -> CallLog:
    """Twelve weeks of calls."""
    issues = draw_issues(rng, plan, customers)
    contacts = play(rng, plan, issues)
    order = np.argsort(contacts["start"], kind="stable")
    contacts = {name: values[order] for name, values in contacts.items()}
    _, first, place = np.unique(contacts["issue"], return_index=True, return_inverse=True)
    for name in ("queue", "call_type", "reason", "customer"):
        contacts[name] = issues[name][contacts["issue"]]
    contacts["issue"] = np.argsort(np.argsort(first, kind="stable"), kind="stable")[place]
    contacts |= _durations(rng, contacts)
    contacts["agent"] = assign(rng, plan, staff, contacts)
    spare_start = moments(rng, whole(rng, 0, DAYS - 1, one(rng, *TEST_CALLS)))
    return CallLog(**contacts, **_numbers(contacts["start"], np.sort(spare_start)))


def table(log: CallLog) -> pd.DataFrame:
    """The log as a table, one row for each real call; see the data dictionary."""
    agent_id = np.array([f"A{number:02d}" for number in range(1, len(TEAMS) * AGENTS_A_TEAM + 1)])
    calls = pd.DataFrame(
        {
            "call_id": log.call_id,
            "started_at": moment_text(log.start),
            "queue": np.array(QUEUES)[log.queue],
            "call_type": np.array(CALL_TYPES)[log.call_type],
            "reason": np.array(REASONS)[log.reason],
            "customer_id": np.array([f"CU{number:05d}" for number in log.customer + 1]),
            "issue_id": np.array([f"I{number:05d}" for number in log.issue + 1]),
            "agent_id": pd.Series(agent_id[log.agent]).where(log.answered),
            "outcome": np.where(log.answered, "answered", "abandoned"),
            "wait_seconds": log.wait,
        }
    )
    for name in ("talk", "hold", "wrap"):
        calls[f"{name}_seconds"] = np.where(log.answered, getattr(log, name).astype(float), np.nan)
    return calls


def call_ids(number: np.ndarray) -> np.ndarray:
    """1 becomes C000001."""
    return np.array([f"C{one:06d}" for one in number])


def _durations(rng: np.random.Generator, contacts: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Talk, hold and wrap in whole seconds; together the lognormal handle time."""
    size = len(contacts["start"])
    handle = np.zeros(size)
    for kind, (mu, sigma) in enumerate(_HANDLE):
        calls = contacts["answered"] & (contacts["call_type"] == kind)
        handle[calls] = lognormal(rng, mu, sigma, _SHORTEST, _LONGEST, calls.sum())
    wrap = (handle * (0.06 + 0.14 * rng.random(size))).astype(np.int64)
    wants_hold = rng.random(size) < np.where(contacts["call_type"] == TECHNICAL, 0.55, 0.28)
    hold = (handle * (0.08 + 0.22 * rng.random(size))).astype(np.int64) * wants_hold
    seconds = np.rint(handle).astype(np.int64)
    hold = np.clip(seconds - wrap - SHORTEST_TALK, 0, hold)
    talk = seconds - hold - wrap
    return {"talk": talk, "hold": hold, "wrap": wrap}


def _numbers(start: np.ndarray, spare_start: np.ndarray) -> dict[str, np.ndarray]:
    """Number real calls and places for test calls together, in order of time."""
    both = np.concatenate([start, spare_start])
    number = np.empty(len(both), dtype=np.int64)
    number[np.argsort(both, kind="stable")] = np.arange(1, len(both) + 1)
    return {"number": number[: len(start)], "spare_number": number[len(start) :], "spare_start": spare_start}
