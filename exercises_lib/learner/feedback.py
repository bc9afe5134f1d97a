"""What a learner reads: one result as text and as HTML that says the same.

The text comes first; colour and icon only repeat it. Colours meet WCAG AA contrast (4.5:1) on their own background,
so they read the same in JupyterLab's light and dark themes and in nbgrader's feedback page.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from typing import Any

from exercises_lib.checks.key import NOT_ATTEMPTED, PARTLY, RIGHT, WRONG, Outcome
from exercises_lib.learner import colours

LOOKS = {  # state: (word, icon, ink, paper)
    RIGHT: ("Right", "✓", colours.GOOD, "#e6f4ea"),
    PARTLY: ("Partly right", "◐", colours.PARTLY_GOOD, "#fff4d6"),
    WRONG: ("Not yet", "→", colours.NOT_YET, "#fdecea"),
    NOT_ATTEMPTED: ("Not attempted", "○", colours.QUIET, "#eef0f2"),
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
    def word(self) -> str:
        """The state in a word; of a text to a customer what was tested of it, which is never all."""
        return self.outcome.head or LOOKS[self.outcome.state][0]

    @property
    def heading(self) -> str:
        return f"{self.word} · {self.name} · {number(self.earned)} of {plural(self.points, 'point')}"

    def __str__(self) -> str:
        lines = (self.heading, self.outcome.message, *_after_lines(self.after), *self.notes)
        return "\n".join(line for line in lines if line)

    @property
    def after(self) -> dict[str, Any]:
        """What is read after Right: `meaning`, `solution`, `why` and `models`, as far as the answer card has them."""
        after: dict[str, Any] = json.loads(self.outcome.after or "{}")
        return after

    @property
    def notes(self) -> list[str]:
        return [note for note in (self.outcome.note, self.note) if note]

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
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
            f'<p style="margin:.3em 0 0">{inline(self.outcome.message)}</p>{_after_html(self.after)}{notes}</div>'
        )


SOLUTION, MODELS = "One way to write it, and why", "Two texts that do it well"


def _after_lines(after: dict[str, Any]) -> list[str]:
    lines = [after.get("meaning", "")]
    if solution := after.get("solution"):
        lines += [f"{SOLUTION}:", solution]
    elif models := after.get("models"):
        lines += [f"{MODELS}:", *(f"{text.strip()}\n({good})" for text, good in models.items())]
    return [*lines, after.get("why", "")]


def _after_html(after: dict[str, Any]) -> str:
    """The meaning, and below it what can be opened: the author's solution, or model texts with what is good in them."""
    meaning, why, solution, models = (after.get(part) for part in ("meaning", "why", "solution", "models"))
    said = f'<p style="margin:.3em 0 0">{inline(meaning)}</p>' if meaning else ""
    inside = f'<pre style="{QUOTED}">{html.escape(solution, quote=False)}</pre>' if solution else ""
    for text, good in (models or {}).items():
        inside += f'<p style="{QUOTED}">{inline(text.strip())}</p><p>{inline(good)}</p>'
    if not inside:
        return said
    reasons = f"<p>{inline(why)}</p>" if why else ""
    summary = MODELS if models else SOLUTION
    return f'{said}<details style="margin:.4em 0 0"><summary>{summary}</summary>{inside}{reasons}</details>'


QUOTED = (  # ink and paper of its own: JupyterLab's dark theme has others
    f"color:{colours.INK};background:{colours.PAPER};border:1px solid {colours.RULE};border-radius:3px;"
    "padding:.5em .8em;margin:.4em 0;white-space:pre-wrap;line-height:1.4"
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
