"""The trainer's secret seed: made once, kept private, the same for all who grade this course."""

from __future__ import annotations

import stat
import subprocess
import sys

import pytest

from exercises_lib.grading import seed as fresh


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course folder, with the trainer's data folder beside it and no seed in the environment."""
    monkeypatch.delenv("BPO_SECRET_SEED", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "course").mkdir()
    return tmp_path / "course"


def _seed_file(course):
    return fresh.seed_file(course)


def test_the_seed_is_made_once_and_kept(course):
    first = fresh.secret_seed(course)
    text = _seed_file(course).read_text()
    assert len(text) >= 32
    assert fresh.secret_seed(course) == first
    assert _seed_file(course).read_text() == text


def test_another_course_folder_has_another_seed(course, tmp_path):
    assert fresh.secret_seed(course) != fresh.secret_seed(tmp_path / "other")


def test_only_the_trainer_can_read_it(course):
    fresh.secret_seed(course)
    assert stat.S_IMODE(_seed_file(course).stat().st_mode) == 0o600
    assert stat.S_IMODE(fresh.private_folder().stat().st_mode) == 0o700


def test_nothing_is_kept_inside_the_course(course):
    fresh.secret_seed(course)
    assert list(course.iterdir()) == []


def test_the_environment_variable_wins_and_keeps_nothing(course, monkeypatch):
    kept = fresh.secret_seed(course)
    monkeypatch.setenv("BPO_SECRET_SEED", "a class of its own")
    assert fresh.secret_seed(course) != kept
    assert fresh.secret_seed(course) == fresh.secret_seed(course.parent / "elsewhere")
    assert not _seed_file(course.parent / "elsewhere").exists()
    monkeypatch.delenv("BPO_SECRET_SEED")
    assert fresh.secret_seed(course) == kept


def test_a_seed_file_left_empty_is_not_a_seed(course):
    """A grader was killed, or the disk was full, between making the file and writing into it."""
    _seed_file(course).write_text("")
    with_nothing = int.from_bytes(__import__("hashlib").sha256(b"").digest()[:6])
    assert fresh.secret_seed(course) != with_nothing
    assert fresh.secret_seed(course) == fresh.secret_seed(course)


def test_graders_that_start_at_once_agree(course):
    code = (
        "import sys; from exercises_lib.grading.seed import secret_seed; sys.stdin.read(1); "
        f"print(secret_seed({str(course)!r}))"
    )
    graders = [
        subprocess.Popen(
            [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(4)
    ]
    for grader in graders:  # all are loaded and wait: now at once
        grader.stdin.close()
    seeds = {grader.stdout.read() for grader in graders}
    assert [grader.wait() for grader in graders] == [0] * 4
    assert seeds == {f"{fresh.secret_seed(course)}\n"}
