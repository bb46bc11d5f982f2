"""Tells speech from titles, terms and scare quotes, and direct speech from quoted pieces.

Decides by what stands before the marks, by the cue that the marks hang on, and by the shape of what is quoted;
length counts only where nothing else does.
"""

from dataclasses import dataclass
from functools import cache

from pipeline import lang
from pipeline.extract.quotes.lexicon import lexicon
from pipeline.extract.quotes.marks.frames import Frame
from pipeline.extract.quotes.marks.marks import Mark
from pipeline.extract.reading import Reading

SHORT = 5  # words: names and titles are rarely longer
NEAR = 3
FAR = 12  # items before the marks within which what shows them may stand
NUMERALS = frozenset("ivxlc0123456789")
PAIR = 2
BACK = 6  # words before the marks that can name


@dataclass(frozen=True, slots=True)
class Naming:
    """The naming words of a language."""

    naming: frozenset[str]
    meaning: frozenset[str]
    works: frozenset[str]
    words: frozenset[str]
    charges: frozenset[str]
    charge_links: frozenset[str]
    fixed: frozenset[str]
    numbered: frozenset[str]
    likening: frozenset[str]
    shown: frozenset[str]
    accused: frozenset[str]
    accused_links: frozenset[str]
    ranks: frozenset[str]
    laws: frozenset[str]
    numbered_laws: frozenset[str]  # with a figure behind
    issued: frozenset[str]
    participles: tuple[str, ...]
    passive: frozenset[str]
    reflexive: frozenset[str]


@cache
def naming_words(code: str | None) -> Naming:
    """Return the compiled lang/<code>/kinds.toml."""
    data, grammar = lang.load(code, "kinds"), lang.load(code, "cues").get("grammar", {})
    return Naming(
        frozenset(data.get("naming", "").split()),
        frozenset(data.get("meaning", [])),
        frozenset(data.get("works", "").split()),
        frozenset(data.get("words", "").split()),
        frozenset(data.get("charges", "").split()),
        frozenset(data.get("charge_links", [])),
        frozenset(data.get("fixed", [])),
        frozenset(data.get("numbered", "").split()),
        frozenset(grammar.get("likening", [])),
        frozenset(data.get("shown", "").split()),
        frozenset(data.get("accused", "").split()),
        frozenset(data.get("accused_links", [])),
        frozenset(data.get("ranks", "").split()),
        frozenset(data.get("laws", "").split()),
        frozenset(data.get("numbered_laws", "").split()),
        frozenset(data.get("issued", "").split()),
        tuple(grammar.get("participles", [])),
        frozenset(grammar.get("passive", [])),
        frozenset(grammar.get("reflexive", [])),
    )


def words_in(reading: Reading, mark: Mark) -> list[int]:
    """Return the tokens inside a mark that are words."""
    return [t for t in reading.tokens_in(mark.start, mark.end) if reading.form[t][0].isalnum()]


def has_finite_verb(reading: Reading, mark: Mark) -> bool:
    """Tell whether a finite verb stands inside the marks."""
    return any(
        (reading.upos[t] in {"VERB", "AUX"} and "VerbForm=Fin" in reading.feats[t])
        or "Mood=" in reading.feats[t]
        for t in reading.tokens_in(mark.start, mark.end)
    )


def is_sentence(reading: Reading, mark: Mark) -> bool:
    """Tell whether the marks hold a whole sentence: a capital first and a finite verb or an end mark."""
    first, last = reading.text[mark.start], reading.text[mark.end - 1]
    return (first.isupper() or first in "([¿¡0123456789…«“") and (
        last in ".!?…" or has_finite_verb(reading, mark)
    )


def _before(reading: Reading, frame: Frame, pos: int) -> list[int]:
    """Return a few word tokens right before a position, the nearest first; a comma or a mark ends them."""
    found: list[int] = []
    for item in reversed(frame.items[max(0, pos - BACK) : pos]):
        if item < 0 or reading.form[item] in {",", ";", ":", ")"}:
            break
        found.append(item)
    return found


