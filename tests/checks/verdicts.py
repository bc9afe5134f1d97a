"""Makes a key from a solution's value and judges answers with it, as the grader and as a learner's notebook do."""

from __future__ import annotations

import json
from unittest import mock

from exercises_lib.authoring.key_ring import KeyRing
from exercises_lib.checks import judge
from exercises_lib.checks.key import Outcome
from exercises_lib.checks.record import known_key
from exercises_lib.learner import answer_card
from exercises_lib.plain import received, values
from exercises_lib.plain.calls import caller

RIGHT = ("right", 1, "That is right.")
ALL_TESTED = ("right", 1, "All that a program can test is there. A person judges the rest.")  # of a reply


def wrong(message: str) -> tuple[str, float, str]:
    """The verdict of an answer that earns nothing."""
    return "wrong", 0, message


def partly(credit: float, message: str) -> tuple[str, float, str]:
    """The verdict of an answer that earns a part."""
    return "partly", credit, message


def make(kind: str, solution, name: str = "answer", mistakes: dict | None = None, **options) -> dict:
    """The key record of one exercise as it is stored: JSON. Of no worth yet, so credits stay as the kind gives them."""
    ring = KeyRing({name: solution})
    getattr(ring, kind)(name, mistakes=mistakes, **options)
    ring.check(name)
    return json.loads(json.dumps(ring.keys[name] | {"points": 0}))


def grade(record: dict, value, practice: dict | None = None) -> Outcome:
    """The outcome in the grader, to which an answer comes over the wire."""
    answer = received.readable(json.loads(json.dumps(values.to_plain(value))))
    return judge(answer, known_key(record), caller(value), practice and known_key(practice))


def check(record: dict, value) -> Outcome:
    """The outcome in a learner's notebook, which has only the answer card."""
    with mock.patch.multiple(answer_card, MOST_WORK=1, LEAST_WORK=1):  # digests as quick as tests need them
        card = json.loads(json.dumps(answer_card.make("module", [record])))
        return judge(values.to_plain(value), answer_card.key_of(card["exercises"][0]), caller(value))


def verdict(record: dict, value) -> tuple[str, float, str]:
    """(state, credit, message), the same for grader and notebook."""
    graded, checked = grade(record, value), check(record, value)
    assert graded == checked, "the grader and the notebook differ"
    return graded.state, graded.credit, graded.message
