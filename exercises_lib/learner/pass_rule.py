"""What it takes to pass a module: a share of all points and, where a person reads answers, some of that person's.

The syllabus says it (`pass_mark`, `pass_needs`), `bpo build` writes it into the notebook's metadata, and from there it
reaches the answer card, the feedback page and the trainer's tables.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from exercises_lib.learner.feedback import number

PLACE = "bpo_pass"  # in a notebook's metadata


@dataclass(frozen=True)
class PassRule:
    """Points of a module: in all, those that a person gives, and how many of either are needed to pass."""

    points: float
    needed: float
    read: float = 0
    read_needed: float = 0

    def passed(self, earned: float, read: float) -> bool:
        """Whether `earned` points in all, `read` of them given by a person, are enough."""
        return earned >= self.needed and read >= self.read_needed

    @property
    def text(self) -> str:
        """'28 of 40 points', and what of them a person must have given."""
        some = f", {number(self.read_needed)} or more of them from a trainer's reading" if self.read_needed else ""
        return f"{number(self.needed)} of {number(self.points)} points{some}"

    def missing(self, earned: float, read: float) -> str:
        """What is still missing, in a sentence."""
        if self.passed(earned, read):
            return "You have them."
        more, more_read = max(0, self.needed - earned), max(0, self.read_needed - read)
        if not more_read:
            return f"Still missing: {number(more)}."
        in_all = f"{number(more)} in all, and " if more > more_read else ""
        return f"Still missing: {in_all}{number(more_read)} of those that your trainer gives."


def of_module(pass_mark: float, pass_needs: float, notebook) -> PassRule:
    """The rule of a module: `pass_mark` in percent of its points, `pass_needs` in points that a person gives."""
    marked = [cell.metadata["nbgrader"] for cell in notebook.cells if "nbgrader" in cell.metadata]
    points = sum(meta["points"] for meta in marked if meta["grade"])
    read = sum(meta["points"] for meta in marked if meta["grade"] and meta["solution"])
    needed = math.ceil(2 * points * pass_mark / 100 - 1e-9) / 2  # points are whole or half
    return PassRule(points, needed, read, pass_needs)


def found(metadata: dict) -> PassRule | None:
    """The rule in a notebook's metadata or on an answer card; None where there is none."""
    return PassRule(**metadata[PLACE]) if PLACE in metadata else None
