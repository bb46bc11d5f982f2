"""Exports of press databases: one file, many articles."""

import json

import pytest

from pipeline.drops.formats import Beside, Seen, read_file

TITLES = ("Le bac de Morlane reprend du service", "La criée de Penfoul cherche des bras")
TEXTS = (
    (
        "Le bac de Morlane reprendra lundi ses traversées.",
        "« Chaque pieu est neuf », a dit Ottilie Garnec, qui dirige le port.",
    ),
    ("La criée de Penfoul manque de mareyeurs.", "« Venez », a lancé Loeiz Prat aux lycéens de la ville."),
)


def read(path: str, content: str) -> list[Seen]:
    return list(read_file(path, content.encode(), "0" * 64, Beside(), 10_000_000))


def roles(seen: Seen) -> list[tuple[str, str]]:
    text = str(seen.text)
    return [(piece["role"], text[piece["start_char"] : piece["end_char"]]) for piece in seen.layout or []]


def extra(seen: Seen) -> dict[str, object]:
    return dict(json.loads(seen.extra or "{}"))


def europresse(number: int, *, body: bool = True) -> str:
    paragraphs = "".join(f"<p>{words}</p>" for words in TEXTS[number]) if body else ""
    return f"""<article><header>
      <div class="rdp__DocPublicationName"><span class="DocPublicationName">La Vigie de Morlane, no. 4 512</span></div>
      <span class="DocHeader">Port et mer, mardi 5 mars 2024 345 mots, p. 1{number}</span>
      <div class="titreArticle"><p class="sm-margin-topNews rdp__articletitle titreArticleVisu"></p><div>{TITLES[number]}</div></div>
      </header><p class="sm-margin-bottomNews docAuthors">Tanguy, Ysé</p>
      <section><div class="docOcurrContainer">{paragraphs}</div></section>
      <footer><span class="publiC-lblNodoc">news·20240305·VM·00{number}</span><p>© 2024 La Vigie</p></footer></article>"""


def test_europresse_gives_an_article_each() -> None:
    found = read(
        "d/e.html", f"<html><body>{europresse(0)}{europresse(1)}{europresse(0, body=False)}</body></html>"
    )
    assert [seen.path for seen in found] == ["d/e.html#1", "d/e.html#2", "d/e.html#3"]
    first, second, third = found
    assert dict(first.beside) == {
        "title": TITLES[0],
        "byline": "Ysé Tanguy",
        "publisher": "La Vigie de Morlane",
        "published": "2024-03-05",
    }
    assert extra(first) == {
        "section": "Port et mer",
        "page": "10",
        "issue": "4 512",
        "document": "news·20240305·VM·000",
    }
    assert roles(second) == [("title", TITLES[1]), *(("body", words) for words in TEXTS[1])]
    assert (third.text, third.reason) == (None, "the export holds no text of this article")


def factiva_page(number: int) -> str:
    paragraphs = "".join(
        f'<p class="articleParagraph frarticleParagraph">{words}</p>' for words in TEXTS[number]
    )
    return f"""<div id="article-VIGIE00{number}" class="article frArticle"><div id="hd"><span class="frHeadline">{TITLES[number]}</span></div>
      <div class="author">Ysé Tanguy</div><div>345 mots</div><div>5 mars 2024</div><div>08:10</div><div>La Vigie de Morlane</div>
      <div>VIGIE</div><div>7</div><div>Français</div><div>Copyright 2024. La Vigie</div>{paragraphs}
      <p>Document VIGIE00020240305ek3500{number}1a</p></div>"""


def test_factiva_s_pages_give_an_article_each() -> None:
    found = read("d/f.html", f"<html><body>{factiva_page(0)}{factiva_page(1)}</body></html>")
    assert [seen.path for seen in found] == ["d/f.html#1", "d/f.html#2"]
    assert dict(found[1].beside) == {
        "title": TITLES[1],
        "byline": "Ysé Tanguy",
        "publisher": "La Vigie de Morlane",
        "published": "2024-03-05T08:10",
    }
    assert extra(found[0]) == {"page": "7", "code": "VIGIE", "document": "VIGIE00020240305ek350001a"}
    assert roles(found[0]) == [("title", TITLES[0]), *(("body", words) for words in TEXTS[0])]


