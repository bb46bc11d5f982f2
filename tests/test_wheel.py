"""The wheel: built, installed in an environment of its own, at work in an empty folder far from any checkout."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
UV = Path(sys.executable).with_name("uv")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the programs of an environment that holds the wheel; what it needs is borrowed from this one."""
    home = tmp_path_factory.mktemp("wheel")
    # --offline: nothing is asked of an index, neither for building nor for what the wheel needs
    build = [UV, "build", "--wheel", "--offline", "--no-build-isolation", "--out-dir", home, PROJECT]
    subprocess.run(build, check=True, capture_output=True)
    subprocess.run(
        [UV, "venv", "--offline", "--python", sys.executable, home / "env"], check=True, capture_output=True
    )
    python = home / "env" / "bin" / "python"
    (wheel,) = home.glob("*.whl")
    install = [UV, "pip", "install", "--offline", "--no-deps", "--python", python, wheel]
    subprocess.run(install, check=True, capture_output=True)
    (site,) = (home / "env" / "lib").glob("python*/site-packages")
    (site / "borrowed.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return python.parent


def test_the_wheel_answers_in_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DIXIT_")}

    def dixit(*arguments: str) -> str:
        done = subprocess.run(
            [installed / "dixit", *arguments],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    where = subprocess.run(
        [installed / "python", "-c", "import pipeline; print(pipeline.__file__)"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(where.stdout.strip()).is_relative_to(installed.parent)  # and not of the checkout
    dixit("init")
    assert "5 loaded" in dixit("ingest")
    assert str(tmp_path) in dixit("status")
    assert "Garrigou" in dixit("query", "who_said_what", "--csv")
    assert "who_said_what" in dixit("schema")
    dixit("doctor")
