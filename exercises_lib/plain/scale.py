"""How the places along an axis of a plot read."""

from __future__ import annotations

import math
from bisect import bisect
from typing import Any

from exercises_lib.plain import limits

MAX_POINTS = 20_000
MAX_LABEL = 200


def label(text: object) -> str:
    return limits.text(str(text).strip()[:MAX_LABEL])


class Scale:
    """How the places along one axis read: as numbers, dates, periods or the texts of ticks."""

    def __init__(self, axis: Any) -> None:
        converter = axis.get_converter() if hasattr(axis, "get_converter") else axis.converter
        name = type(converter).__name__
        self.frequency = getattr(axis, "freq", None) if name == "PeriodConverter" else None
        self.is_date = "Date" in name
        self.is_category = name == "StrCategoryConverter"
        self.ticks = {} if self.frequency or self.is_date else _ticks(axis, name)
        self._places = sorted(self.ticks)

    @property
    def is_of_names(self) -> bool:
        """Whether names or dates were drawn along this axis, not numbers whose ticks were given texts afterwards."""
        return bool(self.frequency or self.is_date or self.is_category)

    def read(self, place: float, reach: float = 0.01) -> str | float:
        """What stands at a place; the text of the nearest tick within `reach`."""
        place = float(place)
        if not math.isfinite(place):
            return "?"
        if self.frequency:
            return _period(place, self.frequency)
        if self.is_date:
            return _date(place)
        tick = self.nearest(place, reach)
        return place if tick is None else self.ticks[tick]

    def nearest(self, place: float, reach: float) -> float | None:
        """The place of the nearest tick with a text."""
        at = bisect(self._places, place)
        near = min(self._places[max(at - 1, 0) : at + 1], key=lambda tick: abs(tick - place), default=None)
        return near if near is not None and abs(near - place) <= reach else None


def _ticks(axis: Any, converter: str) -> dict[float, str]:
    """The texts of the ticks by their places, where they name things rather than count."""
    if converter == "StrCategoryConverter":
        return {float(place): label(text) for text, place in axis.units._mapping.items()}
    formatter = axis.get_major_formatter()
    fixed = type(axis.get_major_locator()).__name__ == "FixedLocator"
    if not fixed or type(formatter).__name__ not in ("FuncFormatter", "FixedFormatter"):
        return {}
    places = [float(place) for place in axis.get_majorticklocs()[:MAX_POINTS]]
    texts = [label(formatter(place, at)) for at, place in enumerate(places)]
    return {place: text for place, text in zip(places, texts, strict=True) if text}


def _date(place: float) -> str:
    from datetime import datetime, timedelta

    from matplotlib.dates import num2date

    moment: datetime = num2date(place)
    moment = moment.replace(tzinfo=None) + timedelta(microseconds=500)  # noise of a day's fractions
    moment = moment.replace(microsecond=0)
    return moment.isoformat().removesuffix("T00:00:00")


def _period(place: float, frequency: Any) -> str:
    """The first and the last day of a period; one moment where they are the same."""
    from pandas import Period

    period = Period(ordinal=round(place), freq=frequency)
    first, last = (moment.isoformat() for moment in (period.start_time, period.end_time.floor("s")))
    if first[:10] == last[:10]:
        return first.removesuffix("T00:00:00")
    return f"{first[:10]}/{last[:10]}"
