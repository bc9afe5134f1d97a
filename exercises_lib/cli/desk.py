"""`bpo report`, `read`, `agree`, `export` and `record`: what comes before and after a mark is told."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from exercises_lib.cli.app import Root, app, course_of, modules_of
from exercises_lib.desk.record import command as record
from exercises_lib.printable import printable


@app.command(rich_help_panel="For trainers")
def report(
    module: Annotated[list[str] | None, typer.Option(help="Only this module; may be given again.")] = None,
    team: Annotated[Path | None, typer.Option(help="A CSV file with the columns learner and team.")] = None,
    learner: Annotated[list[str] | None, typer.Option(help="Only this learner's page; may be given again.")] = None,
    names: Annotated[bool, typer.Option("--names/--no-names", help="Say who is who, or number the learners.")] = True,
    open_it: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    into: Annotated[Path, typer.Option("-o", "--output", help="Its folder; an old one is replaced.")] = Path("report"),
    root: Root = Path("."),
) -> None:
    """See how the class stands: who needs help, what to teach tomorrow, which exercises need work.

    Makes pages that open from a file, without a network, and the same tables as CSV. Reads what grading left; changes
    no mark.

    Example: `bpo report --open`, or for a talk with one learner `bpo report --learner ama --open`
    """
    from exercises_lib.desk.report import command

    order = command.Order(course_of(root), into.resolve(), module or [], learner or [], team, names)
    written = command.write(order)
    for note in written.notes:
        typer.echo(printable(note), err=True)
    typer.echo(f"The report is {printable(str(written.start))}")
    if open_it:
        typer.launch(written.start.as_uri())


@app.command(rich_help_panel="For trainers")
def read(
    module: Annotated[str, typer.Argument(help="The module, such as 04_empathy.")],
    names: Annotated[bool, typer.Option("--names/--no-names", help="Show who wrote an answer, or not.")] = True,
    open_it: Annotated[bool, typer.Option("--open/--no-open", help="Open the page in the browser.")] = True,
    root: Root = Path("."),
) -> None:
    """Read written answers and give a person's points: one after the other, the rubric beside each.

    Opens a page on this machine that only you can reach. What you save is in nbgrader's gradebook at once, so you may
    stop (Ctrl-C) and go on whenever you like.

    Example: `bpo read 04_empathy`, then `nbgrader generate_feedback 04_empathy --force`
    """
    from exercises_lib.desk.reader.server import Server

    server = Server(course_of(root), module, names)

    def ready(address: str) -> None:
        typer.echo(f"{len(server.desk.unread())} answers wait for you at {address}")
        typer.echo("Ctrl-C ends this; what you saved is kept.")
        if open_it:
            typer.launch(address)

    server.serve(ready)


@app.command(rich_help_panel="For trainers")
def agree(
    first: Annotated[Path, typer.Argument(help="A reader's marks: CSV (learner, exercise, points) or a gradebook.")],
    second: Annotated[Path, typer.Argument(help="The other reader's marks of the same answers.")],
) -> None:
    """Compare two readers who marked the same answers, so that they can read alike.

    Example: `bpo agree marks_of_lan.csv marks_of_kofi.csv`
    """
    from exercises_lib.desk import agree as agree_

    for line in agree_.lines(agree_.agree(agree_.read(first), agree_.read(second))):
        typer.echo(line)


@app.command(rich_help_panel="For trainers")
def export(
    to: Annotated[str, typer.Option(help="canvas, moodle, csv, excel or xapi.")],
    module: Annotated[list[str] | None, typer.Option(help="Only this module; may be given again.")] = None,
    students: Annotated[Path | None, typer.Option(help="The platform's list of people, as CSV.")] = None,
    percent: Annotated[bool, typer.Option("--percent", help="Percent in place of points.")] = False,
    home: Annotated[str, typer.Option(help="For xapi: the address of your platform, https://….")] = "",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Default: a file in export/.")] = None,
    root: Root = Path("."),
) -> None:
    """Write the marks as a file that a learning platform imports. What is not graded has no mark, never 0.

    Says who is missing in either list, who is not graded, and whose answers nobody has read yet.

    Examples: `bpo export --to canvas --students canvas.csv`, `bpo export --to moodle --module 04_empathy`
    """
    from exercises_lib.desk.export import command as export_

    if to not in list(export_.To):
        raise typer.BadParameter(f"there is no {to}; choose one of {', '.join(export_.To)}.")
    chosen = modules_of(root, module) if module else None
    order = export_.Order(course_of(root), export_.To(to), chosen, students, percent, home, output)
    export_.run(order, typer.echo)


app.add_typer(record.app, name="record", rich_help_panel="For trainers")
