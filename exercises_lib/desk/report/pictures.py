"""Pictures of a report: drawings in SVG that take the page's own colours, light or dark, with the same in words."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

import numpy as np
from markupsafe import Markup, escape

from exercises_lib.desk.report.shares import SMALLEST
from exercises_lib.learner.feedback import number

INK, BAR, LINE = "#010203", "#040506", "#070809"  # stand for the page's colours, which replace them
COLOURS = {INK: "var(--ink)", BAR: "var(--bar)", LINE: "var(--accent)"}
BARS = 20


@dataclass(frozen=True)
class Picture:
    """`svg` for the page; `words` say what it shows."""

    svg: Markup
    words: str


def distribution(points: list[float], most: float, needed: float | None) -> Picture | None:
    """How many learners have how many points. None for a group so small that it would show single people."""
    if len(points) < SMALLEST or most <= 0:
        return None
    from matplotlib import rc_context, rcParamsDefault
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    edges = np.linspace(0, most, min(BARS, max(4, int(most))) + 1)
    counts, _ = np.histogram(np.clip(points, 0, most), edges)
    settings = {name: value for name, value in rcParamsDefault.items() if not name.startswith("backend")}
    with rc_context(settings | {"svg.fonttype": "none", "svg.hashsalt": "bpo", "font.family": "sans-serif"}):
        figure = Figure(figsize=(6.4, 2.6), layout="constrained")
        axes = figure.add_subplot()
        axes.bar(edges[:-1], counts, width=np.diff(edges) * 0.92, align="edge", color=BAR)
        if needed is not None:
            axes.axvline(needed, color=LINE, linewidth=2, linestyle="--")
            axes.annotate(
                f"to pass: {number(needed)}",
                (needed, 1),
                (4, -4),
                xycoords=("data", "axes fraction"),
                textcoords="offset points",
                va="top",
                color=INK,
            )
        axes.set(xlim=(0, most), xlabel=f"points, of {number(most)}", ylabel="learners")
        locator = axes.yaxis.get_major_locator()
        assert isinstance(locator, MaxNLocator), "as of all plain axes"
        locator.set_params(integer=True)
        axes.spines[["top", "right"]].set_visible(False)
        for part in (axes.xaxis.label, axes.yaxis.label, *axes.get_xticklabels(), *axes.get_yticklabels()):
            part.set_color(INK)
        axes.tick_params(color=INK)
        for spine in axes.spines.values():
            spine.set_color(INK)
        drawn = io.StringIO()
        figure.savefig(drawn, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    words = _in_words(np.array(points), most, needed)
    return Picture(_for_page(drawn.getvalue(), words), words)


def _in_words(points: np.ndarray, most: float, needed: float | None) -> str:
    low, middle, high = np.percentile(points, [25, 50, 75])
    low, middle, high = (number(round(part * 2) / 2) for part in (low, middle, high))
    said = (
        f"{len(points):,} learners. Half of them have {low} to {high} of {number(most)} points; the median is {middle}."
    )
    if needed is None:
        return said
    return f"{said} {int((points >= needed).sum()):,} have the {number(needed)} points that it takes to pass, or more."


def _for_page(svg: str, words: str) -> Markup:
    """An SVG to stand in a page: no ids that repeat, its text alternative, the page's colours."""
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"(?s)<metadata>.*?</metadata>|<style.*?</style>", "", svg)
    svg = re.sub(r'<g id="[^"]*">', "<g>", svg)
    svg = re.sub(r' (?:width|height)="[\d.]+pt"', "", svg)
    for stand_in, colour in COLOURS.items():
        svg = svg.replace(stand_in, colour)
    return Markup(svg.replace("<svg", f'<svg role="img" aria-label="{escape(words)}" class="picture"', 1))
