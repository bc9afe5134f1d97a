"""Item analysis: how hard each exercise is, whether it goes along with the rest of its module, and how far the marks
of a module hang together.

    difficulty       the mean share of the points (1 is: everybody has all of them)
    discrimination   corrected item-total correlation: of the points of the exercise with those of all other exercises
                     (Henrysson 1963, Psychometrika 28:211)
    reliability      Cronbach's alpha (1951, Psychometrika 16:297); for exercises of all or nothing it is KR-20

Intervals are percentiles of 95 % of bootstrap samples of learners (Efron & Tibshirani 1993, An Introduction to the
Bootstrap, chapter 13), from a fixed seed, so that the same marks give the same report.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

LEAST, LEAST_ALPHA = 10, 30  # learners, for an analysis of exercises and for alpha
LEAST_ITEMS = 3  # for alpha
EASY, HARD = 0.95, 0.2
WEAK = 0.2  # a correlation below which an exercise says little of the rest (Ebel & Frisbie 1991, chapter 13)
SAMPLES, MANY = 1000, 3000  # bootstrap samples; learners from which a fifth of them is enough
SEED = 20261127


@dataclass(frozen=True)
class Estimate:
    """A figure with its 95 % interval; NaN where there is none."""

    value: float
    low: float = np.nan
    high: float = np.nan

    def __str__(self) -> str:
        if np.isnan(self.value):
            return "none"
        said = f"{self.value:.2f}"
        return said if np.isnan(self.low) else f"{said} ({self.low:.2f} to {self.high:.2f})"


@dataclass(frozen=True)
class Item:
    """One exercise's figures, and what they mean in a sentence each."""

    difficulty: Estimate
    discrimination: Estimate
    flags: list[str] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        share = f"On average learners have {100 * self.difficulty.value:.0f} % of its points."
        with_rest = self.discrimination.value
        if np.isnan(with_rest):
            return f"{share} All have the same points here, or in the rest: how it goes with the rest cannot be said."
        if with_rest < 0:
            return f"{share} Who does well in the rest does rather worse here."
        how = "hardly tells" if with_rest < WEAK else "tells somewhat" if with_rest < 0.4 else "tells well"
        return f"{share} It {how} who does well in the rest."


@dataclass(frozen=True)
class Analysis:
    """Of one module. `why_not` says in a sentence why there are no figures; `alpha_why_not` the same of alpha."""

    learners: int
    items: list[Item] = field(default_factory=list)
    alpha: Estimate | None = None
    why_not: str = ""
    alpha_why_not: str = ""


def analyse(shares: np.ndarray) -> Analysis:
    """`shares`: learners (rows) x exercises (columns), the share of an exercise's points (0 to 1), none missing."""
    learners, exercises = shares.shape
    if learners < LEAST:
        return Analysis(
            learners,
            why_not=f"It takes {LEAST} learners or more whose marks are complete; there are "
            f"{learners}. Figures on fewer would be chance.",
        )
    figures = _figures(shares, np.ones((1, learners)))
    draws = SAMPLES if learners < MANY else SAMPLES // 5
    weights = np.random.default_rng(SEED).multinomial(learners, np.full(learners, 1 / learners), size=draws)
    drawn = _figures(shares, weights.astype(float))
    difficulty, discrimination = (
        [Estimate(float(value), *_interval(sample)) for value, sample in zip(found[0], samples.T, strict=True)]
        for found, samples in zip(figures[:2], drawn[:2], strict=True)
    )
    items = [Item(hard, tells, _flags(hard, tells)) for hard, tells in zip(difficulty, discrimination, strict=True)]
    if why := _no_alpha(learners, exercises, shares):
        return Analysis(learners, items, alpha_why_not=why)
    return Analysis(learners, items, Estimate(float(figures[2][0]), *_interval(drawn[2])))


def _figures(shares: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Difficulty and discrimination (samples x exercises) and alpha (samples), each learner counted so many times."""
    n = weights.sum(axis=1, keepdims=True)
    rest = shares.sum(axis=1, keepdims=True) - shares
    total = shares.sum(axis=1, keepdims=True)

    def centred(values: np.ndarray) -> np.ndarray:
        return values - values.mean(axis=0)  # against rounding

    own, other, whole = centred(shares), centred(rest), centred(total)
    parts = [shares, own, other, whole, own**2, other**2, whole**2, own * other]
    # all means at once: the weights are the large part, and are gone through once
    means = np.split(weights @ np.hstack(parts) / n, np.cumsum([part.shape[1] for part in parts])[:-1], axis=1)
    difficulty, m_own, m_other, m_whole, m_own2, m_other2, m_whole2, m_both = means
    together = m_both - m_own * m_other
    of_shares, of_rest, of_whole = (
        np.maximum(0, squared - mean**2)
        for squared, mean in ((m_own2, m_own), (m_other2, m_other), (m_whole2, m_whole))
    )
    spread = of_shares * of_rest
    with np.errstate(divide="ignore", invalid="ignore"):
        correlation = np.where(spread > 1e-18, together / np.sqrt(spread), np.nan)
        factor = shares.shape[1] / max(1, shares.shape[1] - 1)
        of_total = of_whole[:, 0]
        alpha = np.where(of_total > 1e-12, factor * (1 - of_shares.sum(axis=1) / of_total), np.nan)
    return difficulty, np.clip(correlation, -1, 1), alpha


def _interval(sample: np.ndarray) -> tuple[float, float]:
    known = sample[~np.isnan(sample)]
    if len(known) < len(sample) / 2:
        return np.nan, np.nan
    low, high = np.percentile(known, [2.5, 97.5])
    return float(low), float(high)


def _flags(difficulty: Estimate, discrimination: Estimate) -> list[str]:
    flags = []
    if difficulty.value >= EASY:
        flags.append("too easy: nearly everybody has all of its points, so it tells you nothing about anybody")
    if difficulty.value <= HARD:
        flags.append("too hard: few have any of its points. Teach it again, or look whether its prompt is clear")
    if discrimination.value < 0:
        sure = "surely" if discrimination.high < 0 else "perhaps by chance"
        flags.append(f"against the rest, {sure}: who does well elsewhere does worse here. Read its prompt and its key")
    elif discrimination.high < WEAK:
        flags.append("says little of the rest: it may ask for something else than the module teaches")
    return flags


def _no_alpha(learners: int, exercises: int, shares: np.ndarray) -> str:
    if learners < LEAST_ALPHA:
        return f"Reliability is not said: it takes {LEAST_ALPHA} learners with complete marks, there are {learners}."
    if exercises < LEAST_ITEMS:
        return f"Reliability is not said: it takes {LEAST_ITEMS} exercises, there are {exercises}."
    if shares.sum(axis=1).std() < 1e-6:
        return "Reliability is not said: all learners have the same points."
    return ""
