"""`bpo call class`: where the calls of a class went wrong, whatever was handed in."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from exercises_lib.simulator import command

ROOT = Path(__file__).parents[2]
MODULE = "06_patience"
GOOD = "greet\nask name\nask order\nhold 60\nlook up\nrefund\nsummary\npromise by 14:00\nclose\n"


def notebook(*sources: str) -> str:
    return json.dumps({"cells": [{"cell_type": "code", "source": source} for source in sources]})


HANDED_IN = {
    "ama": notebook("x = 1", f"%%call late_parcel\ncaller 7f3a91\n{GOOD}"),
    "ben": notebook(f"%%call late_parcel\n# mine\ncaller 7f3a91\n{GOOD}"),
    "chen": notebook("%%call late_parcel as first\ncaller 00ff00\ngreet\ncalm down\ncalm down\n"),
    "dee": notebook("%%call late_parcel\n# Your moves go below.\n"),
    "eve": notebook("%%call double_charge\ncaller 7f3a91\ngreet\n"),
    "fay": "{ damaged",
    "gil": "[1, 2]",
    "\x1b[31mhan": notebook(7),
}


@pytest.fixture
def course(tmp_path):
    (tmp_path / "course").symlink_to(ROOT / "course")
    for learner, text in HANDED_IN.items():
        path = tmp_path / "submitted" / learner / MODULE / f"{MODULE}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(text)
    return tmp_path


def run(course, *order: str):
    return CliRunner().invoke(command.app, [*order, "--course", str(course)])


def test_the_class_is_drawn(course):
    said = run(course, "class", MODULE, "late_parcel").stdout
    assert "3 calls · 2 callers handled" in said and "calm down (after greet)" in said
    assert "The same caller, 7f3a91: ama, ben" in said
    assert said.count("notebook is damaged") == 3 and "\x1b" not in said and "dee" not in said and "eve" not in said


def test_where_nobody_has_begun_it_says_so(course):
    assert "In 8 notebooks of 06_patience nobody" in str(run(course, "class", MODULE, "quiet_line").exception)
