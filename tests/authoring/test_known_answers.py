"""No exercise has the known answer of a worked example for its own."""

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from exercises_lib.authoring.known_answers import clashes
from tests.checks.verdicts import make

GRADED = {"nbgrader": {"grade": True, "solution": False, "grade_id": "nps"}}
OWN = "## 4 · NPS\n\n> **Known answer.** 300 scores,\n> 150 promoters: NPS {}, plus or minus 8.4.\n\nThe mean is 33.3."


def notebook(*texts: str):
    return new_notebook(cells=[*map(new_markdown_cell, texts), new_code_cell('check("nps")', metadata=GRADED)])


@pytest.mark.parametrize(
    ("printed", "answer", "decimals", "found"),
    [
        ("33.3", 33.34, 1, ["33.3"]),
        ("-33.3", -33.34, 1, ["-33.3"]),
        ("33.3", 33.34, 2, []),
        ("33.34", 33.34, 1, ["33.34"]),
        ("1,234", 1234, 0, ["1,234"]),
        ("15.0", 33.34, 1, []),
        ("4", 4, 0, []),  # met by chance
    ],
)
def test_a_printed_answer_is_found(printed, answer, decimals, found):
    record = make("number", answer, "nps", decimals=decimals)
    assert [number for _, number in clashes(notebook(OWN.format(printed)), {"nps": record})] == found


def test_each_field_that_is_a_number_counts():
    record = make(
        "fields",
        {"nps": 20.0, "margin": 8.4, "word": "8.4"},
        "nps",
        fields={"nps": {"kind": "number", "decimals": 1}, "margin": {"kind": "number", "decimals": 1}},
    )
    assert list(clashes(notebook(OWN.format("33.3")), {"nps": record})) == [("nps", "8.4")]


def test_only_the_known_answers_of_the_own_section_count():
    record = make("number", 33.3, "nps", decimals=1)
    assert list(clashes(notebook(OWN.format("33.3"), "## 5 · Another"), {"nps": record})) == []
    assert list(clashes(notebook(OWN.format("15.0")), {"nps": record})) == []  # 33.3 stands there, but not as known
