"""`bpo demo`, `bpo grade` and `bpo doctor`: from what was handed in to marks."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from exercises_lib.cli.app import Modules, Root, app, course_of, modules_of
from exercises_lib.faults import CourseFault
from exercises_lib.printable import terminal

if TYPE_CHECKING:
    from exercises_lib.doctor import Finding


@app.command(rich_help_panel="For trainers")
def demo(
    modules: Modules = None,
    root: Root = Path("."),
    into: Annotated[Path, typer.Option(help="Its folder; an old demo is replaced.")] = Path("demo"),
    everybody: Annotated[bool, typer.Option("--everybody", help="The whole class hands in every module.")] = False,
) -> None:
    """See everything work: releases, a small class, marks and feedback, in a folder of their own.

    In one module the whole class hands in, with all that goes wrong in a real one; in the others two learners do.

    Example: `bpo demo`, or `bpo demo 02_billing_queries --into /tmp/demo`, or `bpo demo --everybody`
    """
    from exercises_lib.grading import storage

    storage.check()
    with _loading():
        from exercises_lib.demo import demo as demo_
    demo_.run(course_of(root), into.resolve(), modules_of(root, modules), everybody, terminal())


@app.command(rich_help_panel="For trainers")
def grade(
    module: Annotated[str, typer.Argument(help="The module, such as 01_analytical_skills.")],
    learner: Annotated[list[str] | None, typer.Option(help="Only this learner; may be given again.")] = None,
    workers: Annotated[int | None, typer.Option(help="Processes on this machine. Default: one for each core.")] = None,
    scheduler: Annotated[str, typer.Option(help="A Dask cluster instead, such as tls://10.0.0.5:8786.")] = "",
    insecure: Annotated[bool, typer.Option("--insecure", help="Use a cluster that is open to its network.")] = False,
    regrade: Annotated[bool, typer.Option("--regrade", help="Grade all again; say whose marks changed.")] = False,
    root: Root = Path("."),
) -> None:
    """Grade everybody who handed in a module, on all cores. The same marks as `nbgrader autograde`, sooner.

    Stop it whenever you like (Ctrl-C): run it again and it goes on where it stopped. Manual marks and comments are
    kept. Each run leaves a result file in `results/`, one line for each learner and exercise.

    Example: `bpo grade 01_analytical_skills`, or after a key was put right: `bpo grade 01_analytical_skills --regrade`
    """
    from exercises_lib.grading import storage, without_pages
    from exercises_lib.grading.process import starter

    storage.check()
    folder = course_of(root)
    workers = workers or os.cpu_count() or 1
    begun = 0 if scheduler else min(workers, len(learner or []) or workers)
    with starter.begin(begun, folder) as warm:  # beside the imports below, which take a second
        console = terminal(stderr=True)
        try:
            with _loading():
                without_pages.load()
                from exercises_lib.grading.cohort import command
            options = command.GradeOptions(folder, module, learner or [], workers, scheduler, regrade, insecure)
            summary = command.grade(options, console, warm)
        except KeyboardInterrupt:
            console.print("Stopped. What was done is kept; run the same command again to go on.", style="yellow")
            raise typer.Exit(130) from None
        except (CourseFault, OSError):
            console.print("What was done until now is kept; run the same command again to go on.", style="dim")
            raise
    raise typer.Exit(1 if summary.failed else 0)


@app.command(rich_help_panel="For trainers")
def doctor(
    root: Root = Path("."),
    hub: Annotated[bool, typer.Option("--hub", help="Examine a training room instead (needs root).")] = False,
    room: Annotated[Path, typer.Option(help="The folder of the room.")] = Path("/opt/bpo"),
) -> None:
    """Say what this machine offers for grading, what is missing and how to get it. Exit code 1 if it cannot work.

    Example: `bpo doctor`, or for a training room `sudo bpo doctor --hub`
    """
    from rich.text import Text

    from exercises_lib import doctor as doctor_

    console, failed = terminal(), False
    marks = {doctor_.GOOD: Text("✓", "green"), doctor_.LESS: Text("!", "yellow"), doctor_.BAD: Text("✗", "red")}
    for finding in _room(room) if hub else doctor_.examine(root.resolve()):
        failed = failed or finding.state == doctor_.BAD
        console.print(marks[finding.state], f"{finding.what}: {finding.found}")
        if finding.advice:
            console.print("   →", finding.advice, style="dim")
    raise typer.Exit(1 if failed else 0)


@contextmanager
def _loading() -> Iterator[None]:
    """All that is imported meanwhile stays: looking through it for what could go would take a seventh of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _room(folder: Path) -> Iterator[Finding]:
    from exercises_lib.hub import examine, room

    return examine.examine(room.load(folder))
