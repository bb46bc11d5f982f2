"""`dixit desk`: the page of who said what, with the reader."""

from typing import Annotated

import typer

from pipeline.commands.shared import AtOption, LakeOption, WarehouseOption, target_of


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(desk)


def desk(
    *,
    warehouse: WarehouseOption,
    lake: LakeOption,
    at: AtOption = "",
    port: Annotated[int, typer.Option(help="Port on 127.0.0.1.")] = 8765,
) -> None:
    """Serve the desk, with the reader of articles, on 127.0.0.1."""
    import uvicorn

    from pipeline.desk.app import application

    typer.echo(f"the desk is at http://127.0.0.1:{port}")
    uvicorn.run(application(target_of(warehouse, lake, at)), host="127.0.0.1", port=port, log_level="warning")
