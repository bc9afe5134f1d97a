"""Item analysis: figures that others have published, figures worked out by hand, and what is not said of few."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from exercises_lib.desk.report.items import LEAST, analyse

# Percent of favourable answers in 30 departments to 7 questions: Chatterjee & Price (1977), Regression Analysis by
# Example, section 3.7. R has them as `attitude`, the example of `alpha` in the package psych.
ATTITUDE = np.array([
    [int(value) for value in row.split()] for row in (
        "43 63 71 61 81 43 58 71 72 67 64 67 69 68 77 81 74 65 65 50 50 64 53 40 63 66 78 48 85 82",
        "51 64 70 63 78 55 67 75 82 61 53 60 62 83 77 90 85 60 70 58 40 61 66 37 54 77 75 57 85 82",
        "30 51 68 45 56 49 42 50 72 45 53 47 57 83 54 50 64 65 46 68 33 52 52 42 42 66 58 44 71 39",
        "39 54 69 47 66 44 56 55 67 47 58 39 42 45 72 72 69 75 57 54 34 62 50 58 48 63 74 45 71 59",
        "61 63 76 54 71 54 66 70 71 62 58 59 55 59 79 60 79 55 75 64 43 66 63 50 66 88 80 51 77 64",
        "92 73 86 84 83 49 68 66 83 80 67 74 63 77 77 54 79 80 85 78 64 80 80 57 75 76 78 83 74 78",
        "45 47 48 35 47 34 35 41 31 41 34 41 25 35 46 36 63 60 46 52 33 41 37 49 33 72 49 38 55 39",
    )
]).T / 100  # fmt: skip


def test_published_figures():
    found = analyse(ATTITUDE)
    # what psych's alpha(attitude) prints: raw_alpha, r.drop and mean
    assert round(found.alpha.value, 2) == 0.84
    assert [round(item.discrimination.value, 2) for item in found.items] == [0.67, 0.74, 0.56, 0.71, 0.79, 0.27, 0.46]
    assert [round(item.difficulty.value, 2) for item in found.items] == [0.65, 0.67, 0.53, 0.56, 0.65, 0.75, 0.43]


def test_figures_by_hand():
    """Ten learners, three exercises of all or nothing, of which the third goes against the others.

    1 and 2 are right for learners 1 to 5, 3 for learners 6 to 10. Exercise 1: its rest is 1 for everybody, so it has no
    spread, and no correlation. Exercise 3: its rest is 2 where it is 0 and 0 where it is 1, so -1.
    """
    half = np.repeat([1.0, 0.0], 5)
    found = analyse(np.column_stack([half, half, 1 - half]))
    assert np.isnan(found.items[0].discrimination.value)
    assert found.items[2].discrimination.value == pytest.approx(-1)
    assert [item.difficulty.value for item in found.items] == [0.5, 0.5, 0.5]
    assert found.items[2].flags == [
        "against the rest, surely: who does well elsewhere does worse here. Read its prompt and its key"
    ]


def test_alpha_of_right_or_wrong_is_kr20():
    rows = np.array([[int(learner > 3 * item) for item in range(5)] for learner in range(30)], float)
    p = rows.mean(axis=0)
    kr20 = 5 / 4 * (1 - (p * (1 - p)).sum() / rows.sum(axis=1).var())  # Kuder & Richardson (1937), Psychometrika 2:151
    assert analyse(rows).alpha.value == pytest.approx(kr20)


@pytest.mark.parametrize(("learners", "exercises", "why"), [
    (9, 4, "It takes 10 learners or more whose marks are complete; there are 9. Figures on fewer would be chance."),
    (29, 4, "Reliability is not said: it takes 30 learners with complete marks, there are 29."),
    (30, 2, "Reliability is not said: it takes 3 exercises, there are 2."),
])  # fmt: skip
def test_what_the_numbers_do_not_allow_is_not_said(learners, exercises, why):
    found = analyse(np.random.default_rng(1).random((learners, exercises)))
    assert found.alpha is None
    assert why in (found.why_not, found.alpha_why_not)


def test_easy_and_hard_ones_are_flagged():
    draws = np.random.default_rng(2)
    skill = draws.normal(size=200)
    rows = np.column_stack([skill > limit for limit in (-2.5, 0, 0.2, 2)]).astype(float)
    flags = [" ".join(flag.split(":")[0] for flag in item.flags) for item in analyse(rows).items]
    assert flags[0].startswith("too easy") and flags[3].startswith("too hard")
    assert flags[1] == flags[2] == ""


@settings(max_examples=25)
@given(arrays(float, st.tuples(st.integers(LEAST, 40), st.integers(1, 6)), elements=st.sampled_from([0, 0.25, 0.5, 1])))
def test_any_marks_give_figures_that_hold_together(shares):
    found = analyse(shares)
    for column, item in enumerate(found.items):
        assert item.difficulty.low <= item.difficulty.value + 1e-9
        assert item.difficulty.value <= item.difficulty.high + 1e-9
        rest = shares.sum(axis=1) - shares[:, column]
        if min(shares[:, column].std(), rest.std()) > 1e-6:
            assert item.discrimination.value == pytest.approx(np.corrcoef(shares[:, column], rest)[0, 1])
        else:
            assert np.isnan(item.discrimination.value)
        assert item.sentence.endswith(".")
    if found.alpha:
        assert found.alpha.value <= 1
