"""Finds where the complement of a cue begins: behind its complementizer, at an embedded question, an infinitive, a bare clause.

Does not belong here: where the complement ends (indirect.py).
"""

from pipeline.extract.quotes.cues.contents import LEAST, REACH, TRIM, is_break
from pipeline.extract.quotes.cues.cue import VERBAL, Cue
from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.quotes.marks.frames import ENDS, Frame
from pipeline.extract.quotes.speakers.naming import can_speak
from pipeline.extract.quotes.speakers.phrases import is_name, is_relative
from pipeline.extract.reading import Reading

NEAR = 3  # items within which a participle says how someone says they are
LISTENER = 8  # items: who is told is named in fewer


def clause_start(reading: Reading, lex: Lexicon, frame: Frame, cue: Cue) -> tuple[int, str] | None:
    """Return the position after the complementizer of a cue, and the shape of the complement."""
    items = frame.items
    behind = (
        cue.subject if cue.subject and cue.subject.first > cue.token else None
    )  # «Dijo el alcalde, X, que A»
    reach = REACH + (behind.last - behind.first if behind else 0)
    for pos in range(cue.hi + 1, min(cue.hi + reach, len(items))):
        item = items[pos]
        if item < 0:
            return None
        word = reading.lower[item]
        if word in lex.complementizers and not (lex.zero_complement and reading.upos[item] == "DET"):
            if _tagged_relative(reading, lex, items, pos, cue):
                continue
            if not _opens_no_report(reading, lex, items, pos, cue):
                return pos + 1, "clause"
            return _bare_start(reading, lex, frame, cue) if lex.zero_complement else None
        if word in lex.interrogatives and _asks(reading, lex, items, pos, cue):
            return (pos + 1, "question") if word in lex.whether else (pos, "question")
        if _is_feeling(reading, lex, items, pos, cue) or _describes(reading, lex, items, pos):
            continue
        if reading.upos[item] in VERBAL or reading.form[item] in {";", ":"} | ENDS:
            break
    return _bare_start(reading, lex, frame, cue)


def _asks(reading: Reading, lex: Lexicon, items: list[int], pos: int, cue: Cue) -> bool:
    """Tell whether an interrogative opens what a verb of asking asks aloud: «il demande à l'agent s'il peut passer»; not «il se demande si»."""
    if cue.lemma not in lex.asking or cue.passive or "Person=1" in reading.feats[cue.token]:
        return False
    if any(is_break(reading, items, at) for at in range(cue.hi + 1, pos)):
        return False
    alone = any(i >= 0 and reading.lower[i] in lex.reflexive for i in items[cue.lo : cue.hi])
    after = items[pos + 1] if pos + 1 < len(items) else -1
    elided = reading.lower[items[pos]] in lex.reflexive  # «s'»
    return not alone and after >= 0 and (not elided or reading.upos[after] == "PRON")


def _passes_on(reading: Reading, lex: Lexicon, items: list[int], pos: int, cue: Cue) -> bool:
    """Tell whether the one word between a cue and a complementizer only says «also»: «rappelle aussi que A»."""
    return (
        pos == cue.hi + 2
        and reading.lower[items[pos - 1]] in lex.adding
        and not (cue.inverted or cue.passive or cue.lemma in lex.beside)
    )


def _describes(reading: Reading, lex: Lexicon, items: list[int], pos: int) -> bool:
    """Tell whether a participle belongs to a noun before a complementizer and not to it: «dit dans un texte paru hier que A»."""
    token, after = items[pos], items[pos + 1] if pos + 1 < len(items) else -1
    shaped = "VerbForm=Part" in reading.feats[token] or reading.lower[token].endswith(lex.participles)
    free = after >= 0 and reading.lower[after] not in lex.complementizers
    return reading.deprel[token].startswith("acl") and shaped and free and bool(lex.participles)


def _is_feeling(reading: Reading, lex: Lexicon, items: list[int], pos: int, cue: Cue) -> bool:
    """Tell whether a participle right after a cue says how someone says they are: «se dit convaincue que A»."""
    near = all(_leads(reading, lex, i) for i in items[cue.hi + 1 : pos]) and pos - cue.hi <= NEAR
    if not near or "VerbForm=Part" not in reading.feats[items[pos]]:
        return False
    return any(i >= 0 and reading.lower[i] in lex.reflexive for i in items[cue.lo : cue.hi + 1])


