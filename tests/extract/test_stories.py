"""Stories: which articles tell the same events, and what they may lend each other."""

from datetime import date
from pathlib import Path
from typing import NamedTuple

import polars as pl
import pytest

from pipeline.extract.dates import find_dates
from pipeline.extract.lending import Lent, lend_dates
from pipeline.extract.mentions import find_mentions
from pipeline.extract.stories import find_stories
from pipeline.extract.tokens import tokenize
from pipeline.tables import TABLES, frame

DATED = """La présidente Lucie Aubrac est arrivée lundi à Port-Vallon. Elle doit y rencontrer mardi le maire Paul Ravel.

Lucie Aubrac et Paul Ravel signeront mercredi l'accord sur le chantier naval de Vallon, selon Marthe Quillan, porte-parole de la Ligue des Ports.

L'armateur Hugo Delmas et la Fédération Maritime de Brévin attendent cet accord depuis Saint-Orven."""

UNDATED = """Lucie Aubrac a quitté Port-Vallon vendredi, après une visite du chantier naval avec l'armateur Hugo Delmas.

Mardi, Lucie Aubrac avait rencontré le maire Paul Ravel à Port-Vallon. Lucie Aubrac et Paul Ravel ont signé mercredi l'accord sur le chantier naval de Vallon, a rappelé Marthe Quillan, porte-parole de la Ligue des Ports.

La Fédération Maritime de Brévin salue l'accord. Le texte sera voté en décembre à Saint-Orven."""

OTHER = """Le chanteur Ivan Petrossian a annulé mardi son concert à Castelroc, a dit son agent Noé Ferrand. La salle du Grand Orme remboursera mercredi les billets."""


class Told(NamedTuple):
    """The frames of some articles, with their stories and what these lend."""

    articles: pl.DataFrame
    mentions: pl.DataFrame
    dates: pl.DataFrame
    stories: pl.DataFrame
    lent: Lent


def tell(*texts: tuple[str, str | None], credit: str | None = None) -> Told:
    """Read texts with their publication, all of one agency's, on their own path through the extractors."""
    rows, pieces = [], []
    for key, (text, published) in enumerate(texts, 1):
        day = date.fromisoformat(published) if published and len(published) == len("2021-02-03") else None
        rows.append(
            {
                "article_id": key,
                "language": "fr",
                "published": published,
                "published_on": day,
                "credit": credit,
                "text": text,
            }
        )
        start = 0
        for seq, paragraph in enumerate(text.split("\n\n")):
            span = {"start_char": start, "end_char": start + len(paragraph), "text": paragraph}
            pieces.append({"article_id": key, "seq": seq, "role": "body", **span})
            start += len(paragraph) + 2
    articles = frame("articles", rows)
    segments = frame("segments", pieces)
    tokens = tokenize(articles, segments)
    mentions = find_mentions(articles, segments, tokens)
    dates = find_dates(articles, segments, tokens, mentions, frame("quotes", []))[0]
    stories = find_stories(articles, mentions, dates)
    return Told(
        articles, mentions, dates, stories, lend_dates(articles, segments, tokens, mentions, dates, stories)
    )


@pytest.fixture(scope="module")
def told() -> Told:
    return tell((DATED, "2021-11-08"), (UNDATED, None), (OTHER, None))


def test_articles_on_the_same_people_and_places_make_a_story(told: Told) -> None:
    assert told.stories["members"].to_list() == [[1, 2]]
    assert TABLES["stories"].is_valid(told.stories)


def test_the_story_does_not_depend_on_the_order_of_the_articles(told: Told) -> None:
    again = find_stories(told.articles.reverse(), told.mentions.reverse(), told.dates.reverse())
    assert again.equals(told.stories)


def test_an_undated_article_gets_the_days_that_its_story_settles(told: Told) -> None:
    lent = {row["text"]: row for row in told.lent.dates.iter_rows(named=True)}
    assert {text: row["value"] for text, row in lent.items()} == {
        "vendredi": "2021-11-12",
        "Mardi": "2021-11-09",
        "mercredi": "2021-11-10",
        "décembre": "2021-12",
    }
    assert {(row["article_id"], row["method"], row["lender_article_id"]) for row in lent.values()} == {
        (2, "story", 1)
    }
    assert TABLES["dates"].is_valid(told.lent.dates)


def test_lent_rows_take_the_place_of_the_unresolved_ones(told: Told) -> None:
    unresolved = told.dates.filter(pl.col("value").is_null())
    assert set(told.lent.dates["date_id"]) <= set(unresolved["date_id"])


def test_a_month_of_publication_is_lent_where_the_day_stays_open(told: Told) -> None:
    row = told.lent.publications.row(0, named=True)
    assert (row["article_id"], row["published"], row["published_on"]) == (2, "2021-11", None)
    assert row["published_method"] == "story"


