"""What every `key.` line takes, whatever its kind, is kept with the exercise's key."""

import pytest

from exercises_lib.authoring.key_ring import KeyRing
from tests.checks.every_kind import EXAMPLES, KIND_NAMES


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_what_is_read_after_right_is_kept(kind):
    solution, _, options = EXAMPLES[kind]
    ring = KeyRing({"answer": solution})
    getattr(ring, kind)(
        "answer", meaning="About 7 in 10.", why="So. And so.", models={"Dear": "short"}, by_eye=True, **options
    )
    ring.check("answer")
    record = ring.keys["answer"]
    assert record["after"] == {"meaning": "About 7 in 10.", "why": "So. And so.", "models": {"Dear": "short"}}
    assert record["by_eye"] is True


def test_an_exercise_is_computed_unless_its_author_says_otherwise():
    ring = KeyRing({"answer": 0.72})
    ring.check("answer")
    assert ring.keys["answer"]["by_eye"] is False
