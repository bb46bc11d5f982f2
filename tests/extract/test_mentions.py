"""Names in one article: where they stand, and which mean the same one."""

from time import perf_counter

import polars as pl

from pipeline import tables
from pipeline.extract.mentions import find_mentions


def tagged(text: str, *spans: tuple[str, str], language: str = "fr") -> pl.DataFrame:
    """Return the mentions of a text whose tokens carry these names as the model would mark them, in order."""
    marks: dict[int, str] = {}
    at = 0
    for name, label in spans:
        start = text.index(name, at)
        at = start + len(name)
        for place in range(start, at):
            marks[place] = ("B-" if place == start else "I-") + label
    rows: list[dict[str, object]] = []
    at = 0
    for form in text.replace(".", " .").replace(",", " ,").replace("(", "( ").replace(")", " )").split():
        start = text.index(form, at)
        at = start + len(form)
        rows.append(
            {
                "article_id": 1,
                "seq": len(rows),
                "segment_seq": 0,
                "sentence": 0,
                "token": len(rows) + 1,
                "start_char": start,
                "end_char": at,
                "form": form,
                "ner": marks.get(start, "O"),
            }
        )
    articles = tables.frame(
        "articles",
        [{"article_id": 1, "language": language, "text": text, "n_chars": len(text), "n_words": len(rows)}],
    )
    segment = {
        "article_id": 1,
        "seq": 0,
        "role": "body",
        "start_char": 0,
        "end_char": len(text),
        "text": text,
    }
    return find_mentions(articles, tables.frame("segments", [segment]), tables.frame("tokens", rows))


def clusters(mentions: pl.DataFrame) -> list[list[str]]:
    """Return the texts of each cluster, in the order of the text."""
    grouped = mentions.sort("start_char").group_by("cluster_id", maintain_order=True).agg("text")
    return [texts for _, texts in grouped.iter_rows()]


def test_a_surname_with_a_title_is_the_person_named_in_full() -> None:
    found = tagged(
        "Irène Dalbret parle. Selon Mme Dalbret, rien.", ("Irène Dalbret", "PER"), ("Dalbret", "PER")
    )
    assert clusters(found) == [["Irène Dalbret", "Mme Dalbret", "Dalbret"]]
    assert found["name"].to_list() == ["Irène Dalbret"] * 3
    assert found["gender"].to_list() == ["F"] * 3


def test_a_name_in_brackets_is_the_acronym_of_the_name_before() -> None:
    found = tagged(
        "Le Forum maritime boréal (FMB) ouvre. Le FMB dure un jour.",
        ("Forum maritime boréal", "ORG"),
        ("FMB", "ORG"),
        ("FMB", "ORG"),
    )
    assert clusters(found) == [["Forum maritime boréal", "FMB", "FMB"]]


def test_a_surname_of_two_people_belongs_to_neither() -> None:
    found = tagged(
        "Luc Ferval et Anne Ferval sont là. Ferval part.",
        ("Luc Ferval", "PER"),
        ("Anne Ferval", "PER"),
        ("Ferval", "PER"),
    )
    assert clusters(found) == [["Luc Ferval"], ["Anne Ferval"], ["Ferval"]]


def test_every_mention_stands_where_it_says() -> None:
    text = "« M. Okonjo », dit-on à Rennes."
    found = tagged(text, ("Okonjo", "PER"), ("Rennes", "LOC"))
    assert [text[m["start_char"] : m["end_char"]] for m in found.iter_rows(named=True)] == found[
        "text"
    ].to_list()


def test_a_language_without_data_has_no_mentions() -> None:
    assert tagged("Xxxx yyyy.", ("Xxxx", "PER"), language="zz").is_empty()


def test_a_role_set_beside_a_name_means_it_when_said_again() -> None:
    found = tagged("La maire de Rivenord, Irène Dalbret, parle. La maire sort.", ("Irène Dalbret", "PER"))
    assert clusters(found)[0] == ["La maire", "Irène Dalbret", "La maire"]


def test_a_role_of_two_people_means_neither() -> None:
    text = "Le ministre Luc Ferval et le ministre Paul Ostrac parlent. Le ministre sort."
    found = tagged(text, ("Luc Ferval", "PER"), ("Paul Ostrac", "PER")).sort("start_char")
    assert found.select("text", "cluster_id", "method").row(-1) == ("Le ministre", None, "unresolved")


def test_what_a_minister_looks_after_is_no_organisation() -> None:
    found = tagged("Le ministre des Affaires boréales arrive.", ("Affaires boréales", "ORG"))
    assert found.filter(pl.col("kind") == "name").is_empty()


def test_a_name_seen_once_is_found_again() -> None:
    found = tagged("Rivenord dort. On aime Rivenord.", ("Rivenord", "LOC"))
    assert found["method"].to_list() == ["model", "repeated"]


def test_a_dash_between_blanks_parts_two_names() -> None:
    assert clusters(tagged("Match : Rivenord - Ostrava ce soir.", ("Rivenord - Ostrava", "LOC"))) == [
        ["Rivenord"],
        ["Ostrava"],
    ]


def test_the_institution_and_the_place_it_sits_in_are_two() -> None:
    found = tagged("Le parquet de Rivenord enquête.", ("parquet de Rivenord", "ORG"))
    assert found.select("text", "type").rows() == [("parquet de Rivenord", "ORG"), ("Rivenord", "LOC")]


def test_hostile_text_takes_linear_time() -> None:
    for piece in ("« ", "1", "A", "le président ", "A. "):
        started = perf_counter()
        tagged(piece * 20_000 + " B dort.", ("B", "PER"))
        assert perf_counter() - started < 10, piece
