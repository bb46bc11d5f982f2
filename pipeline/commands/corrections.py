"""`dixit corrections`: what people corrected, what became of it, and the corrected articles as gold."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.shared import (
    CsvOption,
    JsonOption,
    SeedsOption,
    WarehouseOption,
    form_of,
    print_rows,
)

if TYPE_CHECKING:
    import polars as pl

    from pipeline.drops import Folders

WAITING = "waiting"


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(
        help="What people corrected in _corrections.csv: list it, check it, take it away as gold.",
        no_args_is_help=True,
    )
    group.command("list")(show)
    group.command()(check)
    group.command()(gold)
    app.add_typer(group, name="corrections")


def show(
    *, seeds: SeedsOption, warehouse: WarehouseOption, csv: CsvOption = False, json: JsonOption = False
) -> None:
    """List the corrections in the order of the file, with what becomes of each; `waiting` until the next ingest."""
    from pipeline.drops import folders

    columns = ("status", "field", "value", "text", "path", "corrected_by", "corrected_on", "why", "reason")
    print_rows(_told(folders(seeds, warehouse)).select(columns), form_of(csv=csv, json=json))


def check(*, seeds: SeedsOption, warehouse: WarehouseOption) -> None:
    """Name the corrections that are no longer found or say nothing; exit code 1 where there are any."""
    import polars as pl

    from pipeline.drops import folders

    astray = _told(folders(seeds, warehouse)).filter(pl.col("status").is_in(["lost", "refused"]))
    for status, path, field, text, reason in astray.select(
        "status", "path", "field", "text", "reason"
    ).iter_rows():
        typer.echo(f"{status}: {path!r}: {field}{f' of {text!r}' if text else ''}: {reason}")
    raise typer.Exit(0 if astray.is_empty() else 1)


def gold(
    *,
    warehouse: WarehouseOption,
    file: Annotated[Path | None, typer.Argument(help="The file; the standard output where left out.")] = None,
) -> None:
    """Write the corrected articles as gold, a JSON object a line: what was corrected counts, all else is optional."""
    from pipeline.drops import folders
    from pipeline.errors import UserError
    from pipeline.project import SQL, settings
    from pipeline.warehouse import ask

    target = folders(settings().seeds, warehouse).target
    lines = ask(target, (SQL / "gold.sql").read_text(encoding="utf-8"))["gold"].to_list()
    written = "".join(f"{line}\n" for line in lines)
    if file is None:
        typer.echo(written, nl=False)
        return
    try:
        file.write_text(written, encoding="utf-8")
    except OSError as error:
        raise UserError(f"{file} cannot be written: {error.strerror}") from error
    typer.echo(f"{len(lines)} articles in {file}")


def _told(workspace: "Folders") -> "pl.DataFrame":
    """Return the corrections as they are applied to the frames in place, in the order of the file."""
    import polars as pl

    from pipeline.drops import corrected
    from pipeline.warehouse import ask

    told = corrected(workspace.frames, Path(workspace.seeds_dir)).corrections
    known = ask(workspace.target, "SELECT correction_id FROM corrections")["correction_id"].implode()
    waits = (pl.col("status") == "applied") & ~pl.col("correction_id").is_in(known)
    return told.with_columns(
        status=pl.when(waits).then(pl.lit(WAITING)).otherwise(pl.col("status").cast(pl.String))
    )
