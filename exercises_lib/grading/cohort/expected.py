"""What a module's results must look like. Each is compared with it before a mark is written, whoever sent it."""

from __future__ import annotations

from dataclasses import dataclass

from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_solution

from exercises_lib.cells import check_cells, is_check
from exercises_lib.grading.cohort.bundle import Graded
from exercises_lib.grading.grade import points_of
from exercises_lib.grading.submission import SubmissionFault


class WrongResult(SubmissionFault):
    """This cannot be the result of grading this submission."""


@dataclass(frozen=True)
class Expected:
    """Of one module."""

    points: dict[str, float]  # the most that a grade cell can earn, by its id
    checks: dict[str, str]  # the exercise that a check cell decides, by the cell's id
    halves: frozenset[str]  # check cells that give whole or half points; those of plain asserts need not
    answers: frozenset[str]  # ids of answer cells

    @classmethod
    def of(cls, source: NotebookNode) -> Expected:
        """`source`: the module's solution notebook."""
        ours = {cell.metadata.nbgrader.grade_id: name for cell, name in check_cells(source)}
        ids = {cell.metadata.nbgrader.grade_id: cell for cell in source.cells if "nbgrader" in cell.metadata}
        return cls(
            {id_: points_of(cell) for id_, cell in ids.items() if is_grade(cell)},
            {id_: ours.get(id_, id_) for id_, cell in ids.items() if is_check(cell) and cell.cell_type == "code"},
            frozenset(id_ for id_ in ours if points_of(ids[id_]) * 2 % 1 == 0),
            frozenset(id_ for id_, cell in ids.items() if is_solution(cell)),
        )

    def check(self, graded: Graded, learner: str) -> None:
        """Raises WrongResult, with the reason, unless this is a possible result of the learner's for this module."""
        if graded.learner != learner:
            raise WrongResult("its worker sent the result of somebody else")
        if graded.fault:
            return
        if set(graded.scores) != set(self.points) or set(graded.comments) != self.answers:
            raise WrongResult("its worker sent a result for other exercises than this module's")
        for cell, score in graded.scores.items():
            if score is not None and not 0 <= score <= self.points[cell]:
                raise WrongResult(f"its worker sent {score:g} of {self.points[cell]:g} points for `{cell}`")
            if cell in self.halves and score is not None and score * 2 % 1:
                raise WrongResult(f"its worker sent {score:g} points for `{cell}`, which are neither whole nor half")
        told = sorted(((r.exercise, r.points, r.max_points) for r in graded.results), key=str)
        decided = ((name, graded.scores[cell], self.points[cell]) for cell, name in self.checks.items())
        if told != sorted(decided, key=str):
            raise WrongResult("its worker sent points that do not agree with each other")