def named_by(
    reading: Reading, frame: Frame, pos: int, mark: Mark, *, told: bool = False, behind: bool = False
) -> str | None:
    """Return `title` or `term` when the words before the marks say that they name something, else None.

    `told` says that someone speaks by the cue of the marks, so that an accusation is theirs and no charge; `behind`, that
    it stands behind them, so that what shows words before them does not tell whose they are.
    """
    known = naming_words(reading.language)
    before = _before(reading, frame, pos)
    length = len(words_in(reading, mark))
    shown = not (told and behind) and _shows(reading, known, frame, pos)
    shown = shown or (not told and _is_shown(reading, known, frame, pos))
    if shown or _is_set(reading, known, mark):
        return "term"
    if _is_body(reading, mark):
        return "title"
    if not before:
        return _named_by_colon(reading, known, frame, pos, mark) or _apposed(reading, known, frame, pos, mark)
    charged = _charged_beside(reading, known, before) or (
        not told and _no_speech(reading, known, frame, pos, before)
    )
    # however long its name; «arrêté» is a participle too
    law = reading.lower[before[0]] in known.laws and reading.upos[before[0]] == "NOUN"
    law = law and not has_finite_verb(reading, mark)
    if charged or law or _is_counted(reading, before, mark):
        return "term"
    if length > SHORT * 2:
        return None
    kind = "title" if reading.text[mark.start].isupper() else "term"
    named = length <= SHORT and _is_a_word(reading, known, before)
    if named or _participle_names(reading, known, before, length) or _is_issued(reading, known, before, mark):
        return kind
    nouns = known.words | known.works if kind == "title" else known.words
    work = next((t for t in before[:2] if reading.lower[t] in nouns and reading.upos[t] == "NOUN"), None)
    long = has_finite_verb(reading, mark) and length > SHORT
    if work is None or (long and (told or kind != "title")):
        return None
    beside = work == before[0] or (reading.upos[before[0]] in {"ADJ", "PROPN"} and length <= SHORT)
    return kind if beside else None


def _is_shown(reading: Reading, known: Naming, frame: Frame, pos: int) -> bool:
    """Tell whether words stand on a banner or the like: «sur une pancarte, « A »», «« A » : sur les banderoles, …»."""
    items = frame.items
    if any(i >= 0 and reading.lower[i] in known.shown for i in items[max(0, pos - FAR) : pos]):
        return True
    after = items[pos + 1 : pos + 1 + BACK]
    placed = len(after) > NEAR and min(after[:2]) >= 0 and reading.upos[after[1]] == "ADP"
    return placed and any(i >= 0 and reading.lower[i] in known.shown for i in after[2 : NEAR + 1])


def _shows(reading: Reading, known: Naming, frame: Frame, pos: int) -> bool:
    """Tell whether what shows words stands right before the marks, or before a list of such: «des pancartes « A », « B » et « C »»."""
    first: int | None = pos
    while first is not None:
        at, first = first - 1, listed_behind(reading, frame, first)
    token = frame.items[at] if at >= 0 else -1
    if token >= 0 and (reading.upos[token] == "ADJ" or reading.form[token] == ":"):
        at -= 1
    if at > 0 and frame.items[at] >= 0 and reading.lower[frame.items[at]] in known.likening:
        at -= 1  # «des slogans comme « A »»
    return at >= 0 and frame.items[at] >= 0 and reading.lower[frame.items[at]] in known.shown


def listed_behind(reading: Reading, frame: Frame, pos: int) -> int | None:
    """Return the position of the marks that a comma or a conjunction joins to those at a position: « A », « B » et « C »."""
    at = pos - 1
    while at >= 0 and frame.items[at] >= 0 and _joins(reading, frame.items[at]):
        at -= 1
    return at if 0 <= at < pos - 1 and frame.items[at] < 0 else None


