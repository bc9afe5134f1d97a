"""The twelve weeks, and how days and times are written."""

import numpy as np

WEEKS = 12
DAYS = 7 * WEEKS
FIRST_DAY = np.datetime64("2026-01-05")  # a Monday
NEW_CES_DAY = 42  # Monday of week 7, counted from FIRST_DAY: the CES question turns round
SECONDS_A_DAY = 86_400

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_text(day: np.ndarray) -> np.ndarray:
    """Days counted from FIRST_DAY as text: 2026-02-03."""
    return np.datetime_as_string(FIRST_DAY + np.asarray(day), unit="D")


def moment_text(second: np.ndarray) -> np.ndarray:
    """Seconds counted from the start of FIRST_DAY as text: 2026-02-03T09:14:33."""
    return np.datetime_as_string(FIRST_DAY.astype("datetime64[s]") + np.asarray(second), unit="s")


def slash_text(iso: str) -> str:
    """2026-02-03 becomes 03/02/2026: the day comes first."""
    year, month, day = iso.split("-")
    return f"{day}/{month}/{year}"


def spoken_text(iso: str) -> str:
    """2026-02-03 becomes 3 Feb 2026."""
    year, month, day = iso.split("-")
    return f"{int(day)} {_MONTHS[int(month) - 1]} {year}"
