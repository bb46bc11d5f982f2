"""Loads a language's spaCy pipeline, with the trained `ner` of pipeline/models in the place of the stock one."""

from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language

from pipeline import lang

MODELS = Path(__file__).parent.parent / "models"


@cache
def load_pipeline(code: str) -> Language | None:
    """Return the pipeline that lang/<code>/language.toml names, loaded once a process; None if it names none.

    `ner = "<folder>"` there swaps in the component trained by pipeline/models/train_ner.py.
    """
    settings = lang.load(code, "language")
    if "model" not in settings:
        return None
    nlp = spacy.load(settings["model"])
    if "ner" in settings:
        nlp.get_pipe("ner").from_disk(MODELS / settings["ner"], exclude=["vocab"])
    return nlp
