"""The trainer's secret seed: made once, kept private, the same for all who grade this course."""

from __future__ import annotations

import hashlib
import secrets
import stat
import subprocess
import sys
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exercises_lib.grading import seed as fresh

MODULE = "01_analytical_skills"


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
    first = fresh.secret_seed(course, MODULE)
    text = _seed_file(course).read_text()
    assert len(text) >= 32
    assert fresh.secret_seed(course, MODULE) == first
    assert _seed_file(course).read_text() == text


def test_another_course_folder_has_another_seed(course, tmp_path):
    assert fresh.secret_seed(course, MODULE) != fresh.secret_seed(tmp_path / "other", MODULE)


def test_only_the_trainer_can_read_it(course):
    fresh.secret_seed(course, MODULE)
    assert stat.S_IMODE(_seed_file(course).stat().st_mode) == 0o600
    assert stat.S_IMODE(fresh.private_folder().stat().st_mode) == 0o700


def test_nothing_is_kept_inside_the_course(course):
    fresh.secret_seed(course, MODULE)
    assert list(course.iterdir()) == []


def test_the_environment_variable_wins_and_keeps_nothing(course, monkeypatch):
    kept = fresh.secret_seed(course, MODULE)
    monkeypatch.setenv("BPO_SECRET_SEED", "a class of its own")
    assert fresh.secret_seed(course, MODULE) != kept
    assert fresh.secret_seed(course, MODULE) == fresh.secret_seed(course.parent / "elsewhere", MODULE)
    assert not _seed_file(course.parent / "elsewhere").exists()
    monkeypatch.delenv("BPO_SECRET_SEED")
    assert fresh.secret_seed(course, MODULE) == kept


def test_a_seed_file_left_empty_is_not_a_seed(course):
    """A grader was killed, or the disk was full, between making the file and writing into it."""
    _seed_file(course).write_text("")
    fresh.secret_seed(course, MODULE)
    assert len(_seed_file(course).read_text()) >= 32
    assert fresh.secret_seed(course, MODULE) == fresh.secret_seed(course, MODULE)


def test_graders_that_start_at_once_agree(course):
    code = (
        "import sys; from exercises_lib.grading.seed import secret_seed; sys.stdin.read(1); "
        f"print(secret_seed({str(course)!r}, {MODULE!r}))"
    )
    graders = [
        subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for grader in graders:  # all are loaded and wait: now at once
        grader.stdin.close()
    seeds = {grader.stdout.read() for grader in graders}
    assert [grader.wait() for grader in graders] == [0] * 4
    assert seeds == {f"{fresh.secret_seed(course, MODULE)}\n"}


def test_each_module_has_a_seed_of_its_own(course):
    modules = ["01_analytical_skills", "02_billing_queries", "01_analytical_skill"]
    assert len({fresh.secret_seed(course, module) for module in modules}) == 3


def test_a_guess_at_the_secret_is_slow(course, monkeypatch):
    monkeypatch.setenv("BPO_SECRET_SEED", secrets.token_urlsafe())
    with mock.patch.object(hashlib, "scrypt", wraps=hashlib.scrypt) as scrypt:
        fresh.secret_seed(course, MODULE)
    assert [call.kwargs["n"] for call in scrypt.call_args_list] == [fresh.WORK]
    assert fresh.WORK >= 2**15


WORDS = st.sampled_from(["BPO", "class", "Manila", "seed", "secret", "spring"])
YEARS = st.integers(1950, 2049).map(str)


@given(st.lists(WORDS, min_size=1, max_size=3), YEARS, st.sampled_from(["-", "_", " ", ""]))
def test_words_and_a_year_are_too_few(words, year, between):
    with mock.patch.dict("os.environ", BPO_SECRET_SEED=between.join([*words, year])):
        warned = fresh.warning()
    assert "short enough to be guessed" in warned
    assert fresh.bits(warned.split()[-1]) >= fresh.ENOUGH  # it comes with a better one


@pytest.mark.parametrize("_", range(100))
def test_what_we_suggest_is_enough(_):
    with mock.patch.dict("os.environ", BPO_SECRET_SEED=fresh.suggestion()):
        assert fresh.warning() == ""


def test_a_seed_that_was_made_at_random_needs_no_warning(course):
    fresh.secret_seed(course, MODULE)
    assert fresh.warning() == ""
