"""Plot: what each answer gets, in the grader and in a learner's notebook alike."""

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest

from exercises_lib.faults import KeyFault
from tests.checks.verdicts import RIGHT, make, partly, verdict, wrong

matplotlib.use("Agg")


@pytest.fixture(autouse=True)
def _closed_figures():
    yield
    plt.close("all")


def drawn(draw, labelled=True):
    """New axes on which `draw` drew."""
    ax = plt.figure().add_subplot()
    draw(ax)
    return ax.set(title="T", xlabel="X", ylabel="Y") and ax if labelled else ax


CSAT = pd.Series([1.5, 2, 3], index=pd.Index(["A", "B", "C"], name="team"))
MEANS = "You drew the mean of the agents' means. Weigh them by their calls."
BARS = make("plot", drawn(lambda ax: CSAT.plot.bar(ax=ax)), "ax",
            {MEANS: drawn(lambda ax: ax.bar(CSAT.index, CSAT * 2), False)})  # fmt: skip
CHECK = "Print the numbers you draw, and check one of them by hand."


def bars_beside_another_plot(ax):
    CSAT.plot.bar(ax=ax)
    ax.figure.add_subplot(1, 2, 2).plot([1, 2])


def each_bar_by_itself(ax):
    for team, score in CSAT.items():
        ax.bar(team, score)


def with_a_target(ax):
    ax.bar(CSAT.index, CSAT)
    ax.axhline(2.5, label="target")
    ax.plot(["A", "C"], [2.5, 2.5])
    ax.hlines(2, 0, 2)
    ax.annotate("best", (2, 3))
    ax.grid(True)


def with_a_hidden_line(ax):
    ax.bar(CSAT.index, CSAT)
    ax.plot(CSAT.index, CSAT * 2, visible=False)


@pytest.mark.parametrize(
    ("draw", "expected"),
    [
        (lambda ax: CSAT.plot.bar(ax=ax), RIGHT),
        (lambda ax: CSAT.plot(kind="barh", ax=ax), RIGHT),
        (lambda ax: CSAT.to_frame("csat").plot.bar(ax=ax), RIGHT),
        (lambda ax: CSAT.rename("s").reset_index().plot.bar(x="team", y="s", ax=ax), RIGHT),
        (lambda ax: ax.bar(CSAT.index, CSAT), RIGHT),
        (lambda ax: ax.bar(CSAT.index[::-1], CSAT[::-1], color="red", width=0.3), RIGHT),
        (lambda ax: ax.barh(list(CSAT.index), CSAT), RIGHT),
        (lambda ax: (ax.bar(range(3), CSAT), ax.set_xticks(range(3), CSAT.index)), RIGHT),
        (each_bar_by_itself, RIGHT),
        (with_a_target, RIGHT),
        (with_a_hidden_line, RIGHT),
        (lambda ax: CSAT.plot(ax=ax), wrong(
            "`ax` shows lines. We expect bars here. Look at the kind of plot you call."
        )),
        (lambda ax: ax.pie(CSAT, labels=CSAT.index), wrong(
            "`ax` shows a pie. We expect bars here. Look at the kind of plot you call."
        )),
        (lambda ax: ax.hist(CSAT), wrong(
            "`ax` shows a histogram. We expect bars here. Look at the kind of plot you call."
        )),
        (lambda ax: CSAT[:2].plot.bar(ax=ax), wrong(
            "One bar is missing in `ax`: all the others fit. Look at which one is lost on the way, and where."
        )),
        (lambda ax: CSAT[:1].plot.bar(ax=ax), wrong(
            "`ax` shows 1 bar. We expect another number of them. Check which rows you draw."
        )),
        (lambda ax: pd.DataFrame({"a": CSAT, "b": CSAT}).plot.bar(ax=ax), wrong(
            "`ax` shows 2 sets of bars. We expect another number of them. "
            "Read again what the plot is to compare."
        )),
        (lambda ax: ax.bar(range(3), CSAT), wrong(
            "The kind of plot fits, but not the names of the bars. "
            "Check what you put along that axis."
        )),
        (lambda ax: (CSAT + 1).plot.bar(ax=ax), wrong(
            f"The kind of plot and the names of the bars fit, but not their lengths. {CHECK}"
        )),
        (lambda ax: ax.bar(CSAT.index, CSAT[::-1]), wrong(
            f"The kind of plot and the names of the bars fit, but not their lengths. {CHECK}"
        )),
        (lambda ax: (CSAT * 2).plot.bar(ax=ax), wrong(MEANS)),
        (lambda ax: None, wrong("`ax` is a plot, but nothing is drawn on it yet.")),
        (lambda ax: ax.axhline(2), wrong("`ax` is a plot, but nothing is drawn on it yet.")),
    ],
)  # fmt: skip
def test_what_bars_get(draw, expected):
    assert verdict(BARS, drawn(draw)) == expected


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (lambda ax: ax.figure, RIGHT),
        (lambda ax: ax.containers[0], RIGHT),
        (lambda ax: list(ax.patches), RIGHT),
        (lambda ax: ax.figure.add_subplot().set(visible=False) and ax.figure, RIGHT),
        (lambda ax: np.array([ax, ax.figure.add_subplot()]), RIGHT),
        (lambda ax: (ax.figure, ax), RIGHT),
        (lambda ax: ax.title, RIGHT),
        (lambda ax: CSAT, wrong(
            "`ax` is a column (Series) of 3 rows. We expect a plot. "
            "Keep what the drawing call gives back: `ax = table.plot(...)`."
        )),
        (lambda ax: [1], wrong(
            "`ax` is a list of 1. We expect a plot. "
            "Keep what the drawing call gives back: `ax = table.plot(...)`."
        )),
    ],
)  # fmt: skip
def test_what_a_drawing_call_gives_back_leads_to_the_plot(answer, expected):
    assert verdict(BARS, answer(drawn(lambda ax: CSAT.plot.bar(ax=ax)))) == expected


