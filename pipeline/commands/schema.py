"""`dixit schema`: the tables, views and macros with what each column means."""

from typing import Annotated

import typer


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(schema)


def schema(
    table: Annotated[str | None, typer.Argument(help="One table; left out, all of them.")] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print docs/catalogue.md.")] = False,
    svg: Annotated[
        bool, typer.Option("--svg", help="Print docs/schema.svg, the entity-relationship picture.")
    ] = False,
) -> None:
    """Say what each table and column means."""
    from pipeline.warehouse import catalogue

    if svg:
        typer.echo(catalogue.as_svg(), nl=False)
    elif markdown:
        typer.echo(catalogue.as_markdown(), nl=False)
    else:
        typer.echo(catalogue.as_text(table), nl=False)
