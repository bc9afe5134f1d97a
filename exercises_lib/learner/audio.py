"""`listen("audio/call_1.mp3", "Call 1")`: a recording with a label and a player, in a notebook.

The sound is put into the notebook's page itself, so the player works offline, in every place where notebooks open, and
after the notebook was moved. It never starts by itself.
"""

from __future__ import annotations

import base64
import html
import os
from pathlib import Path

from exercises_lib import environment

NOT_FOUND = (
    "There is no recording `{path}` beside this notebook. Your work is safe. "
    "Open the notebook from the module's own folder, "
    "or fetch the module again and copy its folder `audio` here."
)


def listen(path: str, label: str) -> Player | None:
    """Show a player for a recording. `label` says which one it is, also to a screen reader; not what is said in it."""
    if os.environ.get(environment.GRADING):
        return None  # nobody listens there, and the sound would lie in every graded notebook
    return Player(path, label)


class Player:
    """A recording, ready for a notebook to display."""

    def __init__(self, path: str, label: str):
        self.path, self.label = path, label
        try:
            self.sound = Path(path).read_bytes()
        except OSError:
            self.sound = b""

    def __str__(self) -> str:
        return f"{self.label}: {self.path}" if self.sound else NOT_FOUND.format(path=self.path)

    __repr__ = __str__

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": self.html()}

    def html(self) -> str:
        if not self.sound:
            return f'<div role="status"><p>{html.escape(str(self))}</p></div>'
        label, data = html.escape(self.label, quote=True), base64.b64encode(self.sound).decode()
        return (
            '<figure style="margin:.4em 0;max-width:40em">'
            f'<figcaption style="font-weight:600;margin-bottom:.3em">{label}</figcaption>'
            f'<audio controls preload="metadata" aria-label="{label}" style="width:100%"'
            f' src="data:audio/mpeg;base64,{data}">Your browser cannot play sound here. '
            f"Open the file {html.escape(self.path)} with another player.</audio></figure>"
        )
