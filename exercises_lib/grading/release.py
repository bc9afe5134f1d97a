"""Making a release again: the old one stays until the new one is ready, and marks are kept where a module changed."""

from __future__ import annotations

import shutil
from pathlib import Path

from nbformat import NotebookNode
from nbgrader.api import MissingEntry
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import SaveCells

from exercises_lib.faults import CourseFault
from exercises_lib.grading import changes
from exercises_lib.grading.preprocessors import grading_lock
from exercises_lib.grading.rows import in_one_transaction


class SaveChangedCells(SaveCells):
    """nbgrader's step that writes a release's cells into the gradebook, also where work was handed in already."""

    def _create_notebook(self, nb: NotebookNode) -> None:
        try:
            notebook = self.gradebook.find_notebook(self.notebook_id, self.assignment_id)
        except MissingEntry:
            notebook = None
        if notebook is not None and notebook.submissions:
            root = Path(CourseDirectory(parent=self).root)
            with grading_lock(root):  # who grades meanwhile would miss the cells
                told = changes.bring_after(self.gradebook.db, notebook, changes.of_source(nb), root / "results")
            if told:
                self.log.warning(told)
        with in_one_transaction(self.gradebook):
            super()._create_notebook(nb)


class SafeGenerateAssignment(GenerateAssignment):
    """nbgrader's GenerateAssignment, which writes beside the old release and puts the new one into its place last."""

    coursedir: CourseDirectory  # set before anything is converted

    def _place(self, assignment_id: str, student_id: str) -> Path:
        return Path(super()._format_dest(assignment_id, student_id))

    def _format_dest(self, assignment_id: str, student_id: str, escape: bool = False) -> str:
        if escape:  # a pattern, not a place
            return super()._format_dest(assignment_id, student_id, escape)
        return str(_beside(self._place(assignment_id, student_id), "new"))

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        place = self._place(assignment_id, student_id)
        new, old = _beside(place, "new"), _beside(place, "old")
        if old.exists() and not place.exists():
            old.rename(place)  # the last run was stopped between its last two steps
        for left in (new, old):
            shutil.rmtree(left, ignore_errors=True)
        names = [Path(notebook).name for notebook in self.notebooks]
        is_whole = self.coursedir.notebook_id == "*"
        if not self.force and (place.exists() if is_whole else all((place / name).exists() for name in names)):
            self.log.warning("%s is there already; use --force to make it again.", place)
            return False
        if place.exists() and not is_whole:  # the other notebooks stay
            shutil.copytree(place, new, ignore=shutil.ignore_patterns(*names))
        return True

    def convert_single_notebook(self, notebook_filename: str) -> None:
        try:
            super().convert_single_notebook(notebook_filename)
        except CourseFault as fault:
            self.log.error("NOT RELEASED: the release stays as it was. %s", fault)
            raise

    def set_permissions(self, assignment_id: str, student_id: str) -> None:
        super().set_permissions(assignment_id, student_id)
        place = self._place(assignment_id, student_id)
        new, old = _beside(place, "new"), _beside(place, "old")
        if place.exists():
            place.rename(old)
        new.rename(place)
        shutil.rmtree(old, ignore_errors=True)


def _beside(place: Path, word: str) -> Path:
    """A hidden folder next to a release, in which nothing looks for lessons."""
    return place.with_name(f".{place.name}.{word}")
