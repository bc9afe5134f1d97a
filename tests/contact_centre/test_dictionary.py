"""The data dictionary describes every column, and nothing that is not there."""

import re
from pathlib import Path

import pytest

from exercises_lib.contact_centre import PRACTICE_SEED, TABLES, sample

TEXT = (Path(__file__).parents[2] / "course" / "data_dictionary.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^## Table: (\w+)\n(.*?)(?=^## |\Z)", TEXT, re.M | re.S))
CATEGORIES = [
    ("calls", "queue"),
    ("calls", "call_type"),
    ("calls", "reason"),
    ("calls", "outcome"),
    ("surveys", "resolved"),
    ("agents", "team"),
    ("agents", "shift"),
    ("quality_reviews", "item"),
    ("customers", "plan"),
    ("customers", "region"),
    ("bills", "status"),
    ("bill_lines", "kind"),
    ("tickets", "category"),
    ("tickets", "priority"),
    ("tickets", "status"),
    ("turns", "speaker"),
    ("turns", "act"),
    ("long_calls", "called_again"),
    ("silences", "announced"),
    ("next_calls", "shift"),
    ("next_calls", "abuse_before"),
    ("spoken_turns", "speaker"),
    ("spoken_turns", "act"),
    ("shift_log", "level"),
    ("shift_log", "part"),
    ("shift_notes", "about"),
    ("spelled_codes", "said_as"),
    ("spelled_codes", "read_back"),
    ("case_customers", "question"),
    ("first_replies", "acknowledged"),
    ("first_replies", "second_reader"),
    ("arrivals", "weekday"),
    ("desk_log", "plan"),
    ("desk_log", "actual"),
    ("graded_calls", "call_type"),
    ("graded_calls", "passed"),
    ("site_options", "option"),
    ("contact_reasons", "wanted"),
]


def described(table: str) -> list[list[str]]:
    """Cells of the rows of the table's first grid, the one with the columns."""
    grid = re.search(r"^\| column .*\n\|[-|]+\n((?:\|.*\n)+)", SECTIONS[table], re.M)[1]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in grid.splitlines()]


@pytest.fixture(scope="module")
def tables():
    return sample(PRACTICE_SEED)


def test_every_table_is_described():
    assert sorted(SECTIONS) == sorted(TABLES)
    for table in TABLES:
        assert f"`{table}.csv`" in TEXT


@pytest.mark.parametrize("table", TABLES)
def test_columns_and_their_order(tables, table):
    assert [row[0].strip("`") for row in described(table)] == list(tables[table].columns)


@pytest.mark.parametrize("table", TABLES)
def test_every_column_has_a_type_a_meaning_and_an_example(table):
    for name, kind, _, meaning, example in described(table):
        assert kind.startswith(("text", "whole number")), name
        assert meaning, name
        assert example, name


@pytest.mark.parametrize("table", TABLES)
def test_types(tables, table):
    for name, kind, *_ in described(table):
        column = tables[table][name.strip("`")]
        is_number = column.dtype.kind in "if"
        assert is_number == kind.startswith("whole number"), name
        if is_number:
            assert (column.dropna() % 1 == 0).all(), name


@pytest.mark.parametrize(("table", "column"), CATEGORIES)
def test_every_value_is_named(tables, table, column):
    for value in tables[table][column].dropna().unique():
        assert value in SECTIONS[table], value


@pytest.mark.parametrize("table", TABLES)
def test_blanks_are_announced(tables, table):
    for name, _, limits, meaning, _ in described(table):
        has_blanks = tables[table][name.strip("`")].isna().any()
        text = f"{limits} {meaning}".replace("N/A", "blank")
        announced = "blank" in text
        assert announced == has_blanks, name


def test_sizes(tables):
    for table, size in re.findall(r"^\| `(\w+)\.csv` \|.*\| ([\d,]+) \|$", TEXT, re.M):
        stated = int(size.replace(",", ""))
        assert abs(len(tables[table]) - stated) <= 0.04 * stated, table


def test_the_stories_are_not_told():
    for word in ("Simpson", "outage", "planted", "perfect"):
        assert word.lower() not in TEXT.lower()