def test_factiva_s_pages_by_field_codes() -> None:
    cells = {
        "SE": "Port",
        "HD": TITLES[0],
        "BY": "Par Ysé Tanguy",
        "WC": "345 mots",
        "PD": "5 mars 2024",
        "ET": "08:10",
        "SN": "La Vigie",
        "PG": "7",
    }
    rows = "".join(
        f'<tr><td class="index"><b>{code}</b></td><td>{value}</td></tr>' for code, value in cells.items()
    )
    rows += f"<tr><td><b>LP</b></td><td><p class='articleParagraph'>{TEXTS[0][0]}</p></td></tr>"
    rows += f"<tr><td><b>TD</b></td><td><p class='articleParagraph'>{TEXTS[0][1]}</p></td></tr>"
    rows += "<tr><td><b>AN</b></td><td>Document VIGIE00020240305ek3500001</td></tr>"
    (seen,) = read(
        "d/f.html", f'<html><body><div class="article frArticle"><table>{rows}</table></div></body></html>'
    )
    assert dict(seen.beside) == {
        "title": TITLES[0],
        "byline": "Ysé Tanguy",
        "publisher": "La Vigie",
        "published": "2024-03-05T08:10",
    }
    assert roles(seen) == [("title", TITLES[0]), ("lead", TEXTS[0][0]), ("body", TEXTS[0][1])]
    assert extra(seen)["document"] == "VIGIE00020240305ek3500001"


CODED = """HD  {title}
BY  Ysé Tanguy
WC  345 mots
PD  5 mars 2024
ET  08:10
SN  La Vigie
PG  7
LA  Français
CY  Copyright 2024. La Vigie

LP  {lead}

TD  {body}

AN  Document VIGIE00020240305ek35000{n}1

"""
ORDERED = """{title}
Ysé Tanguy
345 mots
5 mars 2024
08:10
La Vigie
VIGIE
7
Français
Copyright 2024. La Vigie

{lead}

{body}

Document VIGIE00020240305ek35000{n}1

"""


@pytest.mark.parametrize("form", [CODED, ORDERED])
def test_factiva_s_texts_give_an_article_each(form: str) -> None:
    content = "".join(form.format(title=TITLES[n], lead=TEXTS[n][0], body=TEXTS[n][1], n=n) for n in (0, 1))
    content = content.replace("AN  Document", "AN\nDocument")
    found = read("d/f.txt", content)
    assert [seen.path for seen in found] == ["d/f.txt#1", "d/f.txt#2"]
    for seen, title, text in zip(found, TITLES, TEXTS, strict=True):
        assert dict(seen.beside) == {
            "title": title,
            "byline": "Ysé Tanguy",
            "publisher": "La Vigie",
            "published": "2024-03-05T08:10",
        }
        assert [words for role, words in roles(seen) if role != "title"] == list(text)


FRENCH = """

                              {n} de 2 DOCUMENTS


                              La Vigie de Morlane

                             Mardi 5 mars 2024


{title}

AUTEUR: Ysé Tanguy

RUBRIQUE: Port; Pg. 7

LONGUEUR: 345 mots

{lead}

{body}

DATE-CHARGEMENT: 6 mars 2024

LANGUE: FRENCH; FRANÇAIS

TYPE-PUBLICATION: Journal

                       Copyright 2024 La Vigie
                        Tous droits réservés
"""
ENGLISH = """{title}

The Morlane Lookout

March 5, 2024 Tuesday

Copyright 2024 The Morlane Lookout All Rights Reserved

Section: Harbour; Pg. 7

Length: 345 words

Byline: Ysé Tanguy

Body

{lead}

{body}

Load-Date: March 6, 2024

End of Document
"""


@pytest.mark.parametrize(
    ("form", "publisher", "section"),
    [(FRENCH, "La Vigie de Morlane", "Port; Pg. 7"), (ENGLISH, "The Morlane Lookout", "Harbour; Pg. 7")],
)
def test_nexis_gives_an_article_each(form: str, publisher: str, section: str) -> None:
    wrapped = [text.replace(" a ", " a\n", 1).replace(" de ", " de\n", 1) for _, text in TEXTS]
    content = "".join(
        form.format(n=n + 1, title=TITLES[n], lead=TEXTS[n][0], body=wrapped[n]) for n in (0, 1)
    )
    found = read("d/n.txt", content)
    assert [seen.path for seen in found] == ["d/n.txt#1", "d/n.txt#2"]
    for seen, title, text in zip(found, TITLES, TEXTS, strict=True):
        assert dict(seen.beside) == {
            "title": title,
            "byline": "Ysé Tanguy",
            "publisher": publisher,
            "published": "2024-03-05",
        }
        assert roles(seen) == [("title", title), *(("body", words) for words in text)]
        assert extra(seen) == {"section": section}


def test_an_article_that_speaks_of_documents_is_no_export() -> None:
    text = "Le port a rendu 2 documents sur 3, a dit Ysé Tanguy.\n\nDocument 4 : le plan du bac.\n\nRubrique : le port."
    (seen,) = read("d/a.txt", text)
    assert (seen.path, seen.text) == ("d/a.txt", text)


@pytest.mark.parametrize(
    "content",
    [
        "1 de 3 DOCUMENTS\n",
        "1 de 2 DOCUMENTS\n\n2 de 2 DOCUMENTS\n",
        "End of Document\nEnd of Document\n",
        "Document VIGIE00020240305ek3500001\n" * 3,
    ],
)
def test_a_broken_export_has_a_reason(content: str) -> None:
    found = read("d/a.txt", content)
    assert found
    assert all(seen.text is None and seen.reason for seen in found)
