"""`bpo lab` and `bpo progress`: what a learner types."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from exercises_lib.cli.app import Root, app
from exercises_lib.printable import printable


@app.command(rich_help_panel="For learners")
def lab(
    folder: Annotated[Path | None, typer.Option(help="Where your work is kept. Default: my_course.")] = None,
    port: Annotated[int, typer.Option(help="The first port to try, if another program has this one.")] = 8888,
    browser: Annotated[bool, typer.Option(help="Open the browser, or only print the address.")] = True,
    exchange: Annotated[Path | None, typer.Option(help="The folder in which your trainer hands out modules.")] = None,
    restore: Annotated[
        bool | None, typer.Option("--restore/--no-restore", help="Put back data files that changed; or do not ask.")
    ] = None,
    root: Root = Path("."),
) -> None:
    """Learn: open the lessons in JupyterLab, at the first one or where you stopped last time.

    New lessons are copied into your folder first. What you have written is never overwritten. To stop, press Ctrl-C.

    Example: `bpo lab`, or `bpo lab --folder ~/learning`, or on a server without a screen `bpo lab --no-browser`
    """
    from exercises_lib.learner import lab as lab_
    from exercises_lib.learner.own_folder import learners_folder

    folder = (folder or learners_folder(root)).expanduser().resolve()
    options = lab_.LabOptions(root.resolve(), folder, port, browser, exchange and exchange.resolve())
    options.put_back = typer.confirm if restore is None and sys.stdin.isatty() else lambda question: bool(restore)
    lab_.run(options, typer.echo)


@app.command(rich_help_panel="For learners")
def progress(
    folder: Annotated[Path | None, typer.Option(help="The folder with your modules. Default: my_course.")] = None,
) -> None:
    """Learn: see where you stand in all modules, and what to do next. Works offline; save your notebook first.

    Example: `bpo progress`, or `bpo progress --folder ~/learning`
    """
    from exercises_lib.learner.course_progress import CourseProgress
    from exercises_lib.learner.own_folder import learners_folder

    folder = (folder or learners_folder(Path("."))).expanduser().resolve()
    typer.echo("\n".join(map(printable, str(CourseProgress.of(folder)).splitlines())))