def _tagged_relative(reading: Reading, lex: Lexicon, items: list[int], pos: int, cue: Cue) -> bool:
    """Tell whether the tagger's relative pronoun is one: not behind whom, when and where it was said («dijo ayer a X que A»)."""
    between = items[cue.hi + 1 : pos]
    if not lex.tagged_relatives or reading.upos[items[pos]] != "PRON" or not between:
        return False
    if (
        min(between) < 0
        or cue.inverted
        or cue.passive
        or cue.opinion
        or min(items[max(0, cue.lo - 3) : pos]) < 0
    ):
        return True
    breaks = [at for at in range(cue.hi + 1, pos) if is_break(reading, items, at)]
    if breaks:
        return breaks[-1] < pos - 1 or len(breaks) < LEAST - 1  # «dijo ayer, en la radio, que A»
    if not _is_circumstance(reading, lex, between[0]):
        return True
    while len(between) > 1 and reading.upos[between[-1]] == "ADP":  # «insistió ayer en que A»
        between.pop()
    links = [
        at
        for at, i in enumerate(between)
        if reading.upos[i] == "ADP" and reading.lower[i] not in lex.close_links
    ]
    last = between[links[-1] :] if links else between
    told = any(
        reading.lower[i] in lex.adjuncts | lex.nouns | lex.occasions and reading.upos[i] != "DET"
        for i in last
    )
    return not (told or is_name(reading, last[-1]) or (cue.cls == "order" and _wishes(reading, items, pos)))


def _is_circumstance(reading: Reading, lex: Lexicon, token: int) -> bool:
    """Tell whether a word opens whom, when or where something was said: a preposition, an adverb, a day."""
    day = reading.lower[token] in lex.adjuncts and reading.upos[token] != "DET"
    return day or reading.upos[token] in {"ADP", "ADV"}


def _wishes(reading: Reading, items: list[int], pos: int) -> bool:
    """Tell whether the first finite verb after a position is a subjunctive: «pidió a los vecinos que vuelvan»."""
    verbs = (reading.feats[i] for i in items[pos + 1 : pos + REACH] if i >= 0)
    return "Mood=Sub" in next((feats for feats in verbs if "VerbForm=Fin" in feats), "")


def _opens_no_report(reading: Reading, lex: Lexicon, items: list[int], pos: int, cue: Cue) -> bool:
    """Tell whether a complementizer is no cue's: a relative pronoun, half of «ne … que», of «plus … que», of «tandis que»."""
    if _is_relative(reading, lex, items, pos, cue) or _goes_back(reading, lex, items, pos, cue):
        return True
    if pos == cue.hi + 1 and _restricts(reading, lex, items, cue):
        return True
    if _passes_on(reading, lex, items, pos, cue):
        return False
    between = {reading.lower[i] for i in items[max(cue.hi + 1, pos - 3) : pos] if i >= 0}
    if is_break(reading, items, pos - 1):
        between = set()  # «a demandé hier, plus tôt que prévu, que A»
    return bool(between & lex.comparatives) or _takes_to_itself(reading, lex, items[cue.hi + 1 : pos])


def _takes_to_itself(reading: Reading, lex: Lexicon, between: list[int]) -> bool:
    """Tell whether what stands before a complementizer makes it a conjunction's: «tandis que», «antes de que»."""
    if not between or between[-1] < 0:
        return False
    near = between[-2:] if reading.upos[between[-1]] == "ADP" else between[-1:]
    return any(i >= 0 and reading.lower[i] in lex.conjunctions for i in near)


def _is_relative(reading: Reading, lex: Lexicon, items: list[int], pos: int, cue: Cue) -> bool:
    """Tell whether what looks like a complementizer is a relative pronoun: «les mesures qu'il a prises»."""
    between = items[cue.hi + 1 : pos]
    if not between or cue.lemma in lex.addressing or reading.upos[between[0]] not in {"DET", "PRON", "ADJ"}:
        return False
    tagged = reading.upos[items[pos]] == "PRON"
    if not tagged and (
        reading.upos[between[0]] != "DET" or any(reading.lower[i] in lex.groups for i in between)
    ):
        return False
    if reading.upos[between[-1]] not in {"NOUN", "ADJ"} or any(reading.upos[i] == "ADP" for i in between):
        return False
    return not any(
        reading.lower[i] in lex.adjuncts or reading.lower[i].removesuffix("s") in lex.people for i in between
    )


