"""Where nobody looks at what cells show, nothing is drawn; values are those that they are where somebody does."""

from __future__ import annotations

import pytest

from exercises_lib.grading.process.limits import Limits
from exercises_lib.grading.process.run import NotebookRun
from exercises_lib.grading.process.starter import starter

SHOWN = """
import matplotlib.pyplot as plt
looked = []
class Shown:
    def _repr_html_(self):
        looked.append(1)
        return "<p>seen</p>"
plt.plot([1, 2], [3, 4])
plot = plt.gca()
print("said")
display(Shown())
Shown()
"""


def run(limits: Limits) -> tuple[list, dict, dict]:
    start = starter(Limits())
    with NotebookRun(lambda: start.start(start.folder()), limits) as notebook_run:
        ran = notebook_run.run(SHOWN)
        assert ran.state == "ok"
        return ran.outputs, notebook_run.value("looked"), notebook_run.value("plot")


@pytest.mark.sandbox
def test_what_nobody_sees_is_not_drawn_and_answers_are_the_same():
    outputs, looked, plot = run(Limits())
    unseen, not_looked, same_plot = run(Limits(output_bytes=0))
    assert any("image/png" in output.get("data", {}) for output in outputs)
    assert not any("data" in output for output in unseen)
    assert looked != not_looked == {"type": "list", "items": []}
    assert plot == same_plot and plot["type"] != "raised"
