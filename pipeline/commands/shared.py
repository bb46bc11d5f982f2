"""What commands share: the options that name the folders, and the printing of rows. Nothing that costs an import."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.project import settings

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    import polars as pl

    from pipeline.warehouse import Lake
    from pipeline.warehouse.questions import Question

# what is not given on the command line is that of the environment, of dixit.toml, or as ever: settings() knows
SeedsOption = Annotated[
    Path,
    typer.Option(
        "--seeds",
        default_factory=lambda: settings().seeds,
        show_default="seeds/ of the project",
        help="The folder of drops.",
    ),
]
WarehouseOption = Annotated[
    str,
    typer.Option(
        "--warehouse",
        default_factory=lambda: settings().warehouse,
        show_default="warehouse/ of the project",
        help="The folder of all output, or an address as s3://bucket/prefix.",
    ),
]
LakeOption = Annotated[
    str,
    typer.Option(
        "--lake",
        default_factory=lambda: settings().lake,
        show_default="none",
        help="The shared warehouse: ducklake:postgres:dbname=... host=..., or ducklake: and a file.",
    ),
]
LakeDataOption = Annotated[
    str,
    typer.Option(
        "--lake-data",
        default_factory=lambda: settings().lake_data,
        show_default="none",
        help="Folder or s3:// address of its data, to make it.",
    ),
]
AtOption = Annotated[
    str, typer.Option("--at", help="The lake as it stood: a day, a moment (UTC) or a snapshot's number.")
]
PortOption = Annotated[int, typer.Option(min=1, max=65_535, help="The port it listens on.")]
CsvOption = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
ExcelOption = Annotated[bool, typer.Option("--excel", help="Print CSV that Excel opens by a click.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON, a row a line.")]


BESIDE_PUBLISHED = ("published_from", "published_to")


class Form(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"
    EXCEL = "excel"
    JSON = "json"
    PARQUET = "parquet"


def target_of(warehouse: str, lake: str, at: str = "") -> "Path | Lake":
    """Return where the warehouse is read: the lake, at a point of its history, or the file.

    Raises:
        UserError: the lake's address is none, a file is asked for its history, or object storage cannot be used.
    """
    if lake:
        from pipeline.warehouse import Lake, checked

        return checked(Lake(lake, at=at))
    if at:
        from pipeline.errors import UserError

        raise UserError("--at needs --lake: the file keeps no history")
    from pipeline.drops import folders

    return folders(settings().seeds, warehouse).target


def refuse_used(host: str, port: int) -> None:
    """Say that a port is used before an address is printed.

    Raises:
        UserError: it is, or the address is none of this machine.
    """
    import os
    import socket

    from pipeline.errors import UserError

    try:
        with socket.create_server((host, port)):
            pass
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno and error.errno > 0 else error.strerror
        raise UserError(f"{host}:{port} cannot be served ({reason}): name another with --port") from error


def form_of(*, csv: bool, json: bool, excel: bool = False) -> Form:
    """Return the form that the flags name; a table where none is set."""
    return Form.EXCEL if excel else Form.CSV if csv else Form.JSON if json else Form.TABLE


def reply(
    target: "Path | Lake", asked: "Question", values: "Mapping[str, str]", form: Form
) -> "pl.DataFrame":
    """Answer a question: whole where it is written to a file, the first rows on a screen; and say what is not shown.

    Said on the standard error: how many rows there are in all, whom a name may mean, and what has no date at all.
    """
    from pipeline.warehouse.questions import answer, n_in_all, named, whole

    given = values if form is Form.TABLE else whole(asked, values)
    rows = answer(target, asked, given)
    if (n_all := n_in_all(target, asked, given, rows.height)) > rows.height:
        typer.echo(f"{rows.height} of {n_all} rows: --top N gives more, --csv without --top all", err=True)
    for name in named(target, asked, values):
        if len(name.found) > 1:
            typer.echo(
                f"{name.asked} may mean {', '.join(name.found)}: give more of the name to choose", err=True
            )
        elif name.found and rows.is_empty():
            typer.echo(f"{name.found[0]} stands in the articles, and in no row of this answer", err=True)
        elif name.alike:
            typer.echo(f"nobody is called {name.asked}: did you mean {' or '.join(name.alike)}?", err=True)
    _say_left_out(target, asked, values)
    return rows


def _say_left_out(target: "Path | Lake", asked: "Question", values: "Mapping[str, str]") -> None:
    """Say on the standard error how much a filter by days leaves out for want of any date."""
    from pipeline.warehouse.questions import left_out

    n, what = left_out(target, asked, values)
    if n:
        typer.echo(
            f"left out: {n} {what}{'s' if n > 1 else ''} without any date (see dixit query undated)", err=True
        )


def print_answer(rows: "pl.DataFrame", form: Form, aside: "Collection[str]" = ()) -> None:
    """Print the rows of a question; on a screen without ids and what `published` says already, and that they are not shown.

    Args:
        rows: the rows.
        form: how they are printed.
        aside: columns for which a screen has no room either.
    """
    if form is Form.TABLE:
        beside = BESIDE_PUBLISHED if "published" in rows.columns else ()
        left = [name for name in rows.columns if name in {*beside, *aside}]
        left += [name for name in rows.columns if name.endswith("_id")]
        if left:
            typer.echo(f"not on the screen: {', '.join(left)}: --csv has all columns", err=True)
        rows = rows.drop(left)
    print_rows(rows, form)


def print_rows(rows: "pl.DataFrame", form: Form) -> None:
    """Print rows on the standard output."""
    import polars as pl

    if form in (Form.CSV, Form.EXCEL):
        from pipeline.warehouse import ROWS_A_CHUNK, tables_of
        from pipeline.warehouse.spreadsheet import as_csv

        for part in as_csv(tables_of(rows.to_arrow().to_reader(ROWS_A_CHUNK)), excel=form is Form.EXCEL):
            typer.echo(part, nl=False)
    elif form is Form.JSON:
        typer.echo(rows.write_ndjson(), nl=False)
    else:
        with pl.Config(
            tbl_rows=-1,
            tbl_cols=-1,
            tbl_hide_dataframe_shape=True,
            tbl_hide_column_data_types=True,
            fmt_str_lengths=72,
            tbl_width_chars=160,
        ):
            typer.echo(str(rows))
