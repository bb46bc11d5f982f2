"""Finds verbs of saying in a frame: where their group begins, whether the subject follows, what looks like one and is none."""

from itertools import pairwise

from pipeline.extract.quotes.cues.cue import COMMAS, GROUP, VERBAL, Cue
from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.quotes.speakers.naming import can_speak
from pipeline.extract.quotes.speakers.phrases import after_adjuncts, is_name
from pipeline.extract.reading import Reading

NOMINAL = frozenset({"NOUN", "PROPN", "DET", "NUM", "ADJ", "PRON", "X"})
CLAUSES = frozenset({"ccomp", "conj", "advcl", "parataxis"})
OBJECT = 10  # items between a verb and a colon


def _group_start(reading: Reading, lex: Lexicon, items: list[int], pos: int) -> int:
    """Return the position where the verb group of the verb at pos begins: auxiliary, clitics, negation."""
    low = pos
    aux = [c for c in _helpers(reading, items[pos]) if c < items[pos]]
    for back in range(pos - 1, max(-1, pos - GROUP), -1):
        item = items[back]
        if item < 0:
            break
        upos, word = reading.upos[item], reading.lower[item]
        if (
            (upos == "AUX" and reading.deprel[item] not in CLAUSES)
            or (reading.deprel[item].startswith("aux") and not _links_infinitive(reading, lex, item))
            or (
                not lex.head_first
                and low == back + 1 <= pos - 1
                and reading.lemma[item] in lex.speaking_infinitives
            )
        ):
            low = back
        elif word in lex.clitics and back == low - 1:
            low = back if low < pos or word in lex.reflexive else low
        elif not (
            upos == "ADV"
            or word in lex.clitics
            or word in lex.inverted
            or (aux and aux[0] < item)
            or word in lex.fillers
            or word in lex.adjuncts
            or "PronType=Dem" in reading.feats[item]
        ):
            break
    return low


def _links_infinitive(reading: Reading, lex: Lexicon, token: int) -> bool:
    """Tell whether a word makes an infinitive of what follows, and none that tells of speech: “a way to say”, not “used to say”."""
    led = any(reading.lemma[t] in lex.speaking_infinitives for t in range(max(0, token - 2), token))
    return reading.lower[token] in lex.infinitive_links and not led


def _helpers(reading: Reading, verb: int) -> list[int]:
    """Return the auxiliaries of a verb; no copula that heads a clause below it: “The road is shut, X said”."""
    return [
        c for c in reading.children[verb] if reading.upos[c] == "AUX" and reading.deprel[c] not in CLAUSES
    ]


def is_infinitive(reading: Reading, lex: Lexicon, verb: int) -> bool:
    """Tell whether a verb is an infinitive by its tag, and by its ending where the language has such."""
    looks_bare = not lex.infinitive_endings or reading.lower[verb].endswith(lex.infinitive_endings)
    return "VerbForm=Inf" in reading.feats[verb] and looks_bare


def _shape(reading: Reading, lex: Lexicon, verb: int, *, grouped: bool) -> str:
    feats = reading.feats[verb]
    if is_infinitive(reading, lex, verb) and "Tense=Past" not in feats and not grouped:
        return "finite" if _joins_finite(reading, lex, verb) else "nonfinite"
    helpers = _helpers(reading, verb)
    if grouped and helpers and all(is_infinitive(reading, lex, c) for c in helpers):
        return "nonfinite"  # «après avoir dit que A, X …»
    if "VerbForm=Ger" in feats or ("VerbForm=Part" in feats and "Tense=Pres" in feats):
        return "finite" if grouped else "nonfinite"
    if "VerbForm=Part" in feats and not grouped:
        return "participle"
    return "finite"


def _joins_finite(reading: Reading, lex: Lexicon, verb: int) -> bool:
    """Tell whether a bare form is a present tense joined to a finite verb: “they have denied it and insist A”."""
    if lex.head_first or reading.deprel[verb] != "conj" or reading.head[verb] < 0:
        return False
    helped = any(reading.upos[c] in {"PART", "AUX"} and c < verb for c in reading.children[verb])
    above = reading.head[verb]
    tensed = "VerbForm=Inf" not in reading.feats[above]
    alone = not any(reading.lower[c] in lex.infinitive_links for c in reading.children[above] if c < above)
    modal = any(
        reading.upos[c] == "AUX" and reading.lemma[c] not in lex.perfect | lex.passive
        for c in reading.children[above]
    )
    return tensed and alone and not helped and not modal


