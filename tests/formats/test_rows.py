"""Tables under other names than ours, row by row."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.drops.formats import Beside, Seen, read_file

WORDS = "Le bac de Morlane reprendra lundi, a annoncé le port. Les horaires d'été restent les mêmes."


def read(path: str, content: str | bytes, beside: Beside | None = None) -> list[Seen]:
    data = content.encode() if isinstance(content, str) else content
    return list(read_file(path, data, "0" * 64, beside or Beside(), 10_000_000))


def stated(seen: Seen) -> dict[str, str]:
    return {"text": str(seen.text), **seen.beside}


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("stories_id,publish_date,title,url,language,media_name,story_text", ("7", "2024-03-05", "Le bac", "https://v.example/1", "fr", "La Vigie", WORDS)),
        ("id,Date de parution,TITRE,lien,langue,Journal,Texte", ("7", "2024-03-05", "Le bac", "https://v.example/1", "fr", "La Vigie", WORDS)),
        ("uid,published_at,headline,permalink,lang,source,body", ("7", "2024-03-05", "Le bac", "https://v.example/1", "fr", "La Vigie", WORDS)),
    ],
)  # fmt: skip
def test_the_usual_names_are_known(header: str, row: Sequence[str]) -> None:
    quoted = ",".join(f'"{value}"' for value in row)
    (seen,) = read("d/a.csv", f"{header}\n{quoted}\n")
    assert seen.path == "d/a.csv#7"
    assert stated(seen) == {
        "text": WORDS,
        "published": "2024-03-05",
        "title": "Le bac",
        "url": "https://v.example/1",
        "language": "fr",
        "publisher": "La Vigie",
    }
    assert seen.extra is None


@pytest.mark.parametrize("path", ["d/a.tsv", "d/a.csv"])
def test_tabs_part_columns(path: str) -> None:
    (seen,) = read(path, f"titre\ttexte\nLe bac\t{WORDS}\n")
    assert stated(seen) == {"text": WORDS, "title": "Le bac"}


def test_a_byte_order_mark_and_semicolons_are_read() -> None:
    (seen,) = read("d/a.csv", b"\xef\xbb\xbf" + f"titre;texte\nLe bac;{WORDS}\n".encode())
    assert stated(seen) == {"text": WORDS, "title": "Le bac"}


@pytest.mark.parametrize("name", ["d/a.jsonl", "d/a.ndjson"])
def test_json_lines_under_other_names(name: str) -> None:
    row = {
        "headline": "Le bac",
        "body": WORDS,
        "published_at": "2024-03-05T08:10:00+01:00",
        "source": {"id": "vigie", "name": "La Vigie"},
        "authors": ["Ysé Tanguy", {"name": "Loeiz Prat"}],
        "rubrique": "Port",
        "note": None,
    }
    (seen,) = read(name, json.dumps(row))
    assert stated(seen) == {
        "text": WORDS,
        "published": "2024-03-05T08:10:00+01:00",
        "title": "Le bac",
        "byline": "Ysé Tanguy, Loeiz Prat",
        "publisher": "La Vigie",
    }
    assert json.loads(str(seen.extra)) == {"rubrique": "Port"}


@pytest.mark.parametrize(
    "whole", [[{"text": WORDS}, {"text": WORDS + " Fin."}], {"articles": [{"text": WORDS}, {"text": "x"}]}]
)
def test_a_json_array_holds_documents(whole: object) -> None:
    found = read("d/a.json", json.dumps(whole, indent=1))
    assert [seen.path for seen in found] == ["d/a.json#1", "d/a.json#2"]
    assert found[0].text == WORDS


def test_a_row_without_a_text_is_told_and_the_others_are_taken() -> None:
    found = read(
        "d/a.jsonl",
        "\n".join(map(json.dumps, [{"body": WORDS}, {"body": ""}, {"body": " "}, {"title": "x"}, 7]))
        + "\n{bad",
    )
    assert [seen.text for seen in found] == [WORDS, None, None, None, None, None]
    assert [seen.reason for seen in found[1:]] == [
        "the row has no text",
        "the row is empty or blank",
        "the row has no text",
        "the row is no object",
        "the line is no JSON: column 2: Expecting property name enclosed in double quotes",
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('[{"text": "x"},', "the JSON is damaged: line 1, column 16: Expecting value"),
        ('{\n "title": broken}', "the JSON is damaged: line 2, column 11: Expecting value"),
        ('{\n "text": "x"\n}\n{\n "text": "y"\n}', "the JSON is damaged: line 4, column 1: Extra data"),
        ('{"title": broken', "the line is no JSON: column 11: Expecting value"),
        ("not json at all", "the line is no JSON: column 1: Expecting value"),
        ("[" * 100_000, "the JSON is damaged: it nests too deep, or a number is too long"),
        ("[1, 2]", "the row is no object"),
        ("[]", "the file has no rows"),
    ],
)
@pytest.mark.parametrize("name", ["d/a.json", "d/a.jsonl"])
def test_broken_json_is_told_as_broken_json(name: str, content: str, reason: str) -> None:
    (seen,) = read(name, content)
    assert (seen.path, seen.text, seen.reason) == (name, None, reason)


@pytest.mark.parametrize("indent", [None, 1])
def test_one_object_with_a_text_is_one_document_whatever_lists_it_has(indent: int | None) -> None:
    row = {"authors": [{"name": "Loeiz Prat"}], "tags": ["port"], "text": WORDS}
    (seen,) = read("d/a.json", json.dumps(row, indent=indent))
    assert stated(seen) == {"text": WORDS, "byline": "Loeiz Prat"}


def test_an_object_that_lists_documents_may_stand_on_one_line() -> None:
    (seen,) = read("d/a.json", json.dumps({"n": 1, "tags": ["x"], "articles": [{"text": WORDS}]}))
    assert seen.text == WORDS


def test_where_no_column_can_be_the_text_one_line_says_what_to_write() -> None:
    rows = "".join(f"{n},Le bac,{WORDS[:50]}\n" for n in range(300))
    (seen,) = read("d/a.csv", f"n,sujet,matière\n{rows}")
    assert (seen.path, seen.text) == ("d/a.csv", None)
    assert seen.reason == (
        "no column is known to be the text (columns: n, sujet, matière); "
        'name it in _columns.toml beside the file: text = "matière"'
    )


def test_columns_are_named_once_for_a_folder() -> None:
    beside = Beside()
    assert beside.add("d/_columns.toml", 'text = "Matière"\ntitle = "sujet"\n'.encode()) == []
    assert beside.add("d/sub/_columns.toml", b'text = "sujet"\n') == []
    table = f"n,sujet,matière\n1,Le bac,{WORDS.replace(',', '')}\n"
    (seen,) = read("d/a.csv", table, beside)
    assert stated(seen) == {"text": WORDS.replace(",", ""), "title": "Le bac"}
    assert json.loads(str(seen.extra)) == {"n": "1"}
    assert read("d/sub/b.csv", table, beside)[0].text == "Le bac"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("text = ", "columns not read: no TOML"),
        ("texte = 'x'", "columns not read: 'texte' is none of text, id, published"),
        ("text = 3", "columns not read: 'text' is none of text, id, published"),
    ],
)
def test_a_columns_file_that_cannot_be_read_is_told(content: str, reason: str) -> None:
    (seen,) = Beside().add("d/_columns.toml", content.encode())
    assert str(seen.reason).startswith(reason)


def test_a_text_that_is_marked_up_is_read_without_its_marks() -> None:
    (seen,) = read(
        "d/a.jsonl",
        json.dumps(
            {"content": "<p>Le bac reprend.</p><p>« <b>Enfin</b> », dit-elle.<br>Fin.</p><script>x</script>"}
        ),
    )
    assert seen.text == "Le bac reprend.\n\n« Enfin », dit-elle.\n\nFin."


def test_less_than_is_no_mark() -> None:
    (seen,) = read("d/a.jsonl", json.dumps({"text": "Il reste <100 places et a<b."}))
    assert seen.text == "Il reste <100 places et a<b."


def test_columns_lie_in_the_drop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.drops import seeds

    monkeypatch.setattr(seeds, "QUIET_SECONDS", 0.0)
    (tmp_path / "d").mkdir()
    (tmp_path / "d/a.csv").write_text(f"sujet,matière\nLe bac,{WORDS.replace(',', '')}\n")
    drop = seeds.Seeds(tmp_path)
    assert drop.look("d").documents[0].text is None
    before = drop.digest("d")
    (tmp_path / "d/_columns.toml").write_text('text = "matière"\n')
    look = drop.look("d")
    assert [seen.path for seen in look.documents] == ["d/a.csv#1"]
    assert look.digest != before
