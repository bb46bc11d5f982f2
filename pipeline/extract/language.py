"""The language of an article: langdetect, seeded, on a bounded sample of the body."""

import re

import polars as pl
from langdetect import DetectorFactory, LangDetectException, PROFILES_DIRECTORY

SEED = 20_231_113
SAMPLE_CHARS = 1_000
SHORTEST_SAMPLE = 20
LETTERS = re.compile(r"[^\W\d_]{2,}")
BODY_ROLES = ["title", "lead", "body"]


def _factory() -> DetectorFactory:
    DetectorFactory.seed = SEED
    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    return factory


FACTORY = _factory()


def detect_languages(articles: pl.DataFrame, segments: pl.DataFrame) -> pl.DataFrame:
    """Return the articles with language (ISO 639-1, langdetect's codes) and language_confidence filled.

    A language stated beside the file is kept, with confidence 1. A text with fewer than SHORTEST_SAMPLE letters
    keeps NULL. The answer depends on the text alone: the detector is seeded anew for every article.
    """
    body = (
        segments.filter(pl.col("role").is_in(BODY_ROLES))
        .sort("article_id", "seq")
        .group_by("article_id", maintain_order=True)
        .agg(pl.col("text").str.join("\n"))
    )
    sample = dict(body.select("article_id", pl.col("text").str.slice(0, SAMPLE_CHARS)).iter_rows())
    found = [
        (stated, 1.0) if stated else detect_language(sample.get(article_id) or text[:SAMPLE_CHARS])
        for article_id, stated, text in articles.select("article_id", "language", "text").iter_rows()
    ]
    return articles.with_columns(
        pl.Series("language", [language for language, _ in found], dtype=pl.String),
        pl.Series("language_confidence", [confidence for _, confidence in found], dtype=pl.Float64),
    )


def detect_language(sample: str) -> tuple[str | None, float | None]:
    """Return the most probable language of a sample and its probability; (None, None) for too few letters."""
    if sum(map(len, LETTERS.findall(sample))) < SHORTEST_SAMPLE:
        return None, None
    detector = FACTORY.create()
    detector.append(sample)
    try:
        best = detector.get_probabilities()[0]
    except (LangDetectException, IndexError):
        return None, None
    return best.lang.split("-")[0], round(min(best.prob, 1.0), 4)
