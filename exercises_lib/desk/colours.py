"""The colours of the trainer's pages: of the report, and of the page on which answers are read."""

from __future__ import annotations

from pathlib import Path

from markupsafe import Markup


def colours() -> Markup:
    """For a page's style sheet: light, and dark for who has that on their screen."""
    return Markup(Path(__file__).with_suffix(".css").read_text(encoding="utf-8"))
