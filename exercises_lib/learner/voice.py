"""Pace and pauses of one voice, measured from a WAV file.

    measured("my.wav", words=96)            # raises CannotTell: one sentence that says why, and what to do next

What it can tell: when there was sound and when there was none (energy between 200 and 3,400 Hz, a telephone's band).
What it cannot: who spoke, and which words. Without `words` it counts beats, peaks of loudness as de Jong and Wempe
(2009) do, about one a syllable: on the course's own 20 recordings, all of computer voices, it was within a sixth of the
syllables said; a person in a room is harder, so we say a fifth. A filler is guessed at: one long sound with one beat
that stands alone, which a short word can be, too. Where the voice does not stand out from the noise it says so, and
measures nothing.
"""

from __future__ import annotations

import os
import wave
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from exercises_lib.simulator.transcript import clock

SHORTEST, LONGEST = 3, 300  # seconds of a recording
SLOWEST_RATE = 8_000  # samples a second; a telephone's
BAND = (200, 3_400)  # Hz
STEP, WINDOW = 0.01, 0.03  # seconds
PAUSE = 0.25  # seconds without sound; shorter ones belong to the sounds of speech
BLIP = 0.06  # seconds; a shorter sound is a click
LOUD_ENOUGH = -45  # dB below full scale
STANDS_OUT = 22  # dB between the loud and the quiet parts; with less, noise passes for voice or hides pauses
VOICE = 26  # dB below the loud parts that still are voice
ABOVE_FLOOR = 8  # dB
BEAT = 18  # dB below the loud parts that a beat still has
DIP = 2  # dB between two beats
ALONE, UM = 0.15, (0.3, 1.2)  # seconds: the gap beside a sound that may be a filler, and how long such a sound lasts

RECORD_ANEW = "Record in a quiet place, close to the microphone, and try again."
SAVE_AS = "Save or export it as WAV (16 bit PCM) in your recording tool."


Samples = NDArray[np.floating[Any]]


class CannotTell(Exception):
    """Why a recording cannot be measured: one sentence, and what to do next."""


@dataclass(frozen=True)
class Voice:
    """What was measured. Seconds, counted from the first sound to the last; `pauses` are (start, length)."""

    name: str
    seconds: float
    speaking: float
    pauses: tuple[tuple[float, float], ...]
    beats: int
    fillers: tuple[float, ...]  # when
    words: int | None
    notes: tuple[str, ...] = ()

    def __repr__(self) -> str:
        lines = [
            f"{self.name}: {self.seconds:.0f} seconds from the first sound to the last.",
            f"Speaking: {self.speaking:.1f} seconds, {self.speaking / self.seconds:.0%} of it.",
            f"Pauses: {self._pauses()}.",
            f"Pace: {self._pace()}",
            f"Fillers: {self._fillers()}",
            *self.notes,
            "Only this computer heard it. Nothing was kept, sent or marked.",
        ]
        return "\n".join(lines)

    def _pauses(self) -> str:
        if not self.pauses:
            return f"none of {PAUSE:g} seconds or more"
        start, length = max(self.pauses, key=lambda pause: pause[1])
        many = f"{len(self.pauses)} of {PAUSE:g} seconds or more, {60 * len(self.pauses) / self.seconds:.0f} a minute"
        return f"{many}; the longest {length:.1f} seconds, at {clock(start)}"

    def _fillers(self) -> str:
        by_ear = "This program cannot hear words, so count them by ear."
        if not self.fillers:
            return f"no long sound stands alone as an “um” would. {by_ear}"
        when = ", ".join(map(clock, self.fillers))
        return f"{len(self.fillers)} that may be one, or a short word, at {when}. {by_ear}"

    def _pace(self) -> str:
        if self.words:
            spoken, whole = 60 * self.words / self.speaking, 60 * self.words / self.seconds
            return f"{spoken:.0f} words a minute of speaking, {whole:.0f} a minute with the pauses in it."
        return (
            f"about {self.beats / self.speaking:.1f} beats a second of speaking, give or take a fifth; a beat is about "
            "a syllable. If you read a text, count its words and add `words=...`: then the pace is exact."
        )


def measured(path: str | os.PathLike[str], words: int | None = None) -> Voice:
    """Raises CannotTell."""
    if words is not None and not (isinstance(words, int) and not isinstance(words, bool) and words > 0):
        raise CannotTell("`words` is how many words you said: a whole number above zero, such as `words=96`.")
    samples, rate, notes = _read(Path(path))
    levels = _levels(samples, rate)
    floor, loud = np.percentile(levels, [10, 95])
    if loud < LOUD_ENOUGH:
        raise CannotTell(f"There is next to no sound in “{path}”. Is the right microphone on? {RECORD_ANEW}")
    if loud - floor < STANDS_OUT:
        raise CannotTell(
            f"In “{path}” the voice does not stand out from what is around it, so pauses cannot be told. {RECORD_ANEW}"
        )
    is_loud = levels > max(floor + ABOVE_FLOOR, loud - VOICE)
    sounds = _sounds(is_loud, PAUSE)
    if not sounds:
        raise CannotTell(f"There is no voice in “{path}”, only short noises. {RECORD_ANEW}")
    start, end = sounds[0][0], sounds[-1][1]
    pauses = [(one[1], other[0] - one[1]) for one, other in zip(sounds, sounds[1:], strict=False)]
    beats = sum(_beats(levels[one:other], loud - BEAT) for one, other in sounds)
    fillers = [
        one * STEP for one, other in _sounds(is_loud, ALONE)
        if UM[0] <= (other - one) * STEP <= UM[1] and _beats(levels[one:other], loud - BEAT) <= 1
    ]  # fmt: skip
    return Voice(
        Path(path).name, (end - start) * STEP, sum(other - one for one, other in sounds) * STEP,
        tuple((at * STEP, length * STEP) for at, length in pauses), max(beats, 1), tuple(fillers), words, notes,
    )  # fmt: skip


