"""An export can be read without DuckDB, and opened in a spreadsheet without running anything."""

import json
import shutil
import subprocess
from datetime import date
from hashlib import sha256
from pathlib import Path

import polars as pl
import pytest

from pipeline.warehouse import ask
from pipeline.warehouse.export import write
from tests.desk.press import Press, publish, the_press


@pytest.fixture(scope="module")
def exported(press: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export")
    list(write(press, folder))
    return folder


def test_parquet_has_the_rows_as_they_are(press: Path, exported: Path) -> None:
    for table in ("quotes", "statements", "who_said_what"):
        rows = pl.read_parquet(exported / f"{table}.parquet")
        assert rows.sort(rows.columns[0]).equals(ask(press, f"FROM {table}").sort(rows.columns[0]))


def test_the_manifest_describes_every_file(exported: Path) -> None:
    resources = json.loads((exported / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    files = {path.name for path in exported.iterdir()} - {"datapackage.json"}
    assert {resource["path"] for resource in resources} == files
    for resource in resources:
        data = (exported / resource["path"]).read_bytes()
        assert (resource["bytes"], resource["hash"]) == (len(data), f"sha256:{sha256(data).hexdigest()}")
    quotes = next(resource["schema"] for resource in resources if resource["path"] == "quotes.parquet")
    assert quotes["primaryKey"] == ["quote_id"]
    key = {"fields": ["article_id"], "reference": {"resource": "articles_parquet", "fields": ["article_id"]}}
    assert key in quotes["foreignKeys"]


@pytest.mark.parametrize("formula", ['=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1"])
def test_no_cell_of_csv_is_a_formula(formula: str, tmp_path: Path) -> None:
    press = the_press()
    press.write(formula, formula, None, f"{formula} et la suite")
    list(write(publish(press, tmp_path), tmp_path / "export"))
    titles = pl.read_csv(tmp_path / "export" / "articles.csv")["title"].to_list()
    assert f"'{formula}" in titles
    assert formula in pl.read_parquet(tmp_path / "export" / "articles.parquet")["title"].to_list()


def test_days_stay_days_in_csv(exported: Path) -> None:
    days = pl.read_csv(exported / "articles.csv", try_parse_dates=True)["published_on"]
    assert date(2024, 3, 4) in days.to_list()


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed: make setup-office")
@pytest.mark.parametrize("table", ["who_said_what", "articles", "dates"])
def test_an_export_comes_back_from_a_spreadsheet_as_it_went(table: str, tmp_path: Path) -> None:
    press = the_press()
    press.write(
        "=1+1", "L'Écho; et fils", "2024-05-06T08:05", "« Non », a nié Bruno Lang.\n@midi, «œuvre» finie – -1"
    )
    press.quote("Non", "Bruno Lang", "nier")
    list(write(publish(press, tmp_path), tmp_path / "export"))
    csv, profile = "Text - txt - csv (StarCalc):44,34,76", f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [
        "soffice",
        "--headless",
        profile,
        f"--infilter={csv},1",
        "--convert-to",
        f"csv:{csv}",
    ]  # 76: UTF-8
    file = tmp_path / "export" / f"{table}.csv"
    subprocess.run(
        [*command, "--outdir", tmp_path / "back", file], check=True, capture_output=True, timeout=300
    )
    went, back = (
        pl.read_csv(path, infer_schema=False).with_columns(
            pl.col(c).str.replace(r"(T\d\d:\d\d):00$", "$1") for c in ("published",) if table != "dates"
        )  # a moment is given its seconds
        for path in (file, tmp_path / "back" / file.name)
    )
    assert back.equals(went)
    ids = [name for name in went.columns if name.endswith("_id")]
    assert went.select(pl.col(ids).drop_nulls().str.contains(r"^i-?\d+$").all()).row(0) == (True,) * len(ids)


def test_an_empty_warehouse_can_be_exported(tmp_path: Path) -> None:
    counts = dict(write(publish(Press(), tmp_path), tmp_path / "export"))
    assert set(counts.values()) == {0}
