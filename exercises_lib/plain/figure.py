"""A plot as data: the plain form of what matplotlib drew, whichever call drew it.

    describe(ax)  -> {"type": "plot", "axes": [{"title", "xlabel", "ylabel", "legend": ["..."], "series": [...]}]}
    a series      -> {"mark": "bar", "label": "calls", "x": ["Alpha", "Beta"], "y": [412.0, 388.0]}

`x` is what a reader of the plot sees there: a number, a date (ISO), a period ("2026-01-01/2026-01-31") or the text of
the tick. For bars that lie down, `x` is the category and `y` the length. A histogram has one `x` more than `y`: the
edges of its bins. Where the ticks name the places of points, `at` holds the places themselves.

What is not visible, and lines across the whole plot (axhline, axvline, grid), are not data.
"""

from __future__ import annotations

import math
from bisect import bisect
from itertools import pairwise

from exercises_lib.plain import values

MARKS = ("line", "bar", "hist", "scatter", "pie")
MAX_AXES = 20
MAX_SERIES = 50
MAX_POINTS = 20_000
MAX_LABEL = 200
NO_LINE = ("None", "none", " ", "")


def describe(thing) -> dict | None:
    """The plot to which an object of matplotlib's belongs; None if it belongs to none. Raises values.TooBig."""
    axes = _axes_of(thing)
    if axes is None:
        return None
    if len(axes) > MAX_AXES:
        raise values.TooBig(f"a figure of more than {MAX_AXES} plots")
    plot = {"type": "plot", "axes": [_describe_axes(ax) for ax in axes]}
    series = [series for ax in plot["axes"] for series in ax["series"]]
    if len(series) > MAX_SERIES:
        raise values.TooBig(f"a plot of more than {MAX_SERIES} lines or sets of bars")
    if sum(len(s["x"]) for s in series) > MAX_POINTS:
        raise values.TooBig(f"a plot of more than {MAX_POINTS:,} points")
    return plot


def _axes_of(thing) -> list | None:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.container import Container
    from matplotlib.figure import FigureBase

    if isinstance(thing, Container):  # what ax.bar and ax.errorbar give back
        thing = next(iter(thing.get_children()), None)
    if isinstance(thing, FigureBase):
        return [ax for ax in thing.get_figure(root=True).axes if ax.get_visible()]
    if isinstance(thing, Axes):
        return [thing]
    if isinstance(thing, Artist) and isinstance(thing.axes, Axes):
        return [thing.axes]
    return None


def _describe_axes(ax) -> dict:
    legend = ax.get_legend()
    return {
        "title": _title(ax),
        "xlabel": _label(ax.get_xlabel()),
        "ylabel": _label(ax.get_ylabel()),
        "legend": [_label(text.get_text()) for text in legend.get_texts()[:MAX_SERIES]] if legend else [],
        "series": [*_lines(ax), *_bars(ax), *_outlines(ax), *_scatters(ax), *_pies(ax)],
    }


def _title(ax) -> str:
    own = " ".join(ax.get_title(where) for where in ("left", "center", "right")).strip()
    figure = ax.get_figure(root=True)
    return _label(own or (figure.get_suptitle() if len(figure.axes) == 1 else ""))


def _label(text) -> str:
    return values._text(str(text).strip()[:MAX_LABEL])


def _series(mark: str, label, x: list, y: list, at: list | None = None) -> dict:
    label = str(label or "")
    series = {
        "mark": mark,
        "label": "" if label.startswith("_") else _label(label),
        "x": x,
        "y": list(map(_height, y)),
    }
    return series | ({"at": at} if at and any(type(place) is str for place in x) else {})


def _height(value) -> float | None:
    value = float(value)
    return value if math.isfinite(value) else None


class Scale:
    """How the places along one axis read: as numbers, dates, periods or the texts of ticks."""

    def __init__(self, axis):
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

    def read(self, place: float, reach: float = 0.01):
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


