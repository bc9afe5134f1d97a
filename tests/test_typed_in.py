"""Answers that were typed in are told from answers that were worked out; where it is not sure, nothing is said."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises_lib.learner.typed_in import Ran, followed, is_typed

GIVEN = "import pandas as pd\ndata = pd.read_csv('scores.csv')\nscores = data['score']"

TYPED = [
    "answer = 0.81",
    "answer = 78 / 96",
    "answer = round(100 * 78 / 96, 1)",
    "yes = 78\nno = 18\nanswer = yes / (yes + no)",
    "yes, no = 78, 18\nanswer = yes / (yes + no)",
    "answer = scores.mean()\nanswer = 0.81",
    "answer = 0\nanswer += 81\nanswer /= 100",
    "values = [4, 5, 5]\nanswer = len(values)",
    "answer = 'V-101'",
    "answer = f'{78} of {96}'",
    "answer = 'north'.upper()",
    "answer = [1, 2]\nanswer.append(3)",
    "answer = {'a': 1}\nanswer['b'] = 2",
    "answer = dict(a=1, b=2)",
    "answer = pd.DataFrame({'team': ['North'], 'csat': [0.81]})",
    "answer = pd.Series([0.81, 0.7], index=['North', 'South']).round(1)",
    "print(scores.mean())\nanswer = 0.81\nprint(answer)",
    "from datetime import date\nanswer = date(2026, 2, 3)",
    "answer: float = 0.81",
    "%matplotlib inline\nanswer = 0.81",
]
COMPUTED = [
    "answer = scores.mean()",
    "answer = round(scores.mean(), 2)",
    "def share():\n    return scores.mean()\nanswer = share()",
    "def share(column):\n    return column.mean()\nanswer = share(scores)",
    "answer = 0\nfor score in scores:\n    answer += score >= 4",
    "rows = []\nfor score in scores:\n    if score >= 4:\n        rows.append(1)\nanswer = len(rows)",
    "rows = []\n[rows.append(1) for score in scores if score >= 4]\nanswer = sum(rows)",
    "rows = []\nscores[0] > 4 and rows.append(1)\nanswer = len(rows)",
    "answer = []\nalias = answer\nalias.append(scores.mean())",
    "inner = []\nanswer = [inner]\ninner.append(scores.mean())",
    "inner = []\nanswer = {'a': 1}\nanswer['b'] = inner\ninner.append(scores.mean())",
    "answer = []\ndef add(value):\n    answer.append(value)\nadd(scores.mean())",
    "def add():\n    global answer\n    answer = scores.mean()\nanswer = 0\nadd()",
    "answer = []\nadd = lambda value: answer.append(value)\nadd(scores.mean())",
    "answer = 0.5\nif scores.mean() > 1:\n    answer = 0.75",
    "answer = 0.75 if scores.mean() > 1 else 0.5",
    "first, second = 1, scores.mean()\nanswer = second",
    "first, *rest = scores\nanswer = first",
    "answer = [0]\nanswer[0] = scores.mean()",
    "answer = [0]\nanswer[0] += scores.mean()",
    "answer = [1]\nanswer += [scores.mean()]",
    "answer = pd.DataFrame({'a': [1]})\nanswer.loc[0, 'a'] = scores.mean()",
    "answer = pd.DataFrame({'a': [1]})\nanswer.at[0, 'a'] = scores.mean()",
    "class Box: pass\nanswer = Box()\nanswer.value = scores.mean()",
    "print(answer := scores.mean())",
    "answer = 1\nexec('answer = scores.mean()')",
    "answer = 1\nglobals()['answer'] = scores.mean()",
    "answer = 1\nget_ipython().run_line_magic('run', 'mine.py')",
    "round = lambda number: scores.mean()\nanswer = round(1)",
    "def len(thing): return scores.mean()\nanswer = len([1])",
    "answer = [score for score in scores][0]",
    "answer = {'a': 1}\nanswer.update({'a': scores.mean()})",
    "answer = {'a': 1}\nanswer |= {'a': scores.mean()}",
    "import random\nanswer = random.random()",
    "from datetime import date\nanswer = date.today()",
    "with open('scores.csv') as file:\n    answer = file.read()",
    "try:\n    answer = scores.mean()\nexcept ValueError:\n    answer = 0",
    "answer = 0\nwhile answer < scores.mean():\n    answer += 1",
    "answer = scores.mean() + 0",
    "answer = pd.Series([1, 2]).apply(lambda one: scores.mean())",
    "ax = scores.plot()\nanswer = pd.Series([0.8, 0.8, 0.8]).plot()",
    "box = [0]\nanswer = box\nbox[0] = scores.mean()",
    "x = 3\nrows = []\nfor x in scores:\n    rows.append(x)\nanswer = len(rows)",
]


def ran(*sources: str) -> list[Ran]:
    from IPython.core.inputtransformer2 import TransformerManager

    return [Ran(TransformerManager().transform_cell(source)) for source in sources]


@pytest.mark.parametrize("code", TYPED)
def test_what_is_made_of_what_stands_in_the_cells_is_typed(code):
    assert is_typed("answer", ran(GIVEN, code))
    assert is_typed("answer", ran(GIVEN, *code.split("\n")))  # a cell for each line


@pytest.mark.parametrize("code", COMPUTED)
def test_what_may_follow_the_data_is_never_called_typed(code):
    assert not is_typed("answer", ran(GIVEN, code))


def typed_parts(cells, parts: list[str]) -> set[str]:
    return {part for part in parts if followed(cells)["answer"].part(part)}


def test_each_entry_and_each_column_is_judged_for_itself():
    mixed = "answer = {'mean': scores.mean(), 'yes': 78}\nanswer['no'] = 18"
    assert typed_parts(ran(GIVEN, mixed), ["mean", "yes", "no"]) == {"yes", "no"}
    table = "answer = data.groupby('team').mean()\nanswer['csat'] = [0.8, 0.7]"
    assert typed_parts(ran(GIVEN, table), ["team", "csat"]) == {"csat"}
    table = "share = scores.mean()\nanswer = pd.DataFrame({'team': ['North'], 'csat': [share]})"
    assert typed_parts(ran(GIVEN, table), ["team", "csat"]) == {"team"}


def test_a_cell_that_stopped_says_nothing_of_what_it_would_have_made():
    assert not is_typed("answer", [*ran(GIVEN, "answer = scores.mean()"), Ran("1 / 0\nanswer = 0.81", False)])


# --- any code: what changes when the data change was not typed ------------------------------------------------

NAMES = st.sampled_from(["a", "b", "c", "rows", "answer"])
NUMBERS = st.sampled_from(["1", "0.5", "a", "b", "c", "DATA", "len(rows)", "sum(rows)", "round(a, 1)", "f(b)"])
NUMBER = st.recursive(NUMBERS, lambda one: st.tuples(one, st.sampled_from("+-*"), one).map(" ".join).map("({})".format))
LISTS = st.sampled_from(["[1, 2]", "[DATA]", "[a, b]", "list(rows)", "rows", "rows + [1]", "[x * 2 for x in rows]"])
SIMPLE = st.one_of(
    st.tuples(st.sampled_from("abc"), NUMBER).map(lambda t: f"{t[0]} = {t[1]}"),
    st.tuples(st.sampled_from("abc"), NUMBER).map(lambda t: f"{t[0]} += {t[1]}"),
    LISTS.map("rows = {}".format),
    NUMBER.map("rows.append({})".format),
    NUMBER.map("rows[0] = {}".format),
    st.just("other = rows"),
    NUMBER.map("other.append({})".format),
    st.tuples(NUMBER, NUMBER).map(lambda t: f"a, b = {t[0]}, {t[1]}"),
    st.just("set_a()"),
    NUMBER.map("fill({})".format),
    NUMBER.map("answer = {}".format),
    LISTS.map("answer = {}".format),
)
BLOCKS = st.tuples(
    st.sampled_from(["for x in [1, 2]:", "if DATA > 3:", "for a in range(DATA):", "if a > b:", "while False:"]), SIMPLE
).map(lambda t: f"{t[0]}\n    {t[1]}")
PROGRAMS = st.lists(SIMPLE | BLOCKS, min_size=1, max_size=12)
START = (
    "a, b, c = 1, 2, 3\nrows = [1]\nother = [1]\nanswer = 0\n"
    "def f(x):\n    return x + DATA\n"
    "def set_a():\n    global a\n    a = DATA\n"
    "def fill(x):\n    rows.append(x)\n"
)


def outcome(statements: list[str], data: int):
    names = {"DATA": data}
    exec(START, names)
    for statement in statements:
        exec(statement, names)
    return repr(names["answer"])


@settings(max_examples=150)
@given(PROGRAMS)
def test_an_answer_that_differs_on_other_data_is_never_called_typed(statements):
    try:
        results = {outcome(statements, data) for data in (2, 5)}
    except (IndexError, OverflowError):
        return
    if is_typed("answer", [Ran("DATA = open('data').read()"), Ran(START), *map(Ran, statements)]):
        assert len(results) == 1


@settings(max_examples=50)
@given(st.lists(st.tuples(st.sampled_from("abc"), NUMBER), max_size=6), NUMBER)
def test_numbers_that_are_made_of_numbers_are_noticed(steps, last):
    lines = ["a, b, c, rows = 1, 2, 3, [1]", *(f"{name} = {number}" for name, number in steps), f"answer = {last}"]
    if not any(word in line for line in lines for word in ("DATA", "f(", "sum(")):
        assert is_typed("answer", ran(*lines))


def test_a_long_session_is_read_at_once():
    """Thousands of cells, deep brackets and half characters cost no error."""
    cells = [Ran(f"name_{number} = {number}") for number in range(3000)]
    odd = [Ran("x = " + "(" * 3000 + ")" * 3000), Ran("y = '\ud800'"), Ran("z = " + "-" * 5000 + "1"), Ran("\0")]
    assert is_typed("answer", [*cells, *odd, Ran("answer = 0.81")])
