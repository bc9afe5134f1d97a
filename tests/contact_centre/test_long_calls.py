"""Long calls, their silences, and the call after an abusive one: what modules 06 and 08 stand on, for every seed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises_lib.contact_centre import long_calls, next_calls
from exercises_lib.contact_centre.draws import stream

SEEDS = st.one_of(st.integers(0, 10**9), st.text(max_size=12))


def difference(rows, left) -> tuple[float, float]:
    """Of two shares of customers who did not call again, with its 95 % margin."""
    again = rows["called_again"] == "yes"
    p1, n1, p2, n2 = 1 - again[left].mean(), left.sum(), 1 - again[~left].mean(), (~left).sum()
    return p1 - p2, 1.96 * (p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2) ** 0.5


@given(SEEDS)
def test_summing_up_tells_and_length_does_not(seed):
    calls = long_calls.collect(stream(seed, "long calls"))
    gain, margin = difference(calls, calls["summaries"] > 0)
    assert gain > margin + 0.04
    loss, margin = difference(calls, calls["minutes"] >= 30)
    assert abs(loss) < margin - 0.02


@given(SEEDS)
def test_long_calls_have_every_edge(seed):
    calls = long_calls.collect(stream(seed, "long calls"))
    assert len(calls) == 400 and calls["call_id"].is_unique
    assert calls["minutes"].between(15, 75).all() and (calls["minutes"] == 30).sum() >= 16
    assert (calls["summaries"] == 0).any() and (calls["summaries"] == 1).any() and calls["summaries"].max() <= 6


@given(SEEDS)
def test_silences_have_every_edge(seed):
    silences = long_calls.listen(stream(seed, "silences"))
    assert len(silences) == 180 and silences["call_id"].nunique() == 12
    plain, hold = (silences[silences["announced"] == word] for word in ("no", "yes"))
    assert (plain["seconds"] == 10).sum() == 5 and plain["seconds"].min() >= 4
    assert 20 <= (plain["seconds"] > 10).sum() <= 32
    assert plain["promised_seconds"].isna().all() and hold["promised_seconds"].notna().all()
    assert (hold["seconds"] == hold["promised_seconds"]).sum() == 5
    assert 10 <= (hold["seconds"] > hold["promised_seconds"]).sum() <= 17
    longest = silences.loc[silences["seconds"].idxmax()]
    assert longest["announced"] == "yes" and longest["seconds"] < longest["promised_seconds"]
    assert (silences["seconds"] == longest["seconds"]).sum() == 1


def gap(rows) -> tuple[float, float]:
    """Of two mean handle times, with its 95 % margin."""
    after, other = (rows.loc[rows["abuse_before"] == word, "handle_seconds"] for word in ("yes", "no"))
    return after.mean() - other.mean(), 1.96 * (after.var() / len(after) + other.var() / len(other)) ** 0.5


@given(SEEDS)
def test_calls_after_abuse_are_longer_and_the_shift_explains_a_part(seed):
    calls = next_calls.follow(stream(seed, "next calls"))
    longer, margin = gap(calls)
    assert len(calls) == 800 and calls["handle_seconds"].between(20, 1500).all()
    assert longer > margin + 8
    within = [gap(calls[calls["shift"] == shift])[0] for shift in ("early", "late")]
    assert all(4 < part < longer - 10 for part in within)


@pytest.mark.parametrize(("make", "name"), [(long_calls.collect, "long calls"), (next_calls.follow, "next calls")])
def test_the_numbers_differ_from_sample_to_sample(make, name):
    totals = {make(stream(seed, name)).select_dtypes("number").sum().sum() for seed in range(8)}
    assert len(totals) == 8
