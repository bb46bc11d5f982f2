"""When words were said: by the day beside their cue, by their utterance, by the publication, or not known and why."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.dates import find_dates
from pipeline.extract.dates.sayings import BEFORE_IT, DOCUMENT, NOTHING, WITHIN, with_days
from pipeline.extract.quotes import find_quotes
from pipeline.extract.references import read_mentions
from pipeline.extract.tokens import tokenize
from pipeline.tables import TABLES, frame


def read(
    text: str, published: str | None, language: str = "fr"
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Return the quotes with their days, the dates and the sayings of one article."""
    day = date.fromisoformat(published) if published and len(published) == 10 else None
    month = (date(2021, 6, 1), date(2021, 6, 30)) if published == "2021-06" else (day, day)
    row = {"article_id": 1, "language": language, "published": published, "published_on": day, "text": text}
    articles = frame("articles", [row | dict(zip(("published_from", "published_to"), month, strict=True))])
    pieces, start = [], 0
    for seq, paragraph in enumerate(text.split("\n")):
        end = start + len(paragraph)
        pieces.append({"article_id": 1, "seq": seq, "role": "body", "start_char": start, "end_char": end})
        start = end + 1
    segments = frame(
        "segments", [piece | {"text": text[piece["start_char"] : piece["end_char"]]} for piece in pieces]
    )
    tokens = tokenize(articles, segments)
    mentions = read_mentions(articles, segments, tokens)
    quotes, _ = find_quotes(articles, segments, tokens, mentions)
    dates, sayings = find_dates(articles, segments, tokens, mentions, quotes)
    said = with_days(quotes.lazy(), sayings.lazy(), dates.lazy(), articles.lazy()).collect()
    assert TABLES["quotes"].is_valid(said)
    assert TABLES["sayings"].is_valid(sayings)
    return said, dates, sayings


def told(text: str, published: str | None, words: str, language: str = "fr") -> dict:
    """Return the row of the quote that holds some words."""
    rows = [row for row in read(text, published, language)[0].iter_rows(named=True) if words in row["text"]]
    assert rows, f"no quote holds «{words}»"
    return rows[0]


WEDNESDAY = "2021-06-09"


@pytest.mark.parametrize(
    ("text", "language", "said", "method"),
    [
        ("« Le quai est perdu », a déclaré lundi la maire Odile Garrec.", "fr", "2021-06-07", "cue"),
        ("« Le quai est perdu », a déclaré la maire Odile Garrec mardi.", "fr", "2021-06-08", "cue"),
        ("Lundi, la maire Odile Garrec a déclaré : « Le quai est perdu. »", "fr", "2021-06-07", "cue"),
        (
            "« Le quai est perdu », a dit Odile Garrec dans un entretien paru dimanche.",
            "fr",
            "2021-06-06",
            "cue",
        ),
        ("« Le quai est perdu », a dit Odile Garrec mardi à la télévision.", "fr", "2021-06-08", "cue"),
        ("« Le quai est perdu », a dit hier la maire Odile Garrec.", "fr", "2021-06-08", "cue"),
        (
            "« Le quai est perdu », a dit Odile Garrec, élue lundi à la mairie.",
            "fr",
            "2021-06-09",
            "publication",
        ),
        (
            "« Le quai est perdu », a dit Odile Garrec, qui se bat depuis lundi.",
            "fr",
            "2021-06-09",
            "publication",
        ),
        ("« Le quai est perdu depuis lundi », a dit Odile Garrec.", "fr", "2021-06-09", "publication"),
        ("“The quay is lost for good,” said Mayor Odile Garrec on Monday.", "en", "2021-06-07", "cue"),
        (
            "“The quay is lost for good,” Mayor Odile Garrec told reporters Tuesday.",
            "en",
            "2021-06-08",
            "cue",
        ),
        ("“The quay is lost for good,” said Mayor Odile Garrec.", "en", "2021-06-09", "publication"),
    ],
)
def test_the_day_beside_the_cue_is_the_day_of_the_words(
    text: str, language: str, said: str, method: str
) -> None:
    words = "lost" if language == "en" else "quai est perdu"
    row = told(text, WEDNESDAY, words, language)
    assert (str(row["said_on"]), row["said_method"]) == (said, method)
    assert (row["said_from"], row["said_to"], row["said_reason"]) == (row["said_on"], row["said_on"], None)


def test_words_that_run_on_are_of_the_same_day() -> None:
    text = (
        "« Le quai est perdu », a déclaré lundi la maire Odile Garrec.\n« Il faut partir », a-t-elle ajouté."
    )
    row = told(text, WEDNESDAY, "Il faut partir")
    assert (str(row["said_on"]), row["said_method"]) == ("2021-06-07", "utterance")


@pytest.mark.parametrize(
    ("text", "words", "reason"),
    [
        ("« Le quai est perdu », avait déclaré la maire Odile Garrec.", "quai", BEFORE_IT),
        ("Selon un rapport de la cour, le quai est « perdu pour la ville ».", "perdu", DOCUMENT),
        ('« Odile Garrec m\'a dit : "Jamais" », a raconté le pêcheur Yann Morvan.', "Jamais", WITHIN),
    ],
)
def test_what_is_older_than_the_article_has_no_day_but_a_reason(text: str, words: str, reason: str) -> None:
    rows = [
        row
        for row in read(text, WEDNESDAY)[0].iter_rows(named=True)
        if row["text"].strip(".") == words or words in row["text"]
    ]
    row = min(rows, key=lambda found: len(found["text"]))
    assert (row["said_on"], row["said_from"], row["said_method"], row["said_reason"]) == (
        None,
        None,
        None,
        reason,
    )


