"""Finds the subject of a cue: the phrase that names who speaks.

From the word order first (an inverted subject, an agent, a preposition's complement, a name right before the verb),
then from the dependency tree, then from the nearest noun phrase before the verb. The choice between rules and a
trained tagger fell on rules: the articles at hand hold some 330 firm quotes, few for a tagger that must carry over to
papers never seen, and each rule can be read and mended. No tagger was trained to compare.
"""

from pipeline.extract.quotes.cues.cue import VERBAL, Cue
from pipeline.extract.quotes.cues.houses import house_that_speaks
from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.quotes.marks.frames import Frame
from pipeline.extract.quotes.speakers.naming import Speaker, can_speak, name_speaker
from pipeline.extract.quotes.speakers.phrases import (
    CORE,
    Phrase,
    after_adjuncts,
    extend_left,
    extend_right,
    head_of,
    is_name,
    phrase_at,
    zone_end,
)
from pipeline.extract.reading import Reading

BRACKET = 6  # items of a bracket, at most
CLIMBED = 8  # verbs that a participle hangs on, one on the other
FAR = 45  # a subject is looked for within so many items before its verb


def _inverted(reading: Reading, lex: Lexicon, frame: Frame, cue: Cue) -> Phrase | None:
    for pos in range(cue.lo, min(cue.hi + 3, len(frame.items))):
        pronoun = _hanging(reading, frame.items, pos)
        if pronoun >= 0 and reading.lower[pronoun] in lex.inverted - lex.euphonic:
            return Phrase(pronoun, pronoun, pronoun, pronoun)
    pos = after_adjuncts(reading, lex, frame.items, cue.hi + 1)
    phrase = phrase_at(reading, lex, frame.items, pos, tight=True)
    if phrase is None or (
        reading.upos[phrase.first] not in CORE | {"PRON"} and not is_name(reading, phrase.first)
    ):
        return None
    return phrase


def _hanging(reading: Reading, items: list[int], pos: int) -> int:
    """Return the token at a position that a hyphen hangs on a verb, -1 without one; some models part «demandent | - | elles»."""
    token = items[pos]
    if token < 0 or reading.form[token][0] not in "-–":
        return -1
    if reading.form[token] != "-":
        return token
    after = items[pos + 1] if pos + 1 < len(items) else -1
    hangs = after >= 0 and reading.end[token] == reading.start[after]
    return after if hangs and reading.end[token - 1] == reading.start[token] else -1


def _agent(reading: Reading, lex: Lexicon, frame: Frame, cue: Cue) -> Phrase | None:
    """Return the agent of a passive: the phrase after «par», within reach of the verb."""
    for pos in range(cue.hi + 1, min(cue.hi + 12, len(frame.items) - 1)):
        item = frame.items[pos]
        if item < 0:
            continue
        if reading.lower[item] in lex.agent:
            return phrase_at(reading, lex, frame.items, pos + 1, tight=True)
        if reading.upos[item] in {"VERB", "AUX"}:
            return None
    return None


def first_token(frame: Frame, cue: Cue) -> int:
    """Return the token where a cue begins; a cue inside marks is its own verb."""
    item = frame.items[cue.lo]
    return item if item >= 0 else cue.token


def _by_tree(reading: Reading, lex: Lexicon, frame: Frame, cue: Cue) -> int | None:
    """Return the subject's head by the dependency tree, climbing from a verb without one to the verb above it."""
    verb, low, high = cue.token, first_token(frame, cue), frame.start
    for _ in range(4):
        near = [c for c in reading.children[verb] if reading.deprel[c] in lex.subject_labels]
        near = [
            c
            for c in near
            if reading.start[c] >= high
            and c < low
            and (reading.lower[c] not in lex.adjuncts or reading.mention_of[c] >= 0)
        ]
        if near:
            return near[-1]
        above = reading.head[verb]
        if above < 0 or reading.start[above] < frame.start:
            return None
        label = reading.deprel[verb]
        if not (label.startswith(("xcomp", "conj", "advcl", "aux", "ccomp", "dep", "obl"))):
            return None
        if label == "ccomp" and cue.shape == "finite":
            return None
        verb = above
    return None


def _skip_aside(reading: Reading, frame: Frame, pos: int) -> int:
    """Return the position before an aside between commas that ends at pos."""
    items = frame.items
    for back in range(pos - 1, max(-1, pos - FAR), -1):
        if items[back] >= 0 and reading.form[items[back]] in {",", "(", "–", "—"}:
            return back - 1
    return -1


