"""`bpo call`: try a caller in the terminal, and see where calls lead."""

from __future__ import annotations

import secrets
from pathlib import Path
from statistics import median
from typing import Annotated

import typer

from exercises_lib.faults import CourseFault
from exercises_lib.printable import printable
from exercises_lib.simulator import cohort, files, marks, sensitivity, transcript, trials
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
    sheet = files.load(name, root)
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
        if step := call.do(reading.move):
            typer.echo("\n".join(transcript.turn(step)))
    _tell(call)


@app.command("draw")
def draw_(
    name: Name,
    calls: Annotated[int, typer.Option(help="How many are played in each way; 10,000 take a quarter of a minute.")] = (
        10_000
    ),
    root: Root = Path("."),
) -> None:
    """See where calls lead: at random and as experienced agents with slips play them, what plays that look at no
    caller earn, and faults of the sheet.

    Example: `bpo call draw late_parcel --calls 2000`
    """
    sheet = files.load(name, root)
    for way, play in (("random", trials.random_play), ("skilled", trials.skilled_play)):
        trial = play(sheet, calls)
        middle = transcript.clock(median(trial.seconds))
        typer.echo(
            f"{calls:,} {way} calls: {median(trial.moves):g} moves and {middle} in the middle, "
            f"mean mark {trial.mark:.0%}."
        )
        typer.echo(leads(trial, list(sheet.vocabulary.names)) + "\n")
    typer.echo("What plays that look at no caller earn:")
    for way, mark in trials.baselines(sheet).items():
        typer.echo(f"{mark:7.1%}  {way}")
    faults = trials.faults(sheet, calls)
    typer.echo("\n".join(faults) or "Every path ends as it says, and every line is met.")
    raise typer.Exit(1 if faults else 0)


@app.command("class")
def class_(
    module: Annotated[str, typer.Argument(help="The module, such as 06_patience.")], name: Name, root: Root = Path(".")
) -> None:
    """See where the calls of a class went wrong, from the notebooks that were handed in.

    Example: `bpo call class 06_patience late_parcel`
    """
    notebooks = sorted(root.glob(f"submitted/*/{module}/{module}.ipynb"))
    taken, unread = cohort.calls(files.load(name, root), notebooks)
    if not taken:
        raise CourseFault(f"In {len(notebooks)} notebooks of {module} nobody has begun the call {name}.")
    typer.echo(cohort.drawn(taken))
    for learner in unread:
        typer.echo(f"Not read, because the notebook is damaged: {printable(learner)}")


@app.command("sensitivity")
def sensitivity_(root: Root = Path(".")) -> None:
    """Which marks change when a number of the model moves by a quarter: the table of docs/simulator.md.

    Example: `bpo call sensitivity`
    """
    typer.echo(sensitivity.table(sensitivity.rows(files.all_of(root))))


def leads(trial: trials.Trial, names: list[str]) -> str:
    """A table of what leads where: of all calls, and of those with each move, how many in 100 end in each way."""
    endings = [ending for ending, _ in trial.endings.most_common()]
    width = max(len(ending) for ending in endings) + 2
    total = sum(trial.endings.values())
    lines = [f"{'with this move':20}" + "".join(f"{ending:>{width}}" for ending in endings)]
    lines.append(f"{'(all calls)':20}" + "".join(f"{trial.endings[ending] / total:{width}.0%}" for ending in endings))
    for name in names:
        if made := sum(trial.after[name, ending] for ending in endings):
            shares = "".join(f"{trial.after[name, ending] / made:{width}.0%}" for ending in endings)
            lines.append(f"{name:20}" + shares)
    return "\n".join(lines)


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
