"""How agents speak and spell: what module 07 stands on, for every seed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises_lib.contact_centre import company, spellings, spoken
from exercises_lib.contact_centre.draws import stream
from exercises_lib.contact_centre.stories import choose_stories

SEEDS = st.one_of(st.integers(0, 10**9), st.text(max_size=12))
STAFF = company.hire(stream(0, "agents"), choose_stories(stream(0, "stories")))
drawn = settings(max_examples=12)  # a call is built turn by turn


def turns_of(seed):
    turns = spoken.record(stream(seed, "spoken turns"), STAFF)
    turns["minutes"] = (turns["end_ms"] - turns["start_ms"]) / 60_000
    before = turns.groupby("call_id")
    turns["gap"] = turns["start_ms"] - before["end_ms"].shift()
    turns["act_before"] = before["act"].shift()
    return turns


def pace(turns):
    """Words a minute of speaking, by agent."""
    return turns.groupby("agent_name")["words"].sum() / turns.groupby("agent_name")["minutes"].sum()


@drawn
@given(SEEDS)
def test_the_fastest_speaker_is_caught_best_and_only_the_numbers_tell(seed):
    turns = turns_of(seed)
    said = turns[turns["speaker"] == "agent"]
    of_numbers = pace(said[said["act"] == "gives number"])
    again = turns[turns["act"] == "asks again"].groupby("agent_name").size().reindex(of_numbers.index, fill_value=0)
    assert again.max() <= spoken.CALLS_AN_AGENT and again.nunique() == 4
    assert list(again.sort_values().index) == list(of_numbers.sort_values().index)
    ranked = pace(said).sort_values()
    assert ranked.index[-1] == again.idxmin() and (ranked.diff().dropna() > 8).all()
    fillers = said.groupby("agent_name")["fillers"].sum() / said.groupby("agent_name")["minutes"].sum()
    assert fillers.idxmin() != again.idxmin() and fillers.min() == 0
    assert fillers.idxmax() == ranked.index[0] and fillers.max() > 2 * fillers.drop(fillers.idxmax()).max()


@drawn
@given(SEEDS)
def test_another_denominator_names_another_agent(seed):
    turns = turns_of(seed)
    said = turns[turns["speaker"] == "agent"]
    lengths = turns.groupby(["agent_name", "call_id"])["end_ms"].max().groupby("agent_name").sum() / 60_000
    whole = said.groupby("agent_name")["words"].sum() / lengths
    assert whole.idxmax() != pace(said).idxmax()
    ranked = whole.sort_values()
    assert ranked.iloc[-1] > ranked.iloc[-2] + 8


@drawn
@given(SEEDS)
def test_silence_and_talk_over_have_one_answer_each(seed):
    turns = turns_of(seed)
    gaps = turns["gap"].where(turns["act_before"] != "announces hold").sort_values(ascending=False)
    assert gaps.iloc[0] > gaps.iloc[1] + 3_000
    assert turns["gap"].max() > gaps.iloc[0] + 20_000
    over = turns[turns["gap"] < 0]
    mine = -over[over["speaker"] == "agent"].groupby("agent_name")["gap"].sum()
    anybody = -over.groupby("agent_name")["gap"].sum()
    assert mine.nlargest(2).iloc[0] > 2 * mine.nlargest(2).iloc[1]
    assert (turns.groupby("call_id")["gap"].count() > 0).all() and len(anybody) == 4


@drawn
@given(SEEDS)
def test_turns_are_in_order_and_the_shown_call_is_asked_for_again(seed):
    turns = turns_of(seed)
    assert turns["call_id"].nunique() == 40 and (turns["words"] >= 5).all() and (turns["fillers"] >= 0).all()
    for column in ("start_ms", "end_ms"):
        assert turns.groupby("call_id")[column].is_monotonic_increasing.all()
    assert (turns["end_ms"] > turns["start_ms"]).all() and turns["gap"].min() >= -1_800
    shown = turns[turns["call_id"] == "S12"]
    said = turns[turns["speaker"] == "agent"]
    assert (shown["act"] == "asks again").sum() == 1
    assert shown["agent_name"].iloc[0] == pace(said[said["act"] == "gives number"]).idxmax()


def bare(code: str) -> str:
    return code.upper().replace(" ", "").replace("-", "")


@drawn
@given(SEEDS)
def test_alphabet_and_reading_back_leave_fewer_wrong_codes(seed):
    codes = spellings.note_down(stream(seed, "spelled codes"))
    assert len(codes) == 480 and codes["said_id"].is_unique
    wrong = codes["reference"].map(bare) != codes["written_down"].map(bare)
    share = wrong.groupby([codes["said_as"], codes["read_back"]]).mean()
    ways = [("letters", "no"), ("letters", "yes"), ("alphabet", "no"), ("alphabet", "yes")]
    assert all(share[worse] > share[better] + 0.02 for worse, better in zip(ways, ways[1:], strict=False))
    looks_other = (codes["reference"] != codes["written_down"]) & ~wrong
    assert (looks_other.groupby([codes["said_as"], codes["read_back"]]).sum() >= 12).all()
    assert codes["reference"].str.fullmatch(r"[A-Z]{3}-\d{5}").all()


@pytest.mark.parametrize("make", [turns_of, lambda seed: spellings.note_down(stream(seed, "spelled codes"))])
def test_samples_differ(make):
    assert len({make(seed).to_csv() for seed in range(4)}) == 4
