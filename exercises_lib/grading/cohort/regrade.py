"""Whose marks change when submissions are graded again, also when that is stopped and carried on.

While a whole class is graded again, a file in `results/` keeps everybody's points from before. The run that finds it
goes on where the last one stopped, and tells all changes since; it is removed when the whole class is through.
"""

from __future__ import annotations

import json
import math
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Change:
    """A learner's automatic points before and after grading again."""

    learner: str
    before: float
    after: float


@dataclass(frozen=True)
class Start:
    """How things stood when a run began."""

    points: dict[str, float]  # automatic points by learner; nobody who had none yet
    since: float  # a notebook that was graded before this moment (seconds since 1970) is graded again
    file: Path | None = None  # keeps it until the whole class is through

    def changes(self, points: dict[str, float]) -> list[Change]:
        """Whose points are others now, in the order of their names."""
        return [
            Change(learner, self.points[learner], after)
            for learner, after in sorted(points.items())
            if learner in self.points and not math.isclose(self.points[learner], after, abs_tol=1e-6)
        ]

    def through(self) -> None:
        if self.file:
            self.file.unlink()


def all_again(points: dict[str, float], file: Path, version: str) -> Start:
    """Of a run over the whole class, which may be the second half of one that was stopped.

    `version` names what marks follow from. If it has changed since, everybody is graded again from the beginning; the
    points from before the first run stay those to compare with. Raises OSError.
    """
    kept: dict[str, Any] = {"points": points, "version": ""}
    if file.exists():
        kept = json.loads(file.read_text(encoding="utf-8"))
    if kept["version"] != version:
        file.parent.mkdir(parents=True, exist_ok=True)
        new = file.with_suffix(".new")
        new.write_text(json.dumps(kept | {"version": version}), encoding="utf-8")
        os.replace(new, file)  # whole or not at all
    return Start(kept["points"], file.stat().st_mtime, file)
