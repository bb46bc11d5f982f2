"""`dixit desk`: the page of who said what, with the reader."""

from typing import Annotated

import typer

from pipeline.commands.shared import (
    AtOption,
    LakeOption,
    PortOption,
    WarehouseOption,
    refuse_used,
    target_of,
)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(desk)


def desk(
    *,
    warehouse: WarehouseOption,
    lake: LakeOption,
    at: AtOption = "",
    host: Annotated[str, typer.Option(help="The address it listens on.")] = "127.0.0.1",
    name: Annotated[
        list[str] | None,
        typer.Option(help="A host's name by which a reverse proxy asks for it; may be repeated."),
    ] = None,
    port: PortOption = 8765,
) -> None:
    """Serve the desk, with the reader of articles; for others than this machine, behind a proxy with a login."""
    import uvicorn

    from pipeline.desk.app import application

    refuse_used(host, port)
    typer.echo(f"the desk is at http://{host}:{port}")
    uvicorn.run(
        application(target_of(warehouse, lake, at), name or ()), host=host, port=port, log_level="warning"
    )
