"""Applies corrections to the rows of the articles that they are about."""

from typing import NamedTuple

import polars as pl

from pipeline.extract.corrections.article import Article
from pipeline.extract.corrections.ledger import Ledger
from pipeline.extract.corrections.saying import (
    ARTICLES_SCHEMA,
    QUOTES_SCHEMA,
    TERMS_SCHEMA,
    Place,
    Row,
    identity,
    refusal,
)
from pipeline.extract.names import fold
from pipeline.tables import frame


class Press(NamedTuple):
    """Rows of the articles that corrections are about, with all that is settled over the drops.

    `articles`, `quotes`, `quoted_terms` and `mentions` are as in tables/; `aliases` holds alias and entity_id.
    """

    articles: pl.DataFrame
    quotes: pl.DataFrame
    quoted_terms: pl.DataFrame
    mentions: pl.DataFrame
    aliases: pl.DataFrame


class Corrected(NamedTuple):
    """What became of the corrections, and the rows that take the place of others with their ids.

    `corrections` is as in tables/. Of `quotes` and `quoted_terms` those that do not stand are none any more.
    """

    corrections: pl.DataFrame
    quotes: pl.DataFrame
    quoted_terms: pl.DataFrame
    articles: pl.DataFrame


def places(rows: pl.DataFrame, documents: pl.DataFrame) -> pl.DataFrame:
    """Return which articles each correction is about now: (line, article_id), lines counted from 0.

    That is the article itself, and what stands at its path now, or where it stood.

    Args:
        rows: corrections, as in FILE.
        documents: path, article_id and `present` of every document that ever was.
    """
    asked = rows.select(
        pl.int_range(pl.len(), dtype=pl.Int64).alias("line"),
        "path",
        pl.Series("article", [identity(text) for text in rows["article"]], pl.Int64),
    )
    here = documents.filter("present").select("path", "article_id")
    itself = asked.join(here.select("article_id"), left_on="article", right_on="article_id", coalesce=False)
    moved = documents.select("path", article="article_id").join(asked.drop("path"), on="article")
    found = [itself, asked.join(here, on="path"), moved.join(here, on="path")]
    return pl.concat(part.select("line", "article_id") for part in found).unique().sort("line", "article_id")


def apply_corrections(rows: pl.DataFrame, targets: pl.DataFrame, press: Press) -> Corrected:
    """Apply corrections in their order.

    Args:
        rows: as in FILE.
        targets: what `places` returns.
        press: the rows of these articles.
    """
    of_line: dict[int, list[int]] = {}
    for line, article in targets.iter_rows():
        of_line.setdefault(line, []).append(article)
    articles = _articles(press)
    ledger = Ledger()
    for line, row in enumerate(rows.iter_rows(named=True)):
        why_not = refusal(row)
        for key in of_line.get(line, []) if not why_not else ():
            ledger.add(row, key, articles[key].place(row))
        if why_not or line not in of_line:
            ledger.add(
                row, None, Place(lost=why_not or "its article is no longer there"), refused=bool(why_not)
            )
    for told in ledger.standing():
        articles[told["article_id"]].apply(told)
    return Corrected(
        frame("corrections", ledger.rows),
        pl.DataFrame([q for a in articles.values() for q in a.changed(a.quotes)], schema=QUOTES_SCHEMA),
        pl.DataFrame([t for a in articles.values() for t in a.changed(a.terms)], schema=TERMS_SCHEMA),
        pl.DataFrame([a.row for a in articles.values() if a.is_changed], schema=ARTICLES_SCHEMA),
    )


def _articles(press: Press) -> dict[int, Article]:
    tables = ("quotes", "quoted_terms", "mentions")
    parts: dict[int, dict[str, list[Row]]] = {}
    for name in tables:
        for row in getattr(press, name).iter_rows(named=True):
            parts.setdefault(row["article_id"], {table: [] for table in tables})[name].append(row)
    entities: dict[str, set[int]] = {}
    for alias, entity in press.aliases.select("alias", "entity_id").iter_rows():
        entities.setdefault(fold(alias), set()).add(entity)
    none: dict[str, list[Row]] = {table: [] for table in tables}
    return {
        row["article_id"]: Article(row, parts.get(row["article_id"], none), entities)
        for row in press.articles.iter_rows(named=True)
    }
