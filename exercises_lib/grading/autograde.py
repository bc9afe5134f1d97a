"""nbgrader's own commands, made to go on when one submission is odd; `install` puts them into its place.

nbgrader has no setting for these: a submission's timestamp that is no date, files that lie where a folder belongs and
ids with brackets each end with a traceback, or stop the whole class; so does a gradebook that is locked for a moment.
"""

from __future__ import annotations

import atexit
import gc
import glob
import os
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import nbformat
import nbgrader.apps.api
import nbgrader.apps.autogradeapp
import nbgrader.apps.generateassignmentapp
import nbgrader.apps.generatefeedbackapp
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.converters.base import BaseConverter, NbGraderException
from nbgrader.coursedir import CourseDirectory

from exercises_lib.environment import with_commands
from exercises_lib.faults import CourseFault, KeyFault
from exercises_lib.grading import (
    changes,
    folder,
    formgrader,
    gradebook_open,
    gradebook_revision,
    logs,
    metadata_schema,
    storage,
)
from exercises_lib.grading.gradebook_lock import GradebookLocked
from exercises_lib.grading.lock import AnotherGrader
from exercises_lib.grading.preprocessors import GradeSubmission
from exercises_lib.grading.release import SafeGenerateAssignment
from exercises_lib.grading.submission import SubmissionFault, check_place, read, reason
from exercises_lib.printable import printable

TOLD_ELSEWHERE = (KeyFault, AnotherGrader, NbGraderException)  # nobody's submission is at fault


def install() -> None:
    """For this process: what nbgrader's commands and the formgrader's buttons run are the classes of ours."""
    logs.install()
    formgrader.install()
    gradebook_open.install()
    gradebook_revision.install()
    metadata_schema.install()
    for name, command, ours in (
        ("Autograde", nbgrader.apps.autogradeapp, GuardedAutograde),
        ("GenerateAssignment", nbgrader.apps.generateassignmentapp, SafeGenerateAssignment),
        ("GenerateFeedback", nbgrader.apps.generatefeedbackapp, GuardedFeedback),
    ):
        setattr(command, name, ours)
        setattr(nbgrader.apps.api, name, ours)  # the formgrader's buttons
    # nbgrader has no setting for these two
    CourseDirectory.get_existing_timestamp = _existing_timestamp  # type: ignore[method-assign, assignment] # see above
    BaseConverter.init_notebooks = _init_notebooks  # type: ignore[method-assign, assignment] # see above
    atexit.register(gc.freeze)  # or a command's end is half a second of looking for garbage in all that was loaded
    if not shutil.which("alembic"):  # nbgrader's tool for the gradebook, and this virtual environment is not activated
        os.environ["PATH"] = with_commands()["PATH"]


def _existing_timestamp(course: CourseDirectory, place: str) -> datetime | None:
    return folder.time_of(Path(place))[0]


_nbgraders_init_notebooks = BaseConverter.init_notebooks


def _init_notebooks(converter: BaseConverter) -> None:
    """As nbgrader's, which takes brackets in a found folder's name for a pattern. The first step of each conversion."""
    try:
        if isinstance(converter, (Autograde, GenerateAssignment)):  # what needs keys
            storage.check()
    except CourseFault as fault:
        converter.log.error("Stopped: %s", fault)
        raise NbGraderException(str(fault)) from None
    course = converter.coursedir
    assert course, "set before anything is converted"
    pattern = converter._format_source(course.assignment_id, course.student_id)
    wanted = f"{course.notebook_id}.ipynb"
    found = {place: glob.glob(f"{glob.escape(place)}/{wanted}") for place in glob.glob(pattern)}
    converter.notebooks, converter.assignments = [], {place: books for place, books in found.items() if books}
    if not converter.assignments:
        _nbgraders_init_notebooks(converter)  # says what is missing, and raises


class _Door(BaseConverter):
    """Copies what was handed in beside the notebook: ordinary files, where the module's own leave room for them."""

    coursedir: CourseDirectory  # set before anything is converted

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        place = Path(self._format_source(assignment_id, student_id))
        limit = GradeSubmission(parent=self).file_bytes
        source = Path(self.coursedir.format_path(self.coursedir.source_directory, ".", assignment_id))
        beside = folder.look(place, folder.look(source, (), sys.maxsize).files, limit)
        _, no_time = folder.time_of(place)
        for note in [*beside.notes, *filter(None, [no_time])]:
            self.log.warning("%s: %s", student_id, note)
        folder.copy(beside.files, Path(self._format_dest(assignment_id, student_id)), self.coursedir.ignore)


