"""Files read as documents."""

import gzip
import json
import os
import socket
import time
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.drops import Seeds
from pipeline.drops import seeds as seeds_module
from pipeline.drops.formats import FORMATS, Beside, Seen, read_file
from pipeline.drops.seeds import LOOSE, Look
from pipeline.errors import UserError

PAGE = """<html><head><title>Le port rouvre</title><meta name="author" content="Odile Verney">
<meta property="og:site_name" content="La Hoja"><meta property="article:published_time" content="2024-03-05T08:00:00+01:00">
</head><body><nav>Accueil Sport</nav><article><h1>Le port rouvre</h1><p>{}</p></article></body></html>"""
WORDS = "Le port de pêche rouvre lundi après un mois de travaux, a annoncé la mairie. " * 6
READ = f"what is read: {', '.join(FORMATS)}, also .gz of these"


@pytest.fixture(autouse=True)
def _at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seeds_module, "QUIET_SECONDS", 0.0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "d").mkdir()
    return tmp_path


def look(folder: Path, drop: str = "d", **options: int) -> Look:
    return Seeds(folder, **options).look(drop)


def one(folder: Path, drop: str = "d", **options: int) -> Seen:
    (seen,) = look(folder, drop, **options).documents
    return seen


def reasons(folder: Path, drop: str = "d", **options: int) -> dict[str, str | None]:
    return {seen.path: seen.reason for seen in look(folder, drop, **options).documents}


def test_every_top_folder_is_a_drop_and_the_rest_is_loose(folder: Path) -> None:
    (folder / "a.txt").write_text("un")
    (folder / ".git").mkdir()
    assert Seeds(folder).drops() == ["d", LOOSE]
    assert [seen.path for seen in look(folder, LOOSE).documents] == ["a.txt"]


def test_a_folder_called_loose_lies_with_the_loose_files(folder: Path) -> None:
    for path in ("loose/b.txt", "a.txt"):
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text("un")
    assert [seen.path for seen in look(folder, LOOSE).documents] == ["a.txt", "loose/b.txt"]


def test_no_seeds_folder_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="there is no seeds folder"):
        Seeds(tmp_path / "none").drops()


def test_a_page_gives_text_and_what_it_says_of_itself(folder: Path) -> None:
    (folder / "d/page.HTM").write_text(PAGE.format(WORDS))
    seen = one(folder)
    assert "rouvre lundi" in str(seen.text)
    assert "Accueil" not in str(seen.text)
    assert seen.beside["title"] == "Le port rouvre"
    assert seen.beside["byline"] == "Odile Verney"
    assert seen.beside["publisher"] == "La Hoja"
    assert seen.beside["published"].startswith("2024-03-05")


def test_every_row_of_a_jsonl_file_is_a_document(folder: Path) -> None:
    rows = [
        {"id": "x", "text": "un mot", "title": "T", "published": "2024-01-02"},
        {"text": ""},
        "no object",
        {"text": "deux"},
    ]
    (folder / "d/a.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n{broken\n\n")
    found = {seen.path: (seen.text, seen.reason, dict(seen.beside)) for seen in look(folder).documents}
    assert found == {
        "d/a.jsonl#x": ("un mot", None, {"title": "T", "published": "2024-01-02"}),
        "d/a.jsonl#2": (None, "the row has no text", {}),
        "d/a.jsonl#3": (None, "the row is no object", {}),
        "d/a.jsonl#4": ("deux", None, {}),
        "d/a.jsonl#5": (
            None,
            "the line is no JSON: column 2: Expecting property name enclosed in double quotes",
            {},
        ),
    }


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_row_of_a_csv_file_is_a_document(folder: Path, separator: str) -> None:
    rows = [["Text", "title", "extra"], ['"un\nmot"', "T", "x"]]
    (folder / "d/a.csv").write_text("\n".join(separator.join(row) for row in rows))
    seen = one(folder)
    assert (seen.path, seen.text, seen.beside) == ("d/a.csv#1", "un\nmot", {"title": "T"})


@pytest.mark.parametrize("content", ["no,header\nx,y", '"', ""])
def test_a_csv_file_without_texts_has_a_reason(folder: Path, content: str) -> None:
    (folder / "d/a.csv").write_text(content)
    assert one(folder).reason


