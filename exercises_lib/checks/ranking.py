"""Ranking: labels from one end of a scale to the other, where some may be equally good.

    key.ranking("replies", mistakes={"You rank by how kind it sounds ...": ["b", "a", "d", "c"]})

In the solution labels that are equally good stand together in a list of their own: `["c", ["a", "d"], "b"]`. A learner
writes a plain list; the order within such a group does not count. Each other pair that stands the right way round
earns a part of the points. Use `ordering` for steps, of which one must come before the next.

Each pair of labels is a facet, with two forms whether the pair is tied or not, so that a card does not tell which are.
"""

from __future__ import annotations

from itertools import combinations

from exercises_lib.checks import PARTLY, WRONG, Facets, Key, Outcome, WrongForm
from exercises_lib.checks.forms import folded_label
from exercises_lib.checks.ordering import MAX_LABELS, _labels, _require_each_once

BEFORE, AFTER = ("before", "before and not tied"), ("after", "after and not tied")
TIED = ("before", "after")


class Ranking:
    name = "ranking"

    def options(self) -> dict:
        """None: the labels, and which of them are equal, are those of the solution's own list."""
        return {}

    def fits(self, answer: dict) -> bool:
        items = answer["items"] if answer["type"] == "list" and not answer.get("set") else []
        return len(items) > 1 and any(item["type"] == "list" for item in items) and all(map(_is_level, items))

    def facets(self, answer: dict, key: Key, call) -> Facets:
        levels = _levels(answer, key) if key.being_made else [[text] for text in _labels(_plain(answer, key), key.name)]
        given = [text for level in levels for text in level]
        if key.being_made:
            key.options["labels"] = sorted(given)
        labels = key.options["labels"]
        _require_each_once(given, labels, key.name)
        place = {folded_label(text): at for at, level in enumerate(levels) for text in level}
        return {
            _facet(one, other): _forms(place[folded_label(one)], place[folded_label(other)], _facet(one, other), key)
            for one, other in combinations(labels, 2)
        }

    def diagnose(self, facets: Facets, key: Key) -> Outcome:
        counted = [facet for facet in facets if not _is_tied(facet, key)]
        good = sum(key.answer.has(facet, facets[facet]) for facet in counted)
        if not good:
            return Outcome(WRONG, 0, "Your list runs the other way round: what you put first belongs last. Turn it round.")
        # a list in random order has half of its pairs right, and earns nothing
        credit = round(max(0, 2 * good / len(counted) - 1), 2)
        return Outcome(
            PARTLY if credit else WRONG,
            credit,
            f"{good} of the {len(counted)} pairs that we compare stand the right way round. {_next(facets, key)}",
        )


def _is_level(item: dict) -> bool:
    if item["type"] == "list":
        return all(inner["type"] == "text" for inner in item["items"])
    return item["type"] == "text"


def _levels(answer: dict, key: Key) -> list[list[str]]:
    """The solution's list, each place as a list of the labels that share it."""
    if answer["type"] != "list":
        return [_labels(answer, key.name)]  # raises, with the words for it
    levels = [
        _labels(item | {"set": False}, key.name) if item["type"] == "list" else _labels({**answer, "items": [item]}, key.name)
        for item in answer["items"]
    ]
    if not 2 <= sum(map(len, levels)) <= MAX_LABELS or len(levels) < 2 or not all(levels):
        raise WrongForm(f"a ranking has 2 to {MAX_LABELS} labels, and not all of them are equal")
    return levels


def _plain(answer: dict, key: Key) -> dict:
    """The answer, if it has one label at each place.

    A learner's ties would fit whatever is tied and dodge the question elsewhere.
    """
    if answer["type"] == "list" and any(item["type"] == "list" for item in answer["items"]):
        raise WrongForm(
            f"`{key.name}` has a list inside the list. Put one label at each place. "
            "Where two seem equally good to you, either may stand first."
        )
    return answer


def _facet(one: str, other: str) -> str:
    return f"“{one}” and “{other}”"


def _forms(one: int, other: int, facet: str, key: Key) -> tuple[str, ...]:
    """What stands for a pair, given the places of both; the same for every order of a pair that is tied in the key."""
    if one == other or _is_tied(facet, key):
        return TIED
    return BEFORE if one < other else AFTER


def _is_tied(facet: str, key: Key) -> bool:
    return key.answer.has(facet, BEFORE) and key.answer.has(facet, AFTER)


def _next(facets: Facets, key: Key) -> str:
    """Which end of the list to look at."""
    first, last = (_end_fits(way, facets, key) for way in (BEFORE, AFTER))
    if first and last:
        return "Both ends fit. Look again at the places between them."
    if first:
        return "Your first place fits. Which one belongs in the last?"
    if last:
        return "Your last place fits. Which one belongs in the first?"
    return "Start with the two ends: which one belongs in the first place, and which in the last?"


def _end_fits(way: tuple[str, ...], facets: Facets, key: Key) -> bool:
    """Whether the learner's first label (`way` BEFORE) or last label (AFTER) is one that belongs there."""
    labels = key.options["labels"]
    for label in labels:
        ways = {facet: way_of for facet, way_of in _pairs(label, facets, labels) if not _is_tied(facet, key)}
        if all(way_of == way for way_of in ways.values()):  # it stands before, or after, all that differ from it
            return all(key.answer.has(facet, facets[facet]) for facet in ways)
    return False


def _pairs(label: str, facets: Facets, labels: list[str]):
    """Each pair with this label, and how the label stands in it."""
    for other in labels:
        if other != label:
            facet = _facet(*sorted((label, other), key=labels.index))
            mine = facets[facet] if label < other else {BEFORE: AFTER, AFTER: BEFORE}.get(facets[facet], TIED)
            yield facet, mine
