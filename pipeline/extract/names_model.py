"""Loads a language's spaCy pipeline, with the trained `ner` of pipeline/models in the place of the stock one."""

from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language
from thinc.api import get_current_ops, set_current_ops
from threadpoolctl import threadpool_limits

from pipeline import lang
from pipeline.extract.inference import SteadyOps, embed_once, index_lemmas

MODELS = Path(__file__).parent.parent / "models"


@cache
def load_pipeline(code: str) -> Language | None:
    """Return the pipeline that lang/<code>/language.toml names, loaded once a process; None if it names none.

    `ner = "<folder>"` there swaps in the component trained by pipeline/models/train_ner.py; `unread` names the pipes
    that set nothing that Dixit reads.
    """
    settings = lang.load(code, "language")
    if "model" not in settings:
        return None
    threadpool_limits(1, user_api="blas")  # its matrices are too small to share out; workers are many
    ops = get_current_ops()
    set_current_ops(SteadyOps())
    try:
        nlp = spacy.load(settings["model"], exclude=settings.get("unread", []))
        if "ner" in settings:
            nlp.get_pipe("ner").from_disk(MODELS / settings["ner"], exclude=["vocab"])
    finally:
        set_current_ops(ops)
    embed_once(nlp)
    index_lemmas(nlp)
    return nlp
