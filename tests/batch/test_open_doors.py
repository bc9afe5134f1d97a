"""What `bpo grade` does with a cluster that anybody can join, and with names that a terminal would obey."""

import unicodedata
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from exercises_lib.cli import app
from exercises_lib.grading.cohort import command
from exercises_lib.grading.cohort.batch import Summary
from exercises_lib.grading.cohort.bundle import Graded
from exercises_lib.grading.cohort.pool import unsafe
from exercises_lib.grading.cohort.regrade import Change
from exercises_lib.printable import printable, terminal


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
    text = said_about(NASTY, tmp_path)
    assert "\x1b" not in text and "\x07" not in text and "\u202e" not in text
    assert text.count("ada\\x1b]0;owned") == 5


MARKUP = ["[", "]", "[/]", "[bold]", "[/bold]", "[link=x]", "[50]", "\\", "\\[", ":smile:", "{}", "{task}", "%s", "a"]


@given(st.lists(st.sampled_from(MARKUP) | st.text(max_size=3), min_size=1, max_size=6).map("".join))
def test_every_sign_of_a_name_is_shown(name):
    text = said_about(name, Path("/tmp"))
    assert text.count(printable(name)) >= 5


def said_about(name: str, folder: Path) -> str:
    """All that `bpo grade` says of a learner and module of this name."""
    summary = Summary(1, 0, {name: f"{name} is a link"}, [Change(name, 1, 2)], results=folder / "results.jsonl")
    shown = StringIO()
    console = terminal(file=shown, width=600)
    with command.progress_bar(console, 1) as told:
        told(Graded(name, 0, fault=f"`{name}.ipynb` cannot be read", notes=[name]))
    console.print(command.report(summary, command.GradeOptions(folder, "a_module", [])), soft_wrap=False)
    return shown.getvalue()


@pytest.mark.parametrize("name", ["x" * 300, "a [b] " * 40, "/".join(["folder"] * 40)])
def test_a_long_line_stays_whole(name):
    """In a log file or a narrow window, a path is not cut and no line is broken."""
    shown = StringIO()
    console = terminal(file=shown, width=40)
    with command.progress_bar(console, 1) as told:
        told(Graded("ama", 0, fault=f"{name} is missing", notes=[f"{name} was left out"]))
    assert f"not graded: ama: {name} is missing\n" in shown.getvalue()
    assert f"ama: {name} was left out\n" in shown.getvalue()


def test_other_commands_show_names_as_they_are(tmp_path):
    place = tmp_path / "[red]" / "90_[small]" / "a:smile:b" / "[/]"
    place.mkdir(parents=True)
    for order in (["grade", "a"], ["check", "a"], ["doctor"]):
        done = CliRunner().invoke(app, [*order, "--course", str(place)], env={"COLUMNS": "400", "BPO_SANDBOX": "off"})
        assert f"{place} is no course folder" in done.output