def _goes_back(reading: Reading, lex: Lexicon, items: list[int], pos: int, cue: Cue) -> bool:
    """Tell whether a complementizer is a relative pronoun by what stands beside it: «la hausse, qu'il juge forte», «ce que veut le maire»."""
    before = range(cue.hi + 1, pos)
    commas = [at for at in before if is_break(reading, items, at)]
    if commas == [pos - 1] and len(before) > 1 and not cue.inverted:
        return True
    if commas and cue.inverted and commas[-1] < pos - 1:
        return True  # « A », dit-il, une phrase que …
    after = items[pos + 1] if pos + 1 < len(items) else -1
    pro_drop = lex.drops_subject or lex.zero_complement or cue.cls == "order"
    return (
        after >= 0 and not pro_drop and {"Mood=Ind", "VerbForm=Fin"} <= set(reading.feats[after].split("|"))
    )


def _restricts(reading: Reading, lex: Lexicon, items: list[int], cue: Cue) -> bool:
    """Tell whether a cue stands between the halves of «ne … que»: only."""
    group = {reading.lower[i] for i in items[max(0, cue.lo - 1) : cue.hi + 1] if i >= 0}
    return bool(group & lex.negation) and not group & lex.negators


def _bare_start(reading: Reading, lex: Lexicon, frame: Frame, cue: Cue) -> tuple[int, str] | None:
    """Return the start of a complement without complementizer: an infinitive, or (English) a clause."""
    items, pos = frame.items, cue.hi + 1
    if pos >= len(items) or items[pos] < 0 or cue.passive:
        return None
    if not lex.zero_complement:
        start = _infinitive_start(reading, lex, items, pos, cue)
        return None if start is None else (start, "infinitive")
    if cue.shape == "finite" or _has_clause(reading, cue):
        if cue.lemma in lex.addressing:
            pos = _past_listener(reading, lex, items, pos)
        pos = _past_day(reading, lex, items, pos)
        if clause_follows(reading, items, pos):
            return pos, "clause"
        start = _clause_by_tree(reading, lex, items, cue)
        return None if start is None else (start, "clause")
    return None


def _has_clause(reading: Reading, cue: Cue) -> bool:
    """Tell whether a clause hangs on a participle by the tree: “saying the road was shut”; not “to say so”."""
    below = [child for child in reading.children[cue.token] if child > cue.token]
    gerund = cue.shape == "nonfinite" and "VerbForm=Inf" not in reading.feats[cue.token]
    return gerund and any(reading.deprel[child] == "ccomp" for child in below)


def _past_day(reading: Reading, lex: Lexicon, items: list[int], pos: int) -> int:
    """Return the position behind the days that stand between a cue and its clause: “confirmed yesterday it would”; not “Monday's vote”."""
    at = pos
    while at < len(items) - 1 and items[at] >= 0 and reading.lower[items[at]] in lex.adjuncts:
        at += 1
    owns = items[at] >= 0 and reading.upos[items[at]] in {"PART", "NOUN", "VERB", "AUX"}
    return pos if owns else at


def _first_of_clause(reading: Reading, lex: Lexicon, cue: Cue, verb: int) -> int | None:
    """Return the subject of a verb below a cue, be it one that the tree takes for the cue's object: «said topics such as A would wait»."""
    below = reading.children[cue.token]
    if reading.deprel[verb] == "ccomp":
        own = [c for c in reading.children[verb] if reading.deprel[c] in lex.subject_labels and c > cue.token]
        if own:
            return own[0]
    helped = [c for c in (verb, *reading.children[verb]) if reading.upos[c] == "AUX" and c <= verb]
    finite = any("VerbForm=Fin" in reading.feats[c] for c in helped)
    if reading.deprel[verb] not in {"ccomp", "conj"} or not finite:
        return None
    if any(reading.deprel[c] == "cc" and cue.token < c < verb for c in below):
        return None
    objects = [c for c in below if reading.deprel[c] == "dobj" and cue.token < c < verb]
    return objects[-1] if objects else None


def _clause_by_tree(reading: Reading, lex: Lexicon, items: list[int], cue: Cue) -> int | None:
    """Return where the clause begins that the tree hangs on a cue: «said about 60 per cent of the pumps had failed»."""
    for verb in reading.children[cue.token]:
        if verb < cue.token or verb not in items:
            continue
        first = _first_of_clause(reading, lex, cue, verb)
        if first is None:
            continue
        for _ in range(REACH):
            below = [c for c in reading.children[first] if cue.token < c < first]
            if not below:
                break
            first = below[0]
        start = items.index(first) if first in items else len(items)
        between = items[cue.hi + 1 : start]
        if any(
            i < 0 or reading.form[i] in {":", ";"} or reading.lower[i] in lex.interrogatives for i in between
        ):
            return None
        while between and reading.upos[between[-1]] == "ADV":
            between.pop()
        return cue.hi + 1 + len(between)
    return None


