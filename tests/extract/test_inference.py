"""Inference: a pipeline made faster says what the stock one says."""

import os
import platform
import subprocess
import sys
from fractions import Fraction
from hashlib import blake2b
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.pipeline import TrainablePipe
from spacy.tokens import Doc
from thinc.types import Floats2d

from pipeline import lang
from pipeline.extract import inference
from pipeline.extract.inference import (
    ROW_BITS,
    WEIGHT_BITS,
    SteadyOps,
    product,
    read,
    rounded_weights,
)
from pipeline.extract.names_model import MODELS, load_pipeline

PROJECT = Path(__file__).parents[2]
WIDE = ("X86_V4", "AVX512_ICL", "AVX512_SPR", "AVX512F", "AVX512CD", "AVX512_SKX", "AVX512_CLX", "AVX512_CNL")
TEXTS = {
    "fr": [
        "Le maire de Brest, Paul Ravel, a dit\u00a0: « Nous rouvrons le quai. » Il l'a répété mardi.",
        "Quai",
        "À Saint-Jean-d'Aval, l'entre-deux-tours\u00a0: porte-parole, vice-président, va-et-vient, a-t-il dit.",
        "M. Ravel n'aime pas l'après-guerre ; aujourd'hui, jusqu'à 3 000 pêcheurs s'y opposent.",
        "",
        "\n\n",
        "LE QUAI ROUVRE  JANV. 2024",
    ],
    "en": [
        "Anna Reed, who chairs the harbour council, won't say whether it's over.",
        "Quay",
        "She'd cannot\n",
    ],
}


def stock(code: str) -> Language:
    settings = lang.load(code, "language")
    nlp = spacy.load(settings["model"])
    if "ner" in settings:
        nlp.get_pipe("ner").from_disk(MODELS / settings["ner"], exclude=["vocab"])
    return nlp


def said(doc: Doc) -> list[tuple[object, ...]]:
    return [
        (t.idx, t.text, t.lemma_, t.pos_, str(t.morph), t.head.i, t.dep_, t.ent_iob_, t.ent_type_)
        for t in doc
        if not t.is_space
    ]


@pytest.mark.parametrize("code", list(TEXTS))
def test_the_faster_pipeline_says_what_the_stock_one_says(code: str) -> None:
    nlp = load_pipeline(code)
    assert nlp is not None
    wanted = [said(doc) for doc in stock(code).pipe(TEXTS[code])]
    assert [said(doc) for doc in read(nlp, TEXTS[code])] == wanted
    assert [said(doc) for doc in read(nlp, ["", "\n"])] == [[], []]
    assert [said(nlp(text)) for text in TEXTS[code]] == wanted  # words met before, one text at a time


def test_more_distinct_words_than_are_kept_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    nlp = load_pipeline("fr")
    assert nlp is not None
    wanted = [said(nlp(text)) for text in TEXTS["fr"]]
    monkeypatch.setattr(inference, "MOST_TOKENS_KEPT", 5)
    assert [said(nlp(text)) for text in TEXTS["fr"] * 2] == wanted * 2


MAGNITUDES = st.floats(-1e4, 1e4, width=32)
SHAPES = ((672, 288), (288, 288), (300, 96), (96, 64), (64, 48), (2, 1))


def drawn(rows: int, columns: int) -> Floats2d:
    return np.random.default_rng(rows * columns).standard_normal((rows, columns)).astype(np.float32)


@pytest.mark.parametrize("rows", [1, 2, 3, 7, 16, 63, 64, 200])
def test_a_row_times_a_matrix_is_the_same_bits_whatever_stands_beside_it(rows: int) -> None:
    ops = SteadyOps()
    for width, out in SHAPES:
        many, weights = drawn(3_000, width), drawn(out, width)
        together = ops.gemm(many, weights, trans2=True)
        into = np.empty((rows, out), dtype=np.float32)
        assert np.array_equal(ops.gemm(many[40 : 40 + rows], weights, trans2=True), together[40 : 40 + rows])
        assert ops.gemm(many[:rows], weights, out=into, trans2=True) is into
        assert np.array_equal(into, together[:rows])


