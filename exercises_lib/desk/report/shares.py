"""Shares in words a trainer can rely on: counts alone for a small group, else percent with the margin of chance."""

from __future__ import annotations

from dataclasses import dataclass

from statsmodels.stats.proportion import proportion_confint

SMALLEST = 5  # learners from which percent are said: below, one person is 20 % or more


@dataclass(frozen=True)
class Share:
    """`count` of `of` learners.

    `low` and `high`: the 95 % interval of Wilson (1927) for a class of which these are a sample, as shares from 0 to 1.
    """

    count: int
    of: int

    @property
    def is_small(self) -> bool:
        return self.of < SMALLEST

    @property
    def value(self) -> float | None:
        return None if self.is_small else self.count / self.of

    @property
    def low(self) -> float | None:
        return self._interval[0]

    @property
    def high(self) -> float | None:
        return self._interval[1]

    @property
    def _interval(self) -> tuple[float | None, float | None]:
        if self.is_small:
            return None, None
        low, high = proportion_confint(self.count, self.of, method="wilson")
        return float(min(low, self.count / self.of)), float(max(high, self.count / self.of))  # rounding must not cross

    def __str__(self) -> str:
        """'3 of 4', or '24 of 30, 80 % (63 to 90 %)'."""
        if self.value is None or self.low is None or self.high is None:
            return f"{self.count:,} of {self.of:,}"
        margin = f"{100 * self.low:.0f} to {100 * self.high:.0f} %"
        return f"{self.count:,} of {self.of:,}, {100 * self.value:.0f} % ({margin})"

    def short(self) -> str:
        """'3 of 4', or '80 %'."""
        return f"{self.count:,} of {self.of:,}" if self.value is None else f"{100 * self.value:.0f} %"
