"""Finds the prepositions that name a source: «selon X», «según ha explicado X», «pour X,» where it gives an opinion."""

from pipeline.extract.quotes.cues.cue import COMMAS, GROUP, VERBAL, Cue
from pipeline.extract.quotes.lexicon import OPINION, Lexicon
from pipeline.extract.quotes.marks.frames import Frame
from pipeline.extract.quotes.speakers.naming import can_speak, is_native
from pipeline.extract.quotes.speakers.phrases import is_name
from pipeline.extract.reading import Reading

SHARE = 6  # items of «78 % des Français»


def source_cues(reading: Reading, lex: Lexicon, frame: Frame) -> list[Cue]:
    """Return the prepositions of a frame that name whose words these are, by kind."""
    return [
        *_prepositions(reading, lex, frame),
        *_opening(reading, lex, frame),
        *_reporting(reading, lex, frame),
    ]


def _prepositions(reading: Reading, lex: Lexicon, frame: Frame) -> list[Cue]:
    """Return the prepositions that name whose words these are (selon X, according to X)."""
    matches = [*lex.prepositions.finditer(reading.text, frame.start, frame.end)]
    if not matches:
        return []
    items = frame.items
    place = {item: pos for pos, item in enumerate(items) if item >= 0}
    found: list[Cue] = []
    for match in matches:
        tokens = [t for t in reading.tokens_in(match.start(), match.end()) if t in place]
        if not tokens or reading.start[tokens[0]] != match.start():
            continue
        low, high = place[tokens[0]], place[tokens[-1]]
        ahead = [reading.lower[i] for i in items[high + 1 : high + 4] if i >= 0]
        if any(word in lex.not_speakers for word in ahead[:2]) or (ahead and ahead[0] in lex.complementizers):
            continue
        if low and items[low - 1] >= 0 and reading.lower[items[low - 1]] in lex.not_after:
            continue
        if (
            high + 1 < len(items)
            and items[high + 1] >= 0
            and reading.form[items[high + 1]] in {",", ".", ";"}
        ):
            continue  # «le jour d'après, …»
        plural = high + 1 < len(items) and reading.upos[items[high + 1]] == "DET"  # «selon de nombreux élus»
        if not ahead or (ahead[0] in lex.interrogatives | lex.infinitive_links and not plural):
            continue
        if reading.upos[items[high + 1]] in VERBAL and not is_name(reading, items[high + 1], ("PER",)):
            continue
        lemma = " ".join(match.group().lower().replace("’", "'").split())
        found.append(Cue(low, high, tokens[0], lemma, "neutral", "preposition"))
    return found


def _reporting(reading: Reading, lex: Lexicon, frame: Frame) -> list[Cue]:
    """Return what a word and a verb of saying make one preposition of: «según ha explicado X», «como dijo X»."""
    items, found = frame.items, []
    for pos, item in enumerate(items if lex.reporting else ()):
        if item < 0 or reading.lower[item] not in lex.reporting:
            continue
        for ahead in range(pos + 1, min(pos + GROUP, len(items))):
            token = items[ahead]
            if token < 0:
                break
            lemma = lex.forms.get(reading.lower[token])
            if lemma and reading.upos[token] == "VERB" and lex.classes.get(lemma, OPINION) != OPINION:
                found.append(Cue(pos, ahead, token, lemma, lex.classes[lemma], "preposition", inverted=True))
                break
            spoken = reading.upos[token] in {"AUX", "ADV"} or reading.lower[token] in lex.clitics
            if not spoken or reading.lower[token] in lex.reflexive:
                break
    return found


def _opening(reading: Reading, lex: Lexicon, frame: Frame) -> list[Cue]:
    """Return «pour X,» where it opens a clause and X could speak: a name or a mention, then a comma or a mark."""
    items = frame.items
    found: list[Cue] = []
    for pos, item in enumerate(items):
        if item < 0 or reading.lower[item] not in lex.openings:
            continue
        before = items[pos - 1] if pos else None
        if not (
            before is None
            or (before >= 0 and reading.form[before] in COMMAS)
            or (before >= 0 and reading.upos[before] == "CCONJ")
        ):
            continue
        ahead = [t for t in items[pos + 1 : pos + 4] if t >= 0]
        if not ahead or reading.upos[ahead[0]] in VERBAL or _asks(reading, items):
            continue
        who = next((t for t in ahead if _can_head(reading, lex, t)), None)
        if reading.upos[ahead[0]] in {"NUM", "ADV"}:
            who = _counted(reading, lex, items[pos + 1 :]) or who
        marked = any(t < 0 for t in items[pos:])
        if who is not None and _opens_opinion(reading, lex, who, marked=marked):
            found.append(Cue(pos, pos, item, reading.lower[item], "neutral", "preposition", sure=False))
    return found


def _can_head(reading: Reading, lex: Lexicon, token: int) -> bool:
    """Tell whether a word can be who thinks so: a noun, a pronoun, «d'autres» without a noun whatever its tag."""
    if reading.upos[token] in {"PROPN", "NOUN", "PRON"}:
        return True
    alone = token + 1 < len(reading.form) and reading.form[token + 1] == ","
    return alone and reading.lower[token] in lex.opening_speakers


def _counted(reading: Reading, lex: Lexicon, ahead: list[int]) -> int | None:
    """Return for how many of whom something is so: «pour 78 % des Français», «pour près de deux Suédois sur trois»."""
    for token in ahead[:SHARE]:
        if token < 0 or reading.form[token] == "," or reading.upos[token] in VERBAL:
            return None
        if is_native(reading, lex, token):
            return token
    return None


def _asks(reading: Reading, items: list[int]) -> bool:
    """Tell whether a frame is a question."""
    return items[-1] >= 0 and reading.form[items[-1]] == "?"


def _opens_opinion(reading: Reading, lex: Lexicon, token: int, *, marked: bool) -> bool:
    """Tell whether «pour» before a noun gives an opinion: a name, a noun that often does; before marks, whoever can speak."""
    word = reading.lower[token]
    if is_name(reading, token, ("PER", "ORG")) or word in lex.pronouns or word in lex.relatives:
        return True
    if word in lex.people or word in lex.opening_speakers:
        return True
    if is_native(reading, lex, token):
        return True
    return marked and reading.upos[token] == "NOUN" and can_speak(reading, lex, token)
