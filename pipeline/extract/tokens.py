"""Tokens: the only step that runs a model, once for every article; CoNLL-U columns.

Does not belong here: what tokens mean to names, quotes or dates. Languages and their models: lang/<code>/language.toml.
"""

import gc
from collections.abc import Iterator

import numpy as np
import polars as pl
from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IDX, IS_SPACE, LEMMA, MORPH, ORTH, POS, SENT_START
from spacy.strings import StringStore
from spacy.symbols import NAMES, SPACE
from spacy.tokens import Doc

from pipeline import lang
from pipeline.extract.inference import read
from pipeline.extract.names_model import load_pipeline
from pipeline.extract.tidy import Tidy
from pipeline.lang.installed import has_model
from pipeline.tables import TABLES, frame

CHARACTERS_A_BATCH = (
    25_000  # the model's memory grows with them, and what a batch costs is shared by its pieces
)
LONGEST_PIECE = 20_000  # characters; the parser's memory grows with the length of a text
ATTRIBUTES = (ORTH, IS_SPACE, IDX, LEMMA, POS, MORPH, HEAD, DEP, ENT_IOB, ENT_TYPE, SENT_START)
ENT_MARKS = {1: "I-", 3: "B-"}
POS_NAMES = {number: name for number, name in enumerate(NAMES) if name}
POS_NAMES[SPACE] = "X"  # no row is white space
SCHEMA = {name: dtype for name, dtype in TABLES["tokens"].create_empty().schema.items() if name != "seq"}

Piece = tuple[int, int, int, str]  # article_id, segment seq, start in the article, words


def tokenize(articles: pl.DataFrame, segments: pl.DataFrame) -> pl.DataFrame:
    """Return the tokens of the articles whose language has a model, in the order of articles and text.

    Args:
        articles: article_id and language are read.
        segments: every segment is read, so that a sentence never runs across two.
    """
    model_codes = [code for code in lang.languages() if has_model(code)]
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
    """Return the tokens of some pieces of text in one language; sentence counts from 0 within each piece.

    Pieces of like length are read together: the parser takes a batch a move at a time, until its longest piece ends.
    """
    nlp = load_pipeline(code)
    written = str.maketrans(lang.load(code, "language").get("written", {}))
    if nlp is None:
        raise ValueError(f"lang/{code}/language.toml names no model that is installed")
    parts = []
    for batch in batches(sorted(pieces, key=lambda piece: len(piece[3]))):
        tidied = [Tidy(words) for *_, words in batch]
        docs = read(nlp, (one.text.translate(written) for one in tidied))
        parts.append(_rows(docs, batch, [one.places() for one in tidied], nlp.vocab.strings))
        gc.collect()  # a doc holds the tokens that were walked over, and they hold it
    return pl.concat(parts).sort("article_id", "segment_seq", "start_char")


def batches(pieces: list[Piece]) -> Iterator[list[Piece]]:
    """Yield the pieces, some at a time: as many as stay under the characters of a batch, or one."""
    batch: list[Piece] = []
    room = CHARACTERS_A_BATCH
    for piece in pieces:
        room -= len(piece[3])
        if batch and room < 0:
            yield batch
            batch, room = [], CHARACTERS_A_BATCH - len(piece[3])
        batch.append(piece)
    if batch:
        yield batch


def _rows(
    docs: list[Doc], pieces: list[Piece], places: list[np.ndarray], strings: StringStore
) -> pl.DataFrame:
    """Turn parsed pieces into rows, column by column; white-space tokens are left out.

    `places`: where each character that the model read of a piece stands in it.
    """
    lengths = [len(doc) for doc in docs]
    array = np.concatenate([doc.to_array(ATTRIBUTES).reshape(len(doc), len(ATTRIBUTES)) for doc in docs])
    orth, is_space, index, lemma, pos, morph, head, dep, iob, label, sent_start = array.astype(np.uint64).T
    length = _words(orth, strings).str.len_chars().to_numpy()
    keep = is_space == 0
    piece = np.repeat(np.arange(len(docs)), lengths)
    begins = np.concatenate([[0], np.cumsum(lengths)[:-1]])[piece]  # index of the first token of the piece
    starts = (sent_start.astype(np.int64) == 1) | (np.arange(len(array)) == begins)
    sentence = np.cumsum(starts) - 1
    number = np.cumsum(keep)  # position among the kept tokens, from 1
    first = np.flatnonzero(starts)[sentence]  # index of the first token of the sentence
    before = number[first] - keep[first]  # kept tokens ahead of the sentence
    offset = head.astype(np.int64)
    above = np.arange(len(array)) + offset
    article_ids, seqs = (np.array(column)[piece] for column in list(zip(*pieces, strict=True))[:2])
    start, end = _spans(places, piece, index.astype(np.int64), length)
    begin = np.array([piece_start for _, _, piece_start, _ in pieces])[piece]
    mark = pl.Series(iob).replace_strict(ENT_MARKS, default=None, return_dtype=pl.String)
    return (
        pl.DataFrame(
            {
                "article_id": article_ids,
                "segment_seq": seqs,
                "sentence": sentence - sentence[begins],
                "token": number - before,
                "start_char": begin + start,
                "end_char": begin + end,
                "form": [
                    pieces[i][3][a:b]
                    for i, a, b in zip(piece.tolist(), start.tolist(), end.tolist(), strict=True)
                ],
                "lemma": _words(lemma, strings),
                "upos": pl.Series(pos).replace_strict(POS_NAMES, return_dtype=pl.String),
                "feats": _words(morph, strings),
                "head": np.where(offset == 0, 0, number[above] - before),
                "deprel": _words(dep, strings),
                "ner": mark + _words(label, strings),
            },
            schema_overrides=SCHEMA,
        )
        .filter(pl.Series(keep))
        .with_columns(pl.col("ner").fill_null("O"))
    )


def _spans(
    places: list[np.ndarray], piece: np.ndarray, index: np.ndarray, length: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return where tokens begin and end in their pieces, by the place of each character that the model read."""
    first_read = np.cumsum([0, *map(len, places)])[piece] + index
    place = np.concatenate(places)
    return place[first_read], place[first_read + length - 1] + 1


def _words(keys: np.ndarray, strings: StringStore) -> pl.Series:
    """Return the words of a column of hashes, each looked up once."""
    distinct, which = np.unique(keys, return_inverse=True)
    return pl.Series([strings[key] for key in distinct.tolist()], dtype=pl.String).gather(which)


def _numbered(tokens: pl.DataFrame) -> pl.DataFrame:
    """Number tokens and sentences through each article."""
    return tokens.with_columns(
        pl.int_range(pl.len(), dtype=pl.Int32).over("article_id").alias("seq"),
        ((pl.col("token") == 1).cum_sum().over("article_id") - 1).cast(pl.Int32).alias("sentence"),
        pl.when(pl.col("feats").is_in(["", "_"])).then(None).otherwise("feats").alias("feats"),
    ).select(TABLES["tokens"].create_empty().columns)