def test_an_agency_copy_is_of_the_day_of_its_news() -> None:
    lent = tell((DATED, "2021-11-08"), (UNDATED, None), credit="AFP").lent
    columns = ("published", "published_on", "published_from", "published_to", "published_method")
    day = date(2021, 11, 12)
    assert lent.publications.select(columns).rows() == [("2021-11-12", day, day, day, "story")]


def test_the_month_that_a_text_states_stays_beside_the_day_that_is_lent() -> None:
    row = tell((DATED, "2021-11-08"), (UNDATED, "2021-11"), credit="AFP").lent.publications.row(0, named=True)
    assert (row["published"], row["published_on"]) == ("2021-11", date(2021, 11, 12))


def test_without_an_agency_the_days_that_fit_are_lent(told: Told) -> None:
    row = told.lent.publications.row(0, named=True)
    assert (row["published_from"], row["published_to"]) == (date(2021, 11, 10), date(2021, 11, 15))


NO_WEEKDAY = """Lucie Aubrac et Paul Ravel vont signer l'accord sur le chantier naval de Vallon, à Port-Vallon, lors du forum prévu du 10 au 13 novembre, selon Marthe Quillan, porte-parole de la Ligue des Ports.

L'armateur Hugo Delmas et la Fédération Maritime de Brévin attendent cet accord depuis Saint-Orven."""


def test_where_no_weekdays_agree_an_article_lies_near_its_story_and_before_what_it_announces() -> None:
    row = tell((DATED, "2021-11-08"), (NO_WEEKDAY, "2021-11")).lent.publications.row(0, named=True)
    assert (row["published"], row["published_on"]) == ("2021-11", None)
    assert (row["published_from"], row["published_to"]) == (date(2021, 11, 1), date(2021, 11, 10))
    assert row["confidence"] == 0.5


def test_a_lone_article_gets_nothing(told: Told) -> None:
    assert 3 not in told.lent.dates["article_id"].to_list()
    assert tell((UNDATED, None)).lent.dates.height == 0


def test_a_story_without_a_dated_article_lends_nothing() -> None:
    lent = tell((DATED, None), (UNDATED, "2021-11")).lent
    assert (lent.dates.height, lent.publications.height) == (0, 0)


def test_what_a_text_says_of_its_own_day_goes_before_the_story() -> None:
    early = UNDATED + " Le 2 décembre 2019, Lucie Aubrac votera le texte."
    assert tell((DATED, "2021-11-08"), (early, "2019-11")).lent.dates.height == 0


def test_the_same_events_years_apart_are_two_stories() -> None:
    assert tell((DATED, "2021-11-08"), (UNDATED, "2012-11-12")).stories.height == 0


def test_copied_sentences_make_a_story() -> None:
    names = [
        f"Le quai numéro {n} du vieux port restera fermé aux camions et aux cars de tourisme."
        for n in range(8)
    ]
    text = " ".join(names)
    found = tell((text, "2021-11-08"), (text + " Fin.", "2021-11-09"), (OTHER, None)).stories
    assert found["members"].to_list() == [[1, 2]]
    assert found["method"].to_list() == ["same sentences"]


SEEDS = Path(__file__).parents[3] / "shared" / "seeds"


@pytest.mark.skipif(not SEEDS.exists(), reason="the five documents do not lie beside the project")
def test_the_five_documents_are_one_story_of_september_2023() -> None:
    from pipeline.extract.articles import read_articles
    from pipeline.extract.references import read_mentions

    texts = [
        {"article_id": n, "text": p.read_text(encoding="utf-8")}
        for n, p in enumerate(sorted(SEEDS.glob("*.txt")))
    ]
    beside = {
        name: pl.lit(None, pl.String)
        for name in ("published", "title", "byline", "publisher", "language", "url")
    }
    articles, segments = read_articles(pl.DataFrame(texts).with_columns(**beside))
    tokens = tokenize(articles, segments)
    mentions = read_mentions(articles, segments, tokens)
    dates = find_dates(articles, segments, tokens, mentions, frame("quotes", []))[0]
    stories = find_stories(articles, mentions, dates)
    assert stories["members"].to_list() == [[0, 1, 2, 3, 4]]
    lent = lend_dates(articles, segments, tokens, mentions, dates, stories)
    spans = {
        key: (str(first), str(last))
        for key, first, last in lent.publications.select(
            "article_id", "published_from", "published_to"
        ).rows()
    }
    assert spans == {
        0: ("2023-09-16", "2023-09-16"),
        1: ("2023-09-17", "2023-09-17"),
        3: ("2023-09-01", "2023-09-21"),
        4: ("2023-09-01", "2023-09-10"),
    }
    days = set(lent.dates["value"]) | {"2023-09-11"}
    assert days == {f"2023-09-{day}" for day in (11, 12, 13, 15, 16, 17)} | {"2023-11"}
