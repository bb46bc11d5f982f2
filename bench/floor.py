"""Tries one small encoder for tags, parse and names in the place of two: `python -m bench.floor`. Nothing is kept.

The students learn tags and parse from what the present French pipeline says of the training articles, and names from
their gold. What came of it: docs/experiments/shared_encoder.md.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import chdir
from pathlib import Path
from time import process_time
from typing import Any
from unittest.mock import patch

import spacy
from spacy.tokens import DocBin
from spacy.training import Example
from spacy.training.batchers import minibatch_by_words
from spacy.util import compounding, filter_spans, fix_random_seed
from thinc.api import Adam, use_ops

from bench.press import TRAINING
from pipeline import lang
from pipeline.extract import inference, names_model, tokens
from pipeline.models.train_ner import TRUNK, Piece, is_held_out, pieces, read_articles, varied
from tests.gold import evaluate

PROJECT = Path(__file__).parents[1]
STUDENTS = {  # width and depth of the shared encoder; does it start from stock weights; CPU minutes of training
    "shared 96 x 4, from stock": (96, 4, True, 12),
    "shared 64 x 2, from nothing": (64, 2, False, 5),
}
SENTENCES = 20_000
FIGURES = ("quotes", "speaker", "joint", "entities_recall", "entities_precision", "merged")
ROUNDS, ARTICLES_A_ROUND = 3, 60
SETTINGS = {key: value for key, value in lang.load("fr", "language").items() if key != "ner"}
ATTRS = ["NORM", "PREFIX", "SUFFIX", "SHAPE", "SPACY", "IS_SPACE"]
ROWS = [5000, 1000, 2500, 2500, 50, 50]


def said_by_teacher(held_out: bool, sentences: int) -> Iterator[Any]:
    """Yield paragraphs as the present pipeline parses them, with gold names: as they stand, then varied."""
    rng = random.Random(TRUNK.seed)  # noqa: S311 - no secret is made here
    teacher = names_model.load_pipeline("fr")
    some = [piece for a in read_articles(TRAINING) if is_held_out(a["id"]) == held_out for piece in pieces(a)]
    rounds: list[Callable[[Piece], Piece]] = [lambda piece: piece, lambda piece: varied(piece, rng)]
    for change in rounds if not held_out else rounds[:1]:
        changed = [change(piece) for piece in some]
        for doc, piece in zip(teacher.pipe(p.text for p in changed), changed, strict=True):
            spans = (doc.char_span(*e[:2], label=e[2], alignment_mode="expand") for e in piece.entities)
            doc.set_ents(filter_spans([span for span in spans if span is not None]))
            yield doc
            sentences -= sum(1 for _ in doc.sents)
            if sentences <= 0:
                return


def silver(folder: Path) -> dict[bool, list[Any]]:
    """Return the docs to learn from (False) and the held-out ones (True), kept in a folder between runs."""
    vocab = names_model.load_pipeline("fr").vocab
    docs = {}
    for held_out in (False, True):
        path = folder / f"{'held_out' if held_out else 'learn'}.spacy"
        if not path.exists():
            DocBin(docs=list(said_by_teacher(held_out, SENTENCES))).to_disk(path)
        docs[held_out] = list(DocBin().from_disk(path).get_docs(vocab))
    return docs


def student(docs: list[Any], width: int, depth: int, from_stock: bool) -> Any:
    """Return an untrained pipeline whose tags, parse and names listen to one encoder."""
    stock = spacy.load("fr_core_news_md")
    nlp = spacy.blank("fr", vocab=stock.vocab)
    nlp.tokenizer = stock.tokenizer
    embed = {
        "@architectures": "spacy.MultiHashEmbed.v2",
        "width": width,
        "attrs": ATTRS,
        "rows": ROWS,
        "include_static_vectors": True,
    }
    encode = {
        "@architectures": "spacy.MaxoutWindowEncoder.v2",
        "width": width,
        "depth": depth,
        "window_size": 1,
        "maxout_pieces": 3,
    }
    model = {"@architectures": "spacy.Tok2Vec.v2", "embed": embed, "encode": encode}
    nlp.add_pipe("tok2vec", config={"model": model})
    ear = {"@architectures": "spacy.Tok2VecListener.v1", "width": width}
    nlp.add_pipe("morphologizer", config={"model": {"tok2vec": ear}, "overwrite": True})
    nlp.add_pipe("parser", config={"model": {"tok2vec": ear}})
    nlp.add_pipe("ner", config={"model": {"tok2vec": ear}})
    examples = [Example(nlp.make_doc(doc.text), doc) for doc in docs]
    nlp.get_pipe("tok2vec").initialize(lambda: examples, nlp=nlp)
    for name in ("morphologizer", "parser"):
        nlp.get_pipe(name).initialize(lambda: examples, nlp=nlp, labels=stock.get_pipe(name).label_data)
    nlp.get_pipe("ner").initialize(lambda: examples, nlp=nlp)
    if from_stock:
        for name in ("tok2vec", "morphologizer", "parser"):
            nlp.get_pipe(name).from_bytes(stock.get_pipe(name).to_bytes(exclude=["vocab"]), exclude=["vocab"])
    return nlp


def train(nlp: Any, docs: list[Any], minutes: int) -> Any:
    """Return the student after its minutes of training, with averaged weights and the rules of the stock pipeline."""
    fix_random_seed(TRUNK.seed)
    rng = random.Random(TRUNK.seed)  # noqa: S311 - no secret is made here
    docs = list(docs)
    optimizer = Adam(0.001, L2=0.01, grad_clip=1.0, use_averages=True, L2_is_weight_decay=True)
    started, epoch = process_time(), 0
    while process_time() - started < minutes * 60:
        rng.shuffle(docs)
        losses: dict[str, float] = {}
        examples = (Example(nlp.make_doc(doc.text), doc) for doc in docs)
        for batch in minibatch_by_words(examples, size=compounding(300, 1500, 1.005)):
            nlp.update(batch, sgd=optimizer, drop=0.15, losses=losses)
            if process_time() - started > minutes * 60:
                break
        epoch += 1
        print(
            f"  epoch {epoch}, {process_time() - started:.0f} s:",
            {k: round(v) for k, v in losses.items()},
            flush=True,
        )
    with nlp.use_params(optimizer.averages):
        nlp.from_bytes(nlp.to_bytes())
    stock = spacy.load("fr_core_news_md")
    for name in ("attribute_ruler", "lemmatizer"):
        nlp.add_pipe(name, source=stock, before="ner")
    return nlp


def made(name: str, folder: Path, docs: dict[bool, list[Any]]) -> Path:
    """Return the folder of a trained student, its scores on the held-out tenth beside it."""
    path = folder / name.replace(" ", "_").replace(",", "")
    if not path.exists():
        print(name, flush=True)
        with use_ops("numpy", use_blis=False):
            *shape, minutes = STUDENTS[name]
            nlp = train(student(docs[False], *shape), docs[False], minutes)
            found = nlp.evaluate([Example(nlp.make_doc(doc.text), doc) for doc in docs[True]])
        nlp.to_disk(path)
        kept = {
            key: round(found[key], 4)
            for key in ("pos_acc", "dep_uas", "dep_las", "ents_p", "ents_r", "ents_f")
        }
        (folder / f"{path.name}.json").write_text(json.dumps(kept), encoding="utf-8")
    meta = json.loads((path / "meta.json").read_text(encoding="utf-8"))
    inner = path / f"{meta['lang']}_{meta['name']}-{meta['version']}"  # laid out as a package of spaCy's is
    inner.mkdir(exist_ok=True)
    shutil.copy(path / "tokenizer", inner)
    (path / "__init__.py").touch()
    return path


def score(model: Path | None) -> dict[str, dict[str, Any]]:
    """Return the figures of the development gold, from a copy of the project that reads French with this model."""
    with tempfile.TemporaryDirectory() as place:
        copy, seeds, warehouse = Path(place) / "project", Path(place) / "seeds", Path(place) / "warehouse"
        for part in ("pipeline", "sql"):
            shutil.copytree(PROJECT / part, copy / part)
        shutil.copy(PROJECT / "pyproject.toml", copy)
        if model:
            shutil.copytree(model, copy / model.name)
            settings = "".join(
                f"{k} = {json.dumps(v)}\n" for k, v in (SETTINGS | {"model": model.name}).items()
            )
            (copy / "pipeline/lang/fr/language.toml").write_text(settings, encoding="utf-8")
        wanted = [name for name in evaluate.names() if name.startswith("dev/")]
        evaluate.lay_out(seeds, wanted)
        command = [sys.executable, "-m", "pipeline.cli", "ingest", "--seeds", seeds, "--warehouse", warehouse]
        subprocess.run(
            command, check=True, capture_output=True, cwd=copy, env=os.environ | {"PYTHONPATH": str(copy)}
        )
        return {name: evaluate.score(name, warehouse) for name in wanted}


def in_place(model: Path) -> Any:
    """Return the pipeline that the project would read French with, were its language.toml to name this model."""
    settings = SETTINGS | {"model": model.name}
    with (
        chdir(model.parent),
        patch.object(sys, "path", [str(model.parent), *sys.path]),
        patch.object(names_model.lang, "load", return_value=settings),
    ):
        return names_model.load_pipeline.__wrapped__("fr")


def turns() -> Iterator[list[tokens.Piece]]:
    """Yield the paragraphs of some articles, those of other articles each time."""
    articles = read_articles(TRAINING)
    for turn in range(ROUNDS + 1):
        some = articles[turn * ARTICLES_A_ROUND : (turn + 1) * ARTICLES_A_ROUND]
        yield [(0, 0, 0, piece.text) for article in some for piece in pieces(article)]


def speeds(pipelines: dict[str, Any]) -> dict[str, float]:
    """Return CPU milliseconds of the model step an article, pipeline after pipeline on articles new to each."""
    spent = dict.fromkeys(pipelines, 0.0)
    for turn, some in enumerate(turns()):
        for name, nlp in pipelines.items():
            with patch.object(tokens, "load_pipeline", lambda _, nlp=nlp: nlp):
                started = process_time()
                tokens.tokenize_pieces("fr", some)
            if turn:  # the first warms up
                spent[name] += process_time() - started
    return {name: 1000 * seconds / (ROUNDS * ARTICLES_A_ROUND) for name, seconds in spent.items()}


def shares(nlp: Any) -> dict[str, float]:
    """Return CPU milliseconds an article of each component, the encoder of a transition system apart from it."""
    spent: dict[str, float] = defaultdict(float)

    def timed(name: str, work: Callable[[], Any]) -> Any:
        started = process_time()
        result = work()
        spent[name] += process_time() - started
        return result

    for turn, some in enumerate(turns()):
        if turn == 1:
            spent.clear()  # the first warms up
        for batch in tokens.batches(some):
            docs = timed("tokenizer", lambda batch=batch: [nlp.make_doc(words) for *_, words in batch])
            for name, pipe in nlp.pipeline:
                if hasattr(pipe, "moves"):
                    timed(f"{name}, encoder", lambda pipe=pipe, docs=docs: pipe.model.predict(docs))
                timed(name, lambda pipe=pipe, docs=docs: inference.annotate(pipe, docs))
    for name in [name for name in spent if name.endswith(", encoder")]:
        spent[name.removesuffix(", encoder")] -= spent[name]
    return {name: 1000 * seconds / (ROUNDS * ARTICLES_A_ROUND) for name, seconds in spent.items()}


def weights(model: Path) -> float:
    """Return the megabytes of what was trained: the vectors, lookups and rules come with the stock pipeline."""
    parts = ("tok2vec", "morphologizer", "parser", "ner")
    return sum(f.stat().st_size for part in parts for f in (model / part).rglob("*") if f.is_file()) / 1e6


def main() -> None:
    """Train what is not yet trained, then print speeds and scores."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "dixit_floor")
    folder = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    docs = silver(folder)
    print(
        f"{sum(sum(1 for _ in doc.sents) for doc in docs[False])} sentences, {sum(map(len, docs[False]))} tokens",
        flush=True,
    )
    models = {name: made(name, folder, docs) for name in STUDENTS}
    fresh = names_model.load_pipeline.__wrapped__  # a pipeline that has met no word yet
    spent = speeds({"present": fresh("fr"), **{name: in_place(path) for name, path in models.items()}})
    print({name: round(milliseconds, 2) for name, milliseconds in shares(fresh("fr")).items()}, flush=True)
    for name, path in {"present": None, **models}.items():
        print(f"\n{name}: {spent[name]:.1f} ms of CPU an article, {spent['present'] / spent[name]:.2f} x")
        if path:
            held_out = (folder / f"{path.name}.json").read_text(encoding="utf-8")
            print(f"  {weights(path):.1f} MB, held out: {held_out}")
        for gold, figures in score(path).items():
            print(f"  {gold}: { ({key: figures[key] for key in FIGURES if key in figures}) }", flush=True)


if __name__ == "__main__":
    main()
