"""Answers that are objects made to please: they are read as plain data, whatever they say."""

from __future__ import annotations

import pytest
from course_for_tests.handing_in import FULL, NOTHING, hands_in

ALWAYS_EQUAL = """
class AlwaysEqual:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __hash__(self): return 0
    def __float__(self): return 1.0
    def __len__(self): return 5
    def __iter__(self): return iter([self] * 5)
    def __getitem__(self, key): return self
    def __getattr__(self, name): return self
    def __call__(self, *arguments): return self
    def __repr__(self): return "1.0"
"""

LIARS = """
import numbers, pandas as pd
class Number(float):
    def __eq__(self, other): return True
    def __round__(self, decimals=0): return self
    def __repr__(self): return "everything"
class Text(str):
    def __eq__(self, other): return True
    def casefold(self): return "b"
    def __hash__(self): return hash("b")
class Table(pd.DataFrame):
    def equals(self, other): return True
    def __eq__(self, other): return True
class Pretender:
    __class__ = float
    __module__ = "pandas"
class Meta(type):
    def __eq__(self, other): return True
    def __hash__(self): return hash(float)
    def __instancecheck__(self, other): return True
class Kin(metaclass=Meta):
    pass
"""

POISON = """
class Poison:
    def __getattribute__(self, name): raise SystemExit("no")
    def __repr__(self): raise KeyboardInterrupt
class PoisonClass(type):
    def __getattribute__(self, name): raise SystemExit("no")
class Poisoned(metaclass=PoisonClass):
    pass
endless = []
endless.append(endless)
"""


@hands_in
def always_equal(handout):
    cell = "\n".join(f"{name} = AlwaysEqual()" for name in FULL)
    return handout.blank_with(f"{ALWAYS_EQUAL}\n{cell}")


@hands_in
def liars(handout):
    notebook = handout.blank_with(LIARS)
    return _answer(
        notebook,
        handout,
        {
            "csat": "Number(9)",
            "nps": "Pretender()",
            "first_step": "Text('a')",
            "ratings": "Table({'csat': [1]})",
            "ratings_plot": "Kin()",
            "share_of": "Kin",
        },
    )


@hands_in
def poison(handout):
    notebook = handout.solved_with(POISON)
    return _answer(notebook, handout, {"csat": "Poison()", "nps": "Poisoned()", "first_step": "endless"})


ENDLESS = """
import itertools, numpy as np, pandas as pd
class Number(float):
    def __float__(self): return float(self)
    def __reduce__(self): return (eval, ("1000",))
class Endless(list):
    def __iter__(self): return itertools.count()
    def __len__(self): return 3
class Array(np.ndarray):
    def tolist(self): return [1.0] * 10**9
    def __array__(self, *given, **more): raise SystemExit
def nested():
    inside = []
    for _ in range(100_000):
        inside = [inside]
    return inside
"""


@hands_in
def endless(handout):
    notebook = handout.solved_with(ENDLESS)
    return _answer(
        notebook,
        handout,
        {"csat": "Number(0.5)", "nps": "Endless([1])", "first_step": "nested()", "ratings": "np.zeros(5).view(Array)"},
    )


@hands_in
def extremes(handout):
    notebook = handout.solved_with("import numpy as np, pandas as pd")
    return _answer(
        notebook,
        handout,
        {
            "csat": "float('nan')",
            "nps": "10 ** 100_000",
            "first_step": r"'\ud800b'",
            "ratings": "pd.DataFrame({'csat': np.ones(10_000_000)})",
            "ratings_plot": "float('inf')",
        },
    )


@hands_in
def poisonous_function(handout):
    return handout.solved_but(
        share_of="""
calls = 0
def share_of(scores, least):
    global calls, csat
    calls += 1
    csat = 1
    import os
    os._exit(0)
"""
    )


def _answer(notebook, handout, values: dict[str, str]):
    from exercises_lib.demo.cohort import answer_cell

    for name, value in values.items():
        answer_cell(notebook, name).source = f"{name} = {value}"
    return notebook


@pytest.mark.parametrize("learner", ["always_equal", "liars"])
def test_an_object_that_claims_to_be_right_is_not(graded, learner):
    assert graded.marks(learner) == NOTHING


def test_an_object_that_fails_when_looked_at_loses_its_own_exercise_only(graded):
    assert graded.marks("poison") == FULL | {"csat": 0, "nps": 0, "first_step": 0}


def test_an_object_that_never_ends_loses_its_own_exercise_only(graded):
    lost = {"csat": 0, "nps": 0, "first_step": 0, "ratings": 0}
    assert graded.marks("endless") == FULL | lost


def test_extreme_values_are_wrong_and_nothing_else(graded):
    assert graded.marks("extremes") == dict.fromkeys(FULL, 0) | {"share_of": FULL["share_of"]}
    assert "too big" in graded.message("extremes", "ratings")


def test_a_function_that_ends_the_process_loses_its_own_exercise_only(graded):
    assert graded.marks("poisonous_function") == FULL | {"share_of": 0}
