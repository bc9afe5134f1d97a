"""`%%call` in a notebook: it plays the call, leaves its lines, and says what was read."""

import pytest

from exercises_lib.grading.process.shell import make_shell
from exercises_lib.learner import call_magic

OUTPUTS: list[dict] = []


@pytest.fixture(scope="module")
def shell():
    return make_shell(OUTPUTS.append)


def take(shell, body: str, order: str = "late_parcel") -> str:
    OUTPUTS.clear()
    call_magic.run(shell, order, body)
    return "\n".join(output["data"]["text/plain"] for output in OUTPUTS if "data" in output)


def test_the_call_is_played_and_its_lines_are_the_answer(shell):
    said = take(shell, "caller 7f3a91\ngreet\n> Hello!\nmay I have your order number?\nsing\n", "late_parcel as mine")
    assert shell.user_ns["mine"] == ["caller 7f3a91", "greet", "> Hello!", "may I have your order number?", "sing"]
    assert "as: `ask order`" in said and "“sing” is no move" in said and "Caller: It is O R D" in said


def test_no_caller_yet_draws_one_and_writes_it_into_the_cell(shell, monkeypatch):
    monkeypatch.delenv("BPO_GRADING", raising=False)
    said = take(shell, "# Write your answer here.\n")
    assert shell.user_ns["late_parcel"] is None  # not attempted
    assert "To take the call" in said and "greet" in said


def test_while_marks_are_made_no_caller_is_drawn(shell, monkeypatch):
    monkeypatch.setenv("BPO_GRADING", "1")
    assert take(shell, "greet\n") == ""
    assert shell.user_ns["late_parcel"] is None


def test_the_end_shows_a_debrief_with_a_text_for_the_picture(shell):
    said = take(shell, "caller 7f3a91\ncalm down\nclose\n")
    page = OUTPUTS[-1]["data"]["text/html"]
    assert "Move by move" in said and "not done: hold kept" in said
    assert "Tension rose most at" in said and 'alt="Two line charts' in page


def test_buttons_are_shown_while_the_call_goes_on_and_not_while_marks_are_made(shell, monkeypatch):
    def scripts(body):
        take(shell, body)
        return [o["data"]["application/javascript"] for o in OUTPUTS if "application/javascript" in o.get("data", {})]

    monkeypatch.delenv("BPO_GRADING", raising=False)
    [script] = scripts("caller 7f3a91\ngreet\n")
    assert '"ask order"' in script and "</" not in script
    assert scripts("caller 7f3a91\nclose\n") == []
    monkeypatch.setenv("BPO_GRADING", "1")
    assert scripts("caller 7f3a91\ngreet\n") == []


def test_what_cannot_be_played_says_why(shell):
    assert "no sheet no_such.md" in take(shell, "", "no_such")
    assert "%%call" in take(shell, "", "")


def test_a_figure_that_nobody_said_is_told_and_what_is_known_is_not(shell):
    body = "caller 7f3a91\ngreet\nask name\nask order\n> Thank you, 7376. Give me 2 minutes.\nhold 60\nlook up\n"
    assert "You say" not in take(shell, f"{body}refund\npromise by 14:00\n> The 21 dollars are back by 14:00.\n")
    wrong = f"{body}refund\n> The 12 dollars are back.\n"
    assert "You say 12. Nobody has said or shown that in this call so far" in take(shell, wrong)
    assert "You say 12." in take(shell, f"{wrong}close\n") and "You say 12." in OUTPUTS[-1]["data"]["text/html"]
