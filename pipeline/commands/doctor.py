"""`dixit doctor`: what is wrong with an installation, in lines one can act on."""

import os
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from pathlib import Path
from shutil import disk_usage

import typer

from pipeline.errors import UserError
from pipeline.project import SETTINGS, SQL, settings

LEAST_FREE_BYTES = (
    2_000_000_000  # frames, warehouse and the one built beside it, of some fifty thousand articles
)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command()(doctor)


def doctor() -> None:
    """Look over the installation and the project; exit code 1 where something would stop a run."""
    faults = 0
    for name, examine in EXAMINATIONS.items():
        found = list(_tried(examine))
        faults += len(found)
        typer.echo(f"{'wrong' if found else 'well':<6} {name}")
        for line in found:
            typer.secho(f"       {line}", fg=typer.colors.YELLOW)
    raise typer.Exit(1 if faults else 0)


def _tried(examine: Callable[[], Iterator[str]]) -> Iterator[str]:
    try:
        yield from examine()
    except UserError as error:
        yield str(error)


def _packages() -> Iterator[str]:
    from packaging.requirements import Requirement

    for line in requires("dixit") or []:
        needed = Requirement(line)
        if needed.marker and not needed.marker.evaluate({"extra": ""}):
            continue
        try:
            found = version(needed.name)
        except PackageNotFoundError:
            yield f"{needed.name} is not installed: pip install '{needed}'"
            continue
        if not needed.specifier.contains(found, prereleases=True):
            yield f"{needed.name} {found} is installed, and another is needed: pip install '{needed}'"


def _models() -> Iterator[str]:
    from pipeline import lang

    for code in lang.languages():
        language = lang.load(code, "language")
        if find_spec(language["model"]) is None and "install" not in language:
            yield f"the model {language['model']} is not installed: articles in {code} are read without speakers and names"


def _files() -> Iterator[str]:
    for folder in ("checks", "queries", "tour", "views"):
        if not any((SQL / folder).glob("*.sql")):
            yield f"{SQL / folder} holds no queries: install dixit again"


def _project() -> Iterator[str]:
    found = settings()
    if not found.seeds.is_dir():
        yield f"there is no folder {found.seeds}: `dixit init` makes a project, --project or {SETTINGS} names one"
    elif not os.access(found.seeds, os.R_OK | os.X_OK):
        yield f"the folder {found.seeds} cannot be read: give this account the right to"
    if "://" in found.warehouse:
        return
    folder = next(
        path for path in (Path(found.warehouse), *Path(found.warehouse).resolve().parents) if path.exists()
    )
    if not os.access(folder, os.W_OK | os.X_OK):
        yield f"the folder {folder} cannot be written: give this account the right to"
    if (free := disk_usage(folder).free) < LEAST_FREE_BYTES:
        yield f"{free / 1e9:.1f} GB are free at {folder}: make room before a large drop"


def _warehouse() -> Iterator[str]:
    from pipeline.drops import folders
    from pipeline.warehouse import ask

    found = settings()
    target = None if "://" in found.warehouse else folders(found.seeds, found.warehouse).target
    if target is not None and target.exists():
        for query in ("SELECT count(*) FROM who_said_what", "FROM search('mot') LIMIT 1"):
            try:
                ask(target, query)
            except UserError as error:
                yield f"{error} (`dixit ingest` builds the warehouse again where its frames changed)"


EXAMINATIONS: dict[str, Callable[[], Iterator[str]]] = {
    "packages": _packages,
    "models of languages": _models,
    "queries that ship with the program": _files,
    "project": _project,
    "warehouse": _warehouse,
}
