"""How somebody stands in a module: one answer for reports, exports and records.

While an answer waits for a reader a standing is not final: who has enough points without it has passed so far, and a
mark of a platform or a record still waits.
"""

from __future__ import annotations

from collections.abc import Mapping

from exercises_lib.learner.pass_rule import PassRule

PASSED, PASSED_SO_FAR, NEARLY, NOT_YET = "passed", "passed so far", "nearly", "not yet"
WAITING, NOT_GRADED, GRADED = "waiting for a reader", "not graded", "graded"  # GRADED: final, and no rule is known
NEARLY_SHARE = 0.1  # of a module's points that may be missing for NEARLY


def standing(rule: PassRule | None, points: float, read: float, by_exercise: Mapping[str, float], waits: bool) -> str:
    """Of who was graded: `points` in all, `read` of them given by a person; `waits`: something is unread."""
    if rule is None:
        return WAITING if waits else GRADED
    if rule.passed(points, read, by_exercise):
        return PASSED_SO_FAR if waits else PASSED
    if waits:
        return WAITING
    return NEARLY if rule.needed - points <= NEARLY_SHARE * rule.points else NOT_YET
