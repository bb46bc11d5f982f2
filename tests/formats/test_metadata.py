"""What `_metadata.csv` says, row by row."""

import pytest

from pipeline.drops.formats.beside import Beside, moment


def beside(content: str | bytes, path: str = "d/_metadata.csv") -> tuple[Beside, list[str | None]]:
    found = Beside()
    remarks = found.add(path, content.encode() if isinstance(content, str) else content)
    return found, [seen.reason for seen in remarks]


def test_a_bad_date_is_told_of_its_row_and_hides_no_other() -> None:
    found, remarks = beside(
        "path,published,title\na.txt,31/31/2024,A\nb.txt,2024-03-05,B\nc.txt,,C\nd.txt,bientôt,D\n"
    )
    assert remarks == []
    assert found.of("d/a.txt") == {"title": "A"}
    assert found.fault_of("d/a.txt") == "_metadata.csv: published «31/31/2024» is no date"
    assert found.of("d/b.txt") == {"title": "B", "published": "2024-03-05"}
    assert [found.fault_of(f"d/{name}.txt") for name in "bc"] == [None, None]
    assert found.fault_of("d/d.txt") == "_metadata.csv: published «bientôt» is no date"


def test_unknown_columns_and_rows_that_stand_twice_are_told() -> None:
    found, remarks = beside("path,titel,title\na.txt,x,A\na.txt,y,B\n")
    assert remarks == ["unknown columns: titel; 1 paths stand twice, the last row counts: d/a.txt"]
    assert found.of("d/a.txt") == {"title": "B"}


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_as_a_spreadsheet_saves_it(separator: str, mark: bytes) -> None:
    rows = [("Fichier", "Titre", "Journal", "Date"), ("a.txt", "Le bac", "La Vigie", "05/03/2024")]
    content = mark + "\r\n".join(separator.join(row) for row in rows).encode()
    found, remarks = beside(content)
    assert remarks == []
    assert found.of("d/a.txt") == {"title": "Le bac", "publisher": "La Vigie", "published": "2024-03-05"}


@pytest.mark.parametrize(
    ("words", "iso"),
    [
        ("2024-03-05", "2024-03-05"),
        ("2024-03-05T08:10:00+01:00", "2024-03-05T08:10:00+01:00"),
        ("2024-03-05 00:00:00", "2024-03-05"),
        ("45356", "2024-03-05"),
        ("45356.3402777778", "2024-03-05T08:10"),
        ("45356,5", "2024-03-05T12:00"),
        ("05/03/2024", "2024-03-05"),
        ("5/3/24", "2024-03-05"),
        ("05.03.2024", "2024-03-05"),
        ("05/03/2024 08:10", "2024-03-05T08:10"),
        ("05/03/2024 00:00", "2024-03-05"),
        ("5 mars 2024", "5 mars 2024"),
        ("March 5, 2024", "March 5, 2024"),
        ("2024-03", "2024-03"),
        ("mardi", None),
        ("32/01/2024", None),
        ("12", None),
    ],
)
def test_dates_of_spreadsheets(words: str, iso: str | None) -> None:
    assert moment(words) == iso


def test_a_column_shows_whether_the_month_comes_first() -> None:
    found, _ = beside("path,published\na.txt,03/05/2024\nb.txt,03/25/2024\n")
    assert found.of("d/a.txt")["published"] == "2024-03-05"
    found, _ = beside("path,published\na.txt,03/05/2024\nb.txt,25/03/2024\n")
    assert found.of("d/a.txt")["published"] == "2024-05-03"


@pytest.mark.parametrize("content", [b"titre;date\nx;y", b"", b"\x00\x01" * 99])
def test_what_is_no_metadata_is_told(content: bytes) -> None:
    _, (remark,) = beside(content)
    assert str(remark).startswith("metadata not read: ")
