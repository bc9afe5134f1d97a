"""One shift: what module 10 stands on, for every seed."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from exercises_lib.contact_centre import sample, shift
from exercises_lib.contact_centre.draws import stream

SEEDS = st.one_of(st.integers(0, 10**9), st.text(max_size=12))
DAYS = SEEDS.map(lambda seed: shift.work(stream(seed, "one shift")))


@given(DAYS)
def test_one_of_three_things_was_far_from_the_plan(day):
    yesterday = day["shift_yesterday"]
    off = {cause: abs(share - 1) for cause, share in shift.off_plan(yesterday).items()}
    *near, far = sorted(off.values())
    assert far > 0.18 and max(near) < 0.10
    found = shift.off_plan(yesterday)
    assert min(found["calls"], found["seconds"]) > 1.045 and found["agents"] < 0.975
    rounded = [share for share in found.values() if abs(share - round(share, 1)) < 0.001]
    assert rounded == []  # a share that is rounded, or turned over, is another one


def test_each_cause_occurs():
    found = set()
    for seed in range(40):
        off = (
            shift.off_plan(sample(seed)["shift_yesterday"])
            if seed < 2
            else shift.off_plan(shift.work(stream(seed, "one shift"))["shift_yesterday"])
        )
        found.add(max(off, key=lambda cause, off=off: abs(off[cause] - 1)))
    assert found == set(shift.CAUSES)


@given(DAYS)
def test_the_worst_half_hour_is_one_and_not_that_of_most_lost_calls(day):
    yesterday = day["shift_yesterday"]
    served = (yesterday["in_time"] / yesterday["calls"]).sort_values()
    assert served.iloc[1] - served.iloc[0] > 0.05
    lost = yesterday["lost"].sort_values()
    assert lost.iloc[-1] - lost.iloc[-2] >= 5
    assert len({served.index[0], lost.index[-1], yesterday["in_time"].idxmin(), yesterday["calls"].idxmax()}) >= 2
    assert served.index[0] != lost.index[-1]
    assert (yesterday["in_time"] + yesterday["lost"] <= yesterday["calls"]).all()
    pooled = yesterday["in_time"].sum() / yesterday["calls"].sum()
    assert abs(pooled - served.mean()) > 0.0015


@given(DAYS)
def test_the_plan_is_short_in_some_half_hours_and_each_correction_counts(day):
    plan, off = day["shift_plan"], shift.off_plan(day["shift_yesterday"])
    calls, seconds = plan["planned_calls"], plan["planned_seconds"]
    right = shift.needed(calls * off["calls"], seconds * off["seconds"])
    assert sorted(right - plan["agents"]) == [-4, -2, -1, 0, 1, 3, 4, 6]
    for other in (
        shift.needed(calls, seconds),
        shift.needed(calls * off["calls"], seconds),
        shift.needed(calls, seconds * off["seconds"]),
    ):
        assert (other < right).all()


def test_whole_people_are_needed():
    assert list(shift.needed([17, 18, 0], [90, 90, 300])) == [1, 2, 0]


@given(DAYS)
def test_the_log_has_every_kind_of_desk(day):
    log = day["shift_log"]
    assert list(log["desk"].sort_values().unique()) == list(shift.DESKS)
    assert (log["day"] + log["time"]).is_monotonic_increasing
    errors = log[log["level"] == "ERROR"]
    today = errors[errors["day"] == shift.DAY]
    firsts = today.groupby("desk")["part"].first()
    assert firsts.value_counts().to_dict() == dict.fromkeys(shift.FAULTS, 2)
    quiet = set(shift.DESKS) - set(errors["desk"])
    yesterday_only = set(errors["desk"]) - set(today["desk"])
    assert len(quiet) == len(yesterday_only) == 2
    assert (today.groupby("desk")["part"].last() != firsts).any()
    both = set(today["desk"]) & set(errors.loc[errors["day"] == shift.DAY_BEFORE, "desk"])
    before = errors[errors["day"] == shift.DAY_BEFORE].groupby("desk")["part"].first()
    assert both and all(before[desk] != firsts[desk] for desk in both)
    warned = log[(log["day"] == shift.DAY) & (log["level"] != "INFO")].groupby("desk")["level"].first()
    assert (warned == "WARN").all()


@given(DAYS)
def test_the_newer_visit_counts_and_is_before_one(day):
    visits = day["shift_visits"]
    mine = visits[visits["customer"] == shift.WAITS]
    assert len(mine) == 2 and mine["sent_at"].is_monotonic_increasing
    older, newer = mine["new_time"]
    assert "12:00" <= older < newer < "13:00" and newer not in ("12:00", "11:30")
    others = visits[visits["customer"] != shift.WAITS]
    assert not set(others["new_time"]) & set(mine["new_time"])
    assert visits["customer"].duplicated().sum() == 1 and (visits["sent_at"] < visits["new_time"]).all()


@given(DAYS)
def test_notes_have_every_kind_of_promise(day):
    notes = day["shift_notes"]
    assert notes["note_id"].is_unique and notes["time"].is_monotonic_increasing
    promised, done = notes["promised_by"].notna(), notes["done_at"].notna()
    left = notes[promised & ~done]
    assert 5 <= len(left) <= 10 and (~promised & done).sum() == 20 and not (~promised & ~done).any()
    late = promised & done & (notes["done_at"] > notes["promised_by"])
    assert 4 <= late.sum() <= 7
    first = left["promised_by"].min()
    assert "16:00" <= first < shift.SHIFT_ENDS < left["promised_by"].max()
    assert notes["promised_by"].min() < first and left["promised_by"].iloc[0] != "" and left["promised_by"].is_unique
    assert (notes["time"] < notes["promised_by"].fillna("99:99")).all()


@given(DAYS)
def test_today_was_worst_where_most_were_missing(day):
    today = day["shift_today"]
    served = (today["in_time"] / today["calls"]).sort_values()
    short = (today["needed"] - today["agents"]).sort_values()
    assert served.index[0] == short.index[-1] and served.iloc[1] - served.iloc[0] > 0.03
    assert short.iloc[-1] >= 5 > short.iloc[-2] and today["agents"].min() > 0
    assert today["in_time"].idxmin() != served.index[0] and (today["in_time"] <= today["calls"]).all()
    assert 0.6 < today["in_time"].sum() / today["calls"].sum() < 0.95
    assert np.issubdtype(today["calls"].dtype, np.integer)
