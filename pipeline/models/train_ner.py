"""Trains the `ner` component of a stock spaCy pipeline further, on the French press: `make train-ner`.

Same data, same seed, same machine: same weights. A tenth of the articles is held out; the scores on it go into
the card beside the weights. The pipeline's other components stay as they come.
"""

import argparse
import hashlib
import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

import spacy
from spacy.scorer import Scorer
from spacy.training import Example
from spacy.util import compounding, filter_spans, fix_random_seed, minibatch

LABELS = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "EVENT": "MISC", "PRODUCT": "MISC"}
# What other newspapers do otherwise than the training text: (pattern, replacement, share of the pieces).
VARIATIONS = [
    (re.compile(r"(?<=\w) (?=[,.)]|’)"), "", 0.7),
    (re.compile(r"(?<=\b[ldnsLDNS]['’]) (?=\w)"), "", 0.9),
    (re.compile(r"’"), "'", 0.5),
    (re.compile(r"'"), "’", 0.3),
    (re.compile(r"« ?"), '"', 0.2),
    (re.compile(r" ?»"), '"', 0.2),
]
SHARE_OF_DASHES = 0.15
SHARE_OF_CAPITALS = 0.06
SHARE_WITHOUT_ACCENT_ON_CAPITALS = 0.1
LARGEST_BATCH = 48.0
BARE_CAPITALS = str.maketrans("ÀÂÇÉÈÊËÎÏÔÖÙÛÜ", "AACEEEEIIOOUUU")


class Course(NamedTuple):
    """How often the pieces are read, in which order and variation (by the seed), how many at a time at first."""

    seed: int
    epochs: int
    smallest_batch: float
    averaged: bool  # its weights are the mean of those on its way, not those at its end


TRUNK = Course(seed=4, epochs=16, smallest_batch=8.0, averaged=False)
BRANCHES = [
    Course(seed, epochs=3, smallest_batch=LARGEST_BATCH, averaged=True) for seed in (100, 101, 102, 103)
]


class Piece(NamedTuple):
    """A paragraph with its entities: (start, end, label) on its own text, outermost only, in order."""

    text: str
    entities: list[tuple[int, int, str]]


def read_articles(path: Path) -> list[dict[str, Any]]:
    """Return the articles of a JSON Lines file, one mapping with `id`, `text` and `entities` a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def is_held_out(article_id: str) -> bool:
    """Tell whether an article belongs to the held-out tenth: decided by its id alone, not by its place in the file."""
    return hashlib.sha256(article_id.encode()).digest()[0] % 10 == 0


def pieces(article: dict[str, Any]) -> Iterator[Piece]:
    """Cut an article into paragraphs, the unit that the pipeline reads."""
    spans = sorted(
        ((e["start"], e["end"], LABELS[e["label"]]) for e in article["entities"] if e["label"] in LABELS),
        key=lambda span: (span[0], -span[1]),
    )
    for match in re.finditer(r"\S[^\n]*", article["text"]):
        start, inside, reached = match.start(), [], 0
        for left, right, label in spans:
            if match.start() <= left and right <= match.end() and left >= reached:
                inside.append((left - start, right - start, label))
                reached = right
        yield Piece(match.group(), inside)


def replace(piece: Piece, pattern: re.Pattern[str], by: str) -> Piece:
    """Return the piece with every match replaced and its entities moved along."""
    cuts = [match.span() for match in pattern.finditer(piece.text)]

    def moved(offset: int) -> int:
        return offset + sum(
            len(by) - (end - start) if end <= offset else 0 for start, end in cuts if start < offset
        )

    entities = [(moved(start), moved(end), label) for start, end, label in piece.entities]
    return Piece(pattern.sub(by, piece.text), [e for e in entities if e[0] < e[1]])


def paired(piece: Piece, rng: random.Random) -> Piece:
    """Return the piece with some neighbours apart by a dash, as fixtures and routes are set: A - B, A – B, A / B."""
    text, entities, moved = piece.text, [], 0
    for place, (start, end, label) in enumerate(piece.entities):
        entities.append((start + moved, end + moved, label))
        following = piece.entities[place + 1 : place + 2]
        if following and following[0][2] == label and rng.random() < SHARE_OF_DASHES:
            gap = piece.text[end : following[0][0]]
            if gap in (", ", " et ", " , "):
                dash = rng.choice([" - ", " – ", " / "])
                text = text[: end + moved] + dash + text[end + moved + len(gap) :]
                moved += len(dash) - len(gap)
    return Piece(text, entities)


def varied(piece: Piece, rng: random.Random) -> Piece:
    """Return the piece as another newspaper may have set it."""
    piece = paired(piece, rng)
    for pattern, by, share in VARIATIONS:
        if rng.random() < share:
            piece = replace(piece, pattern, by)
    if rng.random() < SHARE_WITHOUT_ACCENT_ON_CAPITALS:
        piece = Piece(piece.text.translate(BARE_CAPITALS), piece.entities)
    capitals = piece.text.upper()
    short = len(piece.text) < 160 and rng.random() < 2 * SHARE_OF_CAPITALS
    if len(capitals) == len(piece.text) and (short or rng.random() < SHARE_OF_CAPITALS / 4):
        piece = Piece(capitals, piece.entities)
    return piece


def example(nlp: Any, piece: Piece) -> Example:
    """Return a spaCy example; an entity that ends inside a token is widened to it."""
    doc, gold = nlp.make_doc(piece.text), nlp.make_doc(piece.text)
    spans = (
        gold.char_span(*entity[:2], label=entity[2], alignment_mode="expand") for entity in piece.entities
    )
    gold.set_ents(filter_spans([span for span in spans if span is not None]))
    return Example(doc, gold)


def score(nlp: Any, held_out: Iterable[Piece]) -> dict[str, Any]:
    """Return precision, recall and F1 of exact spans with their label, over all and by type, on unvaried text."""
    examples = [example(nlp, piece) for piece in held_out]
    for one, doc in zip(examples, nlp.pipe(one.text for one in examples), strict=True):
        one.predicted = doc
    found = Scorer.score_spans(examples, "ents")
    types = dict(sorted(found["ents_per_type"].items()))
    return {"all": {key: found[f"ents_{key}"] for key in ("p", "r", "f")}, **types}


def load(base: str, ner: bytes | None = None) -> Any:
    """Return the base pipeline, tokenizer and `ner` alone, with the weights given in the place of its own."""
    nlp = spacy.load(
        base, exclude=["tok2vec", "morphologizer", "parser", "senter", "attribute_ruler", "lemmatizer"]
    )
    if ner is not None:
        nlp.get_pipe("ner").from_bytes(ner, exclude=["vocab"])
    return nlp


def train(base: str, learn: Sequence[Piece], course: Course, ner: bytes | None = None) -> bytes:
    """Train the `ner` of the base, or the one given, over the pieces; return it."""
    fix_random_seed(course.seed)
    rng = random.Random(course.seed)  # noqa: S311 - no secret is made here
    nlp, pieces_in_turn = load(base, ner), list(learn)
    optimizer = nlp.resume_training()
    for epoch in range(course.epochs):
        rng.shuffle(pieces_in_turn)
        losses: dict[str, float] = {}
        examples = (example(nlp, varied(piece, rng)) for piece in pieces_in_turn)
        for batch in minibatch(examples, size=compounding(course.smallest_batch, LARGEST_BATCH, 1.002)):
            nlp.update(batch, sgd=optimizer, drop=0.25, losses=losses)
        print(f"seed {course.seed}, epoch {epoch + 1}: loss {losses['ner']:.0f}", flush=True)  # noqa: T201 - progress of a script
    with nlp.use_params(optimizer.averages if course.averaged else {}):
        weights: bytes = nlp.get_pipe("ner").to_bytes(exclude=["vocab"])
    return weights


def average(base: str, branches: Sequence[bytes]) -> Any:
    """Return the base with a `ner` whose every weight is the mean of the branches' (Wortsman et al., Model soups, 2022)."""
    first, *others = [load(base, ner) for ner in branches]
    walks = [nlp.get_pipe("ner").model.walk() for nlp in (first, *others)]
    for nodes in zip(*walks, strict=True):
        for name in nodes[0].param_names:
            if nodes[0].has_param(name):
                nodes[0].set_param(name, sum(node.get_param(name) for node in nodes) / len(nodes))
    return first