def _passive(reading: Reading, lex: Lexicon, items: list[int], low: int, pos: int) -> bool:
    """Tell whether the group's nearest auxiliary makes a passive: être without a reflexive, be."""
    words = [i for i in items[low:pos] if i >= 0]
    if any(reading.lower[i] in lex.reflexive for i in words):
        return False
    helpers = [i for i in words if reading.upos[i] == "AUX"]
    if not helpers or "VerbForm=Inf" in reading.feats[items[pos]]:
        return False
    progressive = "VerbForm=Ger" in reading.feats[items[pos]] or (
        "VerbForm=Part" in reading.feats[items[pos]] and "Tense=Pres" in reading.feats[items[pos]]
    )
    return reading.lemma[helpers[-1]] in lex.passive and not progressive


def _starts_nominal(reading: Reading, lex: Lexicon, items: list[int], pos: int) -> bool:
    """Tell whether a subject could begin at the position: a noun phrase or an inverted pronoun."""
    if pos >= len(items) or items[pos] < 0:
        return False
    item = items[pos]
    word = reading.lower[item]
    if word in lex.inverted:
        return True
    nominal = reading.upos[item] in NOMINAL or is_name(reading, item, ("PER",))
    return nominal and word not in lex.complementizers and word not in lex.relatives


def _after_break(reading: Reading, lex: Lexicon, items: list[int], low: int) -> bool:
    """Tell whether a mark, a comma, a dash or «comme» stands right before the position (an adverb, a pronoun may come between)."""
    at = low - 1
    while at >= 0 and items[at] >= 0 and low - at < 3 and _between(reading, lex, items[at]):
        at -= 1
    if at < 0:
        return False
    return items[at] < 0 or reading.form[items[at]] in COMMAS or reading.lower[items[at]] in lex.likening


def _between(reading: Reading, lex: Lexicon, token: int) -> bool:
    """Tell whether a token may stand between a break and an inverted verb: «A », lui répond X."""
    return reading.upos[token] == "ADV" or reading.lower[token] in lex.clitics


def _skip_adjuncts(reading: Reading, items: list[int], pos: int) -> int:
    """Return the first position from pos on that is no adverb and no bare day name."""
    while pos < len(items) and items[pos] >= 0 and reading.upos[items[pos]] in {"ADV", "INTJ"}:
        pos += 1
    return pos


def is_inverted(reading: Reading, lex: Lexicon, items: list[int], low: int, pos: int) -> bool:
    """Tell whether the subject of the verb group low..pos follows it."""
    if has_inverted_pronoun(reading, lex, items, low, pos):
        return True
    if _after_object(reading, lex, items, low):
        return _starts_nominal(reading, lex, items, pos + 1)
    if not _after_break(reading, lex, items, low) or reading.lemma[items[pos]] in lex.addressing:
        return False
    if (
        items[low - 1] >= 0
        and reading.form[items[low - 1]] == ","
        and not _clause_before(reading, lex, items, low, pos)
        and not _is_inserted(reading, lex, items, low, pos)
    ):
        return False
    ahead = after_adjuncts(reading, lex, items, pos + 1)
    if lex.zero_complement and items[low - 1] >= 0 and _has_own_verb(reading, items, ahead):
        return False  # “X, speaking to Y, said he was hit”
    return _starts_nominal(reading, lex, items, ahead)


def _has_own_verb(reading: Reading, items: list[int], pos: int) -> bool:
    """Tell whether a pronoun that begins a clause stands at a position."""
    first = items[pos] if pos < len(items) else -1
    return first >= 0 and "Case=Nom" in reading.feats[first] and reading.head[first] > first


def _after_object(reading: Reading, lex: Lexicon, items: list[int], low: int) -> bool:
    """Tell whether a relative pronoun that is the object stands right before a verb group: «ce qu'ont martelé X», «lo que dijo X»."""
    if low < 2 or min(items[low - 2 : low]) < 0:
        return False
    head, relative = items[low - 2 : low]
    return reading.lower[relative] in lex.complementizers and reading.lower[head] in lex.relative_objects


def _has_object(reading: Reading, lex: Lexicon, items: list[int], pos: int) -> bool:
    """Tell whether what follows a verb up to a colon and marks is no one who speaks: «X, ému, dit son plaisir : « A »."""
    for at in range(pos, min(pos + OBJECT, len(items) - 1)):
        item = items[at]
        if item < 0 or reading.upos[item] in VERBAL or reading.form[item] == ",":
            return False
        if reading.form[item] == ":":
            head = next((i for i in items[pos:at] if reading.upos[i] in {"NOUN", "PROPN"}), None)
            thing = head is not None and reading.mention_of[head] < 0 and not can_speak(reading, lex, head)
            return items[at + 1] < 0 and thing
    return False


