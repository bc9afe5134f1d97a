"""A training room: one machine with a hub, a trainer's account and an account for each learner.

All that belongs to it lies in one folder, `/opt/bpo` if nobody says otherwise. Its `room.toml` holds what may be
chosen.
Only root may change what is there; learners can read the packages and the settings, and nothing in `state/`.
"""

from __future__ import annotations

import dataclasses
import json
import pwd
import tomllib
from dataclasses import dataclass
from pathlib import Path

from exercises_lib.faults import CourseFault

FOLDER = Path("/opt/bpo")
SETTINGS = "room.toml"
COURSE_ID = "bpo"  # as in nbgrader_config.py


class RoomFault(CourseFault):
    """Something about the room that a person can mend; the text says how."""


@dataclass(frozen=True)
class Room:
    """What may be chosen, and where everything lies."""

    folder: Path = FOLDER
    exchange: str = "/usr/local/share/nbgrader/exchange"  # nbgrader's own place
    trainer: str = "trainer"  # the Unix account that holds the course folder
    learners: str = "bpo-learners"  # the Unix group of those who learn
    homes: str = "/home"  # where their homes are made
    address: str = "http://127.0.0.1:8000"  # where the proxy listens; TLS is in front of it
    hub_port: int = 8081
    proxy_port: int = 8001  # on which the hub tells the proxy where everybody's server is

    @property
    def python(self) -> Path:
        return self.folder / "venv/bin/python"

    @property
    def bpo(self) -> Path:
        return self.folder / "venv/bin/bpo"

    @property
    def proxy(self) -> Path:
        return self.folder / "proxy/node_modules/configurable-http-proxy/bin/configurable-http-proxy"

    @property
    def state(self) -> Path:
        """The hub's own: its database, the cookies' secret, the proxy's token. Root's alone."""
        return self.folder / "state"

    @property
    def token(self) -> Path:
        """A line `CONFIGPROXY_AUTH_TOKEN=…`, as systemd reads it."""
        return self.state / "proxy.env"

    def settings(self, role: str) -> Path:
        """What JupyterLab is told in the servers of a role, `learner` or `trainer`."""
        return self.folder / "settings" / role

    @property
    def course(self) -> Path:
        """The trainer's course folder, with source, submissions and gradebook. KeyError without that account."""
        return Path(pwd.getpwnam(self.trainer).pw_dir) / "course"

    def role(self, name: str) -> str:
        return "trainer" if name == self.trainer else "learner"

    def save(self) -> None:
        chosen = {name: value for name, value in dataclasses.asdict(self).items() if name != "folder"}
        lines = [f"{name} = {json.dumps(value)}\n" for name, value in chosen.items()]  # TOML writes these as JSON does
        (self.folder / SETTINGS).write_text(
            "# After a change: bpo hub prepare, and restart the two services.\n" + "".join(lines), encoding="utf-8"
        )


def load(folder: Path = FOLDER) -> Room:
    """The room in a folder. Raises RoomFault where there is none, or where its settings are odd."""
    path = folder / SETTINGS
    try:
        chosen = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RoomFault(
            f"there is no {path}. Install the room first (deploy/README.md), or name its folder: --room FOLDER"
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise RoomFault(f"{path} cannot be read: {fault}") from None
    kinds = {
        field.name: str if field.type == "str" else int for field in dataclasses.fields(Room) if field.name != "folder"
    }
    for name, value in chosen.items():
        if name not in kinds:
            raise RoomFault(f"{path}: there is no setting `{name}`; there are {', '.join(kinds)}")
        if type(value) is not kinds[name]:
            raise RoomFault(f"{path}: `{name}` must be {'a text' if kinds[name] is str else 'a number'}")
    return Room(folder, **chosen)
