"""DuckDB's extensions, loaded from the files in their own wheels, so that nothing is ever fetched."""

from importlib.util import find_spec
from pathlib import Path

import duckdb

from pipeline.errors import UserError

OFFLINE: dict[str, str | bool | int | float | list[str]] = {  # of a connection that looks for none by itself
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
SCALE = ("ducklake", "httpfs", "postgres_scanner")  # their wheels come with the extra `scale`


class MissingExtensionError(UserError, FileNotFoundError):
    """The wheel of an extension is not installed, or is of another version of DuckDB."""


def file_of(name: str) -> Path:
    """Return the file of an extension that belongs to this DuckDB.

    Raises:
        MissingExtensionError: its wheel is not installed, or is of another version.
    """
    spec = find_spec(f"duckdb_extension_{name}")
    folders = spec.submodule_search_locations if spec and spec.submodule_search_locations else []
    for folder in folders:
        path = Path(folder) / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"
        if path.is_file():
            return path
    how = ": pip install 'dixit[scale]'" if name in SCALE else ""
    wheel = f"duckdb-extension-{name.replace('_', '-')} {duckdb.__version__}"
    raise MissingExtensionError(f"{wheel} is not installed{how}")


def load(con: duckdb.DuckDBPyConnection, name: str) -> None:
    """Load an extension, once a process and database.

    Raises:
        MissingExtensionError: its wheel is not installed, or is of another version.
    """
    con.load_extension(str(file_of(name)))