def _joins(reading: Reading, token: int) -> bool:
    """Tell whether a token joins the items of a list: a comma, «et»."""
    return reading.form[token] == "," or reading.upos[token] == "CCONJ"


def _named_by_colon(reading: Reading, known: Naming, frame: Frame, pos: int, mark: Mark) -> str | None:
    """Return `title` where a colon gives a thing its name: «ils ont créé un groupe : « A »»."""
    colon, noun = [*frame.items[max(0, pos - 2) : pos], -1, -1][:2][::-1]
    if min(colon, noun) < 0 or reading.form[colon] != ":" or has_finite_verb(reading, mark):
        return None
    if reading.lower[noun] in known.shown and reading.upos[noun] == "NOUN":
        return "term"  # «sous le slogan : « A »»
    named = reading.lower[noun] in known.works and reading.upos[noun] == "NOUN"
    return "title" if named and len(words_in(reading, mark)) <= SHORT else None


def _apposed(reading: Reading, known: Naming, frame: Frame, pos: int, mark: Mark) -> str | None:
    """Return `title` where a work is named between commas: «son dernier livre, « A », raconte …»."""
    near = frame.items[max(0, pos - NEAR) : pos]
    if len(near) < PAIR or min(near) < 0 or reading.form[near[-1]] != "," or has_finite_verb(reading, mark):
        return None
    after = frame.items[pos + 1] if pos + 1 < len(frame.items) else -1
    closed = after >= 0 and reading.form[after] == ","
    work = any(reading.lower[t] in known.works and reading.upos[t] == "NOUN" for t in near[:-1])
    return "title" if closed and work and reading.text[mark.start].isupper() else None


def _is_issued(reading: Reading, known: Naming, before: list[int], mark: Mark) -> bool:
    """Tell whether marks hold what someone brought out, and no words of it: «il a publié une « lettre aux élus »»."""
    behind = [
        t for t in before[1:] if reading.lower[t] not in lexicon(reading.language).adjuncts
    ]  # «publiera lundi sa « A »»
    verb = behind[0] if behind and reading.upos[before[0]] == "DET" else -1
    noun = verb >= 0 and reading.lemma[verb] in known.issued and reading.upos[verb] == "VERB"
    return noun and not has_finite_verb(reading, mark) and len(words_in(reading, mark)) <= SHORT


def is_law(reading: Reading, token: int) -> bool:
    """Tell whether a noun, with what numbers it, is a law, whose wording is no one's speech: «l'article 12», «le décret»."""
    known = naming_words(reading.language)
    numbered = token + 1 < len(reading.form) and reading.form[token + 1][0].isdigit()
    return reading.lower[token] in known.laws or (numbered and reading.lower[token] in known.numbered_laws)


def _is_counted(reading: Reading, before: list[int], mark: Mark) -> bool:
    """Tell whether one word in marks is what a figure counts: «1 800 « participants »», «23 % de « satisfaits »»."""
    words = words_in(reading, mark)
    at = next((t for t in before[: PAIR + 1] if reading.upos[t] != "ADP" and reading.form[t] != "%"), -1)
    figure = at >= 0 and reading.form[at].replace(".", "").replace(",", "").isdigit()
    return figure and len(words) <= PAIR and not has_finite_verb(reading, mark)


def _is_a_word(reading: Reading, known: Naming, before: list[int]) -> bool:
    """Tell whether a noun for words, offences or ranks says with «de» what the marks hold: «le terme de « A »»."""
    words = [t for t in before if reading.form[t][0].isalnum()][:2]
    if len(words) < PAIR or reading.lower[words[0]] not in known.accused_links:
        return False
    return reading.lower[words[1]] in known.words | known.ranks