def test_an_undated_article_says_why_it_dates_nothing() -> None:
    row = told("« Le quai est perdu », a déclaré Odile Garrec.", None, "quai")
    assert (row["said_on"], row["said_method"], row["said_reason"]) == (None, None, NOTHING)
    row = told("« Le quai est perdu », a déclaré lundi Odile Garrec.", None, "quai")
    assert row["said_on"] is None
    assert "unknown" in row["said_reason"]


def test_a_month_of_publication_gives_the_days_that_are_possible() -> None:
    row = told("« Le quai est perdu », a déclaré Odile Garrec.", "2021-06", "quai")
    assert (str(row["said_from"]), str(row["said_to"]), row["said_method"]) == (
        "2021-06-01",
        "2021-06-30",
        "publication",
    )
    row = told("« Le quai est perdu », a déclaré lundi Odile Garrec.", "2021-06", "quai")
    assert (str(row["said_from"]), str(row["said_to"]), row["said_method"]) == (
        "2021-05-25",
        "2021-06-30",
        "cue",
    )
    assert row["said_reason"].startswith("a weekday needs the day of publication")


def test_a_coarse_date_is_a_span_that_ends_with_the_publication() -> None:
    row = told("« Le quai est perdu », a déclaré cette semaine Odile Garrec.", WEDNESDAY, "quai")
    assert (row["said_on"], str(row["said_from"]), str(row["said_to"])) == (None, "2021-06-07", "2021-06-09")


def test_yesterday_in_words_of_monday_is_sunday() -> None:
    text = "« J'ai vu le maire hier et je le verrai demain », a déclaré lundi Odile Garrec. Il a plu hier."
    dates = read(text, WEDNESDAY)[1]
    assert [(row["text"], row["value"]) for row in dates.iter_rows(named=True)] == [
        ("hier", "2021-06-06"),
        ("demain", "2021-06-08"),
        ("lundi", "2021-06-07"),
        ("hier", "2021-06-08"),
    ]
    assert dates["method"].to_list()[:2] == ["said", "said"]


def test_what_a_story_lends_dates_the_words_too() -> None:
    text = "« Le quai est perdu », a déclaré lundi Odile Garrec."
    said, dates, sayings = read(text, None)
    lent = dates.with_columns(starts_on=pl.lit(date(2021, 6, 7)), ends_on=pl.lit(date(2021, 6, 7)))
    articles = pl.LazyFrame({"article_id": [1], "published_from": [None], "published_to": [None]}).cast(
        {"published_from": pl.Date, "published_to": pl.Date}
    )
    again = with_days(said.lazy(), sayings.lazy(), lent.lazy(), articles).collect()
    assert again["said_on"].to_list() == [date(2021, 6, 7)]


def test_articles_without_quotes_or_tokens_have_no_sayings() -> None:
    empty = [frame(name, []) for name in ("segments", "tokens", "mentions", "quotes")]
    articles = frame("articles", [{"article_id": 1, "language": "fr", "text": "Il a plu lundi."}])
    assert find_dates(articles, *empty)[1].height == 0


SPANS = st.none() | st.tuples(*[st.dates(date(2021, 5, 1), date(2021, 7, 1))] * 2).map(sorted)


@settings(deadline=None)
@given(told_days=SPANS, printed=SPANS, is_told=st.booleans(), reason=st.none() | st.just(WITHIN))
def test_words_are_said_in_a_span_that_begins_before_it_ends_whatever_dates_an_article_tells(
    told_days: list[date] | None, printed: list[date] | None, is_told: bool, reason: str | None
) -> None:
    first, last = told_days or (None, None)
    since, until = printed or (None, None)
    day = pl.Date
    quotes = pl.LazyFrame({"quote_id": [1], "article_id": [1]}).with_columns(
        **{name: pl.lit(None, day) for name in ("said_from", "said_to", "said_on")},
        **{name: pl.lit(None, pl.String) for name in ("said_method", "said_reason")},
    )
    of_words = {"quote_id": 1, "date_id": 1 if is_told else None, "method": "cue", "reason": reason}
    kinds = {"quote_id": pl.Int64, "date_id": pl.Int64, "method": pl.String, "reason": pl.String}
    sayings = pl.LazyFrame([of_words], schema=kinds)
    dates = pl.LazyFrame(
        [{"date_id": 1, "starts_on": first, "ends_on": last, "reason": None if first else "no date"}],
        schema={"date_id": pl.Int64, "starts_on": day, "ends_on": day, "reason": pl.String},
    )
    articles = pl.LazyFrame(
        [{"article_id": 1, "published_from": since, "published_to": until}],
        schema={"article_id": pl.Int64, "published_from": day, "published_to": day},
    )
    said = with_days(quotes, sayings, dates, articles).collect().row(0, named=True)
    begins, ends = said["said_from"], said["said_to"]
    assert begins is None or ends is None or begins <= ends
    assert until is None or ends is None or ends <= until
    assert (said["said_on"] is None) == (said["said_reason"] is not None)


def test_a_day_after_the_publication_dates_no_words() -> None:
    said = told("« Le quai est perdu », a dit le 20 juin 2021 la maire Odile Garrec.", WEDNESDAY, "quai")
    assert (str(said["said_on"]), said["said_method"]) == (WEDNESDAY, "publication")