def _ticks(axis, converter: str) -> dict[float, str]:
    """The texts of the ticks by their places, where they name things rather than count."""
    if converter == "StrCategoryConverter":
        return {float(place): _label(text) for text, place in axis.units._mapping.items()}
    formatter = axis.get_major_formatter()
    fixed = type(axis.get_major_locator()).__name__ == "FixedLocator"
    if not fixed or type(formatter).__name__ not in ("FuncFormatter", "FixedFormatter"):
        return {}
    places = [float(place) for place in axis.get_majorticklocs()[:MAX_POINTS]]
    texts = [_label(formatter(place, at)) for at, place in enumerate(places)]
    return {place: text for place, text in zip(places, texts, strict=True) if text}


def _date(place: float) -> str:
    from datetime import timedelta

    from matplotlib.dates import num2date

    moment = num2date(place).replace(tzinfo=None) + timedelta(microseconds=500)  # noise of a day's fractions
    moment = moment.replace(microsecond=0)
    return moment.isoformat().removesuffix("T00:00:00")


def _period(place: float, frequency) -> str:
    """The first and the last day of a period; one moment where they are the same."""
    from pandas import Period

    period = Period(ordinal=round(place), freq=frequency)
    first, last = (moment.isoformat() for moment in (period.start_time, period.end_time.floor("s")))
    if first[:10] == last[:10]:
        return first.removesuffix("T00:00:00")
    return f"{first[:10]}/{last[:10]}"


def _lines(ax) -> list[dict]:
    found = []
    caps = _caps(ax)
    across, up = Scale(ax.xaxis), Scale(ax.yaxis)
    for line in ax.lines:
        on_data = line.get_transform().contains_branch_seperately(ax.transData)
        if not line.get_visible() or line in caps or not all(on_data):
            continue
        points = _points(line.get_xdata(orig=False), line.get_ydata(orig=False))
        if points:
            dots = line.get_linestyle() in NO_LINE
            if dots and line.get_marker() in (*NO_LINE, None):
                continue  # neither a line nor dots: nothing to see
            found.append(_dots_or_line("scatter" if dots else "line", line.get_label(), points, across, up))
    return found


def _caps(ax) -> list:
    """The ends of error bars: lines to matplotlib, not to a reader."""
    from matplotlib.container import ErrorbarContainer

    return [cap for bars in ax.containers if isinstance(bars, ErrorbarContainer) for cap in bars.lines[1] or ()]


def _points(xs, ys) -> list[tuple[float, float]]:
    if len(xs) > MAX_POINTS:
        raise values.TooBig(f"a plot of more than {MAX_POINTS:,} points")
    points = [(float(x), float(y)) for x, y in zip(xs, ys, strict=True)]
    return [(x, y) for x, y in points if math.isfinite(x) and math.isfinite(y)]  # others are not drawn


def _dots_or_line(mark: str, label, points: list, across: Scale, up: Scale) -> dict:
    if up.is_of_names and not across.is_of_names:  # names at the side: the values run across
        points, across = [(y, x) for x, y in points], up
    at = [x for x, _ in points]
    x, y = [across.read(place) for place in at], [height for _, height in points]
    return _series(mark, label, x, y, at if across.ticks else None)


def _bars(ax) -> list[dict]:
    from matplotlib.container import BarContainer

    groups = [Bars(ax, c) for c in ax.containers if isinstance(c, BarContainer)]
    groups = [bars for bars in groups if bars.boxes]
    if groups and all(bars.may_be_histogram for bars in groups) and not _are_stacked(groups):
        return [_series("hist", bars.label, _edges(bars, groups), bars.lengths) for bars in groups]
    return [_series("bar", bars.label, *bars.read()) for bars in groups]


