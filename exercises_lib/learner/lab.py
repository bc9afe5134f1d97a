"""`bpo lab`: JupyterLab as a learner meets it. A folder with the modules, the first notebook open, nothing to set up.

Everything JupyterLab has to be told goes into a settings folder that lives as long as it runs; nothing is written into
a learner's home. What the learner's folder keeps for itself is in its hidden folder `.bpo`.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exercises_lib.faults import CourseFault
from exercises_lib.learner import data_files, originals

OURS = ".bpo"
EXCHANGE = Path("/usr/local/share/nbgrader/exchange")  # nbgrader's own place, where a trainer's computer has one


class NoLessons(CourseFault):
    """There is nothing to open; the text says what to do."""


@dataclass
class Order:
    """What to open. `root` is where the lessons come from: the course folder, or any folder that has a release/."""

    root: Path
    folder: Path
    port: int = 8888
    browser: bool = True
    exchange: Path | None = None
    put_back: Callable[[str], bool] = lambda question: False  # whether the learner wants changed files put back


def run(order: Order, say: Callable[[str], None]) -> None:
    """Bring the lessons into the learner's folder and run JupyterLab there until it is stopped. Raises NoLessons."""
    order.exchange = order.exchange or (EXCHANGE if EXCHANGE.is_dir() else None)
    make_releases(order.root, say)
    order.folder.mkdir(parents=True, exist_ok=True)
    for line in bring(order.root / "release", order.folder):
        say(line)
    offer_originals(order, say)
    if not order.exchange and not notebooks(order.folder):
        raise NoLessons(NOTHING.format(folder=order.folder, release=order.root / "release"))
    with tempfile.TemporaryDirectory(prefix="bpo-lab-") as settings:
        write_settings(Path(settings), order)
        serve(Path(settings), order, say)


NOTHING = (
    "There are no lessons here yet: {folder} is empty, and there is no folder {release}. "
    "Go to the folder that your trainer gave you and start again, or name it: bpo lab --folder FOLDER"
)
NO_NBGRADER = (
    "The lessons must be made once from the course's sources, and that takes nbgrader, which is not installed here. "
    "Run  scripts/setup.sh trainer  and start again."
)


# --- the lessons -----------------------------------------------------------------------------


def make_releases(root: Path, say: Callable[[str], None]) -> None:
    """In a clone of the course: make the release of each module that has none, or an older one. Raises NoLessons."""
    missing = stale(root)
    if not missing:
        return
    if importlib.util.find_spec("nbgrader") is None:
        raise NoLessons(NO_NBGRADER)
    for number, module in enumerate(missing, 1):
        say(f"Making lesson {number} of {len(missing)}: {module} …")
        command = [sys.executable, "-m", "nbgrader", "generate_assignment", module, "--force"]
        done = subprocess.run(command, cwd=root, env=environment(), capture_output=True, text=True)
        if done.returncode:
            stopped = re.search(r"Stopped: (.+)", done.stderr)  # a line of ours
            raise NoLessons(f"{module} could not be made: {stopped[1] if stopped else done.stderr[-2000:]}")


def stale(root: Path) -> list[str]:
    """The modules whose source is newer than their release; none outside a course folder."""
    if not (root / "nbgrader_config.py").exists():
        return []
    found = []
    for source in sorted(root.glob("source/*/*.ipynb")):
        release = root / "release" / source.parent.name / source.name
        if not release.exists() or release.stat().st_mtime < source.stat().st_mtime:
            found.append(source.parent.name)
    return found


def bring(release: Path, folder: Path) -> list[str]:
    """Copy released modules into the learner's folder. Returns what the learner should know.

    A module that the learner has worked in stays as it is, except that files which are missing are put back.
    """
    notes, brought = [], brought_modules(folder)
    for notebook in sorted(release.glob("[!.]*/*.ipynb")):  # a hidden folder is a release that is just being made
        module = notebook.parent.name
        mine, digest = folder / module / notebook.name, _digest(notebook)
        untouched = not mine.exists() or _digest(mine) == brought.get(module)
        if not untouched and brought.get(module) != digest:
            notes.append(NEWER.format(module=module))
        if untouched:
            notes += _put_aside(notebook.parent, folder / module)
        shutil.copytree(notebook.parent, folder / module, dirs_exist_ok=True,
                        copy_function=shutil.copyfile if untouched else _copy_missing)
        if untouched:
            brought[module] = digest
    if brought:
        (folder / OURS).mkdir(exist_ok=True)
        (folder / OURS / "brought.json").write_text(json.dumps(brought, indent=1))
    return notes


