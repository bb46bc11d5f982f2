"""Finds who speaks where the verb's subject is no one: «à la préfecture, on dit que A», «dit-on chez X», «Et la maire d'ajouter que A»."""

from pipeline.extract.quotes.cues.cue import Cue
from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.quotes.marks.frames import Frame
from pipeline.extract.quotes.speakers.naming import Speaker, name_speaker
from pipeline.extract.quotes.speakers.phrases import Phrase, is_name, phrase_at
from pipeline.extract.reading import Reading

NEAR = 6  # items after the verb within which «à la préfecture» begins
FAR = 14  # items before it within which it does
STOPS = frozenset({",", ";", ":", "."})


def house_of(reading: Reading, lex: Lexicon, frame: Frame, cue: Cue) -> Speaker | None:
    """Return whose people speak where no one in particular does: «indique-t-on à la préfecture», «chez X, on indique que A»."""
    phrase = _named_house(reading, lex, frame, cue, lex.houses)
    return name_speaker(reading, lex, phrase) if phrase is not None else None


def house_that_speaks(reading: Reading, lex: Lexicon, frame: Frame, cue: Cue) -> Phrase | None:
    """Return whose people speak by a plural verb that has no subject: «señalan desde el Ayuntamiento», «Desde X aseguran que A»."""
    verbs = [reading.feats[item] for item in frame.items[cue.lo : cue.hi + 1] if item >= 0]
    several = any("Number=Plur" in feats and "Person=3" in feats for feats in verbs)
    return _named_house(reading, lex, frame, cue, lex.speaking_from) if several else None


def _named_house(
    reading: Reading, lex: Lexicon, frame: Frame, cue: Cue, words: frozenset[str]
) -> Phrase | None:
    items = frame.items
    for pos in range(cue.hi + 1, min(cue.hi + 1 + NEAR, len(items) - 1)):
        item = items[pos]
        if item < 0 or reading.form[item] in STOPS or reading.lower[item] in lex.complementizers:
            break
        if reading.lower[item] in words:
            return _house(reading, lex, items, pos)
    return None if cue.inverted else _house_before(reading, lex, items, cue, words)


def _house_before(
    reading: Reading, lex: Lexicon, items: list[int], cue: Cue, words: frozenset[str]
) -> Phrase | None:
    """Return whose people speak by a phrase that opens the clause, a comma between it and «on»; none between it and no subject."""
    commas = 0
    for pos in range(cue.lo - 1, max(-1, cue.lo - FAR), -1):
        if items[pos] < 0:
            return None
        commas += reading.form[items[pos]] == ","
        opens = pos == 0 or items[pos - 1] < 0 or reading.form[items[pos - 1]] in STOPS
        if opens and (commas == 1 or lex.drops_subject) and reading.lower[items[pos]] in words:
            return _house(reading, lex, items, pos)
    return None


def _house(reading: Reading, lex: Lexicon, items: list[int], pos: int) -> Phrase | None:
    """Return the body or the people that a preposition of place names."""
    after = pos + 1
    while (
        after < len(items)
        and items[after] >= 0
        and reading.lower[items[after]] in lex.close_links | lex.contracted
    ):
        after += 1  # «du côté du syndicat»
    phrase = phrase_at(reading, lex, items, after, tight=True)
    if phrase is None:
        return None
    word = reading.lower[phrase.head]
    people = "Number=Plur" in reading.feats[phrase.head] and word.removesuffix("s") in lex.people
    named = is_name(reading, phrase.head, ("ORG",)) or word in lex.groups
    return phrase if named or people else None


def narrated(reading: Reading, lex: Lexicon, frame: Frame, cue: Cue) -> tuple[bool, Phrase | None]:
    """Tell whether an infinitive tells what came next, and who is its subject if that stands there: «Et X d'ajouter que A»."""
    items = frame.items
    joins, links = items[0], items[cue.lo - 1] if cue.lo else -1
    if cue.shape != "nonfinite" or "VerbForm=Inf" not in reading.feats[cue.token] or min(joins, links) < 0:
        return False, None
    if reading.upos[joins] != "CCONJ" or reading.lower[links] not in lex.infinitive_links or cue.lo > FAR:
        return False, None
    between = items[1 : cue.lo - 1]
    if any(i < 0 or reading.upos[i] in {"VERB", "AUX"} for i in between):
        return False, None
    return True, phrase_at(reading, lex, items, 1, tight=True) if between else None
