"""The small wrong solutions: which are made of a solution, what they answer, and what a learner then reads."""

import ast
import json

import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from exercises_lib.authoring import mutant_answers, mutants
from exercises_lib.authoring.key_ring import KeyRing
from exercises_lib.authoring.mutant_mistakes import known_mutants
from tests.checks.verdicts import verdict

TABLE = pd.DataFrame(
    {"team": ["Jade", "Jade", "Olive", "Coral"], "score": [5, 2, 4, None], "seconds": [60, 90, 30, 240]}
)


def codes(solution: str, name: str = "answer", stand_ins=()) -> list[str]:
    return [mutant.code for mutant in mutants.mutants(solution, name, stand_ins)]


def keyed(solution: str, **key) -> dict:
    """The key record of a solution with its mutants, as the grader's own run makes it."""
    namespace = {"table": TABLE.copy(), "small": TABLE.head(2)}
    answers = mutant_answers.answers(mutants.mutants(solution, "answer", ("small",)), "answer", namespace)
    pd.testing.assert_frame_equal(namespace["table"], TABLE)  # no mutant changed what the solution starts from
    exec(solution, namespace)
    ring = KeyRing(namespace)
    for kind, options in key.items():
        getattr(ring, kind)("answer", **options)
    ring.check("answer")
    record = ring.keys["answer"]
    return json.loads(json.dumps(record | {"points": 1, "mutants": known_mutants(record, answers)}))


@pytest.mark.parametrize(
    ("solution", "mutant"),
    [
        ('answer = (table["score"].dropna() >= 4).mean()', 'answer = (table["score"] >= 4).mean()'),
        ('answer = (table["score"].dropna() >= 4).mean()', 'answer = (table["score"].dropna() > 4).mean()'),
        ('answer = (table["score"].dropna() >= 4).mean()', 'answer = (table["score"].dropna() >= 4).sum()'),
        ('answer = (table["score"].dropna() >= 4).mean()', 'answer = (table["score"].dropna() >= 4).mean'),
        ('answer = table["seconds"].sum()', 'answer = table["seconds"].iloc[0]'),
        ('answer = table["seconds"].sum()', 'answer = small["seconds"].sum()'),
        ('answer = table["seconds"].sum()', 'answer = table["seconds"].sum() / 60'),
        ('answer = len(table[(table["a"] > 1) & (table["b"] == 2)])', "answer = len(table)"),
        ('answer = len(table[(table["a"] > 1) & (table["b"] == 2)])', 'answer = len(table[table["a"] > 1])'),
        ('answer = len(table[(table["a"] > 1) & (table["b"] == 2)])',
         'answer = len(table[(table["a"] > 1) | (table["b"] == 2)])'),
        ('answer = table.duplicated(subset=["bill", "day"])', 'answer = table.duplicated(subset=["bill"])'),
        ('answer = table.groupby(["team", "week"]).size()', 'answer = table.groupby(["week"]).size()'),
        ('answer = table["a"].fillna(0).groupby(table["b"]).mean()',
         'answer = table["a"].groupby(table["b"]).mean().fillna(0)'),
        ('answer = table["a"].map(names).fillna("?")', 'answer = table["a"].fillna("?").map(names)'),
        ("answer = round(table.mean(), 2)", "answer = print(round(table.mean(), 2))"),
        ('answer = {"share": a / b}', "answer = {'share': a / b * 100}"),
        ("def answer(a, b):\n    return a - b", "def answer(a, b):\n    print(a - b)"),
    ],
)  # fmt: skip
def test_the_slips_of_beginners(solution, mutant):
    assert ast.unparse(ast.parse(mutant)) in codes(solution, stand_ins=("small",))


def test_nothing_is_made_of_a_call_or_of_an_answer_that_is_written_down():
    assert codes("%%call first_call\ngreet") == []
    assert codes('answer = "b"') == []


def test_a_mutant_that_never_ends_is_stopped_and_one_that_fails_is_an_error(monkeypatch):
    monkeypatch.setattr(mutant_answers, "SECONDS", 0.2)
    tried = [mutants.Mutant(code, "") for code in ("while True: pass", "answer = 1 / 0", "answer = 7")]
    endless, failed, fine = (value for _, value in mutant_answers.answers(tried, "answer", {}))
    assert isinstance(endless, BaseException)
    assert isinstance(failed, ZeroDivisionError)
    assert fine == 7


