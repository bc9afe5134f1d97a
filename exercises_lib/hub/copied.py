"""A room from what is installed here already: the demonstration needs no download.

`deploy/install.sh` installs a room that lasts. Here the packages of this Python are taken over as they are, with hard
links where the disk allows. What is not taken over is the clone: a room has the package, and no solutions.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from exercises_lib.hub.room import Room, RoomFault

CLONE = Path(__file__).parents[2]


def install(room: Room) -> None:
    """Lay packages, proxy and the hub's settings into the room's folder. Raises RoomFault."""
    if not (CLONE / "deploy/proxy/node_modules").is_dir():
        raise RoomFault("the proxy is not installed; run: scripts/setup.sh developer")
    shutil.copytree(CLONE / "deploy/proxy", room.folder / "proxy", symlinks=True)
    shutil.copy(CLONE / "deploy/jupyterhub_config.py", room.folder)
    environment, here = room.folder / "venv", Path(sys.prefix)
    subprocess.run([_python(), "-m", "venv", "--without-pip", environment], check=True)
    packages = Path(sysconfig.get_path("purelib"))
    new = environment / packages.relative_to(here)
    shutil.copytree(packages, new, dirs_exist_ok=True, copy_function=_link, ignore=_ours)
    shutil.copytree(CLONE / "exercises_lib", new / "exercises_lib")  # compiled: those who use it may not write there
    for folder in ("etc", "share"):  # what JupyterLab's extensions bring
        shutil.copytree(here / folder, environment / folder, copy_function=_link)
    for command in (here / "bin").iterdir():
        text = command.read_bytes()
        if text.startswith(f"#!{here}".encode()):
            (environment / "bin" / command.name).write_bytes(text.replace(bytes(here), bytes(environment)))
            (environment / "bin" / command.name).chmod(0o755)


def _python() -> str:
    """A Python of this version that every user may run; root's own pyenv, for example, is none."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for candidate in (os.path.realpath(sys.executable), f"/usr/bin/{version}", f"/usr/local/bin/{version}"):
        try:
            if subprocess.run([candidate, "-c", "import venv"], user="nobody", cwd="/").returncode == 0:
                return candidate
        except OSError:
            continue
    raise RoomFault(
        f"there is no {version} here that every user may run, as learners must; "
        f"the one in use is {os.path.realpath(sys.executable)}. Try: sudo apt install {version}-venv"
    )


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another disk
        shutil.copy2(source, target)


def _ours(folder: str, names: list[str]) -> set[str]:
    """Our own package is linked to the clone here."""
    return {name for name in names if name.startswith(("_bpo_course", "_exercises_lib")) and name.endswith(".pth")}
