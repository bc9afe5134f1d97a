"""Figure: a plot's plain form, its bounds, and what is refused when it comes over the wire."""

import copy

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest

from exercises_lib.plain import received, scale, values

matplotlib.use("Agg")


@pytest.fixture
def ax():
    yield plt.figure().add_subplot()
    plt.close("all")


def test_what_a_plot_reads_like(ax):
    ax.bar(["A", "B"], [1, 2.5], label="calls")
    ax.set(title="Calls", xlabel="Team", ylabel="Number")
    ax.legend()
    assert values.to_plain(ax) == {
        "type": "plot",
        "axes": [{
            "title": "Calls", "xlabel": "Team", "ylabel": "Number", "legend": ["calls"],
            "series": [{"mark": "bar", "label": "calls", "x": ["A", "B"], "y": [1.0, 2.5],
                        "at": [0.0, 1.0]}],
        }],
    }  # fmt: skip


def test_blanks_are_not_drawn(ax):
    ax.plot([1, 2, 3], [1, np.nan, 3])
    ax.scatter([1, np.inf], [1, 2])
    line, dots = values.to_plain(ax)["axes"][0]["series"]
    assert (line["x"], line["y"]) == ([1.0, 3.0], [1.0, 3.0])
    assert dots["x"] == [1.0]


def test_half_characters_in_labels_are_replaced(ax):
    ax.plot([1], [1], label="\ud800")
    ax.set_title("\ud800" * 1000)
    plain = values.to_plain(ax)["axes"][0]
    assert plain["title"] == "?" * scale.MAX_LABEL
    assert plain["series"][0]["label"] == "?"


@pytest.mark.parametrize(
    ("draw", "limit"),
    [
        (lambda ax: ax.plot(range(20_001)), "a plot of more than 20,000 points"),
        (lambda ax: [ax.plot(range(9_000)) for _ in range(3)], "a plot of more than 20,000 points"),
        (lambda ax: ax.scatter(range(20_001), range(20_001)), "a plot of more than 20,000 points"),
        (lambda ax: ax.plot(np.ones((2, 51))), "a plot of more than 50 lines or sets of bars"),
        (lambda ax: ax.figure.subplots(3, 7), "a figure of more than 20 plots"),
    ],
)
def test_bounds(ax, draw, limit):
    draw(ax)
    assert values.to_plain(ax.figure) == {"type": "too big", "limit": limit}


def test_an_object_of_matplotlibs_that_is_no_plot(ax):
    assert values.to_plain(ax.transData)["type"] == "other"
    assert values.to_plain(matplotlib.lines.Line2D([0], [0]))["type"] == "other"


SERIES = {"mark": "bar", "label": "", "x": ["A"], "y": [1.0]}
PLOT = {"type": "plot", "axes": [{"title": "", "xlabel": "", "ylabel": "", "legend": [], "series": [SERIES]}]}


@pytest.mark.parametrize(
    "changes",
    [
        {"mark": "flower"}, {"mark": []}, {"label": None}, {"x": "A"}, {"x": ["A", "B"]}, {"x": [None]}, {"x": [[]]},
        {"x": [True]}, {"y": ["1"]}, {"y": [float("nan")]}, {"y": [10**400]}, {"y": {}},
        {"at": ["A"]}, {"at": [1, 2]}, {"at": "1"}, {"x": ["A" * 999]},
        {"mark": "hist"}, {"x": ["A"] * 20_001, "y": [1] * 20_001},
    ],
)  # fmt: skip
def test_a_malformed_series_is_refused(changes):
    plot = copy.deepcopy(PLOT)
    assert received.readable(plot) == plot
    plot["axes"][0]["series"][0] |= changes
    assert received.readable(plot)["type"] == "other"


@pytest.mark.parametrize(
    "axes",
    [
        None, {}, [None], [{}], [{"title": 1}], PLOT["axes"] * 21,
        [PLOT["axes"][0] | {"series": [SERIES] * 51}], [PLOT["axes"][0] | {"legend": [1]}],
        [PLOT["axes"][0] | {"series": [[]]}],
    ],
)  # fmt: skip
def test_malformed_axes_are_refused(axes):
    assert received.readable({"type": "plot", "axes": axes})["type"] == "other"
