"""`dixit mcp`: the warehouse for assistants, over the Model Context Protocol."""

import typer

from pipeline.commands.shared import LakeOption, WarehouseOption, target_of


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(mcp)


def mcp(*, warehouse: WarehouseOption, lake: LakeOption) -> None:
    """Serve an assistant over the standard streams (Model Context Protocol): reading only, no port, no network.

    Raises:
        UserError: the extra that brings the protocol is not installed.
    """
    try:
        from pipeline.commands.assistant import server
    except ModuleNotFoundError as error:
        from pipeline.errors import UserError

        raise UserError("the Model Context Protocol is not installed: pip install 'dixit[mcp]'") from error
    server(target_of(warehouse, lake)).run("stdio")
