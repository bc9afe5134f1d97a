"""How well a simple speech recogniser understands the clips: a warning when a script or a voice is hard to hear.

    python course/audio/hear.py          all clips: words missed, and digits missed
    python course/audio/hear.py call_1

Needs what render.py needs. PocketSphinx carries its model of American English. It is far worse than people: of
these clips it misses 13 to 47 words in a hundred, among them the names, which it does not know, and spelled letters.
So read the numbers as the worst case, and compare clips with each other. Strings of digits are heard with a grammar
that holds only digits.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import numpy as np
import pocketsphinx
import render

DIGITS = ["zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "double", "triple"]
GRAMMAR = f"#JSGF V1.0; grammar digits; <digit> = {' | '.join(DIGITS)}; public <number> = <digit>+;"


def main() -> None:
    totals = np.zeros(4, int)
    for name in sys.argv[1:] or render.names():
        clip = render.read(name)
        said = _words(" ".join(line.words for line in clip.lines))
        missed = _distance(said, _heard(_decoded(render.AUDIO / f"{name}.mp3")))
        pieces = [(line, piece) for line in clip.lines for piece in re.split(r"\||(?<=\.) ", line.say)]
        digits = [_digits(clip, line, piece) for line, piece in pieces if _is_number(piece)]
        row = np.array([missed, len(said), sum(d[0] for d in digits), sum(d[1] for d in digits)])
        totals += row
        print(f"{name}: {row[0]} of {row[1]} words missed, {row[2]} of {row[3]} digits", flush=True)
    print(f"all: {totals[0]} of {totals[1]} words missed, {totals[2]} of {totals[3]} digits")


def _digits(clip: render.Clip, line: render.Line, piece: str) -> tuple[int, int]:
    """Digits missed and digits said, in one group of a number, heard alone."""
    alone = render.Clip(clip.name, (render.Line(line.who, line.voice, piece.strip(), speed=line.speed),), clip.hiss)
    said = _words(piece)
    return _distance(said, _heard(render._wav(render.sound(alone)), grammar=True)), len(said)


def _is_number(piece: str) -> bool:
    return len(_words(piece)) > 1 and all(word in DIGITS for word in _words(piece))


def _decoded(path: Path) -> bytes:
    """A recording as a WAV file. By lame, because Debian's sox reads MP3 only with another package."""
    return subprocess.run(["lame", "--quiet", "--decode", str(path), "-"], capture_output=True, check=True).stdout


def _heard(sound: bytes, grammar: bool = False) -> list[str]:
    form = ["-t", "raw", "-r", "16000", "-b", "16", "-e", "signed", "-c", "1"]
    command = ["sox", "--ignore-length", "-t", "wav", "-", *form, "-", "gain", "-n", "-3"]
    raw = subprocess.run(command, input=sound, capture_output=True, check=True).stdout
    recogniser = _recogniser(grammar)
    recogniser.start_utt()
    recogniser.process_raw(raw, full_utt=True)
    recogniser.end_utt()
    return _words(recogniser.hyp().hypstr if recogniser.hyp() else "")


@cache
def _recogniser(grammar: bool) -> pocketsphinx.Decoder:
    if not grammar:
        return pocketsphinx.Decoder(samprate=16000)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "digits.jsgf"
        path.write_text(GRAMMAR)
        return pocketsphinx.Decoder(samprate=16000, lm=None, jsgf=str(path))


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z']+", text.lower().replace("-", " "))


def _distance(said: list[str], heard: list[str]) -> int:
    """Words missed, put in or taken for others (Levenshtein)."""
    row = list(range(len(heard) + 1))
    for number, word in enumerate(said, 1):
        before, row[0] = row[0], number
        for place, other in enumerate(heard, 1):
            before, row[place] = row[place], min(row[place] + 1, row[place - 1] + 1, before + (word != other))
    return row[-1]


if __name__ == "__main__":
    main()
