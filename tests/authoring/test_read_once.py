"""CSV files that are parsed once: each reader gets what pandas reads, whatever other readers did."""

import os

import pandas as pd
import pytest

from exercises_lib.authoring.read_once import csv_files_read_once


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "calls.csv"
    path.write_text("day,team,seconds\n2026-01-05,Jade,60\n2026-01-06,Olive,\n")
    return path


WAYS = [{}, {"parse_dates": ["day"]}, {"usecols": ["team"]}, {"index_col": "team"}, {"converters": {"team": str.upper}}]


@pytest.mark.parametrize("options", WAYS, ids=str)
def test_each_reader_has_what_pandas_reads_whatever_another_does_to_it(file, options):
    expected = pd.read_csv("calls.csv", **options)
    with csv_files_read_once():
        for _ in range(3):
            table = pd.read_csv("calls.csv", **options)
            pd.testing.assert_frame_equal(table, expected)
            table.loc[table.index[0], table.columns[-1]] = None
            table["more"] = 1
            table.columns = [f"my {name}" for name in table.columns]


def test_a_file_that_was_written_again_is_read_again_and_another_folder_has_other_files(file, tmp_path):
    with csv_files_read_once():
        assert len(pd.read_csv("calls.csv")) == 2
        file.write_text("day,team,seconds\n2026-01-07,Coral,5\n")
        assert list(pd.read_csv("calls.csv")["team"]) == ["Coral"]
        (tmp_path / "other").mkdir()
        os.chdir("other")
        with pytest.raises(FileNotFoundError):
            pd.read_csv("calls.csv")


def test_it_is_over_afterwards_and_what_is_no_whole_file_is_read_as_ever(file):
    read = pd.read_csv
    with csv_files_read_once(), file.open() as stream:
        assert pd.read_csv is not read
        assert len(pd.read_csv(stream)) == 2
        assert [len(part) for part in pd.read_csv(file, chunksize=1)] == [1, 1]
    assert pd.read_csv is read
