"""`bpo doctor` tries each protection; a trial finds what is open, and only that."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from cheats.apart import SMALL, room
from exercises_lib.grading.process.cold import Cold
from exercises_lib.grading.process.places import Places
from exercises_lib.grading.process.trial import trials


class Unconfined(Cold):
    """Learner processes with nothing but a process of their own, as on a system without all of this."""

    def _confinement(self) -> str:
        return ""


def got(start, hidden: tuple[str, ...] = ()) -> dict[str, str]:
    return {trial.protects: trial.got for trial in trials(start, SMALL, hidden)}


@pytest.mark.sandbox
def test_in_the_sandbox_all_holds(monkeypatch):
    with room("sandbox", monkeypatch) as here:
        found = got(here.start)
    assert set(found.values()) == {""}
    page = (Path(__file__).parents[2] / "docs" / "grading.md").read_text(encoding="utf-8")
    table = page.split("| line | what a submission attempts |\n|---|---|\n")[1].split("\n\n")[0]
    assert list(found) == [row.split("|")[1].strip() for row in table.splitlines()]


def test_without_bubblewrap_it_says_what_is_open(monkeypatch):
    with room("no sandbox", monkeypatch) as here:
        assert {name for name, what in got(here.start).items() if what} == {"network and sockets of this machine"}


def test_without_any_protection_each_trial_finds_something(tmp_path):
    (tmp_path / "gradebook.db").write_text("marks")
    with Unconfined(SMALL, Places()) as start:
        found = got(start, (str(tmp_path),))
    held = {name for name, what in found.items() if not what}
    assert held == {"leftovers for the next submission"}  # a fresh process and folder for each
    assert str(tmp_path / "gradebook.db") in found["files of the course, homes, exchange"]
    assert found["network and sockets of this machine"] == "TCP, UDP, abstract sockets"
    assert "memfd_create" in found["memory that no limit counts"]
    assert "memory" in found["limits of memory and files"]


@pytest.mark.sandbox
def test_a_file_that_should_be_hidden_and_is_not_is_found(monkeypatch):
    with tempfile.TemporaryDirectory(dir=Path(pytest.__file__).parent) as folder, room("sandbox", monkeypatch) as here:
        Path(folder).chmod(0o755)
        (Path(folder) / "key.txt").write_text("csat = 0.8")
        assert f"{folder}/key.txt" in got(here.start, (folder,))["files of the course, homes, exchange"]
