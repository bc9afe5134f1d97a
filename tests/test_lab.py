"""`bpo lab` before JupyterLab starts: bringing lessons into a learner's folder, and what JupyterLab is told."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from exercises_lib.cli import app
from exercises_lib.learner import answer_card, data_files, lab, own_folder

ONE, TWO = "01_one", "02_two"


def release(root: Path, module: str, text: str = "as released") -> Path:
    """Write a small release. Returns its notebook."""
    folder = root / "release" / module
    (folder / "data").mkdir(parents=True, exist_ok=True)
    (folder / "data" / "calls.csv").write_text("call\n1\n")
    (folder / "answer_card.json").write_text("{}")
    path = folder / f"{module}.ipynb"
    path.write_text(notebook(text))
    return path


def notebook(text: str, **cell) -> str:
    return json.dumps({"cells": [{"cell_type": "code", "source": [text], **cell}], "metadata": {}})


@pytest.fixture
def root(tmp_path) -> Path:
    """A trainer's folder with two released modules."""
    for module in (ONE, TWO):
        release(tmp_path / "trainer", module)
    return tmp_path / "trainer"


@pytest.fixture
def mine(tmp_path, root) -> Path:
    """A learner's folder, as after a first start."""
    own_folder.bring(root / "release", tmp_path / "mine")
    return tmp_path / "mine"


def test_every_released_module_is_brought_with_its_files(mine):
    assert [path.name for path in own_folder.notebooks(mine)] == [f"{ONE}.ipynb", f"{TWO}.ipynb"]
    assert (mine / ONE / "data" / "calls.csv").exists() and (mine / ONE / "answer_card.json").exists()


def test_what_a_learner_wrote_stays(root, mine):
    (mine / ONE / f"{ONE}.ipynb").write_text(notebook("my answer"))
    assert own_folder.bring(root / "release", mine) == []
    assert "my answer" in (mine / ONE / f"{ONE}.ipynb").read_text()


def test_a_new_edition_replaces_only_what_nobody_worked_in(root, mine):
    (mine / ONE / f"{ONE}.ipynb").write_text(notebook("my answer"))
    for module in (ONE, TWO):
        release(root, module, "second edition")
    notes = own_folder.bring(root / "release", mine)
    assert len(notes) == 1 and ONE in notes[0] and "You keep your own copy" in notes[0]
    assert "my answer" in (mine / ONE / f"{ONE}.ipynb").read_text()
    assert "second edition" in (mine / TWO / f"{TWO}.ipynb").read_text()


def test_a_learner_who_named_it_away_gets_the_new_edition(root, mine):
    (mine / ONE / f"{ONE}.ipynb").write_text(notebook("my answer"))
    release(root, ONE, "second edition")
    (mine / ONE).rename(mine / "my old one")
    assert own_folder.bring(root / "release", mine) == []
    assert "second edition" in (mine / ONE / f"{ONE}.ipynb").read_text()


def test_missing_files_are_put_back_and_changed_ones_kept(root, mine):
    (mine / ONE / f"{ONE}.ipynb").write_text(notebook("my answer"))
    (mine / ONE / "data" / "calls.csv").unlink()
    (mine / ONE / "answer_card.json").write_text("changed")
    own_folder.bring(root / "release", mine)
    assert (mine / ONE / "data" / "calls.csv").exists()
    assert (mine / ONE / "answer_card.json").read_text() == "changed"


@pytest.fixture
def worked_in(root, mine) -> Path:
    """A learner's folder in which module 01 was begun; its answer card knows its files."""
    for folder in (root / "release" / ONE, mine / ONE):
        files = data_files.digests({"data/calls.csv": b"call\n1\n"})
        card = {"version": answer_card.VERSION, "exercises": [], "files": files}
        (folder / "answer_card.json").write_text(json.dumps(card))
    (mine / ONE / f"{ONE}.ipynb").write_text(notebook("my answer"))
    return mine


def opened(root: Path, folder: Path, answer: bool) -> list[str]:
    """What `bpo lab` says about data files to a learner who answers its question so."""
    said: list[str] = []
    lab.offer_originals(lab.LabOptions(root, folder, put_back=lambda question: answer), said.append)
    return said


def test_a_data_file_that_changed_is_put_back_if_the_learner_wants_and_the_copy_kept(root, worked_in):
    calls = worked_in / ONE / "data" / "calls.csv"
    calls.write_text("call;1")
    assert "bpo lab --restore" in opened(root, worked_in, False)[-1]
    assert calls.read_text() == "call;1"
    assert "Your own copy is calls (changed).csv" in opened(root, worked_in, True)[-1]
    assert calls.read_text() == "call\n1\n" and calls.with_name("calls (changed).csv").read_text() == "call;1"
    assert opened(root, worked_in, True) == []


