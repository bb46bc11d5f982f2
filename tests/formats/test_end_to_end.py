"""A drop with a file of every format, good and broken, from the files to the tables."""

import json
from pathlib import Path

import pytest

from pipeline.drops import seeds
from tests.formats import made
from tests.life.house import House

LEAD = "El transbordador de Morlane vuelve a cruzar la ría el lunes después de tres semanas de obras, dijo la directora del puerto."
MORE = "Los vecinos de la orilla sur piden más viajes por la tarde, porque las tiendas del mercado cierran ahora a las ocho."
LAST = "El ayuntamiento calcula que dos mil personas han perdido su viaje diario, y que la avería costará cuatro millones."


def number(words: str, n: int) -> str:
    return f"{words} Es la noticia número {n} de la semana en el puerto de la ciudad."


PAGE = f"""<html><head><meta property="article:published_time" content="2024-03-05T08:10:00+01:00"></head><body><article>
<h1>El transbordador vuelve a cruzar la ría</h1><p class="dek">{number(LEAD, 1)}</p><p>{number(MORE, 1)}</p><p>{number(LAST, 1)}</p></article></body></html>"""
EUROPRESSE = f"""<html><body><article><span class="DocPublicationName">El Faro, no. 12</span><span class="DocHeader">Puerto, 2024-03-05 99 words, p. 7</span>
<p class="titreArticleVisu">El transbordador</p><div class="docOcurrContainer"><p>{number(LEAD, 2)}</p><p>{number(MORE, 2)}</p></div></article></body></html>"""
GOOD: dict[str, str | bytes] = {
    "page.html": PAGE,
    "europresse.html": EUROPRESSE,
    "factiva.txt": f"HD  El transbordador\nPD  2024-03-05\nSN  El Faro\nLP  {number(LEAD, 3)}\nTD  {number(MORE, 3)}\nAN\nDocument FARO0020240305ek3500001\n",
    "nexis.txt": f"1 of 1 DOCUMENTS\n\nEl Faro\n\n2024-03-05\n\nEl transbordador\n\nLENGTH: 99 words\n\n{number(LEAD, 4)}\n\n{number(MORE, 4)}\n\nLOAD-DATE: 2024-03-06\n",
    "table.csv": f"titre;texte;rubrique\nEl transbordador;{number(LEAD, 5)};Puerto\n",
    "table.tsv": f"headline\tstory_text\nEl transbordador\t{number(LEAD, 6)}\n",
    "lines.ndjson": json.dumps({"headline": "El transbordador", "body": number(LEAD, 7), "tema": "puerto"}),
    "feed.xml": made.rss(number(LEAD, 8), number(MORE, 8)),
    "letter.eml": made.letter(number(LEAD, 9), ""),
    "letters.mbox": b"From a@b Tue Mar  5 08:10:00 2024\n" + made.letter(number(LEAD, 10), ""),
    "saved.mhtml": made.mhtml(PAGE.replace("número 1", "número 11")),
    "document.docx": made.docx((number(LEAD, 12), number(MORE, 12))),
    "document.odt": made.odt((number(LEAD, 13), number(MORE, 13))),
    "document.pdf": made.pdf((number(LEAD, 14)[:90], number(LEAD, 14)[90:])),
    "archive.zip": made.zipped({"in/a.txt": number(LEAD, 15)}),
    "archive.tar.gz": made.tarred({"in/a.txt": number(LEAD, 16)}),
}
BROKEN: dict[str, str | bytes] = {
    "home.html": "<html><body><h1>Page not found</h1></body></html>",
    "europresse.html": '<html><body><article><span class="DocPublicationName">El Faro</span><p class="titreArticleVisu">x</p></article></body></html>',
    "factiva.txt": "Document FARO0020240305ek3500001\n",
    "nexis.txt": "1 of 1 DOCUMENTS\n",
    "table.csv": "a;b\nc;d\n",
    "table.tsv": "a\tb\nc\td\n",
    "lines.ndjson": "{broken",
    "feed.xml": "<rss><channel>",
    "letter.eml": "",
    "letters.mbox": "no letter",
    "saved.mhtml": "MIME-Version: 1.0\n\nx",
    "document.docx": made.docx((LEAD,))[:900],
    "document.odt": made.odt((LEAD,))[:900],
    "document.pdf": made.pdf(("7",)),
    "archive.zip": made.zipped({"a.txt": LEAD})[:90],
    "archive.tar.gz": made.tarred({"a.txt": LEAD})[:40],
}


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr(seeds, "QUIET_SECONDS", 0.0)
    house = House(tmp_path)
    for folder, files in (("good", GOOD), ("broken", BROKEN)):
        for name, content in files.items():
            house.put(f"{folder}/{name}", content)
    return house


