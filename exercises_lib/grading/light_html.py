"""A notebook as an HTML page, as nbconvert makes it, sooner.

nbconvert parses each page once more, to give a text to pictures that have none, and to mark the cells of JupyterLab's
own template, which nbgrader's pages of feedback have not got. And it compiles its templates for each page, and renders
anew what stands in every learner's notebook: the module's texts, its given cells and checks.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

from jinja2 import BytecodeCache, Environment, pass_context
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from nbconvert.exporters import HTMLExporter
from nbconvert.filters import Highlight2HTML
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter
from nbformat import NotebookNode

IMAGE = re.compile(r"""<img\b((?:[^>"']|"[^"]*"|'[^']*')*)>""", re.IGNORECASE)
ALT = re.compile(r"""(?:"[^"]*"|'[^']*'|[^"'])*?(?:[\s/]|(?<=["']))alt\s*(?:=|[\s/]|$)""", re.IGNORECASE)
NO_TEXT = "No description has been provided for this image"
LONG = 20_000  # characters of a text that is not worth remembering


class LightHTMLExporter(HTMLExporter):
    """nbconvert's exporter, for the classic template and those that follow it."""

    def from_notebook_node(  # type: ignore[override] # as nbconvert's own
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        resources = self._init_resources(resources)
        language = nb.metadata.get("language_info", {})
        lexer = language.get("pygments_lexer", language.get("name"))
        coloured = Coloured(Highlight2HTML(pygments_lexer=lexer, parent=self))
        self.register_filter("highlight_code", coloured)
        widgets = WidgetsDataTypeFilter(notebook_metadata=self._nb_metadata, parent=self, resources=resources)
        self.register_filter("filter_data_type", widgets)
        page, resources = super(HTMLExporter, self).from_notebook_node(nb, resources, **kw)
        return described(page), resources

    def _create_environment(self) -> Environment:
        made: Environment = super()._create_environment()
        made.bytecode_cache = _compiled
        return made

    @pass_context
    def markdown2html(self, context: Context, source: str) -> str:
        render: Callable[[str], str] = partial(super().markdown2html, context)
        if self.embed_images or context.get("cell", {}).get("attachments"):
            return render(source)  # what comes out hangs on more than the text
        return _once(("text", self.anchor_link_text, self.exclude_anchor_links), source, render)


class Coloured:
    """nbconvert's filter that colours code, which does so once for each text."""

    def __init__(self, highlight: Highlight2HTML):
        self._highlight = highlight

    def __call__(self, source: str, language: str | None = None, metadata: dict[str, Any] | None = None) -> str:
        magics = (metadata or {}).get("magics_language")
        kind = ("code", self._highlight.pygments_lexer, language, magics)
        return _once(kind, source, lambda code: self._highlight(code, language, metadata))


def _once(kind: tuple[object, ...], source: str, render: Callable[[str], str]) -> str:
    """What a text is as HTML; remembered, where many learners may have the same."""
    if len(source) > LONG:
        return render(source)
    made = _rendered(kind, source)
    if not made:
        made.append(render(source))
    return made[0]


@lru_cache(maxsize=1000)
def _rendered(kind: tuple[object, ...], source: str) -> list[str]:
    """A place for what a text is as HTML: empty, or with it."""
    return []


class _Compiled(BytecodeCache):
    """Templates that this process has compiled."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if code := self._kept.get(f"{bucket.key} {bucket.checksum}"):
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[f"{bucket.key} {bucket.checksum}"] = bucket.bytecode_to_string()


_compiled = _Compiled()


def described(page: str) -> str:
    """The page, each picture that had no text in its place with one."""
    return IMAGE.sub(_with_text, page)


def _with_text(image: re.Match[str]) -> str:
    return image[0] if ALT.match(image[1]) else f'<img alt="{NO_TEXT}"{image[1]}>'
