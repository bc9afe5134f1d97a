"""Ranking: labels from one end of a scale to the other, where some may be equally good.

    key.ranking("replies", ties=[["b", "d"]], mistakes={"You rank by how kind it sounds ...": ["a", "c", "b", "d"]})

`ties` names labels that may stand in any order among themselves. Each other pair that stands the right way round earns
a part of the points. Use `ordering` for steps, of which one must come before the next.

Each pair of labels is a facet, with two forms whether the pair is tied or not, so that a card does not tell which are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from exercises_lib.checks import typed
from exercises_lib.checks.base import Kind
from exercises_lib.checks.forms import folded_label
from exercises_lib.checks.key import PARTLY, WRONG, Facets, Key, Options, Outcome, WrongForm
from exercises_lib.checks.ordering import MAX_LABELS, labels_of, require_each_once
from exercises_lib.plain.calls import Call
from exercises_lib.plain.shapes import Plain

BEFORE, AFTER = ("<", "<!"), (">", ">!")
TIED = ("<", ">")
TURNED_ROUND: dict[tuple[str, ...], tuple[str, ...]] = {BEFORE: AFTER, AFTER: BEFORE}
TURNED = "Your list runs the other way round: what you put first belongs last. Turn it round."


class Ranking(Kind):
    name = "ranking"
    is_guessable = True

    def options(self, *, ties: Iterable[Iterable[object]] = ()) -> Options:
        """`ties`: groups of labels that are equally good; the solution has the labels of a group side by side."""
        groups = [[str(label) for label in group] for group in ties]
        if any(len(group) < 2 for group in groups):
            raise ValueError("ties are groups of two labels or more: [[one, other], ...]")
        return {"ties": groups}

    def facets(self, answer: Plain, key: Key, call: Call | None) -> Facets:
        given, labels = labels_of(answer, key.name), key.options["labels"]
        require_each_once(given, labels, key.name)
        ways = _ways(given, labels)
        # the same for every order of a pair that is tied in the key
        return {facet: TIED if _is_tied(facet, key) else way for facet, way in ways.items()}

    def make_key(self, name: str, answer: Plain, options: Options, call: Call | None) -> tuple[Options, Facets]:
        """The labels are taken from the solution, and the ties leave the options, which learners see."""
        given = labels_of(answer, name)
        if not 2 <= len(given) <= MAX_LABELS:
            raise WrongForm(f"a ranking has 2 to {MAX_LABELS} labels")
        labels = sorted(given)
        require_each_once(given, labels, name)
        tied = {_facet(*sorted(pair)) for pair in _tied_pairs(given, options["ties"])}
        return {"labels": labels}, _ways(given, labels) | dict.fromkeys(tied, TIED)

    def typed_in(self, facets: Facets, on_practice: Facets, key: Key, practice: Key) -> Outcome | None:
        return typed.nearer_to_practice(facets, key, practice)

    def diagnose(self, facets: Facets, key: Key) -> Outcome:
        counted = [facet for facet in facets if not _is_tied(facet, key)]
        good = sum(key.answer.has(facet, facets[facet]) for facet in counted)
        if not good:
            return Outcome(WRONG, 0, TURNED)
        # a list in random order has half of its pairs right, and earns nothing
        credit = round(max(0, 2 * good / len(counted) - 1), 2)
        return Outcome(
            PARTLY if credit else WRONG,
            credit,
            f"{good} of the {len(counted)} pairs that we compare stand the right way round. {_next(facets, key)}",
        )


def _ways(given: list[str], labels: list[str]) -> Facets:
    """For each two labels, which comes first."""
    place = {folded_label(text): at for at, text in enumerate(given)}
    return {
        _facet(one, other): BEFORE if place[folded_label(one)] < place[folded_label(other)] else AFTER
        for one, other in combinations(labels, 2)
    }


def _tied_pairs(given: list[str], ties: list[list[str]]) -> set[frozenset[str]]:
    pairs = set()
    for group in ties:
        if sorted(group) != sorted(given[at] for at in _places(group, given)):
            raise WrongForm(f"the tied labels {', '.join(group)} do not stand side by side in the solution")
        pairs |= {frozenset(pair) for pair in combinations(group, 2)}
    if 2 * len(pairs) == len(given) * (len(given) - 1):
        raise WrongForm("all labels are tied, so any order would do")
    return pairs


def _places(group: list[str], given: list[str]) -> range:
    if unknown := [label for label in group if label not in given]:
        raise WrongForm(f"the tied label {unknown[0]} is none of the solution's")
    first = min(map(given.index, group))
    return range(first, min(first + len(group), len(given)))


def _facet(one: str, other: str) -> str:
    return f"“{one}” and “{other}”"


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


def _pairs(label: str, facets: Facets, labels: list[str]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each pair with this label, and how the label stands in it."""
    for other in labels:
        if other != label:
            facet = _facet(*sorted((label, other)))
            yield facet, facets[facet] if label < other else TURNED_ROUND.get(facets[facet], TIED)
