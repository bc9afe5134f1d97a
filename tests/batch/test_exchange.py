"""`nbgrader collect` from an exchange into which learners wrote by hand."""

from __future__ import annotations

import logging
import os
import shutil
import sys
from pathlib import Path

import pytest
from course_for_tests.handing_in import MODULE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import get_username

from exercises_lib.grading.exchange import CollectOwn

ME = get_username()
TIME = "2026-03-30 09:00:00.000000 UTC"


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "exchange/bpo/inbound"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def collect(tmp_path, inbox, caplog, monkeypatch):
    """Collect what is in the inbox. Returns the folder of submissions, and what was said."""
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)  # nbgrader calls alembic by name

    def run():
        caplog.clear()
        course = CourseDirectory(root=str(tmp_path / "course"), course_id="bpo", assignment_id=MODULE)
        log = logging.getLogger("collect")
        CollectOwn(coursedir=course, root=str(tmp_path / "exchange"), log=log).start()
        return tmp_path / "course/submitted", caplog.text

    (tmp_path / "course").mkdir()
    return run


def hand_in(inbox, learner=ME, time=TIME):
    folder = inbox / f"{learner}+{MODULE}+{time}+abc"
    folder.mkdir()
    (folder / f"{MODULE}.ipynb").write_text("{}")
    (folder / "timestamp.txt").write_text(time)
    return folder


def test_ordinary_files_come_and_links_and_pipes_do_not(tmp_path, inbox, collect):
    mine = hand_in(inbox)
    (mine / "data").mkdir()
    (mine / "data/calls.csv").write_text("call,minutes\n")
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/key.txt").write_text("the key")
    (mine / "key.txt").symlink_to(tmp_path / "secret/key.txt")
    (mine / "secret").symlink_to(tmp_path / "secret")
    os.mkfifo(mine / "endless")
    submitted, said = collect()
    names = {path.relative_to(submitted / ME / MODULE).as_posix() for path in (submitted / ME / MODULE).rglob("*")}
    assert names == {f"{MODULE}.ipynb", "timestamp.txt", "data", "data/calls.csv"}
    assert "`key.txt` was left out" in said and "`endless` was left out" in said


def test_a_folder_that_is_a_link_brings_nothing(tmp_path, inbox, collect):
    hand_in(tmp_path)  # elsewhere
    elsewhere = tmp_path / f"{ME}+{MODULE}+{TIME}+abc"
    (inbox / elsewhere.name).symlink_to(elsewhere)
    submitted, _ = collect()
    assert not list(submitted.rglob("*.ipynb"))


def test_too_much_is_one_line_and_stays_where_it_is(inbox, collect):
    mine = hand_in(inbox)
    with (mine / "large.bin").open("wb") as file:
        file.truncate(200_000_000)  # takes no room on the disk
    submitted, said = collect()
    assert "NOT COLLECTED" in said and "it is more than 100 MB" in said
    assert not list(submitted.rglob("large.bin")) and (mine / "large.bin").exists()


ODD = st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), max_size=30)


@settings(max_examples=5, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ODD, min_size=10, max_size=30))
def test_whatever_lies_in_the_inbox_stops_nobody(inbox, collect, odd):
    shutil.rmtree(inbox)
    inbox.mkdir()
    mine = hand_in(inbox)
    for text in odd:
        for name in (f"{text}+{MODULE}+{TIME}+abc", f"{ME}+{MODULE}+{text}", f"..+{MODULE}+{TIME}+abc"):
            (inbox / name).mkdir(exist_ok=True)
    submitted, _ = collect()
    assert (submitted / ME / MODULE / f"{MODULE}.ipynb").read_text() == "{}"
    assert not list(submitted.parent.glob(f"{MODULE}*")) and mine.exists()
