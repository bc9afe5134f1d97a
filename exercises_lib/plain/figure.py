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
from itertools import pairwise
from typing import Any

from exercises_lib.plain.legend import name_of
from exercises_lib.plain.limits import TooBig
from exercises_lib.plain.scale import MAX_POINTS, Scale, label
from exercises_lib.plain.shapes import Axes as PlainAxes
from exercises_lib.plain.shapes import Plot, Series

MARKS = ("line", "bar", "hist", "scatter", "pie")
MAX_AXES = 20
MAX_SERIES = 50
NO_LINE = ("None", "none", " ", "")


def describe(thing: object) -> Plot | None:
    """The plot to which an object of matplotlib's belongs; None if it belongs to none. Raises TooBig."""
    axes = _axes_of(thing)
    if axes is None:
        return None
    if len(axes) > MAX_AXES:
        raise TooBig(f"a figure of more than {MAX_AXES} plots")
    plot: Plot = {"type": "plot", "axes": [_describe_axes(ax) for ax in axes]}
    series = [series for ax in plot["axes"] for series in ax["series"]]
    if len(series) > MAX_SERIES:
        raise TooBig(f"a plot of more than {MAX_SERIES} lines or sets of bars")
    if sum(len(s["x"]) for s in series) > MAX_POINTS:
        raise TooBig(f"a plot of more than {MAX_POINTS:,} points")
    return plot


def _axes_of(thing: Any) -> list[Any] | None:
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


def _describe_axes(ax: Any) -> PlainAxes:
    legend = ax.get_legend()
    return {
        "title": _title(ax),
        "xlabel": label(ax.get_xlabel()),
        "ylabel": label(ax.get_ylabel()),
        "legend": [label(text.get_text()) for text in legend.get_texts()[:MAX_SERIES]] if legend else [],
        "series": [*_lines(ax), *_bars(ax), *_outlines(ax), *_scatters(ax), *_pies(ax)],
    }


def _title(ax: Any) -> str:
    own = " ".join(ax.get_title(where) for where in ("left", "center", "right")).strip()
    figure = ax.get_figure(root=True)
    return label(own or (figure.get_suptitle() if len(figure.axes) == 1 else ""))


def _series(
    mark: str, name: object, x: list[str | float], y: list[float], at: list[float] | None = None
) -> Series:  # fmt: skip
    name = str(name or "")
    series: Series = {
        "mark": mark,
        "label": "" if name.startswith("_") else label(name),
        "x": x,
        "y": list(map(_height, y)),
    }
    if at and any(type(place) is str for place in x):
        series["at"] = at
    return series


def _height(value: float) -> float | None:
    value = float(value)
    return value if math.isfinite(value) else None


def _lines(ax: Any) -> list[Series]:
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
            name = name_of(ax, line, line.get_label())
            found.append(_dots_or_line("scatter" if dots else "line", name, points, across, up))
    return found


def _caps(ax: Any) -> list[Any]:
    """The ends of error bars: lines to matplotlib, not to a reader."""
    from matplotlib.container import ErrorbarContainer

    return [cap for bars in ax.containers if isinstance(bars, ErrorbarContainer) for cap in bars.lines[1] or ()]


def _points(xs: Any, ys: Any) -> list[tuple[float, float]]:
    if len(xs) > MAX_POINTS:
        raise TooBig(f"a plot of more than {MAX_POINTS:,} points")
    points = [(float(x), float(y)) for x, y in zip(xs, ys, strict=True)]
    return [(x, y) for x, y in points if math.isfinite(x) and math.isfinite(y)]  # others are not drawn


def _dots_or_line(
    mark: str, name: object, points: list[tuple[float, float]], across: Scale, up: Scale
) -> Series:  # fmt: skip
    if up.is_of_names and not across.is_of_names:  # names at the side: the values run across
        points, across = [(y, x) for x, y in points], up
    elif up.is_category:  # texts drawn as heights
        points = [(x, math.nan) for x, _ in points]
    at = [x for x, _ in points]
    x, y = [across.read(place) for place in at], [height for _, height in points]
    return _series(mark, name, x, y, at if across.ticks else None)


