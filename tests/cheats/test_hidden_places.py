"""Submissions that look for exchanges, courses and homes, wherever these lie."""

from __future__ import annotations

import os
import sysconfig
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from cheats.apart import in_all_ways, room, shared_room  # noqa: F401  (a fixture: here)
from exercises_lib.grading import hidden
from exercises_lib.grading.process.places import Places, always_hidden

OPEN = """
import os
for path in {paths!r}:
    try:
        print("READ", open(path).read())
    except OSError as refused:
        print("REFUSED", refused.strerror)
"""
LIST = """
import os
for path in {paths!r}:
    try:
        print("LISTED", os.listdir(path))
    except OSError:
        pass
"""
USUAL = """
import json, ssl, subprocess, zoneinfo, pandas.plotting, matplotlib.pyplot as plt
assert zoneinfo.ZoneInfo("Asia/Manila")
plt.plot([1, 2]); plt.title("hours"); plt.savefig("plot.png"); plt.close("all")
print(subprocess.run(["date", "+%Y"], capture_output=True, text=True, check=True).stdout.strip().isdigit())
"""


READABLE = {
    "python's library": sysconfig.get_path("stdlib"),
    "python's packages": sysconfig.get_path("purelib"),
    "python's programs": sysconfig.get_path("scripts"),
    "the system": "/usr/lib",
}


@pytest.fixture
def places():
    """In each folder that submissions can read, a new one with an exchange in it: the exchanges."""
    with ExitStack() as stack:
        yield [_exchange_in(folder, stack) for folder in READABLE.values() if os.access(folder, os.W_OK)]


def _exchange_in(readable: str, stack: ExitStack) -> Path:
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="bpo-test-", dir=readable))
    Path(folder).chmod(0o755)
    exchange = Path(folder, "nbgrader", "exchange")
    (exchange / "inbound").mkdir(parents=True)
    for inside in (exchange, exchange / "inbound"):
        (inside / "solution.ipynb").write_text("csat = 0.8")
    (exchange.parent / "public.txt").write_text("open to all")
    return exchange


def test_it_can_be_read_when_it_is_not_hidden(here, places):
    found = here.run(OPEN.format(paths=[str(place / "solution.ipynb") for place in places]))
    assert found.count("csat") == len(places), found


@in_all_ways
def test_what_is_hidden_inside_a_readable_folder_is_hidden(way, places, monkeypatch):
    assert places
    secret = [str(path) for place in places for path in place.rglob("solution.ipynb")]
    assert len(secret) == 2 * len(places)
    with room(way, monkeypatch, tuple(map(str, places))) as here:
        found = here.run(OPEN.format(paths=secret + [str(place.parent / "public.txt") for place in places]), USUAL)
        assert "csat" not in found
        assert found.count("READ open to all") == len(places)  # only that is hidden
        assert found.endswith("True\n[ok]")  # and Python is whole
        if way == "sandbox":
            folders = [str(folder) for place in places for folder in (place, place / "inbound")]
            assert "solution" not in here.run(LIST.format(paths=folders))


def test_the_usual_exchange_homes_and_data_are_not_there(here):
    paths = [
        "/usr/local/share/nbgrader/exchange",
        "/usr/local/share",
        "/usr/share",
        "/usr/share/doc",
        "/usr/src",
        "/srv",
        "/opt",
        "/var",
        "/var/lib",
        "/mnt",
        "/media",
        "/home",
        "/root",
        "/etc",
        tempfile.gettempdir(),
    ]
    assert here.run(LIST.format(paths=paths)) == "[ok]"


def test_a_link_into_a_hidden_place_leads_nowhere(tmp_path, monkeypatch):
    with tempfile.TemporaryDirectory(dir=sysconfig.get_path("purelib")) as folder:
        Path(folder).chmod(0o755)
        secret = Path(folder, "course")
        secret.mkdir()
        (secret / "key.txt").write_text("csat = 0.8")
        Path(folder, "link").symlink_to(secret)
        for way in ("sandbox", "no sandbox"):
            with room(way, monkeypatch, (str(secret),)) as here:
                assert "READ" not in here.run(OPEN.format(paths=[f"{folder}/link/key.txt", f"{folder}/course/key.txt"]))


def test_what_the_settings_name_is_hidden():
    settings = Config()
    settings.CourseDirectory.root = "/courses/agents"
    settings.CourseDirectory.submitted_directory = "/data/submitted"
    settings.CourseDirectory.db_url = "sqlite:////data/marks.db"
    settings.Exchange.root, settings.Exchange.cache = "/usr/lib/exchange", "/data/cache"
    found = hidden.of_course(CourseDirectory(config=settings))
    expected = {"/courses/agents", "/data/submitted", "/data/marks.db", "/usr/lib/exchange", "/data/cache"}
    assert expected <= set(found)


folders = st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=4).map(lambda parts: Path(*parts))


@given(tree=st.sets(folders, max_size=12), secret=st.sets(folders, max_size=4))
def test_all_of_a_folder_is_readable_but_what_is_hidden(tree, secret):
    """Whatever is hidden in it: of each file, exactly one readable piece holds it, or a hidden place does."""
    from exercises_lib.grading.process.places import without

    with tempfile.TemporaryDirectory() as name:
        root = Path(name).resolve()
        for folder in tree | secret:
            (root / folder).mkdir(parents=True, exist_ok=True)
            (root / folder / "file").touch()
        pieces = list(without(root, {root / path for path in secret}))
        for file in root.rglob("file"):
            held = [piece for piece in pieces if file.is_relative_to(piece)]
            is_secret = any(file.is_relative_to(root / path) for path in secret)
            assert len(held) == (0 if is_secret else 1), (file, held)


def test_no_readable_piece_lies_above_a_hidden_place():
    readable = Places(("/usr/lib/course",)).readable
    for secret in (*always_hidden(), Path("/usr/lib/course")):
        assert not any(secret.resolve().is_relative_to(piece) for piece in readable), secret
