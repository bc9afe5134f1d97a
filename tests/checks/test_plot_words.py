"""A plot's words: what the prompt asks for, what the worked example says, and which name stands beside which line."""

import matplotlib
import matplotlib.pyplot as plt
import pandas as pd
import pytest

from exercises_lib.authoring.key_ring import KeyFault, KeyRing
from tests.checks.verdicts import RIGHT, make, partly, verdict

matplotlib.use("Agg")

COSTS = pd.Series([150, 250, 400], index=["late fee", "extra data", "calls"])
PINGS = pd.DataFrame({"home": [20.0, 31, 44], "office": [12.0, 11, 13]}, index=[1, 2, 3])


@pytest.fixture(autouse=True)
def _closed_figures():
    yield
    plt.close("all")


def bars(title="Why bills are higher", x="Kind", y="Change, in cents"):
    ax = plt.figure().add_subplot()
    COSTS.plot.bar(ax=ax)
    ax.set(title=title, xlabel=x, ylabel=y)
    return ax


def lines(names=None, table=PINGS, title="Answer times"):
    ax = table.plot(ax=plt.figure().add_subplot())
    ax.set(title=title, xlabel="Ping", ylabel="Milliseconds")
    if names:
        ax.legend(names)
    return ax


ASKED = make("plot", bars(), title=["bill"], x=["kind|line"], y=["cent|¢"])


NO_CENT = (
    'What you drew is right. The y label does not say “cent”, and the task asks for it: `answer.set_ylabel("...")`.'
)
NOT_A_WORD = (
    'What you drew is right. Still missing for a reader: a title. Add `answer.set_title("...")`. '
    'The x label does not say “kind”, and the task asks for it: `answer.set_xlabel("...")`.'
)


@pytest.mark.parametrize(
    ("ax", "expected"),
    [
        (lambda: bars(), RIGHT),
        (lambda: bars(title="BILLS of May", x="Line of the bill", y="Change (¢)"), RIGHT),
        (lambda: bars(y="Change"), partly(0.75, NO_CENT)),
        (lambda: bars(y="Recent change"), partly(0.75, NO_CENT)),
        (lambda: bars(title="", x="What"), partly(0.75, NOT_A_WORD)),
    ],
)
def test_words_that_the_prompt_asks_for(ax, expected):
    assert verdict(ASKED, ax()) == expected


def test_a_solution_that_lacks_the_words_is_a_fault_of_the_key():
    with pytest.raises(KeyFault, match="y label: without cent"):
        make("plot", bars(y="Change"), y=["cent"])
    with pytest.raises(KeyFault, match="lists of words"):
        make("plot", bars(), y="cents")


def with_an_example(solution, **said):
    ring = KeyRing({"answer": solution}, examples={"answer": said})
    ring.check("answer")
    return ring.keys["answer"] | {"points": 0}


@pytest.mark.parametrize(
    ("ax", "expected"),
    [
        (lambda: bars(), RIGHT),
        (lambda: bars(title="Calls of one team"), partly(
            0.75, "What you drew is right. The title is the example's. Say what your own plot shows.")),
        (lambda: bars(y="calls"), partly(
            0.75, "What you drew is right. The y label is the example's. Say what your own plot shows.")),
        (lambda: bars(x="Kind of day"), RIGHT),  # it has a word in common with the solution's, so it may be meant
    ],
)  # fmt: skip
def test_words_that_are_left_from_the_example(ax, expected):
    said = {"title": ["Calls of one team"], "x label": ["Kind of day"], "y label": ["Calls"]}
    assert verdict(with_an_example(bars(), **said), ax()) == expected


SWAPPED = (
    "What you drew is right. In the legend “home” and “office” stand beside another line or set of bars: the names "
    "changed places."
)


@pytest.mark.parametrize(
    ("ax", "expected"),
    [
        (lambda: lines(), RIGHT),
        (lambda: lines(table=PINGS[["office", "home"]]), RIGHT),
        (lambda: lines(["At home", "At work"]), RIGHT),
        (lambda: lines(["office", "home"]), partly(0.75, SWAPPED)),
        (lambda: lines(table=PINGS.rename(columns={"home": "office", "office": "home"})), partly(0.75, SWAPPED)),
        (lambda: lines(["Monday", "office"]), partly(
            0.75, "What you drew is right. The legend has names from the example. Say what your own plot shows.")),
    ],
)  # fmt: skip
def test_names_in_the_legend_stand_for_their_own_lines(ax, expected):
    assert verdict(with_an_example(lines(), legend=["Monday"]), ax()) == expected


def test_a_legend_in_another_order_is_the_same_legend():
    ax = lines()
    handles, names = ax.get_legend_handles_labels()
    ax.legend(handles[::-1], names[::-1])
    assert verdict(make("plot", lines()), ax) == RIGHT


def test_bars_side_by_side_are_told_apart_by_their_colours():
    right = PINGS.plot.bar(ax=plt.figure().add_subplot())
    right.set(title="T", xlabel="X", ylabel="Y")
    swapped = PINGS.plot.bar(ax=plt.figure().add_subplot())
    swapped.set(title="T", xlabel="X", ylabel="Y")
    swapped.legend(["office", "home"])
    record = make("plot", right)
    assert verdict(record, right) == RIGHT
    assert verdict(record, swapped) == partly(0.75, SWAPPED)
