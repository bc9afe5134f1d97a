"""What is said of a share: nothing in percent of a small group, and margins that hold what was seen."""

from hypothesis import given
from hypothesis import strategies as st

from exercises_lib.desk.report.shares import SMALLEST, Share


def test_a_small_group_has_no_percent():
    assert str(Share(3, 4)) == Share(3, 4).short() == "3 of 4"
    assert str(Share(0, 0)) == "0 of 0"


def test_the_interval_is_wilsons():
    # Newcombe (1998), Statistics in Medicine 17:857, table I, method 3: 81 of 263 gives 0.2553 to 0.3662
    share = Share(81, 263)
    assert (round(share.low, 4), round(share.high, 4)) == (0.2553, 0.3662)
    assert str(share) == "81 of 263, 31 % (26 to 37 %)"


@given(st.integers(SMALLEST, 40_000).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_the_margins_hold_the_share_and_are_shares(counts):
    share = Share(*counts)
    assert 0 <= share.low <= share.value <= share.high <= 1
    assert share.high - share.low > 0


@given(st.integers(0, SMALLEST - 1).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))))
def test_no_percent_of_any_small_group(counts):
    share = Share(*counts)
    assert "%" not in str(share) + share.short()
    assert share.value is share.low is share.high is None
