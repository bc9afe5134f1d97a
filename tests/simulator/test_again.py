"""Who calls again: the same person, and what the first call left behind decides which call the second one is."""

import pytest

from exercises_lib.grading.process.shell import make_shell
from exercises_lib.learner import call_magic
from exercises_lib.simulator import again, expert, files, marks, reader, transcript
from exercises_lib.simulator.draw import draw
from exercises_lib.simulator.sheet import SheetFault

FIRST, SECOND = files.load("higher_bill"), files.load("bill_again")
BEGUN = ["caller 7f3a91", "greet", "ask name"]


def replayed(header: str) -> dict:
    return transcript.replay(SECOND, [header, "greet"]).call.caller.values


def test_it_is_the_same_person_with_the_same_account():
    for seed in ("7f3a91", "000000", "abcdef"):
        one, other = draw(FIRST, seed).values, draw(SECOND, seed).values
        assert (one["name"], one["account"]) == (other["name"], other["account"])
    assert draw(SECOND, "7f3a91").values["name"] != draw(files.load("late_parcel"), "7f3a91").values["name"]


@pytest.mark.parametrize(
    ("promise", "header"),
    [
        ("promise by friday", "caller 7f3a91, told"),
        ("promise", "caller 7f3a91, not told"),
        ("summary", "caller 7f3a91, not told"),
    ],
)
def test_the_first_call_decides(promise, header):
    assert again.header(SECOND, {"higher_bill": [*BEGUN, promise, "close"]}) == header
    assert replayed(header)["told"] is ("not" not in header)


@pytest.mark.parametrize("first", [None, ..., [], ["greet"], "caller 7f3a91", [7], ["caller 7f3a91"]])
def test_without_a_first_call_it_is_drawn(first):
    header = again.header(SECOND, {"higher_bill": first})
    assert transcript.caller_of([header])
    if first != ["caller 7f3a91"]:
        assert "told" not in header
    assert again.header(FIRST, {"higher_bill": BEGUN}).removeprefix("caller ") != "7f3a91"


@pytest.mark.parametrize("number", range(10))
def test_both_second_calls_can_be_handled_in_full(number):
    for told in (True, False):
        call = expert.take(SECOND, draw(SECOND, f"{number:06x}", {"told": told}))
        lines = [f"caller {number:06x}, {'' if told else 'not '}told", *(str(step.move) for step in call.steps)]
        again_played = transcript.replay(SECOND, lines).call
        assert again_played.caller.values["told"] is told and marks.judge(again_played).handled


def test_a_header_that_says_what_the_sheet_does_not_ask_changes_nothing():
    assert replayed("caller 7f3a91, booked") == replayed("caller 7f3a91, not name") == replayed("caller 7f3a91")
    first = transcript.replay(FIRST, ["caller 7f3a91, told", "greet"]).call.caller
    assert first == draw(FIRST, "7f3a91")


def test_in_a_notebook_the_learners_own_first_call_is_found(monkeypatch):
    monkeypatch.delenv("BPO_GRADING", raising=False)
    outputs = []
    shell = make_shell(outputs.append)
    call_magic.run(shell, "higher_bill", "caller 7f3a91\ngreet\npromise by friday\nclose\n")
    call_magic.run(shell, "bill_again", "")
    name = draw(FIRST, "7f3a91").values["name"]
    said = outputs[-1]["data"]["text/plain"]
    assert "caller 7f3a91, told" in said and "You told me when" in said
    call_magic.run(shell, "bill_again", "caller 7f3a91, told\nask name\n")
    assert f"{name}. You know me." in outputs[-1]["data"]["text/plain"]


@pytest.mark.parametrize(
    ("line", "says"),
    [("again higher_bill", "a second call is written"), ("again higher_bill, card if summary", "“card” is not drawn")],
)
def test_a_fault_in_the_line_is_named(line, says):
    text = files.path_of("bill_again").read_text().replace("again      higher_bill, told if promise with a time", line)
    with pytest.raises(SheetFault, match=f"bill_again, line 4: {says}"):
        reader.parse(text, "bill_again")