def _clause_before(reading: Reading, lex: Lexicon, items: list[int], low: int, pos: int) -> bool:
    """Tell whether what stands before a comma is speech to report and not the verb's own subject."""
    if items[low - 2 :] and low > 1 and items[low - 2] < 0:
        return True
    ahead = items[: low - 1]
    answer = bool(ahead) and all(
        i >= 0 and reading.upos[i] in {"ADV", "INTJ"} for i in ahead
    )  # «Non, répond-il»
    if not answer and not any(i < 0 or reading.upos[i] in VERBAL for i in items[:low]):
        return False
    first = next((i for i in items if i >= 0), 0)
    own = [c for c in reading.children[items[pos]] if reading.deprel[c] in lex.subject_labels]
    own = [c for c in own if first <= c < items[pos]]
    if lex.head_first:  # the tree errs there, where a name is its subject the least
        behind = items[pos + 1] if pos + 1 < len(items) else -1
        parted = (
            behind >= 0 and reading.upos[behind] == "ADP"
        )  # «X, chargé du culte, exprime dans un communiqué sa « A »»
        told = any(
            is_name(reading, c, ("PER", "ORG")) or (parted and can_speak(reading, lex, c)) for c in own
        )
        return any(i < 0 for i in items[:low]) or not told
    return not own


def _is_inserted(reading: Reading, lex: Lexicon, items: list[int], low: int, pos: int) -> bool:
    """Tell whether a finite verb and who speaks stand between commas before the clause that they report: «Mais, dit X, A»."""
    finite = any("VerbForm=Fin" in reading.feats[i] for i in items[low : pos + 1] if i >= 0)
    own = any(
        c < items[low] and reading.deprel[c] in lex.subject_labels and _is_who(reading, lex, c)
        for c in reading.children[items[pos]]
    )
    ahead = after_adjuncts(reading, lex, items, pos + 1)
    first = items[ahead] if ahead < len(items) else -1
    bare = first < 0 or not (reading.upos[first] in {"DET", "PROPN"} or is_name(reading, first))
    if not (lex.inverted and finite) or own or bare:
        return False
    for at in range(ahead, min(ahead + GROUP * 2, len(items))):
        if items[at] < 0 or reading.upos[items[at]] in VERBAL:
            return False
        if reading.form[items[at]] == ",":
            head = next((i for i in items[ahead:at] if reading.upos[i] in {"NOUN", "PROPN"}), None)
            goes_on = any(i < 0 or "VerbForm=Fin" in reading.feats[i] for i in items[at:])
            return goes_on and head is not None and _is_who(reading, lex, head)
    return False


def _is_who(reading: Reading, lex: Lexicon, token: int) -> bool:
    """Tell whether a word names someone or stands for people who can speak."""
    return is_name(reading, token, ("PER", "ORG")) or can_speak(reading, lex, token)


def has_inverted_pronoun(reading: Reading, lex: Lexicon, items: list[int], low: int, pos: int) -> bool:
    """Tell whether a pronoun hangs on the verb group: a-t-il dit."""
    near = [i for i in items[low : pos + 3] if i >= 0]
    parted = any(
        reading.form[one] == "-"
        and reading.lower[other] in lex.inverted
        and reading.end[one] == reading.start[other]
        for one, other in pairwise(near)
    )
    return parted or any(
        i >= 0 and reading.lower[i] in lex.inverted and reading.form[i][0] in "-–"
        for i in items[low : pos + 2]
    )


def verb_cue(reading: Reading, lex: Lexicon, items: list[int], pos: int, lemma: str) -> Cue | None:
    """Return the cue of a verb at a position, None where the word is no verb of saying there."""
    verb = items[pos]
    low = _group_start(reading, lex, items, pos)
    inverted = is_inverted(reading, lex, items, low, pos)
    high = pos
    while (
        high + 1 < len(items)
        and items[high + 1] >= 0
        and (reading.lower[items[high + 1]] in lex.inverted and reading.form[items[high + 1]][0] in "-–")
    ):
        high += 1
    upos = reading.upos[verb]
    whole = lemma in lex.compounds and _next_lower(reading, items, high) in lex.compounds[lemma]
    if (
        upos not in VERBAL
        and not whole
        and not _mistaken(reading, lex, items, (low, high), inverted=inverted)
    ):
        return None
    if lemma in lex.compounds:
        ahead = _skip_adjuncts(reading, items, high + 1)
        if ahead >= len(items) or items[ahead] < 0 or reading.lower[items[ahead]] not in lex.compounds[lemma]:
            if lemma not in lex.classes:
                return None
        else:
            lemma, high = f"{lemma} {reading.lower[items[ahead]]}", ahead
            inverted = is_inverted(reading, lex, items, low, high)
    shape = _shape(reading, lex, verb, grouped=low < pos)
    if high > pos and not inverted:
        inverted = is_inverted(reading, lex, items, low, high)
    if shape == "nonfinite":
        inverted = False
    if (
        low > 0
        and items[low - 1] >= 0
        and reading.lower[items[low - 1]] in lex.gerund
        and shape == "nonfinite"
    ):
        low -= 1
    told = inverted and low > 0 and items[low - 1] >= 0 and reading.form[items[low - 1]] in COMMAS
    inverted = inverted and (high > pos or not _has_object(reading, lex, items, high + 1))
    pure = bool(lex.participles) and reading.lower[verb].endswith(lex.participles)
    led = not pure and _leads_to_marks(reading, items, high)
    ends = inverted and low > 0 > items[low - 1] and _before_person(reading, lex, items, high)  # “A,” joked X
    if shape == "participle" and ((told and not pure) or led or ends or _acts(reading, lex, items, high)):
        shape = "finite"
    passive = shape == "participle" or _passive(reading, lex, items, low, pos)
    return Cue(low, high, verb, lemma, lex.classes.get(lemma, "neutral"), shape, inverted, passive)


