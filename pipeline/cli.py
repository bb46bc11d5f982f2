"""`dixit`: a thin face over the Dagster definitions and the warehouse. Each command imports only what it needs."""

import gc
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.commands import register
from pipeline.commands.interrupts import ended_by_keyboard
from pipeline.commands.shared import (
    Form,
    LakeDataOption,
    LakeOption,
    PortOption,
    SeedsOption,
    WarehouseOption,
    print_rows,
    refuse_used,
    target_of,
)
from pipeline.project import SQL

if TYPE_CHECKING:
    from pipeline.drops import Folders

NEW_OBJECTS = 500_000  # before garbage is looked for: what is imported stays, and is more than that
STOPPED = "dixit: stopped; the last good warehouse stays, and the next run goes on from here"
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
register(app)


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(version("dixit"))
        raise typer.Exit


@app.callback()
def everywhere(
    project: Annotated[
        Path | None,
        typer.Option(
            help="The project's folder; else DIXIT_PROJECT, the nearest one upwards with a dixit.toml, or this one."
        ),
    ] = None,
    version: Annotated[  # noqa: ARG001 - its callback answers
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Folders of press text become a warehouse of who said what, when, and according to whom."""
    if project is not None:
        os.environ["DIXIT_PROJECT"] = str(project.absolute())  # for what is started from here too


def main() -> None:
    """Run a command; an error that a user can mend is one line, and the exit code 1."""
    from pipeline.errors import UserError

    gc.set_threshold(NEW_OBJECTS)
    try:
        app()
    except UserError as error:
        typer.secho(f"dixit: {error}", err=True, fg=typer.colors.RED)
        sys.exit(1)


@app.command()
def ingest(
    *,
    seeds: SeedsOption,
    warehouse: WarehouseOption,
    drop: Annotated[str | None, typer.Option(help="Only this drop.")] = None,
    lake: LakeOption,
    lake_data: LakeDataOption,
    accept_losses: Annotated[
        bool,
        typer.Option("--accept-losses", help="Publish, though many articles are set aside, or none is left."),
    ] = False,
) -> None:
    """Read what is new in the seeds and bring the warehouse up to date."""
    started, began = monotonic(), datetime.now(UTC).replace(tzinfo=None)
    with ended_by_keyboard(STOPPED):  # before a library starts threads, which would hear the interrupt too
        from pipeline.drops import folders
        from pipeline.warehouse import PUBLIC_TABLES, version_of_tables

        workspace = folders(seeds, warehouse, lake, lake_data)
        before = version_of_tables(workspace.published)
        changed = _ingest(workspace, drop, accept_losses=accept_losses)
    _print_summary(workspace, monotonic() - started, changed=changed)
    if before not in (None, PUBLIC_TABLES):
        typer.echo(
            f"{'tables:':<14}those of version {before} were built again as those of version {PUBLIC_TABLES}"
        )
    if changed:
        from pipeline.drops import watches
        from pipeline.warehouse import heavy_losses, unread_languages

        if n_new := watches.n_told(workspace, began):
            typer.echo(f"{'alerts:':<14}{n_new} rows are new to the watches: dixit watch")
        for loss in [*heavy_losses(workspace.frames), *unread_languages(workspace.frames)]:
            typer.secho(f"dixit: {loss}", err=True, fg=typer.colors.RED)


@app.command()
def tour(*, warehouse: WarehouseOption, lake: LakeOption) -> None:
    """Answer three questions on the warehouse, with their SQL."""
    from pipeline.warehouse import ask

    target = target_of(warehouse, lake)
    for path in sorted((SQL / "tour").glob("*.sql")):
        query = path.read_text(encoding="utf-8")
        typer.secho(f"\n{query.strip()}", fg=typer.colors.CYAN)
        print_rows(ask(target, query), Form.TABLE)


@app.command()
def status(*, seeds: SeedsOption, warehouse: WarehouseOption, lake: LakeOption) -> None:
    """Say what is in the warehouse, which files were not taken and why, and which drops wait."""
    from pipeline.drops import changed_drops, corrections_wait, folders

    workspace = folders(seeds, warehouse, lake)
    _print_summary(workspace, None, changed=True)
    waiting = changed_drops(workspace.seeds, workspace.frames)
    typer.echo(f"drops that wait for `dixit ingest`: {', '.join(waiting) or 'none'}")
    if corrections_wait(workspace.frames, Path(workspace.seeds_dir)):
        typer.echo("corrections wait for `dixit ingest`")


@app.command()
def ui(
    *,
    seeds: SeedsOption,
    warehouse: WarehouseOption,
    lake: LakeOption,
    lake_data: LakeDataOption,
    port: PortOption = 3000,
) -> None:
    """Serve the Dagster UI, with sensor and schedule, on 127.0.0.1."""
    from pipeline.commands.ingest import prepare_home
    from pipeline.drops import folders
    from pipeline.frames import is_address

    refuse_used("127.0.0.1", port)
    workspace = folders(seeds.resolve(), warehouse)
    prepare_home(workspace.home)
    place = warehouse if is_address(warehouse) else str(workspace.home.resolve())
    os.environ["DIXIT_SEEDS"], os.environ["DIXIT_WAREHOUSE"] = workspace.seeds_dir, place
    os.environ["DIXIT_LAKE"], os.environ["DIXIT_LAKE_DATA"] = lake, lake_data
    command = [
        sys.executable,
        "-W",  # its successor is a package of its own
        "ignore:Function `dev_command` is superseded",
        "-m",
        "dagster",
        "dev",
        "-m",
        "pipeline.definitions",
        "-h",
        "127.0.0.1",
        "-p",
        str(port),
    ]
    os.execv(command[0], command)  # noqa: S606  (no shell; the arguments are ours)


def _ingest(workspace: "Folders", drop: str | None, *, accept_losses: bool) -> bool:
    """Run what waits, with a progress bar; tell whether the warehouse changed."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    from pipeline.commands.ingest import only_one, pending, prepare_home, run

    workspace.seeds.drops()  # that there are no seeds is said before anything is made
    prepare_home(workspace.home)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with (
        only_one(workspace.home, lambda: typer.echo("another ingest is running: waiting for it", err=True)),
        Progress(*columns, console=Console(stderr=True), transient=True) as bar,
    ):
        drops = pending(workspace, drop)
        task = bar.add_task("ingest", total=None)
        return run(
            workspace,
            drops,
            lambda step, n_steps: bar.update(task, advance=1, total=n_steps, description=step),
            accept_losses=accept_losses,
        )


def _print_summary(workspace: "Folders", seconds: float | None, *, changed: bool) -> None:
    from pipeline.drops import METADATA_FILE, empty_drops
    from pipeline.warehouse import ask

    target = workspace.published
    lines = ask(target, (SQL / "summary.sql").read_text(encoding="utf-8"))
    for what, answer in lines.iter_rows():
        typer.echo(f"{what + ':':<14}{answer}")
    told = ask(
        target,
        "SELECT if(status = 'quarantined', 'not taken:', 'to mend:'), path, reason FROM documents "
        "WHERE status = 'quarantined' OR (status IN ('loaded', 'duplicate') AND contains(reason, $file)) "
        "UNION ALL SELECT 'correction:', coalesce(path, ''), concat_ws(' ', if(status = 'lost', 'no longer found:', 'refused:'), "
        "field, 'of «' || text || '»', '(' || reason || ')') FROM corrections WHERE status IN ('lost', 'refused') ORDER BY path",
        {"file": METADATA_FILE},
    )
    for what, path, reason in told.iter_rows():
        typer.secho(f"{what:<14}{path!r}: {reason}", fg=typer.colors.YELLOW)
    empty = [f"{drop!r} holds no file" for drop in empty_drops(workspace.seeds, workspace.frames)]
    if not workspace.seeds.drops():
        empty = [f"{workspace.seeds_dir} holds no drop: put a folder of articles into it"]
    for line in empty:
        typer.secho(f"{'empty:':<14}{line}", fg=typer.colors.YELLOW)
    if seconds is not None:
        typer.echo(f"{'time:':<14}{seconds:.1f} s{'' if changed else ', nothing had changed'}")
    typer.echo(f"{'warehouse:':<14}{target}")


if __name__ == "__main__":
    main()
