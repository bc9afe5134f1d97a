"""What is on the line beside voices: hiss, a street, the tone of a hold."""

from __future__ import annotations

import numpy as np
from speech import RATE

SEED = 3


def hiss(length: int) -> np.ndarray:
    """White noise of `length` samples, as loud as 1 on average."""
    return np.random.default_rng(SEED).standard_normal(length).astype(np.float32)


def street(length: int) -> np.ndarray:
    """A street: a deep rush that comes and goes as cars do, as loud as 1 on average."""
    tones = np.fft.rfft(hiss(length))
    frequency = np.fft.rfftfreq(length, 1 / RATE)
    rush = np.fft.irfft(tones / np.maximum(frequency, 60) ** 0.8, length)
    cars = 1 + 0.6 * np.sin(2 * np.pi * np.arange(length) / RATE / 3.7)
    return (rush * cars / np.std(rush * cars)).astype(np.float32)


def hold_tone(seconds: float) -> np.ndarray:
    """Two soft notes every two seconds, as loud as 1 at their loudest."""
    time = np.arange(int(seconds * RATE)) / RATE
    beat = time % 2
    notes = np.where(beat < 0.35, np.sin(2 * np.pi * 523 * time), np.sin(2 * np.pi * 659 * time))
    shape = np.exp(-4 * (beat % 0.35)) * (beat < 0.7) * np.minimum(1, (beat % 0.35) * 100)
    return (notes * shape).astype(np.float32)
