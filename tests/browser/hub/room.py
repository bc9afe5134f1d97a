"""A real room for the tests: what `make hub` opens, with Unix accounts of its own, and what people do in it.

Making accounts takes root. Where the tests do not run as root they use sudo; where that needs a password they fail and
say so. A room that was not tried is not reported as right.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page

from exercises_lib.authoring import course
from exercises_lib.hub.room import COURSE_ID

from ..places import HERE, MODULE, PATIENCE, RECORDING, REPOSITORY

SUDO = [] if os.geteuid() == 0 else ["sudo", "-n"]
SCRIPTS = Path(__file__).parent


def as_root(*command: str | Path, check: bool = True) -> str:
    done = subprocess.run([*SUDO, *map(str, command)], capture_output=True, text=True)
    assert not check or done.returncode == 0, done.stderr
    return done.stdout


@dataclass
class Room:
    """An open room. `names` and `passwords` by what a person is called in the story: ama, ben, trainer."""

    log: Path
    address: str
    folder: Path
    names: dict[str, str]
    passwords: dict[str, str]
    demo: int

    def home(self, who: str) -> Path:
        return self.folder / "home" / self.names[who]

    @property
    def hub(self) -> int:
        """The process of the hub that was started last."""
        return int(re.findall(r"hub is process (\d+)", self.log.read_text())[-1])

    def bpo(self, *arguments: str, check: bool = True) -> str:
        return as_root(self.folder / "venv/bin/bpo", *arguments, "--room", self.folder, check=check)

    def sign_in(self, page: Page, who: str, place: str) -> str:
        """Through the hub's own page, up to the person's server. Returns the address of the server's lab."""
        page.goto(self.address)
        page.locator("#username_input").fill(self.names[who])
        page.locator("#password_input").fill(self.passwords[who])
        page.locator("#login_submit").click()
        page.wait_for_url(f"**/user/{self.names[who]}/{place}**", timeout=PATIENCE * 1000)
        return page.url if "/lab/" in page.url else f"{self.address}/user/{self.names[who]}/lab?"

    @contextmanager
    def without_hub(self):
        """The hub is killed, and does not come back before this is over."""
        old = self.hub
        as_root("kill", "-STOP", str(self.demo))  # it would start the hub again
        as_root("kill", "-KILL", str(old))
        yield
        assert not _alive(old)
        as_root("kill", "-CONT", str(self.demo))
        deadline = time.monotonic() + PATIENCE
        while self.hub == old or not self._answers():
            assert time.monotonic() < deadline, "the hub does not come back"
            time.sleep(0.2)

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(f"{self.address}/hub/api/", timeout=10).close()
            return True
        except OSError:
            return False


def _alive(process: int) -> bool:
    """Whether it runs; one that ended, and nobody has asked after, does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@contextmanager
def opened(folder: Path):
    """A room with the tiny module in the trainer's course folder."""
    if SUDO and subprocess.run([*SUDO, "true"], capture_output=True).returncode:
        pytest.fail(
            "a room has Unix accounts, and only root can make them: run the tests as root, or with a sudo that "
            "asks for no password"
        )
    clone, log = folder / "clone", folder / "demo.log"
    shutil.copytree(HERE / "course", clone)
    shutil.copy(REPOSITORY / "nbgrader_config.py", clone)
    audio = course.build(clone, MODULE).parent / "audio"
    audio.mkdir()
    shutil.copy(RECORDING, audio / "message.mp3")
    command = [*SUDO, sys.executable, "-m", "exercises_lib", "hub", "demo", "--course", str(clone)]
    with log.open("w") as said:
        demo = subprocess.Popen(command, cwd="/", stdout=said, stderr=said)
    try:
        yield _read(demo, log)
    finally:
        demo.send_signal(signal.SIGTERM)  # sudo passes it on
        demo.wait(PATIENCE)


def _read(demo: subprocess.Popen, log: Path) -> Room:
    """What `make hub` told its user."""
    deadline = time.monotonic() + PATIENCE
    while "The hub is process" not in (said := log.read_text()):
        assert time.monotonic() < deadline and demo.poll() is None, f"no room was opened:\n{said}"
        time.sleep(0.1)
    accounts = re.findall(r"((\w+)-(\d+)) +password (\S+)", said)
    return Room(
        log,
        re.search(r"http://\S+", said)[0],
        Path(re.search(r"lies in (\S+);", said)[1]),
        {short: name for name, short, _, _ in accounts},
        {short: word for _, short, _, word in accounts},
        int(accounts[0][2]),
    )


def without_lab(page: Page) -> Page:
    """A window for who writes requests by hand: it signs in, and does not start JupyterLab, which is costly."""
    page.route("**/static/lab/**", lambda route: route.abort())
    return page


def fetched(page: Page) -> None:
    """Have the server whose page is open fetch the module, as a click on Fetch does."""
    page.evaluate((SCRIPTS / "fetch.js").read_text(), [COURSE_ID, MODULE])


def in_kernel(page: Page, code: str) -> str:
    """Run code in a new kernel of the server whose page is open. Returns what it printed."""
    return page.evaluate((SCRIPTS / "kernel.js").read_text(), code)


def in_terminal(page: Page, command: str) -> str:
    """Type a line into a new terminal of the server whose page is open. Returns what the terminal showed."""
    return page.evaluate((SCRIPTS / "terminal.js").read_text(), command)
