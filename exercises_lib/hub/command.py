"""`bpo hub`: the commands of a training room."""

from __future__ import annotations

import json as json_
import os
from pathlib import Path
from typing import Annotated

import typer

from exercises_lib.hub import room as room_

app = typer.Typer(
    help="A training room: one machine on which learners and trainers work in their browsers (deploy/README.md).",
    no_args_is_help=True,
    rich_markup_mode="markdown",
)

Folder = Annotated[Path, typer.Option("--room", help="The folder of the room.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the new accounts and their passwords as JSON.")]


@app.callback()
def _reach_the_programs_of_root() -> None:
    """`useradd` and its like are not where a plain `su` looks."""
    os.environ["PATH"] = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/sbin"])


@app.command()
def prepare(
    course: Annotated[Path | None, typer.Option(help="A clone of the course, for a trainer who has none yet.")] = None,
    folder: Folder = room_.FOLDER,
    json: AsJson = False,
) -> None:
    """Make the trainer's account, the exchange and the settings; put all rights right. Touches nobody's work.

    Example: `sudo bpo hub prepare --course .`
    """
    from exercises_lib.hub import prepare as prepare_

    room = room_.load(folder)
    password = prepare_.prepare(room, course and course.resolve())
    _tell({room.trainer: password} if password else {}, json)
    if not json:
        typer.echo(f"The room in {folder} is ready. To see what is right and what is not: bpo doctor --hub")


@app.command()
def add(
    names: Annotated[list[str], typer.Argument(help="Ids, such as learner07. Better no names of people.")],
    folder: Folder = room_.FOLDER,
    json: AsJson = False,
) -> None:
    """Make accounts for learners, and print their first passwords.

    Example: `sudo bpo hub add learner01 learner02 > passwords.txt`
    """
    from exercises_lib.hub import people

    _tell(people.add_learners(room_.load(folder), names), json)


@app.command()
def proxy(folder: Folder = room_.FOLDER) -> None:
    """Run the proxy. The service bpo-proxy does this.

    Example: `systemctl start bpo-proxy`
    """
    from exercises_lib.hub import programs

    programs.become_proxy(room_.load(folder))


@app.command()
def serve(folder: Folder = room_.FOLDER) -> None:
    """Run the hub. The service bpo-hub does this.

    Example: `systemctl start bpo-hub`
    """
    from exercises_lib.hub import programs

    programs.become_hub(room_.load(folder))


@app.command()
def demo(course: Annotated[Path, typer.Option(help="A clone of the course.")] = Path(".")) -> None:
    """Open a room on this machine with two learners and a trainer, until Ctrl-C. Needs root; leaves nothing behind.

    Example: `sudo bpo hub demo`, or `sudo make hub`
    """
    from exercises_lib.hub import demo as demo_

    demo_.run(course.resolve(), typer.echo)


def _tell(passwords: dict[str, str], json: bool) -> None:
    if json:
        typer.echo(json_.dumps(passwords))
    elif passwords:
        typer.echo("".join(f"{name}  {password}\n" for name, password in passwords.items()).rstrip())
