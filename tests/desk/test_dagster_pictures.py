"""A materialisation shows pictures of its rows."""

from base64 import b64decode
from pathlib import Path
from xml.etree import ElementTree as ET

import dagster as dg

from pipeline.defs.reports import frame_metadata
from pipeline.frames import Frames
from tests.desk.press import DROP


def titles(value: object) -> list[str | None]:
    assert isinstance(value, dg.MarkdownMetadataValue)
    data = value.value.partition("base64,")[2].removesuffix(")")
    picture = ET.fromstring(b64decode(data))  # noqa: S314  (our own words)
    return [title.text for title in picture.iter("{http://www.w3.org/2000/svg}title")]


def test_a_materialisation_shows_shares_a_timeline_and_the_curve_of_confidence(press: Path) -> None:
    frames = Frames(press.parent / "frames")
    quotes, articles = (frame_metadata(frames, table, DROP) for table in ("quotes", "articles"))
    assert titles(quotes["speakers"])[0] == "Ada Petit: 3"
    assert titles(quotes["confidence"])[4:] == ["≥ 0.4: 8", *(f"≥ 0.{n}: 7" for n in range(5, 10))]
    assert titles(articles["timeline"]) == ["2024-03: 2", "2024-05: 1"]


def test_a_drop_without_rows_has_pictures_of_nothing(tmp_path: Path) -> None:
    quotes = frame_metadata(Frames(tmp_path), "quotes", "empty")
    assert titles(quotes["speakers"]) == []
    assert set(titles(quotes["confidence"])) == {f"≥ {n / 10:g}: 0" for n in range(10)}
