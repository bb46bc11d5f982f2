"""Makes a spaCy pipeline answer faster, and the same on every processor.

Found by profile on press articles in French: half of the model step was matrix products in the slower of the two
libraries at hand, embeddings of the same words over and over, and membership tests in lists of 28,000 words.

A matrix library adds up in an order that it chooses by the processor, the number of rows and a row's place among them,
and each order rounds otherwise: a token's tag could hang on what stood beside its article. Here no sum is rounded, so
that no order matters. Both sides of a product are rounded first, to multiples of a power of two that are few enough for
the sum of their products to be exact in double precision: integers in all but name. The only rounding left is that of
the result. Everything else in the models is either one operation a number, which IEEE 754 defines to the last bit, or
a sum along a row in a fixed order. Twice the arithmetic of single precision is what it costs.
"""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import NORM, ORTH, SPACY
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.pipeline.transition_parser import Parser
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps
from thinc.types import Floats2d

ROW_BITS, WEIGHT_BITS = 20, 22  # of a number in a row of a product's left side, and of one in its right side
MOST_TERMS = 2 ** (53 - ROW_BITS - WEIGHT_BITS)  # in a sum: what double precision holds without rounding
SINGLE_BITS = 23  # after the leading one, in single precision
ROWS_AT_ONCE = 256  # what is made of them stays in the processor's cache
VARIANCE_FLOOR = np.float32(1e-8)  # thinc's
MOST_TOKENS_KEPT = 200_000  # distinct ones; 77 MB at a width of 96
TOKEN = (
    ORTH,
    NORM,
    SPACY,
)  # what the embedding of a token depends on: prefix, suffix and shape follow from it
MIXERS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)


class SteadyOps(NumpyOps):  # type: ignore[misc]  # thinc has no types here
    """Matrix products whose bits depend on a row and the weights alone: not on other rows, threads or processor."""

    def __init__(self) -> None:
        super().__init__(use_blis=False)

    def gemm(
        self,
        x: Floats2d,
        y: Floats2d,
        out: Floats2d | None = None,
        trans1: bool = False,
        trans2: bool = False,
    ) -> Floats2d:
        """Return x @ y, both in single precision, either transposed if asked; `out`, if given, takes the result.

        Raises:
            ValueError: a sum has more terms than can be added up exactly.
        """
        return product(x.T if trans1 else x, rounded_weights(y.T if trans2 else y), out)


def rounded_weights(weights: Floats2d) -> NDArray[np.float64]:
    """Return the right side of a product as `product` takes it: rounded to 22 bits below its greatest magnitude.

    Raises:
        ValueError: a sum has more terms than can be added up exactly.
    """
    if len(weights) > MOST_TERMS:
        raise ValueError(f"a sum of {len(weights)} products is not exact; the most is {MOST_TERMS}")
    return _rounded(weights, WEIGHT_BITS, None)


def product(rows: Floats2d, weights: NDArray[np.float64], out: Floats2d | None = None) -> Floats2d:
    """Return rows @ weights in single precision, each row first rounded to 20 bits below its greatest magnitude.

    `out`, if given, takes the result.
    """
    if out is None:
        out = np.empty((len(rows), weights.shape[1]), dtype=np.float32)
    for at in range(0, len(rows), ROWS_AT_ONCE):
        some = slice(at, at + ROWS_AT_ONCE)
        out[some] = _rounded(rows[some], ROW_BITS, 1) @ weights
    return out


def _rounded(numbers: Floats2d, bits: int, axis: int | None) -> NDArray[np.float64]:
    """Return numbers as multiples of 2**-bits of the power of two above the greatest magnitude along an axis.

    A number that is added to 1.5 times a power of two is rounded to a multiple of the last bit of the sum.
    """
    greatest = np.abs(numbers).max(axis=axis, keepdims=True, initial=0)
    _, exponents = np.frexp(greatest)
    shift = np.ldexp(np.float32(1.5), exponents + (SINGLE_BITS - bits))
    multiples = numbers + shift
    multiples -= shift
    exact: NDArray[np.float64] = multiples.astype(np.float64)
    return exact


def make_steady(nlp: Language) -> None:
    """Let every layer of a pipeline compute so that a token's bits depend on its own text alone."""
    ops = SteadyOps()
    for _, pipe in nlp.pipeline:
        for layer in pipe.model.walk() if isinstance(pipe, TrainablePipe) else ():
            layer.ops = ops
            if layer.name == "layernorm":
                layer._func = _normalize  # noqa: SLF001  (thinc has no other way to change what a layer does)


def _normalize(
    layer: Model[Floats2d, Floats2d], rows: Floats2d, is_train: bool
) -> tuple[Floats2d, Callable[[object], Floats2d]]:
    """Do what thinc's layernorm does, without its power, whose last bit differs between processors."""
    if is_train:
        raise NotImplementedError("the steady layers cannot be trained")
    rows = rows - rows.mean(axis=1, keepdims=True)
    variance = (rows * rows).mean(axis=1, keepdims=True)
    rows /= np.sqrt(variance + VARIANCE_FLOOR)
    rows *= layer.get_param("G")
    rows += layer.get_param("b")
    return rows, lambda _: rows


