"""Tokens: rows of CoNLL-U that stand in their article."""

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from pipeline.extract import tokens as module
from pipeline.extract.articles import article_id, read_articles
from pipeline.extract.tokens import tokenize
from pipeline.frames import schema_of
from pipeline.tables import TABLES

FRENCH = "Le quai rouvre\n\nLe  maire de Brest, Paul Ravel, a dit\u00a0: « Nous rouvrons. » Il l'a répété mardi.\n\nLa pêche reprend."
ENGLISH = "The harbour council has voted to reopen the quay. Its chair, Anna Reed, said so on Monday."
GERMAN = "Der Hafen wird am Montag wieder geöffnet, sagte der Bürgermeister der Stadt am Abend."


def read(*texts: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    rows = [{"article_id": article_id(text), "text": text} for text in texts]
    return read_articles(pl.DataFrame(rows, schema=schema_of("texts")))


@pytest.fixture(scope="module")
def tokens() -> pl.DataFrame:
    return tokenize(*read(FRENCH, ENGLISH, GERMAN))


def test_tokens_keep_their_contract(tokens: pl.DataFrame) -> None:
    TABLES["tokens"].validate(tokens, cast=True)


def test_a_token_stands_between_its_offsets(tokens: pl.DataFrame) -> None:
    text = {article_id(text): text for text in (FRENCH, ENGLISH)}
    assert all(
        text[a][start:end] == form
        for a, start, end, form in tokens.select("article_id", "start_char", "end_char", "form").iter_rows()
    )


def test_nothing_but_white_space_is_left_out(tokens: pl.DataFrame) -> None:
    french = tokens.filter(pl.col("article_id") == article_id(FRENCH))
    assert "".join(french["form"]) == "".join(FRENCH.split())


def test_a_language_without_a_model_has_no_tokens(tokens: pl.DataFrame) -> None:
    assert article_id(GERMAN) not in tokens["article_id"]


def test_heads_are_tokens_of_the_same_sentence(tokens: pl.DataFrame) -> None:
    size = pl.len().over("article_id", "sentence")
    assert tokens.filter((pl.col("head") > size) | (pl.col("head") == pl.col("token"))).is_empty()
    roots = tokens.group_by("article_id", "sentence").agg((pl.col("head") == 0).sum())
    assert (roots["head"] == 1).all()


def test_a_sentence_stays_in_its_segment(tokens: pl.DataFrame) -> None:
    assert (
        tokens.group_by("article_id", "sentence").agg(pl.col("segment_seq").n_unique())["segment_seq"] == 1
    ).all()


@pytest.mark.parametrize("characters", [1, 60])
def test_who_shares_a_batch_changes_nothing(characters: int, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        "Le maire de Brest a parlé.\n\nIl a dit : « Le quai rouvrira mardi. »\n\nLes pêcheurs s'y opposent."
    )
    together = tokenize(*read(text))
    monkeypatch.setattr(module, "CHARACTERS_A_BATCH", characters)
    assert_frame_equal(tokenize(*read(text)), together)


def test_an_endless_paragraph_is_cut_at_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST_PIECE", 40)
    tokens = tokenize(*read("Le maire a parlé du quai et de la pêche. " * 8))
    assert "".join(tokens["form"]) == "".join(("Le maire a parlé du quai et de la pêche. " * 8).split())
    assert tokens["seq"].to_list() == list(range(len(tokens)))


def test_the_model_of_spanish_for_another_spacy_tags_parses_and_names_as_it_should(
    recwarn: pytest.WarningsRecorder,
) -> None:
    """It is pinned and loads under a newer release than its own: what it says is looked at, and its warning silenced."""
    text = "«La presa aguantará», dijo la alcaldesa de Sevilla, Elena Ortega, que viajó el lunes a Madrid."
    tokens = tokenize(*read(text))
    rows = {row["form"]: row for row in tokens.iter_rows(named=True)}
    kinds = {form: rows[form]["upos"] for form in ("presa", "aguantará", "dijo", "alcaldesa", "Sevilla", ",")}
    assert kinds == {
        "presa": "NOUN",
        "aguantará": "VERB",
        "dijo": "VERB",
        "alcaldesa": "NOUN",
        "Sevilla": "PROPN",
        ",": "PUNCT",
    }
    assert rows["dijo"]["lemma"] == "decir"
    assert "Tense=Past" in rows["dijo"]["feats"]
    assert (rows["alcaldesa"]["deprel"], rows["alcaldesa"]["head"]) == ("nsubj", rows["dijo"]["token"])
    assert rows["«"]["upos"] == rows["»"]["upos"] == "PUNCT"  # read as the marks that the model knows
    named = [(form, rows[form]["ner"]) for form in ("Sevilla", "Elena", "Ortega", "Madrid")]
    assert named == [("Sevilla", "B-LOC"), ("Elena", "B-PER"), ("Ortega", "I-PER"), ("Madrid", "B-LOC")]
    assert not [warning for warning in recwarn if "W095" in str(warning.message)]