def _infinitive_start(reading: Reading, lex: Lexicon, items: list[int], pos: int, cue: Cue) -> int | None:
    """Return where the infinitive begins that a cue reports, at once or behind its circumstances; None without one."""
    if cue.lemma not in lex.infinitives:
        return None
    at = pos
    while at < len(items) and items[at] >= 0 and at - pos < 4 and _leads(reading, lex, items[at]):
        at += 1
    if at >= len(items) or items[at] < 0 or "VerbForm=Inf" not in reading.feats[items[at]]:
        return _past_adjuncts(reading, lex, items, pos)
    while reading.lower[items[pos]] in lex.infinitive_links | lex.asides:
        pos += 1
    return pos


def _past_adjuncts(reading: Reading, lex: Lexicon, items: list[int], pos: int) -> int | None:
    """Return where an infinitive begins behind whom, when or how it is said: «a promis aux élus de venir», «avoue sans peine ne rien savoir»."""
    if not _is_circumstance(reading, lex, items[pos]):
        return None
    for at in range(pos + 1, min(pos + LISTENER, len(items))):
        item = items[at]
        if item < 0 or is_break(reading, items, at) or reading.lower[item] in lex.complementizers:
            return None
        if reading.upos[item] not in VERBAL:
            continue
        if "VerbForm=Inf" not in reading.feats[item] or reading.deprel[item].startswith("acl"):
            return None
        first = at
        while first > pos + 1 and (
            reading.upos[items[first - 1]] == "ADV" or reading.lower[items[first - 1]] in lex.clitics
        ):
            first -= 1
        if reading.upos[items[first - 1]] == "CCONJ":
            first = at  # «dit d'ores et déjà vouloir»
        link = items[first - 1]
        linked = reading.lower[link] in lex.close_links and reading.upos[link] == "ADP"
        bare = reading.upos[link] != "ADP"
        return first if linked or bare else None
    return None


def _past_listener(reading: Reading, lex: Lexicon, items: list[int], pos: int) -> int:
    """Return the position where the clause begins behind who is told it: «told reporters he would go», «told a court the deal was off».

    It begins where a second noun phrase does before any verb; else behind one bare noun for people.
    """
    first = items[pos]
    for at in range(pos + 1, min(pos + LISTENER, len(items))):
        item, before = items[at], items[at - 1]
        if item < 0 or reading.upos[item] in VERBAL:
            break
        apart = reading.upos[before] in {"NOUN", "PROPN", "PRON"} and (
            reading.mention_of[item] < 0 or reading.mention_of[item] != reading.mention_of[before]
        )
        titled = (
            reading.upos[before] == "NOUN" and "Number=Sing" in reading.feats[before]
        )  # “told producer Ada Lind”
        opens = reading.upos[item] in {"DET", "PRON"} or (
            reading.upos[item] == "PROPN" and reading.mention_of[item] >= 0 and not titled
        )
        if apart and opens and reading.lower[item] not in lex.relatives | lex.adjuncts:
            return at
    ahead = items[pos + 1] if pos + 1 < len(items) else -1
    nominal = ahead >= 0 and reading.upos[ahead] in {"NOUN", "PROPN", "ADJ", "NUM"}
    return pos + 1 if nominal and reading.upos[first] == "NOUN" and can_speak(reading, lex, first) else pos


def _leads(reading: Reading, lex: Lexicon, token: int) -> bool:
    """Tell whether a token may stand between a cue and its infinitive."""
    word = reading.lower[token]
    return reading.upos[token] == "ADV" or word in lex.clitics | lex.infinitive_links | lex.asides


def clause_follows(reading: Reading, items: list[int], pos: int) -> bool:
    """Tell whether a subject and its finite verb follow a position (a clause without «that»)."""
    item = items[pos]
    if item < 0 or reading.upos[item] not in {"PRON", "DET", "PROPN", "NOUN", "ADJ", "NUM"}:
        return False
    for ahead in range(pos, min(pos + REACH, len(items))):
        token = items[ahead]
        if token < 0 or (reading.form[token] in TRIM and reading.form[token] != "-"):
            return False
        before = items[ahead - 1] if ahead > pos else -1
        joined = ahead > pos and (reading.upos[before] == "CCONJ" or is_relative(reading, before))
        if reading.upos[token] == "SCONJ" or (joined and reading.upos[token] in VERBAL):
            return False  # the tree may tell
        if reading.upos[token] in VERBAL and ahead > pos:
            return "VerbForm=Fin" in reading.feats[token] or reading.upos[token] == "AUX"
    return False
