"""The command `bpo` itself, and the options that most of its commands have."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from exercises_lib.faults import CourseFault
from exercises_lib.printable import printable

if TYPE_CHECKING:
    pass


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
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)

Root = Annotated[Path, typer.Option("--course", help="The course folder (the one with nbgrader_config.py).")]
Modules = Annotated[list[str] | None, typer.Argument(help="Modules, such as 01_analytical_skills. None means all.")]


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


def course_of(root: Path) -> Path:
    root = root.resolve()
    if not (root / "nbgrader_config.py").exists():
        raise typer.BadParameter(f"{root} is no course folder: it has no nbgrader_config.py. Use --course FOLDER.")
    return root


def modules_of(root: Path, modules: list[str] | None) -> list[str]:
    from exercises_lib import course_folder

    known = [module.id for module in course_folder.syllabus(course_of(root))]
    for module in modules or []:
        if module not in known:
            raise typer.BadParameter(f"there is no module {module}; the modules are {', '.join(known)}")
    return modules or known
