"""Parts what the model marked as one name: by its grammar, by dashes and line ends, where a blank between two words was lost."""

import re
from collections.abc import Iterator

from pipeline.extract.mentions.lexicon import Lexicon
from pipeline.extract.mentions.mending import BLANKS, Words
from pipeline.extract.names import fold

LONG = 4  # tokens after the first: shorter names are left as the model sees them
CLAUSE = frozenset(["VERB", "AUX", "PRON", "SCONJ"])
# An address, an account: no name, and no part of one. Letters first, for which a text is searched at once.
ADDRESS = re.compile(r"https?://\S+|www\.(?<!\wwww\.)\S+|pic\.(?<!\wpic\.)\S+|@(?<!\w@)\w+")
PARTING = re.compile(rf"[{BLANKS}][-–—/][{BLANKS}]|\n|©|{ADDRESS.pattern}")
# A mark that opens words which end elsewhere: «Ada Lind«Tout va bien», «la chaîne Lueurs “Décryptage».
OPENING = re.compile(r"«(?![^»]*»)|“(?![^”]*”)")
# Where a sentence ends and the next begins, the blank between them lost: «l'AFP.La police», «Ada LindLe maire».
GLUED_STOP = re.compile(r"(?<=\w[\w)»])[.!?…](?=[A-ZÀ-Þ][a-zà-ÿ'\s])|(?<=[a-zà-ÿ]{3})[.](?=\d+$)")
GLUED_WORD = re.compile(r"(?<=[a-zà-ÿ])(?=(?P<word>[A-ZÀ-Þ][a-zà-ÿ]*['a-zà-ÿ]?)(?![\w-]))")


def model_spans(words: Words, lexicon: Lexicon) -> Iterator[tuple[int, int, str]]:
    """Yield (first token, last token, type) of every name that the model marked; labels without a type are left out."""
    label, first = "", 0
    for i, tag in enumerate([*words.ner, None]):
        if label and tag == "I-" + label:
            continue
        if label:
            verbs = ("AUX", "VERB") if lexicon.doubtful_openers else ("AUX",)
            opens = first < i - 1 and words.upos[first] in verbs  # a question: «Will Lind return?»
            yield first + opens, i - 1, lexicon.labels[label]
        label = ""
        if tag is not None and tag[2:] in lexicon.labels:
            label, first = tag[2:], i


def runs(words: Words, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Yield (start, end) of the parts of a would-be name that its grammar parts.

    A determiner stands in a name after a preposition alone («de la»), before a small word at the least; a finite verb or
    a pronoun never does in a long one.
    """
    if (
        last > first
        and words.upos[last] in ("VERB", "AUX")
        and words.form[last].islower()
        and words.form[last].isalpha()
    ):
        last -= 1
    is_long = last - first >= LONG
    for i in range(first + 1, last + 1):
        here, before = words.upos[i], words.upos[i - 1]
        small = words.form[i][:1].islower()
        opens = here == "DET" and before not in ("ADP", "DET")
        if small and (
            (is_long and (here in CLAUSE or opens))
            or (opens and i < last and words.form[i - 1][:1].isupper() and words.form[i + 1][:1].islower())
        ):
            yield words.start[first], words.end[i - 1 if before != "CCONJ" else i - 2]
            return
    yield words.start[first], words.end[last]


def parted(text: str, start: int, end: int, kind: str, lexicon: Lexicon) -> Iterator[tuple[int, int, str]]:
    """Yield the parts of a span that a dash between blanks, a line's end, or «et» beside a known name parts.

    «Grenoble - Metz» are two, and so are «AFP et Ondes boréales»; what a quotation mark opens is no part.
    """
    at = start
    if opened := OPENING.search(text[start:end]):
        end = start + opened.start()
    cuts = [
        *PARTING.finditer(text, start, end),
        *GLUED_STOP.finditer(text, start, end),
        *_glued_words(text, start, end, lexicon),
        *_conjunctions(text, start, end, lexicon),
    ]
    for cut in sorted(cuts, key=lambda cut: cut.start()):
        if cut.start() >= at:
            yield at, cut.start(), kind
            at = cut.end()
    yield at, end, kind


def _glued_words(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[re.Match[str]]:
    """Yield where a word that opens a sentence, or a person's full name, is glued to what stands before it."""
    for cut in GLUED_WORD.finditer(text, start, end):
        head = text[start : cut.start()].rsplit(" ", 1)[-1]
        named = text[cut.end("word") : cut.end("word") + 2].strip()[:1].isupper()
        is_given = fold(cut["word"]) in lexicon.first_names and fold(head) not in lexicon.first_names
        if (
            cut["word"] in lexicon.not_names
            or cut["word"] in lexicon.openers
            or (len(head) >= LONG and named and is_given)
        ):
            yield cut


def _conjunctions(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[re.Match[str]]:
    for cut in lexicon.parting.finditer(text, start, end):
        sides = {fold(text[start : cut.start()]), fold(text[cut.end() : end])}
        if sides & lexicon.known_types.keys() and fold(text[start:end]) not in lexicon.known_types:
            yield cut
