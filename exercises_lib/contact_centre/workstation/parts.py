"""Small things that several files of the workstation need."""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TypeVar

import numpy as np

from ..draws import pick, shuffled, whole

T = TypeVar("T")
Moment = tuple[int, int, int, int, int, int]  # year, month, day, hour, minute, second
DAY = "2026-03-31"  # a Tuesday, the day after the twelve weeks of the tables
SAME = "the same for all"  # in place of the sample's seed, for files that learners change: they are graded as handed in


def one(rng: np.random.Generator, options: Sequence[T]) -> T:
    """One of the options."""
    return options[pick(rng, np.ones(len(options)), 1)[0]]


def some(rng: np.random.Generator, options: Sequence[T], size: int) -> list[T]:
    """``size`` different ones of the options, in random order."""
    return [options[place] for place in shuffled(rng, len(options))[:size]]


def number(rng: np.random.Generator, low: int, high: int) -> int:
    """A whole number from ``low`` to ``high``, both possible."""
    return int(whole(rng, low, high, 1)[0])


def clock(seconds: int) -> str:
    """Seconds since midnight as 08:31:20."""
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def to_bytes(lines: Iterable[str]) -> bytes:
    """Lines of a text file."""
    return "".join(f"{line}\n" for line in lines).encode("ascii")


def variants(name: str, make: Callable[[int, int | str], bytes]) -> dict[str, Callable[[int | str], bytes]]:
    """Six files, of which each learner gets one: ``name`` has {} for the number; ``make`` takes it and the seed."""
    return {name.format(variant): partial(make, variant) for variant in range(1, 7)}


def packed(files: dict[str, tuple[bytes, Moment]]) -> bytes:
    """A zip file: name -> (content, moment as year, month, day, hour, minute, second).

    Nothing is compressed: what compression gives depends on the library's version.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, (content, moment) in files.items():
            entry = zipfile.ZipInfo(name, moment)
            entry.create_system = 3  # the same on every platform
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return buffer.getvalue()
