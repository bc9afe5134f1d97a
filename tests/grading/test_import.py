"""`from exercises_lib import check` is the first thing a learner's notebook does: it is quick, and brings no keys."""

from __future__ import annotations

import subprocess
import sys

HEAVY = {"pandas", "numpy", "matplotlib", "nbgrader", "nbformat", "IPython", "typer", "rich", "jupytext", "rapidfuzz"}


def loaded_by(imports: str) -> list[str]:
    code = f"import sys; {imports}; print(*sys.modules)"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()


def test_the_package_loads_nothing_heavy():
    loaded = loaded_by("from exercises_lib import check, progress")
    assert "exercises_lib.learner.check" in loaded
    assert not HEAVY & set(loaded)
    assert not [name for name in loaded if name.startswith("exercises_lib.grading")]


def test_the_learner_process_loads_nothing_of_authors_and_of_what_grades_it():
    loaded = loaded_by("from exercises_lib.grading.process import cold, warm_server; import exercises_lib")
    ours = {name for name in loaded if name.startswith("exercises_lib.")}
    assert "exercises_lib.grading.process.shell" in ours
    assert not [name for name in ours if name.startswith(("exercises_lib.authoring", "exercises_lib.demo"))]
    grading = {name for name in ours if name.startswith("exercises_lib.grading.")}
    assert {name for name in grading if not name.startswith("exercises_lib.grading.process")} == set()
