"""Inference: a pipeline made faster says what the stock one says."""

import numpy as np
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from pipeline import lang
from pipeline.extract import inference
from pipeline.extract.inference import SteadyOps, read
from pipeline.extract.names_model import MODELS, load_pipeline

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


@pytest.mark.parametrize("rows", [1, 2, 3, 7, 16, 63, 64, 200])
def test_a_row_times_a_matrix_is_the_same_bits_whatever_stands_beside_it(rows: int) -> None:
    random = np.random.default_rng(0)
    ops = SteadyOps()
    for width, out in ((672, 288), (288, 288), (300, 96), (96, 64)):
        many = random.standard_normal((3_000, width)).astype(np.float32)
        weights = random.standard_normal((out, width)).astype(np.float32)
        together = ops.gemm(many, weights, trans2=True)
        into = np.empty((rows, out), dtype=np.float32)
        assert np.array_equal(ops.gemm(many[40 : 40 + rows], weights, trans2=True), together[40 : 40 + rows])
        assert ops.gemm(many[:rows], weights, out=into, trans2=True) is into
        assert np.array_equal(into, together[:rows])