def _bars(ax: Any) -> list[Series]:
    from matplotlib.container import BarContainer

    groups = [Bars(ax, c) for c in ax.containers if isinstance(c, BarContainer)]
    groups = [bars for bars in groups if bars.boxes]
    if groups and all(bars.may_be_histogram for bars in groups) and not _are_stacked(groups):
        return [_series("hist", bars.label, _edges(bars, groups), bars.lengths) for bars in groups]
    return [_series("bar", bars.label, *bars.read()) for bars in groups]


class Bars:
    """One set of bars, standing or lying."""

    def __init__(self, ax: Any, container: Any) -> None:
        self.lying = getattr(container, "orientation", "vertical") == "horizontal"
        self.scale = Scale(ax.yaxis if self.lying else ax.xaxis)
        self.are_texts = Scale(ax.xaxis if self.lying else ax.yaxis).is_category  # "12.5" drawn as a name
        self.boxes = [self._box(bar) for bar in container.patches[: MAX_POINTS + 1] if bar.get_visible() and bar.axes]
        name = str(container.get_label())
        first = next((bar.get_label() for bar in container.patches), "")
        self.label = first if name.startswith("_") else name
        if container.patches:
            self.label = name_of(ax, container.patches[0], self.label)

    def _box(self, bar: Any) -> tuple[Any, Any, Any, Any]:
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
        return [math.nan if self.are_texts else float(box[3]) for box in self.boxes]

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

    def read(self) -> tuple[list[str | float], list[float], list[float]]:
        gap = min((abs(b - a) for a, b in pairwise(sorted(self.scale.ticks))), default=1)
        places = [m if (tick := self.scale.nearest(m, gap / 2)) is None else tick for m in self.middles]
        return [self.scale.read(place) for place in places], self.lengths, places if self.scale.ticks else []


def _are_stacked(groups: list[Bars]) -> bool:
    """Whether these are bars put on top of each other by hand, which starts from zeros too."""
    return any(bars.starts_above for bars in groups) and not all(bars.touch for bars in groups)


def _edges(bars: Bars, groups: list[Bars]) -> list[str | float]:
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


def _outlines(ax: Any) -> list[Series]:
    """Histograms drawn as one outline: histtype="step", "stepfilled", and `stairs`."""
    from matplotlib.patches import Polygon, StepPatch

    found = []
    for patch in ax.patches:
        if not patch.get_visible():
            continue
        steps: tuple[list[float], list[float]] | None = None
        if isinstance(patch, StepPatch):
            heights, edges, _ = patch.get_data()
            steps = list(map(float, edges)), list(map(float, heights))
            lying = patch.orientation == "horizontal"
        elif isinstance(patch, Polygon):
            steps, lying = _steps([(float(x), float(y)) for x, y in patch.get_xy()[: 4 * MAX_POINTS]])
        if steps:
            scale = Scale(ax.yaxis if lying else ax.xaxis)
            found.append(_series("hist", patch.get_label(), [scale.read(edge) for edge in steps[0]], steps[1]))
    return found


def _steps(corners: list[tuple[float, float]]) -> tuple[tuple[list[float], list[float]] | None, bool]:
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


def _scatters(ax: Any) -> list[Series]:
    from matplotlib.collections import PathCollection

    found = []
    across, up = Scale(ax.xaxis), Scale(ax.yaxis)
    for dots in ax.collections:
        if isinstance(dots, PathCollection) and dots.get_visible():
            offsets: Any = dots.get_offsets()
            offsets = offsets.filled(float("nan")) if hasattr(offsets, "filled") else offsets
            points = _points(offsets[:, 0], offsets[:, 1])
            if points:
                found.append(_dots_or_line("scatter", name_of(ax, dots, dots.get_label()), points, across, up))
    return found


def _pies(ax: Any) -> list[Series]:
    from matplotlib.patches import Wedge

    slices = [patch for patch in ax.patches if isinstance(patch, Wedge) and patch.get_visible()]
    if not slices:
        return []
    texts = [str(piece.get_label()) for piece in slices]
    names: list[str | float] = ["" if text.startswith("_") else label(text) for text in texts]
    return [_series("pie", "", names, [abs(piece.theta2 - piece.theta1) / 360 for piece in slices])]
