"""Intake: a look at a drop becomes its documents, with their history, and its texts.

Belongs here: what is read again and what is kept. Does not belong here: files (seeds.py), statuses (extract/documents.py).
"""

from dataclasses import asdict
from datetime import datetime
from typing import NamedTuple

import polars as pl

from pipeline.drops.changed import basis, reader_version
from pipeline.drops.formats import METADATA_COLUMNS, Seen
from pipeline.drops.seeds import Known
from pipeline.drops.workspace import Folders
from pipeline.extract.articles import article_id
from pipeline.extract.documents import follow_documents
from pipeline.extract.ids import content_id
from pipeline.frames import SEEN, Frames, State, row_digests, schema_of
from pipeline.tables import TABLES
from pipeline.warehouse import documents_of

DOCUMENT_COLUMNS = ("path", "sha256", "bytes", "encoding", "reason", "extra")
TIMES = ("first_seen_at", "last_seen_at")


class Intake(NamedTuple):
    """What a look found: the documents now there, those not taken, and the files that were being written."""

    n_documents: int
    n_quarantined: int
    moving: list[str]


def take_in(folders: Folders, drop: str, now: datetime) -> Intake:
    """Look at a drop and write its documents and texts; of a drop that is gone the documents stay, as history.

    Args:
        folders: where the seeds and the frames lie.
        drop: its name.
        now: the time of the look (UTC).
    """
    frames, seeds = folders.frames, folders.seeds
    frames.remove_damaged(drop)
    known = frames.scan("documents", drop).collect()
    if frames.state("documents", drop) is None:
        known = documents_of(folders.target, drop)
    texts = frames.scan("texts", drop).collect()
    look = seeds.look(drop, _known(frames, drop, known, texts))
    documents = follow_documents(known, [_document(drop, seen) for seen in look.documents], now, look.moving)
    documents = TABLES["documents"].validate(documents, cast=True)
    digest = basis(look.digest)
    if drop in seeds.drops():
        texts = _texts(look.documents, documents, texts)
        keys = pl.DataFrame({"article_id": texts["article_id"], "key": row_digests(texts)})
        frames.write("texts", drop, texts, State(reader_version(), look.beside_digest, keys))
    else:
        frames.remove("texts", drop)
    lasting = documents.drop(TIMES)
    keys = pl.DataFrame({"article_id": documents["document_id"], "key": row_digests(lasting)})
    frames.write("documents", drop, documents, State("", digest, keys))
    n_quarantined = documents.filter(pl.col("status") == "quarantined").height
    return Intake(len(look.documents), n_quarantined, look.moving)


def _document(drop: str, seen: Seen) -> dict[str, object]:
    return {
        "document_id": content_id("document", seen.path, seen.sha256),
        "drop": drop,
        **{name: value for name, value in asdict(seen).items() if name in DOCUMENT_COLUMNS},
        "article_id": None if seen.text is None else article_id(seen.text),
    }


def _texts(seen: list[Seen], documents: pl.DataFrame, before: pl.DataFrame) -> pl.DataFrame:
    """Return the texts of a drop, each once, with what stands beside the file in which it was first seen."""
    in_turn = {key: n for n, key in enumerate(documents.sort(*SEEN).select("path", "sha256").iter_rows())}
    rows = [
        {"article_id": article_id(s.text), "text": s.text, **s.beside, "layout": s.layout}
        for s in sorted(seen, key=lambda s: in_turn[s.path, s.sha256])
        if s.text is not None
    ]
    loaded = documents.filter(pl.col("status") == "loaded")
    kept = before.filter(pl.col("article_id").is_in(loaded["article_id"].implode()))  # of files being written
    texts = pl.concat([pl.DataFrame(rows, schema=schema_of("texts")), kept])
    return texts.unique("article_id", keep="first", maintain_order=True).sort("article_id")


def _known(frames: Frames, drop: str, documents: pl.DataFrame, texts: pl.DataFrame) -> Known | None:
    """Return the documents that need not be read again, unless the reader has changed since.

    A text that several files hold is read again: what stood beside it was that of the first alone.
    """
    state = frames.state("texts", drop)
    if state is None or state.version != reader_version():
        return None
    whole_files = documents.filter(
        (pl.col("status") == "loaded") & ~pl.col("path").str.contains("#", literal=True)
    )
    rows = whole_files.filter(pl.len().over("article_id") == 1).join(texts, on="article_id")
    found = {
        (row["path"], row["sha256"]): Seen(
            **{name: row[name] for name in DOCUMENT_COLUMNS},
            text=row["text"],
            beside={name: row[name] for name in METADATA_COLUMNS if row[name] is not None},
            layout=row["layout"],
        )
        for row in rows.iter_rows(named=True)
    }
    return Known(found, state.basis)
