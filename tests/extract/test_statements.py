"""The same words in several articles are one statement."""

from datetime import date
from time import perf_counter

import polars as pl
import pytest

from pipeline.extract.statements import find_statements
from pipeline.tables import TABLES, frame

WORDS = "Nous rouvrirons la ligne avant la fin du printemps, et les abonnés seront remboursés."


def statements(*quotes: tuple[str, int | None, str], kind: str = "direct") -> pl.DataFrame:
    """Return the statements of quotes (words, speaker, day), each in an article of its own."""
    rows = [
        {
            "quote_id": number,
            "utterance_id": number,
            "article_id": number,
            "start_char": 0,
            "end_char": len(text),
            "text": text,
            "kind": kind,
            "speaker_name": None if speaker is None else f"Speaker {speaker}",
            "speaker_entity_id": speaker,
        }
        for number, (text, speaker, _) in enumerate(quotes)
    ]
    articles = [
        {"article_id": number, "published_on": date.fromisoformat(day)}
        for number, (*_, day) in enumerate(quotes)
    ]
    found = find_statements(frame("quotes", rows), frame("articles", articles))
    return TABLES["statements"].validate(found)


def members(found: pl.DataFrame) -> list[list[int]]:
    return sorted(found["members"].to_list())


def test_the_same_words_are_one_statement_whatever_case_accents_and_punctuation() -> None:
    found = statements((WORDS, 1, "2024-05-02"), (WORDS.upper().replace("É", "E"), 1, "2024-05-01"))
    row = found.row(0, named=True)
    assert (row["members"], row["n_articles"], row["method"], row["score"]) == ([0, 1], 2, "exact", 1.0)
    assert (row["first_article_id"], row["first_published_on"]) == (1, date(2024, 5, 1))


def test_a_copy_may_be_cut_and_the_fullest_words_are_shown() -> None:
    found = statements((WORDS[:51], 1, "2024-05-01"), (WORDS, 1, "2024-05-02"))
    assert found.select("text", "method", "first_article_id").row(0) == (WORDS, "cut", 0)


def test_a_cut_in_the_middle_is_a_cut() -> None:
    cut = WORDS.replace("avant la fin du printemps", "[...]")
    assert statements((cut, 1, "2024-05-01"), (WORDS, 1, "2024-05-02"))["method"].to_list() == ["cut"]


def test_a_copy_may_be_lightly_edited() -> None:
    edited = WORDS.replace("abonnés", "voyageurs")
    row = statements((edited, 1, "2024-05-01"), (WORDS, 1, "2024-05-02")).row(0, named=True)
    assert row["method"] == "edited"
    assert 0.8 <= row["score"] < 1


@pytest.mark.parametrize(
    "other",
    [
        "Nous fermerons la ligne avant la fin de cet hiver, et les salariés seront reclassés.",
        "La ligne rouvrira, les abonnés l'attendent depuis longtemps.",
    ],
)
def test_words_on_the_same_thing_are_no_copy(other: str) -> None:
    assert statements((other, 1, "2024-05-01"), (WORDS, 1, "2024-05-02")).is_empty()


def test_short_words_are_joined_only_when_equal() -> None:
    short = "Nous ne céderons pas"
    assert members(
        statements((short, 1, "2024-05-01"), (short, 1, "2024-05-02"), (short[:-4], 1, "2024-05-03"))
    ) == [[0, 1]]


def test_two_speakers_with_the_same_words_make_two_statements() -> None:
    quotes = [(WORDS, speaker, f"2024-05-0{day}") for day, speaker in enumerate([1, 1, 2, 2, 3], start=1)]
    assert members(statements(*quotes)) == [[0, 1], [2, 3]]


def test_words_without_a_speaker_go_to_the_one_most_often_named() -> None:
    quotes = [(WORDS, speaker, f"2024-05-0{day}") for day, speaker in enumerate([None, 2, 2, 1], start=1)]
    found = statements(*quotes)
    assert members(found) == [[0, 1, 2]]
    assert found["speaker_name"].to_list() == ["Speaker 2"]


def test_reported_clauses_are_the_reporters_words() -> None:
    assert statements((WORDS, 1, "2024-05-01"), (WORDS, 1, "2024-05-02"), kind="indirect").is_empty()


def test_words_in_one_article_alone_are_no_statement() -> None:
    assert statements((WORDS, 1, "2024-05-01")).is_empty()
    assert statements().is_empty()


def test_the_order_of_rows_does_not_matter() -> None:
    quotes = [
        (WORDS, 1, "2024-05-01"),
        (WORDS[:51], 1, "2024-05-02"),
        (WORDS.replace("fin", "mi"), 1, "2024-05-03"),
    ]
    one, other = statements(*quotes), statements(*reversed(quotes))
    shown = ("statement_id", "text", "score", "method", "first_published_on")
    assert one.select(shown).equals(other.select(shown))


def test_time_is_near_linear_in_the_words() -> None:
    hostile = [
        (f"a b c d e f g h i j {number} k l m n o p q r s t", 1, "2024-05-01") for number in range(20_000)
    ]
    endless = [("non " * 50_000 + str(number), 1, "2024-05-01") for number in range(4)]
    started = perf_counter()
    statements(*hostile, *endless)
    assert perf_counter() - started < 20
