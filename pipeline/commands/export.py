"""`dixit export`: the warehouse as files for other tools."""

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.shared import AtOption, LakeOption, WarehouseOption, target_of


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(export)


def export(
    folder: Annotated[Path, typer.Argument(help="The folder to write; made where it is not there.")],
    *,
    warehouse: WarehouseOption,
    lake: LakeOption,
    at: AtOption = "",
) -> None:
    """Write every table and view as Parquet and as CSV that spreadsheets open safely, with a datapackage.json."""
    from pipeline.warehouse.export import write

    for name, rows in write(target_of(warehouse, lake, at), folder):
        typer.echo(f"{name:<16}{rows:>10}")
    typer.echo(f"{folder / 'datapackage.json'}")
