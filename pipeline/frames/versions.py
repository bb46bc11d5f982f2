"""Versions: the digest of all that an extractor is made of, found by reading its source, so that no list is kept by hand."""

import ast
import re
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pipeline import lang
from pipeline.project import SQL

PACKAGE = Path(__file__).parents[1]
DATA = re.compile(r'"([\w.-]+\.(?:csv|txt|toml))"')  # a file beside the source that it names
SQL_FILES = re.compile(r'sql_files\("(\w+)"\)|SQL / "([\w.]+)"')  # folders and files of sql/ that it names
MODELS = "models"  # trained weights count for the module that names their folder
IMPORT = re.compile(rf"^[ \t]*from ({PACKAGE.name}[\w.]*) import (\([^)]*\)|[^\n]+)", re.MULTILINE)
CONTRACT = (
    f"{PACKAGE.name}.tables"  # of the contract the tables that are made count, which version_of is told
)


@cache
def ingredients(module: str) -> tuple[Path, ...]:
    """Return every file that a module is made of, sorted.

    These are its source, that of the project's modules it imports, the data beside them and the SQL that they name, trained
    weights, and lang/*/<name>.* for every language file that the sources load by name.
    """
    files: set[Path] = set()
    waiting, seen = [module], {module, CONTRACT}
    while waiting:
        path = _source(waiting.pop())
        if path is None:
            continue
        files.add(path)
        imports, names, beside, statements, has_weights = _read(path)
        files |= {path.with_name(name) for name in beside if path.with_name(name).is_file()}
        files |= {data for name in names for data in lang.FOLDER.glob(f"*/{name}.*")}
        files |= {sql for pattern in statements for sql in SQL.glob(pattern)}
        if has_weights:
            files |= {data for data in (PACKAGE / MODELS).glob("*/*") if data.is_file()}
        waiting.extend(imports - seen)
        seen |= imports
    return tuple(sorted(files))


def version_of(
    module: str, upstream: Sequence[str] = (), packages: Sequence[str] = (), columns: object = ()
) -> str:
    """Return the version of an extractor: a digest of its ingredients, and of what else decides its rows.

    Args:
        module: the module of the extractor.
        upstream: the versions of the extractors that feed it.
        packages: distributions whose release decides, such as models.
        columns: the columns of what it makes.
    """
    digest = blake2b(repr((list(upstream), columns)).encode(), digest_size=12)
    for name in packages:
        digest.update(f"{name} {_release(name)}".encode())
    for path in ingredients(module):
        digest.update(f"{path.parent.name}/{path.name}".encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def lexicons(tree: ast.AST) -> set[str]:
    """Return the names of the language files that a source loads: the second argument of lang.load.

    Raises:
        ValueError: a name is no literal, so what the extractor depends on cannot be told.
    """
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"load", "lang.load"}:
            argument = node.args[1] if len(node.args) > 1 else None
            if not isinstance(argument, ast.Constant):
                raise ValueError(f"name the language file in `{ast.unparse(node)}` literally")
            names.add(str(argument.value))
    return names


@cache
def _read(path: Path) -> tuple[frozenset[str], frozenset[str], frozenset[str], frozenset[str], bool]:
    """Return what a source imports of the project, loads of the language files, names beside it and of sql/; and the weights."""
    source = path.read_text(encoding="utf-8")
    names: set[str] = set()
    for module, imported in IMPORT.findall(source):
        names |= {_home(module, word) for word in re.findall(r"\w+", imported)}
    # the packages around a module; a room's own holds no code
    around = {name.rsplit(".", n)[0] for name in names for n in range(1, name.count(".") - 1)}
    loaded = lexicons(ast.parse(source)) if "load(" in source else set()
    beside = frozenset(DATA.findall(source))
    statements = frozenset(
        f"{folder}/*.sql" if folder else file for folder, file in SQL_FILES.findall(source)
    )
    return frozenset(names | around), frozenset(loaded), beside, statements, f'"{MODELS}"' in source


def _home(module: str, word: str) -> str:
    """Return the module that a name of a module comes from: a module in it, one that a room exports it from, or itself."""
    inner = f"{module}.{word}"
    door = PACKAGE.joinpath(*module.split(".")[1:], "__init__.pyi")
    if _source(inner) or not door.is_file():
        return inner if _source(inner) else module
    exported = re.search(
        rf"^from \.([\w.]+) import {word} as", door.read_text(encoding="utf-8"), re.MULTILINE
    )
    return f"{module}.{exported[1]}" if exported else module


def _source(module: str) -> Path | None:
    """Return the source file of a module; None for a name in a module, such as a function."""
    path = PACKAGE.joinpath(*module.split(".")[1:])
    return next((file for file in (path / "__init__.py", path.with_suffix(".py")) if file.is_file()), None)


@cache
def _release(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""
