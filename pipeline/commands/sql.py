"""`dixit sql`: any SELECT over the warehouse."""

from typing import Annotated

import typer

from pipeline.commands.shared import (
    AtOption,
    CsvOption,
    ExcelOption,
    JsonOption,
    LakeOption,
    WarehouseOption,
    form_of,
    print_rows,
    target_of,
)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(sql)


def sql(
    query: Annotated[str, typer.Argument(help="A SELECT over the public tables and views.")],
    *,
    warehouse: WarehouseOption,
    lake: LakeOption,
    at: AtOption = "",
    csv: CsvOption = False,
    excel: ExcelOption = False,
    json: JsonOption = False,
) -> None:
    """Ask the warehouse in SQL; it is opened for reading only."""
    from pipeline.warehouse import ask

    rows = ask(target_of(warehouse, lake, at), query)
    print_rows(rows, form_of(csv=csv, json=json, excel=excel))
