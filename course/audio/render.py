"""Render the clips of module 03 from their scripts, so that learners need no speech engine.

    python course/audio/render.py          all clips, about half an hour on one core
    python course/audio/render.py call_1   only this one
    python course/audio/render.py --transcripts   the texts as design.md prints them

script.py says what a script is, speech.py what has to be installed. Beside each recording its captions are written.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import wave
from pathlib import Path

import captions
import script
import speech
from script import Clip, Line
from speech import RATE

AUDIO = script.SCRIPTS.parents[1] / "source" / "03_attentive_listening" / "audio"
KBITS, KHZ = 24, 16  # of the MP3, constant; twice as much as a telephone carries
SHORT_PAUSE, END = 0.35, 0.4  # seconds: at `|`, before the first and after the last line
LOUDNESS = 0.08  # of each line, as a share of full scale, so that nobody has to turn the volume
HOLD = 0.03  # of the hold tone


def render(clip: Clip, folder: Path) -> Path:
    """Speak a clip and write it as an MP3 (mono, no tags) and its captions. Returns the MP3's path."""
    path = folder / f"{clip.name}.mp3"
    samples, pieces = sound(clip)
    # -t: no header frame either, so nothing but sound is in the file
    command = [
        "lame",
        "--quiet",
        "-m",
        "m",
        "--cbr",
        "-b",
        str(KBITS),
        "--resample",
        str(KHZ),
        "-t",
        "--noreplaygain",
        "-",
        str(path),
    ]
    subprocess.run(command, input=as_wav(samples), check=True)
    captions.write(pieces, path.with_suffix(".captions"))
    return path


def sound(clip: Clip):
    """A clip as one array of samples from -1 to 1, and its pieces: (start, end, side, text), in seconds."""
    import line_noise
    import numpy as np

    parts, pieces, at = [], [], END
    for place, line in enumerate(clip.lines):
        at += line.pause if place else 0
        if line.hold:
            parts.append((at, line_noise.hold_tone(line.hold) * HOLD))
            pieces.append((at, at + line.hold, "", "(the tone of a hold)"))
            at += line.hold
        spoken, said = _spoken(line)
        parts.append((at, spoken))
        pieces += [(at + start, at + end, line.side, text) for start, end, text in said]
        at += len(spoken) / RATE
    samples = np.zeros(int((at + END) * RATE) + 1, np.float32)
    for start, part in parts:
        samples[int(start * RATE) : int(start * RATE) + len(part)] += part
    for noise, below in ((line_noise.hiss, clip.hiss), (line_noise.street, clip.street)):
        if below is not None:
            samples += noise(len(samples)) * LOUDNESS * 10 ** (-below / 20)
    return np.clip(samples, -1, 1), pieces


def _spoken(line: Line):
    """The samples of a line, and what is said in them: (start, end, text), in seconds from its beginning."""
    import numpy as np

    voice, parts, said, at = script.voices()[line.voice], [], [], 0.0
    for piece in map(str.strip, line.say.split("|")):
        samples = speech.speak(voice, piece, line.speed)
        said.append((at, at + len(samples) / RATE, captions.as_heard(piece)))
        parts += [samples, np.zeros(int(SHORT_PAUSE * RATE), np.float32)]
        at = said[-1][1] + SHORT_PAUSE
    samples = np.concatenate(parts[:-1])
    loud = np.sqrt(np.mean(samples[np.abs(samples) > 0.01] ** 2))
    return samples * (LOUDNESS * line.loud / loud), said


def as_wav(samples) -> bytes:
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
    clips = [script.read(name) for name in arguments.clips or script.names()]
    if arguments.transcripts:
        print("\n".join(script.transcript(clip) for clip in clips))
        return
    if wanted := speech.missing():
        parser.error("not everything is here. Please run: " + "; ".join(wanted))
    arguments.into.mkdir(parents=True, exist_ok=True)
    for clip in clips:
        print(render(clip, arguments.into), flush=True)


if __name__ == "__main__":
    main()
