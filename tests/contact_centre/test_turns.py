"""The turns of forty recorded calls: in order, and four agents who listen in four ways, in every sample."""

import pandas as pd
import pytest

from exercises_lib.contact_centre import PRACTICE_SEED, company, stories, turns
from exercises_lib.contact_centre.draws import stream

SEEDS = (PRACTICE_SEED, *range(40), "class of May")


def recorded(seed) -> pd.DataFrame:
    """The table, with the time since the end of the turn before."""
    staff = company.hire(stream(seed, "agents"), stories.choose_stories(stream(seed, "stories")))
    table = turns.record(stream(seed, "turns"), staff)
    before = table.groupby("call_id")
    return table.assign(
        seconds=table["end_seconds"] - table["start_seconds"],
        gap=table["start_seconds"] - before["end_seconds"].shift(),
        act_before=before["act"].shift(),
    )


@pytest.fixture(scope="module", params=SEEDS, ids=repr)
def table(request):
    return recorded(request.param)


@pytest.fixture(scope="module")
def measures(table):
    names = sorted(table["agent_name"].unique())

    def count(rows):
        return rows["agent_name"].value_counts().reindex(names, fill_value=0)

    agent = table["speaker"] == "agent"
    seconds = table.groupby("agent_name")["seconds"].sum()
    return pd.DataFrame({
        "share": table[agent].groupby("agent_name")["seconds"].sum() / seconds,
        "sums_up": count(table[table["act"] == "sums up"]),
        "cuts_in": count(table[agent & (table["gap"] < 0)]),
        "overlaps": count(table[table["gap"] < 0]),
        "dead_air": count(table[(table["gap"] > turns.DEAD_AIR) & (table["act_before"] != "announces hold")]),
    })  # fmt: skip


def test_ten_calls_of_each_of_four_agents(table):
    assert table.groupby("agent_name")["call_id"].nunique().tolist() == [10] * 4
    assert table["call_id"].nunique() == 40


def test_turns_start_and_end_in_order(table):
    later = table[table["turn"] > 1]
    for column in ("start_seconds", "end_seconds"):
        assert (table[column].diff()[later.index] > 0).all()
    assert (table["seconds"] >= 3).all()
    assert (table[table["turn"] == 1]["start_seconds"] == 0).all()


def test_only_the_other_speaker_is_cut_off(table):
    cut = table["gap"] < 0
    assert (table["speaker"][cut] != table["speaker"].shift()[cut]).all()


def test_one_agent_passes_all_three_tests_and_no_single_measure_finds_that_agent(measures):
    passed = (measures["sums_up"] >= 7) & (measures["cuts_in"] <= 4) & (measures["dead_air"] == 0)
    assert passed.sum() == 1
    best, share = passed.idxmax(), measures["share"].sort_values()
    assert share.index[2] == best
    assert (share.diff().dropna() > 0.015).all()
    assert measures["cuts_in"].idxmin() != best
    assert (measures["dead_air"] == 0).sum() == 2  # and the other one cuts in


def test_the_one_who_cuts_in_most_is_not_the_one_with_most_overlaps(measures):
    cuts = measures["cuts_in"].sort_values()
    assert cuts.iloc[-1] - cuts.iloc[-2] >= 5
    assert measures["overlaps"].idxmax() != cuts.index[-1]


def test_the_longest_dead_air_stands_out_and_an_announced_hold_is_longer(table):
    announced = table["act_before"] == "announces hold"
    gaps = table[~announced].sort_values("gap", ascending=False)
    assert gaps["gap"].iloc[0] - gaps["gap"].iloc[1] >= turns.LEAD
    hold = table.loc[table[announced]["gap"].idxmax()]
    assert hold["gap"] > gaps["gap"].iloc[0]
    assert hold["call_id"] != gaps["call_id"].iloc[0]


def test_the_seed_decides_who_is_who():
    assert len({recorded(seed)["agent_name"].iloc[0] for seed in range(12)}) > 6
