"""The command `bpo`. Each command is a few lines here; the work is elsewhere.

A file for each of those who type them: learning, authoring, grading, desk. What all share is in app.py.
"""

from __future__ import annotations

# ruff: noqa: F401, I001  (their commands, in the order of the help page)
import atexit
import os
import sys
import threading

from exercises_lib.cli import learning
from exercises_lib.cli import grading
from exercises_lib.cli import desk
from exercises_lib.cli import authoring
from exercises_lib.cli.app import app
from exercises_lib.hub import command as hub
from exercises_lib.simulator import command as call

app.add_typer(call.app, name="call", rich_help_panel="For authors")
app.add_typer(hub.app, name="hub", rich_help_panel="For trainers")


def main() -> None:
    """Run the command, and leave at once when it is over: Python takes a while to take apart all that it imported."""
    try:
        app(prog_name="bpo")
    except SystemExit as end:
        if type(end.code) is not int or threading.active_count() > 1:
            raise
        atexit._run_exitfuncs()
        try:
            sys.stdout.flush()
            sys.stderr.flush()
        except OSError:
            raise end from None  # Python says so
        os._exit(end.code)
