"""The numbers of the model, each with its source or the word "ours". docs/simulator.md shows what hangs on them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Dynamics:
    """Every number of the model. `ours`: our assumption, chosen so that calls come out as in docs/simulator.md."""

    words_a_second: float = 2.5  # 150 a minute, the upper end of what telephone trainers teach (125 to 150)
    base_loss: float = 0.4  # seconds of patience that a second costs a caller without any heat; ours
    heat_loss: float = 1 / 12  # and more for each degree of heat; ours
    hold_loss: float = 0.5  # share of the loss in a hold that was asked for, with a time; ours (waits explained
    # and with an end feel shorter: D. Maister, "The Psychology of Waiting Lines")
    overrun_loss: float = 2.0  # share after that time; ours
    dead_air: float = 10.0  # seconds without a word; vendors count dead air from 3 to 10 seconds on
    dead_air_heat: float = 1.0  # ours
    asked_twice_heat: float = 2.0  # ours
    acknowledged: tuple[float, ...] = (-3.0, -1.0, 1.0)  # first, second, later: too much sounds false; ours
    acknowledged_calm: float = 1.0  # a calm caller wants the matter done; ours
    apologised: tuple[float, ...] = (-1.0, 1.0)  # ours (a long apology pleased less: 111 filmed talks, HBR 2018)
    listened: tuple[float, ...] = (-1.0, 0.0)  # ours
    calm_down_heat: float = 3.0  # ours
    wrong_heat: float = 1.0  # ours
    early_heat: float = 2.0  # ours
    warned_for_nothing_heat: float = 2.0  # ours
    summary_seconds: float = 15.0  # patience won by a summary; ours
    summary_again: float = 240.0  # seconds after which the next summary wins as much; ours
    boils_over: float = 12.0  # heat at which the caller demands somebody else; ours


DYNAMICS = Dynamics()
START_HEAT = {"calm": 2, "worried": 4, "upset": 7, "angry": 9}  # where the sheet says nothing; ours
