"""`own_calls("higher_bill", "lost_phone")`: a learner's own calls as they ended, for what comes later in a lesson.

Only shown: no answer hangs on it. A call that was not taken is said to be open, and nothing is lost by it.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

from exercises_lib import environment
from exercises_lib.learner import kernel
from exercises_lib.simulator import files, transcript
from exercises_lib.simulator.sheet import SheetFault

HEADS = ("call", "caller", "how it ended", "promised by")
NOT_TAKEN = ("", "not taken yet", "")


def own_calls(*names: str) -> OwnCalls | None:
    """A table of these calls (names of `%%call`), with what was promised in each. While marks are made, nothing."""
    if os.environ.get(environment.GRADING):
        return None
    variables = kernel.shell().user_ns
    return OwnCalls([_row(name, variables.get(name)) for name in names])


@dataclass(frozen=True)
class OwnCalls:
    """The table, for a notebook to display; `rows` as in HEADS, all texts."""

    rows: list[tuple[str, ...]]

    def __str__(self) -> str:
        return "\n".join(" · ".join(filter(None, row)) for row in self.rows)

    __repr__ = __str__

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": self.html()}

    def html(self) -> str:
        from exercises_lib.learner.feedback import inline

        def cells(tag: str, texts: tuple[str, ...]) -> str:
            return "".join(f'<{tag} style="text-align:left">{inline(text)}</{tag}>' for text in texts)

        head = "".join(f'<th scope="col" style="text-align:left">{word}</th>' for word in HEADS)
        body = "".join(f"<tr>{cells('td', row)}</tr>" for row in self.rows)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _row(name: str, lines: Any) -> tuple[str, ...]:
    try:
        sheet = files.load(name)
        call = transcript.replay(sheet, list(lines)).call
    except SheetFault:
        return (name, *NOT_TAKEN)
    except (transcript.NoCaller, TypeError, AttributeError):  # whatever a learner has under that name
        return (sheet.title, *NOT_TAKEN)
    promises = [step.move.detail or "something, without a time" for step in call.steps if step.move.name == "promise"]
    ending = call.ending or "still going on"
    return sheet.title, str(call.caller.values["name"]), ending, "; ".join(promises) or "nothing"
