"""The language of a text: langdetect, seeded, on a bounded sample of its longer lines."""

import re

import polars as pl
from langdetect import PROFILES_DIRECTORY, DetectorFactory, LangDetectException

SEED = 20_231_113
SAMPLE_CHARS = 1_000
SEARCHED_CHARS = 20_000
SHORTEST_SAMPLE = 20
LONG_LINE = re.compile(r"[^\n]{60,}")
LETTERS = re.compile(r"[^\W\d_]{2,}")


def _factory() -> DetectorFactory:
    DetectorFactory.seed = SEED
    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    return factory


FACTORY = _factory()


def detect_languages(texts: pl.DataFrame) -> pl.DataFrame:
    """Return the texts with language (ISO 639-1) and language_confidence filled.

    A language stated beside the file is kept, with confidence 1. A text with fewer than SHORTEST_SAMPLE letters
    has NULL. The answer depends on the text alone: the detector is seeded anew for every text.

    Args:
        texts: the columns text and language (stated, or NULL) are read.
    """
    found = [
        (stated.lower()[:2], 1.0) if stated else detect_language(text)
        for text, stated in texts.select("text", "language").iter_rows()
    ]
    return texts.with_columns(
        pl.Series("language", [language for language, _ in found], dtype=pl.String),
        pl.Series("language_confidence", [confidence for _, confidence in found], dtype=pl.Float64),
    )


def detect_language(text: str) -> tuple[str | None, float | None]:
    """Return the most probable language of a text and its probability; (None, None) for too few letters."""
    start = text[:SEARCHED_CHARS]
    sample = "\n".join(LONG_LINE.findall(start))[:SAMPLE_CHARS] or start[:SAMPLE_CHARS]
    if sum(map(len, LETTERS.findall(sample))) < SHORTEST_SAMPLE:
        return None, None
    detector = FACTORY.create()
    detector.append(sample)
    try:
        best = detector.get_probabilities()[0]
    except (LangDetectException, IndexError):
        return None, None
    return best.lang.split("-")[0], round(min(best.prob, 1.0), 4)