class Bars:
    """One set of bars, standing or lying."""

    def __init__(self, ax, container):
        self.lying = getattr(container, "orientation", "vertical") == "horizontal"
        self.scale = Scale(ax.yaxis if self.lying else ax.xaxis)
        self.boxes = [self._box(bar) for bar in container.patches[: MAX_POINTS + 1] if bar.get_visible() and bar.axes]
        label = str(container.get_label())
        first = next((bar.get_label() for bar in container.patches), "")
        self.label = first if label.startswith("_") else label

    def _box(self, bar) -> tuple:
        """(place of the middle, width, start, length)"""
        if self.lying:
            return bar.get_y() + bar.get_height() / 2, bar.get_height(), bar.get_x(), bar.get_width()
        return bar.get_x() + bar.get_width() / 2, bar.get_width(), bar.get_y(), bar.get_height()

    @property
    def middles(self) -> list[float]:
        return [float(box[0]) for box in self.boxes]

    @property
    def widths(self) -> list[float]:
        return [abs(float(box[1])) for box in self.boxes]

    @property
    def lengths(self) -> list[float]:
        return [float(box[3]) for box in self.boxes]

    @property
    def touch(self) -> bool:
        """Whether each bar begins where the one before ends."""
        sides = [(m - w / 2, m + w / 2) for m, w in zip(self.middles, self.widths, strict=True)]
        return all(math.isclose(a[1], b[0], rel_tol=1e-6, abs_tol=1e-9) for a, b in pairwise(sides))

    @property
    def starts_above(self) -> bool:
        return any(float(box[2]) for box in self.boxes)

    @property
    def may_be_histogram(self) -> bool:
        # `hist` hands `bar` an array of zeros to start from; who draws bars leaves the start to matplotlib's 0
        if self.scale.frequency or self.scale.is_category or not all(isinstance(box[2], float) for box in self.boxes):
            return False
        return not self.scale.ticks or (len(self.boxes) > 1 and self.touch)  # pandas' bars stand apart over named ticks

    def read(self) -> tuple[list, list, list]:
        gap = min((abs(b - a) for a, b in pairwise(sorted(self.scale.ticks))), default=1)
        places = [m if (tick := self.scale.nearest(m, gap / 2)) is None else tick for m in self.middles]
        return [self.scale.read(place) for place in places], self.lengths, places if self.scale.ticks else []


def _are_stacked(groups: list[Bars]) -> bool:
    """Whether these are bars put on top of each other by hand, which starts from zeros too."""
    return any(bars.starts_above for bars in groups) and not all(bars.touch for bars in groups)


def _edges(bars: Bars, groups: list[Bars]) -> list:
    """The edges of a histogram's bins, also where its bars are narrower than the bins or stand side by side."""
    together = [g for g in groups if len(g.boxes) == len(bars.boxes) and not g.touch] or [bars]
    if bars.touch:
        together = [bars]
    middles = [sum(places) / len(together) for places in zip(*(g.middles for g in together), strict=True)]
    widths, stretch = bars.widths, 1.0
    if len(middles) > 1 and middles[1] > middles[0]:
        stretch = 2 * (middles[1] - middles[0]) / ((widths[0] + widths[1]) or 1)
    edges = [m - w * stretch / 2 for m, w in zip(middles, widths, strict=True)]
    edges.append(middles[-1] + widths[-1] * stretch / 2)
    return [bars.scale.read(edge) if bars.scale.is_date else edge for edge in edges]


def _outlines(ax) -> list[dict]:
    """Histograms drawn as one outline: histtype="step", "stepfilled", and `stairs`."""
    from matplotlib.patches import Polygon, StepPatch

    found = []
    for patch in ax.patches:
        if not patch.get_visible():
            continue
        steps = None
        if isinstance(patch, StepPatch):
            data = patch.get_data()
            steps = list(map(float, data.edges)), list(map(float, data.values))
            lying = patch.orientation == "horizontal"
        elif isinstance(patch, Polygon):
            steps, lying = _steps([(float(x), float(y)) for x, y in patch.get_xy()[: 4 * MAX_POINTS]])
        if steps:
            scale = Scale(ax.yaxis if lying else ax.xaxis)
            found.append(_series("hist", patch.get_label(), [scale.read(edge) for edge in steps[0]], steps[1]))
    return found