def train_all(base: str, learn: Sequence[Piece]) -> Any:
    """Train a trunk, then branches of it that read in other orders, two at a time, and average them."""
    trunk = train(base, learn, TRUNK)
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        branches = [pool.submit(train, base, learn, course, trunk) for course in BRANCHES]
        return average(base, [branch.result() for branch in branches])


def card(base: str, scores: dict[str, Any], n_articles: int) -> str:
    """Return the card: what the component is, what it was made from, how good it is, how to make it again."""
    rows = "\n".join(
        f"| {label} | {row['p']:.3f} | {row['r']:.3f} | {row['f']:.3f} |" for label, row in scores.items()
    )
    return f"""# Names in the French press

The `ner` component of {base}, trained further. Types: PER, ORG, LOC, MISC (events and products).

- Data: {n_articles} Wikinews articles (text CC BY 2.5, wikinews.org contributors) with the entity annotations of
  WiNER-fr (CC BY 4.0, Yoann Dupont). Paragraph by paragraph, with varied apostrophes, quotation marks, spaces and
  capitals, so that other newspapers' habits are known too.
- Base: {base} (Explosion, LGPL-LR).
- Held out: a tenth of the articles, by the hash of their id. Exact spans, unvaried text:

| type | precision | recall | F1 |
|---|---|---|---|
{rows}

- Made by `make train-ner`, some minutes on two cores: {TRUNK.epochs} epochs, then {len(BRANCHES)} branches of {BRANCHES[0].epochs} more, averaged.
"""


def main() -> None:
    """Train, score on the held-out tenth, write the component and its card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="JSON Lines: id, text, entities (start, end, label)")
    parser.add_argument("output", type=Path, help="the folder of the component")
    parser.add_argument("--base", default="fr_core_news_md")
    given = parser.parse_args()
    articles = read_articles(given.data)
    learn = [piece for article in articles if not is_held_out(article["id"]) for piece in pieces(article)]
    held_out = [piece for article in articles if is_held_out(article["id"]) for piece in pieces(article)]
    nlp = train_all(given.base, learn)
    scores = score(nlp, held_out)
    nlp.get_pipe("ner").to_disk(given.output, exclude=["vocab"])
    (given.output / "README.md").write_text(
        card(f"{given.base} {nlp.meta['version']}", scores, len(articles)), encoding="utf-8"
    )
    print(json.dumps(scores["all"]))  # noqa: T201 - the result of a script


if __name__ == "__main__":
    main()
