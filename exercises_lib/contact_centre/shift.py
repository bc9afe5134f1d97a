"""One shift: the tables of the day on which module 10 plays. They hang together, so they are drawn together.

True in every sample. Yesterday one of three things was far from the plan (calls, handle time or agents), and the other
two were near it, calls and handle time above and agents below. The half hour with the lowest service level is not the
one with the most lost calls. The afternoon's plan, corrected by what yesterday showed, is short of people at some times
and not at others; without the correction of either it comes out otherwise. At some desks nothing is wrong, at some only
yesterday was, and at some one fault has brought a second. Some promises are open, some were kept late, some things were
done without a promise. One customer has two visits in the list, and the newer one counts.
"""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

from . import names
from .draws import one, shuffled, whole

DAY, DAY_BEFORE = "2026-06-11", "2026-06-10"
DESKS = ("Acacia", "Baobab", "Cedar", "Fig", "Hazel", "Juniper", "Lime", "Mango", "Neem", "Olive", "Poplar", "Teak")
CAUSES = ("calls", "seconds", "agents")
OCCUPANCY = 0.85  # of an agent's time on the phone that may be handling calls
HALF_HOUR = 1800  # seconds
WAITS = "Goran Lukovic"  # who leaves a message in this module
SHIFT_ENDS = "16:30"


def clock(minutes: int) -> str:
    """605 -> "10:05" """
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def needed(calls: ArrayLike, seconds: ArrayLike) -> np.ndarray:
    """Agents that so many calls of so many seconds in half an hour keep busy at `OCCUPANCY`, as whole people."""
    return np.ceil(np.asarray(calls) * np.asarray(seconds) / HALF_HOUR / OCCUPANCY - 1e-9).astype(np.int64)


