"""The benchmarks run outside the suite; that what they import is there is held here."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

FILES = sorted(Path(__file__).parents[1].glob("bench/*.py"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_a_benchmark_imports_of_the_project_is_there(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("pipeline"):
            module = import_module(str(node.module))
            missing = [name.name for name in node.names if not hasattr(module, name.name)]
            for name in missing:
                import_module(f"{node.module}.{name}")
