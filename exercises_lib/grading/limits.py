"""How much a submission may use, and what a learner reads when it used more."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """All settable in nbgrader_config.py, as `c.GradeSubmission.cell_seconds = 20` and so on."""

    cell_seconds: float = 20  # for one cell, and for one look at a value
    notebook_seconds: float = 300  # for all cells of one notebook together
    grace_seconds: float = 3  # between asking a cell to stop and killing its process
    output_bytes: int = 20_000_000  # of everything one cell shows
    file_bytes: int = 200_000_000  # of the files that come with one submission
