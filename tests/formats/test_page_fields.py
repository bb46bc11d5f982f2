"""What a page states of its article, and which statement wins."""

import json

import pytest

from tests.formats.pages import HEADLINE, PARAGRAPHS, linked, page, read


def test_json_ld_speaks_first() -> None:
    head = linked(
        author={"@type": "Person", "name": "Maël Kervoas"},
        datePublished="2024-03-05T08:10:42+01:00",
        dateModified="2024-03-05T11:02:00Z",
        publisher={"@type": "Organization", "name": "La Vigie de Morlane"},
        url="https://vigie.example/bac",
    )
    metas = "<meta name='author' content='Rédaction web'><meta property='article:published_time' content='2021-01-01'>"
    assert read(page(head=head + metas)).beside == {
        "title": HEADLINE,
        "byline": "Maël Kervoas",
        "published": "2024-03-05T08:10+01:00",
        "updated": "2024-03-05T11:02+00:00",
        "publisher": "La Vigie de Morlane",
        "url": "https://vigie.example/bac",
    }


def test_json_ld_may_stand_in_a_graph_and_name_by_reference() -> None:
    graph = [
        {"@type": "WebSite", "name": "vigie.example", "@id": "#site"},
        {"@type": "Organization", "@id": "#org", "name": "La Vigie"},
        {"@type": "Person", "@id": "#p1", "name": "Ysé Tanguy"},
        {"@type": "Person", "@id": "#p2", "name": "Loeiz Prat"},
        {
            "@type": ["Article", "BlogPosting"],
            "headline": HEADLINE,
            "author": [{"@id": "#p1"}, {"@id": "#p2"}],
            "publisher": {"@id": "#org"},
            "datePublished": "2024-03-05T08:10:00+0100",
        },
    ]
    seen = read(page(head=f"<script type='application/ld+json'>{json.dumps({'@graph': graph})}</script>"))
    assert seen.beside["byline"] == "Ysé Tanguy, Loeiz Prat"
    assert seen.beside["publisher"] == "La Vigie"
    assert seen.beside["published"] == "2024-03-05T08:10+01:00"


def test_of_several_articles_in_json_ld_the_one_under_the_headline_speaks() -> None:
    other = linked(headline="Une autre histoire", author="Nolwenn Ac'h", datePublished="2020-01-01")
    own = linked(author="Ysé Tanguy", datePublished="2024-03-05")
    assert read(page(head=other + own)).beside["byline"] == "Ysé Tanguy"
    assert read(page(head=other + own)).beside["published"] == "2024-03-05"


def test_a_picture_s_date_is_not_the_article_s() -> None:
    picture = (
        "<script type='application/ld+json'>"
        + json.dumps({"@type": "ImageObject", "datePublished": "2017-01-01", "author": "Studio Vallon"})
        + "</script>"
    )
    head = picture + "<meta property='article:published_time' content='2024-03-05T08:10:00+01:00'>"
    seen = read(page(head=head))
    assert seen.beside["published"] == "2024-03-05T08:10+01:00"
    assert "byline" not in seen.beside


@pytest.mark.parametrize("broken", ["{", '{"@type": "NewsArticle", "headline": ', "[" * 5_000, "\x00"])
def test_broken_json_ld_leaves_the_other_sources(broken: str) -> None:
    head = (
        f"<script type='application/ld+json'>{broken}</script><meta name='dc.creator' content='Tanguy, Ysé'>"
    )
    assert read(page(head=head)).beside["byline"] == "Ysé Tanguy"


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        (f"{HEADLINE} | La Vigie", HEADLINE),
        (f"{HEADLINE} - La Vigie", HEADLINE),
        (f"{HEADLINE} | LaVigie | 05.03.2024", HEADLINE),
        (f"{HEADLINE} - Vigie.example", HEADLINE),
        (
            "Morlane : le bac reprend - et les écoliers aussi",
            "Morlane : le bac reprend - et les écoliers aussi",
        ),
    ],
)
def test_the_site_s_name_is_no_part_of_a_title(stated: str, title: str) -> None:
    head = (
        f"<title>{stated}</title><meta property='og:title' content='{stated}'>"
        "<meta property='og:site_name' content='La Vigie'><link rel='canonical' href='https://www.vigie.example/bac'>"
    )
    assert read(page(head=head, h1="La Vigie")).beside["title"] == title


def test_the_headline_shown_wins_over_the_title_for_search_engines() -> None:
    head = "<title>Bac Morlane reprise horaires</title>"
    assert read(page(head=head)).beside["title"] == HEADLINE


def test_of_two_names_of_json_ld_the_one_shown_is_the_title() -> None:
    head = linked(headline="Bac : la reprise", alternativeHeadline=HEADLINE)
    assert read(page(head=head)).beside["title"] == HEADLINE


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("<span class='byline'>Par <a rel='author'>Ysé Tanguy</a></span>", "Ysé Tanguy"),
        ("<p class='article__authors'>Par Ysé Tanguy et Loeiz Prat</p>", "Ysé Tanguy et Loeiz Prat"),
        ("<div itemprop='author'>Ysé Tanguy | 5 mars 2024</div>", "Ysé Tanguy"),
        ("<p>Auteur : Ysé Tanguy</p>", "Ysé Tanguy"),
        ("<p class='author'>Ysé Tanguy, grande reporter</p>", "Ysé Tanguy"),
        ("<p class='author'><b>Ysé Tanguy</b><i>Cheffe de service</i></p>", "Ysé Tanguy"),
        ("<p><a href='/auteur/yse-tanguy'>Ysé Tanguy</a> 5 mars 2024</p>", "Ysé Tanguy"),
        ("<p>Par Ysé Tanguy</p>", "Ysé Tanguy"),
        ("<p>Par temps calme, le bac part à l'heure.</p>", None),
        ("<div class='author'>Photo : Studio Vallon</div>", None),
        ("<p class='comment-author'>Jean Troll</p>", None),
        ("<p class='author'>ytanguy29</p>", None),
        ("<div class='author'>Suivez nos journalistes sur les réseaux !</div>", None),
    ],
)
def test_the_visible_by_line(byline: str, names: str | None) -> None:
    assert read(page(top=byline)).beside.get("byline") == names


