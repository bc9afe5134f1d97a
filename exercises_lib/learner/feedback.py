"""What a learner reads: one result as text and as HTML that says the same.

The text comes first; colour and icon only repeat it. Colours meet WCAG AA contrast (4.5:1) on their own background,
so they read the same in JupyterLab's light and dark themes and in nbgrader's feedback page.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from exercises_lib.checks import NOT_ATTEMPTED, PARTLY, RIGHT, WRONG, Outcome

LOOKS = {  # state: (word, icon, ink, paper)
    RIGHT: ("Right", "✓", "#0b5c2b", "#e6f4ea"),
    PARTLY: ("Partly right", "◐", "#6b4300", "#fff4d6"),
    WRONG: ("Not yet", "→", "#7a1f12", "#fdecea"),
    NOT_ATTEMPTED: ("Not attempted", "○", "#3c4043", "#eef0f2"),
}


@dataclass(frozen=True)
class Feedback:
    """One exercise's result, ready for a notebook to display."""

    name: str
    outcome: Outcome
    points: float  # what the exercise is worth
    note: str = ""  # a line of the grader's own, such as "graded on new data"

    @property
    def earned(self) -> float:
        return round(self.points * self.outcome.credit, 2)

    @property
    def heading(self) -> str:
        word = LOOKS[self.outcome.state][0]
        return f"{word} · {self.name} · {number(self.earned)} of {plural(self.points, 'point')}"

    def __str__(self) -> str:
        return "\n".join(line for line in (self.heading, self.outcome.message, *self.notes) if line)

    @property
    def notes(self) -> list[str]:
        return [note for note in (self.outcome.note, self.note) if note]

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return {"text/plain": str(self), "text/html": self.html()}

    def html(self) -> str:
        _, icon, ink, paper = LOOKS[self.outcome.state]
        notes = "".join(f'<p style="margin:.4em 0 0;font-size:.9em">{inline(note)}</p>' for note in self.notes)
        return (
            # the class: a message may repeat what a learner wrote, which is no formula
            '<div role="status" class="tex2jax_ignore mathjax_ignore" '
            f'style="color:{ink};background:{paper};border-left:4px solid {ink};'
            'padding:.6em .9em;margin:.3em 0;border-radius:3px;line-height:1.5;max-width:48em">'
            f'<strong><span aria-hidden="true">{icon}</span> {inline(self.heading)}</strong>'
            f'<p style="margin:.3em 0 0">{inline(self.outcome.message)}</p>{notes}</div>'
        )


def inline(text: str) -> str:
    """Text as safe HTML, with `code` between back-quotes."""
    escaped = html.escape(text, quote=False).replace("\n", "<br>")
    return re.sub(r"`([^`]+)`", r'<code style="color:inherit;background:transparent;padding:0">\1</code>', escaped)


def number(value: float) -> str:
    """3.0 -> '3', 1.5 -> '1.5'."""
    return f"{value:g}"


def plural(count: float, word: str) -> str:
    """1 -> '1 point', 3 -> '3 points'."""
    return f"{number(count)} {word}{'' if count == 1 else 's'}"
