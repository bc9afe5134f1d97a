"""What a plot shows, as data: its series without helper lines, and the texts that stand for their points.

A place on the x axis can often be read in more than one way: pandas draws months as periods, and names on numbers.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from exercises_lib.checks.forms import BLANK, Cells, digest, folded, rows, unique, ways
from exercises_lib.plain.shapes import Series as PlainSeries

DAY = r"\d{4}-\d\d-\d\d"
MOMENT = re.compile(rf"{DAY}([T ]\d\d:\d\d(:\d\d(\.\d+)?)?)?")
PERIOD = re.compile(rf"({DAY})/({DAY})")
MONTH = re.compile(r"(\d{4})-(\d\d)")
NUMBER = re.compile(r"[-+]?\d{1,12}(\.\d{1,12})?")

Place = str | float  # on x


@dataclass
class Series:
    """A line, a set of bars, a histogram or a cloud of dots. Each place on x is a text or a number."""

    mark: str
    x: list[Place]
    y: list[float | None]
    at: list[Place]
    name: str = ""


def series_of(drawn: list[PlainSeries]) -> list[Series]:
    """What was drawn, without helper lines, and with what was drawn piece by piece put together."""
    series = [Series(s["mark"], s["x"], s["y"], list(s.get("at", [])), s["label"]) for s in drawn]
    straight = [s for s in series if s.mark == "line" and len(s.y) > 1 and _is_straight(s)]
    series = [s for s in series if s not in straight] or series
    for mark in ("bar", "scatter"):
        pieces = [s for s in series if s.mark == mark]
        seen = [place for s in pieces for place in {str(place) for place in s.x}]
        if len(pieces) > 1 and (mark == "scatter" or len(set(seen)) == len(seen)):
            series = [s for s in series if s.mark != mark] + [_joined(pieces)]
    return series


def _is_straight(line: Series) -> bool:
    return len(set(line.y)) == 1 or len({str(place) for place in line.x}) == 1


def _joined(pieces: list[Series]) -> Series:
    x, y, at = ([v for part in parts for v in part] for parts in zip(*((s.x, s.y, s.at) for s in pieces), strict=True))
    return Series(pieces[0].mark, x, y, at if len(at) == len(x) else [])


def each_left_out(series: Series) -> Iterator[Series]:
    """The series without its first point, without its second, and so on."""
    for here in range(len(series.y)):
        x, y, at = (
            series.x[:here] + series.x[here + 1 :], series.y[:here] + series.y[here + 1 :],
            series.at[:here] + series.at[here + 1 :],
        )  # fmt: skip
        yield replace(series, x=x, y=y, at=at)


@dataclass
class Reading:
    """A plot's series with their places on x read in one way."""

    series: list[Series]
    tag: str = ""

    def x_forms(self, decimals: int) -> list[str]:
        return self._forms(lambda s: [_cells(s.x, decimals)])

    def y_forms(self, decimals: int) -> list[str]:
        return self._forms(lambda s: [*_columns_of_x(s, decimals), _cells(s.y, decimals)])

    def _forms(self, columns_of: Callable[[Series], list[Cells]]) -> list[str]:
        """One digest of all series for each way of rounding; the order of series does not count."""
        ways_ = [(s.mark, rows(columns_of(s))) for s in self.series]
        return [
            digest([self.tag, *sorted(_one(mark, way[at if len(way) > 1 else 0]) for mark, way in ways_)])
            for at in range(max(len(way) for _, way in ways_))
        ]


def readings(series: list[Series]) -> list[Reading]:
    """The ways to read the places on x.

    pandas draws a table of dates as periods, so a period may stand for its first or its last day. Under a line, pandas
    names only some of the ticks, so the places of names may stand for the names, in turn. Under any other plot names
    may have been put on numbers, so the numbers count too.
    """
    found = [Reading([_read(s, [_span(place)[end] for place in s.x]) for s in series]) for end in (0, 1)]
    places = [s.at or s.x for s in series]
    flat = {place for at in places for place in at}
    if any(s.at for s in series) and not any(isinstance(place, str) for place in flat):
        by_place = [_read(s, at) for s, at in zip(series, places, strict=True)]
        if flat != set(range(len(flat))):
            found.append(Reading(by_place))
        elif not any(s.mark == "bar" for s in series):
            found.append(Reading(by_place, "in turn"))
    return found


def named(series: list[Series], decimals: int) -> list[tuple[str, tuple[str, ...]]]:
    """Each line or set of bars: its name, and the texts that stand for what it shows."""
    return [(s.name, unique(form for one in readings([s]) for form in one.y_forms(decimals))) for s in series]


def _read(series: Series, x: list[Place]) -> Series:
    """The series with these places. A line drawn from right to left is the same line."""
    y = series.y
    if series.mark == "line" and _falls(x):
        x, y = x[::-1], y[::-1]
    return Series(series.mark, x, y, [])


def _falls(x: list[Place]) -> bool:
    """Whether places of one type end before they begin."""
    texts = [place for place in x if isinstance(place, str)]
    numbers = [place for place in x if not isinstance(place, str)]
    return not numbers and texts[:1] > texts[-1:] or not texts and numbers[:1] > numbers[-1:]


def _span(place: Place) -> tuple[Place, Place]:
    """The first and the last day of a period; twice the same for any other place."""
    if not isinstance(place, str):
        return place, place
    if NUMBER.fullmatch(place):
        return float(place), float(place)
    if found := PERIOD.fullmatch(place):
        return found[1], found[2]
    if (found := MONTH.fullmatch(place)) and 1 <= int(found[2]) <= 12 and int(found[1]):
        return f"{place}-01", f"{place}-{monthrange(int(found[1]), int(found[2]))[1]}"
    if MOMENT.fullmatch(place):
        place = re.sub(r"T00:00(:00(\.0+)?)?$", "", place.replace(" ", "T"))
        return place, place
    return folded(place), folded(place)


def _one(mark: str, cells: list[str]) -> str:
    """A series as one text. The points of a line have an order; bars and dots have none."""
    return digest([mark, *(cells if mark in ("line", "hist") else sorted(cells))])


def _columns_of_x(series: Series, decimals: int) -> list[Cells]:
    cells = _cells(series.x, decimals)
    return [cells[:-1], cells[1:]] if series.mark == "hist" else [cells]  # a bin has two edges


def _cells(values: Iterable[str | float | None], decimals: int) -> Cells:
    return [_cell(value, decimals) for value in values]


def _cell(value: str | float | None, decimals: int) -> tuple[str, ...]:
    if value is None:
        return (BLANK,)
    return (value,) if isinstance(value, str) else ways(value, decimals)
