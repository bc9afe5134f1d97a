"""What goes wrong in real exports.

Each kind is described for learners in ``course/data_dictionary.md``.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from .calls import call_ids
from .dates import FIRST_DAY, NEW_CES_DAY, moment_text, slash_text, spoken_text
from .draws import pick, shuffled, whole
from .stories import CALL_TYPES, QUEUES

COPIES = 0.026  # of the survey rows
TWO_SPELLINGS = 14  # agents
_OTHER_SPELLING = 0.4  # of the rows of these agents
_FORMATS = (0.6, 0.25, 0.15)  # 2026-02-03, 03/02/2026, 3 Feb 2026


@dataclass(frozen=True)
class SpareCalls:
    """Call numbers and starting seconds that the clean log left free, in order of time."""

    number: np.ndarray
    start: np.ndarray


def add_test_calls(calls: pd.DataFrame, spare: SpareCalls, rng: np.random.Generator) -> pd.DataFrame:
    """Line tests of the technical team: answered, no customer; most are short, and some are as long as a real call."""
    size = len(spare.number)
    talk = np.where(np.arange(size) % 5 < 3, whole(rng, 1, 9, size), whole(rng, 12, 95, size))
    answered = calls[calls["outcome"] == "answered"]
    before = np.searchsorted(answered["call_id"].to_numpy(dtype=str), call_ids(spare.number))
    tests = pd.DataFrame(
        {
            "call_id": call_ids(spare.number),
            "started_at": moment_text(spare.start),
            "queue": np.array(QUEUES)[pick(rng, (1, 1, 1), size)],
            "call_type": np.full(size, CALL_TYPES[0]),
            "reason": np.full(size, "other"),
            "customer_id": pd.Series([np.nan] * size, dtype=calls["customer_id"].dtype),
            "issue_id": pd.Series([np.nan] * size, dtype=calls["issue_id"].dtype),
            "agent_id": answered["agent_id"].to_numpy()[before - 1],  # somebody who is at work
            "outcome": np.full(size, "answered"),
            "wait_seconds": whole(rng, 0, 3, size),
            "talk_seconds": talk.astype(float),
            "hold_seconds": np.zeros(size),
            "wrap_seconds": whole(rng, 0, 4, size).astype(float),
        }
    )
    both = pd.concat([calls, tests], ignore_index=True)
    return both.sort_values("call_id", kind="stable", ignore_index=True)


def soil_surveys(surveys: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """CES turned round in the old weeks, three date formats, two spellings, and copies."""
    surveys = surveys.copy()
    surveys["ces"] = _old_direction(surveys["ces"], surveys["answered_at"])
    surveys["answered_at"] = _three_formats(surveys["answered_at"], rng)
    surveys["agent_name"] = _two_spellings(surveys["agent_name"], rng)
    return _with_copies(surveys, rng)


def _old_direction(ces: pd.Series, answered_at: pd.Series) -> pd.Series:
    new_form = str(FIRST_DAY + NEW_CES_DAY)
    return ces.where(answered_at >= new_form, 8 - ces)


def _three_formats(days: pd.Series, rng: np.random.Generator) -> pd.Series:
    texts, place = np.unique(days.to_numpy(dtype=str), return_inverse=True)
    forms = np.array([texts, [slash_text(day) for day in texts], [spoken_text(day) for day in texts]])
    return pd.Series(forms[pick(rng, _FORMATS, len(days)), place])


def _two_spellings(agent_name: pd.Series, rng: np.random.Generator) -> pd.Series:
    names, place = np.unique(agent_name.to_numpy(dtype=str), return_inverse=True)
    chosen = np.isin(np.arange(len(names)), shuffled(rng, len(names))[:TWO_SPELLINGS])
    swapped = np.array([_last_name_first(name) for name in names])
    other = chosen[place] & (rng.random(len(place)) < _OTHER_SPELLING)
    return pd.Series(np.where(other, swapped[place], names[place]))


def _last_name_first(name: str) -> str:
    """Ana Reyes becomes Reyes, Ana.

    A last name of two words starts with a small letter (dela Cruz), a double first name does not.
    """
    words = name.split(" ")
    cut = next((at for at, word in enumerate(words) if word[0].islower()), len(words) - 1)
    return f"{' '.join(words[cut:])}, {' '.join(words[:cut])}"


def _with_copies(surveys: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Some rows a second time, anywhere in the file."""
    size = len(surveys)
    copied = shuffled(rng, size)[: round(COPIES * size)]
    rows = np.concatenate([np.arange(size), copied])
    place = np.concatenate([np.arange(size, dtype=float), rng.random(len(copied)) * size])
    return surveys.iloc[rows[np.argsort(place, kind="stable")]].reset_index(drop=True)
