"""How long a learner waits for `check`: for right answers and for every declared mistake of a module, by kind.

Each answer is checked once, as the next time it is known.

As a program it runs the cells of the notebook given on standard input in the current folder, and prints the seconds of
each check cell as JSON.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path
from statistics import median


def table(root: Path, module: str) -> str:
    """A table of Markdown, from a course folder with a release. Wall milliseconds; slow digests are in them."""
    import nbformat

    from benchmarks import cohorts
    from exercises_lib import course_folder
    from exercises_lib.authoring import variants
    from exercises_lib.grading import keys

    source_path = course_folder.source_path(root, module)
    records = keys.both_samples(root, source_path)[0]["practice"]
    release = root / "release" / module
    notebook = variants.with_every_mistake(
        nbformat.read(release / f"{module}.ipynb", 4), course_folder.read_solution(source_path), records
    )
    cells = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.latency"],
        input=json.dumps(cells),
        cwd=release,
        text=True,
        env=os.environ | {"PYTHONPATH": str(cohorts.REPOSITORY)},
        stdout=subprocess.PIPE,
        check=True,
    )
    by_kind = defaultdict(list)
    for name, seconds in json.loads(done.stdout.splitlines()[-1]):
        by_kind[records[name]["kind"]].append(1000 * seconds)
    lines = ["| kind | answers checked | median, ms | longest, ms |", "|---|---|---|---|"]
    lines += [
        f"| {kind} | {len(found)} | {median(found):.0f} | {max(found):.0f} |" for kind, found in sorted(by_kind.items())
    ]
    return "\n".join(lines)


def main() -> None:
    import matplotlib
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output

    matplotlib.use("agg")
    shell, waits = InteractiveShell.instance(), []
    for cell in json.load(sys.stdin):
        name = re.search(r'(?m)^check\("(\w+)"\)$', cell)
        began = time.perf_counter()
        with capture_output():
            shell.run_cell(cell, store_history=True)
        if name:
            waits.append((name[1], time.perf_counter() - began))
    print(json.dumps(waits))


if __name__ == "__main__":
    main()
