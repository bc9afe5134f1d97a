"""The command `bpo`. Each command is a few lines here; the work is elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from exercises_lib.faults import CourseFault
from exercises_lib.printable import printable, terminal

if TYPE_CHECKING:
    from exercises_lib.doctor import Finding


class _Commands(TyperGroup):
    """All commands. What a person can mend is told in one line; a traceback is for faults of ours."""

    def invoke(self, ctx: Any) -> Any:  # typer keeps the type of a context to itself
        try:
            return super().invoke(ctx)
        except BrokenPipeError:  # `bpo doctor | head`: click ends quietly
            raise
        except (CourseFault, OSError) as fault:
            at = f": {fault.filename}" if isinstance(fault, OSError) and fault.filename else ""
            why = f"{fault.strerror}{at}" if isinstance(fault, OSError) and fault.strerror else str(fault)
            typer.echo(f"Stopped: {printable(why)}", err=True)
            raise typer.Exit(1) from None


app = typer.Typer(
    cls=_Commands,
    help="Tools for learners, trainers and authors of the course. Start with `bpo lab` or `bpo demo`; "
         "`bpo COMMAND --help` says more.",
    no_args_is_help=True, add_completion=False, rich_markup_mode="markdown", pretty_exceptions_enable=False,
)

Root = Annotated[Path, typer.Option("--course", help="The course folder (the one with nbgrader_config.py).")]
Modules = Annotated[list[str] | None, typer.Argument(help="Modules, such as 01_analytical_skills. None means all.")]


def main() -> None:
    app(prog_name="bpo")


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"bpo {version('bpo-course')}")
        raise typer.Exit


@app.callback()
def _all_commands(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print it.")] = False,
) -> None:
    pass


@app.command()
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
    from exercises_lib.demo import demo as demo_
    from exercises_lib.grading import storage

    storage.check()
    demo_.run(_course(root), into.resolve(), _modules(root, modules), everybody, terminal())


@app.command()
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


@app.command()
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


@app.command()
def build(modules: Modules = None, root: Root = Path(".")) -> None:
    """Make the notebooks in source/ from the text twins in course/. Run it after editing a module's text.

    Example: `bpo build 01_analytical_skills`
    """
    from exercises_lib.authoring import course

    for module in _modules(root, modules):
        typer.echo(f"built {course.build(_course(root), module)}")


@app.command()
def data(modules: Modules = None, root: Root = Path(".")) -> None:
    """Write the practice sample into source/MODULE/data: the tables and files that the syllabus names for the module.

    Example: `bpo data`
    """
    from exercises_lib import course_folder
    from exercises_lib.contact_centre import PRACTICE_SEED, write

    chosen = _modules(root, modules)
    for module in course_folder.syllabus(_course(root)):
        if module.id in chosen and module.tables:
            folder = course_folder.source_path(root, module.id).parent / "data"
            folder.mkdir(parents=True, exist_ok=True)
            write(PRACTICE_SEED, folder, module.tables)
            typer.echo(f"wrote {', '.join(module.tables)} into {folder}")


@app.command()
def check(
    modules: Modules = None,
    root: Root = Path("."),
    exercise: Annotated[str, typer.Option(help="Only this exercise: quicker, and enough while you write it.")] = "",
) -> None:
    """Prove that modules are fit for learners. Prints what is missing; fails (exit code 1) if anything is.

    Of a module that is fit it also says how many points a friend's answers would earn.

    Examples: `bpo check 01_analytical_skills`, `bpo check 01_analytical_skills --exercise csat`
    """
    from rich.text import Text

    from exercises_lib.authoring import check_command
    from exercises_lib.grading import storage

    storage.check()
    console, failed = terminal(), False
    colours = {check_command.HOLDS: "green", check_command.FAILS: "red"}
    for module, lines in check_command.check(_course(root), _modules(root, modules), exercise):
        console.rule(module)
        for sign, text in lines:
            failed = failed or sign == check_command.FAILS
            console.print(Text(sign, colours.get(sign, "")), text)
    raise typer.Exit(1 if failed else 0)


@app.command()
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
    from exercises_lib.grading import storage
    from exercises_lib.grading.cohort import pool

    storage.check()
    if not scheduler:
        pool.begin_early()  # before the imports below, which take two seconds

    from exercises_lib.grading.cohort import command

    console = terminal(stderr=True)
    options = command.GradeOptions(_course(root), module, learner or [], workers, scheduler, regrade, insecure)
    try:
        summary = command.grade(options, console)
    except KeyboardInterrupt:
        console.print("Stopped. What was done is kept; run the same command again to go on.", style="yellow")
        raise typer.Exit(130) from None
    except (CourseFault, OSError):
        console.print("What was done until now is kept; run the same command again to go on.", style="dim")
        raise
    raise typer.Exit(1 if summary.failed else 0)


@app.command()
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


def _room(folder: Path) -> Iterator[Finding]:
    from exercises_lib.hub import examine, room

    return examine.examine(room.load(folder))


@app.command()
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

    order = command.Order(_course(root), into.resolve(), module or [], learner or [], team, names)
    written = command.write(order)
    for note in written.notes:
        typer.echo(printable(note), err=True)
    typer.echo(f"The report is {printable(str(written.start))}")
    if open_it:
        typer.launch(written.start.as_uri())


@app.command()
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

    server = Server(_course(root), module, names)

    def ready(address: str) -> None:
        typer.echo(f"{len(server.desk.unread())} answers wait for you at {address}")
        typer.echo("Ctrl-C ends this; what you saved is kept.")
        if open_it:
            typer.launch(address)

    server.serve(ready)


@app.command()
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


@app.command()
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
    chosen = _modules(root, module) if module else None
    order = export_.Order(_course(root), export_.To(to), chosen, students, percent, home, output)
    export_.run(order, typer.echo)


def _add_record() -> None:
    from exercises_lib.desk.record import command

    app.add_typer(command.app, name="record")


_add_record()


def _add_call() -> None:
    from exercises_lib.simulator import command

    app.add_typer(command.app, name="call")


def _add_hub() -> None:
    from exercises_lib.hub import command

    app.add_typer(command.app, name="hub")


_add_call()
_add_hub()


def _course(root: Path) -> Path:
    root = root.resolve()
    if not (root / "nbgrader_config.py").exists():
        raise typer.BadParameter(f"{root} is no course folder: it has no nbgrader_config.py. Use --course FOLDER.")
    return root


def _modules(root: Path, modules: list[str] | None) -> list[str]:
    from exercises_lib import course_folder

    known = [module.id for module in course_folder.syllabus(_course(root))]
    for module in modules or []:
        if module not in known:
            raise typer.BadParameter(f"there is no module {module}; the modules are {', '.join(known)}")
    return modules or known


if __name__ == "__main__":
    main()
