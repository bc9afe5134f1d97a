"""The sheet grammar: what it reads, and that each fault names its line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises_lib.simulator import reader
from exercises_lib.simulator.sheet import SheetFault

TEXT = Path("course/callers/late_parcel.md").read_text(encoding="utf-8")
SHEET = reader.parse(TEXT, "late_parcel")


def test_reads_the_example():
    assert SHEET.title == "The late parcel"
    assert list(SHEET.draws) == ["order", "days", "amount", "mood", "before"]
    assert SHEET.limits == {"hold": 60, "refund": 50}
    assert SHEET.actions["look up"].needs == ("name", "order")
    assert len(SHEET.facts["order"]) == 2


@pytest.mark.parametrize(
    ("right", "wrong", "says"),
    [
        ("days = 4..12", "days = 12..4", "no range"),
        ("## says", "## speech", "no section"),
        ("right if days < 7", "right if weeks < 7", "weeks"),
        ("hung up  mood=upset", "blown up  mood=upset", "endings"),
        ("hung up  mood=upset", "hung up  mood=cheerful", "mood is one of"),
        ("patience   240..420 s", "patience   long", "range of seconds"),
        ("> It is {order, spelled}.\nreason", "> It is {parcel}.\nreason", "{parcel}"),
        ("summary before close  ", "summary before tea  ", "tea"),
        ("limits     hold 60 s", "limits     hold for a while", "no limit"),
    ],
)
def test_a_fault_names_its_line(right, wrong, says):
    assert right in TEXT
    text = TEXT.replace(right, wrong, 1)
    changed = next(n for n, (a, b) in enumerate(zip(TEXT.splitlines(), text.splitlines(), strict=True), 1) if a != b)
    with pytest.raises(SheetFault, match=rf"late_parcel, line {changed}: .*{says}"):
        reader.parse(text, "late_parcel")


@given(st.integers(0, len(TEXT.splitlines()) - 1), st.text(max_size=40))
def test_whatever_a_line_is_made_into_it_is_read_or_the_fault_names_a_line(number, text):
    lines = TEXT.splitlines()
    lines[number] = text
    try:
        reader.parse("\n".join(lines), "broken")
    except SheetFault as fault:
        assert str(fault).startswith("broken, line ")


def test_learners_get_no_paths():
    assert "## paths" in TEXT
    assert "## paths" not in reader.released(TEXT)
    assert reader.parse(reader.released(TEXT), "late_parcel").handled


@pytest.mark.parametrize("path", sorted(Path("course/callers").glob("*.md")), ids=lambda path: path.stem)
def test_what_one_can_ask_reads_as_english(path):
    meanings = reader.parse(path.read_text(encoding="utf-8"), path.stem).vocabulary.meanings
    asked = [text for move, text in meanings.items() if move.startswith("ask ")]
    assert asked and not any("the whether" in text for text in asked)