class _Embedder:
    """Embeds each distinct token once, and remembers it."""

    def __init__(self, embed: Model[list[Doc], list[Floats2d]]) -> None:
        self.embed = embed
        self.rows: dict[int, int] = {}
        self.table = np.zeros((0, embed.get_dim("nO")), dtype=np.float32)

    def __call__(self, docs: list[Doc]) -> list[Floats2d]:
        tokens = np.concatenate([doc.to_array(TOKEN).reshape(len(doc), len(TOKEN)) for doc in docs])
        keys = np.bitwise_xor.reduce(tokens.astype(np.uint64) * MIXERS, axis=1)
        distinct, first, which = np.unique(keys, return_index=True, return_inverse=True)
        if len(self.rows) + len(distinct) > MOST_TOKENS_KEPT:
            self.rows.clear()
        new = np.array([key not in self.rows for key in distinct.tolist()], dtype=bool)
        if new.any():
            self._learn(docs, distinct[new].tolist(), tokens[first[new]].tolist())
        rows = np.array([self.rows[key] for key in distinct.tolist()], dtype=np.intp)
        ends = np.cumsum([len(doc) for doc in docs])[:-1]
        return np.split(self.table[rows[which]], ends)

    def _learn(self, docs: list[Doc], keys: list[int], tokens: list[list[int]]) -> None:
        vocab = docs[0].vocab
        words = [vocab.strings[orth] for orth, _, _ in tokens]
        doc = Doc(vocab, words=words, spaces=[bool(space) for *_, space in tokens])
        for token, (_, norm, _) in zip(doc, tokens, strict=True):
            if token.norm != norm:
                token.norm_ = vocab.strings[norm]
        at = len(self.rows)
        if at + len(keys) > len(self.table):
            room = np.zeros((max(len(self.table), len(keys)), self.table.shape[1]), dtype=np.float32)
            self.table = np.concatenate([self.table, room])
        self.table[at : at + len(keys)] = self.embed.predict([doc])[0]
        self.rows |= {key: at + number for number, key in enumerate(keys)}


def embed_once(nlp: Language) -> None:
    """Let every tok2vec of a pipeline embed each distinct token once; what it makes of the row stays as it was."""
    for _, pipe in nlp.pipeline:
        for tok2vec in pipe.model.walk() if isinstance(pipe, TrainablePipe) else ():
            if tok2vec.has_ref("embed"):
                attributes = {"embedder": _Embedder(tok2vec.get_ref("embed"))}
                tok2vec.layers[0] = Model("embed_once", _embed, attrs=attributes)


def read(nlp: Language, texts: Iterable[str]) -> list[Doc]:
    """Return the texts as docs, annotated as by `nlp.pipe` in one batch."""
    docs = [nlp.make_doc(text) for text in texts]
    for _, pipe in nlp.pipeline:
        annotate(pipe, docs)
    return docs


def annotate(pipe: Callable[[Doc], Doc], docs: list[Doc]) -> None:
    """Let one component of a pipeline annotate docs, in place."""
    if isinstance(pipe, Parser):
        pipe.set_annotations(docs, _take_transitions(pipe, docs))
    elif isinstance(pipe, TrainablePipe):
        pipe.set_annotations(docs, pipe.predict(docs))
    else:
        for doc in docs:
            pipe(doc)


def _take_transitions(parser: Parser, docs: list[Doc]) -> list[Any]:
    """Return the final states of a greedy parse, all docs a transition at a time.

    spaCy's own loop lets go of the interpreter's lock, and its checks of each possible transition take it back one by
    one, which costs as much as everything else in it. Called from Python, they have it already.
    """
    states: list[Any] = parser.moves.init_batch(docs)
    if any(len(doc) for doc in docs):
        steps = parser.model.predict(docs)
        score = _scorer(steps)
        unfinished = [state for state in states if not state.is_final()]
        while unfinished:
            vectors = steps.state2vec.predict(steps.get_token_ids(unfinished))
            unfinished = parser.transition_states(unfinished, score(vectors))
    return states


def _scorer(steps: Any) -> Callable[[Floats2d], Floats2d]:
    """Return what scores the moves from the vectors of some states, as spaCy's own step does."""
    if not steps.attrs["has_upper"]:
        return lambda vectors: vectors
    weights, bias = rounded_weights(steps.vec2scores.get_param("W").T), steps.vec2scores.get_param("b")
    unseen = steps._class_mask == 0  # noqa: SLF001
    never = np.float32(-np.inf)

    def score(vectors: Floats2d) -> Floats2d:
        scores = product(vectors, weights)
        scores += bias
        scores[:, unseen] = never
        return scores

    return score


def index_lemmas(nlp: Language) -> None:
    """Turn the word lists that a lemmatizer searches from end to end into sets."""
    if not nlp.has_pipe("lemmatizer"):
        return
    lookups = nlp.get_pipe("lemmatizer").lookups
    if lookups.has_table("lemma_index"):
        table = lookups.get_table("lemma_index")
        for part_of_speech, words in table.items():
            table[part_of_speech] = frozenset(words)


def _embed(
    model: Model[list[Doc], list[Floats2d]], docs: list[Doc], is_train: bool
) -> tuple[list[Floats2d], Callable[[object], list[Doc]]]:
    if is_train:
        raise NotImplementedError("embeddings that are kept cannot be trained")
    return model.attrs["embedder"](docs), lambda _: []
