"""`listen("audio/call_1.mp3", "Call 1")`: a recording with a label and a player, in a notebook.

The sound is put into the notebook's page itself, so the player works offline, in every place where notebooks open, and
after the notebook was moved. It never starts by itself.

`listen_by("captions")` shows each recording's words in place of its sound, for learners who cannot hear: as they would
be heard, one after the other, and gone after the phrase. `hearings=2` gives a recording a button that plays it twice.
Both are for practice: whoever wants to find the words or to listen a third time can. What a player does is in
player.js.
"""

from __future__ import annotations

import base64
import html
import os
import uuid
from importlib import resources
from pathlib import Path

from exercises_lib import environment

WAYS = ("sound", "captions")
NOT_FOUND = (
    "There is no recording `{path}` beside this notebook. Your work is safe. "
    "Open the notebook from the module's own folder, "
    "or fetch the module again and copy its folder `audio` here."
)
NO_CAPTIONS = "This recording has no captions, so it is played with sound. Please tell your trainer. "
ASLEEP = "If nothing comes here, run this cell again."  # a notebook from elsewhere runs no scripts before that
FIGURE = "margin:.4em 0;max-width:40em"
SHOWN = (
    "box-sizing:border-box;min-height:5em;padding:.5em .8em;margin:.3em 0;background:#111;color:#fff;"
    "font-size:1.25em;line-height:1.5"
)
BUTTON = "font-size:1em;padding:.5em 1em;border:2px solid #1a5276;border-radius:.3em;background:#fff;color:#1a5276"

_way = WAYS[0]


def listen_by(way: str) -> None:
    """Choose "sound" or "captions" for all players that are shown from now on. Raises ValueError for another word."""
    global _way
    if way not in WAYS:
        raise ValueError(f'Write "sound" or "captions" between the brackets, in quotes. There stands {way!r}.')
    _way = way
    if not os.environ.get(environment.GRADING):
        now = "their words are shown, and go away" if way == "captions" else "you hear them"
        print(f"Recordings: {now}.")


def listen(path: str, label: str, hearings: int | None = None) -> Player | None:
    """Show a player for a recording. `label` says which one it is, also to a screen reader; not what is said in it.

    With `hearings` (1 or more) it has one button, which plays the recording so many times from its beginning.
    """
    if os.environ.get(environment.GRADING):
        return None  # nobody listens there, and the sound would lie in every graded notebook
    return Player(path, label, hearings, captions=_way == "captions")


class Player:
    """A recording, ready for a notebook to display."""

    def __init__(self, path: str, label: str, hearings: int | None = None, *, captions: bool = False):
        self.path, self.label, self.hearings = path, label, hearings
        self.sound = _read(Path(path))
        self.asks_captions = captions
        self.captions = _read(Path(path).with_suffix(".captions")) if captions else b""

    def __str__(self) -> str:
        return f"{self.label}: {self.path}" if self.sound else NOT_FOUND.format(path=self.path)

    __repr__ = __str__

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": self.html()}

    def html(self) -> str:
        if not self.sound:
            return f'<div role="status"><p>{html.escape(str(self))}</p></div>'
        name = f"bpo-player-{uuid.uuid4().hex}"
        script = resources.files("exercises_lib.learner").joinpath("player.js").read_text(encoding="utf-8")
        moves = self.hearings or self.captions
        return (
            f'<figure id="{name}" style="{FIGURE}" {self._settings()}>'
            f'<figcaption style="font-weight:600;margin-bottom:.3em">{self._label()}</figcaption>'
            f"{self._controls()}{self._words()}</figure>"
            + (f'<script>({script})(document.getElementById("{name}"))</script>' if moves else "")
        )

    def _label(self) -> str:
        return html.escape(self.label, quote=True)

    def _settings(self) -> str:
        captions = base64.b64encode(self.captions).decode()
        return f'data-hearings="{self.hearings or ""}" data-captions="{captions}"'

    def _controls(self) -> str:
        muted = " muted" if self.captions else ""
        sound = f'src="data:audio/mpeg;base64,{base64.b64encode(self.sound).decode()}"'
        if not self.hearings:
            return (
                f'<audio controls preload="metadata"{muted} aria-label="{self._label()}" style="width:100%" {sound}>'
                "Your browser cannot play sound here. "
                f"Open the file {html.escape(self.path)} with another player.</audio>"
            )
        return (
            f'<audio preload="auto"{muted} {sound}></audio>'
            f'<button type="button" style="{BUTTON}">Play</button> '
            f'<span role="status">{ASLEEP}</span>'
        )

    def _words(self) -> str:
        if not self.asks_captions:
            return ""
        if not self.captions:
            return f'<p role="status">{NO_CAPTIONS}</p>'
        return f'<div class="bpo-words" style="{SHOWN}" lang="en">{ASLEEP}</div>'


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""