def _read(path: Path) -> tuple[Samples, int, tuple[str, ...]]:
    """The samples between -1 and 1 as one channel, how many a second, and what is to be said about that."""
    try:
        with wave.open(str(path), "rb") as file:
            rate, width, channels = file.getframerate(), file.getsampwidth(), file.getnchannels()
            seconds = file.getnframes() / max(rate, 1)
            if seconds > LONGEST:
                raise CannotTell(f"“{path}” is {seconds / 60:.0f} minutes long. Cut out {LONGEST // 60} or less.")
            data = file.readframes(file.getnframes())
    except FileNotFoundError:
        raise CannotTell(f"There is no file “{path}” here. Put it beside this notebook, and try again.") from None
    except OSError as problem:
        raise CannotTell(f"“{path}” cannot be opened: {problem.strerror or problem}.") from None
    except (wave.Error, EOFError):
        raise CannotTell(f"“{path}” is not a WAV file that can be read here. {SAVE_AS}") from None
    if width not in (1, 2, 3, 4) or not channels or not rate:
        raise CannotTell(f"“{path}” is not a WAV file that can be read here. {SAVE_AS}")
    if rate < SLOWEST_RATE:
        raise CannotTell(f"“{path}” has {rate} samples a second. Record with {SLOWEST_RATE} or more: 16000 is good.")
    samples = _numbers(data[: len(data) // (width * channels) * width * channels], width).reshape(-1, channels)
    if len(samples) < SHORTEST * rate:
        raise CannotTell(f"“{path}” is shorter than {SHORTEST} seconds. Speak for half a minute, and try again.")
    notes = ("Its channels were heard together: one voice, or all that spoke.",) if channels > 1 else ()
    return samples.mean(axis=1), rate, notes


def _numbers(data: bytes, width: int) -> Samples:
    if width == 1:
        return (np.frombuffer(data, np.uint8).astype(np.float32) - 128) / 128
    if width == 3:  # numpy has no such number: put each into the upper part of four bytes
        padded = np.zeros((len(data) // 3, 4), np.uint8)
        padded[:, 1:] = np.frombuffer(data, np.uint8).reshape(-1, 3)
        data, width = padded.tobytes(), 4
    numbers: Samples = np.frombuffer(data, f"<i{width}").astype(np.float32) / 2 ** (8 * width - 1)
    return numbers


def _levels(samples: Samples, rate: int) -> Samples:
    """Loudness in dB of full scale, one value each STEP seconds, of the band in which voices are."""
    size = 1 << len(samples).bit_length()  # a power of two, which is quick to transform
    spectrum, pitch = np.fft.rfft(samples, size), np.fft.rfftfreq(size, 1 / rate)
    spectrum[(pitch < BAND[0]) | (pitch > BAND[1])] = 0
    energy = np.concatenate([[0], np.cumsum(np.fft.irfft(spectrum)[: len(samples)] ** 2)])
    middles = (np.arange(int(len(samples) / rate / STEP)) * STEP * rate).astype(int)
    half = int(WINDOW * rate / 2)
    first, last = np.clip(middles - half, 0, len(samples)), np.clip(middles + half, 0, len(samples))
    levels: Samples = 10 * np.log10(np.maximum(energy[last] - energy[first], 0) / (last - first) + 1e-12)
    return levels


def _sounds(is_loud: Samples, shortest_gap: float) -> list[tuple[int, int]]:
    """(first step, step after the last) of each stretch of sound; a gap of fewer seconds is part of the sound."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], is_loud, [False]]).astype(int)))
    found: list[tuple[int, int]] = []
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        if end - start < BLIP / STEP:
            continue
        if found and start - found[-1][1] < shortest_gap / STEP:
            start = found.pop()[0]
        found.append((start, end))
    return found


def _beats(levels: Samples, least: float) -> int:
    """Peaks of loudness, `least` dB or more, with a dip on either side."""
    window = np.hanning(7)[1:-1]
    smooth = np.convolve(np.pad(levels, 2, mode="edge"), window / window.sum(), mode="valid").tolist()
    count, low, high, rising = 0, smooth[0], smooth[0], True
    for level in smooth:
        if rising:
            high = max(high, level)
            if level < high - DIP:
                count, rising, low = count + (high > least), False, level
        else:
            low = min(low, level)
            if level > low + DIP:
                rising, high = True, level
    return count + (rising and high > least)