def test_publisher_and_owner_are_no_authors_where_a_name_signs() -> None:
    head = (
        "<meta property='og:site_name' content='La Vigie'><meta name='author' content='La Vigie (www.vigie.example)'>"
        "<meta property='article:author' content='https://facebook.com/lavigie'>"
    )
    assert read(page(head=head, top="<p class='signature'>Ysé Tanguy</p>")).beside["byline"] == "Ysé Tanguy"
    assert "byline" not in read(page(head=head)).beside


def test_an_outlet_or_agency_that_signs_itself_is_the_author() -> None:
    assert (
        read(page(head=linked(author=[{"@type": "Organization", "name": "AFP"}]))).beside["byline"] == "AFP"
    )
    head = linked(author={"name": "La Vigie"}, publisher={"name": "La Vigie"})
    assert read(page(head=head)).beside["byline"] == "La Vigie"


@pytest.mark.parametrize(
    ("stated", "iso"),
    [
        ("2024-03-05T08:10:42.500Z", "2024-03-05T08:10+00:00"),
        ("2024-03-05 08:10:42 +02:00", "2024-03-05T08:10+02:00"),
        ("2024-03-05T08:10:42-0500", "2024-03-05T08:10-05:00"),
        ("2024-03-05T08:10", "2024-03-05T08:10"),
        ("2024-03-05T00:00:00+01:00", "2024-03-05"),
        ("2024-03-05", "2024-03-05"),
        ("1709622642000", "2024-03-05T07:10+00:00"),
        ("2024-13-45", None),
        ("hier", None),
    ],
)
def test_a_moment_keeps_its_hour_and_zone(stated: str, iso: str | None) -> None:
    head = f"<meta property='article:published_time' content='{stated}'>"
    assert read(page(head=head)).beside.get("published") == iso


@pytest.mark.parametrize(
    "top",
    [
        "<time datetime='2024-03-05T08:10:00+01:00'>mardi</time>",
        "<time class='updated' datetime='2024-06-01'>1er juin</time><time datetime='2024-03-05T08:10:00+01:00'>mardi</time>",
        "<p class='meta'>Par Ysé Tanguy | 5 mars 2024 à 8h10</p>",
    ],
)
def test_the_date_under_the_headline(top: str) -> None:
    assert read(page(top=top)).beside["published"].startswith("2024-03-05T08:10")


def test_an_update_is_no_publication() -> None:
    head = "<meta property='article:modified_time' content='2024-03-06T10:00:00Z'>"
    assert "published" not in read(page(head=head)).beside
    head += "<meta property='article:published_time' content='2024-03-05T08:10:00Z'>"
    assert read(page(head=head)).beside["updated"] == "2024-03-06T10:00+00:00"


def test_what_publishers_escape_twice_is_text() -> None:
    head = linked(headline="Le bac d&amp;#8217;Armel reprend", author="D&eacute;sir&eacute; Le Goff")
    seen = read(page(head=head, h1="Le bac d’Armel reprend"))
    assert (seen.beside["title"], seen.beside["byline"]) == ("Le bac d’Armel reprend", "Désiré Le Goff")


def test_an_hour_of_a_page_comes_to_the_table() -> None:
    import polars as pl

    from pipeline.extract.articles import read_articles
    from pipeline.frames import schema_of

    seen = read(
        page(head=linked(datePublished="2024-03-05T08:10:42+01:00", dateModified="2024-03-05T12:00:00+01:00"))
    )
    row = {"article_id": 1, "text": seen.text, "layout": seen.layout, **seen.beside}
    articles, segments = read_articles(pl.DataFrame([row], schema=schema_of("texts")))
    article = articles.row(0, named=True)
    assert (article["published"], article["updated"]) == ("2024-03-05T08:10+01:00", "2024-03-05T12:00+01:00")
    assert str(article["published_on"]) == "2024-03-05"
    assert segments["role"].to_list() == ["title", "lead", "body", "body", "body"]
    assert segments["text"].to_list()[1:] == list(PARAGRAPHS)


def test_a_meta_author_that_the_page_does_not_show_gives_way_to_the_by_line() -> None:
    head = "<meta name='author' content='Groupe Vallon Presse'>"
    assert read(page(head=head, top="<p class='author'>Ysé Tanguy</p>")).beside["byline"] == "Ysé Tanguy"
    assert read(page(head=head)).beside["byline"] == "Groupe Vallon Presse"


def test_a_title_of_a_thousand_parts_is_read_in_linear_time() -> None:
    head = "<meta property='og:site_name' content='La Vigie'><title>" + "a | " * 50_000 + "</title>"
    assert read(page(head=head)).beside["title"] == HEADLINE
