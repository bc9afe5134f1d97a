"""The same caller and moves are the same call, word by word, on every Python that there is on this machine."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
STORED = HERE / "transcripts" / "experienced.txt"  # after a change on purpose: told_calls.py > this file
NAMES = [f"python3.{minor}" for minor in range(11, 20)]
PLACES = [
    *filter(None, map(shutil.which, NAMES)),
    *(str(path) for name in NAMES for path in Path.home().glob(f".pyenv/versions/*/bin/{name}")),
]


def test_calls_are_those_that_are_stored():
    others = [python for python in PLACES if subprocess.run([python, "--version"], capture_output=True).returncode == 0]
    for python in [sys.executable, *others]:
        done = subprocess.run([python, "-I", "-S", HERE / "told_calls.py"], capture_output=True)
        assert done.returncode == 0, f"{python}: {done.stderr.decode()}"
        assert done.stdout.decode() == STORED.read_text(encoding="utf-8"), python


def test_the_stored_calls_are_of_every_sheet():
    sheets = {path.stem for path in (HERE.parents[1] / "course" / "callers").glob("*.md")}
    assert set(re.findall(r"(?m)^# (\w+)$", STORED.read_text(encoding="utf-8"))) == sheets
