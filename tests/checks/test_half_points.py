"""Points are whole or half, whatever an answer earns."""

from hypothesis import assume, given
from hypothesis import strategies as st

from exercises_lib.authoring.key_ring import KeyRing
from exercises_lib.checks import in_half_points, judge
from exercises_lib.checks.key import PARTLY, RIGHT, WRONG, Outcome
from exercises_lib.checks.record import known_key
from exercises_lib.learner.feedback import Feedback
from exercises_lib.plain import values

LABELS = list("abcdefg")
worths = st.integers(1, 20).map(lambda halves: halves / 2)


@given(worths, st.floats(0, 1))
def test_a_share_becomes_the_nearest_half_point_and_never_all_of_them(points, credit):
    assume(0 < credit < 1)
    earned = Feedback("x", in_half_points(Outcome(PARTLY, credit, ""), points), points).earned
    assert (2 * earned).is_integer() and earned < points
    assert abs(earned - points * credit) <= 0.26 or earned == points - 0.5  # all but the last half


@given(worths)
def test_nothing_and_all_stay_as_they_are(points):
    for state, credit in ((RIGHT, 1), (WRONG, 0)):
        assert in_half_points(Outcome(state, credit, "So."), points) == Outcome(state, credit, "So.")


def test_what_rounds_to_nothing_is_not_partly_right():
    assert in_half_points(Outcome(PARTLY, 0.1, "So."), 1) == Outcome(WRONG, 0, "So.")


KEYS = {"choice": {"options": LABELS}, "ordering": {}, "ranking": {}, "fields": {}}
SOLUTIONS = {
    "choice": ["a", "c", "f"], "ordering": LABELS, "ranking": LABELS,
    "fields": {label: number for number, label in enumerate(LABELS)},
}  # fmt: skip
ANSWERS = {
    "choice": st.lists(st.sampled_from(LABELS), min_size=1, unique=True),
    "ordering": st.permutations(LABELS), "ranking": st.permutations(LABELS),
    "fields": st.dictionaries(st.sampled_from(LABELS), st.integers(0, 6), min_size=1),
}  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(sorted(KEYS)), worths, st.data()), min_size=1, max_size=4))
def test_the_points_of_a_whole_module_are_whole_or_half(exercises):
    total = 0
    for kind, points, data in exercises:
        ring = KeyRing({"x": SOLUTIONS[kind]})
        getattr(ring, kind)("x", **KEYS[kind])
        ring.check("x")
        answer = values.to_plain(data.draw(ANSWERS[kind]))
        total += Feedback("x", judge(answer, known_key(ring.keys["x"] | {"points": points}), None), points).earned
    assert (2 * total).is_integer()
