"""Captions of a clip: its words at the times at which they are heard, for learners who cannot hear.

A name is not shown as it is written but as it sounds ("Sahboh"), and a letter, a digit or a number is the word that is
said: a caption tells what a listener gets, and no more. The file is a list of pieces as JSON, in deflate: not
readable at a glance, and no lock. A piece is [start, end, side, [[start, word], …]], in seconds; `side` is Agent,
Caller or nothing. The start of a piece is exact. Within it each word gets time by its length.
"""

from __future__ import annotations

import json
import re
import zlib
from pathlib import Path

from script import SOUNDED

LETTERS = {
    "A": "ay", "I": "eye", "O": "oh", "Q": "oh", "W": "ow", "Y": "oy", "ɑ": "ah", "æ": "a", "ɛ": "eh",
    "ɪ": "i", "i": "ee", "ʊ": "oo", "u": "oo", "ʌ": "uh", "ə": "uh", "ɐ": "uh", "ᵻ": "i", "ɔ": "aw", "ɒ": "o",
    "ɜ": "er", "ʤ": "j", "ʧ": "ch", "ʃ": "sh", "ʒ": "zh", "ŋ": "ng", "θ": "th", "ð": "th", "ɹ": "r", "j": "y",
    "ɡ": "g", "ˈ": "", "ˌ": "", "ː": "",
}  # fmt: skip

Piece = tuple[float, float, str, str]


def as_heard(text: str) -> str:
    """A script's text with each name as it sounds.

    >>> as_heard("my name is Viktor [Szabo](/sˈɑbO/).")
    'my name is Viktor Sahboh.'
    """
    return SOUNDED.sub(lambda name: "".join(LETTERS.get(sound, sound) for sound in name[2]).capitalize(), text)


def timed(pieces: list[Piece]) -> list[list]:
    """`pieces` are (start, end, side, text), in seconds; the times come back in hundredths."""
    return [[round(start, 2), round(end, 2), side, _words(start, end, text)] for start, end, side, text in pieces]


def _words(start: float, end: float, text: str) -> list[list]:
    words = text.split()
    lengths = [2 + len(re.sub(r"\W", "", word)) for word in words]
    seconds = (end - start) / sum(lengths)
    return [[round(start + seconds * sum(lengths[:at]), 2), word] for at, word in enumerate(words)]


def write(pieces: list[Piece], path: Path) -> None:
    path.write_bytes(zlib.compress(json.dumps(timed(pieces), ensure_ascii=False).encode(), 9))
