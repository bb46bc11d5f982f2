"""Finds the reporting clauses inside quotation marks, whose words are the article's: « A, raconte Ada Lind, B ».

Belongs here: which tokens within marks nobody quotes. Does not belong here: whose the quoted pieces are (cues/inside.py).
"""

from collections.abc import Iterable

from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.quotes.marks.marks import Mark
from pipeline.extract.quotes.speakers.phrases import is_name
from pipeline.extract.reading import Reading

OPENS = frozenset({",", "!", "?", "…", "–", "—"})  # what parts a reporting clause from the words before it
STOPS = frozenset({".", "!", "?", "…", ";", ":"})
NEAR = 4  # tokens from the verb to the noun of who speaks
HELPERS = 3  # words between the comma and the verb: «lui a répondu»
REACH = 20  # tokens of a reporting clause


def quotations(reading: Reading, lex: Lexicon, marks: Iterable[Mark]) -> tuple[list[int], list[int]]:
    """Return where the words that somebody is quoted with begin and end: those of the outermost marks without the article's own."""
    starts: list[int] = []
    ends: list[int] = []
    for mark in marks:
        if mark.depth:
            continue
        at = mark.outer_start
        for first, last in _asides(reading, lex, mark) if lex.inverted else ():
            starts.append(at)
            ends.append(reading.start[first])
            at = reading.end[last]
        starts.append(at)
        ends.append(mark.outer_end)
    return starts, ends


def _asides(reading: Reading, lex: Lexicon, mark: Mark) -> list[tuple[int, int]]:
    """Return the first and the last token of each reporting clause inside a mark."""
    inside = reading.tokens_in(mark.start, mark.end)
    found: list[tuple[int, int]] = []
    for token in inside[1:]:
        if reading.form[token - 1] in OPENS and not (found and token <= found[-1][1]):
            verb = _verb(reading, lex, token, inside[-1])
            if verb is not None:
                found.append((token, _last(reading, verb, inside[-1])))
    return found


def _verb(reading: Reading, lex: Lexicon, token: int, last: int) -> int | None:
    """Return the verb of saying that begins a clause at a token with who speaks behind it: «raconte X», «a-t-il dit»."""
    for verb in range(token, min(token + HELPERS + 1, last)):
        word = reading.lower[verb]
        if word in lex.forms and reading.upos[verb] in {"VERB", "AUX"}:
            if "Person=1" in reading.feats[verb]:
                return None
            hangs = any(reading.lower[t] in lex.inverted for t in range(token, verb + 2))
            return verb if hangs or _is_who(reading, lex, verb + 1) else None
        helps = reading.upos[verb] == "AUX" or word in lex.clitics or reading.form[verb][0] == "-"
        if not helps:
            return None
    return None


def _is_who(reading: Reading, lex: Lexicon, token: int) -> bool:
    """Tell whether a name, or a noun for people or a body behind its determiner, stands at a token."""
    behind = range(token, min(token + NEAR, len(reading.form)))
    noun = next((t for t in behind if reading.upos[t] in {"NOUN", "PROPN"}), token)
    known = (
        reading.lower[noun].removesuffix("s") in lex.people | lex.groups or reading.lower[noun] in lex.people
    )
    return is_name(reading, noun, ("PER", "ORG")) or (known and reading.upos[token] in {"DET", "NUM"})


def _last(reading: Reading, verb: int, end: int) -> int:
    """Return the last token of a reporting clause: before its comma or, where an apposition follows, before the stop."""
    parted = False
    for token in range(verb + 1, min(verb + REACH, end + 1)):
        if reading.form[token] in STOPS:
            return token - 1
        if reading.form[token] in OPENS and not parted:
            parted, comma = True, token
        elif parted and "VerbForm=Fin" in reading.feats[token]:
            return comma - 1
    return comma - 1 if parted else min(verb + REACH, end)
