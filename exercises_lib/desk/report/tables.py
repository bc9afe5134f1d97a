"""The tables of a report as CSV files: one row a thing, one column a fact, empty where there is none.

In `learners.csv` the points of who was not graded are empty and never 0.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from exercises_lib.checks.key import NOT_ATTEMPTED, RIGHT
from exercises_lib.desk.report.classbook import STANDINGS, STATES, ClassBook
from exercises_lib.desk.report.glance import Standing
from exercises_lib.desk.report.items import Estimate
from exercises_lib.desk.report.names import Names
from exercises_lib.desk.report.teach import Lesson

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a spreadsheet knows a formula


def learners(book: ClassBook, names: Names, teams: dict[str, str]) -> pd.DataFrame:
    """Learner by module. `points` are whole or half, less what was taken for being late."""
    place = {id_: number for number, id_ in enumerate(names.order)}
    order = sorted(range(len(book.learners)), key=lambda at: place[book.learners[at].id])
    ids = [book.learners[at].id for at in order]
    parts = []
    for module in book.modules:
        standings, rows = book.standings(module)[order], book.rows[module.id][order]
        graded = (rows >= 0) & (module.graded[rows] if len(module.learners) else False)
        right, tried = (
            (module.state == STATES.index(RIGHT)).sum(axis=1),
            (module.state != STATES.index(NOT_ATTEMPTED)).sum(axis=1),
        )
        parts.append(
            pd.DataFrame(
                {
                    "learner": [names.id(id_) for id_ in ids],
                    "team": [teams.get(id_, "") for id_ in ids],
                    "module": module.id,
                    "standing": [STANDINGS[code] for code in standings],
                    "points": _where(graded, module.total, rows),
                    "of": module.most,
                    "right": _where(graded, right, rows),
                    "tried": _where(graded, tried, rows),
                    "exercises": len(module.exercises),
                    "times handed in": [str(book.hand_ins.get((id_, module.id), "")) for id_ in ids],
                }
            )
        )
    return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame(columns=["learner", "module", "standing"])


def _where(graded: np.ndarray, values: np.ndarray, rows: np.ndarray) -> pd.Series:
    found = pd.Series(np.nan, range(len(rows)))
    found[graded] = np.asarray(values, float)[rows[graded]]
    return found.map(lambda value: "" if np.isnan(value) else f"{value:g}")


def modules(standings: list[Standing]) -> pd.DataFrame:
    """Module by group: how many stand where, quartiles of points, and the share who passed with its interval."""
    return pd.DataFrame(
        [
            {
                "module": one.module.id,
                "group": one.group,
                **one.counts,
                "lower quartile": one.quartiles[0] if one.quartiles else None,
                "median": one.quartiles[1] if one.quartiles else None,
                "upper quartile": one.quartiles[2] if one.quartiles else None,
                "of": one.module.most,
                "exercises tried (median)": one.tried,
                "times handed in (median)": one.times,
                "share passed": one.passed.value,
                "low": one.passed.low,
                "high": one.passed.high,
            }
            for one in standings
        ]
    )


def exercises(lessons: list[Lesson]) -> pd.DataFrame:
    """Exercise by state, with the figures of item analysis and why an exercise is flagged."""
    return pd.DataFrame(
        [
            {
                "module": one.module,
                "exercise": one.exercise.name,
                "title": one.exercise.title,
                "points": one.exercise.points,
                **{state: share.count for state, share in one.shares.items()},
                "share right": one.shares[RIGHT].value,
                "low": one.shares[RIGHT].low,
                "high": one.shares[RIGHT].high,
                **_estimate("difficulty", one.item.difficulty if one.item else None),
                **_estimate("discrimination", one.item.discrimination if one.item else None),
                "flags": "; ".join(one.item.flags) if one.item else "",
            }
            for one in lessons
        ]
    )


def _estimate(name: str, found: Estimate | None) -> dict[str, float | None]:
    values = (found.value, found.low, found.high) if found else (None, None, None)
    return dict(zip((name, f"{name} low", f"{name} high"), values, strict=True))


def mistakes(lessons: list[Lesson]) -> pd.DataFrame:
    """What learners read, with the number of those who read it."""
    rows = [(one.module, one.exercise.name, message, count) for one in lessons for message, count in one.mistakes]
    return pd.DataFrame(rows, columns=["module", "exercise", "message", "learners"])


def unexplained(lessons: list[Lesson]) -> pd.DataFrame:
    """Wrong answers that no message explains: an author may declare them as known mistakes."""
    rows = [
        (one.module, one.exercise.name, each.answer, each.count, each.message)
        for one in lessons
        for each in one.unexplained
    ]
    return pd.DataFrame(rows, columns=["module", "exercise", "answer", "learners", "message"])


def write(folder: Path, tables: dict[str, pd.DataFrame]) -> None:
    """Write NAME.csv for each, for any spreadsheet: with a byte order mark, and no text that is taken for a formula."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in tables.items():
        texts = table.select_dtypes(exclude="number")
        safe = table.assign(**{str(column): _plain_texts(texts[column]) for column in texts})
        safe.to_csv(folder / f"{name}.csv", index=False, encoding="utf-8-sig", float_format="%.6g")


def _plain_texts(texts: pd.Series) -> pd.Series:
    """Each text is looked at once, as most stand in many rows."""
    return texts.map({text: _plain(text) for text in texts.unique()})


def _plain(value: object) -> object:
    if not isinstance(value, str) or not value.startswith(FORMULA) or _is_number(value):
        return value
    return f"'{value}"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
