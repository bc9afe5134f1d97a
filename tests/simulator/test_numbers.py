"""What docs/simulator.md says of the model's numbers: how long calls are, and what hangs on each number."""

from pathlib import Path
from statistics import mean, median

from exercises_lib.simulator import expert, files, marks, players, sensitivity
from exercises_lib.simulator.draw import draw

ROOT = Path(__file__).parents[2]
LONG = "house_move"  # of 100 calls of a mixed shift three are like this one
APART = (LONG, "first_call", "lost_phone")  # no calls of an ordinary minute: too long, or only to try
EACH = 40  # calls with each of the others


def shift(take) -> list:
    """The calls of a mixed shift: as many with each of the short sheets, and three in a hundred with the long one."""
    sheets = [sheet for sheet in files.all_of(ROOT) if sheet.name not in APART]
    calls = [take(sheet, draw(sheet, f"shift-{number}")) for sheet in sheets for number in range(EACH)]
    long = files.load(LONG, ROOT)
    return calls + [take(long, draw(long, f"shift-{number}")) for number in range(round(0.03 * len(calls)))]


def test_lengths_of_calls_and_who_is_lost():
    good = shift(expert.take)
    assert all(marks.judge(call).handled for call in good)
    solved = [call for call in good if call.ending == "solved" and call.sheet.name != LONG]
    assert 6 <= median(len(call.steps) for call in solved) <= 14
    assert sum(6 <= len(call.steps) <= 14 for call in solved) / len(solved) > 0.95
    seconds = [call.clock for call in good]
    assert 95 <= median(seconds) <= 125 and 165 <= mean(seconds) <= 205
    lost = [call.ending in ("hung up", "escalated") for call in shift(players.beginner) if call.sheet.name != LONG]
    assert 0.06 <= mean(lost) <= 0.10


def test_the_sensitivity_table_in_the_guide_is_what_the_command_prints():
    assert sensitivity.table(sensitivity.rows(files.all_of(ROOT))) in (ROOT / "docs" / "simulator.md").read_text()
