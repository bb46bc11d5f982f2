"""The analyst's commands of `dixit`, one module each; each imports only what it needs when it runs."""

import typer

from pipeline.commands import (
    corrections,
    desk,
    doctor,
    entities,
    export,
    init,
    mcp,
    query,
    schema,
    search,
    sql,
    watch,
)

COMMANDS = (init, sql, query, entities, corrections, search, watch, schema, export, desk, mcp, doctor)


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    for command in COMMANDS:
        command.register(app)
