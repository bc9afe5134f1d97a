"""Of a module's worked examples only those run again that a small wrong solution may ask."""

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from exercises_lib.authoring.mutant_plan import Plan
from exercises_lib.authoring.mutants import Mutant

EXAMPLES = (
    "small = [1, 2]",
    "tall = small * 2",
    "tall.append(4)",
    "def double(one): return one * 2",
    "wide = double(7)",
    "print(wide)",
)
SOLUTION = "answer = sum(numbers)"


def run_again(*codes: str) -> list[str]:
    """The examples that belong to the mutants of this code."""
    graded = {"grade_id": "answer", "grade": True, "solution": False, "points": 1}
    answer = {"grade_id": "answer_answer", "grade": False, "solution": True}
    cells = [
        *map(new_code_cell, EXAMPLES),
        new_code_cell(SOLUTION, metadata={"nbgrader": answer}),
        new_code_cell('check("answer")', metadata={"nbgrader": graded}),
    ]
    plan = Plan(new_notebook(cells=cells), {"answer": [Mutant(code, "") for code in codes]})
    assert [step.source for step in plan.steps if step.answers or step.checks] == [SOLUTION, 'check("answer")']
    return [step.source for step in plan.steps if step.source in EXAMPLES]


@pytest.mark.parametrize(
    ("codes", "examples"),
    [
        ((), []),
        (("answer = max(numbers)",), []),
        (("answer = sum(wide)",), ["def double(one): return one * 2", "wide = double(7)", "print(wide)"]),
        (("answer = max(numbers)", "answer = sum(tall)"), ["small = [1, 2]", "tall = small * 2", "tall.append(4)"]),
        (("answer = sum(small)",), ["small = [1, 2]", "tall = small * 2", "tall.append(4)"]),
        (("small = 3\nanswer = sum(small)",), []),
        (("small = small[:1]\nanswer = sum(small)",), ["small = [1, 2]", "tall = small * 2", "tall.append(4)"]),
        (("twice = [small for small in numbers]\nanswer = sum(small)",), list(EXAMPLES[:3])),
        (("def twice():\n    small = 3\nanswer = sum(small)",), list(EXAMPLES[:3])),
        (("small += [3]\nanswer = sum(small)",), ["small = [1, 2]", "tall = small * 2", "tall.append(4)"]),
        (
            ("if numbers:\n    wide = 3\nanswer = wide",),
            ["def double(one): return one * 2", "wide = double(7)", "print(wide)"],
        ),
    ],
)
def test_what_runs_again(codes, examples):
    assert run_again(*codes) == examples
