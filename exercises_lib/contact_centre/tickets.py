"""Follow-up tickets: work that somebody else does after the call."""

import numpy as np
import pandas as pd

from .calls import TECHNICAL, CallLog
from .dates import DAYS, SECONDS_A_DAY, moment_text
from .draws import pick, pick_by_row
from .stories import REASONS

CATEGORIES = ("billing", "network", "device", "access", "delivery", "card", "account", "other")
PRIORITIES = ("low", "normal", "high", "urgent")

# Weights of the categories for each reason.
_CATEGORY = {
    "bill question": (92, 0, 0, 3, 0, 0, 0, 5),
    "refund": (90, 0, 0, 0, 5, 0, 0, 5),
    "delivery": (4, 0, 0, 0, 90, 0, 0, 6),
    "plan change": (22, 0, 0, 0, 0, 0, 68, 10),
    "fault": (0, 45, 28, 24, 0, 0, 0, 3),
    "new account": (4, 0, 0, 26, 0, 4, 62, 4),
    "card": (5, 0, 0, 8, 0, 85, 0, 2),
    "other": (8, 4, 4, 10, 4, 2, 14, 54),
}
_PRIORITY = ((30, 55, 13, 2), (8, 50, 32, 10))  # other calls, technical calls
_HOURS_TO_CLOSE = (60.0, 30.0, 10.0, 3.0)  # median, by priority
_WAITING = 0.05

_SUMMARY = {
    "billing": (
        "Charge disputed, copy of bill sent",
        "Refund to be approved",
        "Late fee to be checked",
        "Customer asks why the bill is higher than last month",
    ),
    "network": (
        "No connection since this morning",
        "Connection drops every few minutes",
        "Slow connection in the evening",
        "Line test shows a fault",
    ),
    "device": ("Device restarts by itself", "Device does not switch on", "Screen stays dark", "Replacement asked for"),
    "access": (
        "Cannot log in after password change",
        "Account locked after three tries",
        "Code by text message does not arrive",
        "Email address to be changed",
    ),
    "delivery": (
        "Parcel late, carrier to be asked",
        "Parcel marked delivered but not received",
        "Wrong item in the parcel",
        "Address to be corrected",
    ),
    "card": (
        "Card lost, new card ordered",
        "Card refused in a shop",
        "Payment on card not known to customer",
        "Card kept by the machine",
    ),
    "account": (
        "Plan change to be confirmed",
        "Papers for new account missing",
        "Name on account to be corrected",
        "Account to be closed",
    ),
    "other": (
        "Call back asked for",
        "Complaint to be answered in writing",
        "Question passed to back office",
        "Praise for an agent, to be passed on",
    ),
}
_SUMMARIES = np.array([_SUMMARY[category] for category in CATEGORIES])


def open_tickets(rng: np.random.Generator, log: CallLog) -> pd.DataFrame:
    """About 3,200 tickets in order of opening, most from technical or unsolved calls."""
    chance = np.select([log.call_type == TECHNICAL, ~log.solved], [0.55, 0.32], 0.06)
    call = np.flatnonzero(log.answered & (rng.random(len(chance)) < chance))
    size = len(call)
    inside = (log.handle[call] * (0.6 + 0.4 * rng.random(size))).astype(np.int64)
    opened = log.start[call] + log.wait[call] + inside
    priority = pick_by_row(rng, _PRIORITY, (log.call_type[call] == TECHNICAL).astype(int))
    hours = np.array(_HOURS_TO_CLOSE)[priority] * np.exp(0.9 * rng.standard_normal(size))
    closed = opened + 60 + (hours * 3600).astype(np.int64)
    waiting = rng.random(size) < _WAITING
    is_open = closed >= DAYS * SECONDS_A_DAY
    category = pick_by_row(rng, [_CATEGORY[reason] for reason in REASONS], log.reason[call])
    done = ~waiting & ~is_open
    table = (
        pd.DataFrame(
            {
                "call_id": log.call_id[call],
                "opened_at": moment_text(opened),
                "closed_at": pd.Series(moment_text(closed)).where(done),
                "category": np.array(CATEGORIES)[category],
                "priority": np.array(PRIORITIES)[priority],
                "status": np.select([waiting, is_open], ["waiting", "open"], "closed"),
                "summary": _SUMMARIES[category, pick(rng, np.ones(_SUMMARIES.shape[1]), size)],
            }
        )
        .iloc[np.argsort(opened, kind="stable")]
        .reset_index(drop=True)
    )
    table.insert(0, "ticket_id", [f"T{number:05d}" for number in range(1, size + 1)])
    return table
