"""What pages lack for people who use a keyboard or a screen reader. A Sphinx extension.

Headings of the navigation get their level; what scrolls sideways (code, wide tables) can be reached with the keyboard.
"""

from __future__ import annotations

from sphinx.application import Sphinx

MENDED = {
    "furo_navigation_tree": {'role="heading"': 'role="heading" aria-level="2"'},
    "body": {"<pre>": '<pre tabindex="0">', '<div class="table-wrapper': '<div tabindex="0" class="table-wrapper'},
}


def setup(app: Sphinx) -> dict:
    app.connect("html-page-context", _mend, priority=900)  # after the theme
    return {"version": "1", "parallel_read_safe": True}


def _mend(app: Sphinx, page: str, template: str, context: dict, doctree: object) -> None:
    for part, changes in MENDED.items():
        for old, new in changes.items():
            context[part] = context.get(part, "").replace(old, new)