def _by_order(reading: Reading, lex: Lexicon, frame: Frame, cue: Cue) -> int | None:
    """Return the nearest possible subject before the verb, an aside between commas skipped."""
    items, pos, hops = frame.items, cue.lo - 1, 0
    low_limit = max(-1, pos - FAR)
    while pos > low_limit and hops < 3:
        item = items[pos]
        if item < 0:
            return None
        word, upos = reading.lower[item], reading.upos[item]
        if word in lex.clitics or upos == "ADV" or (word in lex.adjuncts and reading.mention_of[item] < 0):
            pos -= 1
        elif reading.form[item] in {",", ")", "–", "—"}:
            pos = _skip_aside(reading, frame, pos)
            hops += 1
        elif upos in {"NOUN", "PROPN", "PRON", "ADJ", "NUM"} or is_name(reading, item):
            head = _chain_head(reading, lex, items, pos)
            governor = _governor(reading, lex, items, head)
            if governor < 0:
                return head
            pos, hops = governor - 1, hops + 1
        elif upos in VERBAL and ("VerbForm=Part" in reading.feats[item] or _leads(reading, lex, cue, item)):
            pos -= 1
        else:
            return None
    return None


def _leads(reading: Reading, lex: Lexicon, cue: Cue, verb: int) -> bool:
    """Tell whether a verb leads an infinitive of saying: «X devait pour sa part reconnaître « A »»."""
    return cue.shape == "nonfinite" and reading.lemma[verb] in lex.speaking_infinitives


def _governor(reading: Reading, lex: Lexicon, items: list[int], head: int) -> int:
    """Return the position of the preposition before a noun phrase, which is no subject then, or -1: «un témoin de la fête dans la salle raconte»."""
    first = extend_left(reading, lex, head, items[0] if items[0] >= 0 else head)
    at = items.index(first) - 1 if first in items else -1
    return at if at >= 0 and items[at] >= 0 and reading.upos[items[at]] == "ADP" else -1


def _chain_head(reading: Reading, lex: Lexicon, items: list[int], pos: int) -> int:
    """Return the head of the noun phrase that ends at the position: walk left over complements."""
    head = items[pos]
    while pos >= 0 and items[pos] >= 0:
        token = items[pos]
        upos, word = reading.upos[token], reading.lower[token]
        if upos in {"NOUN", "PROPN", "PRON"}:
            head = token
        elif upos == "ADP" and word not in lex.close_links:
            return head
        elif upos == "DET":
            before = items[pos - 1] if pos else -1
            if before < 0 or reading.lower[before] not in lex.close_links:
                return head
        elif upos not in {"ADJ", "NUM", "ADP"}:
            return head
        pos -= 1
    return head


def _beside(reading: Reading, lex: Lexicon, frame: Frame, cue: Cue) -> int | None:
    """Return the head of a noun phrase right before the verb group, unless a preposition governs it."""
    items, pos = frame.items, cue.lo - 1
    while (
        pos >= 0
        and items[pos] >= 0
        and (reading.lower[items[pos]] in lex.clitics or reading.upos[items[pos]] == "ADV")
    ):
        pos -= 1
    if pos < 0 or items[pos] < 0 or not is_name(reading, items[pos], ("PER", "ORG")):
        return None
    if not lex.head_first and is_name(reading, items[pos], ("PER",)):
        head = items[pos]  # Harbour Police Chief X said
    else:
        head = _chain_head(reading, lex, items, pos)
        if is_name(reading, items[pos], ("PER",)) and is_name(reading, head, ("ORG", "LOC", "MISC")):
            head = items[pos]  # «le député Les Verts X»
    first = extend_left(reading, lex, head, 0)
    before = items[pos - 1] if pos else -1
    while before >= 0 and before >= first:
        pos -= 1
        before = items[pos - 1] if pos else -1
    governed = before >= 0 and reading.upos[before] == "ADP"
    return None if governed or reading.upos[head] == "PRON" else head


def _antecedent(reading: Reading, lex: Lexicon, frame: Frame, cue: Cue, token: int) -> int | None:
    """Return the head that a relative pronoun stands for: by the tree, else what stands before it."""
    verb = cue.token
    while (
        reading.deprel[verb] == "conj"
        and frame.start <= reading.start[reading.head[verb]] < reading.start[verb]
    ):
        verb = reading.head[verb]  # «X, qui a présidé et qui a dit que A»
    above = reading.head[verb]
    nominal = above >= 0 and (reading.upos[above] not in VERBAL or is_name(reading, above))
    pos = _before_relative(reading, frame.items, frame.items.index(token) if token in frame.items else 0)
    mute = nominal and not (is_name(reading, above) or can_speak(reading, lex, above))
    if mute and pos is not None and is_name(reading, frame.items[pos], ("PER", "ORG")):
        nominal = False  # «the delays, according to X, which said A»
    if nominal and above < token and reading.deprel[verb].startswith(("acl", "relcl")):
        while _narrows(reading, lex, frame, above):
            above = reading.head[above]
        return above
    return None if pos is None else _chain_head(reading, lex, frame.items, pos)


