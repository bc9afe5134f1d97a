"""A learner's own calls, shown again later in the lesson."""

import pytest

from exercises_lib.grading.process.shell import make_shell
from exercises_lib.learner import call_magic
from exercises_lib.learner.own_calls import own_calls


@pytest.fixture(scope="module")
def shell():
    return make_shell(lambda output: None)


@pytest.fixture(autouse=True)
def in_class(monkeypatch, shell):
    monkeypatch.delenv("BPO_GRADING", raising=False)
    monkeypatch.setattr("IPython.get_ipython", lambda: shell)


def test_what_was_promised_in_calls_that_were_taken(shell):
    call_magic.run(shell, "late_parcel", "caller 7f3a91\ngreet\npromise by friday\npromise\nclose\n")
    call_magic.run(shell, "double_charge", "caller 7f3a91\ngreet\n")
    shown = own_calls("late_parcel", "double_charge", "rude_caller")
    parcel, charge, rude = shown.rows
    assert parcel[0] == "The late parcel" and parcel[2:] == ("closed", "friday; something, without a time")
    assert charge[2:] == ("still going on", "nothing")
    assert rude == ("The rude caller", "", "not taken yet", "")
    assert shown.html().count("<tr>") == 4 and "friday" in str(shown)


@pytest.mark.parametrize("odd", [None, ..., 7, [7], ["greet"], "caller", {}, [None]])
def test_whatever_stands_under_the_name_it_is_shown_as_not_taken(shell, odd):
    shell.user_ns["rude_caller"] = odd
    assert own_calls("rude_caller", "no_such").rows == [
        ("The rude caller", "", "not taken yet", ""),
        ("no_such", "", "not taken yet", ""),
    ]


def test_a_callers_name_is_text(shell):
    shell.user_ns["late_parcel"] = ["caller 7f3a91", "promise <b>x</b>"]
    assert "<b>" not in own_calls("late_parcel").html()


def test_nothing_is_shown_while_marks_are_made(monkeypatch):
    monkeypatch.setenv("BPO_GRADING", "1")
    assert own_calls("late_parcel") is None
