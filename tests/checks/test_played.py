"""Conversations and playbooks: judged by playing them again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from simulator.test_engine import RIGHT
from simulator.test_sheet import SHEET

from checks.verdicts import check, grade, make, verdict
from exercises_lib.faults import KeyFault
from exercises_lib.plain import values

SAME = "You used the same answer for every caller."
NOTES = "You asked for what the notes already say."
ALWAYS_COMFORT = [["always", what] if what == "acknowledge" else [when, what] for when, what in RIGHT]
NEVER_READS = [["always", what] if what == "ask order" else [when, what] for when, what in RIGHT if what != "history"]


@pytest.fixture(scope="module")
def rules():
    return make("playbook", RIGHT, sheet="late_parcel", mistakes={SAME: ALWAYS_COMFORT, NOTES: NEVER_READS})


def good_call() -> list[str]:
    """A call that handles its caller, with the caller in whom it works."""
    from exercises_lib.simulator import marks, playbook, transcript
    from exercises_lib.simulator.draw import draw

    call = playbook.play(playbook.read(RIGHT, SHEET), SHEET, draw(SHEET, "7f3a91"))
    assert marks.judge(call).handled
    lines = ["caller 7f3a91", *(str(step.move) for step in call.steps)]
    assert transcript.replay(SHEET, lines).call.ending == "solved"
    return lines


def test_the_right_playbook_and_each_mistake(rules):
    outcome = grade(rules, RIGHT)
    assert (outcome.state, outcome.credit, outcome.note) == ("right", 1, "40 of 40 callers handled.")
    for message, variant in {SAME: ALWAYS_COMFORT, NOTES: NEVER_READS}.items():
        state, credit, said = verdict(rules, variant)
        assert (state, said) == ("partly", message)
        assert 0.5 < credit < 1


def test_a_playbook_that_nobody_foresaw_reads_what_the_sheet_knows(rules):
    silent = [rule for rule in RIGHT if rule[1] != "hold 60"]
    outcome = grade(rules, silent)
    assert outcome.message == "You left the caller in silence. Ask to hold, and say for how long."
    assert "First with a caller who was" in outcome.note


def test_points_are_whole_or_half_and_full_only_when_all_are_handled():
    from exercises_lib.authoring.key_ring import KeyRing
    from exercises_lib.checks import judge
    from exercises_lib.checks.record import known_key

    for points in (1, 2, 3, 5, 6):
        ring = KeyRing({"answer": RIGHT}, 0, {"answer": points})
        ring.playbook("answer", sheet="late_parcel", mistakes={SAME: ALWAYS_COMFORT})
        ring.check("answer")
        key = known_key(ring.keys["answer"])
        for variant in (ALWAYS_COMFORT, NEVER_READS, RIGHT[:6], RIGHT[:3]):
            earned = judge(values.to_plain(variant), key, None).credit * points
            assert earned * 2 == pytest.approx(round(earned * 2)) and earned <= points - 0.5


@pytest.mark.parametrize(
    ("playbook", "says"),
    [
        ("greet", "is a text"),
        ([], "is empty"),
        ([["always"]], "Rule 1"),
        ([["", "sing"]], "is no move"),
        ([["days 7+", "refund"], ["gold", "greet"]], "Rule 2, `gold`"),
        ([["heat 3+", "greet"]], "heat"),
        ([["", "greet"]] * 100, "100 rules"),
        ([["", 3]], "Rule 1"),
    ],
)
def test_what_is_no_playbook_is_told_so(rules, playbook, says):
    state, credit, message = verdict(rules, playbook)
    assert (state, credit) == ("wrong", 0) and says in message


def test_a_policy_sees_only_what_an_agent_sees_and_is_played(rules):
    asked = []

    def next_move(call):
        asked.append(set(call))
        known, done = call["known"], call["done"]
        before, days, mood = known["before"], known["days"], known["mood"]
        plan = ["greet"] + ["history"] * before + ["acknowledge"] * (mood != "calm") + ["ask name"]
        plan += ["ask order"] * (not before) + ["hold 60", "look up"]
        if days < 7:
            plan.append("resend")
        elif "amount" in known and known["amount"] > call["limits"]["refund"]:
            plan += ["hold 30", "team lead"]
        else:
            plan.append("refund")
        plan += ["summary", "promise by 14:00", "close"]
        return plan[len(done)]

    assert grade(rules, next_move).state == "right"
    assert all(not keys & {"heat", "patience", "trust"} for keys in asked)
    assert "is no move" in grade(rules, lambda call: "sing").message
    assert "ZeroDivisionError" in grade(rules, lambda call: 1 / 0).message


def test_a_conversation_is_replayed():
    lines = good_call()
    record = make("conversation", lines, sheet="late_parcel")
    outcome = grade(record, lines)
    assert outcome.state == "right" and outcome.note.startswith("Caller 7f3a91: ")
    assert check(record, [*lines[:1], "> Anything one says counts nothing", *lines[1:]]).state == "right"
    short = grade(record, lines[:3])
    assert short.state in ("partly", "wrong") and "still goes on" in short.message
    assert grade(record, lines[1:]).message.startswith("The first line must name the caller")
    assert "We expect the lines of a call" in grade(record, "solved").message


@given(st.lists(st.one_of(st.sampled_from(SHEET.vocabulary.names), st.text(max_size=30)), max_size=50))
@settings(max_examples=60)
def test_whatever_lines_a_call_holds_they_are_marked(lines):
    record = CONVERSATION
    outcome = grade(record, ["caller 7f3a91", *lines])
    assert 0 <= outcome.credit <= 1 and outcome.message


CONVERSATION = make("conversation", good_call(), sheet="late_parcel")


def test_a_sheet_that_is_not_there_is_the_authors_fault():
    with pytest.raises(KeyFault, match="no sheet early_parcel.md"):
        make("conversation", ["caller 1"], sheet="early_parcel")
