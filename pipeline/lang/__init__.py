"""What the program knows about languages, as data: loads lang/<code>/<name>.toml and knows no language itself.

A language is a folder. The folder `mul` (ISO 639 for «multiple languages») holds what every text shares
and stands in for a language that has no folder or lacks a file.
"""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
SHARED = "mul"


@cache
def languages() -> tuple[str, ...]:
    """Return the codes of the languages that have a folder, sorted, without the shared one."""
    folders = (path.name for path in FOLDER.iterdir() if path.is_dir() and any(path.glob("*.toml")))
    return tuple(sorted(code for code in folders if code != SHARED))


@cache
def load(code: str | None, name: str) -> dict[str, Any]:
    """Return lang/<code>/<name>.toml, else the shared file of that name, else an empty mapping."""
    for folder in (code or SHARED, SHARED):
        path = FOLDER / folder / f"{name}.toml"
        if path.is_file():
            return tomllib.loads(path.read_text(encoding="utf-8"))
    return {}
