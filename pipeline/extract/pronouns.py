"""What a pronoun asks for, and whom it cannot mean, read off the tokens around it.

Belongs here: questions about one pronoun. Does not belong here: who is in view, and whom it means (coreference.py).
"""

from collections.abc import Iterator

from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.reading import Reading

REPORTING_REACH = 4  # tokens between the comma and the pronoun of a reporting clause
IMPERSONAL_REACH = 5  # tokens from a pronoun to the word that makes it mean no one
LINK_REACH = 3  # tokens from there to the clause
SENTENCE_REACH = 40
SENTENCE_ENDS = frozenset(".!?…")
ASIDES = {",": ",", "(": ")"}  # what begins an aside, and what ends it
ASIDE_REACH = 16  # tokens
FRONTED = frozenset(
    {"advcl", "acl", "xcomp", "obl:mod", "amod"}
)  # labels of what opens a sentence before its subject
REPORTED = frozenset(
    {"ccomp", "obj", "xcomp", "parataxis"}
)  # labels of what hangs on a verb of saying as its content


def kind_of(reading: Reading, lex: Lexicon, token: int) -> str | None:
    """Return the gender and number a pronoun asks for, or None when the token is no pronoun that means someone."""
    word = reading.lower[token]
    kind = lex.pronouns.get(word)
    if kind and (reading.upos[token] == "PRON" or word.startswith("-")):
        return None if _impersonal(reading, lex, token) else kind
    if word in lex.last and token and reading.lower[token - 1] in lex.last_before:
        following = token + 1 < len(reading.upos) and reading.upos[token + 1] in {"NOUN", "PROPN", "NUM"}
        if not following:
            return lex.last[word]
    if word in lex.relative_heads and token + 1 < len(reading.lower):
        told = reading.lower[token + 1] in lex.relatives and (
            said_by(reading, lex, token) or _says(reading, lex, token)
        )
        return lex.relative_heads[word] if told else None
    return None


def reports(reading: Reading, token: int) -> bool:
    """Tell whether a pronoun inside marks is that of a reporting clause: « A, a-t-il dit, B », and no question."""
    if not reading.form[token].startswith("-"):
        return False
    behind = reading.form[max(0, token - REPORTING_REACH) : token]
    ahead = reading.form[token + 1 : token + 1 + SENTENCE_REACH]
    end = next((form for form in ahead if form in SENTENCE_ENDS), ".")
    return "," in behind and end != "?"


def named_in_report(reading: Reading, lex: Lexicon, token: int) -> frozenset[object]:
    """Return the keys of those whom a pronoun that speaks cannot mean: who is named in what it tells.

    “He said Mr Brook had left” and “Mr Brook, he said, had left” are said by somebody else; within marks anyone may name himself.
    """
    verb = reading.head[token]
    if verb < 0 or reading.deprel[token] not in lex.subject_labels or reading.lower[verb] not in lex.forms:
        verb = -1
    named = {t for t in _below(reading, verb) if not reading.quoted(t)} if verb > token else set()
    around = range(token - 2, token + 3)
    if around.start >= 0 and around.stop <= len(reading.form):
        name, comma, _, behind, closing = around
        parted = reading.form[comma] == reading.form[closing] == "," and reading.lower[behind] in lex.forms
        named |= {name} if parted else set()
    numbers = {reading.mention_of[name] for name in named} - {-1}
    mentions = [reading.mentions[n] for n in numbers if reading.mentions[n]["kind"] == "name"]
    return frozenset(mention["cluster_id"] or mention["text"] for mention in mentions)


def named_in_front(reading: Reading, lex: Lexicon, token: int) -> frozenset[object]:
    """Return the keys of those named in a clause without a subject that opens the pronoun's own: «Pressé par X, il a dit A»."""
    verb = reading.head[token]
    if verb < token or reading.deprel[token] not in lex.subject_labels:
        return frozenset()
    numbers = set()
    for child in reading.children[verb]:
        bare = reading.upos[child] in {"VERB", "ADJ"} and "VerbForm=Fin" not in reading.feats[child]
        own = any(reading.deprel[c] in lex.subject_labels for c in reading.children[child])
        if child < token and reading.deprel[child] in FRONTED and bare and not own:
            numbers |= {reading.mention_of[t] for t in (child, *_all_below(reading, child)) if t < token}
    mentions = [reading.mentions[n] for n in numbers - {-1} if reading.mentions[n]["kind"] != "pronoun"]
    return frozenset(mention["cluster_id"] or mention["text"] for mention in mentions)


