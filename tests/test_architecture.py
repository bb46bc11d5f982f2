"""docs/architecture.md and CONTRIBUTING.md name rooms, files and functions that are there."""

import ast
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
TEXT = (PROJECT / "docs" / "architecture.md").read_text(encoding="utf-8")
STEPS = re.findall(r"\| `(pipeline/[\w/]+\.py)` \| `(\w+)` \|", TEXT)
TREES = "pipeline|sql|tests|docs|bench|deploy|seeds"
AT_THE_TOP = 14  # names in pipeline/, which a newcomer reads


@pytest.mark.parametrize(("file", "name"), STEPS, ids=[f"{file}:{name}" for file, name in STEPS])
def test_each_step_of_a_quotes_life_is_a_function_that_is_there(file: str, name: str) -> None:
    tree = ast.parse((PROJECT / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}


@pytest.mark.parametrize("document", ["CONTRIBUTING.md", "docs/architecture.md"])
def test_every_path_of_a_document_is_there(document: str) -> None:
    text = (PROJECT / document).read_text(encoding="utf-8")
    paths = re.findall(rf"`((?:{TREES})/[^`]+)`", text)
    assert paths
    missing = [path for path in paths if not [*PROJECT.glob(re.sub("<[^>]+>", "*", path))]]
    assert not missing


def test_every_room_is_described_and_there_are_few() -> None:
    listed = {
        path.name for path in (PROJECT / "pipeline").iterdir() if not path.name.startswith(("__", "py."))
    }
    described = set(re.findall(r"`([\w.]+)/?`", TEXT.split("## The life")[0]))
    assert listed <= described
    assert len(listed) <= AT_THE_TOP
    assert len(STEPS) > AT_THE_TOP
