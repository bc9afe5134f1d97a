"""Mutants that begin alike share the run of their beginning: each answers what it answers when it is tried alone."""

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from exercises_lib.authoring.mutant_answers import SECONDS, answers
from exercises_lib.authoring.mutants import Mutant
from exercises_lib.grading.process.shell import CellTimeout

STATEMENTS = (
    "values = list(table['score'])",
    "more = values",
    "pair = [values, values]",
    "values = values + [7]",
    "values.append(3)",
    "pair[0].append(4)",
    "taken = values.pop()",
    "each = iter(values)",
    "taken = next(each)",
    "lazy = (one for one in values)",
    "taken = sum(lazy)",
    "many = lambda: len(values)",
    "taken = many()",
    "table['score'] = table['score'] * 2",
    "table.drop(0, inplace=True)",
    "table = table[table['score'] > 1]",
    "taken = 1 / (len(values) - 3)",
    "answer = [list(values), more]",
    "answer = [taken, table.to_dict()]",
    "answer = round(taken, 1)",
)
SOLUTION = [STATEMENTS[0], "more = taken = values", "answer = len(values)"]


def namespace():
    return {"table": pd.DataFrame({"score": [1, 2, 3], "team": ["Jade", "Olive", "Coral"]})}


def told(mutants, given):
    return [repr(value) for _, value in answers(mutants, "answer", given)]


@given(
    st.lists(st.sampled_from(STATEMENTS), max_size=5).map(lambda those: [*SOLUTION[:2], *those, SOLUTION[2]]),
    st.lists(st.tuples(st.integers(0, 7), st.sampled_from(STATEMENTS)), min_size=2, max_size=6),
)
@example(SOLUTION, [(2, STATEMENTS[6]), (2, "answer = values.pop()"), (2, "answer = [values.pop(), more]")])
def test_each_answers_what_it_answers_alone(solution, slips):
    codes = ["\n".join([*solution[:at], slip, *solution[at + 1 :]]) for at, slip in slips]
    mutants = [Mutant("\n".join(solution), ""), *(Mutant(code, "") for code in codes)]
    shared = namespace()
    assert told(mutants, shared) == [told([mutant], namespace())[0] for mutant in mutants]
    assert repr(shared) == repr(namespace())  # and nothing stays


def test_a_beginning_that_many_share_runs_once():
    runs = []
    codes = [f"values = note(table)\nanswer = len(values) + {number}" for number in range(5)]
    found = answers(
        [Mutant(code, "") for code in codes], "answer", {"note": lambda table: runs.append(1) or [1, 2], "table": 0}
    )
    assert [value for _, value in found] == [2, 3, 4, 5, 6]
    assert len(runs) == 1


def test_each_draws_into_a_figure_of_its_own():
    codes = [f"axes = table['score'].plot()\nanswer = axes.plot([1, {n}])\nanswer = len(axes.lines)" for n in range(3)]
    codes += ["answer = table['score'].plot()\nanswer = len(answer.lines)", "answer = len(plt.gca().lines)"]
    found = answers([Mutant(code, "") for code in codes], "answer", namespace() | {"plt": plt})
    assert [value for _, value in found] == [2, 2, 2, 1, 0]


@pytest.mark.parametrize("code", ["return 3", "if x:", "answer = (1"])
def test_code_that_is_no_python_is_an_error_of_its_own(code):
    broken, fine = answers([Mutant(code, ""), Mutant("answer = 7", "")], "answer", {})
    assert isinstance(broken[1], SyntaxError)
    assert fine[1] == 7


def test_what_a_mutant_answers_does_not_hang_on_how_busy_the_machine_is():
    """Only its own work counts against its time; the clock goes on while it does nothing."""
    waits, works = Mutant("import time\ntime.sleep(SECONDS + 0.5)\nanswer = 1", ""), Mutant("while True:\n    pass", "")
    found = answers([waits, works], "answer", {"SECONDS": SECONDS})
    assert found[0] == (waits, 1)
    assert isinstance(found[1][1], CellTimeout)