SHARE = 'answer = (table["score"].dropna() >= 4).mean()'
LONG = 'answer = (table["seconds"] > 60).mean()'
BY_TEAM = 'answer = table.groupby("team")["seconds"].mean().reset_index(name="seconds")'
REPORT = 'answer = {"mean": table["seconds"].mean(), "long": (table["seconds"] > 60).sum()}'


@pytest.mark.parametrize(
    ("solution", "key", "wrong", "says"),
    [
        (SHARE, {"number": {"decimals": 3}}, 0.5, "the blanks are left in: `dropna()` is missing"),
        (SHARE, {"number": {"decimals": 3}}, 2, "`sum()` stands where `mean()` belongs"),
        (LONG, {"number": {"decimals": 3}}, 0.75, "`>=` stands for `>`: look at the value on the border itself"),
        (REPORT, {"fields": {}}, {"mean": 105, "long": 3}, "`long` comes out like this when `>=` stands"),
        (REPORT, {"fields": {}}, {"mean": 1.75, "long": 2}, "`answer[\"mean\"]` is sixty times too small"),
        (BY_TEAM, {"table": {}}, TABLE.groupby("team")["seconds"].sum().reset_index(), "`sum()` stands where `mean()`"),
        (BY_TEAM, {"table": {}}, TABLE.groupby("team")["seconds"].mean().reset_index()[1:],
         "One row of `answer` is missing"),
        ('answer = table["score"].fillna(0).diff().abs().sum()', {"number": {"decimals": 0}}, 5, "filled too late"),
        ('answer = table["score"].diff().fillna(0).abs().sum()', {"number": {"decimals": 0}}, 9, "filled too early"),
        ("def answer(a, b):\n    return a - b", {"function": {"cases": [(5, 3), (2, 9)]}}, lambda a, b: b - a,
         "You took the difference the other way round"),
    ],
)  # fmt: skip
def test_a_slip_that_nobody_declared_reads_what_it_was(solution, key, wrong, says):
    record = keyed(solution, **key)
    _, _, message = verdict(record, wrong)
    assert says in message
    assert verdict(record | {"mutants": []}, wrong)[:2] == verdict(record, wrong)[:2]  # and the points are the same


def test_a_declared_mistake_goes_before():
    record = keyed(SHARE, number={"decimals": 3, "mistakes": {"Blanks are no answers.": 0.5}})
    assert verdict(record, 0.5)[2] == "Blanks are no answers."


def test_a_right_answer_that_is_written_in_another_way_is_no_mistake():
    record = keyed('answer = table["seconds"].dropna().sum()', number={"decimals": 0})
    assert verdict(record, 420) == ("right", 1, "That is right.")
    assert all("dropna" not in mutant["message"] for mutant in record["mutants"])


@pytest.mark.parametrize("source", ["%%call late_parcel\ncaller 7f3a91", "# a\n%matplotlib inline", "x = !ls", "def"])
def test_a_cell_that_is_no_plain_python_has_no_mutants_and_stops_nothing(source):
    notebook = new_notebook(
        cells=[
            new_code_cell(source),
            new_code_cell(source, metadata={"nbgrader": {"grade_id": "x_answer", "solution": True, "grade": False}}),
            new_code_cell('check("x")', metadata={"nbgrader": {"grade_id": "x", "solution": False, "grade": True}}),
        ]
    )
    assert mutants.of_module(notebook) == {"x": []}


class Tied:
    """What IPython's tracebacks leave on the context that all names share: a link to the whole tree of pandas."""

    def __deepcopy__(self, memo):
        raise AssertionError("it is copied with each mutant, which takes seconds")


def test_what_other_code_ties_to_a_tree_is_not_copied():
    shared = ast.parse("name").body[0].value.ctx
    shared.parent = Tied()
    try:
        assert mutants.mutants("answer = (table >= 4).mean()", "answer")
    finally:
        del shared.parent