class GuardedAutograde(Autograde, _Door):
    """nbgrader's Autograde that says of each submission that it cannot grade, in one line, whose it is and why."""

    coursedir: CourseDirectory

    def init_notebooks(self) -> None:
        super().init_notebooks()
        self._refused = False
        self._compare_with_release()
        module, learners = self.coursedir.assignment_id, self.coursedir.student_id
        for place in sorted(glob.glob(self._format_source(module, learners))):
            learner = self._learner(place)
            try:
                check_place(Path(place), learner)
                if place not in self.assignments:
                    self._read_all(Path(place), module)  # says what is there instead
            except SubmissionFault as fault:
                self._not_graded(learner, f"{module}.ipynb", fault)
                self.assignments.pop(place, None)
                self._refused = True

    def _compare_with_release(self) -> None:
        """Raises NbGraderException if the module is no longer the one that was released."""
        module = self.coursedir.assignment_id
        with Gradebook(self.coursedir.db_url, self.coursedir.course_id) as gradebook:
            for source in self._sources(module):
                try:
                    why = changes.since_release(gradebook.find_notebook(source.stem, module), nbformat.read(source, 4))
                except MissingEntry:
                    continue  # was never released, as nbgrader says
                if why:
                    self.log.error("NOT GRADED: %s", why)
                    raise NbGraderException(why)

    def _sources(self, assignment: str) -> list[Path]:
        source = self.coursedir.format_path(self.coursedir.source_directory, ".", assignment)
        return sorted(Path(source).glob("*.ipynb"))

    def convert_notebooks(self) -> None:
        super().convert_notebooks()
        if self._refused:
            raise NbGraderException("Some submissions were not graded.")

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        with self._guard(assignment_id, student_id):
            wanted = super().init_destination(assignment_id, student_id)
            if wanted:
                self._read_all(Path(self._format_source(assignment_id, student_id)), assignment_id)
            return wanted

    def _read_all(self, place: Path, assignment: str) -> None:
        """Raises SubmissionFault before anything is written of a submission that has no notebook to read."""
        names = [path.name for path in self._sources(assignment)]
        for name in [name for name in names if os.path.lexists(place / name)] or names:
            read(place / name)

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        with self._guard(assignment_id, student_id):
            super().init_assignment(assignment_id, student_id)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        found = self.init_single_notebook_resources(notebook_filename)["nbgrader"]
        with self._guard(found["assignment"], found["student"], Path(notebook_filename).name):
            super().convert_single_notebook(notebook_filename)

    @contextmanager
    def _guard(self, assignment: str, learner: str, notebook: str = "") -> Iterator[None]:
        try:
            with whole_or_not_at_all(self, assignment, learner):
                yield
        except TOLD_ELSEWHERE:
            raise
        except Exception as fault:
            self._not_graded(learner, notebook or f"{assignment}.ipynb", fault)
            raise

    def _not_graded(self, learner: str, notebook: str, fault: Exception) -> None:
        self.log.error("NOT GRADED: %s, %s: %s", printable(learner), printable(notebook), reason(fault))

    def _learner(self, place: str) -> str:
        pattern = self._format_source("(?P<assignment_id>.*)", "(?P<student_id>.*)", escape=True)
        found = re.match(pattern, place, re.DOTALL)
        assert found, "nbgrader found it by this pattern"
        return found["student_id"]


class GuardedFeedback(GenerateFeedback):
    """nbgrader's GenerateFeedback that leaves no half of a page behind."""

    def convert_single_notebook(self, notebook_filename: str) -> None:
        found = self.init_single_notebook_resources(notebook_filename)["nbgrader"]
        with whole_or_not_at_all(self, found["assignment"], found["student"]):
            super().convert_single_notebook(notebook_filename)


@contextmanager
def whole_or_not_at_all(converter: BaseConverter, assignment: str, learner: str) -> Iterator[None]:
    """End the command where the gradebook stays locked, without this learner's folder: it would count as done."""
    try:
        yield
    except GradebookLocked as fault:
        shutil.rmtree(converter._format_dest(assignment, learner), ignore_errors=True)
        converter.log.error("Stopped: %s", fault)
        raise SystemExit(1) from None  # nbgrader takes any other exception for one learner's, and goes on
