"""What a build takes over of the index of words is what counting all documents anew gives, row for row."""

from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.drops import append_corrections, seeds
from pipeline.warehouse import build, swap
from pipeline.warehouse.words import index
from tests.life.house import FRENCH, ITALIAN, House

TABLES = ("search_languages", "search_words", "search_places", "search_corpora", "search_seal")
LANGUAGES = ("fr", "en", "pl", None)  # two with a folder, one without, and a text too short to tell
TEXTS = st.lists(st.sampled_from(["le", "Le", "pont", "ponts", "été", "mer", "12", ","]), max_size=6).map(
    " ".join
)
PRESS = st.dictionaries(
    st.integers(0, 6), st.tuples(st.sampled_from(LANGUAGES), TEXTS, st.one_of(st.none(), TEXTS)), max_size=6
)
BLOCK = 262_144  # bytes, of DuckDB's
Press = dict[int, tuple[str | None, str, str | None]]  # by article: language, text, words of its quote


def indexed(file: Path, press: Press, standing: Path | None = None) -> None:
    """Write a warehouse of articles and quotes, with its index."""
    file.unlink(missing_ok=True)
    with duckdb.connect(str(file)) as con:
        con.execute("CREATE MACRO folded(words) AS lower(strip_accents(words))")
        con.execute("CREATE TABLE articles (article_id BIGINT, language VARCHAR, text VARCHAR)")
        con.execute("CREATE TABLE quotes (quote_id BIGINT, article_id BIGINT, text VARCHAR)")
        for article, (language, text, said) in press.items():
            con.execute("INSERT INTO articles VALUES ($1, $2, $3)", [article, language, text])
            if said is not None:
                con.execute("INSERT INTO quotes VALUES ($1 + 3, $1, $2)", [article, said])
        index(con, standing)


def index_of(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of the index in the order in which they lie."""
    with duckdb.connect(str(file), read_only=True) as con:
        return {table: con.sql(f"FROM {table}").fetchall() for table in TABLES}


@settings(max_examples=15, deadline=None)
@given(before=PRESS, after=PRESS, kept=st.sets(st.integers(0, 6)))
def test_an_index_that_takes_over_is_the_one_that_counts_anew(
    tmp_path_factory: pytest.TempPathFactory, before: Press, after: Press, kept: set[int]
) -> None:
    folder = tmp_path_factory.mktemp("index")
    after |= {article: row for article, row in before.items() if article in kept}
    indexed(folder / "first", before)
    indexed(folder / "taken", after, folder / "first")
    indexed(folder / "anew", after)
    assert index_of(folder / "taken") == index_of(folder / "anew")


PONT: Press = {1: ("fr", "Le pont de Lussac", "le pont"), 2: ("fr", "La mer", None)}
SWAPPED = "UPDATE search_places SET n_words = 77"
RESEALED = "UPDATE search_seal SET places = (SELECT bit_xor(hash(p)) FROM search_places AS p)"


def changed(file: Path, *statements: str) -> Path:
    """Write the press of a bridge, and change its warehouse."""
    indexed(file, PONT)
    with duckdb.connect(str(file)) as con:
        for statement in statements:
            con.execute(statement)
    return file


def test_rows_are_taken_and_not_counted_where_their_seal_is_whole(tmp_path: Path) -> None:
    standing = changed(tmp_path / "first", SWAPPED, RESEALED)
    indexed(tmp_path / "second", PONT | {3: ("fr", "Un pont", None)}, standing)
    with duckdb.connect(str(tmp_path / "second")) as con:
        rows = con.sql("SELECT document_id, any_value(n_words) FROM search_places GROUP BY ALL ORDER BY ALL")
        assert rows.fetchall() == [(1, 77), (2, 77), (3, 2), (4, 77)]


@pytest.mark.parametrize(
    "statements",
    [
        (SWAPPED,),
        ("DELETE FROM search_places WHERE document_id = 2",),
        ("UPDATE search_words SET word = 'x'",),
        (SWAPPED, RESEALED, "UPDATE search_seal SET version = 'another'"),
        (SWAPPED, RESEALED, "DELETE FROM search_seal"),
        (SWAPPED, "DROP TABLE search_seal"),
        ("DROP TABLE search_places",),
    ],
)
def test_an_index_that_is_not_what_this_version_wrote_is_counted_anew(
    tmp_path: Path, statements: tuple[str, ...]
) -> None:
    standing = changed(tmp_path / "first", *statements)
    indexed(tmp_path / "second", PONT, standing)
    indexed(tmp_path / "anew", PONT)
    assert index_of(tmp_path / "second") == index_of(tmp_path / "anew")


def test_a_damaged_warehouse_is_counted_anew(tmp_path: Path) -> None:
    whole = changed(tmp_path / "first").read_bytes()
    indexed(tmp_path / "anew", PONT)
    for start in range(0, len(whole), BLOCK):
        damaged = bytearray(whole)
        damaged[start + 4_200 : start + 4_208] = b"damaged!"
        (tmp_path / "first").write_bytes(damaged)
        indexed(tmp_path / "second", PONT, tmp_path / "first")
        assert index_of(tmp_path / "second") == index_of(tmp_path / "anew"), start


def anew(house: House, target: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the index of a warehouse that is built where none stands."""
    with build(house.folders.frames, target) as built:
        swap(built, target)
    rows = index_of(target)
    target.unlink()
    return rows


def test_a_house_that_grows_changes_and_shrinks_has_the_index_of_one_built_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seeds, "QUIET_SECONDS", 0.0)
    house = House(tmp_path)
    house.put("uno/a.txt", ITALIAN[0])
    house.put("uno/b.txt", FRENCH[0])
    house.put("dos/c.txt", FRENCH[1])
    house.bring_up()
    n_places = [len(index_of(house.folders.target)["search_places"])]

    def built() -> None:
        assert house.bring_up()
        rows = index_of(house.folders.target)
        assert rows == anew(house, tmp_path / "anew.duckdb")
        n_places.append(len(rows["search_places"]))

    house.put("uno/a.txt", ITALIAN[0] + ITALIAN[1])  # edited
    built()
    told = {
        "path": "dos/c.txt",
        "field": "kind",
        "text": "Paul Astier a promis des navettes",
        "value": "indirect",
    }
    append_corrections(house.seeds, [told])
    built()
    (house.seeds / "dos" / "c.txt").unlink()  # the drop gone
    built()
    assert n_places[0] < n_places[1] < n_places[2] > n_places[3]