def test_two_plots_are_one_too_many():
    assert verdict(BARS, drawn(bars_beside_another_plot).figure) == wrong(
        "`ax` holds 2 plots. We expect one. Draw everything on the same axes."
    )


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ({"xlabel": "Team", "ylabel": "CSAT"}, partly(0.75,
            'What you drew is right. Still missing for a reader: a title. '
            'Add `ax.set_title("...")`.'
        )),
        ({"title": "CSAT", "xlabel": ""}, partly(0.75,
            "What you drew is right. Still missing for a reader: a label on the x axis and a label "
            'on the y axis. Add `ax.set_xlabel("...")` and `ax.set_ylabel("...")`.'
        )),
        ({"title": " "}, partly(0.75,
            "What you drew is right. Still missing for a reader: a title, a label on the x axis "
            'and a label on the y axis. Add `ax.set_title("...")`, `ax.set_xlabel("...")` and '
            '`ax.set_ylabel("...")`.'
        )),
        ({"title": "CSAT", "xlabel": "Team", "ylabel": "CSAT"}, RIGHT),
    ],
)  # fmt: skip
def test_labels_a_reader_needs(labels, expected):
    assert verdict(BARS, drawn(lambda ax: ax.bar(CSAT.index, CSAT), False).set(**labels) and
                   plt.gca()) == expected  # fmt: skip


def test_the_title_of_a_figure_with_one_plot_counts():
    def draw(ax):
        ax.bar(CSAT.index, CSAT)
        ax.figure.suptitle("CSAT")
        ax.set(xlabel="Team", ylabel="CSAT")

    assert verdict(BARS, drawn(draw, False)) == RIGHT


def test_labels_need_not_count():
    record = make("plot", drawn(lambda ax: ax.bar(CSAT.index, CSAT), False), labels=False)
    assert verdict(record, drawn(lambda ax: CSAT.plot.bar(ax=ax), False)) == RIGHT


TWO = pd.DataFrame({"x": [1, 2, 3.0], "y": [4, 5, 6.0]}, index=["A", "B", "C"])


def grouped_by_hand(ax, legend=True):
    ax.bar(np.arange(3) - 0.2, TWO["x"], 0.4, label="x")
    ax.bar(np.arange(3) + 0.2, TWO["y"], 0.4, label="y")
    ax.set_xticks(range(3), TWO.index)
    if legend:
        ax.legend()


def stacked_by_hand(ax):
    bottom = np.zeros(3)
    for name in TWO:
        ax.bar(TWO.index, TWO[name], bottom=bottom, label=name)
        bottom = bottom + TWO[name]
    ax.legend()


@pytest.mark.parametrize(
    ("draw", "expected"),
    [
        (lambda ax: TWO.plot.bar(ax=ax), RIGHT),
        (lambda ax: TWO.plot.bar(ax=ax, stacked=True), RIGHT),
        (lambda ax: TWO[["y", "x"]].plot.barh(ax=ax), RIGHT),
        (grouped_by_hand, RIGHT),
        (stacked_by_hand, RIGHT),
        (lambda ax: grouped_by_hand(ax, legend=False), partly(0.75,
            "What you drew is right. Still missing for a reader: a legend. Add `answer.legend()`."
        )),
        (lambda ax: TWO["x"].plot.bar(ax=ax), wrong(
            "`answer` shows 1 set of bars. We expect another number of them. "
            "Read again what the plot is to compare."
        )),
        (lambda ax: TWO.assign(y=1).plot.bar(ax=ax), wrong(
            f"The kind of plot and the names of the bars fit, but not their lengths. {CHECK}"
        )),
    ],
)  # fmt: skip
def test_grouped_and_stacked_bars(draw, expected):
    record = make("plot", drawn(lambda ax: TWO.plot.bar(ax=ax)))
    assert verdict(record, drawn(draw)) == expected


