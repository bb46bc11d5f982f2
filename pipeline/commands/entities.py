"""`dixit entities`: doubtful names are judged by a person, and judgements are checked against each other."""

from datetime import date
from getpass import getuser
from typing import Annotated

import typer

from pipeline.commands.shared import SeedsOption, WarehouseOption

ANSWERS = {"s": "same", "d": "different"}


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help="Judge doubtful names; check the judgements.", no_args_is_help=True)
    group.command()(review)
    group.command()(check)
    app.add_typer(group, name="entities")


def review(
    *,
    seeds: SeedsOption,
    warehouse: WarehouseOption,
    by: Annotated[str | None, typer.Option(help="Who judges; your login where left out.")] = None,
    most: Annotated[int, typer.Option(min=1, help="How many pairs to ask about.")] = 20,
) -> None:
    """Ask about the most frequent doubtful pairs, and write each answer to _judgements.csv beside the drops."""
    from pipeline.drops import append_judgement, folders, read_authorities, read_judgements
    from pipeline.extract.entities import doubtful_pairs

    frames = folders(seeds, warehouse).frames
    pairs = doubtful_pairs(
        frames.present("mentions").collect(),
        frames.present("articles").drop("text").collect(),
        read_authorities(seeds),
        read_judgements(seeds),
    )
    for left, right, kind, score, method, n_left, n_right in pairs.head(most).iter_rows():
        typer.echo(f"{left} ({n_left})  |  {right} ({n_right})  {kind}, {method}, {score:.2f}")
        answer = typer.prompt("same, different, next, quit [s/d/n/q]", default="n").strip().lower()[:1]
        if answer == "q":
            break
        if answer in ANSWERS:
            why = typer.prompt("why", default="", show_default=False)
            judged = {"left": left, "right": right, "verdict": ANSWERS[answer], "why": why}
            append_judgement(seeds, judged | {"by": by or getuser(), "on": date.today().isoformat()})  # noqa: DTZ011 - the judge's own day


def check(seeds: SeedsOption) -> None:
    """Name the judgements that contradict each other; exit code 1 where there are any."""
    from pipeline.drops import read_judgements
    from pipeline.extract.entities.judgements import contradictions

    found = contradictions(read_judgements(seeds))
    for left, right, chain in found.iter_rows():
        typer.echo(f"{left} and {right} are judged different, and the same: {chain}")
    raise typer.Exit(0 if found.is_empty() else 1)
