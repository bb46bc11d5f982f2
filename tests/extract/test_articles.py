"""Pages: text in, segments and fields out."""

import itertools

import polars as pl
import pytest

from pipeline.extract.articles import article_id, read_articles
from pipeline.extract.layout import paragraphs, read_page
from pipeline.frames import schema_of


def texts(*rows: dict[str, str]) -> pl.DataFrame:
    return pl.DataFrame(
        [{"article_id": article_id(row["text"]), **row} for row in rows], schema=schema_of("texts")
    )


def roles(text: str, language: str = "fr") -> list[tuple[str, str]]:
    page = read_page(text, language)
    return [(piece.role, page.words(piece)) for piece in page.pieces]


BODY = "Le conseil du port a voté la réouverture du quai, fermé depuis la tempête de l'hiver dernier."


def test_a_headline_over_a_body_is_the_title() -> None:
    assert roles(f"Le quai rouvre\n\n{BODY}") == [("title", "Le quai rouvre"), ("lead", BODY)]


def test_a_text_without_headline_begins_with_its_lead() -> None:
    assert [role for role, _ in roles(f"{BODY}\n\n{BODY}")] == ["lead", "body"]


def test_an_inline_date_is_metadata_and_what_follows_is_no_title() -> None:
    assert roles(f" date 2021-04 Le quai rouvre bientôt au public\n\n{BODY}") == [
        ("metadata", "date 2021-04"),
        ("lead", "Le quai rouvre bientôt au public"),
        ("body", BODY),
    ]


def test_a_sentence_above_an_agency_dateline_is_a_caption() -> None:
    assert [role for role, _ in roles(f"Le maire sur le quai, mardi.\n\nBrest (AFP) - {BODY}")] == [
        "caption",
        "dateline",
        "lead",
    ]


def test_a_dashed_line_is_a_heading_and_a_dashed_sentence_is_not() -> None:
    assert [role for role, _ in roles(f"{BODY}\n\n- La pêche reprend -\n\n{BODY}\n\n- {BODY}")] == [
        "lead",
        "heading",
        "body",
        "body",
    ]


def test_short_lines_under_the_body_are_boilerplate() -> None:
    assert [role for role, _ in roles(f"{BODY}\n\n{BODY}\n\nTout\nPort Info")] == [
        "lead",
        "body",
        "boilerplate",
        "boilerplate",
    ]


def test_wrapped_lines_are_one_paragraph() -> None:
    wrapped = "Le conseil du port a voté la réouverture du quai,\nfermé depuis la tempête de l'hiver dernier.\nLa pêche reprend."
    assert len(paragraphs(wrapped)) == 2


def test_a_name_under_the_title_is_the_by_line() -> None:
    page = read_page(f"Le quai rouvre\nLucie Aubrac\n\n{BODY}", "fr")
    assert page.fields["byline"] == "Lucie Aubrac"


def test_a_line_of_the_head_may_say_several_things() -> None:
    page = read_page(f"Le quai rouvre\n\nPar Lucie Aubrac - Publié le 3 mai 2021 à 8h05\n\n{BODY}", "fr")
    assert page.fields == {"byline": "Lucie Aubrac", "published": "3 mai 2021 à 8h05"}


def test_an_unknown_agency_is_credited_by_its_dateline() -> None:
    page = read_page(f"Tulle (Presse du Plateau) - {BODY}", "fr")
    assert (page.fields["place"], page.fields["credit"]) == ("Tulle", "Presse du Plateau")


@pytest.mark.parametrize(
    ("line", "published", "day"),
    [
        ("Publié le 3 mai 2021 à 8h05", "2021-05-03T08:05", 3),
        ("3 mai 2021 . –", "2021-05-03", 3),
        ("Publié : 03/05/2021", "2021-05-03", 3),
    ],
)
def test_the_publication_keeps_its_precision(line: str, published: str, day: int) -> None:
    articles, _ = read_articles(texts({"text": f"Le quai rouvre\n\n{line}\n\n{BODY}"}))
    row = articles.row(0, named=True)
    assert (row["published"], row["published_method"]) == (published, "text")
    assert row["published_on"].day == day


def test_what_stands_beside_the_file_wins_over_the_text() -> None:
    text = f"Le quai rouvre\n\nPublié le 3 mai 2021\n\n{BODY}"
    articles, _ = read_articles(texts({"text": text, "published": "2021-06", "publisher": "Port Info"}))
    row = articles.row(0, named=True)
    assert (row["published"], row["published_on"], row["published_method"]) == ("2021-06", None, "metadata")
    assert row["publisher"] == "Port Info"


def test_an_undated_article_stays_undated() -> None:
    articles, _ = read_articles(texts({"text": BODY}))
    assert articles.row(0, named=True)["published"] is None


@pytest.mark.parametrize(
    "text", ["\n" * 50_000, "« " * 500_000, "Le quai. " * 100_000, "a" * 1_000_000, "(AFP) - " * 100_000]
)
def test_every_character_stands_in_one_segment_on_hostile_input_too(text: str) -> None:
    pieces = read_page(text, "fr").pieces
    covered = "".join(text[piece.start : piece.end] for piece in pieces)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(one.end <= other.start for one, other in itertools.pairwise(pieces))


def test_no_text_gives_empty_frames_with_their_columns() -> None:
    articles, segments = read_articles(texts())
    assert articles.is_empty()
    assert "role" in segments.columns


def test_lines_of_the_site_above_the_headline_are_not_the_title() -> None:
    assert roles(f"Monde\nEn direct\nLe port rouvre ses quais au public\n\n{BODY}")[:3] == [
        ("boilerplate", "Monde"),
        ("boilerplate", "En direct"),
        ("title", "Le port rouvre ses quais au public"),
    ]


def test_a_word_in_capitals_before_a_headline_is_no_dateline_whatever_other_languages_write() -> None:
    page = read_page(f"URGENT - Le port rouvre ses quais au public\n\n{BODY}", "fr")
    assert page.words(page.pieces[0]) == "URGENT - Le port rouvre ses quais au public"
    assert page.fields.get("place") is None


def test_a_name_that_begins_with_the_family_signs_alone() -> None:
    page = read_page(f"Le port rouvre ses quais\nAubrac, Lucie\n\n{BODY}", "fr")
    assert page.fields["byline"] == "Lucie Aubrac"
    assert [piece.role for piece in page.pieces] == ["title", "byline", "lead"]


def test_a_dateline_may_stand_in_brackets() -> None:
    page = read_page(f"(Chicoutimi) {BODY}", "fr")
    assert page.fields["place"] == "Chicoutimi"


def test_many_short_lines_under_the_body_are_a_list_of_the_text() -> None:
    roster = "\n".join(f"Joueur {n}" for n in range(10))
    assert [role for role, _ in roles(f"{BODY}\n\n{BODY}\n\n{roster}")] == ["lead", "body", *["body"] * 10]


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Le quai rouvre au public | Mer | Port Info", "Le quai rouvre au public"),
        ("Le quai rouvre au public - PDC", "Le quai rouvre au public"),
        ("Brest - Tulle, un match sans but", "Brest - Tulle, un match sans but"),
        ("Mer | Le quai rouvre au public", "Mer | Le quai rouvre au public"),
    ],
)
def test_a_title_is_told_without_its_site(line: str, title: str) -> None:
    articles, segments = read_articles(texts({"text": f"{line}\n\nRennes (PDC)\n{BODY}"}))
    assert articles["title"].to_list() == [title]
    assert segments["text"][0] == line
