"""`python -m benchmarks [--learners N] [--rounds N]`: grade the same cohorts in several ways and print the ratios."""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import tempfile
from datetime import date
from pathlib import Path

from benchmarks import cohorts, ways

MODULE_01 = "01_analytical_skills"
GROWTH = (10, 100, 1000)

parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
parser.add_argument("--learners", type=int, default=20, help="submissions in each cohort (default 20)")
parser.add_argument("--rounds", type=int, default=3, help="rounds, of which the median counts (default 3)")
parser.add_argument("--no-growth", action="store_true", help="leave out the run with up to 1,000 submissions")


def main() -> None:
    options = parser.parse_args()
    print(f"{date.today()}, {platform.processor() or platform.machine()}, {os.cpu_count()} cores, "
          f"{options.learners} submissions, median of {options.rounds} rounds\n")
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for module in (cohorts.SMALL, MODULE_01):
            compare(Path(folder), module, options.learners, options.rounds)
        if not options.no_growth:
            growth(Path(folder))


def compare(folder: Path, module: str, learners: int, rounds: int) -> None:
    our_course = cohorts.ours(folder / f"ours-{module}", module, learners)
    stock_course = cohorts.stock(folder / f"stock-{module}", module, learners)
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
    print(f"{module}\n\n| way | seconds a submission | times as fast as (a) |\n|---|---|---|")
    for name, median in medians.items():
        print(f"| {name} | {median:.3f} | {slowest / median:.1f} |")
    floor = medians["(e) the cells in a bare fork"]
    print(f"\n(c) takes {medians['(c) bpo grade --workers 1'] / floor:.1f} times as long as (e)\n", flush=True)


def growth(folder: Path) -> None:
    print("How `bpo grade --workers 2` grows with the cohort (small notebook)\n")
    print("| submissions | seconds | each |\n|---|---|---|")
    for learners in GROWTH:
        root = cohorts.ours(folder / f"growth-{learners}", cohorts.SMALL, learners)
        seconds = ways.by_bpo(2)(root, cohorts.SMALL)
        print(f"| {learners} | {seconds:.1f} | {seconds / learners:.3f} |", flush=True)


if __name__ == "__main__":
    main()
