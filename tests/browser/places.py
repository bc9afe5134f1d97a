"""The places of a story: the trainer's course folder, the exchange, and the servers that people open in a browser."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from course_for_tests import terminal
from course_for_tests.modules import lend_keys, subject

from exercises_lib.authoring import course

REPOSITORY = Path(__file__).parents[2]
HERE = Path(__file__).parent
MODULE = "91_first_calls"
FIRST, LESSON, COMPUTER_SKILLS = "00_orientation", "01_analytical_skills", "05_computer_skills"
RECORDING = REPOSITORY / "source" / "03_attentive_listening" / "audio" / "message_01.mp3"
PATIENCE = 90  # seconds until a server that does not answer counts as broken


@dataclass
class Places:
    """Folders of one story. `home` stands in for everybody's home, so that nothing of this machine's user matters.

    `state` is for who grades with keys that other tests made; else the home's own folder is used.
    """

    root: Path
    state: Path | None = None

    @property
    def course(self) -> Path:
        return self.root / "trainer"

    @property
    def learners(self) -> Path:
        """Where the learner of the longest story has the modules."""
        return self.root / "learner" / "my_course"

    @property
    def exchange(self) -> Path:
        return self.root / "exchange"

    @property
    def data(self) -> Path:
        """The data folder of everybody here, with the keys that are made."""
        return self.state or self.root / "home" / "data"

    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("JUPYTER", "IPYTHON"))}
        commands = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        home = self.root / "home"
        home.mkdir(exist_ok=True)
        return kept | {
            "HOME": str(home),
            "XDG_DATA_HOME": str(self.data),
            "XDG_CACHE_HOME": str(home / "cache"),
            "PATH": commands,
            "BPO_SECRET_SEED": "the seed of the tests",
        }

    def nbgrader(self, *arguments: str) -> str:
        """Run a stock nbgrader command in the trainer's course folder. Returns what it said."""
        done = terminal.run("nbgrader", [*arguments], self.course, self.environment())
        assert done.returncode == 0, f"nbgrader {' '.join(arguments)}:\n{done.stderr[-3000:]}"
        return done.stderr


def new_course(places: Places) -> None:
    """A trainer's course folder with the tiny module, and an empty exchange."""
    shutil.copytree(HERE / "course", places.course)
    settings = (REPOSITORY / "nbgrader_config.py").read_text()
    (places.course / "nbgrader_config.py").write_text(f'{settings}\nc.Exchange.root = "{places.exchange}"\n')
    audio = course.build(places.course, MODULE).parent / "audio"
    audio.mkdir()
    shutil.copy(RECORDING, audio / "message.mp3")
    places.exchange.mkdir()
    places.exchange.chmod(0o777)


def clone(places: Places) -> Path:
    """The course as it is cloned, with three of its modules. The first has not been released: `bpo lab` does it."""
    root = places.root / "clone"
    for module in (FIRST, LESSON, COMPUTER_SKILLS):
        shutil.copytree(REPOSITORY / "source" / module, root / "source" / module)
    shutil.copy(REPOSITORY / "nbgrader_config.py", root)
    lend_keys(FIRST, places.data)
    for module in (LESSON, COMPUTER_SKILLS):  # releases which nbgrader made from keys that are made once
        shutil.copytree(subject(module).release_folder, root / "release" / module)
    return root


@contextmanager
def trainers_server(places: Places):
    """JupyterLab in the course folder as a trainer starts it, with nbgrader_config.py alone. Yields its address."""
    settings = ["--ServerApp.open_browser=False", "--ServerApp.allow_root=True", "--ServerApp.port=0"]
    with _serving([sys.executable, "-m", "jupyterlab", *settings], places.course, places.environment()) as address:
        yield address


@contextmanager
def learners_server(places: Places, who: str, *options: str):
    """What `bpo lab` starts in the folder of this learner. Yields its address."""
    folder = places.root / who
    folder.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "exercises_lib.cli", "lab", "--no-browser", "--port", "0", *options]
    with _serving(command, folder, places.environment()) as address:
        yield address


@contextmanager
def _serving(command: list[str], folder: Path, environment: dict[str, str]):
    log = folder.parent / f"{folder.name}.log"
    with log.open("w") as said:
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=said, stderr=said)
    try:
        yield _address(server, log)
    finally:
        server.terminate()
        server.wait(PATIENCE)


def _address(server: subprocess.Popen, log: Path) -> str:
    """The address that a server prints for its user."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and server.poll() is None:
        if found := re.search(r"http://(?:localhost|127\.0\.0\.1):\d+/\S*\?token=\w+", log.read_text()):
            return found[0]
        time.sleep(0.1)
    raise AssertionError(f"no server came up:\n{log.read_text()[-3000:]}")
