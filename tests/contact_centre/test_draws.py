"""The small tools under the generator."""

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from exercises_lib.contact_centre.draws import deal, lognormal, pick, pick_by_row, rank_within, shuffled, stream, whole
from exercises_lib.contact_centre.ledger import share


@given(st.integers(0, 10**6), st.integers(1, 500), st.lists(st.integers(1, 9), min_size=1, max_size=6))
def test_deal_meets_the_shares(seed, size, weights):
    counts = np.bincount(deal(stream(seed, "deal"), weights, size), minlength=len(weights))
    wanted = size * np.array(weights) / sum(weights)
    assert counts.sum() == size
    assert (np.abs(counts - wanted) <= 1).all()


def test_pick_never_takes_what_has_no_weight():
    drawn = pick(stream(1, "pick"), (0, 3, 0, 1, 0), 20_000)
    assert set(drawn) == {1, 3}
    assert abs((drawn == 1).mean() - 0.75) < 0.02


def test_pick_by_row_uses_the_row():
    row = np.arange(30_000) % 3
    drawn = pick_by_row(stream(1, "rows"), [(1, 0, 0), (0, 0, 1), (1, 1, 2)], row)
    assert set(drawn[row == 0]) == {0}
    assert set(drawn[row == 1]) == {2}
    assert np.allclose(np.bincount(drawn[row == 2]) / 10_000, (0.25, 0.25, 0.5), atol=0.02)


@given(st.integers(0, 10**6), st.integers(-50, 50), st.integers(0, 50))
def test_whole_stays_inside_and_reaches_both_ends(seed, low, span):
    drawn = whole(stream(seed, "whole"), low, low + span, 2_000)
    assert drawn.min() >= low
    assert drawn.max() <= low + span
    if span < 20:
        assert {low, low + span} <= set(drawn)


def test_shuffled_has_everything_once():
    assert sorted(shuffled(stream(3, "cards"), 100)) == list(range(100))
    assert shuffled(stream(3, "cards"), 100).tolist() != list(range(100))


def test_lognormal_hits_the_middle_and_keeps_to_the_limits():
    drawn = lognormal(stream(3, "long"), 5.0, 1.0, 10.0, 5_000.0, 4_000)
    assert 10 <= drawn.min() <= drawn.max() <= 5_000
    assert abs(np.median(drawn) / np.exp(5.0) - 1) < 0.03


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 1000)), min_size=1, unique=True))
def test_rank_within(pairs):
    group, key = (np.array(column) for column in zip(*pairs, strict=True))
    expected = [sum(g == group[i] and k < key[i] for g, k in pairs) for i in range(len(pairs))]
    assert rank_within(group, key).tolist() == expected


@given(st.integers(0, 10**7), st.integers(0, 100), st.integers(1, 100))
def test_share_rounds_half_a_cent_up(amount, part, of):
    exact = Fraction(amount * part, of)
    assert share(amount, part, of) == int(exact + Fraction(1, 2))


def test_parts_have_streams_of_their_own():
    assert stream(1, "calls").random() != stream(1, "bills").random()
    assert stream(1, "calls").random() == stream(1, "calls").random()
    assert stream("1", "calls").random() != stream(1, "calls").random()