def _narrows(reading: Reading, lex: Lexicon, frame: Frame, token: int) -> bool:
    """Tell whether a name only says where or of what someone is, of whom a relative clause tells: «le secrétaire du PX, qui …»."""
    above = reading.head[token]
    if above < 0 or not frame.start <= reading.start[above] < reading.start[token]:
        return False
    office = lex.head_first and is_name(reading, token, ("ORG",)) and reading.lower[above] in lex.people
    return office or is_name(reading, token, ("LOC",))


def _before_relative(reading: Reading, items: list[int], pos: int) -> int | None:
    """Return the position of the word that a relative clause follows, commas, adverbs and brackets skipped: «X (PS), qui …»."""
    pos -= 1
    while pos >= 0 and items[pos] >= 0:
        if reading.form[items[pos]] == ")":
            pos = _opening_bracket(reading, items, pos)
        elif reading.form[items[pos]] != "," and (
            reading.upos[items[pos]] != "ADV" or is_name(reading, items[pos])
        ):
            return pos
        pos -= 1
    return None


def _opening_bracket(reading: Reading, items: list[int], pos: int) -> int:
    """Return the position of the bracket that the one at the position closes, the same position where it is far."""
    for back in range(pos - 1, max(-1, pos - BRACKET), -1):
        if items[back] >= 0 and reading.form[items[back]] == "(":
            return back
    return pos


def _whose(reading: Reading, lex: Lexicon, frame: Frame, cue: Cue) -> Phrase | None:
    """Return whom a relative pronoun after a preposition stands for: «X, pour qui « A »»."""
    at = _before_relative(reading, frame.items, cue.lo)
    if at is None:
        return None
    head = frame.items[at]
    if not is_name(reading, head, ("PER",)):
        head = _chain_head(reading, lex, frame.items, at)
    if not is_name(reading, head, ("PER", "ORG")) and not can_speak(reading, lex, head):
        return None
    first, stop = extend_left(reading, lex, head, 0), first_token(frame, cue)
    last = extend_right(reading, lex, head, stop, tight=False)
    return Phrase(first, last, head, zone_end(reading, lex, last, stop))


def subject_of(reading: Reading, lex: Lexicon, frame: Frame, cue: Cue) -> Phrase | None:
    """Return the phrase that names who speaks by the cue, or None."""
    if cue.shape == "preposition":
        if cue.inverted:
            return _inverted(reading, lex, frame, cue)  # según ha explicado X
        own = reading.upos[frame.items[cue.hi]] == "NOUN"  # de source policière
        if frame.items[cue.hi + 1] >= 0 and reading.lower[frame.items[cue.hi + 1]] in lex.relatives:
            return _whose(reading, lex, frame, cue)
        return phrase_at(reading, lex, frame.items, cue.hi + (not own), tight=False)
    if cue.passive:
        return _agent(reading, lex, frame, cue)
    return _after_verb(reading, lex, frame, cue) or _before_verb(reading, lex, frame, cue)


def teller_of(reading: Reading, lex: Lexicon, frame: Frame, cue: Cue) -> Phrase | None:
    """Return the phrase that names who speaks by a verb of saying: its subject, else the house whose people it is told by."""
    subject = subject_of(reading, lex, frame, cue)
    if subject is None:
        subject = house_that_speaks(reading, lex, frame, cue)
        cue.inverted = cue.inverted or (subject is not None and subject.first > cue.token)
    return subject


def _after_verb(reading: Reading, lex: Lexicon, frame: Frame, cue: Cue) -> Phrase | None:
    """Return the subject behind its verb, if that is where it stands."""
    if cue.inverted:
        phrase = _inverted(reading, lex, frame, cue)
        taken = (
            cue.sure and not lex.drops_subject
        )  # where a subject may be missing, an object may follow the verb
        if phrase and (taken or can_be_who(reading, lex, phrase)):
            return phrase
        cue.inverted = phrase is None or not lex.drops_subject
    elif lex.drops_subject and cue.shape == "finite":
        return _behind(reading, lex, frame, cue)
    return None


def _before_verb(reading: Reading, lex: Lexicon, frame: Frame, cue: Cue) -> Phrase | None:
    """Return the subject before its verb: the name right there, the tree's subject, the nearest noun phrase."""
    head = _beside(reading, lex, frame, cue)
    if head is None:
        head = _by_tree(reading, lex, frame, cue)
    if head is None:
        head = _by_order(reading, lex, frame, cue)
    if head is None and cue.shape == "nonfinite":
        head = _of_main_clause(reading, lex, frame, cue)
    if head is not None and reading.lower[head] in lex.relatives and reading.upos[head] == "PRON":
        head = _antecedent(reading, lex, frame, cue, head)
    if head is None:
        return None
    first = extend_left(reading, lex, head, next((i for i in frame.items if i >= 0), 0))
    low = first_token(frame, cue)
    stop = low if head < low else len(reading.start)
    last = extend_right(reading, lex, head, stop, tight=False)
    if reading.upos[head] == "ADJ" and first < head < last:
        head = head_of(reading, lex, first, last)  # «le Haut Commissaire …»
    return Phrase(first, last, head, zone_end(reading, lex, last, stop))


