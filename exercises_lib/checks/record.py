"""A key as it is stored: the record (JSON) that the author's `key` makes of an exercise, and the grader reads."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import NotRequired, TypedDict

from exercises_lib.checks.key import Facets, Key, Known, Mistake, Options


class KnownMistake(TypedDict):
    """`credit`: the share of the points, 0 to < 1. `declared`: whether the author named it."""

    message: str
    credit: float
    facets: Mapping[str, Sequence[str]]
    declared: NotRequired[bool]


class After(TypedDict):
    """What is read after Right. `models`: what is good in each text, by the text."""

    meaning: str
    why: str
    models: dict[str, str]


class Record(TypedDict):
    """The key of an exercise. `points`, `solution` and `changing` are added to it on the way to the answer card.

    `drawn`: the pool of which each learner has an own variant; `draws`: the record of each, itself without `draws`.
    """

    name: str
    kind: str
    options: Options
    facets: Mapping[str, Sequence[str]]
    mistakes: list[KnownMistake]
    mutants: list[KnownMistake]
    by_eye: bool
    after: After
    drawn: NotRequired[str]
    draws: NotRequired[list[Record]]
    points: NotRequired[float]
    solution: NotRequired[str]
    changing: NotRequired[list[str]]


class KeyMaker(ABC):
    """What `key` is in a solution notebook: there `check` makes the exercise's key, and judges nothing."""

    @abstractmethod
    def check(self, name: str) -> None:
        """Make the key of the exercise of that name."""


def known_key(record: Record) -> Key:
    """The `Key` of a record made by `KeyRing.check`, as the grader uses it."""
    mistakes, mutants = (list(map(_mistake, known)) for known in (record["mistakes"], record["mutants"]))
    answer = Known(tuples(record["facets"]))
    points, by_eye = record.get("points", 0), record["by_eye"]
    key = Key(record["name"], record["kind"], record["options"], answer, mistakes, points, by_eye, mutants=mutants)
    key.drawn, key.draws = record.get("drawn", ""), [known_key(one) for one in record.get("draws", ())]
    return key


def _mistake(known: KnownMistake) -> Mistake:
    return Mistake(Known(tuples(known["facets"])), known["credit"], lambda facets: known["message"])


def tuples(facets: Mapping[str, Sequence[str]]) -> Facets:
    """Facets from a record, where JSON has made lists of their forms."""
    return {name: tuple(forms) for name, forms in facets.items()}
