"""Plot: what a matplotlib plot shows, compared as data (see figure.py), and whether a reader is told what it shows.

    key.plot("csat_by_week_plot", mark="line", decimals=1, mistakes={"That counts surveys ...": counts.plot()})

What does not count: colours, sizes, the order in which lines or bars were drawn, whether bars stand or lie. Straight
helper lines beside the data (a target, a mean) do not count either. Dots of several colours are one cloud of dots;
bars drawn one by one are one set of bars.

Right data without the words that a reader needs (plot_words.py) earn part of the points.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from exercises_lib.checks import plot_words, slips, typed
from exercises_lib.checks.answers import describe
from exercises_lib.checks.base import Kind
from exercises_lib.checks.forms import unique
from exercises_lib.checks.key import PARTLY, WRONG, Facets, Key, Options, Outcome, WrongForm, known_mistake
from exercises_lib.checks.plot_data import Series, each_left_out, named, readings, series_of
from exercises_lib.checks.plot_words import listed
from exercises_lib.plain.calls import Call
from exercises_lib.plain.figure import MARKS
from exercises_lib.plain.shapes import Axes, Plain
from exercises_lib.plain.shapes import Plot as PlainPlot

UNLABELLED_CREDIT = 0.75
ONE_MISSING = "One {one} is missing in `{name}`: all the others fit. Look at which one is lost on the way, and where."
MOST_LEFT_OUT = 40  # points of a plot in which we know again that one is missing
DATA = ("mark", "series", "points", "x values", "y values")  # facets; the others are about words


@dataclass(frozen=True)
class Words:
    """What a learner calls the things that a kind of plot is made of."""

    all: str
    one: str
    many: str
    points: str = "points"
    x: str = "the values along the x axis"
    y: str = "the values along the y axis"
    count: str = "Check which rows you draw."


WORDS = {
    "line": Words("lines", "line", "lines", y="the heights of the points"),
    "bar": Words("bars", "set of bars", "sets of bars", "bars", "the names of the bars", "their lengths"),
    "hist": Words(
        "a histogram",
        "histogram",
        "histograms",
        "bins",
        "the edges of the bins",
        "their counts",
        count="Check the `bins` that you ask for.",
    ),
    "scatter": Words("dots", "set of dots", "sets of dots", "dots"),
    "pie": Words("a pie", "pie", "pies", "slices", "the names of the slices", "their shares"),
    None: Words("several kinds of marks", "set of marks", "sets of marks"),
}


class Plot(Kind):
    name = "plot"

    def options(
        self, *, mark: str | None = None, decimals: int = 2, labels: bool = True,
        title: Sequence[str] = (), x: Sequence[str] = (), y: Sequence[str] = (),
    ) -> Options:  # fmt: skip
        """`mark`: "line", "bar", "hist" or "scatter"; by default what the solution drew.

        `decimals`: how many must agree. `labels`: whether a title and both axis labels are needed for full points.
        `title`, `x`, `y`: words that the prompt asks for there, such as a unit; "cent|c" is either of two. The
        beginning of a word is enough: "week" is also found in "weeks".
        """
        if mark is not None and mark not in MARKS:
            raise ValueError(f"mark is one of {', '.join(MARKS)}")
        if not 0 <= decimals <= 8:
            raise ValueError("decimals must be 0 to 8")
        if any(isinstance(words, str) for words in (title, x, y)):
            raise ValueError("title, x and y are lists of words")
        words = {"title": list(title), "x label": list(x), "y label": list(y)}
        return {"mark": mark, "decimals": decimals, "labels": bool(labels), "words": words}

    def fits(self, answer: Plain) -> bool:
        return bool(_plots(answer))

    def facets(self, answer: Plain, key: Key, call: Call | None) -> Facets:
        ax = _the_one_with_data(answer, key.name)
        series = series_of(ax["series"])
        mark, decimals = key.options["mark"], key.options["decimals"]
        series = [s for s in series if s.mark == mark] or series
        if all(height is None for s in series for height in s.y):
            raise WrongForm(f"`{key.name}` draws no numbers, but texts or blanks. {slips.MADE_TEXT}")
        facets = {
            "mark": (", ".join(sorted({s.mark for s in series})),),
            "series": (str(len(series)),),
            "points": (", ".join(sorted(str(len(s.y)) for s in series)),),
            "x values": unique(form for s in readings(series) for form in s.x_forms(decimals)),
            **_heights(series, decimals),
        }
        if key.options["labels"]:
            facets |= plot_words.facets(ax, named(series, decimals), key)
        return facets

    def make_key(self, name: str, answer: Plain, options: Options, call: Call | None) -> tuple[Options, Facets]:
        ax = _the_one_with_data(answer, name)
        series = series_of(ax["series"])
        options = options | {"mark": _mark(options["mark"], series)}
        if options["labels"]:
            options |= plot_words.known(ax, [s.name for s in series], options)
        options, facets = super().make_key(name, answer, options, call)
        return options, plot_words.of_solution(facets)

    def slips(self, answer: Plain, key: Key, call: Call | None) -> dict[str, Facets]:
        """Those of the heights (see slips.py), and one bar or point that is missing."""
        series, decimals = series_of(_the_one_with_data(answer, key.name)["series"]), key.options["decimals"]
        series = [s for s in series if s.mark == key.options["mark"]] or series
        found: dict[str, Facets] = {}
        for slip in slips.of_number(decimals):
            heights = [replace(s, y=[h if h is None else slip.change(h) for h in s.y]) for s in series]
            if slip.is_told_by((h for s in heights for h in s.y if h is not None), decimals):
                found[slip.sentence.format(what=f"What `{key.name}` shows")] = _heights(heights, decimals)
        if len(series) == 1 and 2 <= len(series[0].y) <= MOST_LEFT_OUT and series[0].mark != "hist":
            left = [_heights([one], decimals)["y values"] for one in each_left_out(series[0])]
            one = WORDS[series[0].mark].points.removesuffix("s")
            found[ONE_MISSING.format(name=key.name, one=one)] = {"y values": unique(f for forms in left for f in forms)}
        return found

    def typed_in(self, facets: Facets, on_practice: Facets, key: Key, practice: Key) -> Outcome | None:
        places = [name for name in ("x values", "y values") if name in typed.changing(key, practice)]
        if any(practice.answer.has(name, facets[name]) for name in places):  # whatever the title says
            return typed.nothing(typed.TYPED_IN, f"What `{key.name}` shows")
        return None

    def diagnose(self, facets: Facets, key: Key) -> Outcome:
        data = {name: forms for name, forms in facets.items() if name in DATA}
        if all(key.answer.has(name, forms) for name, forms in data.items()):
            return Outcome(PARTLY, UNLABELLED_CREDIT, plot_words.missing(facets, key), names_slip=True)
        for mistake in (*key.mistakes, *key.mutants):  # a mistake is one whatever the title says
            if all(mistake.answer.has(name, forms) for name, forms in data.items()):
                return known_mistake(mistake, facets)
        return Outcome(WRONG, 0, _first_difference(facets, key))


def _heights(series: list[Series], decimals: int) -> Facets:
    return {"y values": unique(form for s in readings(series) for form in s.y_forms(decimals))}


def _plots(answer: Plain) -> list[PlainPlot]:
    """The answer if it is a plot, or the plots in a list: drawing calls give back lists of what they drew."""
    plains = answer["items"] if answer["type"] == "list" else [answer]
    return [plain for plain in plains if plain["type"] == "plot"]


def _the_one_with_data(answer: Plain, name: str) -> Axes:
    """The only axes on which something is drawn, of a plot or of what a drawing call gave back."""
    plots = _plots(answer)
    if not plots:
        raise WrongForm(
            f"`{name}` is {describe(answer)}. We expect a plot. Keep what the drawing call gives back: "
            f"`{name} = table.plot(...)`."
        )
    drawn: list[Axes] = []
    for ax in (ax for plot in plots for ax in plot["axes"]):
        if ax["series"] and ax not in drawn:
            drawn.append(ax)
    if not drawn:
        raise WrongForm(f"`{name}` is a plot, but nothing is drawn on it yet.")
    if len(drawn) > 1:
        raise WrongForm(f"`{name}` holds {len(drawn)} plots. We expect one. Draw everything on the same axes.")
    return drawn[0]


def _mark(asked: str | None, series: list[Series]) -> str | None:
    """What the solution is drawn with; None for several kinds of marks."""
    marks = sorted({s.mark for s in series})
    if asked not in (None, *marks):
        raise WrongForm(f"the solution draws {', '.join(marks)}, not {asked}")
    return marks[0] if len(marks) == 1 else asked


def _first_difference(facets: Facets, key: Key) -> str:
    name, words = key.name, WORDS[key.options["mark"]]
    if not key.answer.has("mark", facets["mark"]):
        shown = listed([WORDS[mark].all for mark in facets["mark"][0].split(", ")])
        return f"`{name}` shows {shown}. We expect {words.all} here. Look at the kind of plot you call."
    if not key.answer.has("series", facets["series"]):
        count = int(facets["series"][0])
        return (
            f"`{name}` shows {count} {words.one if count == 1 else words.many}. We expect another number of them. "
            "Read again what the plot is to compare."
        )
    if not key.answer.has("points", facets["points"]):
        drawn, points = facets["points"][0], words.points
        shown = f"{drawn} {points.removesuffix('s') if drawn == '1' else points}"
        return f"`{name}` shows {shown}. We expect another number of them. {words.count}"
    if not key.answer.has("x values", facets["x values"]):
        return f"The kind of plot fits, but not {words.x}. Check what you put along that axis."
    return (
        f"The kind of plot and {words.x} fit, but not {words.y}. "
        "Print the numbers you draw, and check one of them by hand."
    )
