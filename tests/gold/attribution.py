"""Scores what the scorer beside the project does not: wrong names, and whether `confidence` is what it says.

The scorer's own matching is used (score.py: which row is which gold quote, when a speaker is right).
"""

import importlib.util
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb

BINS = 10
HIGH = 0.9
SPEECH = frozenset({"direct", "mixed", "indirect"})


@dataclass(frozen=True)
class Verdict:
    """A row of `quotes` against gold: how sure it says it is, whether span and speaker are right, what is wrong."""

    confidence: float
    found: bool
    right: bool
    wrong_name: bool  # gold knows a speaker, and the row names somebody else that has an entity


@cache
def scorer(path: Path) -> ModuleType:
    """Return score.py as a module."""
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def verdicts(warehouse: Path, gold: Path, score: ModuleType) -> list[Verdict]:
    """Return a verdict on every row of `quotes` in the gold articles, those that are borderline in gold left out."""
    con = duckdb.connect(str(warehouse / "dixit.duckdb"), read_only=True)
    article_of, by, aliases, _ = score.load(con)
    found: list[Verdict] = []
    for line in gold.open(encoding="utf-8"):
        article = json.loads(line)
        key = article["id"].replace("/", "__")
        rows = by["quotes"][article_of[key if key.endswith(".txt") else f"{key}.txt"]]
        speech = [quote for quote in article["quotes"] if quote["kind"] in SPEECH]
        pairs = score.match(article["text"], speech, rows, threshold)
        matched = {at: speech[number] for number, at in pairs}
        for at, row in enumerate(rows):
            quote = matched.get(at)
            if quote is None and not allowed(score, article, row):
                found.append(Verdict(row["confidence"], found=False, right=False, wrong_name=False))
            elif quote is not None and not quote["opt"]:
                found.append(_judged(score, quote, row, aliases))
    return found


def threshold(quote: dict[str, Any]) -> float:
    """Return the overlap that makes a row a gold quote, as the scorer has it."""
    return 0.5 if quote["kind"] == "indirect" else 0.8


def _judged(
    score: ModuleType, quote: dict[str, Any], row: dict[str, Any], aliases: dict[int, set[str]]
) -> Verdict:
    """Return the verdict on a row that is a gold quote."""
    known = (row["speaker_name"], row["entity_name"], *aliases.get(row["speaker_entity_id"], ()))
    names = [name for name in known if name]
    right = (
        any(score.same_name(n, s) for n in names for s in quote["speaker"]) if quote["speaker"] else not names
    )
    wrong = not right and bool(quote["speaker"]) and row["speaker_entity_id"] is not None
    return Verdict(row["confidence"], found=True, right=right, wrong_name=wrong)


def allowed(score: ModuleType, article: dict[str, Any], row: dict[str, Any]) -> bool:
    """Tell whether a row without a gold quote is no error: borderline, or the clause around quoted pieces."""
    text = article["text"]
    for quote in article["quotes"]:
        speech = quote["kind"] in SPEECH
        if quote.get("opt") and score.iou(text, quote, row) >= (0.3 if speech else 0.5):
            return True
        inside = row["start"] <= quote["start"] and quote["end"] <= row["end"]
        if row["kind"] == "indirect" and speech and quote["kind"] != "indirect" and inside:
            return True
    return False


def figures(found: list[Verdict]) -> dict[str, float]:
    """Return the share of wrong names among the quotes found, and the expected calibration error of `confidence`.

    The error is the mean, over ten equal bins of confidence, of the gap between what rows say and what they are,
    weighted by rows; `sure_right` is the share of right rows among those at 0.9 and more.
    """
    quotes = [verdict for verdict in found if verdict.found]
    sure = [verdict.right for verdict in found if verdict.confidence >= HIGH]
    gaps = sum(abs(said - true) * rows for said, true, rows in curve(found))
    return {
        "wrong_names": round(sum(v.wrong_name for v in quotes) / max(1, len(quotes)), 3),
        "calibration_error": round(gaps / max(1, len(found)), 3),
        "sure_right": round(sum(sure) / max(1, len(sure)), 3),
        "sure_share": round(len(sure) / max(1, len(found)), 3),
    }


def curve(found: list[Verdict]) -> list[tuple[float, float, int]]:
    """Return for each bin that has rows the mean confidence, the share of right rows, and how many rows."""
    bins: list[list[Verdict]] = [[] for _ in range(BINS)]
    for verdict in found:
        bins[min(BINS - 1, int(verdict.confidence * BINS))].append(verdict)
    return [
        (
            round(sum(v.confidence for v in one) / len(one), 3),
            round(sum(v.right for v in one) / len(one), 3),
            len(one),
        )
        for one in bins
        if one
    ]
