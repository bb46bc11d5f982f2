"""The articles that the benchmarks read: the press at hand, or new articles put together from its sentences."""

import gzip
import json
import random
import re
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

PROJECT = Path(__file__).parents[1]
POOL = PROJECT.parent / "shared" / "pool" / "press.jsonl.gz"
TRAINING = PROJECT.parent / "shared" / "train" / "ner_fr_wikinews.jsonl"
SENTENCE_END = re.compile(r"(?<=[.!?»])\s+")
SEED = 20_240_305


def real(n: int) -> list[str]:
    """Return n French articles: the training texts beside the project, else the sample drops; each another text."""
    found = _found()
    return [
        text if k < len(found) else f"{text}\n\nNuméro {k}." for k, text in enumerate(islice(cycle(found), n))
    ]


def newspapers(n: int) -> list[str]:
    """Return n French newspaper articles of the pool beside the project, each another text; none where it is absent."""
    if not POOL.exists():
        return []
    with gzip.open(POOL, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    texts = sorted({row["text"] for row in rows if row["lang"] == "fr"})
    return random.Random(SEED).sample(texts, n)  # noqa: S311  (no secret)


def recombined(n: int) -> Iterator[str]:
    """Yield n French articles as long as the real ones, their sentences drawn from all of them."""
    found = _found()
    sentences = [sentence for text in found for sentence in SENTENCE_END.split(text) if sentence.strip()]
    dice = random.Random(SEED)  # noqa: S311  (no secret)
    for number in range(n):
        left = len(dice.choice(found))
        drawn = [f"Numéro {number}."]
        while left > 0:
            drawn.append(dice.choice(sentences))
            left -= len(drawn[-1])
        paragraphs = [" ".join(drawn[k : k + 3]) for k in range(0, len(drawn), 3)]
        yield "\n\n".join(paragraphs)


def write_drop(texts: Iterator[str] | list[str], drop: Path) -> None:
    """Write each text as a file of a drop."""
    drop.mkdir(parents=True)
    for number, text in enumerate(texts):
        (drop / f"{number:06}.txt").write_text(text, encoding="utf-8")


def _found() -> list[str]:
    if TRAINING.exists():
        return [json.loads(line)["text"] for line in TRAINING.read_text(encoding="utf-8").splitlines()]
    files = sorted((PROJECT / "seeds").rglob("*.txt"))
    return [path.read_text(encoding="utf-8", errors="replace") for path in files]
