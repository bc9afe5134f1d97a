"""What a sheet must prove is tried, and each fault is found."""

import pytest

from exercises_lib.simulator import reader, trials
from simulator.test_sheet import SHEET, TEXT


def test_the_example_has_no_fault():
    assert trials.faults(SHEET, 300) == []


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("closed  mood=calm", "solved  mood=calm", "ends with “closed”, not “solved”"),
        ("acknowledge (calm)       >", "acknowledge (calm, days 90+)       >", "nobody meets “Right. And now?”"),
        ("1\n> One sentence", "1\nno warn if days 90+    1\n> One sentence", "only 0 of the callers fit"),
    ],
)
def test_a_fault_is_found(right, wrong, says):
    assert right in TEXT
    assert any(says in fault for fault in trials.faults(reader.parse(TEXT.replace(right, wrong, 1), "broken"), 200))


def test_a_sheet_that_one_path_suits_is_found():
    text = TEXT.replace("\n## mistakes", "greet  90\n\n## mistakes").replace("\nsolved\n", "\nclosed\n", 1)
    assert any("best fixed path earns" in fault for fault in trials.faults(reader.parse(text, "easy"), 50))
