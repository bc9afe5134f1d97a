"""Random draws that stay the same on every platform.

Only ``random`` and ``standard_normal`` of the generator are used, and everything else is built
from them here: ``Generator.choice`` and its relatives may change with a numpy release, and then
all answers would change.
"""

import hashlib
from statistics import NormalDist

import numpy as np
from numpy.typing import ArrayLike

_BELL = NormalDist()


def stream(seed: int | str, name: str) -> np.random.Generator:
    """A generator for one part of the company.

    Parts do not disturb each other: a new table leaves the old ones as they are.
    """
    number = _hash(seed) if isinstance(seed, str) else int(seed)
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence([number, _hash(name)])))


def pick(rng: np.random.Generator, weights: ArrayLike, size: int) -> np.ndarray:
    """``size`` indices, drawn with the given weights."""
    edges = np.cumsum(np.asarray(weights, dtype=float))
    return np.searchsorted(edges[:-1] / edges[-1], rng.random(size), side="right")


def pick_by_row(rng: np.random.Generator, weights: ArrayLike, row: np.ndarray) -> np.ndarray:
    """One index for each entry of ``row``, drawn with the weights in that row of a table."""
    edges = np.cumsum(np.asarray(weights, dtype=float), axis=-1)
    edges /= edges[..., -1:]
    return (rng.random(len(row))[:, None] >= edges[row, :-1]).sum(axis=1)


def whole(rng: np.random.Generator, low: ArrayLike, high: ArrayLike, size: int) -> np.ndarray:
    """Whole numbers from ``low`` to ``high``, both possible. ``low`` and ``high`` may be arrays."""
    return np.asarray(low) + (rng.random(size) * (np.asarray(high) - low + 1)).astype(np.int64)


def one(rng: np.random.Generator, low: int, high: int) -> int:
    """One whole number from ``low`` to ``high``, both possible."""
    return int(whole(rng, low, high, 1)[0])


def shuffled(rng: np.random.Generator, size: int) -> np.ndarray:
    """0 to size-1 in random order."""
    return np.argsort(rng.random(size), kind="stable")


def deal(rng: np.random.Generator, weights: ArrayLike, size: int) -> np.ndarray:
    """Like ``pick``, but the shares are met exactly, like dealing a pack of cards."""
    edges = np.cumsum(np.asarray(weights, dtype=float))
    places = (np.arange(size) + rng.random()) / size
    cards = np.searchsorted(edges[:-1] / edges[-1], places, side="right")
    return cards[shuffled(rng, size)]


def lognormal(rng: np.random.Generator, mu: float, sigma: float, low: float, high: float, size: int) -> np.ndarray:
    """Lognormal values between ``low`` and ``high``, spread evenly over the curve.

    One value comes from each of ``size`` equal slices of the curve, so that the mean and the long
    tail hardly depend on luck, and no value has to be drawn twice because it fell outside.
    """
    bottom = _BELL.cdf((np.log(low) - mu) / sigma)
    top = _BELL.cdf((np.log(high) - mu) / sigma)
    height = bottom + (top - bottom) * (np.arange(size) + rng.random(size)) / max(size, 1)
    bell = np.array([_BELL.inv_cdf(h) for h in height])
    return np.exp(mu + sigma * bell)[shuffled(rng, size)]


def rank_within(group: np.ndarray, key: np.ndarray) -> np.ndarray:
    """Place of each entry (0 = smallest key) among the entries of the same group."""
    order = np.lexsort((key, group))
    sorted_group = group[order]
    starts = np.flatnonzero(np.r_[True, sorted_group[1:] != sorted_group[:-1]])
    place = np.arange(len(group)) - np.repeat(starts, np.diff(np.r_[starts, len(group)]))
    rank = np.empty(len(group), dtype=np.int64)
    rank[order] = place
    return rank


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode("utf-8")).digest(), "big")
