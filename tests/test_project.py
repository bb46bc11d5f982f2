"""The project's folder and settings: option, environment, dixit.toml, working folder, in this order."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.errors import UserError
from pipeline.project import settings


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("PROJECT", "SEEDS", "WAREHOUSE", "MAX_BYTES", "LAKE", "LAKE_DATA"):
        monkeypatch.setenv(f"DIXIT_{name}", "")
    monkeypatch.chdir(tmp_path)


def test_seeds_and_warehouse_are_those_of_the_working_folder(tmp_path: Path) -> None:
    assert settings().seeds == tmp_path / "seeds"
    assert settings().warehouse == str(tmp_path / "warehouse")


def test_a_project_is_found_from_the_folders_inside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "notebooks" / "spring"
    inside.mkdir(parents=True)
    (tmp_path / "dixit.toml").write_text('seeds = "press"\nwarehouse = "/srv/out"\nmax_bytes = 5\n')
    monkeypatch.chdir(inside)
    found = settings()
    assert (found.seeds, found.warehouse, found.max_bytes) == (tmp_path / "press", "/srv/out", 5)


def test_the_environment_wins_over_the_file_and_the_named_project_over_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "dixit.toml").write_text('seeds = "press"\nwarehouse = "s3://bucket/press"\n')
    monkeypatch.setenv("DIXIT_PROJECT", str(other))
    assert (settings().seeds, settings().warehouse) == (other / "press", "s3://bucket/press")
    monkeypatch.setenv("DIXIT_SEEDS", "elsewhere")
    assert settings().seeds == Path("elsewhere")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("seed = 'x'", "there is no setting seed; there are seeds, warehouse"),
        ("seeds = 3", "seeds must be a text"),
        ("max_bytes = 'much'", "max_bytes must be a number"),
        ("seeds = [", "cannot be read"),
    ],
)
def test_a_setting_that_is_none_is_told_in_one_line(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "dixit.toml").write_text(text)
    with pytest.raises(UserError, match=r"dixit\.toml") as raised:
        settings()
    assert told in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_new_project_is_laid_down_once(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["init", "mine"])
    assert done.exit_code == 0
    assert {path.name for path in (tmp_path / "mine").iterdir()} == {"seeds", "dixit.toml", ".gitignore"}
    assert (tmp_path / "mine/seeds/2024-03-chantier/_metadata.csv").is_file()
    with pytest.raises(UserError, match=r"holds dixit\.toml already: nothing was changed"):
        CliRunner().invoke(app, ["init", "mine"], catch_exceptions=False)


def test_the_doctor_names_a_missing_folder_and_what_to_do(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["doctor"])
    assert done.exit_code == 1
    assert f"there is no folder {tmp_path / 'seeds'}: `dixit init` makes a project" in done.stdout
    assert CliRunner().invoke(app, ["init"]).exit_code == 0
    assert CliRunner().invoke(app, ["doctor"]).exit_code == 0


def test_the_doctor_names_a_damaged_warehouse(tmp_path: Path) -> None:
    CliRunner().invoke(app, ["init"])
    (tmp_path / "warehouse").mkdir()
    (tmp_path / "warehouse" / "dixit.duckdb").write_bytes(b"no database" * 1000)
    done = CliRunner().invoke(app, ["doctor"])
    assert done.exit_code == 1
    assert "wrong  warehouse" in done.stdout
