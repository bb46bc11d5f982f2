"""The catalogue says what every table and column means, and its pages are up to date."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from pipeline.errors import UserError
from pipeline.tables import FRAMES_ONLY, TABLES
from pipeline.warehouse import catalogue

DOCS = Path(__file__).parents[2] / "docs"


def test_every_table_of_the_contract_is_in_the_catalogue() -> None:
    names = [table.name for table in catalogue.tables() if table.kind == "table"]
    assert [name for name in names if name in TABLES] == [name for name in TABLES if name not in FRAMES_ONLY]


@pytest.mark.parametrize("table", catalogue.tables(), ids=lambda table: table.name)
def test_a_table_and_its_columns_say_what_they_mean(table: catalogue.Table) -> None:
    assert table.comment
    assert [column.name for column in table.columns if not column.comment] == []


def test_two_columns_of_other_names_do_not_share_a_meaning_by_accident() -> None:
    for table in catalogue.tables():
        meant = [column.comment for column in table.columns]
        assert sorted(meant) == sorted(set(meant)), table.name


def test_the_macros_are_in_the_catalogue() -> None:
    assert [call for call, _ in catalogue.macros()] == [
        "around(words, first_char, last_char, reach)",
        "asked_words(words)",
        "bears(name, person)",
        "entities_named(person)",
        "folded(words)",
        "name_words(name)",
        "quotes_by(person)",
        "search(words)",
        "touches(first_day, last_day, since, until)",
        "white_space()",
        "word_stems(word, plain_word, stemmer)",
    ]


def test_one_table_can_be_asked_for() -> None:
    assert catalogue.as_text("stories").startswith("stories (table)\n  Articles that tell the same events.")
    with pytest.raises(UserError, match="there is no table 'nothing'; there are documents"):
        catalogue.as_text("nothing")


def test_the_page_is_up_to_date() -> None:
    assert (DOCS / "catalogue.md").read_text(encoding="utf-8") == catalogue.as_markdown(), "run `make docs`"


def test_the_picture_is_up_to_date_and_draws_every_reference() -> None:
    picture = (DOCS / "schema.svg").read_text(encoding="utf-8")
    assert picture == catalogue.as_svg(), "run `make docs`"
    drawn = ET.fromstring(picture)  # noqa: S314  (our own words)
    titles = {title.text for title in drawn.iter("{http://www.w3.org/2000/svg}title")}
    assert {"quotes.parent_quote_id → quotes.quote_id", "mentions.entity_id → entities.entity_id"} <= titles