def test_every_format_comes_to_the_tables_and_every_broken_file_has_its_reason(house: House) -> None:
    house.bring_up()
    rows = house.rows("SELECT path, status, reason, title, text, segments FROM documents LEFT JOIN articles USING (article_id) LEFT JOIN (SELECT article_id, count(*) AS segments FROM segments GROUP BY ALL) USING (article_id)")  # fmt: skip
    good = {
        str(path).split("/")[1].split("#")[0]: text
        for path, status, *_, text, _ in rows
        if status == "loaded"
    }
    assert set(good) == set(GOOD)
    assert all("transbordador de Morlane vuelve" in str(text) for text in good.values())
    broken = [(path, status, reason) for path, status, reason, *_ in rows if str(path).startswith("broken/")]
    assert {status for _, status, _ in broken} == {"quarantined"}
    assert {str(path).split("/")[1].split("#")[0] for path, *_ in broken} == set(BROKEN)
    assert all(reason for *_, reason in broken)


def test_what_a_file_states_comes_to_the_tables(house: House) -> None:
    house.bring_up()
    stated = {
        str(path).removeprefix("good/"): (title, publisher, published, extra)
        for path, title, publisher, published, extra in house.rows(
            "SELECT path, title, publisher, published, extra FROM documents JOIN articles USING (article_id)"
        )
    }
    assert stated["europresse.html#1"][:3] == ("El transbordador", "El Faro", "2024-03-05")
    assert json.loads(str(stated["europresse.html#1"][3])) == {
        "issue": "12",
        "page": "7",
        "section": "Puerto",
    }
    assert stated["factiva.txt#1"][:3] == ("El transbordador", "El Faro", "2024-03-05")
    assert stated["nexis.txt#1"][:3] == ("El transbordador", "El Faro", "2024-03-05")
    assert json.loads(str(stated["table.csv#1"][3])) == {"rubrique": "Puerto"}
    assert json.loads(str(stated["lines.ndjson#1"][3])) == {"tema": "puerto"}
    assert stated["page.html"][2] == "2024-03-05T08:10+01:00"
    assert stated["feed.xml#1"][1:3] == ("La Vigie de Morlane", "2024-03-05T08:10+01:00")
    assert stated["letter.eml"][:3] == ("Le bac reprend", "La Vigie él", "2024-03-05T08:10+01:00")
    assert "in/a.txt" in {path.partition("#")[2] for path in stated}


def test_the_pieces_of_a_page_are_its_segments(house: House) -> None:
    house.bring_up()
    roles = house.rows("SELECT role FROM segments JOIN documents USING (article_id) WHERE path = 'good/page.html' ORDER BY seq")  # fmt: skip
    assert [role for (role,) in roles] == ["title", "lead", "body", "body"]


def test_nothing_is_read_again_where_nothing_changed(house: House) -> None:
    house.bring_up()
    before = house.contents()
    assert not house.bring_up()
    assert house.contents() == before


def test_what_is_wrong_in_a_row_of_the_metadata_is_told_and_the_rest_counts(house: House) -> None:
    rows = "path,published,publisher,nota\npage.html,31/31/2024,El Faro,x\ntable.csv#1,05/03/2024,El Faro,x\nno.txt,,,x\n"
    house.put("good/_metadata.csv", rows)
    house.bring_up()
    told = dict(
        house.rows("SELECT path, reason FROM documents WHERE contains(path, 'good/') AND reason IS NOT NULL")
    )
    assert told.pop("good/page.html") == "_metadata.csv: published «31/31/2024» is no date"
    assert "unknown columns: nota" in str(told["good/_metadata.csv"])
    assert "1 rows name no file that is here: good/no.txt" in str(told["good/_metadata.csv"])
    found = house.rows("SELECT path, publisher, published FROM documents JOIN articles USING (article_id) WHERE publisher = 'El Faro' AND path IN ('good/page.html', 'good/table.csv#1') ORDER BY path")  # fmt: skip
    assert found == [
        ("good/page.html", "El Faro", "2024-03-05T08:10+01:00"),
        ("good/table.csv#1", "El Faro", "2024-03-05"),
    ]
    status = house.dixit("status").stdout
    assert "to mend:      'good/page.html': _metadata.csv: published «31/31/2024» is no date" in status
