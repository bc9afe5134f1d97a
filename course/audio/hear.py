"""Whether a simple speech recogniser catches the facts of the clips: a warning when one is hard to hear.

    python course/audio/hear.py          all clips: words missed, and facts recovered
    python course/audio/hear.py call_1

Needs `pip install ".[audio]"` and lame, but no voices: it hears the recordings as learners get them. PocketSphinx
carries its model of American English, and is far worse than people. So read the numbers as the worst case, and
compare clips.

A *fact* is a digit, a letter that is spelled, a number, a day, a month or a time of the day. For each phrase that has
facts the recogniser gets a grammar: the phrase, with every fact left open. It has to choose among all digits, letters,
numbers, days … by what it hears: "thirteen" or "thirty", "b" or "p".
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import zlib
from functools import cache
from pathlib import Path

import numpy as np
import pocketsphinx
import script

AUDIO = script.SCRIPTS.parents[1] / "source" / "03_attentive_listening" / "audio"
KINDS = {
    "digit": "zero oh one two three four five six seven eight nine double triple",
    "number": "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty "
    "fifty sixty seventy eighty ninety hundred",
    "day": "monday tuesday wednesday thursday friday saturday sunday",
    "month": "january february march april june july august september october november december",
    "which": "first second third fourth fifth sixth seventh eighth ninth tenth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth twenty thirty",
    "letter": "b c d e f g h j k l m n o p q r s t u v w x y z zed",
}
FACTS = {word: kind for kind, words in KINDS.items() for word in words.split()}
SOUNDS = "ah oh see do me no the a un car go lay sigh why bye ray bell rum sock nod ma ba la"  # for a name
RATE = 16_000  # of the recordings and of the recogniser
MARGIN = 0.15  # seconds of quiet that a phrase keeps on both sides


def main() -> None:
    totals = np.zeros(4, int)
    for name in sys.argv[1:] or script.names():
        samples = samples_of(AUDIO / f"{name}.mp3")
        clip = script.read(name)
        said = _words(" ".join(line.words for line in clip.lines))
        missed = _distance(said, _words(_heard(_recogniser(), samples)))
        recovered, facts, lost = facts_of(clip, samples, name)
        totals += [missed, len(said), recovered, facts]
        print(f"{name}: {missed} of {len(said)} words missed; {recovered} of {facts} facts recovered{lost}", flush=True)
    print(f"all: {totals[0]} of {totals[1]} words missed; {totals[2]} of {totals[3]} facts recovered")


def facts_of(clip: script.Clip, samples: np.ndarray, name: str) -> tuple[int, int, str]:
    """Facts recovered and facts said, phrase by phrase, and what was heard for the others."""
    recovered, facts, lost = 0, 0, []
    phrases = [phrase for line in clip.lines for phrase in line.say.split("|")]
    for phrase, (start, end) in zip(phrases, _times(name), strict=True):
        said = _words(script.SOUNDED.sub("xxx", phrase))
        wanted = [word for word in said if _kind(word, said)]
        if not wanted:
            continue
        part = samples[max(0, int((start - MARGIN) * RATE)) : int((end + MARGIN) * RATE)]
        heard = [word for word in _words(_heard(_recogniser(_grammar(said)), part)) if _kind(word, said)]
        right = len(wanted) - min(len(wanted), _distance(wanted, heard))
        recovered, facts = recovered + right, facts + len(wanted)
        if right < len(wanted):
            lost.append(f"{' '.join(wanted)} → {' '.join(heard) or 'nothing'}")
    return recovered, facts, f" ({'; '.join(lost)})" if lost else ""


def _kind(word: str, said: list[str]) -> str | None:
    """What kind of fact a word is. Letters count only in a phrase that spells."""
    kind = FACTS.get(word)
    return kind if kind != "letter" or sum(len(other) == 1 for other in said) > 1 else None


def _grammar(said: list[str]) -> str:
    known = _recogniser()
    steps = [
        f"<{_kind(word, said)}>" if _kind(word, said) else word if known.lookup_word(word) else "<sounds>"
        for word in said
    ]
    sets = {kind: words for kind, words in KINDS.items()} | {"sounds": SOUNDS}
    rules = [
        f"<{name}> = {' | '.join(w for w in words.split() if known.lookup_word(w))};" for name, words in sets.items()
    ]
    rules[-1] = rules[-1].replace(" = ", " = (").replace(";", ")+;")
    return "\n".join(["#JSGF V1.0;", "grammar phrase;", *rules, f"public <all> = {' '.join(steps)};"])


def _times(name: str) -> list[tuple[float, float]]:
    pieces = json.loads(zlib.decompress((AUDIO / f"{name}.captions").read_bytes()))
    return [(start, end) for start, end, side, _ in pieces if side]


def samples_of(path: Path) -> np.ndarray:
    """A recording as the recogniser takes it: 16 bits, 16,000 samples a second, as render.py makes them."""
    command = ["lame", "--quiet", "--decode", "-t", str(path), "-"]
    raw = np.frombuffer(subprocess.run(command, capture_output=True, check=True).stdout, "<i2").astype(float)
    return (raw * 20_000 / np.abs(raw).max()).astype("<i2")


def _heard(recogniser: pocketsphinx.Decoder, samples: np.ndarray) -> str:
    recogniser.start_utt()
    recogniser.process_raw(samples.tobytes(), full_utt=True)
    recogniser.end_utt()
    return recogniser.hyp().hypstr if recogniser.hyp() else ""


@cache
def _recogniser(grammar: str | None = None) -> pocketsphinx.Decoder:
    if grammar is None:
        return pocketsphinx.Decoder(samprate=RATE)
    with tempfile.NamedTemporaryFile("w", suffix=".jsgf") as file:
        file.write(grammar)
        file.flush()
        return pocketsphinx.Decoder(samprate=RATE, lm=None, jsgf=file.name)


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
