"""Feeds, letters, documents, PDFs and archives, good and broken, each made here."""

import gzip
import io
import json
import zipfile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.drops.formats import Beside, Seen, read_file, unknown_extension
from tests.formats.made import atom, docx, letter, mhtml, odt, pdf, rss, tarred, zipped
from tests.formats.pages import HEADLINE, PARAGRAPHS, linked, page, pieces

WORDS = (
    "Le bac de Morlane reprendra lundi, a annoncé le port. « Chaque pieu est neuf », a dit Ottilie Garnec."
)
OTHER = "La criée de Penfoul manque de mareyeurs. « Venez », a lancé Loeiz Prat aux lycéens de la ville."


def read(
    path: str, data: str | bytes, max_bytes: int = 10_000_000, beside: Beside | None = None
) -> list[Seen]:
    content = data.encode() if isinstance(data, str) else data
    return list(read_file(path, content, "0" * 64, beside or Beside(), max_bytes))


def reason(path: str, data: str | bytes, max_bytes: int = 10_000_000) -> str:
    (seen,) = read(path, data, max_bytes)
    assert seen.text is None
    return str(seen.reason)


def test_an_rss_feed_gives_an_article_an_entry() -> None:
    first, second = read("d/f.xml", rss(WORDS, OTHER))
    assert (first.path, first.text) == ("d/f.xml#1", f"{WORDS}\n\n{OTHER}")
    assert dict(first.beside) == {
        "title": "Le bac & la criée",
        "byline": "Ysé Tanguy",
        "publisher": "La Vigie de Morlane",
        "published": "Tue, 05 Mar 2024 08:10:00 +0100",
        "url": "https://vigie.example/1",
        "language": "fr",
    }
    assert json.loads(str(first.extra)) == {"tags": ["Port"]}
    assert (second.path, second.text, second.reason) == ("d/f.xml#2", None, "the entry has no text")


def test_an_atom_feed_in_another_encoding() -> None:
    (seen,) = read("d/f.atom", atom(WORDS).encode("iso-8859-1"))
    assert seen.text == WORDS
    assert (seen.beside["published"], seen.beside["updated"]) == (
        "2024-03-05T08:10:00+01:00",
        "2024-03-05T09:00:00+01:00",
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("<note><to>x</to></note>", "the XML file is no RSS or Atom feed"),
        ("<rss><channel></channel></rss>", "the feed has no entries"),
        ("<rss><channel><item", "the feed has no entries"),
        ("plain words", "the XML file is no RSS or Atom feed"),
    ],
)
def test_what_is_no_feed_has_a_reason(content: str, said: str) -> None:
    assert reason("d/f.xml", content) == said


@pytest.mark.parametrize("plain", [WORDS, "Voir en ligne"])
def test_a_letter_is_its_fuller_part(plain: str) -> None:
    (seen,) = read("d/l.eml", letter(plain, f"<html><body><p>{WORDS}</p></body></html>"))
    assert str(seen.text).strip() == WORDS
    assert dict(seen.beside) == {
        "title": "Le bac reprend",
        "publisher": "La Vigie él",
        "published": "2024-03-05T08:10+01:00",
    }


def test_every_letter_of_a_mailbox_is_a_document() -> None:
    box = b"".join(
        b"From a@b Tue Mar  5 08:10:00 2024\n" + letter(words, "") + b"\n"
        for words in (WORDS, OTHER + "\n>From ici", "")
    )
    found = read("d/l.mbox", box)
    assert [(seen.path, seen.reason) for seen in found] == [
        ("d/l.mbox#1", None),
        ("d/l.mbox#2", None),
        ("d/l.mbox#3", "the letter is empty or blank"),
    ]
    assert str(found[1].text).strip() == OTHER + "\nFrom ici"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("d/l.eml", "the file is no letter: it has no header"),
        ("d/l.mbox", "the file is no mailbox: no line begins with «From »"),
        ("d/l.mhtml", "the file is no letter: it has no header"),
    ],
)
def test_what_is_no_letter_has_a_reason(path: str, said: str) -> None:
    assert reason(path, "\n\nplain words\n") == said
    assert reason(path, b"") == said


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_the_page_inside_an_mhtml_file(charset: str) -> None:
    (seen,) = read(
        "d/p.mhtml",
        mhtml(page(head=linked(author="Ysé Tanguy")).replace("<meta charset='utf-8'>", ""), charset=charset),
    )
    assert pieces(seen) == [("title", HEADLINE), *(("body", words) for words in PARAGRAPHS)]
    assert seen.beside["url"] == "https://vigie.example/bac"
    assert seen.beside["byline"] == "Ysé Tanguy"


