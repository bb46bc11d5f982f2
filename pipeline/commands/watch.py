"""`dixit watch`: what is new about those whom `_watches.csv` names."""

import typer

from pipeline.commands.shared import (
    CsvOption,
    ExcelOption,
    JsonOption,
    LakeOption,
    SeedsOption,
    WarehouseOption,
    form_of,
    print_answer,
)

ASIDE = ("kind", "context", "relay", "title", "url", "end_char", "confidence")  # a screen has no room for


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(watch)


def watch(
    *,
    seeds: SeedsOption,
    warehouse: WarehouseOption,
    lake: LakeOption,
    csv: CsvOption = False,
    excel: ExcelOption = False,
    json: JsonOption = False,
) -> None:
    """Say what is new to the watches of _watches.csv (name, person, words, since): what each was told last.

    Every ingest that publishes looks, and so does this command; a row is told once, and stays in alerts.jsonl of the warehouse.
    """
    import polars as pl

    from pipeline.defs import telling
    from pipeline.drops import folders, watches
    from pipeline.project import settings

    workspace = folders(seeds, warehouse, lake)
    news = watches.look(workspace)
    telling.tell_news(workspace.home, settings().hook, news)
    for remark in news.remarks:
        typer.secho(remark, err=True, fg=typer.colors.YELLOW)
    every = watches.told(workspace)
    last = every.filter(pl.col("told_at") == pl.col("told_at").max().over("watch"))
    print_answer(last.drop("statement"), form_of(csv=csv, json=json, excel=excel), ASIDE)
