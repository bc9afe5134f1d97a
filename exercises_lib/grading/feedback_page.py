"""The page of feedback that a learner gets: nbgrader's own, with a summary on top in place of its list of cells."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import Any

import nbgrader
from jinja2 import DictLoader, FileSystemLoader
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode
from nbgrader import utils
from nbgrader.api import Gradebook
from nbgrader.preprocessors import GetGrades

from exercises_lib.checks.key import RIGHT
from exercises_lib.grading.light_html import LightHTMLExporter
from exercises_lib.grading.rows import SubmissionRows
from exercises_lib.learner import pass_rule
from exercises_lib.learner.feedback import LOOKS, inline, number, plural
from exercises_lib.learner.strengths import Strengths

HEADING = re.compile(r"^### (.+)$", re.MULTILINE)
PAGE = """
{%- extends 'feedback/index.html.j2' -%}
{% block body %}
<body>
  <style>
    #notebook table { margin: .6em 0 1em; }
    #notebook td, #notebook th { padding: .3em .7em; vertical-align: top; }
    #notebook blockquote { font-size: inherit; }
    #notebook .rendered_html tr { border-bottom: 1px solid #d0d4d9; }
  </style>
  <a name="top"></a>
  <div class="container">
    {{ resources.nbgrader.summary }}
    <div id="notebook" class="border-box-sizing">
      <div class="container" id="notebook-container">{{ super.super() }}</div>
    </div>
  </div>
</body>
{%- endblock body %}
"""


class FeedbackPage(LightHTMLExporter):
    """nbgrader's exporter of feedback, with our page around its cells."""

    def __init__(self, **kwargs: Any):
        theirs = Path(nbgrader.__file__).parent / "server_extensions" / "formgrader" / "templates"
        loaders = [DictLoader({"index.html.j2": PAGE}), FileSystemLoader(theirs)]
        super().__init__(extra_loaders=loaders, **kwargs)


class GradesAndSummary(GetGrades):
    """Fetches points and comments from the gradebook, as nbgrader does, and writes the summary."""

    def preprocess(self, nb: NotebookNode, resources: ResourcesDict) -> tuple[NotebookNode, ResourcesDict]:
        nb, resources = super().preprocess(nb, resources)
        resources["nbgrader"]["summary"] = summary(nb, resources["nbgrader"])
        return nb, resources

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, cell_index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        if isinstance(self.gradebook, Gradebook):  # nbgrader has just opened it, and closes it
            self.gradebook = SubmissionRows(self.gradebook, resources["nbgrader"])
        return super().preprocess_cell(cell, resources, cell_index)

    def _get_score(self, cell: NotebookNode, resources: ResourcesDict) -> None:
        super()._get_score(cell, resources)
        grade = self.gradebook.find_grade(
            cell.metadata.nbgrader.grade_id, self.notebook_id, self.assignment_id, self.student_id
        )
        cell.metadata.nbgrader["to_be_read"] = bool(grade.needs_manual_grade)


def summary(notebook: NotebookNode, graded: ResourcesDict) -> str:
    """The summary (HTML) of a graded notebook; `graded` has nbgrader's `notebook`, `score` and `late_penalty`."""
    rule, cells = pass_rule.found(notebook.metadata), notebook.cells
    read = sum(cell.metadata.nbgrader.score for cell in cells if utils.is_grade(cell) and utils.is_solution(cell))
    points = {cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader.score for cell in cells if utils.is_grade(cell)}
    by_exercise = pass_rule.by_exercise(points)
    line = f"{number(graded['score'])} of {plural(graded['max_score'], 'point')}."
    if graded["late_penalty"]:
        line += f" {plural(graded['late_penalty'], 'point')} were taken off for handing in late."
    if rule:
        line += f" To pass: {rule.text}. {rule.missing(graded['score'], read, by_exercise)}"
    rows, title = [], ""
    for cell in cells:
        if cell.cell_type == "markdown":
            title = (HEADING.findall(cell.source) or [title])[-1]
        if utils.is_grade(cell):
            rows.append(_row(title, cell))
        if utils.is_solution(cell) and cell.metadata.nbgrader.get("comment"):
            rows.append(_comment(cell))
    first = next((c.source for c in cells if c.cell_type == "markdown" and c.source.startswith("# ")), "")
    name = first.splitlines()[0].removeprefix("# ") if first else graded["notebook"]
    strengths = Strengths(rule, by_exercise).html() if rule and rule.skills else ""
    head = "".join(f'<th scope="col">{word}</th>' for word in ("Exercise", "State", "Points", "What to look at"))
    return (
        f'<h1>{escape(name)}</h1><p role="status"><strong>{inline(line)}</strong></p>{strengths}'
        f'<table class="table tex2jax_ignore mathjax_ignore"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _row(title: str, cell: NotebookNode) -> str:
    meta = cell.metadata.nbgrader
    if utils.is_solution(cell):
        state = "To be read by your trainer" if meta.to_be_read else "Read by your trainer"
        message = ""
    else:
        state, message = _told(cell)
    link = f'<a href="#{escape(meta.grade_id)}">{escape(title or meta.grade_id)}</a>'
    points = f"{number(meta.score)} of {number(meta.points)}"
    told = "" if state == LOOKS[RIGHT][0] else inline(message)
    short = "".join(f'<td style="white-space:nowrap">{part}</td>' for part in (_state(state), points))
    return f'<tr><th scope="row">{link}</th>{short}<td>{told}</td></tr>'


def _state(word: str) -> str:
    icon = next((look[1] for look in LOOKS.values() if look[0] == word), "")
    return f'<span aria-hidden="true">{icon}</span> {escape(word)}'


def _told(cell: NotebookNode) -> tuple[str, str]:
    """The state and the message that our grader wrote into a check cell."""
    text = next((o.data.get("text/plain", "") for o in cell.outputs if o.output_type == "display_data"), "")
    heading, _, rest = "".join(text).partition("\n")
    return heading.split(" · ")[0], rest.split("\n")[0]


def _comment(cell: NotebookNode) -> str:
    link = f'<a href="#comment-{escape(cell.metadata.nbgrader.grade_id)}">A comment of your trainer</a>'
    return f'<tr><td colspan="4">{link}</td></tr>'
