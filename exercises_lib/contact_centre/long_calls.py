"""Long calls: 400 of fifteen minutes and more, and the silences in twelve of them.

True in every sample: where the agent summed up at least once, customers called again less often; how long the call was
makes next to no difference. Some calls last exactly `LONG` minutes. Among the silences are some of exactly `DEAD_AIR`
seconds, and announced ones that end exactly when promised; the longest silence of all was announced, and kept.
"""

import numpy as np
import pandas as pd

from .draws import deal, lognormal, shuffled, whole

SHORTEST, LONG, LONGEST = 15, 30, 75  # minutes
CALLED_AGAIN = {True: 0.22, False: 0.42}  # by whether the agent summed up
GROUPS = {(True, True): 90, (True, False): 110, (False, True): 90, (False, False): 110}  # summed up, long: calls
EXACTLY_LONG = 8  # of the long calls of each kind
SUMMARIES = (1, 6)

DEAD_AIR = 10  # seconds: a longer silence that nobody announced is dead air
SILENT_CALLS, SILENCES = 12, 180


def collect(rng: np.random.Generator) -> pd.DataFrame:
    """One row for each long call: call_id, minutes, summaries, called_again (yes or no, within seven days)."""
    parts = [_group(rng, size, summed_up, long) for (summed_up, long), size in GROUPS.items()]
    calls = pd.concat(parts, ignore_index=True)
    calls = calls.iloc[shuffled(rng, len(calls))].reset_index(drop=True)
    calls.insert(0, "call_id", [f"L{number:03d}" for number in range(1, len(calls) + 1)])
    return calls


def _group(rng: np.random.Generator, size: int, summed_up: bool, long: bool) -> pd.DataFrame:
    low, high = (LONG, LONGEST) if long else (SHORTEST, LONG - 1)
    minutes = lognormal(rng, np.log(28), 0.45, low, high, size).astype(np.int64)
    if long:
        minutes[:EXACTLY_LONG] = LONG
    # a share of its own for each sample: what was seen in one is not the answer in another
    share = CALLED_AGAIN[summed_up] + 0.04 * (rng.random() - 0.5)
    again = deal(rng, [share, 1 - share], size) == 0
    return pd.DataFrame(
        {
            "minutes": minutes,
            "summaries": whole(rng, *SUMMARIES, size) * summed_up,
            "called_again": np.where(again, "yes", "no"),
        }
    )


def listen(rng: np.random.Generator) -> pd.DataFrame:
    """One row for each silence of 4 seconds and more: call_id, seconds, announced, promised_seconds (blank if not)."""
    dead = whole(rng, DEAD_AIR + 1, 34, whole(rng, 20, 32, 1)[0])
    plain = np.concatenate([[DEAD_AIR] * 5, whole(rng, 4, 9, 60), dead])
    holds = SILENCES - len(plain)
    promised = 30 + 15 * whole(rng, 0, 2, holds)  # 30, 45 or 60 seconds
    lasted = promised - whole(rng, 1, 18, holds)
    late = whole(rng, 10, 17, 1)[0]
    lasted[:late] = promised[:late] + whole(rng, 1, 25, late)
    lasted[late : late + 5] = promised[late : late + 5]  # kept, to the second
    promised[-1], lasted[-1] = 120, whole(rng, 95, 119, 1)[0]  # the longest of all, and nothing wrong with it
    table = pd.DataFrame(
        {
            "seconds": np.concatenate([plain, lasted]),
            "announced": ["no"] * len(plain) + ["yes"] * holds,
            "promised_seconds": np.concatenate([np.full(len(plain), np.nan), promised]),
        }
    ).iloc[shuffled(rng, SILENCES)]
    call = np.sort(deal(rng, np.ones(SILENT_CALLS), SILENCES)) + 1
    table.insert(0, "call_id", [f"L{number:03d}" for number in call])
    return table.reset_index(drop=True)
