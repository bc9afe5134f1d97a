"""Penalties for handing in late: the same plugin as `nbgrader autograde`, given and taken back at the same moments."""

from __future__ import annotations

from typing import cast

from nbgrader.api import Assignment, SubmittedAssignment, SubmittedNotebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy.orm import object_session

from exercises_lib.faults import CourseFault


class LatePenalties:
    """The course's penalties, with `c.AssignLatePenalties` and `c.LateSubmissionPlugin` of its settings."""

    def __init__(self, course: CourseDirectory):
        self._nbgraders = AssignLatePenalties(parent=course)
        self._nbgraders.init_plugin()

    def give(self, submission: SubmittedAssignment, notebook: SubmittedNotebook) -> None:
        """Set a notebook's penalty anew after its marks were written. Raises CourseFault where the plugin fails."""
        notebook.late_submission_penalty = None
        session = object_session(notebook)
        assert session, "the notebook is in the gradebook"
        assignment = session.get(Assignment, submission.assignment_id)
        assert assignment, "so is its assignment"
        due = assignment.duedate
        if due is None or submission.timestamp is None:  # nbgrader's own sum fails for an extension of no date
            return
        session.flush()
        for row in (submission, notebook):
            session.refresh(row)  # a score follows from marks that were just written
        seconds = submission.total_seconds_late
        if seconds <= 0:
            return
        learner = submission.student_id
        # the setting takes any plugin; of one of another kind the fault below is told
        plugin = cast(LateSubmissionPlugin, self._nbgraders.plugin_inst)
        try:
            penalty = plugin.late_submission_penalty(learner, notebook.score, seconds)
            if penalty is not None:
                notebook.late_submission_penalty = self._nbgraders._check_late_penalty(notebook, penalty)
        except Exception as fault:
            raise CourseFault(
                f"the penalty for handing in late could not be found for {learner}: {type(fault).__name__}: {fault}. "
                "Put right the plugin that `c.AssignLatePenalties` names in nbgrader_config.py."
            ) from None