def test_without_the_release_the_file_comes_from_what_was_kept_on_the_first_day(root, worked_in, tmp_path):
    calls, nowhere = worked_in / ONE / "data" / "calls.csv", tmp_path / "nowhere"
    assert opened(nowhere, worked_in, True) == []
    for text in ("first", "second"):
        calls.write_text(text)
        opened(nowhere, worked_in, True)
    assert calls.read_text() == "call\n1\n"
    assert calls.with_name("calls (changed 2).csv").read_text() == "second"


def test_where_no_original_is_left_it_says_where_to_get_one(root, worked_in, tmp_path):
    (worked_in / ONE / "data" / "calls.csv").write_text("changed")
    said = opened(tmp_path / "nowhere", worked_in, True)
    assert len(said) == 1 and "Fetch the module again" in said[0]


def test_a_new_edition_keeps_the_data_that_a_learner_changed(root, worked_in):
    (worked_in / ONE / f"{ONE}.ipynb").write_text(notebook("as released"))
    (worked_in / ONE / "data" / "calls.csv").write_text("changed")
    notes = own_folder.bring(root / "release", worked_in)
    assert len(notes) == 1 and "calls (changed).csv" in notes[0]
    assert (worked_in / ONE / "data" / "calls.csv").read_text() == "call\n1\n"


def test_running_a_notebook_is_no_change(root, mine):
    (mine / ONE / f"{ONE}.ipynb").write_text(notebook("as released", outputs=["1"], execution_count=3))
    release(root, ONE, "second edition")
    assert own_folder.bring(root / "release", mine) == []
    assert "second edition" in (mine / ONE / f"{ONE}.ipynb").read_text()


def test_it_opens_the_first_notebook_then_the_one_last_worked_in(mine):
    assert own_folder.notebook_to_open(mine).name == f"{ONE}.ipynb"
    for module, when in ((ONE, 1000), (TWO, 2000)):
        (mine / module / f"{module}.ipynb").write_text(notebook("my answer"))
        os.utime(mine / module / f"{module}.ipynb", (when, when))
    assert own_folder.notebook_to_open(mine).name == f"{TWO}.ipynb"


def test_where_modules_lie_there_is_the_learners_folder(root, tmp_path):
    assert own_folder.learners_folder(root / "release") == root / "release"
    assert own_folder.learners_folder(tmp_path) == tmp_path / "my_course"


@pytest.mark.parametrize(("age", "expected"), [(-10, []), (10, [ONE])])
def test_only_what_is_older_than_its_source_is_made_again(root, age, expected):
    (root / "nbgrader_config.py").touch()
    source = root / "source" / ONE / f"{ONE}.ipynb"
    source.parent.mkdir(parents=True)
    source.write_text(notebook("solution"))
    made = (root / "release" / ONE / f"{ONE}.ipynb").stat().st_mtime
    os.utime(source, (made + age, made + age))
    assert own_folder.stale(root) == expected


def test_without_nbgrader_it_says_what_to_do(tmp_path, monkeypatch):
    (tmp_path / "nbgrader_config.py").touch()
    (tmp_path / "source" / ONE).mkdir(parents=True)
    (tmp_path / "source" / ONE / f"{ONE}.ipynb").write_text(notebook("solution"))
    monkeypatch.setattr(own_folder.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(own_folder.NoLessons, match="scripts/setup.sh trainer"):
        own_folder.make_releases(tmp_path, print)


def test_nothing_to_open_is_one_clear_sentence(tmp_path):
    done = CliRunner().invoke(app, ["lab", "--course", str(tmp_path), "--folder", str(tmp_path / "mine")])
    assert done.exit_code == 1
    assert "There are no lessons here yet" in done.output


def test_jupyterlab_asks_nothing(tmp_path):
    lab.write_settings(tmp_path, lab.LabOptions(tmp_path, tmp_path))
    told = json.loads((tmp_path / "labconfig/default_setting_overrides.json").read_text())
    assert told["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"
    page = json.loads((tmp_path / "labconfig/page_config.json").read_text())
    assert page["buildCheck"] is False
    hidden = page["disabledExtensions"]
    assert "@jupyter/nbgrader:formgrader" in hidden and "@jupyter/nbgrader:assignment-list" in hidden


def test_with_an_exchange_nbgraders_list_is_there(tmp_path):
    lab.write_settings(tmp_path, lab.LabOptions(tmp_path, tmp_path, exchange=tmp_path / "it's an exchange"))
    hidden = json.loads((tmp_path / "labconfig/page_config.json").read_text())["disabledExtensions"]
    assert "@jupyter/nbgrader:assignment-list" not in hidden
    assert "it's an exchange" in (tmp_path / "nbgrader_config.py").read_text()
