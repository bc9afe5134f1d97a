"""Answers that were typed in: they fit the practice sample, which learners see, but not the sample they are graded on.

A part of an answer *changes* where its right form on the one sample is none on the other. Only such a part can show
whether it was computed. So where every part that changes is typed in, or left out, the rest of the answer, which is
the same on both samples, earns nothing: else a typed answer would gain by leaving something out.

A kind whose parts are judged singly has a method `typed_in` of its own; for all others an answer is one part.
"""

from __future__ import annotations

from exercises_lib.checks.key import WRONG, Facets, Key, Outcome, same

TYPED_IN = (
    "{what} is right for today's data. It is typed in, so it does not count: marks are made on new data. "
    "Let the notebook work it out."
)
NEARER = (
    "{what} is closer to the answer for today's data than to the one for new data, on which marks are made. "
    "It is typed in, so it does not count. Let the notebook work it out."
)
LEFT_OUT = (
    "What is in `{name}` is the same for all data, so it earns points only together with the rest. "
    "Still missing: {missing}."
)


def typed_in(facets: Facets, on_practice: Facets, key: Key, practice: Key) -> Outcome | None:
    """The outcome of an answer that fits the practice sample as a whole; None for any other."""
    return nothing(TYPED_IN, f"`{key.name}`") if same(on_practice, practice.answer) else None


def changing(key: Key, practice: Key) -> list[str]:
    """The facets of the right answer that have no form in common on the two samples: in them a typed answer shows.

    None where an answer is judged by eye. Both keys are the grader's.
    """
    if key.by_eye:
        return []
    graded, seen = key.answer.facets, practice.answer.facets
    return [facet for facet, forms in graded.items() if set(forms).isdisjoint(seen.get(facet, ()))]


def nearer_to_practice(facets: Facets, key: Key, practice: Key) -> Outcome | None:
    """The outcome of an order that stands, in most of the pairs that change, as on the practice sample."""
    pairs = changing(key, practice)
    typed = sum(practice.answer.has(pair, facets[pair]) and not key.answer.has(pair, facets[pair]) for pair in pairs)
    return nothing(NEARER, f"`{key.name}`") if typed > len(pairs) / 2 else None


def nothing(text: str, what: str) -> Outcome:
    return Outcome(WRONG, 0, text.format(what=what), names_slip=True)
