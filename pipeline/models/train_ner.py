"""Trains the `ner` component of a stock spaCy pipeline further, on the French press: `make train-ner`.

It learns from Wikinews articles and from newspaper articles whose names are marked stand-off, their text in the pool
beside the project. Same data, same seed, same machine: same weights. A tenth of the Wikinews articles is held out, and
so are the newspapers of `held.jsonl`; the scores on either go into the card beside the weights. The pipeline's other
components stay as they come.
"""

import argparse
import gzip
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

LABELS = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "EVENT": "MISC", "PRODUCT": "MISC", "MISC": "MISC"}
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
PRESS_TIMES = 2  # how often newspapers are read while Wikinews is read once
BARE_CAPITALS = str.maketrans("ÀÂÇÉÈÊËÎÏÔÖÙÛÜ", "AACEEEEIIOOUUU")


class Course(NamedTuple):
    """How often the pieces are read, in which order and variation (by the seed), how many at a time at first."""

    seed: int
    epochs: int
    smallest_batch: float
    averaged: bool  # its weights are the mean of those on its way, not those at its end


TRUNK = Course(seed=4, epochs=8, smallest_batch=8.0, averaged=False)
BRANCHES = [
    Course(seed, epochs=2, smallest_batch=LARGEST_BATCH, averaged=True) for seed in (100, 101, 102, 103)
]


class Piece(NamedTuple):
    """A paragraph with its entities: (start, end, label) on its own text, outermost only, in order."""

    text: str
    entities: list[tuple[int, int, str]]


def read_articles(path: Path) -> list[dict[str, Any]]:
    """Return the articles of a JSON Lines file, one mapping with `id`, `text` and `entities` a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def read_press(names: Path, pool: Path) -> list[dict[str, Any]]:
    """Return newspaper articles in the same form: spans from a stand-off file, texts from the pool, by id.

    Raises ValueError where the pool's text is another than the one that was annotated.
    """
    marked = {article["id"]: article for article in read_articles(names)}
    with gzip.open(pool, "rt", encoding="utf-8") as lines:
        texts = {row["id"]: row["text"] for row in map(json.loads, lines) if row["id"] in marked}
    articles = []
    for key, article in marked.items():
        if hashlib.sha256(texts[key].encode()).hexdigest() != article["sha256"]:
            raise ValueError(f"{key}: the pool's text is not the one that was annotated")
        entities = [
            {"start": start, "end": end, "label": entity["type"]}
            for entity in article["entities"]
            for start, end in entity["spans"]
        ]
        articles.append({"id": key, "text": texts[key], "entities": entities})
    return articles


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
    doc = nlp.make_doc(piece.text)
    gold = doc.copy()
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


def table(scores: dict[str, Any]) -> str:
    """Return scores as the rows of a table."""
    head = "| type | precision | recall | F1 |\n|---|---|---|---|\n"
    return head + "\n".join(
        f"| {label} | {row['p']:.3f} | {row['r']:.3f} | {row['f']:.3f} |" for label, row in scores.items()
    )


def card(base: str, press: dict[str, Any], news: dict[str, Any], n_press: int, n_news: int) -> str:
    """Return the card: what the component is, what it was made from, how good it is, how to make it again."""
    return f"""# Names in the French press

The `ner` component of {base}, trained further. Types: PER, ORG, LOC, MISC (events, works, products, laws).

- Data: {n_news} Wikinews articles (text CC BY 2.5, wikinews.org contributors) with the entity annotations of
  WiNER-fr (CC BY 4.0, Yoann Dupont), and {n_press} newspaper articles, each read {PRESS_TIMES} times as often, with the names marked
  in tests/gold/press/names/read.jsonl (made for this project; the newspapers' text is not part of it). Paragraph by
  paragraph, with varied apostrophes, quotation marks, spaces and capitals, so that other newspapers' habits are known too.
- Base: {base} (Explosion, LGPL-LR).
- The two differ: WiNER-fr marks the place alone in «parquet de Lyon» and a site as a product, the newspapers' annotation
  marks the whole institution and takes a site for an organisation. The rules behind the model give both names either way.

Newspapers held out (tests/gold/press/names/held.jsonl: other outlets than those trained on). Exact spans:

{table(press)}

Wikinews held out: a tenth of the articles, by the hash of their id. Exact spans, unvaried text:

{table(news)}

- Made by `make train-ner`, half an hour on two cores: {TRUNK.epochs} epochs, then {len(BRANCHES)} branches of {BRANCHES[0].epochs} more, averaged.
"""


def main() -> None:
    """Train, score on what is held out, write the component and its card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("news", type=Path, help="JSON Lines: id, text, entities (start, end, label)")
    parser.add_argument(
        "names", type=Path, help="a folder with read.jsonl and held.jsonl: id, sha256, entities"
    )
    parser.add_argument("pool", type=Path, help="the texts of those, JSON Lines, gzip")
    parser.add_argument("output", type=Path, help="the folder of the component")
    parser.add_argument("--base", default="fr_core_news_md")
    given = parser.parse_args()
    news = read_articles(given.news)
    read, held = (read_press(given.names / f"{name}.jsonl", given.pool) for name in ("read", "held"))
    learn = [article for article in news if not is_held_out(article["id"])] + PRESS_TIMES * read
    nlp = train_all(given.base, [piece for article in learn for piece in pieces(article)])
    of_news, of_press = (
        score(nlp, [piece for article in articles for piece in pieces(article)])
        for articles in ([article for article in news if is_held_out(article["id"])], held)
    )
    nlp.get_pipe("ner").to_disk(given.output, exclude=["vocab"])
    (given.output / "README.md").write_text(
        card(f"{given.base} {nlp.meta['version']}", of_press, of_news, len(read), len(news)), encoding="utf-8"
    )
    print(json.dumps({"press": of_press["all"], "news": of_news["all"]}))  # noqa: T201 - the result of a script


if __name__ == "__main__":
    main()
