"""nbgrader's own steps in this process, as the formgrader's buttons run them: each start of a command costs seconds."""

from __future__ import annotations

import logging
import warnings
from contextlib import chdir
from pathlib import Path

from nbgrader.api import Student
from nbgrader.apps import NbGrader, NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import CsvExportPlugin
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import SAWarning

from exercises_lib.faults import CourseFault


class Steps:
    """The steps of one course folder, with its nbgrader_config.py. `release` raises CourseFault where it fails."""

    def __init__(self, course: Path):
        with chdir(course):
            app = NbGrader()
            app.raise_config_file_errors = True
            app.initialize([])
        app.config.CourseDirectory.root = str(course)
        app.log_level = logging.WARNING
        self._app = app
        self._api = NbGraderAPI(CourseDirectory(parent=app), parent=app)
        with self._api.gradebook:
            pass  # it is there now, before several processes could make it at once

    def enrol(self, learners: list[str]) -> None:
        """Put learners on the list before two modules are graded at once: each would add them, and one would fail."""
        with self._api.gradebook as gradebook:
            missing = insert(Student.__table__).on_conflict_do_nothing()
            gradebook.db.execute(missing, [{"id": learner} for learner in learners])
            gradebook.db.commit()

    def release(self, module: str) -> None:
        done = self._api.generate_assignment(module)
        if not done["success"]:
            raise CourseFault(f"the release of {module} failed:\n{done['log'][-3000:]}")

    def grade(self, module: str) -> str:
        """What was said of those that could not be graded."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SAWarning)  # nbgrader's own habits with its tables
            return str(self._api.autograde(module, "*")["log"])

    def write_feedback(self, module: str) -> None:
        self._api.generate_feedback(module)

    def export(self, into: Path) -> None:
        """Write all marks as CSV."""
        with self._api.gradebook as gradebook:
            CsvExportPlugin(parent=self._app, to=str(into)).export(gradebook)
