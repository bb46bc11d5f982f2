"""Tokens: the only step that runs a model, once for every article; CoNLL-U columns.

Does not belong here: what tokens mean to names, quotes or dates. Languages and their models: lang/<code>/language.toml.
"""

from collections.abc import Iterator

import numpy as np
import polars as pl
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IDX, LEMMA, MORPH, POS, SENT_START
from spacy.symbols import NAMES
from spacy.tokens import Doc

from pipeline import lang
from pipeline.extract.names_model import load_pipeline
from pipeline.tables import TABLES, frame

SEGMENTS_A_BATCH = 64
LONGEST_PIECE = 20_000  # characters; the parser's memory grows with the length of a text
ATTRIBUTES = (IDX, LEMMA, POS, MORPH, HEAD, DEP, ENT_IOB, ENT_TYPE, SENT_START)
ENT_MARKS = {1: "I-", 3: "B-"}
POS_NAMES = {number: name for number, name in enumerate(NAMES) if name}
SCHEMA = {name: dtype for name, dtype in TABLES["tokens"].create_empty().schema.items() if name != "seq"}

Piece = tuple[int, int, int, str]  # article_id, segment seq, start in the article, words


def tokenize(articles: pl.DataFrame, segments: pl.DataFrame) -> pl.DataFrame:
    """Return the tokens of the articles whose language has a model, in the order of articles and text.

    Args:
        articles: article_id and language are read.
        segments: every segment is read, so that a sentence never runs across two.
    """
    model_codes = [code for code in lang.languages() if "model" in lang.load(code, "language")]
    rows = (
        segments.join(articles.select("article_id", "language"), on="article_id")
        .filter(pl.col("language").is_in(model_codes))
        .sort("article_id", "seq")
    )
    parts: list[pl.DataFrame] = []
    for (code,), group in rows.group_by(["language"], maintain_order=True):
        parts.append(tokenize_pieces(code, list(_pieces(group))))
    if not parts:
        return frame("tokens", [])
    return _numbered(pl.concat(parts))


def _pieces(group: pl.DataFrame) -> Iterator[Piece]:
    """Yield the segments, an endless one cut at spaces, so that memory stays bounded."""
    for article_id, seq, start, words in group.select("article_id", "seq", "start_char", "text").iter_rows():
        at = 0
        while len(words) - at > LONGEST_PIECE:
            cut = max(words.rfind(" ", at, at + LONGEST_PIECE), words.rfind("\n", at, at + LONGEST_PIECE))
            cut = cut if cut > at else at + LONGEST_PIECE
            yield article_id, seq, start + at, words[at:cut]
            at = cut
        yield article_id, seq, start + at, words[at:]


def tokenize_pieces(code: str, pieces: list[Piece]) -> pl.DataFrame:
    """Return the tokens of some pieces of text in one language; sentence counts from 0 within each piece."""
    nlp = load_pipeline(code)
    if nlp is None:
        raise ValueError(f"lang/{code}/language.toml names no model")
    docs = nlp.pipe((words for *_, words in pieces), batch_size=SEGMENTS_A_BATCH)
    return pl.concat([_doc_tokens(doc, piece) for doc, piece in zip(docs, pieces, strict=True)])


def _doc_tokens(doc: Doc, piece: Piece) -> pl.DataFrame:
    """Turn a parsed piece into rows, column by column; white-space tokens are left out."""
    article_id, segment_seq, start, _ = piece
    array = doc.to_array(ATTRIBUTES).astype(np.uint64).reshape(len(doc), len(ATTRIBUTES))
    index, lemma, pos, morph, head, dep, iob, label, sent_start = array.T
    forms = [token.text for token in doc]
    keep = np.array([not form.isspace() for form in forms], dtype=bool)
    begin = index.astype(np.int64)
    end = begin + np.array([len(form) for form in forms], dtype=np.int64)
    sentence = np.maximum(np.cumsum(sent_start.astype(np.int64) == 1) - 1, 0)
    number = np.cumsum(keep)  # position among the kept tokens, from 1
    first = np.searchsorted(sentence, sentence)  # index of the first token of the sentence
    before = number[first] - keep[first]  # kept tokens ahead of the sentence
    offset = head.astype(np.int64)
    above = np.arange(len(doc)) + offset
    text = doc.vocab.strings
    names = [
        ENT_MARKS[i] + text[e] if i in ENT_MARKS and e else "O"
        for i, e in zip(iob.tolist(), label.tolist(), strict=True)
    ]
    return pl.DataFrame(
        {
            "article_id": np.full(len(doc), article_id),
            "segment_seq": np.full(len(doc), segment_seq),
            "sentence": sentence,
            "token": number - before,
            "start_char": start + begin,
            "end_char": start + end,
            "form": forms,
            "lemma": [text[key] for key in lemma.tolist()],
            "upos": [POS_NAMES[key] for key in pos.tolist()],
            "feats": [text[key] for key in morph.tolist()],
            "head": np.where(offset == 0, 0, number[above] - before),
            "deprel": [text[key] for key in dep.tolist()],
            "ner": names,
        },
        schema_overrides=SCHEMA,
    ).filter(pl.Series(keep))


def _numbered(tokens: pl.DataFrame) -> pl.DataFrame:
    """Number tokens and sentences through each article."""
    return tokens.with_columns(
        pl.int_range(pl.len(), dtype=pl.Int32).over("article_id").alias("seq"),
        ((pl.col("token") == 1).cum_sum().over("article_id") - 1).cast(pl.Int32).alias("sentence"),
        pl.when(pl.col("feats").is_in(["", "_"])).then(None).otherwise("feats").alias("feats"),
    ).select(TABLES["tokens"].create_empty().columns)
