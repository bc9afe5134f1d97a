"""Ordering: labels put into the right order.

    key.ordering("call_steps", mistakes={"You listen before you greet ...": [...]})

Each pair of labels is a facet: which of the two comes first. The labels are those of the solution; a card holds them
in alphabetical order.
"""

from __future__ import annotations

from itertools import combinations

from exercises_lib.checks import typed
from exercises_lib.checks.answers import describe
from exercises_lib.checks.base import Kind
from exercises_lib.checks.forms import folded_label, label
from exercises_lib.checks.key import PARTLY, WRONG, Facets, Key, Options, Outcome, WrongForm
from exercises_lib.plain import values
from exercises_lib.plain.calls import Call
from exercises_lib.plain.shapes import Plain

MAX_LABELS = 20
BEFORE, AFTER = ("yes",), ("no",)


class Ordering(Kind):
    name = "ordering"
    is_guessable = True

    def options(self) -> Options:
        """None: the labels are those of the solution's own list."""
        return {}

    def fits(self, answer: Plain) -> bool:
        items = answer["items"] if answer["type"] == "list" else []
        return len(items) > 1 and all(item["type"] == "text" for item in items)

    def facets(self, answer: Plain, key: Key, call: Call | None) -> Facets:
        given, labels = labels_of(answer, key.name), key.options["labels"]
        place = {folded_label(text): at for at, text in enumerate(given)}
        require_each_once(given, labels, key.name)
        return {
            _facet(one, other): BEFORE if place[folded_label(one)] < place[folded_label(other)] else AFTER
            for one, other in combinations(labels, 2)
        }

    def make_key(self, name: str, answer: Plain, options: Options, call: Call | None) -> tuple[Options, Facets]:
        given = labels_of(answer, name)
        if not 2 <= len(given) <= MAX_LABELS:
            raise WrongForm(f"an ordering has 2 to {MAX_LABELS} labels")
        return super().make_key(name, answer, options | {"labels": sorted(given)}, call)

    def typed_in(self, facets: Facets, on_practice: Facets, key: Key, practice: Key) -> Outcome | None:
        return typed.nearer_to_practice(facets, key, practice)

    def diagnose(self, facets: Facets, key: Key) -> Outcome:
        share = sum(key.answer.has(name, forms) for name, forms in facets.items()) / len(facets)
        credit = round(max(0, 2 * share - 1), 2)  # a random order has half of its pairs right, and earns nothing
        order = _order(facets, key.options["labels"])
        steps = list(zip(order, order[1:], strict=False))
        good = sum(_step_fits(step, key) for step in steps)
        return Outcome(
            PARTLY if credit else WRONG,
            credit,
            f"{good} of the {len(steps)} steps from one label to the next go the right way. "
            "Read your list from the top, and ask at each step why the one comes before the other.",
        )


def _facet(one: str, other: str) -> str:
    return f"“{one}” before “{other}”"


def labels_of(answer: Plain, name: str) -> list[str]:
    texts = []
    for item in _items(answer, name):
        text = label(item)
        if text is None:
            raise WrongForm(f"`{name}` holds {describe(item)}. We expect a list of labels.")
        texts.append(text)
    return texts


def _items(answer: Plain, name: str) -> list[Plain]:
    if answer["type"] == "table" and answer.get("series"):  # a sorted column that was not yet made a list
        return list(map(values.to_plain, answer["columns"][0]["values"]))
    if answer["type"] != "list":
        raise WrongForm(f"`{name}` is {describe(answer)}. We expect a list of labels in order: `[first, second, ...]`.")
    if answer.get("set"):
        raise WrongForm(f"`{name}` is a set, which has no order. Write a list: `[...]`.")
    return answer["items"]


def require_each_once(given: list[str], labels: list[str], name: str) -> None:
    once = f"Use each of these once: {'; '.join(labels)}."
    known, seen = {folded_label(text) for text in labels}, set()
    for text in given:
        folded = folded_label(text)
        if folded not in known:
            raise WrongForm(f"`{name}` holds “{text[:60]}”, which is none of the labels. {once}")
        if folded in seen:
            raise WrongForm(f"`{name}` holds “{text[:60]}” twice. {once}")
        seen.add(folded)
    left_out = [text for text in labels if folded_label(text) not in seen]
    if left_out:
        raise WrongForm(f"`{name}` leaves out: {'; '.join(left_out)}. {once}")


def _order(facets: Facets, labels: list[str]) -> list[str]:
    """The learner's list again, from its facets: the label that comes before most others is the first."""
    ahead = dict.fromkeys(labels, 0)
    for one, other in combinations(labels, 2):
        ahead[one if facets[_facet(one, other)] == BEFORE else other] += 1
    return sorted(labels, key=ahead.__getitem__, reverse=True)


def _step_fits(step: tuple[str, str], key: Key) -> bool:
    one, other = sorted(step, key=key.options["labels"].index)
    return key.answer.has(_facet(one, other), BEFORE if step == (one, other) else AFTER)