def _is_body(reading: Reading, mark: Mark) -> bool:
    """Tell whether marks hold the name of an organisation and no more: «según “Le Point”»."""
    tokens = words_in(reading, mark)
    number = reading.mention_of[tokens[0]] if tokens else -1
    if number < 0:
        return False
    mention = reading.mentions[number]
    whole = mention["start_char"] <= mark.start and mention["end_char"] >= mark.end
    return bool(whole and mention["kind"] == "name" and mention["type"] == "ORG")


def _charged_beside(reading: Reading, known: Naming, before: list[int]) -> bool:
    """Tell whether a charge is named right before the marks, whoever speaks in the sentence: «jugeait X, poursuivi pour « A »»."""
    owned = reading.upos[before[0]] == "DET" and len(before) > 1  # «pour leur « A »»
    link, *behind = before[1:] if owned else before
    behind = [t for t in behind if reading.lower[t] not in lexicon(reading.language).adjuncts]
    linked = reading.lower[link] in known.charge_links
    return linked and bool(behind) and reading.lower[behind[0]] in known.charges


def _is_set(reading: Reading, known: Naming, mark: Mark) -> bool:
    """Tell whether the words in marks are a set phrase of the press, or number a thing of a series: «acte VIII»."""
    words = reading.text[mark.start : mark.end].lower().replace("’", "'")
    parts = words.split()
    counted = parts[0].split("'")[-1] if parts else ""  # without its article
    numbered = len(parts) > 1 and counted in known.numbered and set(parts[1]) <= NUMERALS
    return words in known.fixed or numbered


def _no_speech(reading: Reading, known: Naming, frame: Frame, pos: int, before: list[int]) -> bool:
    """Tell whether the words before the marks gloss a word or name a charge: «signifie», «mis en examen pour»."""
    nearest = reading.lower[before[0]]
    if nearest in known.meaning:
        return True
    if nearest in known.charge_links and _charged(reading, known, frame, pos):
        return True
    return nearest in known.accused_links and len(before) > 1 and reading.lower[before[1]] in known.accused


def _participle_names(reading: Reading, known: Naming, before: list[int], length: int) -> bool:
    """Tell whether a naming participle stands close before: «dit», «baptisé»."""
    for place, token in enumerate(before):
        word = reading.lower[token]
        helped = reading.upos[token - 1] == "AUX"
        passive = (
            reading.lemma[token - 1] in known.passive and reading.lower[token - 2] not in known.reflexive
        )
        active = helped and not passive
        finite = active or ("VerbForm=Fin" in reading.feats[token] and not word.endswith(known.participles))
        if word in known.naming and not finite and (place < 2 or length <= NEAR):
            return True
        if place and reading.upos[token] in {"VERB", "AUX"}:
            return False
    return False


def _charged(reading: Reading, known: Naming, frame: Frame, pos: int) -> bool:
    """Tell whether the words before «pour» speak of a charge."""
    return any(i >= 0 and reading.lower[i] in known.charges for i in frame.items[max(0, pos - 10) : pos])


def unattributed(reading: Reading, frame: Frame, mark: Mark, *, running: bool) -> str | None:
    """Return the kind of marks that hang on no cue: speech (None) or title, term, scare.

    `running` says that someone was quoted just before, so that a piece may be theirs.
    """
    if not reading.start:  # a language without a model: length is all there is
        return None if len(reading.text[mark.start : mark.end].split()) >= NEAR else "term"
    count = len(words_in(reading, mark))
    finite = has_finite_verb(reading, mark)
    if is_sentence(reading, mark) and (count > 2 or frame.items == [frame.items[0]]):
        return None
    if finite and count > 3:
        return None
    kind = kind_of_term(reading, mark)
    return None if kind != "title" and (count > SHORT + 1 or (running and count > 2)) else kind


def kind_of_term(reading: Reading, mark: Mark) -> str:
    """Return the kind of words in marks that are no speech, by their shape."""
    words = words_in(reading, mark)
    capitals = sum(reading.form[t][0].isupper() for t in words)
    if capitals and capitals * 2 >= len(words):
        return "title"
    return "term" if len(words) <= NEAR else "scare"