def _of_main_clause(reading: Reading, lex: Lexicon, frame: Frame, cue: Cue) -> int | None:
    """Return the subject of the clause that a participle or an infinitive follows at a distance: «X récidive, arguant que A»."""
    root = cue.token
    for _ in range(CLIMBED):
        if reading.head[root] < 0 or reading.start[reading.head[root]] < frame.start:
            break
        root = reading.head[root]
    for child in reading.children[root]:
        is_subject = reading.deprel[child] in lex.subject_labels
        if is_subject and frame.start <= reading.start[child] < reading.start[first_token(frame, cue)]:
            named = is_name(reading, child, ("PER", "ORG")) or can_speak(reading, lex, child)
            return child if named else None
    return None


def subject_ahead(reading: Reading, lex: Lexicon, frame: Frame, cue: Cue) -> Phrase | None:
    """Return the subject of the main clause after a participle that opens its sentence: «Saluant « A », X est revenu …»."""
    items = frame.items
    opens = [i for i in items[: cue.lo] if i < 0 or reading.upos[i] not in {"ADV", "ADP", "CCONJ", "PUNCT"}]
    if opens and not (items[cue.lo - 1] >= 0 and reading.upos[items[cue.lo - 1]] == "CCONJ"):
        return None
    for pos in range(cue.hi + 1, min(cue.hi + FAR, len(items) - 1)):
        if items[pos] < 0 or reading.form[items[pos]] != ",":
            continue
        phrase = phrase_at(reading, lex, items, pos + 1, tight=True)
        if phrase is None or not can_be_who(reading, lex, phrase):
            continue
        after = pos + 1
        while after < len(items) and 0 <= items[after] <= phrase.last:
            after += 1
        while after < len(items) and items[after] >= 0 and reading.lower[items[after]] in lex.clitics:
            after += 1
        if after < len(items) and items[after] >= 0 and "VerbForm=Fin" in reading.feats[items[after]]:
            return phrase
    return None


def _behind(reading: Reading, lex: Lexicon, frame: Frame, cue: Cue) -> Phrase | None:
    """Return the subject that stands between a verb and what it reports: «Dijo el alcalde que A», «añade X: « A »»."""
    own = [c for c in reading.children[cue.token] if reading.deprel[c] in lex.subject_labels]
    if any(frame.start <= reading.start[c] < reading.start[first_token(frame, cue)] for c in own):
        return None
    phrase = _inverted(reading, lex, frame, cue)
    if phrase is None or phrase.last not in frame.items or not can_be_who(reading, lex, phrase):
        return None
    if is_name(reading, phrase.head, ("LOC", "MISC")):
        return None
    after = frame.items[frame.items.index(phrase.last) + 1 :][:1]
    if not after or after[0] < 0:
        return phrase if after else None
    ends = reading.lower[after[0]] in lex.complementizers or reading.form[after[0]] in {",", ":"}
    return phrase if ends else None


def can_be_who(reading: Reading, lex: Lexicon, phrase: Phrase) -> bool:
    """Tell whether a phrase after a verb can be its subject and no thing: «…», dit tout son plaisir."""
    head = phrase.head
    pronoun = reading.lower[head] in lex.inverted or "PronType=Dem" in reading.feats[phrase.first]
    return pronoun or reading.mention_of[head] >= 0 or can_speak(reading, lex, head)


def named_before(reading: Reading, lex: Lexicon, frame: Frame, pos: int) -> Speaker | None:
    """Return the last person named in a sentence before a colon: « …, comme X, un habitant : « A »; without a verb, the body there."""
    bare = not any(item < 0 or reading.upos[item] in {"VERB", "AUX"} for item in frame.items[:pos])
    last = frame.items[pos - 2] if pos > 1 else -1
    if bare and last >= 0 and is_name(reading, last, ("ORG",)):
        return name_speaker(reading, lex, Phrase(last, last, last, last))
    if bare and pos > 1 and "Definite=Ind" in reading.feats[frame.items[0]]:
        phrase = phrase_at(reading, lex, frame.items, 0, tight=True)
        if phrase is not None and phrase.last == last and can_be_who(reading, lex, phrase):
            return name_speaker(reading, lex, phrase)  # «Une voisine : « A »», «Un autre : « A »»
    for item in reversed(frame.items[:pos]):
        if item < 0:
            return None
        if is_name(reading, item, ("PER",)):
            return name_speaker(reading, lex, Phrase(item, item, item, item))
    return None
