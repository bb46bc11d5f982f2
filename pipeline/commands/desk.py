"""`dixit desk`: the page of who said what, with the reader."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands.shared import (
    AtOption,
    LakeOption,
    PortOption,
    SeedsOption,
    WarehouseOption,
    refuse_used,
    target_of,
)

if TYPE_CHECKING:
    from pipeline.desk.writing import Writer


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
    correct: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Let NAME correct: written beside the drops, and nowhere else."),
    ] = None,
    seeds: SeedsOption,
) -> None:
    """Serve the desk, with the reader of articles; for others than this machine, behind a proxy with a login."""
    import uvicorn

    from pipeline.desk.app import application

    target = target_of(warehouse, lake, at)
    writer = None if correct is None else _writer(correct, seeds, at)
    refuse_used(host, port)
    typer.echo(f"the desk is at http://{host}:{port}")
    uvicorn.run(application(target, name or (), writer), host=host, port=port, log_level="warning")


def _writer(name: str, seeds: Path, at: str) -> "Writer":
    """Return who corrects.

    Raises:
        UserError: the name is none, the past is shown, or there is no folder of drops to write beside.
    """
    from pipeline.desk.writing import Writer
    from pipeline.errors import UserError

    if not name.strip() or not name.isprintable():
        raise UserError("--correct needs the name of who corrects")
    if at:
        raise UserError("--correct needs the tables as they are: leave out --at")
    if not seeds.is_dir():
        raise UserError(f"there is no folder {seeds} to write corrections in: name it with --seeds")
    return Writer.of(name.strip(), seeds)
