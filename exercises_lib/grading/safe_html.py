"""Learners' own text and HTML made harmless: trainers open it in a browser in which they can change marks.

Whatever a learner wrote or displayed becomes one clean block of HTML. nbgrader renders it as Markdown once more, so
nothing in the block means anything to Markdown: it is one line, and what Markdown, LaTeX or nbconvert's filters look
for is written as character references. A browser shows those as the characters themselves.
"""

from __future__ import annotations

import html
import re

import nh3
from nbconvert.filters.markdown_mistune import BlockParser, InlineParser, IPythonRenderer, MarkdownWithMath

# `tex2jax_ignore`: a formula may hold links and ids of its own, which MathJax makes after all cleaning
AROUND = '<div class="tex2jax_ignore mathjax_ignore">{}</div>'
TAGS = nh3.ALLOWED_TAGS | {"details", "summary"}
# The page's own scripts find their fields by the first ones. A link needs one click to act on the trainer's server,
# which is logged in: the formgrader can be told by its address to load settings from a learner's folder.
NO_ATTRIBUTES = {"id", "name", "class", "style", "href", "cite"}
SPECIAL = re.compile("[\n\r\v\f\u2028\u2029$\\\\`\\[\\]]")
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
PICTURE = re.compile(r"(data:image/(?:png|jpeg|gif|webp);base64,)([A-Za-z0-9+/=]*)")

# The readers of Markdown and HTML take time that grows with the square of these
MAX_MARKDOWN = 20_000  # characters of one text
MAX_HTML = 200_000  # characters of one display
MAX_TAGS = 5_000  # of one display
WHOLE = 10  # so many times as much in a whole notebook
MAX_PLAIN = 100_000  # characters of a text that is shown without its form


class Cleaner:
    """Cleans all that one submission shows. What is too much for it is shown as plain text.

    Its methods take text as it came and give one line of HTML; they raise nothing.
    """

    def __init__(self) -> None:
        self._markdown, self._html, self._tags = WHOLE * MAX_MARKDOWN, WHOLE * MAX_HTML, WHOLE * MAX_TAGS

    def html(self, text: str) -> str:
        """HTML without scripts, styles, forms, frames, ids, links and outside pictures; tables and text stay."""
        bare, pictures = _without_pictures(text)
        return self._block(bare, pictures) or self.plain(text)

    def markdown(self, text: str) -> str:
        """Markdown, formulas in it left as text, as clean HTML."""
        bare, pictures = _without_pictures(text)
        self._markdown -= len(bare)
        if len(bare) > MAX_MARKDOWN or self._markdown < 0:
            return self.plain(text)
        try:
            rendered = _render(bare)
        except Exception:  # some odd texts are too much for the renderer
            return self.plain(text)
        return self._block(rendered, pictures) or self.plain(text)

    def plain(self, text: str) -> str:
        """Text as it is, without any form."""
        short, cut = text[:MAX_PLAIN], "\n... (the rest is left out)" if len(text) > MAX_PLAIN else ""
        return _sealed(f"<pre>{html.escape(CONTROL.sub('', short + cut))}</pre>")

    def _block(self, text: str, pictures: list[str]) -> str:
        """Clean HTML with its pictures back in their places; empty for what is too much."""
        tags = text.count("<")
        self._html, self._tags = self._html - len(text), self._tags - tags
        if len(text) > MAX_HTML or tags > MAX_TAGS or self._html < 0 or self._tags < 0:
            return ""
        clean = nh3.clean(CONTROL.sub("", text), tags=TAGS, url_schemes={"data"}, attribute_filter=_harmless)
        return _with_pictures(_sealed(clean), pictures)


def printed(text: str) -> str:
    """Printed text without what colours it or moves the cursor."""
    return CONTROL.sub("", re.sub("\x1b\\[[0-9;?]*[a-zA-Z]", "", text))


def base64(text: str) -> str:
    """A picture's content, or nothing where it is no such text. Raises nothing."""
    return text if re.fullmatch(r"[A-Za-z0-9+/=\s]*", text) else ""


def _harmless(tag: str, attribute: str, value: str) -> str | None:
    """An attribute's value, or None for one that is left out."""
    if attribute in NO_ATTRIBUTES:
        return None
    if attribute == "src":  # a picture from elsewhere tells whose it is when the page is opened
        return value if tag == "img" and PICTURE.fullmatch(value) else None
    return value


def _sealed(clean: str) -> str:
    return AROUND.format(SPECIAL.sub(lambda found: f"&#{ord(found[0])};", clean))


def _render(text: str) -> str:
    renderer = IPythonRenderer(escape=False, exclude_anchor_links=True)
    return str(MarkdownWithMath(renderer, block=BlockParser(), inline=InlineParser(hard_wrap=False))(text))


def _without_pictures(text: str) -> tuple[str, list[str]]:
    """The text with a number in place of each picture's content, and the contents: they need no cleaning."""
    contents: list[str] = []

    def take(found: re.Match[str]) -> str:
        contents.append(found[2])
        return f"{found[1]}{len(contents) - 1}"

    return PICTURE.sub(take, text), contents


def _with_pictures(clean: str, contents: list[str]) -> str:
    left = dict(enumerate(contents))  # each goes back once: a text could ask for one picture a thousand times

    def put(found: re.Match[str]) -> str:
        return found[1] + (left.pop(int(found[2]), "") if re.fullmatch("[0-9]{1,7}", found[2]) else "")

    return PICTURE.sub(put, clean)
