"""Scripts of clips: who says what, in which voice, and what else is on the line.

A script is a TOML file beside this one. It may name what is on the line all the time (`hiss` or `street`, in decibels
by which the voices are louder), and has the lines in order:

    who, voice, say    the speaker, the name of a voice in voices.toml, and the text
    pause              seconds of silence before the line; below 0 it begins before the line before has ended
    hold               seconds of hold tone before the line
    speed, loud        factors; 1 is the voice's own

In a text `|` is a short pause, and `[Okafor](/Okˈɑfɔɹ/)` gives a name its sounds. Digits stand apart
("four, oh. | Double seven."), as people say them to somebody who writes.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SCRIPTS = Path(__file__).parent
PAUSE = 0.45  # seconds of silence before a line, where its script names none
SOUNDED = re.compile(r"\[([^\]]+)\]\(/([^)]*)/\)")


@dataclass(frozen=True)
class Voice:
    """`speaks` is a voice of Kokoro: the first letter is its English, a American and b British; then f or m."""

    speaks: str
    speed: float = 1.0

    @property
    def british(self) -> bool:
        return self.speaks.startswith("b")


@dataclass(frozen=True)
class Line:
    who: str
    voice: str
    say: str
    pause: float = PAUSE
    hold: float = 0.0
    speed: float = 1.0
    loud: float = 1.0

    @property
    def words(self) -> str:
        """What is said, as a person reads it."""
        return SOUNDED.sub(r"\1", self.say).replace(" |", "")

    @property
    def side(self) -> str:
        """Who is heard, as a listener knows it: the agent, or the caller. No name, for a name is heard, not shown."""
        return "Agent" if self.who.startswith("Agent") else "Caller"


@dataclass(frozen=True)
class Clip:
    name: str
    lines: tuple[Line, ...]
    hiss: float | None = None
    street: float | None = None


def names() -> list[str]:
    return sorted(path.stem for path in SCRIPTS.glob("*.toml") if path.stem != "voices")


def read(name: str) -> Clip:
    """The script of a clip. Raises FileNotFoundError, TOMLDecodeError or TypeError."""
    script = tomllib.loads((SCRIPTS / f"{name}.toml").read_text(encoding="utf-8"))
    return Clip(name, tuple(Line(**line) for line in script.pop("line")), **script)


@cache
def voices() -> dict[str, Voice]:
    found = tomllib.loads((SCRIPTS / "voices.toml").read_text(encoding="utf-8"))
    return {name: Voice(**voice) for name, voice in found.items()}


def transcript(clip: Clip) -> str:
    """A clip's text in Markdown, for the trainer's page."""
    lines = [f"- {line.who}: {line.words}" for line in clip.lines]
    return "\n".join([f"**{clip.name}**", "", *lines, ""])
