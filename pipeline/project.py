"""The project: the folder in which a person works, its settings, and where what ships with the program lies.

Belongs here: dixit.toml and the environment, told apart once. Does not belong here: what is done in these folders
(drops/workspace.py). Nothing that costs an import: every command reads this.
"""

import os
import tomllib
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import UserError

SETTINGS = "dixit.toml"
HERE = Path(__file__).parent
SHIPPED = HERE / "shipped" if (HERE / "shipped").is_dir() else HERE.parent  # in a wheel; in a checkout
SQL = SHIPPED / "sql"
SAMPLE = SHIPPED / "seeds" / "2024-03-chantier"
STARTER = HERE / "commands" / "starter"  # what `dixit init` lays down
DEFAULT_MAX_BYTES = 20_000_000
KNOWN = {"seeds": str, "warehouse": str, "max_bytes": int, "lake": str, "lake_data": str, "hook": str}


class SettingsError(UserError):
    """A setting cannot be read; the message names the file, the setting and what is expected."""


@dataclass(frozen=True)
class Settings:
    """Where the seeds lie, where the output goes (a folder or an address), and what else an installation decides."""

    seeds: Path
    warehouse: str
    max_bytes: int = DEFAULT_MAX_BYTES
    lake: str = ""
    lake_data: str = ""
    hook: str = ""  # the command that is given what is new to the watches


def sql_files(folder: str) -> list[Path]:
    """Return the files of a folder of sql/, sorted by name."""
    return sorted((SQL / folder).glob("*.sql"))


def project_folder() -> Path:
    """Return the folder of the project: DIXIT_PROJECT, or the nearest one upwards with a dixit.toml, or the working folder."""
    named = os.environ.get("DIXIT_PROJECT")
    if named:
        return Path(named)
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / SETTINGS).is_file()), here)


def settings() -> Settings:
    """Return the settings: each from the environment (DIXIT_SEEDS ...), else from dixit.toml, else as ever.

    Paths in dixit.toml begin at its folder.

    Raises:
        SettingsError: dixit.toml cannot be read, names a setting that is none, or a value is not of its type.
    """
    folder = project_folder()
    stated = _stated(folder / SETTINGS)
    given = {name: os.environ.get(f"DIXIT_{name.upper()}") or stated.get(name) for name in KNOWN}
    warehouse = str(given["warehouse"] or folder / "warehouse")
    if not os.environ.get("DIXIT_WAREHOUSE") and "://" not in warehouse:
        warehouse = str(folder / warehouse)
    seeds = Path(str(given["seeds"] or "seeds"))
    return Settings(
        seeds if os.environ.get("DIXIT_SEEDS") else folder / seeds,
        warehouse,
        _size(given["max_bytes"] or DEFAULT_MAX_BYTES),
        str(given["lake"] or ""),
        str(given["lake_data"] or ""),
        str(given["hook"] or ""),
    )


def _stated(path: Path) -> dict[str, object]:
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path} cannot be read: {error}") from error
    for name, value in found.items():
        if name not in KNOWN:
            raise SettingsError(f"{path}: there is no setting {name}; there are {', '.join(KNOWN)}")
        if not isinstance(value, KNOWN[name]):
            raise SettingsError(f"{path}: {name} must be {'a number' if KNOWN[name] is int else 'a text'}")
    return found


def _size(value: object) -> int:
    try:
        return int(str(value))
    except ValueError:
        raise SettingsError(f"DIXIT_MAX_BYTES must be a number of bytes, not {value!r}") from None
