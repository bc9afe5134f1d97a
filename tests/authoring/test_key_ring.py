"""What every `key.` line takes, whatever its kind, is kept with the exercise's key."""

import pytest

from exercises_lib.authoring.key_ring import KeyRing
from exercises_lib.checks import KINDS

ANSWERS = {
    "number": 0.72, "text": "Ana", "date": "2026-02-03", "choice": True, "ranking": ["a", "b"], "fields": {"a": 1},
}


@pytest.mark.parametrize("kind", ANSWERS)
def test_what_is_read_after_right_is_kept(kind):
    ring = KeyRing({"answer": ANSWERS[kind]})
    getattr(ring, kind)("answer", meaning="About 7 in 10.", why="So. And so.", models={"Dear": "short"}, by_eye=True)
    ring.check("answer")
    record = ring.keys["answer"]
    assert record["after"] == {"meaning": "About 7 in 10.", "why": "So. And so.", "models": {"Dear": "short"}}
    assert record["by_eye"] is True


def test_an_exercise_is_computed_unless_its_author_says_otherwise():
    ring = KeyRing({"answer": 0.72})
    ring.check("answer")
    assert ring.keys["answer"]["by_eye"] is False


def test_all_kinds_take_them():
    ring = KeyRing({})
    for kind in KINDS:
        if kind not in ("ordering", "function", "reply", "conversation", "playbook"):  # whose own options are required
            getattr(ring, kind)("answer", meaning="m", why="w", by_eye=True, models={})