def _steps(corners: list[tuple[float, float]]) -> tuple[tuple[list, list] | None, bool]:
    """Edges and heights of an outline of steps, and whether it lies on its side; None if it is no such outline."""
    for lying in (False, True):
        path = [(y, x) for x, y in corners] if lying else corners
        there = 1
        while there < len(path) and path[there][0] >= path[there - 1][0]:
            there += 1
        path = path[: there - there % 2]
        up, along = list(zip(path[::2], path[1::2], strict=True)), list(zip(path[1::2], path[2::2], strict=False))
        if len(up) > 1 and all(a[0] == b[0] for a, b in up) and all(a[1] == b[1] for a, b in along):
            floor = path[0][1]
            return ([a[0] for a, _ in up], [a[1] - floor for a, _ in along]), lying
    return None, False


def _scatters(ax) -> list[dict]:
    from matplotlib.collections import PathCollection

    found = []
    across, up = Scale(ax.xaxis), Scale(ax.yaxis)
    for dots in ax.collections:
        if isinstance(dots, PathCollection) and dots.get_visible():
            offsets = dots.get_offsets()
            offsets = offsets.filled(float("nan")) if hasattr(offsets, "filled") else offsets
            points = _points(offsets[:, 0], offsets[:, 1])
            if points:
                found.append(_dots_or_line("scatter", dots.get_label(), points, across, up))
    return found


def _pies(ax) -> list[dict]:
    from matplotlib.patches import Wedge

    slices = [patch for patch in ax.patches if isinstance(patch, Wedge) and patch.get_visible()]
    if not slices:
        return []
    names = [_label("" if str(piece.get_label()).startswith("_") else piece.get_label()) for piece in slices]
    return [_series("pie", "", names, [abs(piece.theta2 - piece.theta1) / 360 for piece in slices])]


def verify(plain: dict) -> None:
    """Raise TypeError, ValueError or KeyError unless `plain` is a plot within the bounds, as `describe` makes them."""
    axes = _list(plain["axes"], MAX_AXES)
    points = 0
    for ax in axes:
        _texts([ax["title"], ax["xlabel"], ax["ylabel"], *_list(ax["legend"], MAX_SERIES)])
        for series in _list(ax["series"], MAX_SERIES):
            _verify_series(series)
            points += len(series["x"])
    if points > MAX_POINTS:
        raise ValueError("too many points")


def known(plain: dict) -> dict:
    """A verified plot with the fields of a plot and no others."""
    return {"type": "plot", "axes": [
        {name: ax[name] for name in ("title", "xlabel", "ylabel", "legend")} | {"series": [
            {name: series[name] for name in ("mark", "label", "x", "y", "at") if name in series}
            for series in ax["series"]
        ]}
        for ax in plain["axes"]
    ]}


def _verify_series(series: dict) -> None:
    if series["mark"] not in MARKS:
        raise ValueError("unknown mark")
    x, y = _list(series["x"], MAX_POINTS), _list(series["y"], MAX_POINTS)
    _texts([series["label"], *(place for place in x if not _is_number(place))])
    if len(x) != len(y) + (series["mark"] == "hist"):
        raise ValueError("x and y do not belong together")
    at = _list(series.get("at", []), MAX_POINTS)
    if not all(map(_is_number, [*at, *(height for height in y if height is not None)])) or len(at) not in (0, len(x)):
        raise TypeError("a height or a place is no number")


def _list(value, limit: int) -> list:
    if type(value) is not list:
        raise TypeError("no list")
    if len(value) > limit:
        raise ValueError("too long")
    return value


def _texts(texts: list) -> None:
    if not all(type(text) is str and len(text) <= MAX_LABEL for text in texts):
        raise TypeError("no text")


def _is_number(value) -> bool:
    return type(value) in (int, float) and -1e300 < value < 1e300
