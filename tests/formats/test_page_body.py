"""The text of a page's article, whole, and what is no article."""

import pytest

from pipeline.extract.articles import read_page as read_roles
from tests.formats.pages import HEADLINE, PARAGRAPHS, linked, page, pieces, read

P = [f"<p>{words}</p>" for words in PARAGRAPHS]


def test_a_page_is_its_headline_and_its_paragraphs() -> None:
    assert pieces(read(page())) == [("title", HEADLINE), *(("body", words) for words in PARAGRAPHS)]


@pytest.mark.parametrize("name", ["chapo", "article-standfirst", "dek", "subtitle", "ArticleSummary"])
def test_the_standfirst_is_the_lead(name: str) -> None:
    words = "Trois semaines de panne ont coûté cher aux commerçants de la rive sud, qui réclament une aide."
    seen = read(page(top=f"<div class='{name}'>{words}</div>"))
    assert pieces(seen)[:3] == [("title", HEADLINE), ("lead", words), ("body", PARAGRAPHS[0])]


def test_a_description_that_is_shown_is_the_standfirst() -> None:
    words = "Trois semaines de panne ont coûté cher aux commerçants de la rive sud, qui réclament une aide."
    assert pieces(read(page(head=linked(description=words), top=f"<h2>{words}</h2>")))[1] == ("lead", words)
    assert words not in str(read(page(head=linked(description=words))).text)


def test_a_credit_of_a_picture_is_no_standfirst() -> None:
    seen = read(
        page(top="<div class='description'>Le bac au matin, vu du ponton (Photo : Studio Vallon)</div>")
    )
    assert ("lead", "Le bac au matin, vu du ponton (Photo : Studio Vallon)") not in pieces(seen)


@pytest.mark.parametrize("n", [2, 4])
def test_an_article_in_several_containers_is_whole(n: int) -> None:
    share = len(P) // n
    chunks = ["".join(P[k * share : (k + 1) * share]) for k in range(n)]
    body = "<div class='ad-slot'>Publicité</div>".join(
        f"<section class='story__text'>{chunk}</section>" for chunk in chunks
    )
    seen = read(page(body=body))
    assert [words for role, words in pieces(seen) if role == "body"] == list(PARAGRAPHS)


def test_a_stated_body_that_is_longer_is_taken() -> None:
    more = [
        f"Le quai numéro {n} rouvrira à son tour quand les plongeurs auront visité ses fondations."
        for n in range(9)
    ]
    seen = read(page(head=linked(articleBody="\n".join([*PARAGRAPHS, *more])), body=P[0] + P[1]))
    assert [words for role, words in pieces(seen) if role == "body"] == [*PARAGRAPHS, *more]


def test_a_stated_body_alone_is_an_article() -> None:
    html = f"<html><head>{linked(articleBody=chr(10).join(PARAGRAPHS))}</head><body><div id='app'></div></body></html>"
    assert pieces(read(html)) == [("title", HEADLINE), *(("body", words) for words in PARAGRAPHS)]


def test_soft_hyphens_are_no_text() -> None:
    seen = read(page(body="".join(p.replace("Morlane", "Mor\u00adla\u00adne") for p in P)))
    assert "Morlane" in str(seen.text)
    assert "\u00ad" not in str(seen.text)


def test_what_is_a_link_from_end_to_end_leads_to_another_article() -> None:
    related = "Grève au port : le récit d’une semaine sans bac"
    seen = read(page(body=P[0] + f"<p><a href='/x'>{related}</a></p>" + "".join(P[1:])))
    assert ("boilerplate", related) in pieces(seen) or related not in str(seen.text)


def test_spans_stand_in_the_text_and_roles_come_to_the_segments() -> None:
    html = page(
        top="<p class='chapo'>Une panne de trois semaines.</p>",
        body=P[0] + "<h2>La suite</h2>" + P[1] + P[2] + P[3],
    )
    seen = read(html)
    read_as = read_roles(str(seen.text), "fr", seen.layout)
    roles = [piece.role for piece in read_as.pieces]
    assert roles == ["title", "lead", "body", "heading", "body", "body", "body"]


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (
            "<html><head><title>Oups</title></head><body><h1>Page introuvable</h1><p>Cette page n’existe plus.</p></body></html>",
            "Page introuvable",
        ),
        (
            "<html><body><noscript>Please enable JavaScript</noscript><p>Please enable JavaScript to continue.</p></body></html>",
            "enable JavaScript",
        ),
        (
            "<html><body><div class='x'><p>Nous respectons votre vie privée. Nos partenaires et nous utilisons des témoins.</p></div></body></html>",
            "Nous respectons votre vie privée",
        ),
    ],
)
def test_a_notice_is_no_article(html: str, said: str) -> None:
    seen = read(html)
    assert seen.text is None
    assert seen.reason == f"the page is no article: it says «{said}»"


def test_an_article_may_speak_of_a_notice() -> None:
    words = "« Page introuvable » : c’est ce que les usagers du bac ont lu pendant trois semaines sur le site du port."
    assert read(page(body=f"<p>{words}</p>" + "".join(P) * 4)).text is not None


def test_the_front_of_a_site_is_no_article() -> None:
    head = (
        "<link rel='canonical' href='https://www.vigie.example/'><meta property='og:type' content='website'>"
    )
    assert read(page(head=head)).reason == "the page is no article: it is the front of a site"
    assert read(page(head=head + linked())).text is not None


def test_a_list_of_links_is_no_article() -> None:
    links = "".join(
        f"<p><a href='/{n}'>Le bac numéro {n} de Morlane reprend du service ce lundi matin, dit le port.</a></p>"
        for n in range(30)
    )
    assert str(read(page(body=links)).reason).startswith("the page is no article: it is made of links")


def test_a_frame_of_an_ad_is_no_article() -> None:
    assert read("<html><body><div>Votre mutuelle dès 9 euros</div></body></html>").text is None


def test_a_paragraph_in_a_wrapper_of_its_own_is_no_stranger() -> None:
    wrapped = "".join(f"<div><p>{words}</p></div>" for words in PARAGRAPHS)
    seen = read(page(body=wrapped))
    assert [words for role, words in pieces(seen) if role == "body"] == list(PARAGRAPHS)
