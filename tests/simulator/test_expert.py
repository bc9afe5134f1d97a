"""The experienced agent: no move too many, and the word for where a call went wrong."""

import pytest

from exercises_lib.learner import debrief
from exercises_lib.simulator import expert, marks, reader
from exercises_lib.simulator.draw import draw, stratified
from exercises_lib.simulator.engine import Call
from exercises_lib.simulator.moves import Move
from simulator.test_sheet import SHEET, TEXT

FIXED = {"mood": "upset", "before": True, "days": 9, "amount": 80}


def caller():
    return draw(SHEET, "7f3a91", FIXED)


def test_no_move_can_be_left_out():
    moves = [step.move for step in expert.take(SHEET, caller()).steps]
    for place in range(1, len(moves)):
        assert not marks.judge(expert.play(SHEET, caller(), moves[:place] + moves[place + 1 :])).handled, moves[place]


def test_what_is_tried_too_early_is_not_done():
    """A refund before anything was looked up pays nothing back: it opens no next step, and earns nothing."""
    calm = draw(SHEET, "7f3a91", FIXED | {"mood": "calm"})
    call = expert.play(SHEET, calm, [Move("greet"), Move("look up"), Move("team lead"), Move("close")])
    assert [step.events for step in call.steps[1:3]] == [["early action"], ["early action"]]
    assert call.made == {"greet": 1, "close": 1} and call.ending == "closed"


def test_the_debrief_says_what_an_experienced_agent_did_there():
    call = Call(SHEET, caller())
    for name in ("greet", "history", "calm down", "close"):
        call.do(Move(name))
    said = debrief.experienced(call, marks.judge(call))
    assert "where you did `calm down`, that agent did `acknowledge`, then `ask name`." in said


def test_where_nothing_went_wrong_only_the_length_is_told():
    call = expert.take(SHEET, caller())
    said = debrief.experienced(call, marks.judge(call))
    assert f"needed {len(call.steps)} moves" in said and "where you did" not in said


@pytest.mark.parametrize("part", ["no insult", "warnings < 1", "minutes < 9", "trust < 5"])
def test_what_is_right_may_also_depend_on_how_the_call_goes(part):
    """Callers are drawn, and a plan is made, before anything has happened in the call."""
    sheet = reader.parse(TEXT.replace("right if days < 7", f"right if days < 7, {part}"), "late_parcel")
    assert len(stratified(sheet, "seed", 8)) >= 8
    call = expert.take(sheet, draw(sheet, "7f3a91", FIXED | {"days": 5, "mood": "calm", "before": False}))
    assert "resend" in call.made