WAITS = pd.Series([1, 2, 2, 3, 3, 3, 4.0, 1.5])


@pytest.mark.parametrize(
    ("draw", "expected"),
    [
        (lambda ax: ax.hist(WAITS, bins=3), RIGHT),
        (lambda ax: WAITS.hist(ax=ax, bins=3), RIGHT),
        (lambda ax: WAITS.plot.hist(ax=ax, bins=3), RIGHT),
        (lambda ax: WAITS.to_frame("w").plot.hist(ax=ax, bins=3), RIGHT),
        (lambda ax: ax.hist(WAITS, bins=[1, 2, 3, 4], rwidth=0.8, edgecolor="white"), RIGHT),
        (lambda ax: ax.hist(WAITS, bins=3, histtype="step"), RIGHT),
        (lambda ax: ax.hist(WAITS, bins=3, histtype="stepfilled"), RIGHT),
        (lambda ax: ax.hist(WAITS, bins=3, orientation="horizontal"), RIGHT),
        (lambda ax: ax.hist(WAITS, bins=3, histtype="step", orientation="horizontal"), RIGHT),
        (lambda ax: ax.stairs(*np.histogram(WAITS, bins=3)), RIGHT),
        (lambda ax: (ax.hist(WAITS, bins=3), ax.axvline(WAITS.mean())), RIGHT),
        (lambda ax: (ax.hist(WAITS, bins=3), ax.set_xticks([1, 2, 3], ["a", "b", "c"])), RIGHT),
        (lambda ax: ax.hist(WAITS, bins=4), wrong(
            "`answer` shows 4 bins. We expect another number of them. "
            "Check the `bins` that you ask for."
        )),
        (lambda ax: ax.hist(WAITS, bins=3, range=(0, 5)), wrong(
            "The kind of plot fits, but not the edges of the bins. "
            "Check what you put along that axis."
        )),
        (lambda ax: ax.hist(WAITS, bins=3, density=True), wrong(
            f"The kind of plot and the edges of the bins fit, but not their counts. {CHECK}"
        )),
        (lambda ax: ax.bar([1, 2, 3], [2, 2, 4]), wrong(
            "`answer` shows bars. We expect a histogram here. Look at the kind of plot you call."
        )),
    ],
)  # fmt: skip
def test_what_a_histogram_gets(draw, expected):
    record = make("plot", drawn(lambda ax: ax.hist(WAITS, bins=3)))
    assert verdict(record, drawn(draw)) == expected


@pytest.mark.parametrize(
    ("other", "stacked"), [({}, False), ({"rwidth": 0.5}, False), ({}, True), ({"rwidth": 1}, True)]
)
def test_histograms_side_by_side_and_on_top(other, stacked):
    record = make("plot", drawn(lambda ax: (
        ax.hist(WAITS, bins=[1, 2, 3, 4, 5], alpha=0.5, label="now"),
        ax.hist(WAITS + 1, bins=[1, 2, 3, 4, 5], alpha=0.5, label="then"),
        ax.legend(),
    )))  # fmt: skip
    answer = drawn(lambda ax: (
        ax.hist([WAITS, WAITS + 1], bins=[1, 2, 3, 4, 5], stacked=stacked, label=["a", "b"], **other),
        ax.legend(),
    ))  # fmt: skip
    assert verdict(record, answer) == RIGHT


DATES = {
    "weeks": pd.date_range("2026-01-05", periods=4, freq="W-MON"),
    "months": pd.date_range("2026-01-01", periods=4, freq="MS"),
    "ends of months": pd.date_range("2026-01-01", periods=4, freq="ME"),
    "days": pd.date_range("2026-01-01", periods=4, freq="D"),
    "hours": pd.date_range("2026-01-01 08:00", periods=4, freq="h"),
    "some days": pd.DatetimeIndex(["2026-01-01", "2026-01-05", "2026-03-01", "2026-03-02"]),
}
PERIODS = {
    "periods of a month": pd.period_range("2026-01", periods=4, freq="M"),
    "periods of a week": pd.period_range("2026-01-05", periods=4, freq="W-SUN"),
}
ON_DATES = {
    "pandas": lambda ax, table: table.plot(ax=ax),
    "text": lambda ax, table: ax.plot(table.index.astype(str), table),
    "matplotlib": lambda ax, table: ax.plot(table.index, table),
    "from the right": lambda ax, table: ax.plot(table.index[::-1], table[::-1]),
    "datetime": lambda ax, table: ax.plot(list(table.index.to_pydatetime()), table),
}


