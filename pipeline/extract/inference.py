"""Makes a spaCy pipeline answer faster, and answer the same: what is computed stays, how it is computed changes.

Found by profile on press articles in French: half of the model step was matrix products in the slower of the two
libraries at hand, embeddings of the same words over and over, and membership tests in lists of 28,000 words.
"""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from spacy.attrs import NORM, ORTH, SPACY
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.pipeline.transition_parser import Parser
from spacy.tokens import Doc
from thinc.api import Model, NumpyOps
from thinc.types import Floats2d

LEAST_ROWS = 64  # BLAS libraries take another path, with other roundings, for smaller matrices
MOST_TOKENS_KEPT = 200_000  # distinct ones; 77 MB at a width of 96
TOKEN = (
    ORTH,
    NORM,
    SPACY,
)  # what the embedding of a token depends on: prefix, suffix and shape follow from it
MIXERS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)


class SteadyOps(NumpyOps):  # type: ignore[misc]  # thinc has no types here
    """Matrix products by numpy's BLAS; a row's product has the same bits whatever rows stand beside it."""

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
        """Return x @ y, either transposed if asked; `out`, if given, takes the result."""
        few = not trans1 and len(x) < LEAST_ROWS
        rows = np.concatenate([x, np.zeros((LEAST_ROWS - len(x), x.shape[1]), dtype=x.dtype)]) if few else x
        product = super().gemm(rows, y, trans1=trans1, trans2=trans2)[: len(x) if few else None]
        if out is None:
            return product
        out[:] = product
        return out


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
        unfinished = [state for state in states if not state.is_final()]
        while unfinished:
            unfinished = parser.transition_states(unfinished, steps.predict(unfinished))
    return states


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
