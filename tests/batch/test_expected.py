"""What a worker sends becomes a mark only if it is a possible result of this learner's for this module."""

import json
from dataclasses import replace
from pathlib import Path

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises_lib.grading.cohort import wire
from exercises_lib.grading.cohort.bundle import Graded
from exercises_lib.grading.cohort.expected import Expected, WrongResult
from exercises_lib.grading.grade import Result

SOURCE = Path(__file__).parents[2] / "source" / "01_analytical_skills" / "01_analytical_skills.ipynb"
EXPECTED = Expected.of(nbformat.read(SOURCE, 4))
FIRST, NAME = next(iter(EXPECTED.checks.items()))


def graded(points: float = 0) -> Graded:
    """A result in which the first exercise got so many points and all others got all."""
    scores = {**EXPECTED.points, FIRST: points}
    results = [
        Result(name, scores[cell], EXPECTED.points[cell], "right", "That is right.", 0.1)
        for cell, name in EXPECTED.checks.items()
    ]
    return Graded("ada", 1.0, "{}", results, ["a note"], scores, dict.fromkeys(EXPECTED.answers))


@pytest.mark.parametrize("points", [0, 0.5, 1, EXPECTED.points[FIRST]])
def test_a_possible_result_arrives_as_it_was(points):
    sent = graded(points)
    assert wire.loads(wire.dumps(sent)) == sent
    EXPECTED.check(sent, "ada")


@pytest.mark.parametrize("points", [-0.5, 0.3, EXPECTED.points[FIRST] + 0.5, 891])
def test_impossible_points_are_refused(points):
    with pytest.raises(WrongResult):
        EXPECTED.check(graded(points), "ada")


@pytest.mark.parametrize(
    "change",
    [
        {"learner": "eve"},
        {"scores": {}},
        {"scores": {**EXPECTED.points, "more": 1}},
        {"results": []},
        {"comments": {"more": None}},
        {"results": graded(1).results},
    ],
)
def test_what_does_not_belong_together_is_refused(change):
    with pytest.raises(WrongResult):
        EXPECTED.check(replace(graded(), **change), "ada")


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.binary() | st.none() | st.sampled_from([b'{"stopped": []}', b'{"stopped": "SystemExit", "why": 1}']))
def test_other_bytes_are_no_result(raw):
    with pytest.raises(wire.Unreadable):
        wire.loads(raw)


@given(st.sampled_from([*json.loads(wire.dumps(graded())), "x"]), junk)
def test_a_field_of_another_form_is_no_result(name, value):
    raw = json.dumps(json.loads(wire.dumps(graded())) | {name: value}).encode()
    try:
        EXPECTED.check(wire.loads(raw), "ada")
    except (wire.Unreadable, WrongResult):
        return
    assert name in ("seconds", "notebook", "notes", "fault") or json.loads(wire.dumps(graded()))[name] == value
