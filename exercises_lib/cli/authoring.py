"""`bpo build`, `bpo data` and `bpo check`: what an author types."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from exercises_lib.cli.app import Modules, Root, app, course_of, modules_of
from exercises_lib.printable import terminal


@app.command(rich_help_panel="For authors")
def build(modules: Modules = None, root: Root = Path(".")) -> None:
    """Make the notebooks in source/ from the text twins in course/. Run it after editing a module's text.

    Example: `bpo build 01_analytical_skills`
    """
    from exercises_lib.authoring import course

    for module in modules_of(root, modules):
        typer.echo(f"built {course.build(course_of(root), module)}")


@app.command(rich_help_panel="For authors")
def data(modules: Modules = None, root: Root = Path(".")) -> None:
    """Write the practice sample into source/MODULE/data: the tables and files that the syllabus names for the module.

    Example: `bpo data`
    """
    from exercises_lib import course_folder
    from exercises_lib.contact_centre import PRACTICE_SEED, write

    chosen = modules_of(root, modules)
    for module in course_folder.syllabus(course_of(root)):
        if module.id in chosen and module.tables:
            folder = course_folder.source_path(root, module.id).parent / "data"
            folder.mkdir(parents=True, exist_ok=True)
            write(PRACTICE_SEED, folder, module.tables)
            typer.echo(f"wrote {', '.join(module.tables)} into {folder}")


@app.command(rich_help_panel="For authors")
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
    for module, lines in check_command.check(course_of(root), modules_of(root, modules), exercise):
        console.rule(module)
        for sign, text in lines:
            failed = failed or sign == check_command.FAILS
            console.print(Text(sign, colours.get(sign, "")), text)
    raise typer.Exit(1 if failed else 0)
