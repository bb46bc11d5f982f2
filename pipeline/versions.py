"""Versions: the digest of all that an extractor is made of, found by reading its source, so that no list is kept by hand."""

import ast
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path

from pipeline import lang

PACKAGE = __name__.split(".", maxsplit=1)[0]
DATA = {".csv", ".txt", ".toml"}
MODELS = "models"  # trained weights count for the module that names their folder


@cache
def ingredients(module: str) -> tuple[Path, ...]:
    """Return every file that a module is made of, sorted.

    These are its source, that of the project's modules it imports, the data beside them, trained weights, and
    lang/*/<name>.* for every language file that the sources load by name.
    """
    files: set[Path] = set()
    waiting, seen = [module], {module}
    while waiting:
        path = _source(waiting.pop())
        if path is None:
            continue
        files.add(path)
        if path.name == "__init__.py":
            files |= {data for data in path.parent.glob("*") if data.suffix in DATA}
        tree = ast.parse(path.read_text(encoding="utf-8"))
        files |= {data for name in lexicons(tree) for data in lang.FOLDER.glob(f"*/{name}.*")}
        if any(isinstance(node, ast.Constant) and node.value == MODELS for node in ast.walk(tree)):
            files |= {data for data in (lang.FOLDER.parent / MODELS).glob("*/*") if data.is_file()}
        new = {name for name in _imports(tree) if name not in seen}
        seen |= new
        waiting.extend(sorted(new))
    return tuple(sorted(files))


def version_of(module: str, upstream: Sequence[str] = ()) -> str:
    """Return the version of an extractor: the digest of its ingredients and of the versions that feed it."""
    digest = blake2b(repr(list(upstream)).encode(), digest_size=12)
    for path in ingredients(module):
        digest.update(f"{path.parent.name}/{path.name}".encode() + b"\\0" + path.read_bytes())
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


def _imports(tree: ast.AST) -> set[str]:
    """Return the project's modules that a source imports, with the packages around them."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == PACKAGE:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    around = {name.rsplit(".", n)[0] for name in names for n in range(1, name.count("."))}
    return names | around


def _source(module: str) -> Path | None:
    """Return the source file of a module; None for a name in a module, such as a function."""
    try:
        spec = find_spec(module)
    except ModuleNotFoundError:
        return None
    return Path(spec.origin) if spec and spec.origin else None
