"""What `bpo grade` does with a cluster that anybody can join, and with names that a terminal would obey."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from typer.testing import CliRunner

from exercises_lib.cli import app
from exercises_lib.grading.cohort import command
from exercises_lib.grading.cohort.batch import Summary
from exercises_lib.grading.cohort.bundle import Graded
from exercises_lib.grading.cohort.pool import unsafe
from exercises_lib.grading.cohort.regrade import Change
from exercises_lib.printable import printable


@pytest.mark.parametrize(
    ("address", "is_safe"),
    [
        ("tls://10.0.0.5:8786", True), ("tcp://127.0.0.1:8786", True), ("localhost:1", True), ("tcp://[::1]:1", True),
        ("tcp://10.0.0.5:8786", False), ("10.0.0.5:8786", False), ("tcp://localhost.example.com:1", False),
        ("ws://10.0.0.5:1", False), ("ucx://10.0.0.5:1", False), ("tcp://0.0.0.0:1", False),
        ("TCP://10.0.0.5:1", False), ("tcp://127.0.0.1@10.0.0.5:1", False), ("", False), ("tcp://", False),
    ],
)  # fmt: skip
def test_an_address_is_safe_if_it_is_encrypted_or_on_this_machine(address, is_safe):
    assert (unsafe(address) == "") == is_safe


def test_an_open_cluster_is_refused_before_anything_is_looked_at(tmp_path):
    (tmp_path / "nbgrader_config.py").write_text("raise SystemExit('the settings were read')")
    order = ["grade", "a_module", "--course", str(tmp_path), "--scheduler", "tcp://10.255.0.5:8786"]
    done = CliRunner().invoke(app, order)
    said = " ".join(done.output.split())
    assert done.exit_code == 1
    assert "Stopped: tcp://10.255.0.5:8786 is not encrypted and asks nobody for a password." in said
    assert "--insecure" in said


@given(st.text())
def test_nothing_that_is_printed_is_obeyed(text):
    shown = printable(text)
    assert not [c for c in shown if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
    assert "\u202e" not in shown
    if text.isprintable():
        assert shown == text


NASTY = "ada\x1b]0;owned\x07\x1b[2J\u202etxt"


def test_names_reach_the_terminal_as_text(tmp_path):
    summary = Summary(1, 0, {NASTY: f"{NASTY} is a [link]"}, [Change(NASTY, 1, 2)], results=tmp_path / "results.jsonl")
    with open(tmp_path / "shown", "w+") as shown:
        console = Console(file=shown, width=300)
        with command.progress_bar(console, 1) as told:
            told(Graded(NASTY, 0, fault=f"`{NASTY}.ipynb` cannot be read", notes=[NASTY]))
        console.print(command.report(summary, command.Order(tmp_path, "a_module", [])))
        shown.seek(0)
        text = shown.read()
    assert "\x1b" not in text and "\x07" not in text and "\u202e" not in text
    assert text.count("ada\\x1b]0;owned") >= 6
    assert "is a [link]" in text