def test_gzipped_files_are_read_and_bombs_are_not(folder: Path) -> None:
    (folder / "d/a.txt.gz").write_bytes(gzip.compress(b"un mot"))
    (folder / "d/b.txt.gz").write_bytes(gzip.compress(b"x" * 100_000))
    (folder / "d/c.txt.gz").write_bytes(gzip.compress(b"un mot")[:-6])
    assert reasons(folder, max_bytes=10_000) == {
        "d/a.txt.gz": None,
        "d/b.txt.gz": "larger than the limit of 10000 bytes when unpacked",
        "d/c.txt.gz": "the gzip file is damaged",
    }


def test_what_a_browser_saved_beside_a_page_is_one_line(folder: Path) -> None:
    (folder / "d/Le bac.html").write_text(PAGE.format(WORDS))
    for name in ("Le bac_files", "Le bac_fichiers", "photos_files"):
        (folder / "d" / name).mkdir()
        for file in ("saved_resource.html", "a.js", "b.css", "c.jpg"):
            (folder / "d" / name / file).write_text("x")
    found = reasons(folder)
    aside = "what a saved page was made of: left aside"
    assert found.pop("d/Le bac_files") == found.pop("d/Le bac_fichiers") == aside
    assert found.pop("d/Le bac.html") is None
    assert {path.split("/")[1] for path in found} == {"photos_files"}


def test_metadata_beside_a_file_wins_over_the_page(folder: Path) -> None:
    (folder / "d/sub").mkdir()
    (folder / "d/sub/e\u0301te\u0301.html").write_text(PAGE.format(WORDS))
    (folder / "d/_metadata.csv").write_text("path;title;published\nsub/été.html;Autre titre;2020\n")
    assert one(folder).beside["title"] == "Autre titre"
    assert one(folder).beside["published"] == "2020"


def test_metadata_of_files_that_are_not_there_are_told(folder: Path) -> None:
    (folder / "d/a.txt").write_text("un")
    (folder / "d/_metadata.csv").write_text("path,title\na.txt,A\nb.txt,B\n,\n")
    assert reasons(folder) == {
        "d/_metadata.csv": "2 rows name no file that is here: d/, d/b.txt",
        "d/a.txt": None,
    }


@pytest.mark.parametrize("content", [b"name,title\nx,y", b"", b"\x00\x01" * 99, b'"'])
def test_metadata_that_cannot_be_read_are_told_and_the_files_are_taken(folder: Path, content: bytes) -> None:
    (folder / "d/a.txt").write_text("un")
    (folder / "d/_metadata.csv").write_bytes(content)
    found = reasons(folder)
    assert str(found["d/_metadata.csv"]).startswith("metadata not read: ")
    assert found["d/a.txt"] is None