@pytest.mark.parametrize("solution", ["pandas", "matplotlib"])
@pytest.mark.parametrize("answer", ON_DATES)
@pytest.mark.parametrize("dates", DATES)
def test_a_line_over_dates(dates, solution, answer):
    table = pd.Series([1, 3, 2, 5.0], index=DATES[dates])
    record = make("plot", drawn(lambda ax: ON_DATES[solution](ax, table)))
    assert verdict(record, drawn(lambda ax: ON_DATES[answer](ax, table))) == RIGHT
    later = table.set_axis(table.index + pd.Timedelta(days=1))
    late = verdict(record, drawn(lambda ax: ON_DATES["matplotlib"](ax, later)))
    assert late[2].startswith("The kind of plot fits, but not the values along the x axis.")


@pytest.mark.parametrize("answer", ["pandas", "text"])
@pytest.mark.parametrize("periods", PERIODS)
def test_a_line_over_periods(periods, answer):
    table = pd.Series([1, 3, 2, 5.0], index=PERIODS[periods])
    record = make("plot", drawn(lambda ax: table.plot(ax=ax)))
    assert verdict(record, drawn(lambda ax: ON_DATES[answer](ax, table))) == RIGHT
    starts = table.set_axis(table.index.to_timestamp())
    assert verdict(record, drawn(lambda ax: ax.plot(starts.index, starts))) == RIGHT


@pytest.mark.parametrize("dates", DATES)
def test_bars_over_dates(dates):
    table = pd.Series([1, 3, 2, 5.0], index=DATES[dates])
    record = make("plot", drawn(lambda ax: table.plot.bar(ax=ax)))
    assert verdict(record, drawn(lambda ax: ax.bar(table.index, table, width=0.01))) == RIGHT
    assert verdict(record, drawn(lambda ax: ax.bar(table.index.astype(str), table))) == RIGHT


WEEKS = pd.Series(np.arange(12) * 1.5, index=[f"W{week:02}" for week in range(1, 13)], name="csat")
NUMBERED = WEEKS.set_axis(range(1, 13))


@pytest.mark.parametrize("solution", ["pandas", "matplotlib"])
@pytest.mark.parametrize(
    ("draw", "expected"),
    [
        (lambda ax: WEEKS.plot(ax=ax), RIGHT),
        (lambda ax: ax.plot(WEEKS.index, WEEKS, "o-"), RIGHT),
        (lambda ax: WEEKS.rename_axis("w").reset_index().plot(x="w", y="csat", ax=ax), RIGHT),
        (lambda ax: (WEEKS + 1).plot(ax=ax), wrong(
            "The kind of plot and the values along the x axis fit, but not the heights of the "
            f"points. {CHECK}"
        )),
        (lambda ax: NUMBERED.plot(ax=ax), wrong(
            "The kind of plot fits, but not the values along the x axis. "
            "Check what you put along that axis."
        )),
        (lambda ax: ax.plot(WEEKS.index, WEEKS, "o"), wrong(
            "`answer` shows dots. We expect lines here. Look at the kind of plot you call."
        )),
        (lambda ax: WEEKS[:10].plot(ax=ax), wrong(
            "`answer` shows 10 points. We expect another number of them. "
            "Check which rows you draw."
        )),
    ],
)  # fmt: skip
def test_a_line_over_names(solution, draw, expected):
    record = make("plot", drawn(lambda ax: ON_DATES[solution](ax, WEEKS)))
    assert verdict(record, drawn(draw)) == expected


@pytest.mark.parametrize("draw", [
    lambda ax: NUMBERED.plot(ax=ax),
    lambda ax: ax.plot(list(NUMBERED.index), list(NUMBERED)),
    lambda ax: (ax.plot(NUMBERED.index, NUMBERED), ax.set_xticks(NUMBERED.index, WEEKS.index)),
    lambda ax: (ax.plot(NUMBERED.index, NUMBERED), ax.axhline(5), ax.plot([1, 12], [5, 5], "--")),
    lambda ax: ax.errorbar(NUMBERED.index, NUMBERED, yerr=1, capsize=3),
    lambda ax: (NUMBERED.plot(ax=ax), ax.set_yticks([0, 10], ["0 %", "10 %"])),
    lambda ax: (NUMBERED.plot(ax=ax), ax.xaxis.set_major_formatter(lambda x, at: f"week {x}")),
])  # fmt: skip
def test_a_line_over_numbers(draw):
    record = make("plot", drawn(lambda ax: NUMBERED.plot(ax=ax)))
    assert verdict(record, drawn(draw)) == RIGHT


