"""`dixit init`: a new project, with settings, one sample drop, and an example of what can be said beside the texts."""

import shutil
from pathlib import Path
from typing import Annotated

import typer

from pipeline.errors import UserError
from pipeline.project import SAMPLE, SETTINGS, STARTER


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(init)


def init(
    folder: Annotated[Path, typer.Argument(help="Its folder; made where it is not there.")] = Path(),
) -> None:
    """Make a project: dixit.toml, seeds/ with a sample drop, .gitignore.

    Raises:
        UserError: one lies there already, or the folder cannot be written.
    """
    taken = [name for name in (SETTINGS, "seeds") if (folder / name).exists()]
    if taken:
        raise UserError(f"{folder.resolve()} holds {taken[0]} already: nothing was changed")
    drop = folder / "seeds" / SAMPLE.name
    try:
        shutil.copytree(SAMPLE, drop)
        shutil.copy(STARTER / "_metadata.csv", drop)
        shutil.copy(STARTER / SETTINGS, folder)
        if not (folder / ".gitignore").exists():
            shutil.copy(STARTER / "gitignore", folder / ".gitignore")
    except OSError as error:
        raise UserError(f"{folder} cannot be written: {error.strerror}") from error
    typer.echo(f"a project in {folder.resolve()}: put folders of articles into seeds/, then: dixit ingest")
