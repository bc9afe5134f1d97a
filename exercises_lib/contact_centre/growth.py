"""Running a centre: three ways to take more calls, why customers call at all, and eight quarters of growth.

True in every sample: the partner firm is the cheapest for a call and the dearest for a solved problem. About a third of
the contacts should not exist. In the growth plan too few people are ready in some quarters, and enough in others.
"""

import numpy as np
import pandas as pd

from .draws import one, shuffled, whole

OPTIONS = ("stay", "build", "partner")
REASONS = {  # reason: whether the customer wanted this contact, and its share
    "new order": ("yes", 20), "change of plan": ("yes", 16), "question before buying": ("yes", 15),
    "card blocked on request": ("yes", 12), "where is my order": ("no", 13), "bill not understood": ("no", 9),
    "called back as promised? no": ("no", 8), "second call, same problem": ("no", 7),
}  # fmt: skip
QUARTERS = 8


def options(rng: np.random.Generator) -> pd.DataFrame:
    """One row for each way: option, dollars_an_hour (an agent), handle_seconds, resolved (percent), one_off."""
    return pd.DataFrame(
        {
            "option": OPTIONS,
            "dollars_an_hour": [one(rng, 22, 25), one(rng, 18, 20), one(rng, 13, 15)],
            "handle_seconds": [240, 10 * one(rng, 25, 26), 10 * one(rng, 28, 29)],
            "resolved": [one(rng, 76, 80), one(rng, 73, 75), one(rng, 41, 46)],
            "one_off": [0, 10_000 * one(rng, 8, 18), 10_000 * one(rng, 4, 8)],
        }
    )


def reasons(rng: np.random.Generator) -> pd.DataFrame:
    """One row for each reason: reason, wanted (yes or no: did the customer want this contact?), contacts a quarter."""
    contacts = [share * one(rng, 900, 1100) for _, share in REASONS.values()]
    table = pd.DataFrame(
        {"reason": list(REASONS), "wanted": [wanted for wanted, _ in REASONS.values()], "contacts": contacts}
    )
    return table.iloc[shuffled(rng, len(table))].reset_index(drop=True)


def plan(rng: np.random.Generator) -> pd.DataFrame:
    """One row for each quarter: quarter (1 to 8), contacts, hires, leavers_percent (of those there at its begin)."""
    growth = 1.045 + 0.02 * rng.random(QUARTERS)
    contacts = np.rint(100 * one(rng, 950, 1050) * np.cumprod(growth) / 100).astype(np.int64) * 100
    return pd.DataFrame(
        {
            "quarter": np.arange(1, QUARTERS + 1),
            "contacts": contacts,
            "hires": whole(rng, 5, 7, QUARTERS) + np.array([-4, -4, 11, 2, -2, -4, -4, 4]),
            "leavers_percent": whole(rng, 11, 15, QUARTERS),
        }
    )
