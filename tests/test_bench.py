"""Benchmarks, and the scripts of the documents, run outside the suite; that what they import is there is held here."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
FILES = [file for folder in ("bench", "docs") for file in sorted((PROJECT / folder).glob("*.py"))]
OURS = ("bench.", "docs.", "pipeline.", "tests.")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_a_script_imports_of_the_project_is_there(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith(OURS):
            module = import_module(str(node.module))
            missing = [name.name for name in node.names if not hasattr(module, name.name)]
            for name in missing:
                import_module(f"{node.module}.{name}")