def _next_lower(reading: Reading, items: list[int], pos: int) -> str:
    """Return the word after a position, small, or nothing at a mark or at the end."""
    ahead = items[pos + 1] if pos + 1 < len(items) else -1
    return reading.lower[ahead] if ahead >= 0 else ""


def _acts(reading: Reading, lex: Lexicon, items: list[int], pos: int) -> bool:
    """Tell whether what looks like a lone participle is a verb of its own: conclut-il, «a dénoncé et averti que»."""
    verb = items[pos]
    if verb >= 0 and reading.lower[verb] in lex.inverted:
        return True
    if not lex.head_first and any(
        reading.deprel[c] in lex.subject_labels and c < verb for c in reading.children[verb]
    ):
        return True  # a past tense that looks like a participle: “A,” Lind tweeted
    if (
        verb >= 0
        and reading.deprel[verb] == "conj"
        and "aux" in {reading.deprel[c].split(":")[0] for c in reading.children[reading.head[verb]]}
    ):
        return True
    ahead = items[pos + 1] if pos + 1 < len(items) else -1
    noun = reading.head[verb]  # «l'idée admise que A»; not «il avait un temps annoncé que A»
    narrows = reading.deprel[verb].startswith("acl") and noun >= 0 and reading.lower[noun] not in lex.adjuncts
    return ahead >= 0 and reading.lower[ahead] in lex.complementizers and not narrows


def _leads_to_marks(reading: Reading, items: list[int], pos: int) -> bool:
    """Tell whether marks follow a word at once, with a colon or without: «X, maire de Y, dit : « A »»."""
    ahead = items[pos + 1 : pos + 3]
    if ahead and ahead[0] < 0:
        return not reading.deprel[items[pos]].startswith("acl")
    return len(ahead) > 1 and ahead[0] >= 0 > ahead[1] and reading.form[ahead[0]] == ":"


def _mistaken(
    reading: Reading, lex: Lexicon, items: list[int], group: tuple[int, int], *, inverted: bool
) -> bool:
    """Tell whether a word that the tagger takes for a noun is a verb by its place: «X juge que», « A », tranche X."""
    low, high = group
    ahead = items[high + 1] if high + 1 < len(items) else -1
    before = items[low - 1] if low else -1
    if before >= 0 and reading.lower[before] in lex.relatives and reading.upos[before] == "PRON":
        return True  # «X, qui juge « A »»
    if ahead >= 0 and reading.lower[ahead] in lex.complementizers and reading.upos[ahead] == "SCONJ":
        lemma = lex.forms.get(reading.lower[items[high]])  # «…, signe que A»
        return lemma not in lex.beside and (before < 0 or reading.upos[before] not in {"DET", "ADP", "ADJ"})
    if (
        reading.deprel[items[high]] == "ROOT"
        and before >= 0
        and reading.upos[before] in {"NOUN", "PROPN", "ADJ"}
    ):
        return reading.upos[items[high]] == "NOUN" and low == high
    return inverted and (
        low < high or _beside_mark(items, low, high) or _before_person(reading, lex, items, high)
    )


def _before_person(reading: Reading, lex: Lexicon, items: list[int], pos: int) -> bool:
    """Tell whether a person follows a word at once, or after «quant à lui»: « A, pointe quant à lui le maire, B »."""
    ahead = items[pos + 1 : pos + 6]
    if ahead and ahead[0] >= 0 and reading.lower[ahead[0]] in lex.turns:
        ahead = ahead[3:]
    if not ahead or min(ahead) < 0:
        return False
    if is_name(reading, ahead[0], ("PER",)):
        return True
    return reading.upos[ahead[0]] == "DET" and any(reading.lower[i] in lex.people for i in ahead[1:3])


def _beside_mark(items: list[int], low: int, high: int) -> bool:
    """Tell whether a quoted span stands within three items before the group, or two after it."""
    return any(item < 0 for item in items[max(0, low - 3) : low]) or any(
        item < 0 for item in items[high + 1 : high + 3]
    )
