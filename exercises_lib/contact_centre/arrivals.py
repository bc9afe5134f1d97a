"""How many people call one line, half-hour by half-hour, and how many are needed hour by hour.

True in every sample: the weekdays differ far more than the weeks, so a mean of the same weekday forecasts better than a
mean of all days. On `ODD_DAY` a failure made about four times as many people call. In the last week somewhat more call
than in the weeks before. No half-hour is without a call, and some have very few.
"""

import numpy as np
import pandas as pd

from .draws import whole

FIRST_DAY, WEEKS = "2026-03-30", 9  # a Monday; the last week is 25 to 31 May
ODD_DAY = "2026-05-20"
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WEEKDAY = np.array([1.28, 1.08, 1.0, 0.97, 0.93, 0.52, 0.30])
_CURVE = np.array([  # calls in each half-hour from 08:00 on a Wednesday
    22, 34, 48, 60, 70, 74, 72, 66, 58, 54, 55, 60, 66, 68, 65, 60, 52, 45, 38, 31, 25, 19, 14, 9,
])  # fmt: skip
_ODD, _LAST_WEEK = 4.0, 1.08

HOURS = range(8, 20)
_NEED = np.array([4, 6, 9, 10, 9, 8, 8, 9, 10, 8, 6, 4])


def count(rng: np.random.Generator) -> pd.DataFrame:
    """One row for each half-hour of nine weeks: date, weekday, half_hour (its begin), calls."""
    size, weekday = 0.9 + 0.2 * rng.random(), _WEEKDAY * (0.96 + 0.08 * rng.random(7))
    curve = _CURVE * (0.94 + 0.12 * rng.random(len(_CURVE)))
    days = pd.date_range(FIRST_DAY, periods=7 * WEEKS)
    luck = 0.97 + 0.06 * rng.random(len(days))
    luck[-7:] *= _LAST_WEEK
    luck[days == ODD_DAY] *= _ODD
    mean = size * np.outer(luck * np.tile(weekday, WEEKS), curve)
    calls = np.maximum(1, np.rint(mean + mean**0.5 * rng.standard_normal(mean.shape))).astype(np.int64)
    return pd.DataFrame(
        {
            "date": np.repeat(days.strftime("%Y-%m-%d").to_numpy(dtype=object), len(curve)),
            "weekday": np.repeat(np.tile(WEEKDAYS, WEEKS), len(curve)),
            "half_hour": np.tile([f"{8 + at // 2:02d}:{30 * (at % 2):02d}" for at in range(len(curve))], len(days)),
            "calls": calls.ravel(),
        }
    )


def need(rng: np.random.Generator) -> pd.DataFrame:
    """One row for each hour of a day: hour (its begin, 8 to 19), agents (how many are needed)."""
    agents = _NEED + whole(rng, -1, 1, len(_NEED))
    agents[[3, 8]] = 10 + whole(rng, 0, 1, 2)  # two peaks, with a valley between them
    agents[5:7] = 7 + whole(rng, 0, 1, 2)
    return pd.DataFrame({"hour": list(HOURS), "agents": agents})