def test_every_bad_file_has_its_reason_and_the_good_one_is_read(folder: Path) -> None:
    d = folder / "d"
    (d / "good.txt").write_text("un mot")
    (d / "empty.txt").touch()
    (d / "picture.jpg").write_bytes(b"x")
    (d / "none").write_bytes(b"x")
    (d / "binary.txt").write_bytes(bytes(range(30)) * 20)
    (d / "large.txt").write_text("x" * 2000)
    (folder / "secret.txt").write_text("secret")
    (d / "out.txt").symlink_to(folder / "secret.txt")
    (d / "round.txt").symlink_to(d / "round.txt")
    (d / "inside.txt").symlink_to(d / "good.txt")
    (d / "elsewhere").symlink_to(folder)
    os.mkfifo(d / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(d)
        server.bind("socket.txt")
        os.chdir(here)
        found = reasons(folder, max_bytes=1000)
    assert found == {
        "d/good.txt": None,
        "d/inside.txt": None,
        "d/empty.txt": "the file is empty or blank",
        "d/picture.jpg": f"skipped: unknown extension .jpg; {READ}",
        "d/none": f"skipped: unknown extension (none); {READ}",
        "d/binary.txt": "the file is binary, not text",
        "d/large.txt": "larger than the limit of 1000 bytes",
        "d/out.txt": "a symbolic link that leads out of the drop",
        "d/round.txt": "a symbolic link that leads out of the drop",
        "d/elsewhere": "a symbolic link that leads out of the drop",
        "d/pipe.txt": "not a regular file",
        "d/socket.txt": "not a regular file",
    }


@pytest.mark.parametrize(
    "name", ['it\'s "so".txt', "two\nlines.txt", "tab\t.txt", "-rf.txt", "d;DROP TABLE x;--.txt", "é'.txt"]
)
def test_a_name_may_hold_anything(folder: Path, name: str) -> None:
    (folder / "d" / name).write_text("un")
    assert (one(folder).path, one(folder).text) == (f"d/{name}", "un")


def test_bytes_of_a_name_that_are_no_text_are_shown_escaped(folder: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9 1...2\n")).mkdir()
    Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9 1...2\n/\xff.txt")).write_text("un")
    (drop,) = set(Seeds(folder).drops()) - {"d"}
    assert drop == r"caf\xe9 1\x2e..2\x0a"
    seen = one(folder, drop)
    assert (seen.path, seen.text) == ("caf\\xe9 1...2\n/\\xff.txt", "un")
    seen.path.encode()


def test_half_a_surrogate_pair_in_a_row_hurts_nobody(folder: Path) -> None:
    (folder / "d/a.jsonl").write_text(
        r'{"id": "\ud800", "text": "un \udc80 mot", "title": "\ud83d\ude00 \ud800"}'
    )
    seen = one(folder)
    assert seen.text == "un \ufffd mot"
    assert seen.beside == {"title": "\U0001f600 \ufffd"}
    seen.path.encode()


def test_ten_thousand_files_in_one_folder_are_seen(folder: Path) -> None:
    for n in range(10_000):
        (folder / f"d/{n}.txt").write_text(f"texte {n}")
    assert len(look(folder).documents) == 10_000


def test_a_file_that_grows_is_left_and_one_at_rest_is_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seeds_module, "QUIET_SECONDS", 0.3)
    (folder / "d/still.txt").write_text("un")
    growing = folder / "d/grows.txt"
    growing.write_text("un")
    going = True

    def grow() -> None:
        while going:
            with growing.open("a") as file:
                file.write("deux ")
            time.sleep(0.02)

    writer = Thread(target=grow)
    writer.start()
    found = look(folder)
    going = False
    writer.join()
    assert ([seen.path for seen in found.documents], found.moving) == (["d/still.txt"], ["d/grows.txt"])
    assert look(folder).moving == []
    assert look(folder).digest != found.digest


def test_the_digest_of_a_look_is_the_digest_of_the_drop(folder: Path) -> None:
    (folder / "d/a.txt").write_text("un")
    (folder / "d/_metadata.csv").write_text("path,title\na.txt,A\n")
    first = look(folder).digest
    assert first == Seeds(folder).digest("d")
    os.utime(folder / "d/a.txt", (1, 1))
    assert Seeds(folder).digest("d") == first
    for change in ("d/a.txt", "d/_metadata.csv", "d/new.xyz"):
        with (folder / change).open("a") as file:
            file.write("more")
        assert Seeds(folder).digest("d") != first
        first = Seeds(folder).digest("d")


def test_the_seeds_are_never_written_to(folder: Path) -> None:
    (folder / "d/a.txt").write_text("un")
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    look(folder)
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(["a.txt", "a.jsonl", "a.csv", "a.txt.gz", "a.csv.gz"]),
    st.one_of(
        st.binary(max_size=200), st.text(max_size=200).map(lambda text: text.encode("utf-8", "ignore"))
    ),
    st.booleans(),
)
def test_any_bytes_in_any_format_are_documents_or_reasons(path: str, data: bytes, zipped: bool) -> None:
    content = gzip.compress(data) if zipped else data
    for header in (b"", b"text,title\n", b'{"text": "'):
        for seen in read_file(path, header + content, "0" * 64, Beside(), 1_000):
            assert (seen.text is None) <= (seen.reason is not None)
            assert seen.text is None or seen.text.strip()
            seen.path.encode()


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300), st.text(alphabet="<>/ apdivhtmlbody=\"'&;#x0", max_size=300).map(str.encode)
    )
)
def test_any_bytes_in_a_page_are_a_document_or_a_reason(data: bytes) -> None:
    for seen in read_file("a.html", b"<html><body>" + data, "0" * 64, Beside(), 1_000):
        assert (seen.text is None) <= (seen.reason is not None)