def _all_below(reading: Reading, token: int) -> Iterator[int]:
    """Yield the tokens that hang on one, as far as a sentence is read."""
    reach = list(reading.children[token])
    while reach:
        at = reach.pop()
        yield at
        reach.extend(c for c in reading.children[at] if abs(c - token) < SENTENCE_REACH)


def past_aside(reading: Reading, token: int) -> int:
    """Return the token behind what stands in brackets or between commas at a token, without a verb of its own, else the same token."""
    if token >= len(reading.form) or reading.form[token] not in ASIDES:
        return token
    for at in range(token + 1, min(token + ASIDE_REACH, len(reading.form))):
        if reading.form[at] == ASIDES[reading.form[token]]:
            return at + 1
        if "VerbForm=Fin" in reading.feats[at] or reading.form[at] in SENTENCE_ENDS:
            return token
    return token


def said_by(reading: Reading, lex: Lexicon, token: int) -> bool:
    """Tell whether a verb of saying stands right before the phrase that begins at a token or at its determiner."""
    before = token - 1
    while before > 0 and token - before < 4 and reading.upos[before] == "DET":
        before -= 1
    return before >= 0 and reading.lower[before] in lex.forms and reading.upos[before] in {"VERB", "AUX"}


def _says(reading: Reading, lex: Lexicon, token: int) -> bool:
    """Tell whether a token is the subject of a verb of saying."""
    verb = reading.head[token]
    return verb >= 0 and reading.deprel[token] in lex.subject_labels and reading.lower[verb] in lex.forms


def _below(reading: Reading, verb: int) -> Iterator[int]:
    """Yield the tokens behind a verb, as far as a sentence is read, in the clause that it reports."""
    reach = [child for child in reading.children[verb] if reading.deprel[child] in REPORTED and child > verb]
    yield from reach
    while reach:
        below = [child for child in reading.children[reach.pop()] if verb < child < verb + SENTENCE_REACH]
        reach.extend(below)
        yield from below


def _impersonal(reading: Reading, lex: Lexicon, token: int) -> bool:
    """Tell whether the pronoun's verb takes no real subject: il faut, faut-il, il est prévu que; not «pour elle, il s'agit»."""
    begins = token + 1
    if reading.form[token].startswith("-"):
        begins = token - 1
        while begins > 0 and reading.lower[begins] in lex.euphonic:
            begins -= 1
    for ahead in range(begins, min(token + IMPERSONAL_REACH, len(reading.lower))):
        if ahead > token and reading.upos[ahead] == "PUNCT":
            return False
        word, before = reading.lower[ahead], range(begins, ahead)
        if word in lex.impersonal_next or reading.lemma[ahead] in lex.impersonal:
            return True
        if word in lex.impersonal_words:
            copula = any(reading.lemma[t] in lex.passive for t in before)
            return copula and _opens_clause(reading, lex, ahead + 1)
        following = max(ahead, token) + 1
        counted = following < len(reading.upos) and reading.upos[following] == "NUM"
        if word in lex.impersonal_counts and counted:
            return all(reading.upos[t] != "AUX" for t in before)
        if ahead > token and reading.upos[ahead] == "VERB":
            return False
    return False


def _opens_clause(reading: Reading, lex: Lexicon, token: int) -> bool:
    """Tell whether a clause or an infinitive begins at a token or right behind it: «… hier que A», «… de rouvrir»; not «de stade»."""
    for at in range(token, min(token + LINK_REACH, len(reading.lower))):
        if reading.lower[at] in lex.clause_links:
            behind = reading.feats[at + 1 : at + 1 + LINK_REACH]
            return reading.lower[at] in lex.complementizers or any("VerbForm=Inf" in f for f in behind)
    return False