@pytest.mark.parametrize(("width", "out"), SHAPES)
def test_the_order_in_which_products_are_added_up_changes_no_bit(width: int, out: int) -> None:
    rows, weights = drawn(100, width), drawn(out, width).T
    wanted = product(rows, rounded_weights(weights))
    for seed in range(5):
        order = np.random.default_rng(seed).permutation(width)
        assert np.array_equal(product(rows[:, order], rounded_weights(weights[order])), wanted)


@given(st.lists(st.tuples(MAGNITUDES, MAGNITUDES), min_size=1, max_size=100))
def test_a_product_is_the_exact_sum_of_what_is_left_after_rounding(terms: list[tuple[float, float]]) -> None:
    row, column = (np.array(side, dtype=np.float32)[None] for side in zip(*terms, strict=True))
    left, right = (
        [
            float(round(Fraction(float(x)) / step) * step)
            for step in [Fraction(2) ** (int(np.frexp(np.abs(side).max())[1]) - bits)]
            for x in side[0]
        ]
        for side, bits in ((row, ROW_BITS), (column, WEIGHT_BITS))
    )
    exact = float(sum(Fraction(x) * Fraction(y) for x, y in zip(left, right, strict=True)))
    assert product(row, rounded_weights(column.T))[0, 0] == np.float32(exact)


def test_sums_that_would_not_be_exact_are_refused() -> None:
    with pytest.raises(ValueError, match="2049 products is not exact"):
        SteadyOps().gemm(drawn(1, 2049), drawn(1, 2049), trans2=True)


def test_rows_of_nothing_and_no_rows_stay_what_they_are() -> None:
    weights = drawn(288, 96)
    assert not SteadyOps().gemm(np.zeros((3, 288), dtype=np.float32), weights).any()
    assert SteadyOps().gemm(np.zeros((0, 288), dtype=np.float32), weights).shape == (0, 96)


SAMPLE = [
    path.read_text(encoding="utf-8", errors="replace") for path in sorted((PROJECT / "seeds").rglob("*.txt"))
]
BITS = """
import sys
from threadpoolctl import threadpool_info
from tests.extract.test_inference import bits
print(bits(), *(info["architecture"] for info in threadpool_info() if "architecture" in info))
"""


def bits() -> str:
    """Return the digest of what the models compute for the sample drops, of vectors and of tokens."""
    digest = blake2b(digest_size=12)
    for code in TEXTS:
        nlp = load_pipeline(code)
        assert nlp is not None
        docs = read(nlp, SAMPLE)
        for pipe in (pipe for _, pipe in nlp.pipeline if isinstance(pipe, TrainablePipe)):
            encoder = pipe.model if pipe.name == "tok2vec" else pipe.model.layers[0]
            digest.update(b"".join(vectors.tobytes() for vectors in encoder.predict(docs)))
        digest.update(repr(list(map(said, docs))).encode())
    return digest.hexdigest()


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the kernels to choose among are those of x86-64")
@pytest.mark.parametrize(
    ("kernel", "unused"),
    [("Prescott", WIDE), ("Haswell", WIDE), ("SkylakeX", ())],
    ids=lambda value: str(value)[:8],
)
def test_every_kernel_computes_the_same_bits(kernel: str, unused: tuple[str, ...]) -> None:
    found = np.show_config(mode="dicts")["SIMD Extensions"]["found"]
    if kernel == "SkylakeX" and not set(WIDE) & set(found):
        pytest.skip("this processor has no AVX-512")
    environment = os.environ | {
        "OPENBLAS_CORETYPE": kernel,
        "NPY_DISABLE_CPU_FEATURES": " ".join(name for name in found if name in unused),
    }
    done = subprocess.run(
        [sys.executable, "-c", BITS], capture_output=True, text=True, check=True, cwd=PROJECT, env=environment
    )
    told, *architectures = done.stdout.split()
    assert told == bits(), architectures
    if kernel != "Prescott":  # which goes by another name
        assert kernel in architectures
