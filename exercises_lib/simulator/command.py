"""`bpo call`: try a caller in the terminal, and see where calls lead."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Annotated

import typer

from exercises_lib.simulator import files, marks, transcript
from exercises_lib.simulator.draw import draw
from exercises_lib.simulator.engine import Call
from exercises_lib.simulator.sheet import Sheet, SheetFault

app = typer.Typer(help="Callers of the conversation simulator: try one, or see where calls lead.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(help="The sheet, such as late_parcel: course/callers/late_parcel.md.")]
Root = Annotated[Path, typer.Option("--course", help="The course folder.")]


@app.command("try")
def try_(
    name: Name,
    caller: Annotated[str, typer.Option(help="The caller's number; a new one is drawn if none is given.")] = "",
    root: Root = Path("."),
) -> None:
    """Take a call in the terminal: type what you would do, or its number. An empty line ends.

    Example: `bpo call try late_parcel`, or the same caller again: `bpo call try late_parcel --caller 7f3a91`
    """
    sheet = _sheet(name, root)
    seed = caller or secrets.token_hex(3)
    call = Call(sheet, draw(sheet, seed))
    typer.echo(f"caller {seed} · {sheet.title}\n{_numbered(sheet)}\n\n0:00  Caller: {call.opening}")
    while not call.ending:
        typed = typer.prompt("You", default="", show_default=False)
        if not typed:
            break
        reading = sheet.vocabulary.read(typed)
        if reading.move is None:
            perhaps = f" Did you mean {' or '.join(reading.perhaps)}?" if reading.perhaps else ""
            typer.echo(f"       That is no move of this call.{perhaps}")
            continue
        typer.echo("\n".join(transcript.turn(call.do(reading.move))))
    _tell(call)


def _tell(call: Call) -> None:
    verdict = marks.judge(call)
    typer.echo(f"\n{transcript.clock(call.clock)}  The call has ended: {verdict.ending}.")
    if not verdict.right_ending:
        typer.echo(f"This caller needed the ending “{verdict.needed}”.")
    for judged in verdict.rules:
        typer.echo(f"  {'✓' if judged.kept else '–'} {judged.rule.pattern.text} ({judged.rule.points})")
    for message in verdict.mistakes:
        typer.echo(f"  {message}")
    typer.echo(f"Mark: {verdict.mark:.0%}")


def _numbered(sheet: Sheet) -> str:
    meanings = sheet.vocabulary.meanings
    return "\n".join(f"{number:3}  {name:16} {meanings[name]}" for number, name in enumerate(meanings, 1))


def _sheet(name: str, root: Path) -> Sheet:
    try:
        return files.load(name, root)
    except SheetFault as fault:
        typer.echo(str(fault), err=True)
        raise typer.Exit(1) from None
