"""The likely slips over all kinds of answers with numbers: each is named, or the table says why it cannot happen there.

Rows are slips, columns are kinds. The numbers are drawn. A cell is what a learner with that slip answers, or a reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pandas as pd
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

from exercises_lib.authoring import mutant_answers, mutants
from exercises_lib.authoring.mutant_mistakes import known_mutants
from exercises_lib.checks import near
from exercises_lib.checks.key import NOT_ATTEMPTED
from tests.checks.verdicts import RIGHT, check, grade, make, verdict

KINDS = ["number", "fields", "table", "plot", "function"]
TEAMS = ["North", "South", "East", "West", "Centre"]
DECIMALS = 3
few = settings(max_examples=6, suppress_health_check=list(HealthCheck))


@st.composite
def numbers(draw) -> list[float]:
    """One number for each team, of which none is round, and none becomes round with fewer decimals."""
    digits = st.text("12345678", min_size=5, max_size=5).map(int)
    unit = draw(st.sampled_from([1000, 10_000, 100_000]))
    return [one / unit for one in draw(st.lists(digits, min_size=3, max_size=5, unique=True))]


def put(kind: str, numbers: list) -> object:
    """An answer of a kind that holds these numbers; of a function each is what one call gives back."""
    if kind == "number":
        return numbers[0]
    if kind == "fields":
        return dict(zip(TEAMS, numbers, strict=False))
    if kind == "table":
        return pd.DataFrame({"team": TEAMS[: len(numbers)], "share": numbers})
    if kind == "function":
        return lambda place: numbers[place]
    ax = Figure().add_subplot()
    ax.bar(TEAMS[: len(numbers)], numbers)
    return ax


def key_of(kind: str, numbers: list[float]) -> dict:
    options = {
        "fields": {"fields": {team: {"kind": "number", "decimals": DECIMALS} for team in TEAMS[: len(numbers)]}},
        "function": {"cases": list(range(len(numbers)))},
        "plot": {"labels": False},
    }.get(kind, {})
    return make(kind, put(kind, numbers), **({} if kind == "fields" else {"decimals": DECIMALS}) | options)


def whole(change):
    """The slip in every number; of a dictionary in the last field only, as each field is judged by itself."""

    def answer(kind: str, numbers: list[float]):
        if kind == "fields":
            return put(kind, [*numbers[:-1], change(numbers[-1])])
        return put(kind, list(map(change, numbers)))

    return answer


def instead(value):
    """Something else as the whole answer."""
    return lambda kind, numbers: value


def a_row_less(kind: str, numbers: list[float]):
    if kind == "fields":
        return dict(zip(TEAMS, numbers[:-1], strict=False))
    return put(kind, numbers[:-1])


def wide(kind: str, numbers: list[float]):
    return put("table", numbers).set_index("team").T


def renamed(name: str):
    def answer(kind: str, numbers: list[float]):
        if kind == "table":
            return put(kind, numbers).rename(columns={"share": name})
        return {f"{team}_{name}" if team == TEAMS[0] else team: one for team, one in put(kind, numbers).items()}

    return answer


ONE = "one number has no parts that could be missing, have other names or stand otherwise"
CALLS = "a function is asked call by call: no call is left out, and it has no columns"
NO_COLUMNS = "fields have no groups in columns"
STEP = pd.Series([1.0]).mean  # a step without its brackets
GROUPS = pd.DataFrame({"team": ["a"], "share": [1.0]}).groupby("team")
GIVES_NOTHING = r"give nothing back|gives nothing back"


@dataclass(frozen=True)
class Row:
    """`says`: what the sentence must hold. `cells`: by kind the answer, where it is not `usual`, or the reason."""

    says: str
    usual: object = None
    cells: dict = None

    def cell(self, kind: str):
        return (self.cells or {}).get(kind, self.usual)


SLIPS = {
    "percent for share": Row("a hundred times too large: a percentage", whole(lambda n: n * 100)),
    "share for percent": Row("a hundred times too small: a share", whole(lambda n: n / 100)),
    "seconds for minutes": Row("sixty times too large: seconds", whole(lambda n: n * 60)),
    "minutes for seconds": Row("sixty times too small: minutes", whole(lambda n: n / 60)),
    "the difference the other way": Row("has the wrong sign", whole(lambda n: -n)),
    "the share of the others": Row("is the share of the others", whole(lambda n: 1 - n)),
    "rounded to a decimal": Row("is rounded to 1 decimal. We need 3", whole(lambda n: round(n, 1))),
    "rounded to two decimals": Row("is rounded to 2 decimals. We need 3", whole(lambda n: round(n, 2))),
    "rounded to a whole number": Row(
        "is rounded to 0 decimals. We need 3", whole(lambda n: round(n * 1.0)),
    ),
    "no brackets": Row(
        r"has not done its work. Write the brackets", instead(STEP), {
            "fields": whole(lambda n: STEP), "function": whole(lambda n: STEP)}),
    "no brackets behind one's own function": Row(
        r"has not done its work. Write the brackets", instead(lambda: 1), {
            "fields": whole(lambda n: lambda: 1), "function": "a function is what is asked for"}),
    "grouped, and nothing worked out": Row(
        "rows put into groups, and nothing is worked out of them", instead(GROUPS), {
            "fields": whole(lambda n: GROUPS), "function": whole(lambda n: GROUPS)}),
    "made a text by a helper": Row(
        r"Leave out the quotes, or what made it a text", whole(lambda n: f"{n:.5f}")),
    "decimal comma": Row(
        "a point", whole(lambda n: f"{n:.2f}".replace(".", ",")), {
            "plot": "matplotlib draws any text as a name: the row above says so",
            "function": whole(lambda n: f"{n:.3f}".replace(".", ","))}),
    "printed, changed in place or shown": Row(
        GIVES_NOTHING, instead(None), {
            "fields": whole(lambda n: None), "function": whole(lambda n: None)}),
    "a column of nothing": Row(
        GIVES_NOTHING, None, {"number": ONE, "fields": NO_COLUMNS, "function": CALLS,
        "plot": "nothing is drawn of nothing", "table": whole(lambda n: None)}),
    "one group missing": Row("is missing|is still missing", a_row_less, {"number": ONE, "function": CALLS}),
    "wide for long": Row("is wide, with a column for each group", wide, {
        "number": ONE, "function": CALLS, "fields": NO_COLUMNS,
        "plot": "a plot of a wide table has several sets of bars, and their number is told"}),
    "nearly the name of a column or field": Row(
        "There is no (column|field) `.*`, but there is `.*`. Use exactly this name", renamed("share_mean"), {
            "number": ONE, "function": CALLS, "plot": "a plot's words are free, within what the prompt asks for"}),
}  # fmt: skip
ALL = [(slip, kind) for slip in SLIPS for kind in KINDS if not isinstance(SLIPS[slip].cell(kind), str)]


@pytest.mark.parametrize(("slip", "kind"), ALL)
@few
@given(drawn=numbers())
def test_a_slip_is_named_and_earns_nothing(slip, kind, drawn):
    if slip in ("rounded to a whole number", "minutes for seconds", "share for percent"):
        drawn = [one + 3 for one in drawn]  # 0 has other causes
    row, record = SLIPS[slip], key_of(kind, drawn)
    state, credit, message = verdict(record, row.cell(kind)(kind, drawn))
    assert re.search(row.says, message), message
    assert credit == (round(1 - 1 / len(drawn), 2) if kind == "fields" else 0)
    assert grade(record, row.cell(kind)(kind, drawn)).names_slip
    if slip not in ("made a text by a helper", "decimal comma"):  # what the learner wrote is repeated
        assert str(drawn[0]) not in message and str(drawn[-1]) not in message  # never the expected value


@pytest.mark.parametrize("kind", KINDS)
@few
@given(drawn=numbers())
def test_a_right_answer_and_one_that_is_simply_wrong_read_no_slip(kind, drawn):
    record = key_of(kind, drawn)
    assert verdict(record, put(kind, drawn)) == RIGHT
    other = [one * 1.37 + 0.211 for one in drawn]
    assert not grade(record, put(kind, other)).names_slip


@pytest.mark.parametrize(("slip", "kind"), [(s, k) for s in SLIPS for k in KINDS if (s, k) not in ALL])
def test_each_empty_cell_has_its_reason(slip, kind):
    assert len(SLIPS[slip].cell(kind)) > 20


CENTS = {"number": {"cents": True}, "table": {"cents": ["share"]}, "function": {"cents": True, "cases": [0, 1, 2]},
         "fields": {"fields": {team: {"kind": "number", "cents": True} for team in TEAMS[:3]}}}  # fmt: skip


@pytest.mark.parametrize("kind", CENTS)
@few
@given(
    cents=st.lists(st.integers(-5000, 90_000), min_size=3, max_size=3, unique=True),
    part=st.integers(1, 999).map(lambda thousandths: thousandths / 1000),
)
def test_parts_of_a_cent_are_wrong_and_named(kind, cents, part):
    record = make(kind, put(kind, cents), **CENTS[kind])
    assert verdict(record, put(kind, [float(one) for one in cents])) == RIGHT
    assert verdict(record, put(kind, [one + 1e-9 for one in cents])) == RIGHT  # noise of arithmetic
    state, credit, message = verdict(record, whole(lambda n: n + part)(kind, cents))
    assert credit == (0.67 if kind == "fields" else 0)
    assert "parts of a cent. Money is counted in whole cents here" in message


SOLUTIONS = {  # of an exercise whose worked example has the table `example`
    "number": ('answer = data["v"].mean()', {"decimals": 3}),
    "fields": ('answer = {"mean": data["v"].mean(), "most": 7}', {}),
    "table": ('answer = data.groupby("team", as_index=False)["v"].sum()', {}),
    "plot": ('answer = data.groupby("team")[["v"]].sum().plot.bar()', {"labels": False}),
    "function": ('def answer(times):\n    return times * data["v"].sum()', {"cases": [1, 2]}),
}


@pytest.mark.parametrize("kind", KINDS)
@few
@given(drawn=numbers(), others=numbers())
def test_the_example_s_value_left_in_is_named(kind, drawn, others):
    assume(len(drawn) == len(others) and set(drawn).isdisjoint(others))
    mean, its_mean = sum(drawn) / len(drawn), sum(others) / len(others)
    assume(abs(mean - its_mean) > 0.05)  # else it may be right
    assume(1 / 12 < mean / its_mean < 12)  # else it may be the hundredth as well, and that sentence is as true
    assume(abs(1 - mean - its_mean) > 0.05)  # else it may be the share of the others
    source, options = SOLUTIONS[kind]
    given_tables = {"data": drawn, "example": others}
    tables = {name: pd.DataFrame({"team": TEAMS[: len(v)], "v": v}) for name, v in given_tables.items()}
    tried = mutant_answers.answers(mutants.mutants(source, "answer", ("example",)), "answer", dict(tables))
    solved, left_in = dict(tables), dict(tables)
    exec(source, solved)
    exec(source.replace("data[", "example[").replace("data.", "example."), left_in)
    record = make(kind, solved["answer"], **options)
    record["mutants"] = known_mutants(record, tried)
    for outcome in (grade(record, left_in["answer"]), check(record, left_in["answer"])):
        assert "the example's `example` is left in" in outcome.message
        assert outcome.names_slip
    mutant_answers.close_figures()


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("made", ["Answer", "answer_", "answers", "my_answer", "answr", "answer_share"])
def test_nearly_the_name_that_is_asked_for_is_named(kind, made):
    record = key_of(kind, [12.345, 23.456, 34.567])
    outcome = near.explained(grade(record, ...), "answer", [made])
    assert outcome.message == f"There is no `answer`, but there is `{made}`. Use exactly this name: `answer`."
    assert (outcome.state, outcome.credit, outcome.names_slip) == (NOT_ATTEMPTED, 0, True)


@pytest.mark.parametrize("kind", ["number", "fields", "table", "plot"])
@few
@given(share=st.integers(50_001, 95_000).map(lambda part: part / 100_000))
def test_all_is_not_called_a_rounded_share(kind, share):
    """The middle of many yes and few no is 1, too."""
    others = [share / 2] if kind == "fields" else []
    assert "rounded" not in verdict(key_of(kind, [*others, share]), put(kind, [*others, 1.0]))[2]


@few
@given(count=st.integers(61, 140))
def test_a_count_that_became_a_one_is_not_called_a_share(count):
    assert "hundred times too small" not in verdict(make("number", count, decimals=0), count / 60)[2]
