"""`bpo call`: try a caller in the terminal, and see where calls lead."""

from __future__ import annotations

import secrets
from pathlib import Path
from statistics import median
from typing import Annotated

import typer

from exercises_lib.simulator import files, marks, transcript, trials
from exercises_lib.simulator.draw import draw
from exercises_lib.simulator.engine import Call
from exercises_lib.simulator.sheet import Sheet

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


@app.command("draw")
def draw_(
    name: Name,
    calls: Annotated[int, typer.Option(help="How many are played at random; 10,000 take about ten seconds.")] = 2000,
    root: Root = Path("."),
) -> None:
    """See where calls lead: endings and lengths of play at random, what plays that look at no caller earn, and faults.

    Example: `bpo call draw late_parcel --calls 10000`
    """
    sheet = _sheet(name, root)
    trial = trials.random_play(sheet, calls)
    for ending, count in trial.endings.most_common():
        typer.echo(f"{count / calls:7.1%}  {ending}")
    middle = transcript.clock(median(trial.seconds))
    typer.echo(f"At random: {median(trial.moves):g} moves and {middle} in the middle, mean mark {trial.mark:.0%}.")
    for way, mark in trials.baselines(sheet).items():
        typer.echo(f"{mark:7.1%}  {way}")
    faults = trials.faults(sheet, calls)
    typer.echo("\n".join(faults) or "Every path ends as it says, and every line is met.")
    raise typer.Exit(1 if faults else 0)


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
    return files.load(name, root)
