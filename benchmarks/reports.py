"""How long `bpo report` takes for a very large class: a made-up gradebook and result files, and the real command.

`python -m benchmarks.reports [--learners N]`. Every module of the course is in it; each learner handed in all of them.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from nbgrader import api
from nbgrader.utils import is_grade, is_solution
from sqlalchemy import insert

from exercises_lib.course_folder import read_solution
from exercises_lib.environment import with_commands

ROOT = Path(__file__).parents[1]
MESSAGES = [f"This is the total of step {number}, and the question is about all steps." for number in range(12)]
AT_ONCE = 500  # learners


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--learners", type=int, default=30_000)
    learners = parser.parse_args().learners
    # nbgrader asks the command alembic for a new gradebook's version
    os.environ.update(with_commands())
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        course = make(Path(folder), learners)
        print(table(course, learners))


def table(course: Path, learners: int) -> str:
    """The report's figures as a row of a table."""
    modules = len(list(course.glob("source/*/")))
    began = time.monotonic()
    subprocess.run([sys.executable, "-m", "exercises_lib", "report"], cwd=course, check=True)
    seconds = time.monotonic() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (
        f"| learners | modules | seconds | processor seconds | most memory, MB |\n|---|---|---|---|---|\n"
        f"| {learners:,} | {modules} | {seconds:.1f} | {used.ru_utime + used.ru_stime:.1f} | "
        f"{used.ru_maxrss / 1024:.0f} |"
    )


def make(folder: Path, learners: int) -> Path:
    """A course folder whose learners handed in everything, as grading leaves it (without the notebooks)."""
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    shutil.copytree(ROOT / "source", folder / "source")
    draws = np.random.default_rng(1)
    with api.Gradebook(f"sqlite:///{folder}/gradebook.db", "bpo") as gradebook:
        gradebook.db.execute(
            insert(api.Student.__table__),
            [
                {"id": f"learner{number}", "first_name": "Ama", "last_name": f"Osei{number}"}
                for number in range(learners)
            ],
        )
        for path in sorted(folder.glob("source/*/")):
            _module(gradebook, folder, path.name, learners, draws)
            gradebook.db.commit()
    return folder


def _module(gradebook: api.Gradebook, folder: Path, module: str, learners: int, draws: np.random.Generator) -> None:
    cells = [
        cell.metadata.nbgrader
        for cell in read_solution(folder / "source" / module / f"{module}.ipynb").cells
        if "nbgrader" in cell.metadata and (is_grade(cell) or is_solution(cell))
    ]
    gradebook.add_assignment(module)
    gradebook.add_notebook(module, module)
    db, graded, answers = gradebook.db, {}, []
    for meta in cells:
        if meta.grade:
            made = gradebook.add_grade_cell(meta.grade_id, module, module, max_score=meta.points, cell_type="code")
            graded[meta.grade_id] = made.id, meta.points, meta.solution
        if meta.solution:
            answers.append(gradebook.add_solution_cell(meta.grade_id, module, module).id)
    assignment = gradebook.find_assignment(module)
    notebook = assignment.notebooks[0]
    skill = draws.normal(size=learners)
    (folder / "results").mkdir(exist_ok=True)
    with open(folder / "results" / f"{module}-20261127-120000.jsonl", "w", encoding="utf-8") as lines:
        for start in range(0, learners, AT_ONCE):
            some = range(start, min(start + AT_ONCE, learners))
            ids = [(api.new_uuid(), api.new_uuid()) for _ in some]
            db.execute(
                insert(api.SubmittedAssignment.__table__),
                [
                    {"id": id_, "assignment_id": assignment.id, "student_id": f"learner{number}"}
                    for number, (id_, _) in zip(some, ids, strict=True)
                ],
            )
            db.execute(
                insert(api.SubmittedNotebook.__table__),
                [{"id": book, "notebook_id": notebook.id, "assignment_id": id_} for id_, book in ids],
            )
            grades = []
            for number, (_, book) in zip(some, ids, strict=True):
                for name, (cell, most, by_hand) in graded.items():
                    share = 1.0 if draws.normal() < skill[number] + 0.5 else 0.5 * (draws.random() < 0.2)
                    points = None if by_hand else round(2 * most * share) / 2
                    grades.append(
                        {
                            "id": api.new_uuid(),
                            "cell_id": cell,
                            "notebook_id": book,
                            "auto_score": points,
                            "manual_score": most if by_hand else None,
                            "needs_manual_grade": False,
                        }
                    )
                    if not by_hand:
                        lines.write(_line(f"learner{number}", name, points, most, draws))
            db.execute(insert(api.Grade.__table__), grades)
            db.execute(
                insert(api.Comment.__table__),
                [{"id": api.new_uuid(), "cell_id": cell, "notebook_id": book} for _, book in ids for cell in answers],
            )


def _line(learner: str, exercise: str, points: float, most: float, draws: np.random.Generator) -> str:
    right, explained = points == most, bool(draws.random() < 0.8)
    answer = "" if right else str(draws.integers(200))
    message = (
        "That is right."
        if right
        else (
            MESSAGES[draws.integers(len(MESSAGES))]
            if explained
            else f"`{exercise}` is {answer}. We expect another number. Check what goes in, then look at the first hint."
        )
    )
    return (
        json.dumps(
            {
                "learner": learner,
                "graded": "2026-11-27T12:00:00.000+00:00",
                "exercise": exercise,
                "points": points,
                "max_points": most,
                "outcome": "right" if right else "partly" if points else "wrong",
                "message": message,
                "seconds": 0.01,
                "unprotected": False,
                "flag": "",
                "answer": answer,
                "explained": not right and explained,
            }
        )
        + "\n"
    )


if __name__ == "__main__":
    main()
