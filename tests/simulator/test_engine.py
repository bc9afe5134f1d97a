"""The engine: every call ends, and is what its caller and its moves make it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from exercises_lib.simulator import marks, playbook, transcript
from exercises_lib.simulator.draw import EACH, FRESH, draw, stratified
from exercises_lib.simulator.engine import Call
from exercises_lib.simulator.moves import Move
from exercises_lib.simulator.sheet import ENDINGS
from simulator.test_sheet import SHEET

RIGHT = [
    ["always", "greet"],
    ["called before", "history"],
    ["upset or worried", "acknowledge"],
    ["", "ask name"],
    ["not called before", "ask order"],
    ["", "hold 60"],
    ["", "look up"],
    ["days 7+ and amount up to refund", "refund"],
    ["days 7+ and amount over refund", "hold 30"],
    ["days 7+ and amount over refund", "team lead"],
    ["days under 7 and look up done", "resend"],
    ["", "summary"],
    ["", "promise by 14:00"],
]
moves = st.lists(st.sampled_from(SHEET.vocabulary.names), min_size=1, max_size=60)


@given(st.text("0123456789abcdef", min_size=1, max_size=8), moves)
@settings(max_examples=200)
def test_every_call_goes_on_in_time_and_ends(seed, names):
    call = Call(SHEET, draw(SHEET, seed))
    clock = call.clock
    for name in (names * SHEET.moves)[: SHEET.moves]:
        if step := call.do(Move(name)):
            assert step.clock >= clock + 1
            clock = step.clock
    assert call.ending in ENDINGS
    assert 0 <= marks.judge(call).mark <= 1


@given(st.text("0123456789abcdef", min_size=6, max_size=6), moves)
def test_the_same_caller_and_moves_are_the_same_call(seed, names):
    lines = [f"caller {seed}", *names]
    one, other = (transcript.told(transcript.replay(SHEET, lines).call) for _ in range(2))
    assert one == other


@given(st.integers(0, 2**64))
@settings(max_examples=20)
def test_the_right_playbook_handles_all_and_every_condition_occurs(seed):
    callers = stratified(SHEET, str(seed))
    assert len(callers) >= FRESH
    for condition in SHEET.strata:
        assert sum(condition.holds(None, caller.values) for caller in callers) >= EACH
    rules = playbook.read(RIGHT, SHEET)
    assert all(marks.judge(playbook.play(rules, SHEET, caller)).handled for caller in callers)


def test_a_wait_in_silence_and_an_announced_one():
    silent = transcript.replay(SHEET, ["caller 000001", "ask name", "ask order", "look up"]).call
    held = transcript.replay(SHEET, ["caller 000001", "ask name", "ask order", "hold 60", "look up"]).call
    assert "silence" in silent.steps[-1].events
    assert held.steps[-1].events == []
    assert silent.heat > held.heat


def test_typed_words_are_read_as_a_move():
    read = SHEET.vocabulary.read
    assert read("May I have your order number, please?").move == Move("ask order")
    assert read("Please hold for 60 seconds").move == Move("hold", "60")
    assert read("I promise you an answer by 14:00").move == Move("promise", "14:00")
    assert read("1").move == Move("greet")
    assert read("sing a song").move is None