def test_an_mhtml_file_without_a_page_has_a_reason() -> None:
    assert (
        reason("d/p.mht", "MIME-Version: 1.0\r\nContent-Type: text/css\r\n\r\nx")
        == "the MHTML file holds no page"
    )


def test_a_word_document_is_its_paragraphs_in_order() -> None:
    (seen,) = read("d/a.docx", docx((WORDS, OTHER)))
    assert seen.text == f"{HEADLINE}\n\n{WORDS}\n\n{OTHER}\n\nHoraires : 7 h à 20 h.\n\nFin."
    assert json.loads(str(seen.extra))["author"] == "Bureau"


def test_an_opendocument_text_is_its_paragraphs_in_order() -> None:
    (seen,) = read("d/a.odt", odt((WORDS, OTHER)))
    assert seen.text == f"{HEADLINE}\n\n{WORDS}\n\n{OTHER}"


@pytest.mark.parametrize("path", ["d/a.docx", "d/a.odt"])
def test_a_broken_document_has_a_reason(path: str) -> None:
    whole = docx((WORDS,)) if path.endswith("docx") else odt((WORDS,))
    assert "damaged" in reason(path, whole[: len(whole) // 2])
    assert "damaged" in reason(path, b"no zip")
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("x.xml", "x")
    assert "damaged" in reason(path, empty.getvalue())


@pytest.mark.parametrize("path", ["d/a.docx", "d/a.odt"])
def test_a_document_that_unpacks_to_too_much_has_a_reason(path: str) -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "x" * 3_000_000)
    assert reason(path, bomb.getvalue(), 100_000) == "the document unpacks to more than 2000000 bytes"


def test_a_pdf_is_its_paragraphs() -> None:
    lines = (
        "Le bac de Morlane",
        "Le bac de Morlane reprendra lundi ses traversées, a annoncé hier le port devant les com-",
        "merçants réunis. Ottilie Garnec, qui le dirige depuis trois ans, s'est voulue rassurante :",
        "chaque pieu est neuf.",
        "La mairie estime à deux mille le nombre de passagers que la panne a privés de leur trajet.",
    )
    (seen,) = read("d/a.pdf", pdf(lines))
    assert str(seen.text).split("\n") == [
        "Le bac de Morlane",
        "Le bac de Morlane reprendra lundi ses traversées, a annoncé hier le port devant les commerçants réunis. Ottilie Garnec, qui le dirige depuis trois ans, s'est voulue rassurante : chaque pieu est neuf.",
        "La mairie estime à deux mille le nombre de passagers que la panne a privés de leur trajet.",
    ]


def test_a_pdf_without_a_text_layer_or_damaged_has_a_reason() -> None:
    assert reason("d/a.pdf", pdf(("7",))) == "the PDF has no text layer: it is a scan, and wants OCR first"
    assert reason("d/a.pdf", b"%PDF-1.4 x") == "the PDF is damaged"
    assert reason("d/a.pdf", b"no pdf") == "the PDF is damaged"


FILES = {
    "a.txt": WORDS,
    "sub/b.csv": f"titre;texte\nLe bac;{OTHER}\n",
    "sub/_metadata.csv": "path,publisher\n../x,y\n",
    "_metadata.csv": "path,publisher,published\na.txt,La Vigie,demain\n",
    "c.jpg": b"\xff\xd8",
    "__MACOSX/._a.txt": b"x",
    "d.txt": b"",
}


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("d/a.zip", zipped(FILES)),
        ("d/a.tar.gz", tarred(FILES)),
        ("d/a.tgz", tarred(FILES)),
        ("d/a.tar", gzip.decompress(tarred(FILES))),
    ],
)
def test_what_an_archive_holds_is_read_as_if_it_lay_there(path: str, data: bytes) -> None:
    found = {seen.path.removeprefix(f"{path}#"): seen for seen in read(path, data)}
    assert {name: (seen.text, seen.reason) for name, seen in found.items()} == {
        "a.txt": (WORDS, "_metadata.csv: published «demain» is no date"),
        "sub/b.csv#1": (OTHER, None),
        "c.jpg": (None, unknown_extension("c.jpg")),
        "d.txt": (None, "the file is empty or blank"),
    }
    assert dict(found["a.txt"].beside) == {"publisher": "La Vigie"}
    assert dict(found["sub/b.csv#1"].beside) == {"title": "Le bac"}


