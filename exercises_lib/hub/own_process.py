"""How the hub starts somebody's server: as a process of that Unix user, in its home, with the settings of its role."""

from __future__ import annotations

import os
import pwd
import resource
from collections.abc import Callable
from pathlib import Path

from jupyterhub.spawner import LocalProcessSpawner

from exercises_lib.hub import room as room_
from exercises_lib.hub.people import START

MOST_PROCESSES = 512  # of one learner, so that nobody can fill the machine with them


class OwnProcess(LocalProcessSpawner):  # type: ignore[misc]  # JupyterHub has no types
    """JupyterHub's spawner for Unix users, with a tighter start. The hub must run as root."""

    room: room_.Room  # set by deploy/jupyterhub_config.py

    @property
    def _learns(self) -> bool:
        return self.room.role(self.user.name) == "learner"

    @property
    def _place(self) -> Path:
        """Where the server works: nbgrader looks for its settings there."""
        return Path(pwd.getpwnam(self.user.name).pw_dir) if self._learns else self.room.course

    def make_preexec_fn(self, name: str) -> Callable[[], None]:
        become, place, learns = super().make_preexec_fn(name), self._place, self._learns

        def start() -> None:  # between fork and exec
            become()
            os.umask(0o077)  # also in /tmp others read nothing
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            if learns:
                resource.setrlimit(resource.RLIMIT_NPROC, (MOST_PROCESSES, MOST_PROCESSES))
            os.chdir(place)

        return start

    def user_env(self, env: dict[str, str]) -> dict[str, str]:
        env = super().user_env(env)
        settings = str(self.room.settings(self.room.role(self.user.name)))
        return env | {
            "PATH": f"{self.room.python.parent}:/usr/local/bin:/usr/bin:/bin",
            "JUPYTER_CONFIG_PATH": settings,
            "JUPYTER_PATH": settings,
            # short, as the path of a socket has 107 characters at most
            "JUPYTER_RUNTIME_DIR": f"{env['HOME']}/.bpo/run",
            "JUPYTERHUB_ROOT_DIR": str(self._place),
            "JUPYTERHUB_DEFAULT_URL": self._first_page if self._learns else "/formgrader",
        }

    @property
    def _first_page(self) -> str:
        """The page that says what to do, until there is a module; from then on JupyterLab as it was left."""
        begun = any(self._place.glob("*/answer_card.json"))
        return "/lab" if begun or not (self._place / START).exists() else f"/lab/tree/{START}"
