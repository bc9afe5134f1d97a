"""What a learner's computer says to commands that are for trainers: one line with what to do, and never a traceback."""

import re
import shutil
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest
import typer

from exercises_lib.cli import app

ROOT = Path(__file__).parents[1]
MODULE, CALLER = "01_analytical_skills", "late_parcel"
ARGUMENTS = {
    "agree": ["a.db", "b.db"],
    "call try": [CALLER],
    "export": ["--to", "csv"],
    "grade": [MODULE],
    "read": [MODULE],
    "record verify": ["record.html"],
}
OTHERS = ("call ", "hub ", "progress")  # come to an end of their own


@pytest.fixture(scope="module")
def installation(tmp_path_factory) -> Path:
    """A folder with the packages of locks/learner.txt and no others: Python finds nothing else."""
    folder = tmp_path_factory.mktemp("learner") / "packages"
    folder.mkdir()
    names = re.findall(r"^([\w.-]+)==(?:(?!;).)*$", (ROOT / "locks" / "learner.txt").read_text(), re.MULTILINE)
    assert len(names) > 50
    for name in names:
        there = distribution(name)
        for top in {Path(file).parts[0] for file in there.files or ()} - {".."}:
            if not (folder / top).exists():
                (folder / top).symlink_to(there.locate_file(top))
    (folder / "exercises_lib").symlink_to(ROOT / "exercises_lib")
    return folder


def run(installation: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess:
    start = f"import sys; sys.path.insert(0, {str(installation)!r}); from exercises_lib.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-I", "-S", "-c", start, *arguments], cwd=cwd, capture_output=True, text=True, timeout=120
    )


@pytest.fixture
def course(tmp_path) -> Path:
    """A course folder, as far as commands look before they begin."""
    shutil.copytree(ROOT / "course", tmp_path / "course", ignore=shutil.ignore_patterns("audio"))
    for sheet in (tmp_path / "course" / "callers").glob("*.md"):
        if sheet.stem != CALLER:  # the figures of all of them take long
            sheet.unlink()
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    return tmp_path


def commands(of: typer.Typer) -> set[str]:
    """All commands, those of groups with their group: "record make"."""
    found = {info.name or info.callback.__name__ for info in of.registered_commands}
    for group in of.registered_groups:
        found |= {f"{group.name} {name}" for name in commands(group.typer_instance)}
    return found


@pytest.mark.parametrize("command", sorted(commands(app) - {"lab"}))  # lab goes on until it is stopped
def test_no_command_ends_in_a_traceback(installation, course, command):
    done = run(installation, *command.split(), *ARGUMENTS.get(command, []), cwd=course)
    said = " ".join((done.stdout + done.stderr).split())
    assert "Traceback" not in said
    assert "scripts/setup.sh trainer" in said or command.startswith(OTHERS)


def test_every_command_is_tried():
    assert {"doctor", "grade", "report", "demo", "record make"} <= commands(app)