NEWER = (
    "{module} has changed since you began it. You keep your own copy. For the new one, give the folder {module} "
    "another name and start again."
)


def _put_aside(new: Path, mine: Path) -> list[str]:
    """Before an edition replaces another: keep the data files that the learner changed. Returns what to say."""
    came = originals.files_of(mine)
    changed = [mine / name for name in originals.files_of(new) if name in came and (mine / name).is_file()
               and not data_files.is_as(mine / name, came[name])]
    return [f"{path} is as it came. Your own copy is {aside.name}." for path in changed
            if (aside := originals.put_aside(path))]


def _copy_missing(source: str, target: str) -> None:
    if not os.path.exists(target):
        shutil.copyfile(source, target)


def offer_originals(order: Order, say: Callable[[str], None]) -> None:
    """Offer to put back data files that are not as they came."""
    found = originals.look_after(order.folder, order.root / "release")
    for changed in [changed for changed in found if changed.original is None]:
        say(f"{changed.path} is not as it came with the module. Fetch the module again and copy it from there.")
    restorable = [changed for changed in found if changed.original is not None]
    if restorable:
        say("Not as they came with the module: " + ", ".join(str(changed.path) for changed in restorable))
        if order.put_back("Put them back? Your own copies are kept beside them."):
            for changed in restorable:
                say(changed.put_back())
        else:
            say("They stay as they are. A right answer may look wrong with them. To put them back: bpo lab --restore")


def brought_modules(folder: Path) -> dict[str, str]:
    """The digest of each module's notebook as it was brought."""
    try:
        brought: object = json.loads((folder / OURS / "brought.json").read_text())
    except (OSError, ValueError):
        return {}
    return brought if isinstance(brought, dict) else {}


def _digest(path: Path) -> str:
    """Of what is written in a notebook's cells; running it or opening it changes nothing."""
    try:
        written = json.dumps([cell["source"] for cell in json.loads(path.read_bytes())["cells"]]).encode()
    except (ValueError, KeyError, TypeError):
        written = path.read_bytes()
    return hashlib.sha256(written).hexdigest()


def learners_folder(here: Path) -> Path:
    """Where to work when no folder is named: here, if the modules lie here; else in a folder of its own."""
    return here if any(here.glob("*/answer_card.json")) else here / "my_course"


def notebooks(folder: Path) -> list[Path]:
    """The modules' notebooks in a learner's folder, in the order of the course."""
    return sorted(folder / f"{card.parent.name}/{card.parent.name}.ipynb" for card in folder.glob("*/answer_card.json"))


def notebook_to_open(folder: Path) -> Path | None:
    """The notebook in which the learner worked last; the first one for a learner who has not begun."""
    brought, found = brought_modules(folder), notebooks(folder)
    begun = [path for path in found if _digest(path) != brought.get(path.parent.name, "")]
    return max(begun, key=lambda path: path.stat().st_mtime) if begun else next(iter(found), None)


# --- JupyterLab ------------------------------------------------------------------------------

LAB_SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/docmanager-extension:plugin": {"autosaveInterval": 20},
    "@jupyterlab/notebook-extension:tracker": {"autoStartDefaultKernel": True},
}
HIDDEN = [  # parts of JupyterLab's window that a learner does not need
    "@jupyter-notebook/lab-extension",
    "@jupyter/nbgrader:course-list",
    "@jupyter/nbgrader:create-assignment",
    "@jupyter/nbgrader:formgrader",
    "@jupyterlab/debugger-extension",
    "@jupyterlab/extensionmanager-extension",
    "jupyterlab-jupytext",
]
HIDDEN_WITHOUT_EXCHANGE = ["@jupyter/nbgrader:assignment-list", "@jupyter/nbgrader:menu"]
SERVER_PARTS_OFF = ["jupyterlab_jupytext", "nbgrader.server_extensions.formgrader"]


