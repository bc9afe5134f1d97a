"""`python -m benchmarks [--learners N] [--rounds N]`: grade the same cohorts in several ways and print the ratios."""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import tempfile
from datetime import date
from pathlib import Path

from benchmarks import calls, click, cohorts, latency, ways

MODULE_01 = "01_analytical_skills"
GROWTH = (10, 100, 1000, 2000)

parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
parser.add_argument("--learners", type=int, default=20, help="submissions in each small cohort (default 20)")
parser.add_argument("--many", type=int, default=150, help="submissions in the large cohort, graded once (default 150)")
parser.add_argument("--rounds", type=int, default=3, help="rounds, of which the median counts (default 3)")
parser.add_argument("--no-growth", action="store_true", help="leave out the runs with up to 2,000 submissions")


def main() -> None:
    options = parser.parse_args()
    print("# How fast grading is\n")
    print("What `make bench` printed. To measure anew: `make bench > benchmarks/RESULTS.md`.\n")
    print(
        f"{date.today()} · {machine()}, {os.cpu_count()} cores · Python {platform.python_version()} · "
        "median of interleaved rounds\n"
    )
    print(f"## Calls of the simulator, on one core\n\n{calls.table()}\n", flush=True)
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        small = compare(Path(folder), cohorts.SMALL, options.learners, options.rounds)
        clicks = click.table(stock_of(small), small, cohorts.SMALL, options.rounds)
        print(f"## One click on the formgrader's autograde button (small)\n\n{clicks}\n", flush=True)
        compare(Path(folder), cohorts.SMALL, options.many, 1)  # the start of a command weighs less here
        course = compare(Path(folder), MODULE_01, options.learners, options.rounds)
        waits = latency.table(course, MODULE_01)
        print(f"## How long a learner waits for `check` (module 01)\n\n{waits}\n", flush=True)
        if not options.no_growth:
            growth(Path(folder))


def machine() -> str:
    """The processor's name, where the system tells it."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    names = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def stock_of(our_course: Path) -> Path:
    """Where the same submissions lie for nbgrader with its own settings."""
    return our_course.with_name(our_course.name.replace("ours", "stock"))


def compare(folder: Path, module: str, learners: int, rounds: int) -> Path:
    """Print the table of the ways. Returns the course folder that was graded with our settings."""
    our_course = cohorts.ours(folder / f"ours-{module}-{learners}", module, learners)
    stock_course = cohorts.stock(stock_of(our_course), module, learners)
    ways.by_bpo(1)(our_course, module)  # makes the keys, once for all
    runs = {
        "(a) nbgrader, its own settings": lambda: ways.by_nbgrader(stock_course, module),
        "(b) nbgrader, our settings": lambda: ways.by_nbgrader(our_course, module),
        "(c) bpo grade --workers 1": lambda: ways.by_bpo(1)(our_course, module),
        "(d) bpo grade --workers 2": lambda: ways.by_bpo(2)(our_course, module),
        "(e) the cells in a bare fork": lambda: ways.bare_forks(our_course, module),
    }
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(rounds):  # interleaved, so that a slow minute of the machine hits every way
        for name, run in runs.items():
            seconds[name].append(run() / learners)
    medians = {name: statistics.median(values) for name, values in seconds.items()}
    slowest = medians["(a) nbgrader, its own settings"]
    print(f"## {module}, {learners} submissions, {rounds} round{'s' * (rounds > 1)}\n")
    print("| way | seconds a submission | times as fast as (a) |\n|---|---|---|")
    for name, median in medians.items():
        print(f"| {name} | {median:.3f} | {slowest / median:.1f} |")
    floor = medians["(e) the cells in a bare fork"]
    print(f"\n(c) takes {medians['(c) bpo grade --workers 1'] / floor:.1f} times as long as (e)\n", flush=True)
    return our_course


def growth(folder: Path) -> None:
    print("## How `bpo grade --workers 2` grows with the cohort (small notebook)\n")
    print("The coordinator's own time is its processor time, start included; the workers' is not in it.\n")
    print("| submissions | seconds | seconds each | of which the coordinator's own, ms |\n|---|---|---|---|")
    for learners in GROWTH:
        root = cohorts.ours(folder / f"growth-{learners}", cohorts.SMALL, learners)
        seconds, own = ways.coordinator(root, cohorts.SMALL, 2)
        print(f"| {learners} | {seconds:.1f} | {seconds / learners:.3f} | {1000 * own / learners:.1f} |", flush=True)


if __name__ == "__main__":
    main()
