"""A key as it is stored: the record (JSON) that the author's `key` makes of an exercise, and the grader reads."""

from __future__ import annotations

from abc import ABC, abstractmethod

from exercises_lib.checks.key import Facets, Key, Known, Mistake


class KeyMaker(ABC):
    """What `key` is in a solution notebook: there `check` makes the exercise's key, and judges nothing."""

    @abstractmethod
    def check(self, name: str) -> None:
        """Make the key of the exercise of that name."""


def known_key(record: dict) -> Key:
    """The `Key` of a record made by `KeyRing.check`, as the grader uses it."""
    mistakes, mutants = (
        [
            Mistake(Known(_tuples(m["facets"])), m["credit"], lambda _facets, text=m["message"]: text)
            for m in record[known]
        ]
        for known in ("mistakes", "mutants")
    )
    answer = Known(_tuples(record["facets"]))
    points, by_eye = record.get("points", 0), record["by_eye"]
    return Key(record["name"], record["kind"], record["options"], answer, mistakes, points, by_eye, mutants=mutants)


def _tuples(facets: dict) -> Facets:
    return {name: tuple(forms) for name, forms in facets.items()}
