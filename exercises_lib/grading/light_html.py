"""A notebook as an HTML page, as nbconvert makes it, sooner.

nbconvert parses each page once more, to give a text to pictures that have none, and to mark the cells of JupyterLab's
own template, which nbgrader's pages of feedback have not got.
"""

from __future__ import annotations

import re
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbconvert.filters import Highlight2HTML
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter
from nbformat import NotebookNode

IMAGE = re.compile(r"""<img\b((?:[^>"']|"[^"]*"|'[^']*')*)>""", re.IGNORECASE)
ALT = re.compile(r"""(?:"[^"]*"|'[^']*'|[^"'])*?(?:[\s/]|(?<=["']))alt\s*(?:=|[\s/]|$)""", re.IGNORECASE)
NO_TEXT = "No description has been provided for this image"


class LightHTMLExporter(HTMLExporter):
    """nbconvert's exporter, for the classic template and those that follow it."""

    def from_notebook_node(  # type: ignore[override] # as nbconvert's own
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        resources = self._init_resources(resources)
        language = nb.metadata.get("language_info", {})
        lexer = language.get("pygments_lexer", language.get("name"))
        self.register_filter("highlight_code", Highlight2HTML(pygments_lexer=lexer, parent=self))
        widgets = WidgetsDataTypeFilter(notebook_metadata=self._nb_metadata, parent=self, resources=resources)
        self.register_filter("filter_data_type", widgets)
        page, resources = super(HTMLExporter, self).from_notebook_node(nb, resources, **kw)
        return described(page), resources


def described(page: str) -> str:
    """The page, each picture that had no text in its place with one."""
    return IMAGE.sub(_with_text, page)


def _with_text(image: re.Match[str]) -> str:
    return image[0] if ALT.match(image[1]) else f'<img alt="{NO_TEXT}"{image[1]}>'
