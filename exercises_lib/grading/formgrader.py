"""nbgrader's formgrader, which puts names and addresses into its pages as they come; `install` has them escaped.

Else a learner's name, or a link such as formgrader/manage_students/<script>, runs in the trainer's browser. Who looks
at a page will soon click on a button, so the warm process starts then: the first mark need not wait for it.
"""

from __future__ import annotations

import html
import sys
from typing import TYPE_CHECKING, Any

from nbgrader.coursedir import CourseDirectory
from tornado.ioloop import IOLoop

from exercises_lib.grading import hidden
from exercises_lib.grading.preprocessors import GradeSubmission
from exercises_lib.grading.process.starter import starter

if TYPE_CHECKING:  # a command has no pages
    from nbgrader.server_extensions.formgrader.base import BaseHandler


def install() -> None:
    """For this process. Only the server has pages; a command loads none of this."""
    pages = sys.modules.get("nbgrader.server_extensions.formgrader.base")
    if pages:
        pages.BaseHandler.render = _render
        pages.BaseHandler.exporter = property(_Exporter)


def _render(handler: BaseHandler, name: str, **values: object) -> str:
    environment = handler.settings["nbgrader_jinja2_env"]
    environment.autoescape = True  # before the first page is made
    IOLoop.current().add_callback(begin_early, handler.coursedir)  # when the page is on its way
    return str(environment.get_template(name).render(**values))


def begin_early(course: CourseDirectory) -> None:
    """Start the warm process that grades this course's submissions, if it does not run yet.

    In the server's main thread: what a thread has started ends with the thread.
    """
    settings = course.parent
    starter(GradeSubmission(parent=settings).limits, hidden.of_course(CourseDirectory(parent=settings))).begin_early()


class _Exporter:
    """Makes the page of one submission."""

    def __init__(self, handler: BaseHandler):
        self._nbgraders = handler.settings["nbgrader_exporter"]

    def from_filename(self, filename: str, resources: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        escaped = {name: html.escape(value) if type(value) is str else value for name, value in resources.items()}
        page: tuple[str, dict[str, Any]] = self._nbgraders.from_filename(filename, resources=escaped)
        return page
