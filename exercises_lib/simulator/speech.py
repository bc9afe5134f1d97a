"""What a caller says: the lines of a sheet with the caller's own values, and words for where the sheet has none."""

from __future__ import annotations

import re
from collections.abc import Mapping

REPLIES = {  # what a caller says where the sheet has nothing for a move
    "greet": "Yes, hello.",
    "acknowledge": "Thank you.",
    "listen": "So that is how it is.",
    "apologise": "Yes, yes.",
    "explain": "All right.",
    "agenda": "All right, let us do that.",
    "summary": "Yes, that is right.",
    "hold": "All right.",
    "silence": "Hello? Are you still there?",
    "promise": "Good. I will wait for that.",
    "calm down": "Do not tell me to calm down!",
    "warn": "Fine.",
    "hand over": "Thank you.",
    "transfer": "And I have to tell it all again?",
    "end call": "What? Hello?",
    "close": "Goodbye.",
    "early action": "What are you doing?",
    "wrong action": "That is not what I need.",
    "asked twice": "I told you.",
    "hung up": "I have no more time for this. (The line goes dead.)",
    "escalated": "I want somebody else. Now.",
    "insult": "(An insult.)",
}
FIELD = re.compile(r"\{(\w+)(, spelled)?\}")


def fill(text: str, values: Mapping[str, object]) -> str:
    """A line with a caller's own values: "{order, spelled}" reads "O R D, 1 0 0 1"."""
    if "{" not in text:
        return text
    return FIELD.sub(lambda f: _spelled(str(values[f[1]])) if f[2] else str(values[f[1]]), text)


def fields_of(text: str) -> list[str]:
    """The names in braces: "{order, spelled} is {days} late" -> order, days."""
    return [found[1] for found in FIELD.finditer(text)] if "{" in text else []


def _spelled(text: str) -> str:
    return ", ".join(" ".join(part) for part in re.split(r"[-\s]", text))


def words_in(text: str) -> int:
    return text.count(" ") + 1 if text else 0
