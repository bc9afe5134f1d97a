"""The files: the same bytes each time, and the same tables when read back."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from exercises_lib.contact_centre import PRACTICE_SEED, TABLES, sample, write_csv

from .conftest import Tables

ROOT = Path(__file__).parents[2]
WRITE = """
import sys
from pathlib import Path
from exercises_lib.contact_centre import TABLES, write_csv
write_csv("two processes", Path(sys.argv[1]), TABLES)
"""

# The practice sample is what learners have on their desks and what answer cards are made from. If
# this fails after a wanted change of the generator, all data files and answer cards must be made
# again, and these digests with them. If it fails on one platform only, learners there would be told
# that right answers are wrong.
PRACTICE_DIGESTS = {
    "calls": "001108e2707cfa01",
    "surveys": "0504bec035715a52",
    "surveys_clean": "d00370be23fd9d11",
    "agents": "73d5534a8bc0522c",
    "agent_weeks": "b5a4b7424631c4b6",
    "quality_reviews": "3b3f4270687acbfb",
    "customers": "3d9473f4515ca10f",
    "bills": "545e97d78768a0ed",
    "bill_lines": "3bf1a829f0f56a87",
    "tickets": "79667bc9874fe3ce",
    "first_replies": "4c82baf1ce3270c8",
    "case_customers": "5854a2efa1a5cbf8",
    "case_bills": "2d9bae58e4c5250b",
    "case_lines": "39aa1d6e00175f0a",
    "turns": "7673aedb0982febd",
    "long_calls": "21637782c8b8bd28",
    "silences": "5f285ca25425c46b",
    "next_calls": "6924141da8bbb030",
    "spoken_turns": "beef4d0fecd3177d",
    "spelled_codes": "8d5bd83eb25ebd05",
    "shift_yesterday": "0381e6b6694a7f9f",
    "shift_log": "66dbf7814176634f",
    "shift_plan": "301d3a11b718965e",
    "shift_visits": "a20b6e0ef3d6cd94",
    "shift_notes": "aa721f92fdf1f079",
    "shift_today": "0be1edcb56cd8277",
    "arrivals": "3d58fd3829c720cc",
    "hourly_need": "cdf2fa55ad3eecc9",
    "desk_log": "43ebc12348cf79e2",
    "double_reviews": "b3793d03fa54f065",
    "graded_calls": "0a1932ae50ccf398",
    "bonus_days": "88a6c177f4ab3ded",
    "bonus_quarter": "a1329b51d37cc98c",
    "site_options": "3a59b334da7d40a9",
    "contact_reasons": "ddd4a2e569291b45",
    "growth_plan": "264892c403dcb44c",
}


@pytest.mark.parametrize("seed", [PRACTICE_SEED, "text"])
def test_reading_back_gives_the_sample(tmp_path, seed):
    tables = sample(seed)
    write_csv(seed, tmp_path, TABLES)
    for name in TABLES:
        assert_frame_equal(pd.read_csv(tmp_path / f"{name}.csv"), tables[name])


def test_two_processes_write_the_same_bytes(tmp_path):
    for number in (1, 2):
        subprocess.run(
            [sys.executable, "-c", WRITE, str(tmp_path / str(number))],
            check=True,
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": str(number), "PYTHONPATH": str(ROOT)},
        )
    for name in TABLES:
        first, second = (tmp_path / number / f"{name}.csv" for number in "12")
        assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("name", TABLES)
def test_the_practice_sample_is_what_it_always_was(tmp_path, name):
    write_csv(PRACTICE_SEED, tmp_path, [name])
    digest = hashlib.sha256((tmp_path / f"{name}.csv").read_bytes()).hexdigest()
    assert digest[:16] == PRACTICE_DIGESTS[name]


def test_only_the_tables_asked_for_are_written(tmp_path):
    write_csv(1, tmp_path / "new" / "folder", iter(["agents", "bills"]))
    names = sorted(path.name for path in (tmp_path / "new" / "folder").iterdir())
    assert names == ["agents.csv", "bills.csv"]


def test_a_table_that_does_not_exist(tmp_path):
    with pytest.raises(ValueError, match="salaries"):
        write_csv(1, tmp_path, ["agents", "salaries"])
    assert not list(tmp_path.iterdir())


def test_files_are_plain(tmp_path):
    write_csv(PRACTICE_SEED, tmp_path, TABLES)
    for name in TABLES:
        data = (tmp_path / f"{name}.csv").read_bytes()
        assert b"\r" not in data
        assert b".0," not in data, "whole numbers are written without a decimal point"
        assert data.decode("ascii")
    assert ",N/A," in (tmp_path / "quality_reviews.csv").read_text()


def test_a_sample_is_yours_to_change_and_a_table_made_alone_is_that_of_the_sample():
    first = sample(9)
    first["calls"]["wait_seconds"] = 0
    del first["surveys"]["csat"]
    again, alone = sample(9), Tables(9)
    assert again["calls"]["wait_seconds"].sum() > 0
    assert "csat" in again["surveys"]
    for name in reversed(TABLES):
        assert_frame_equal(alone[name], again[name])


def test_a_text_is_a_seed_of_its_own():
    assert not Tables("7")["calls"].equals(Tables(7)["calls"])
    assert Tables("7")["calls"].equals(Tables("7")["calls"])


def test_a_seed_below_zero_is_refused():
    with pytest.raises(ValueError, match="non-negative"):
        sample(-1)
