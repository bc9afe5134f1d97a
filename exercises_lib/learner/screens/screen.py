"""What all screens share: a frame with a title bar, and that nothing is shown while a module is graded."""

from __future__ import annotations

import os
from html import escape

from exercises_lib import environment
from exercises_lib.learner.colours import BAR, INK, PAPER, RULE

PRESSED = f"cursor:pointer;padding:.3em .4em;border-top:1px solid {RULE}"


class Screen:
    """A piece of HTML for a notebook, with a text for programs that show none."""

    def __init__(self, title: str, body: str, text: str):
        self.title, self.body, self.text = title, body, text

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        if os.environ.get(environment.GRADING):  # nobody looks there, and it would lie in every graded notebook
            return {"text/plain": ""}
        return {"text/plain": self.text, "text/html": framed(self.title, self.body)}


def framed(title: str, body: str) -> str:
    """`body` (HTML) as a window with the text `title` as its title bar."""
    name = escape(title, quote=True)
    return (
        f'<section class="bpo-screen" aria-label="{name}" style="max-width:46em;margin:.4em 0;color:{INK};'
        f'background:{PAPER};border:1px solid {RULE};border-radius:4px">'
        f'<p style="margin:0;padding:.3em .6em;background:{BAR};font-weight:600">{name}</p>'
        f"{body}</section>"
    )


def opened(summary: str, inside: str) -> str:
    """A line to press that shows `inside` (HTML); by mouse, by touch, or with the space bar."""
    return (
        f'<details><summary style="{PRESSED}">{escape(summary)}</summary>'
        f'<div style="padding:.2em 1.4em .6em">{inside}</div></details>'
    )


def facts(pairs: dict[str, str]) -> str:
    """Names and what stands beside them, one a line."""
    return "".join(f"<div><strong>{escape(name)}:</strong> {escape(value)}</div>" for name, value in pairs.items())
