"""`bpo lab`: JupyterLab as a learner meets it. A folder with the modules, the first notebook open, nothing to set up.

Everything JupyterLab has to be told goes into a settings folder that lives as long as it runs; nothing is written into
a learner's home.
"""

from __future__ import annotations

import json
import os
import secrets
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from exercises_lib.environment import with_commands
from exercises_lib.learner import originals
from exercises_lib.learner.own_folder import OURS, NoLessons, bring, make_releases, notebook_to_open, notebooks

EXCHANGE = Path("/usr/local/share/nbgrader/exchange")  # nbgrader's own place, where a trainer's computer has one


@dataclass
class LabOptions:
    """`root` is where the lessons come from: the course folder, or any folder that has a release/."""

    root: Path
    folder: Path
    port: int = 8888
    browser: bool = True
    exchange: Path | None = None
    put_back: Callable[[str], bool] = lambda question: False  # whether the learner wants changed files put back


def run(options: LabOptions, say: Callable[[str], None]) -> None:
    """Bring the lessons into the learner's folder and run JupyterLab there until it is stopped. Raises NoLessons."""
    options.exchange = options.exchange or (EXCHANGE if EXCHANGE.is_dir() else None)
    make_releases(options.root, say)
    options.folder.mkdir(parents=True, exist_ok=True)
    for line in bring(options.root / "release", options.folder):
        say(line)
    offer_originals(options, say)
    if not options.exchange and not notebooks(options.folder):
        raise NoLessons(NOTHING.format(folder=options.folder, release=options.root / "release"))
    with tempfile.TemporaryDirectory(prefix="bpo-lab-") as settings:
        write_settings(Path(settings), options)
        serve(Path(settings), options, say)


def offer_originals(options: LabOptions, say: Callable[[str], None]) -> None:
    """Offer to put back data files that are not as they came."""
    found = originals.look_after(options.folder, options.root / "release")
    for changed in [changed for changed in found if changed.original is None]:
        say(f"{changed.path} is not as it came with the module. Fetch the module again and copy it from there.")
    restorable = [changed for changed in found if changed.original is not None]
    if restorable:
        say("Not as they came with the module: " + ", ".join(str(changed.path) for changed in restorable))
        if options.put_back("Put them back? Your own copies are kept beside them."):
            for changed in restorable:
                say(changed.put_back())
        else:
            say("They stay as they are. A right answer may look wrong with them. To put them back: bpo lab --restore")


NOTHING = (
    "There are no lessons here yet: {folder} is empty, and there is no folder {release}. "
    "Go to the folder that your trainer gave you and start again, or name it: bpo lab --folder FOLDER"
)

LAB_SETTINGS = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    "@jupyterlab/docmanager-extension:plugin": {
        "autosaveInterval": 20,
        "defaultViewers": {"markdown": "Markdown Preview"},  # to be read, not to be written
    },
    "@jupyterlab/notebook-extension:tracker": {
        "autoStartDefaultKernel": True,
        "codeCellConfig": {"lineWrap": True},  # a reply to a customer is one long line
    },
}
PAGE = {"buildCheck": False}  # learners build no JupyterLab; where Node.js is, to look costs each page seconds
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


def write_settings(settings: Path, options: LabOptions) -> None:
    """Everything JupyterLab has to be told, as files in the folder `settings`."""
    hidden = HIDDEN + ([] if options.exchange else HIDDEN_WITHOUT_EXCHANGE)
    write_json(settings / "labconfig/default_setting_overrides.json", LAB_SETTINGS)
    write_json(settings / "labconfig/page_config.json", PAGE | {"disabledExtensions": dict.fromkeys(hidden, True)})
    write_json(
        settings / "jupyter_server_config.json",
        {
            "ServerApp": {"jpserver_extensions": dict.fromkeys(SERVER_PARTS_OFF, False)},
            "LanguageServerManager": {"autodetect": False},  # learners have none; where npm is, to look starts it
        },
    )
    (settings / "nbgrader_config.py").write_text(  # nbgrader looks for no other kind of file
        'c = get_config()\nc.CourseDirectory.course_id = "bpo"\n'
        f"c.Exchange.root = {str(options.exchange or EXCHANGE)!r}\n",
        encoding="utf-8",
    )
    # a kernel of this very Python; it explains errors from the first cell on, also after a restart
    write_json(
        settings / "kernels/python3/kernel.json",
        {
            "argv": [
                sys.executable,
                "-m",
                "ipykernel_launcher",
                "-f",
                "{connection_file}",
                "--log-level=ERROR",
                "--ext=exercises_lib.learner.beginner_errors",
            ],
            "display_name": "Python 3 (ipykernel)",
            "language": "python",
        },
    )


def write_json(path: Path, content: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, indent=1))


def serve(settings: Path, options: LabOptions, say: Callable[[str], None]) -> None:
    """Run JupyterLab in the learner's folder until Ctrl-C."""
    os.environ.update(
        with_commands(),
        **{
            name: os.pathsep.join(filter(None, [str(settings), os.environ.get(name, "")]))
            for name in ("JUPYTER_CONFIG_PATH", "JUPYTER_PATH")
        },
    )
    if not _is_home_writable():  # as on a shared machine; what JupyterLab keeps there is of no use tomorrow
        for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR", "MPLCONFIGDIR"):
            os.environ.setdefault(name, str(settings / "home"))
    os.chdir(options.folder)  # nbgrader's extensions look for settings here
    from jupyterlab.labapp import LabApp

    server = LabApp.initialize_server(command_line(options))
    say(READY.format(url=server.connection_url + f"?token={server.identity_provider.token}", folder=options.folder))
    if options.exchange:
        say(FROM_EXCHANGE)
    server.start()
    say(STOPPED)


def _is_home_writable() -> bool:
    try:
        return os.access(Path.home(), os.W_OK | os.X_OK)
    except RuntimeError:  # there is no home: a user that the system does not know
        return False


def command_line(options: LabOptions) -> list[str]:
    """What JupyterLab is started with."""
    first = notebook_to_open(options.folder)
    start = f"/lab/tree/{first.relative_to(options.folder).as_posix()}" if first else "/lab"
    return [
        f"--ServerApp.root_dir={options.folder}",
        f"--ServerApp.port={options.port}",
        f"--ServerApp.open_browser={options.browser}",
        f"--ServerApp.allow_root={getattr(os, 'geteuid', lambda: 1)() == 0}",  # as in a container
        "--ServerApp.answer_yes=True",  # Ctrl-C stops it without a question
        "--Application.log_level=ERROR",
        f"--IdentityProvider.token={secrets.token_hex(24)}",
        f"--LabApp.default_url={start}",
        f"--LabApp.workspaces_dir={options.folder / OURS / 'workspaces'}",
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
