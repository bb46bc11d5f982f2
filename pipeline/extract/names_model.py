"""Loads a language's spaCy pipeline, with the trained `ner` of pipeline/models in the place of the stock one.

Loading takes a fraction of the time that spacy.load takes for French, most of which goes into a pattern of 1.4 million
characters that is compiled twice over, the text of half a million words that is looked up by its hash alone, and tables
of lemmas that are hashed once more; the tokens are the same.
"""

import gc
import re
import sys
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import spacy
import srsly
from spacy import lookups
from spacy.lang.char_classes import ALPHA, ALPHA_LOWER
from spacy.language import Language
from spacy.strings import get_string_id
from spacy.tokenizer import Tokenizer
from threadpoolctl import threadpool_limits

from pipeline import lang
from pipeline.extract.inference import embed_once, index_lemmas, make_steady
from pipeline.lang.installed import has_model

MODELS = Path(__file__).parent.parent / "models"
LETTERS = re.compile(rf"\[([^\]]*?)(?:{re.escape(ALPHA_LOWER)}|{re.escape(ALPHA)})([^\]]*)\]")
LETTER = r"[^\W\d_]"


@cache
def load_pipeline(code: str) -> Language | None:
    """Return the pipeline that lang/<code>/language.toml names, loaded once a process; None if it names none that is installed.

    `ner = "<folder>"` there swaps in the component trained by pipeline/models/train_ner.py; `unread` names the pipes
    that set nothing that Dixit reads.
    """
    settings = lang.load(code, "language")
    if not has_model(code):
        return None
    threadpool_limits(1, user_api="blas")  # its matrices are too small to share out; workers are many
    with _uncollected():
        with (
            _without_word_tables(code),
            _with_lean_lookups(),
            warnings.catch_warnings(),
        ):
            # a model for another release of spaCy than the one in use: the lock names one that is seen to work
            warnings.filterwarnings("ignore", message=r"\[W095\]")
            unread = settings.get("unread", [])
            nlp = spacy.load(settings["model"], exclude=["tokenizer", "strings", *unread])
        if "ner" in settings:
            nlp.get_pipe("ner").from_disk(MODELS / settings["ner"], exclude=["vocab"])
        _read_tokenizer(nlp.tokenizer, _folder(settings["model"], nlp) / "tokenizer")
        make_steady(nlp)
        embed_once(nlp)
        index_lemmas(nlp)
    gc.freeze()  # it stays as long as the process, and holds too much to be looked through at every collection
    return nlp


@contextmanager
def _without_word_tables(code: str) -> Iterator[None]:
    """Let spaCy import a language without the tables of words that a model brings along in its own tokenizer."""
    language = f"spacy.lang.{code}"
    tables = f"{language}.tokenizer_exceptions"
    if tables in sys.modules:
        yield
        return
    sys.modules[tables] = ModuleType(tables)
    vars(sys.modules[tables]).update(TOKENIZER_EXCEPTIONS={}, TOKEN_MATCH=None)
    try:
        yield
    finally:  # who imports the language after this gets all of it
        for name in [name for name in sys.modules if name == language or name.startswith(f"{language}.")]:
            del sys.modules[name]


# A full stop between an acronym and a given name with a hyphen, the blank lost: «selon l'AFP.Jean-Luc est venu».
GLUED_STOP = r"(?<=[A-ZÀ-Þ]{2})\.(?=[A-ZÀ-Þ][a-zà-ÿ]+-[A-ZÀ-Þ][a-zà-ÿ])"


class _LeanTable(dict[int, Any]):
    """A table of spacy.lookups without its filter, which takes longer to fill than it ever saves."""

    def __init__(self, name: str | None = None, data: Mapping[Any, Any] | None = None) -> None:
        data = data or {}
        hashed = all(type(key) is int for key in data)  # as a table that was written to a file is
        super().__init__(data if hashed else {get_string_id(key): value for key, value in data.items()})
        self.name = name

    def __getitem__(self, key: str | int) -> Any:
        return super().__getitem__(get_string_id(key))

    def __contains__(self, key: str | int) -> bool:  # type: ignore[override]  # as spaCy's own has it
        return super().__contains__(get_string_id(key))

    def get(self, key: str | int, default: Any = None) -> Any:
        """Return the value of a word or of its hash."""
        return super().get(get_string_id(key), default)


@contextmanager
def _with_lean_lookups() -> Iterator[None]:
    """Let spaCy read tables of words as plain ones."""
    table = lookups.Table
    lookups.Table = _LeanTable
    try:
        yield
    finally:
        lookups.Table = table


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile: what is loaded stays."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _folder(model: str, nlp: Language) -> Path:
    version = f"{nlp.meta['lang']}_{nlp.meta['name']}-{nlp.meta['version']}"
    return Path(str(import_module(model).__file__)).parent / version


def _read_tokenizer(tokenizer: Tokenizer, file: Path) -> None:
    """Read a tokenizer, the classes of letters spelt out in its pattern of words given by what they mean."""
    tokenizer.from_disk(file, exclude=["vocab", "token_match"])
    words = srsly.read_msgpack(file)["token_match"]
    if words:
        tokenizer.token_match = re.compile(LETTERS.sub(_brief, words)).match
    found = tokenizer.infix_finditer
    infixes = [found.__self__.pattern] if found else []
    tokenizer.infix_finditer = re.compile("|".join([*filter(None, infixes), GLUED_STOP])).finditer


def _brief(letters: re.Match[str]) -> str:
    beside = f"{letters[1]}{letters[2]}"
    return f"(?:[{beside}]|{LETTER})" if beside else LETTER
