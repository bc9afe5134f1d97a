"""The next call: how long calls take that follow an abusive one, beside calls that do not.

The story, true in every sample: calls after an abusive call are longer. Part of that has another cause: abuse is more
common on the late shift, where calls are longer anyway. Within a shift less of the difference is left, but some is.
"""

import numpy as np
import pandas as pd

from .draws import lognormal, shuffled

SIZES = {("early", "no"): 390, ("late", "no"): 210, ("early", "yes"): 60, ("late", "yes"): 140}  # shift, abuse before
_MU, _SIGMA = 4.8, 0.65  # ln seconds
_LATE, _AFTER = 0.32, 0.15  # what is added to mu
_SHORTEST, _LONGEST = 20, 1500  # seconds


def follow(rng: np.random.Generator) -> pd.DataFrame:
    """One row for each call: call_id, shift, abuse_before (yes or no), handle_seconds.

    `abuse_before` is about the call that the same agent had just before this one.
    """
    pace, parts = 0.06 * (rng.random() - 0.5), []  # shared by all, so that the differences hardly depend on luck
    for (shift, abuse), size in SIZES.items():
        mu = _MU + _LATE * (shift == "late") + _AFTER * (abuse == "yes") + pace
        seconds = np.rint(lognormal(rng, mu, _SIGMA, _SHORTEST, _LONGEST, size)).astype(np.int64)
        parts.append(pd.DataFrame({"shift": shift, "abuse_before": abuse, "handle_seconds": seconds}))
    calls = pd.concat(parts, ignore_index=True)
    calls = calls.iloc[shuffled(rng, len(calls))].reset_index(drop=True)
    calls.insert(0, "call_id", [f"N{number:03d}" for number in range(1, len(calls) + 1)])
    return calls
