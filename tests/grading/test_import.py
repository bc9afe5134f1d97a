"""`from exercises_lib import check` is the first thing a learner's notebook does: it is quick."""

from __future__ import annotations

import subprocess
import sys

HEAVY = {
    "pandas",
    "numpy",
    "matplotlib",
    "nbgrader",
    "nbformat",
    "IPython",
    "typer",
    "rich",
    "jupytext",
    "rapidfuzz",
}


def test_the_package_loads_nothing_heavy():
    code = "import sys; from exercises_lib import check, progress; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "exercises_lib.learner.check" in loaded
    assert not HEAVY & set(loaded)
    assert not [name for name in loaded if name.startswith("exercises_lib.grading")]