def write_settings(settings: Path, order: Order) -> None:
    """Everything JupyterLab has to be told, as files in the folder `settings`."""
    hidden = HIDDEN + ([] if order.exchange else HIDDEN_WITHOUT_EXCHANGE)
    _write(settings / "labconfig/default_setting_overrides.json", LAB_SETTINGS)
    _write(settings / "labconfig/page_config.json", {"disabledExtensions": dict.fromkeys(hidden, True)})
    _write(settings / "jupyter_server_config.json", {
        "ServerApp": {"jpserver_extensions": dict.fromkeys(SERVER_PARTS_OFF, False)},
    })
    (settings / "nbgrader_config.py").write_text(  # nbgrader looks for no other kind of file
        'c = get_config()\nc.CourseDirectory.course_id = "bpo"\n'
        f"c.Exchange.root = {str(order.exchange or EXCHANGE)!r}\n",
        encoding="utf-8",
    )
    # a kernel of this very Python; it explains errors from the first cell on, also after a restart
    _write(settings / "kernels/python3/kernel.json", {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", "--log-level=ERROR",
                 "--ext=exercises_lib.learner.beginner_errors"],
        "display_name": "Python 3 (ipykernel)", "language": "python",
    })


def _write(path: Path, content: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=1))


def serve(settings: Path, order: Order, say: Callable[[str], None]) -> None:
    """Run JupyterLab in the learner's folder until Ctrl-C."""
    os.environ.update(environment(), **{
        name: os.pathsep.join(filter(None, [str(settings), os.environ.get(name, "")]))
        for name in ("JUPYTER_CONFIG_PATH", "JUPYTER_PATH")
    })
    if not _is_home_writable():  # as on a shared machine; what JupyterLab keeps there is of no use tomorrow
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "MPLCONFIGDIR"):
            os.environ.setdefault(name, str(settings / "home"))
    os.chdir(order.folder)  # nbgrader's extensions look for settings here
    from jupyterlab.labapp import LabApp

    server = LabApp.initialize_server(options(order))
    say(READY.format(url=server.connection_url + f"?token={server.identity_provider.token}", folder=order.folder))
    if order.exchange:
        say(FROM_EXCHANGE)
    server.start()
    say(STOPPED)


def _is_home_writable() -> bool:
    try:
        return os.access(Path.home(), os.W_OK | os.X_OK)
    except RuntimeError:  # there is no home: a user that the system does not know
        return False


def options(order: Order) -> list[str]:
    first = notebook_to_open(order.folder)
    start = f"/lab/tree/{first.relative_to(order.folder).as_posix()}" if first else "/lab"
    return [
        f"--ServerApp.root_dir={order.folder}",
        f"--ServerApp.port={order.port}",
        f"--ServerApp.open_browser={order.browser}",
        f"--ServerApp.allow_root={getattr(os, 'geteuid', lambda: 1)() == 0}",  # as in a container
        "--ServerApp.answer_yes=True",  # Ctrl-C stops it without a question
        "--Application.log_level=ERROR",
        f"--IdentityProvider.token={secrets.token_hex(24)}",
        f"--LabApp.default_url={start}",
        f"--LabApp.workspaces_dir={order.folder / OURS / 'workspaces'}",
        "--LabApp.extension_manager=readonly",
    ]


READY = """
Your lessons are open in the browser. If you do not see them, open this address yourself:

    {url}

Your work is kept in {folder}
Keep this window open while you learn. To stop, save your notebook and press Ctrl-C here."""
FROM_EXCHANGE = (
    "To fetch a module, to hand it in and to get feedback, choose Nbgrader > Assignment List in the menu there."
)
STOPPED = "Stopped. Your work is saved in your folder. See you next time."


def environment() -> dict[str, str]:
    """This environment, with the commands of this Python first: nbgrader calls some of them by name."""
    commands = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    return os.environ | {"PATH": commands}