def test_archives_within_archives_end() -> None:
    inner = zipped({"a.txt": WORDS})
    assert [seen.path for seen in read("d/a.zip", zipped({"b.zip": inner}))] == ["d/a.zip#b.zip#a.txt"]
    (seen,) = read("d/a.zip", zipped({"b.zip": zipped({"c.zip": inner})}))
    assert seen.reason == "an archive within 2 others is not read"


@pytest.mark.parametrize(("path", "make"), [("d/a.zip", zipped), ("d/a.tar.gz", tarred)])
def test_an_archive_unpacks_within_bounds(path: str, make: object) -> None:
    assert callable(make)
    large = make({"a.txt": "x" * 200_000, "b.txt": WORDS})
    reasons = {seen.path[-5:]: seen.reason for seen in read(path, large, 100_000)}
    assert reasons == {"a.txt": "larger than the limit of 100000 bytes", "b.txt": None}
    many = make({f"{n}.txt": "x " * 45_000 for n in range(30)})
    assert reason(path, many, 100_000) == "the archive unpacks to more than 2000000 bytes"


@pytest.mark.parametrize(("path", "make"), [("d/a.zip", zipped), ("d/a.tar.gz", tarred)])
def test_a_broken_archive_has_a_reason(path: str, make: object) -> None:
    assert callable(make)
    assert reason(path, make(FILES)[:60]) == "the archive is damaged"
    assert reason(path, b"x") == "the archive is damaged"
    assert reason(path, make({})) == "the archive holds no files"


def test_a_locked_member_has_a_reason() -> None:
    data = bytearray(zipped({"a.txt": WORDS}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    assert reason("d/a.zip", bytes(data)) == "locked by a password"


SUFFIXES = [
    ".json",
    ".tsv",
    ".xml",
    ".eml",
    ".mbox",
    ".mhtml",
    ".docx",
    ".odt",
    ".pdf",
    ".zip",
    ".tar",
    ".tgz",
]


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(SUFFIXES),
    st.binary(max_size=300),
    st.sampled_from([b"", b"<rss>", b"[{", b"From a 2024\n", b"A: b\n\n", b"PK\x03\x04", b"%PDF-1.4\n"]),
)
def test_any_bytes_under_any_name_are_documents_or_reasons(suffix: str, data: bytes, start: bytes) -> None:
    for seen in read(f"d/a{suffix}", start + data, 10_000):
        assert (seen.text is None) <= (seen.reason is not None)
        assert seen.text is None or seen.text.strip()
        seen.path.encode()


@settings(max_examples=100, deadline=None)
@example("odt", 8828, b"\x00@")  # a zip of a version that nobody reads
@given(
    st.sampled_from(["docx", "odt", "pdf", "zip", "tgz"]),
    st.integers(0, 20_000),
    st.binary(min_size=1, max_size=8),
)
def test_any_damage_is_a_document_or_a_reason(kind: str, place: int, damage: bytes) -> None:
    whole = WHOLE[kind]
    at = place % len(whole)
    for seen in read(f"d/a.{kind}", whole[:at] + damage + whole[at + len(damage) :], 1_000_000):
        assert (seen.text is None) <= (seen.reason is not None)
        seen.path.encode()


WHOLE = {
    "docx": docx((WORDS,)),
    "odt": odt((WORDS,)),
    "pdf": pdf((WORDS, OTHER)),
    "zip": zipped(FILES),
    "tgz": tarred(FILES),
}


def test_half_a_surrogate_pair_in_a_column_we_do_not_know_hurts_nobody() -> None:
    (seen,) = read("d/a.jsonl", r'{"text": "un mot", "note": "\ud800", "id": "\udc80"}')
    assert json.loads(str(seen.extra)) == {"note": "\ufffd"}
    (seen.path + str(seen.extra)).encode()
