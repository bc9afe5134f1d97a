"""CSV files that any spreadsheet opens, and that order nothing from it."""

import csv

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from exercises_lib.desk.report import tables


@settings(max_examples=50)
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=12), min_size=1, max_size=5))
def test_no_text_is_a_formula_and_none_is_lost(tmp_path_factory, texts):
    folder = tmp_path_factory.mktemp("csv")
    tables.write(folder, {"one": pd.DataFrame({"text": texts, "points": ["-0.5"] * len(texts)})})
    with open(folder / "one.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["text"].removeprefix("'") for row in rows] == [text.removeprefix("'") for text in texts]
    assert not any(row["text"].startswith(("=", "@", "\t")) for row in rows)
    assert {row["points"] for row in rows} == {"-0.5"}
