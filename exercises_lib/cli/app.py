"""The command `bpo` itself, and the options that most of its commands have."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from exercises_lib.faults import CourseFault
from exercises_lib.printable import printable


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
        except ModuleNotFoundError as fault:
            if not (role := _role_with(fault.name or "")):
                raise
            typer.echo(f"Stopped: {printable(MISSING.format(package=fault.name, role=role))}", err=True)
            raise typer.Exit(1) from None


MISSING = (
    "this needs the package {package}, which comes with a {role}'s installation and is not in this one. "
    "To get it, in the folder of the course: scripts/setup.sh {role}"
)
OF_DEVELOPERS = {"distributed", "psycopg"}


def _role_with(package: str) -> str:
    """The role of scripts/setup.sh that has a package which this installation lacks; empty where none is known."""
    if not find_spec("nbgrader"):
        return "trainer"
    return "developer" if package in OF_DEVELOPERS else ""


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