def work(rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """The tables of one day by name; `course/data_dictionary.md` has their columns."""
    yesterday = _yesterday(rng)
    return {
        "shift_yesterday": yesterday,
        "shift_log": _log(rng),
        "shift_plan": _plan(rng, yesterday),
        "shift_visits": _visits(rng),
        "shift_notes": _notes(rng),
        "shift_today": _today(rng),
    }


def off_plan(yesterday: pd.DataFrame) -> dict[str, float]:
    """How far each of CAUSES was from the plan: 1.25 is a quarter above it."""
    return {cause: yesterday[cause].mean() / yesterday[f"planned_{cause}"].mean() for cause in CAUSES}


def _yesterday(rng: np.random.Generator) -> pd.DataFrame:
    cause = CAUSES[one(rng, 0, 2)]
    near = 0.02 * rng.random(3)
    off = {"calls": 1.06 + near[0], "seconds": 1.06 + near[1], "agents": 0.945 + near[2]}
    off[cause] = 1.22 + 0.06 * rng.random() if cause != "agents" else 0.78 - 0.04 * rng.random()
    size = 24
    planned = {
        "calls": whole(rng, 150, 190, size),
        "seconds": whole(rng, 255, 290, size),
        "agents": whole(rng, 32, 38, size),
    }
    busy, quiet = whole(rng, 3, 9, 1)[0], whole(rng, 20, 23, 1)[0]
    planned["calls"][busy], planned["calls"][quiet] = 230 + one(rng, 0, 20), 58 + one(rng, 0, 12)
    real = {name: np.rint(planned[name] * (off[name] + 0.02 * (rng.random(size) - 0.5))) for name in CAUSES}
    served = 0.66 + 0.14 * rng.random(size)
    served[busy], served[quiet] = 0.60 + 0.02 * rng.random(), 0.44 + 0.04 * rng.random()
    in_time = np.rint(real["calls"] * served)
    gave_up = 0.20 + 0.10 * rng.random(size)
    gave_up[busy], gave_up[quiet] = 0.46, 0.30
    lost = np.rint((real["calls"] - in_time) * gave_up)
    table: dict[str, object] = {"start": [clock(480 + 30 * place) for place in range(size)]}
    for name in CAUSES:
        table |= {f"planned_{name}": planned[name], name: real[name].astype(np.int64)}
    return pd.DataFrame(table | {"in_time": in_time.astype(np.int64), "lost": lost.astype(np.int64)})


def _plan(rng: np.random.Generator, yesterday: pd.DataFrame) -> pd.DataFrame:
    off, size = off_plan(yesterday), 8
    calls, seconds = whole(rng, 160, 220, size), whole(rng, 260, 300, size)
    spare = np.array([-6, -4, -3, -1, 0, 1, 2, 4])[shuffled(rng, size)]
    agents = needed(calls * off["calls"], seconds * off["seconds"]) + spare
    start = [clock(750 + 30 * place) for place in range(size)]
    return pd.DataFrame({"start": start, "planned_calls": calls, "planned_seconds": seconds, "agents": agents})


FAULTS = {  # part -> (what the log says of it, what often follows at other parts)
    "network": ("cable unplugged", ("softphone", "screens")),
    "headset": ("no microphone found", ("softphone",)),
    "softphone": ("sign-in refused", ()),
    "screens": ("second screen not found", ()),
}
FOLLOWS = {"softphone": "no line", "screens": "knowledge base not loaded"}
GOOD = {"network": "connected", "headset": "ready", "softphone": "signed in", "screens": "two found"}


def _log(rng: np.random.Generator) -> pd.DataFrame:
    """What twelve desks wrote when they were switched on, yesterday and today, in order of time."""
    rows, parts = [], list(FAULTS)
    # of twelve desks: two quiet ones, two with a fault of yesterday alone, eight with one of today (each part twice)
    stories = [*("quiet",) * 2, *("yesterday",) * 2, *parts * 2]
    for desk, place in zip(DESKS, shuffled(rng, len(DESKS)), strict=True):
        story = stories[place]
        before = parts[one(rng, 0, 3)] if story == "yesterday" else None
        if story in parts and place % 2:  # half of those of today had another one the day before
            before = parts[(parts.index(story) + 1) % 4]
        rows += _desk(rng, desk, DAY_BEFORE, before) + _desk(rng, desk, DAY, story if story in parts else None)
    rows.sort(key=lambda row: row[:2])
    table = pd.DataFrame(rows, columns=["day", "time", "desk", "part", "level", "text"])
    return table[["day", "time", "desk", "level", "part", "text"]]


def _desk(rng: np.random.Generator, desk: str, day: str, fault: str | None) -> list[tuple[str, ...]]:
    second = 7 * 3600 + 45 * 60 + one(rng, 0, 240)
    rows: list[tuple[str, ...]] = []

    def write(part: str, level: str, text: str) -> None:
        nonlocal second
        second += one(rng, 3, 20)
        rows.append((day, f"{clock(second // 60)}:{second % 60:02d}", desk, part, level, text))

    other = next(part for part in GOOD if part != fault)
    write(other, "WARN", "slow to answer")
    broken = [] if fault is None else [part for part in FAULTS[fault][1] if part != other]
    for part in GOOD:
        if part == fault:
            write(part, "ERROR", FAULTS[part][0])
        elif part not in broken:
            write(part, "INFO", GOOD[part])
    for part in broken:
        write(part, "ERROR", FOLLOWS[part])
    return rows


def _visits(rng: np.random.Generator) -> pd.DataFrame:
    """Visits of technicians that are late today, in the order of the customers' names."""
    size = 30
    people = [
        f"{names.CUSTOMER_FIRST[a]} {names.CUSTOMER_LAST[b]}"
        for a, b in zip(shuffled(rng, 60)[:size], shuffled(rng, 60)[:size], strict=True)
    ]
    windows = np.array(["08:00-10:00", "09:00-11:00", "10:00-12:00"])[whole(rng, 0, 2, size)]
    sent = whole(rng, 620, 690, size)
    new = 720 + 5 * whole(rng, 0, 23, size) + whole(rng, 1, 4, size)  # nobody shares a time with the one who waits
    table = pd.DataFrame(
        {"customer": people, "window": windows, "sent_at": map(clock, sent), "new_time": map(clock, new)}
    )
    first = 720 + 5 * one(rng, 0, 1)
    mine = pd.DataFrame(
        {
            "customer": WAITS,
            "window": "09:00-11:00",
            "sent_at": [clock(one(rng, 625, 645)), clock(one(rng, 665, 695))],
            "new_time": [clock(first), clock(first + 5 * one(rng, 2, 9))],
        }
    )
    return pd.concat([table, mine]).sort_values(["customer", "sent_at"]).reset_index(drop=True)


def _notes(rng: np.random.Generator) -> pd.DataFrame:
    """The row's notes of the day, in order of time: what was promised by when, and when it was done."""
    open_late, open_soon, kept, late, plain = one(rng, 3, 6), one(rng, 2, 4), 24, one(rng, 4, 7), 20
    size = open_late + open_soon + kept + late + plain
    at = np.sort(whole(rng, 485, 900, size))
    kinds = np.array(
        ["tomorrow"] * open_late + ["today"] * open_soon + ["kept"] * kept + ["late"] * late + ["plain"] * plain
    )[shuffled(rng, size)]
    promised, done = at + whole(rng, 30, 60, size), at + whole(rng, 5, 29, size)
    promised[kinds == "tomorrow"] = 1020 + 10 * np.arange(open_late)  # after the shift
    promised[kinds == "today"] = 960 + 5 * shuffled(rng, open_soon)  # in its last half hour, before all others
    done[kinds == "late"] = promised[kinds == "late"] + whole(rng, 5, 40, late)
    is_open = np.isin(kinds, ["tomorrow", "today"])
    return pd.DataFrame(
        {
            "note_id": [f"N{number:02d}" for number in range(1, size + 1)],
            "time": [clock(minute) for minute in at],
            "desk": np.array(DESKS)[whole(rng, 0, len(DESKS) - 1, size)],
            "customer": [
                f"{names.CUSTOMER_FIRST[a]} {names.CUSTOMER_LAST[b]}"
                for a, b in zip(whole(rng, 0, 59, size), whole(rng, 0, 59, size), strict=True)
            ],
            "about": np.array(["bill", "visit", "parcel", "card"])[whole(rng, 0, 3, size)],
            "promised_by": _clocks(promised, kinds != "plain"),
            "done_at": _clocks(done, ~is_open),
        }
    )


def _clocks(minutes: np.ndarray, stated: np.ndarray) -> list[str | float]:
    """Clock times; blank where nothing is stated."""
    return [clock(minute) if said else np.nan for minute, said in zip(minutes, stated, strict=True)]


def _today(rng: np.random.Generator) -> pd.DataFrame:
    """The shift as it went: 17 half hours. The lowest service level stands where most people were missing."""
    size = 17
    calls = whole(rng, 190, 240, size)
    need = needed(calls, whole(rng, 265, 300, size))
    worst = one(rng, 8, 15)
    gap = whole(rng, -2, 2, size)
    gap[worst] = one(rng, 5, 9)
    served = 0.82 - 0.03 * gap + 0.02 * rng.random(size)
    calls[worst] -= 20  # not the half hour with the fewest in time: fewer call there
    in_time = np.rint(calls * served).astype(np.int64)
    fewest = (worst + 4) % size
    calls[fewest] = 80
    in_time[fewest] = 66
    start = [clock(480 + 30 * place) for place in range(size)]
    return pd.DataFrame({"start": start, "calls": calls, "in_time": in_time, "needed": need, "agents": need - gap})
