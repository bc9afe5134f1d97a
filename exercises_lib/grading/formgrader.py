"""nbgrader's formgrader, which puts names and addresses into its pages as they come; `install` has them escaped.

Else a learner's name, or a link such as formgrader/manage_students/<script>, runs in the trainer's browser.
"""

from __future__ import annotations

import html
import sys
from typing import TYPE_CHECKING, Any

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
    return str(environment.get_template(name).render(**values))


class _Exporter:
    """Makes the page of one submission."""

    def __init__(self, handler: BaseHandler):
        self._nbgraders = handler.settings["nbgrader_exporter"]

    def from_filename(self, filename: str, resources: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        escaped = {name: html.escape(value) if type(value) is str else value for name, value in resources.items()}
        page: tuple[str, dict[str, Any]] = self._nbgraders.from_filename(filename, resources=escaped)
        return page
