"""The result file of a run, `results/MODULE-TIME.jsonl`: what was found and told, one line of JSON an exercise.

The gradebook keeps points alone. Whoever wants to know why, such as `bpo report`, reads these lines; where there are
several for one learner and exercise, the last `graded` counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from exercises_lib.grading.grade import Result


def new(root: Path, module: str) -> Path:
    """The file of a run that begins now. It is not made."""
    return root / "results" / f"{module}-{datetime.now():%Y%m%d-%H%M%S}.jsonl"


def lines(learner: str, results: Iterable[Result], fault: str = "") -> list[str]:
    """The lines for one submission that was graded now, or one line that says why it was not."""
    about = {"learner": learner, "graded": datetime.now(UTC).isoformat(timespec="milliseconds")}
    not_graded = {"outcome": "not graded", "message": fault}
    found = [not_graded] if fault else [result.as_dict() for result in results]
    return [json.dumps(about | one) + "\n" for one in found]


def append(file: Path, learner: str, results: Iterable[Result]) -> None:
    """Add the lines of one submission. Raises OSError."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with open(file, "a", encoding="utf-8") as written:
        written.writelines(lines(learner, results))
