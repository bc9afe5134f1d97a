"""`bpo record`: records of completion, made, signed and verified."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from typer.core import TyperGroup

SIGNER_NOT_KNOWN = (
    "UNCHANGED since it was signed; WHO signed it is not known. Compare the fingerprint of the key with the one that "
    "the trainer gave you, or name the trainer's public key: --key FILE"
)


class _MakeUnlessNamed(TyperGroup):
    """`bpo record LEARNER` is `bpo record make LEARNER`."""

    def parse_args(self, ctx, args):
        if args and args[0] not in (*self.commands, *ctx.help_option_names):
            args = ["make", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_MakeUnlessNamed, no_args_is_help=True, rich_markup_mode="markdown",
    help="Records of completion: `bpo record LEARNER` or `bpo record --all` makes them, for those who passed.",
)  # fmt: skip


@app.command()
def make(
    learner: Annotated[list[str] | None, typer.Argument(help="Who gets a record.")] = None,
    everybody: Annotated[bool, typer.Option("--all", help="All who passed.")] = False,
    module: Annotated[list[str] | None, typer.Option(help="Only this module; may be given again.")] = None,
    by: Annotated[str, typer.Option(help="Who issues it, such as 'Ines Duarte, Harbour Training'.")] = "",
    students: Annotated[Path | None, typer.Option(help="A list with the learners' names, as CSV.")] = None,
    with_badge: Annotated[bool, typer.Option("--badge", help="An Open Badge 3.0 as well, beside each record.")] = False,
    output: Annotated[Path, typer.Option("-o", "--output", help="The folder for the records.")] = Path("records"),
    root: Annotated[Path, typer.Option("--course", help="The course folder.")] = Path("."),
) -> None:
    """Make a signed record of completion, one HTML file, for each learner who passed every module (or those named).

    Says what is missing where there is no record yet.

    Examples: `bpo record ama --by "Ines Duarte"`, `bpo record --all --module 01_analytical_skills`
    """
    from exercises_lib.desk.record import issue

    if bool(learner) == everybody:
        raise typer.BadParameter("name the learners, or say --all.")
    order = issue.Order(root.resolve(), learner or [], module or [], by, students, with_badge, output)
    raise typer.Exit(0 if issue.run(order, typer.echo) else 1)


@app.command()
def key(
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write the public key into this file.")] = None,
) -> None:
    """Make the key that signs your records, once, and show its public part. A key that is there stays as it is.

    Example: `bpo record key -o trainer_key.pem`; give that file, or the fingerprint, to all who verify your records.
    """
    from exercises_lib.desk.record import badge, trainer_key

    new = trainer_key.make()
    public = trainer_key.private().public_key()
    typer.echo(f"{'Made your key' if new else 'Your key is'} {trainer_key.place()}. Keep a copy; give it to nobody.")
    typer.echo(f"Its fingerprint, for everybody: {trainer_key.fingerprint(public)}")
    typer.echo(f"As an issuer of Open Badges it is {badge.issuer_id(public)}")
    if output:
        output.write_text(trainer_key.public_pem(public))
        typer.echo(f"Its public part, for everybody: {output}")
    else:
        typer.echo(f"Its public part, for everybody:\n{trainer_key.public_pem(public)}")


@app.command()
def verify(
    file: Annotated[Path, typer.Argument(help="The record, as the trainer made it.")],
    key: Annotated[Path | None, typer.Option(help="The trainer's public key; else your own is tried.")] = None,
) -> None:
    """Say whether a record was changed, and who signed it. Works offline.

    Exit code 0: unchanged, and signed with the key that you know. 1: not valid. 2: unchanged, but the signer is not
    known; compare the fingerprint.

    Example: `bpo record verify ama.html --key trainer_key.pem`
    """
    from exercises_lib.desk.record import signed_page, trainer_key

    known = trainer_key.read_public(key) if key else None
    verdict = signed_page.verify(file.read_text(encoding="utf-8", errors="replace"), known)
    if verdict.problem:
        typer.echo(f"NOT VALID. {verdict.problem}")
    if verdict.signer:
        typer.echo("\n".join(["What was signed:", *verdict.told]))
        typer.echo(f"key       {trainer_key.fingerprint(verdict.signer)}")
    if verdict.problem or verdict.signer is None:
        raise typer.Exit(1)
    if known is None and trainer_key.own_fingerprint() != trainer_key.fingerprint(verdict.signer):
        typer.echo(SIGNER_NOT_KNOWN)
        raise typer.Exit(2)
    typer.echo(f"VALID. Nothing was changed since it was signed with {'that' if known else 'your own'} key.")
