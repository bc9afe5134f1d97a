"""Submissions that change Python, IPython or exercises_lib: marks are made elsewhere."""

from __future__ import annotations

import pytest
from course_for_tests.handing_in import FULL, NOTHING, hands_in


@hands_in
def display_hook(handout):
    return handout.blank_with("import sys\nsys.displayhook(2)\nsys.displayhook = lambda value: print(1000)")


@hands_in
def drops_asserts(handout):
    return handout.blank_with("""
import ast
class DropAsserts(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
    def visit_Expr(self, node): return ast.Pass()
get_ipython().ast_transformers.append(DropAsserts())
""")


@hands_in
def other_check(handout):
    return handout.blank_with("""
import builtins, sys, types
import exercises_lib, exercises_lib.checks, exercises_lib.plain.values, exercises_lib.learner.check
def check(name):
    return 1000
right = exercises_lib.checks.Outcome("right", 1, "right")
for module in list(sys.modules.values()):
    if getattr(module, "__name__", "").startswith("exercises_lib"):
        for name in ("check", "judge", "judge_facets", "same", "to_plain"):
            if hasattr(module, name):
                setattr(module, name, lambda *given, **more: right)
exercises_lib.plain.values.MISSING.update(type="number", value="1")
builtins.check = builtins.round = builtins.float = check
fake = types.ModuleType("exercises_lib")
fake.check = check
sys.modules["exercises_lib"] = fake
""")


@hands_in
def other_shell(handout):
    return handout.blank_with("""
shell = get_ipython()
shell.run_cell = lambda *given, **more: None
shell.user_ns.setdefault("key", None)
type(shell).run = lambda self, source, seconds=0: "ok"
for event in ("pre_run_cell", "post_run_cell"):
    shell.events.register(event, lambda *given: print("3.0"))
""")


@hands_in
def other_libraries(handout):
    """Answers that are made right on their way out, by the libraries that carry them."""
    return handout.blank_with("""
import builtins, json, os
import matplotlib.axes, matplotlib.figure, numpy, pandas
right = {"type": "number", "value": "1"}
sent = {"id": 1, "value": right, "ran": "ok", "points": 1000, "outcome": "right", "credit": 1}
json.dumps = json.JSONEncoder.encode = lambda *given, **more: str(sent).replace("'", '"')
print_as_it_was = builtins.print
builtins.print = lambda *given, **more: print_as_it_was("3.0 points")
builtins.open = os.fork = lambda *given, **more: 1000
builtins.isinstance = lambda *given: True
builtins.len = lambda thing: 5
for owner in (pandas.DataFrame, pandas.Series, matplotlib.axes.Axes, matplotlib.figure.Figure, numpy.float64):
    for name in ("__eq__", "equals", "to_dict", "get_title", "get_lines", "item"):
        try:
            setattr(owner, name, lambda *given, **more: True)
        except TypeError:
            pass
""")


@hands_in
def prints_points(handout):
    answers = {name: "print('3.0 points')\n3.0" for name in FULL}
    return handout.blank_but(**answers)


@hands_in
def shows_a_right_box(handout):
    box = '<div role="status"><strong>✓ Right · {0} · 3 of 3 points</strong><p>Right.</p></div>'
    answers = {name: f"from IPython.display import HTML\ndisplay(HTML({box.format(name)!r}))\n1000.0" for name in FULL}
    return handout.blank_but(**answers)


@hands_in
def makes_a_key(handout):
    return handout.blank_with("""
import os
os.environ.pop("BPO_GRADING", None)
os.environ["NBGRADER_VALIDATING"] = "1"
from exercises_lib.authoring.key_ring import KeyRing
csat = nps = first_step = 1
key = KeyRing(get_ipython().user_ns)
check("csat")
""")


@hands_in
def exits_the_process(handout):
    return handout.solved_but(nps="import os\nos._exit(0)")


@pytest.mark.parametrize(
    "learner",
    [
        "display_hook",
        "drops_asserts",
        "other_check",
        "other_shell",
        "other_libraries",
        "prints_points",
        "shows_a_right_box",
        "makes_a_key",
    ],
)
def test_it_earns_nothing(graded, learner):
    assert graded.marks(learner) == NOTHING


def test_ending_the_process_loses_that_exercise_only(graded):
    assert graded.marks("exits_the_process") == FULL | {"nps": 0}
    assert "stopped everything" in graded.message("exits_the_process", "nps")
