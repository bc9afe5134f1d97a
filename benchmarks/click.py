"""How long one click on the formgrader's autograde button takes: nbgrader with its own settings, and with ours.

As a program it does what the server of JupyterLab does at such a click, for one learner after the other in the current
course folder, and prints the seconds of each as JSON. The first click starts what is not there yet. With our settings
the page that was opened before has started the warm process, and its reader takes READS seconds to find the button.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

READS = 4.0


def table(stock: Path, ours: Path, module: str, rounds: int) -> str:
    """A table of Markdown, from two course folders with the same submissions; the rounds take turns."""
    from benchmarks import cohorts

    found: dict[str, list[list[float]]] = {"its own settings": [], "our settings": []}
    for _ in range(rounds):
        for settings, root in zip(found, (stock, ours), strict=True):
            cohorts.forget_marks(root)
            found[settings].append(_clicks(root, module))
    lines = ["| nbgrader with | first click, s | next clicks, s |", "|---|---|---|"]
    figures = {
        settings: (median(each[0] for each in runs), median(median(each[1:]) for each in runs))
        for settings, runs in found.items()
    }
    lines += [f"| {settings} | {first:.2f} | {later:.2f} |" for settings, (first, later) in figures.items()]
    (first, later), (our_first, our_later) = figures.values()
    return "\n".join([*lines, f"| ratio | {our_first / first:.2f} | {our_later / later:.2f} |"])


def _clicks(root: Path, module: str) -> list[float]:
    from benchmarks import cohorts
    from exercises_lib.environment import with_commands

    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.click", module],
        cwd=root,
        text=True,
        stdout=subprocess.PIPE,
        check=True,
        env=with_commands() | {"PYTHONPATH": str(cohorts.REPOSITORY)},
        stderr=subprocess.DEVNULL,
    )
    return json.loads(done.stdout.splitlines()[-1])


def main(module: str) -> None:
    from nbgrader.apps import NbGrader, NbGraderAPI
    from nbgrader.coursedir import CourseDirectory

    app = NbGrader()
    app.initialize([])
    app.config.CourseDirectory.root = os.getcwd()
    course, seconds = CourseDirectory(parent=app), []
    if "exercises_lib.grading.formgrader" in sys.modules:  # our settings
        sys.modules["exercises_lib.grading.formgrader"].begin_early(course)
        time.sleep(READS)
    api = NbGraderAPI(course, parent=app)
    for place in sorted(Path("submitted").iterdir()):
        began = time.perf_counter()
        done = api.autograde(module, place.name)
        seconds.append(time.perf_counter() - began)
        if not done["success"]:
            raise RuntimeError(done["log"])
    print(json.dumps(seconds))


if __name__ == "__main__":
    main(sys.argv[1])