@pytest.mark.parametrize(
    ("draw", "expected"),
    [
        (lambda ax: (ax.plot([1, 2, 3], TWO["y"], label="b"),
                     ax.plot([1, 2, 3], TWO["x"], label="a"), ax.legend()), RIGHT),
        (lambda ax: ax.plot([1, 2, 3], TWO["y"]), wrong(
            "`answer` shows 1 line. We expect another number of them. "
            "Read again what the plot is to compare."
        )),
        (lambda ax: ax.plot([1, 2, 3], TWO), partly(0.75,
            "What you drew is right. Still missing for a reader: a legend. Add `answer.legend()`."
        )),
    ],
)  # fmt: skip
def test_several_lines(draw, expected):
    record = make("plot", drawn(lambda ax: TWO.set_axis([1, 2, 3]).plot(ax=ax)))
    assert verdict(record, drawn(draw)) == expected


@pytest.mark.parametrize(
    ("draw", "expected"),
    [
        (lambda ax: TWO.plot.scatter("x", "y", ax=ax), RIGHT),
        (lambda ax: ax.scatter(TWO["x"][::-1], TWO["y"][::-1], s=90, c=["r", "g", "b"]), RIGHT),
        (lambda ax: ax.plot(TWO["x"], TWO["y"], "o"), RIGHT),
        (lambda ax: [ax.scatter(x, y) for x, y in TWO.itertuples(index=False)], RIGHT),
        (lambda ax: (ax.scatter(TWO["x"], TWO["y"]), ax.plot([1, 3], [4, 6])), RIGHT),  # a trend
        (lambda ax: ax.scatter(TWO["y"], TWO["x"]), wrong(
            "The kind of plot fits, but not the values along the x axis. "
            "Check what you put along that axis."
        )),
        (lambda ax: ax.scatter(TWO["x"], TWO["y"][::-1]), wrong(
            "The kind of plot and the values along the x axis fit, but not the values along the "
            f"y axis. {CHECK}"
        )),
    ],
)  # fmt: skip
def test_what_dots_get(draw, expected):
    record = make("plot", drawn(lambda ax: ax.scatter(TWO["x"], TWO["y"])))
    assert verdict(record, drawn(draw)) == expected


@pytest.mark.parametrize("draw", [
    lambda ax: ax.bar([1, 2, 3], [5, 6, 7]),
    lambda ax: ax.bar(["1", "2", "3"], [5, 6, 7]),
    lambda ax: ax.bar([1, 2, 3], [5, 6, 7], width=1),
    lambda ax: (ax.bar([1, 2, 3], [5, 6, 7]), ax.set_xticks([1, 2, 3], ["bad", "fair", "good"])),
    lambda ax: ax.bar([1, 2, 3], [5.0004, 6, 7]),
])  # fmt: skip
def test_bars_over_numbers(draw):
    record = make("plot", drawn(lambda ax: pd.Series([5, 6, 7], index=[1, 2, 3]).plot.bar(ax=ax)))
    assert verdict(record, drawn(draw)) == RIGHT


def test_the_mark_that_is_asked_for_is_the_one_that_counts():
    both = drawn(lambda ax: (ax.bar(CSAT.index, CSAT), ax.plot(CSAT.index, CSAT * 2)))
    record = make("plot", both, mark="bar")
    assert verdict(record, drawn(lambda ax: CSAT.plot.bar(ax=ax))) == RIGHT


@pytest.mark.parametrize(
    ("draw", "options"),
    [
        (lambda ax: None, {}),
        (lambda ax: CSAT.plot.bar(ax=ax), {"mark": "line"}),
        (lambda ax: CSAT.plot.bar(ax=ax), {"mark": "box"}),
        (bars_beside_another_plot, {"decimals": 12}),
    ],
)
def test_a_key_that_cannot_work_is_a_fault_of_the_author(draw, options):
    with pytest.raises(KeyFault, match="exercise answer"):
        make("plot", drawn(draw), **options)


def test_a_solution_without_labels_is_a_fault_of_the_author():
    with pytest.raises(KeyFault, match="lacks a title, a label on the x axis and"):
        make("plot", drawn(lambda ax: ax.plot([1, 2]), False))
