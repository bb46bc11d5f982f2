"""The language data of the quote rules, compiled once a language: cue forms, classes, prepositions, naming words."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipeline import lang

OPINION = "judging"
# Sets of words that stand in [grammar] under the name that they have here.
GRAMMAR = (
    "fillers",
    "turns",
    "likening",
    "these",
    "complementizers",
    "conjunctions",
    "negation",
    "negators",
    "adding",
    "asides",
    "contrasts",
    "comparatives",
    "interrogatives",
    "whether",
    "infinitive_links",
    "relatives",
    "euphonic",
    "clitics",
    "reporting",
    "agent",
    "passive",
    "perfect",
    "relative_objects",
    "reflexive",
)
NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What one language says about speech; every collection is empty for a language without a folder."""

    forms: dict[str, str]  # form -> lemma
    classes: dict[str, str]  # lemma -> class
    compounds: dict[str, frozenset[str]]  # lemma -> words that complete it
    nouns: frozenset[str]
    not_owners: frozenset[str]  # participles whose agent only passes the words on: «vu par»
    prepositions: re.Pattern[str]
    openings: frozenset[str]
    opening_speakers: frozenset[str]
    wishes: frozenset[str]  # lemmas of what someone has in mind: «vouloir»
    asking: frozenset[str]  # lemmas that report a question
    beside: frozenset[str]  # lemmas that speak only right beside marks, a colon or a que-clause
    things_too: frozenset[str]  # lemmas that also have things for subjects
    learning: frozenset[
        str
    ]  # lemmas whose subject is told what a source behind them says: «a-t-on appris de source sûre»
    infinitives: frozenset[str]  # lemmas whose infinitive reports speech
    not_speakers: frozenset[str]
    not_after: frozenset[str]  # words after which a preposition names no source
    speaking_infinitives: frozenset[str]  # words that let an infinitive report speech
    fillers: frozenset[str]
    turns: frozenset[str]  # words that open «quant à lui»: three words before an inverted subject
    these: frozenset[str]  # determiners that point back: «ces mots de X»
    said: frozenset[str]  # nouns, in the singular, for what was just quoted
    thus: tuple[str, ...]  # how a sentence opens that says whose the words before it are
    likening: frozenset[str]  # «comme le dit X, « A »»: what opens such a clause
    complementizers: frozenset[str]
    conjunctions: frozenset[str]  # words that take the complementizer to themselves
    negation: frozenset[str]  # with a complementizer, and none of the negators, these mean «only»
    negators: frozenset[str]
    adding: frozenset[str]  # adverbs that leave the complementizer behind them to the cue: «dit aussi que»
    occasions: frozenset[str]  # nouns for where words are said, where a language tags its relative pronouns
    asides: frozenset[str]  # words that may stand between a cue and its infinitive
    participles: tuple[str, ...]  # endings that no finite verb has
    infinitive_endings: tuple[str, ...]  # endings that every infinitive has, where a language has such
    contrasts: frozenset[str]
    comparatives: frozenset[str]
    interrogatives: frozenset[str]
    whether: frozenset[str]  # interrogatives that stand outside the question they open
    infinitive_links: frozenset[str]
    zero_complement: bool
    head_first: bool  # the noun comes before its complements
    subject_labels: frozenset[str]
    relatives: frozenset[str]
    tagged_relatives: bool  # the tagger tells the relative pronoun from the conjunction of the same form
    inverted: frozenset[str]
    euphonic: frozenset[str]  # what links a verb to the pronoun behind it and stands for no one: «a-t-il dit»
    clitics: frozenset[str]
    gerund: frozenset[str]
    reporting: frozenset[str]  # with a verb of saying these make one preposition: «según explicó X»
    drops_subject: bool  # a verb may stand without its subject, or before it
    agent: frozenset[str]
    passive: frozenset[str]  # auxiliaries
    perfect: frozenset[str]  # auxiliaries, where a bare form may be joined to a finite verb
    relative_objects: frozenset[str]  # before a relative pronoun: «ce que dit X»
    reflexive: frozenset[str]
    people: frozenset[str]
    suffixes: tuple[str, ...]
    not_people: frozenset[str]
    indefinite: frozenset[str]
    crowds: frozenset[str]  # pronouns that stand for some who are not named: «certains»
    counts: frozenset[str]  # nouns that speak as what they count does: «des milliers de riverains»
    one_of: frozenset[str]  # «l'une des figures»: one person out of several
    nobody: frozenset[str]
    anyone: frozenset[str]  # nouns for someone just named: «l'élu», «la dirigeante»
    kin: dict[str, frozenset[str]]  # noun -> the roles that it takes in: «élu» for a mayor
    body_pronouns: frozenset[str]  # pronouns for things, which mean an organisation where they speak
    speaking_from: frozenset[
        str
    ]  # of houses, those that tell alone who speaks: «señalan desde el Ayuntamiento»
    houses: frozenset[str]  # words before the body whose people say: «dit-on à la préfecture»
    genders: dict[str, str]  # nouns that tell a gender where grammar does not
    addressing: frozenset[str]  # lemmas whose object is who listens, never who speaks
    ranking: frozenset[str]  # adjectives that make another office of a noun: «premier ministre»
    former: frozenset[str]  # adjectives of what someone was
    still: frozenset[str]  # adjectives that leave an office what it is: «le nouveau président»
    epicene: tuple[str, ...]  # endings of nouns that show no gender
    natives: tuple[str, ...]  # endings of names for people by their place
    not_natives: tuple[str, ...]  # endings of other words that end so
    bodies: frozenset[str]  # nouns that stand for an organisation whose name holds them
    nameless: frozenset[str]  # those of them that names rarely hold: «le journal»
    spoken_bodies: frozenset[str]  # those that mean the one that has spoken: «l'organisation»
    pointing: frozenset[str]  # determiners of what was named before
    demonstratives: frozenset[str]  # those of them that show it: «cette habitante»
    possessives: frozenset[str]
    contracted: frozenset[str]  # prepositions that hold an article: «du ministre»
    groups: frozenset[str]
    hidden: frozenset[str]  # nouns for those who keep their names back: «une source»
    papers: frozenset[str]  # nouns for what someone published, which speaks for them: «le rapport»
    makes: frozenset[str]  # verbs for what the body behind a document does: «publiée par X»
    same: frozenset[str]  # adjectives of what was meant before: «la même source»
    neutral: frozenset[str]  # nouns for one person whose grammar tells no gender: «une victime»
    not_the_person: frozenset[str]
    links: frozenset[str]
    close_links: frozenset[str]
    adjuncts: frozenset[str]
    definite: frozenset[str]
    pronouns: dict[str, str]  # subject pronoun -> gender and number: M, F, Ms, Fs
    last: dict[str, str]  # «ce dernier»: its noun -> gender and number
    last_before: frozenset[str]
    relative_heads: dict[str, str]  # «celle qui», where it speaks -> gender and number
    latest: frozenset[str]  # those of them that mean who was named last
    impersonal: frozenset[str]
    impersonal_next: frozenset[str]
    impersonal_words: frozenset[str]  # «il est probable que»
    clause_links: frozenset[str]
    impersonal_counts: frozenset[str]  # «il reste deux jours»


def _words(value: str | list[str]) -> list[str]:
    return value.split() if isinstance(value, str) else value


def inflect(lemma: str, endings: dict[str, str]) -> list[str]:
    """Return the forms of a regular verb by the longest suffix that its table knows; '_' is the empty ending."""
    suffix = max((s for s in endings if s != "default" and lemma.endswith(s)), key=len, default="")
    pattern = endings.get(suffix or "default")
    if pattern is None:
        return [lemma]
    stem = lemma.removesuffix(suffix)
    return [lemma, *(stem + ending.replace("_", "") for ending in pattern.split())]


def _forms(data: dict[str, Any], lemmas: list[str]) -> dict[str, str]:
    irregular = {lemma: text.split() for lemma, text in data.get("irregular", {}).items()}
    endings = data.get("conjugation", {})
    forms: dict[str, str] = {}
    for lemma in lemmas:
        for form in irregular.get(lemma) or inflect(lemma, endings):
            forms.setdefault(form, lemma)
    return forms


def _phrases(phrases: list[str]) -> re.Pattern[str]:
    """Return a pattern that finds any of the phrases as whole words, the longest first."""
    if not phrases:
        return NEVER
    ordered = sorted(phrases, key=len, reverse=True)
    body = "|".join(
        re.escape(p).replace("'", "['’]").replace("\\ ", r"\s+") + ("" if p.endswith("'") else r"(?![\w-])")
        for p in ordered
    )
    firsts = re.escape("".join(sorted({p[0] for p in phrases})))  # at other words nothing is tried
    return re.compile(rf"\b(?=[{firsts}])(?:{body})", re.IGNORECASE)


def _kin(table: dict[str, str]) -> dict[str, frozenset[str]]:
    """Return noun -> narrower roles; a key may hold several nouns («élu élue»)."""
    return {noun: frozenset(_words(roles)) for nouns, roles in table.items() for noun in nouns.split()}


KINDS_OF_NOUNS = (
    "people", "not_people", "anyone", "crowds", "counts", "one_of", "nobody", "indefinite", "groups", "hidden", "papers", "neutral", "ranking",
    "former", "still", "nameless", "spoken_bodies", "not_the_person",
)  # fmt: skip


def _speakers(code: str | None) -> dict[str, Any]:
    """Return the fields that come from lang/<code>/speakers.toml."""
    data = lang.load(code, "speakers")
    roles, phrase, pronouns = data.get("roles", {}), data.get("phrase", {}), data.get("pronouns", {})
    kinds = {"masculine": "M", "feminine": "F", "masculine_plural": "Ms", "feminine_plural": "Fs"}
    return {
        **{name: frozenset(_words(roles.get(name, ""))) for name in KINDS_OF_NOUNS},
        "suffixes": tuple(_words(roles.get("suffixes", ""))),
        "kin": _kin(data.get("kin", {})),
        "body_pronouns": frozenset(pronouns.get("bodies", [])),
        "speaking_from": frozenset(phrase.get("speaking_from", [])),
        "houses": frozenset(phrase.get("houses", [])),
        "genders": {word: kind for kind, words in data.get("genders", {}).items() for word in _words(words)},
        "epicene": tuple(_words(roles.get("epicene", ""))),
        "natives": tuple(_words(roles.get("natives", ""))),
        "not_natives": tuple(_words(roles.get("not_natives", ""))),
        "bodies": frozenset(
            word for kind in ("bodies", "nameless", "spoken_bodies") for word in _words(roles.get(kind, ""))
        ),
        "pointing": frozenset(phrase.get("pointing", [])),
        "demonstratives": frozenset(phrase.get("demonstratives", [])),
        "possessives": frozenset(phrase.get("possessives", [])),
        "contracted": frozenset(phrase.get("contracted", [])),
        "links": frozenset(phrase.get("links", [])),
        "close_links": frozenset(phrase.get("close_links", [])),
        "definite": frozenset(phrase.get("definite", [])),
        "makes": frozenset(_words(phrase.get("makes", ""))),
        "same": frozenset(phrase.get("same", [])),
        "adjuncts": frozenset(_words(phrase.get("adjuncts", ""))),
        "pronouns": {word: kind for name, kind in kinds.items() for word in pronouns.get(name, [])},
        "last": pronouns.get("last", {}),
        "last_before": frozenset(pronouns.get("last_before", [])),
        "relative_heads": pronouns.get("relative_heads", {}),
        "latest": frozenset(pronouns.get("latest", [])),
        "impersonal": frozenset(_words(pronouns.get("impersonal", ""))),
        "impersonal_next": frozenset(pronouns.get("impersonal_next", [])),
        "impersonal_words": frozenset(_words(pronouns.get("impersonal_words", ""))),
        "clause_links": frozenset(pronouns.get("clause_links", [])),
        "impersonal_counts": frozenset(_words(pronouns.get("impersonal_counts", ""))),
    }


def _verbs(data: dict[str, Any]) -> dict[str, Any]:
    """Return the fields on verbs: their classes, the compounds that they begin, their forms, the limits of some."""
    classes: dict[str, str] = {}
    for name, words in data.get("verbs", {}).items():
        for word in _words(words):
            classes.setdefault(word, name)
    for words in data.get("opinions", {}).values():
        for word in _words(words):
            classes.setdefault(word, OPINION)
    compounds = {lemma: frozenset(_words(words)) for lemma, words in data.get("compounds", {}).items()}
    limits = data.get("limits", {})
    return {
        "classes": classes,
        "compounds": compounds,
        "forms": _forms(data, [*classes, *compounds]),
        "asking": frozenset(_words(data.get("verbs", {}).get("question", ""))),
        "wishes": frozenset(_words(data.get("opinions", {}).get("wishing", ""))),
        "infinitives": frozenset(_words(limits.get("infinitive", ""))),
        **{
            name: frozenset(_words(limits.get(name, "")))
            for name in ("beside", "things_too", "learning", "addressing", "speaking_infinitives")
        },
    }


def _nouns_and_prepositions(data: dict[str, Any]) -> dict[str, Any]:
    """Return the fields on nouns of saying and on prepositions that name a source."""
    nouns, prepositions = data.get("nouns", {}), data.get("prepositions", {})
    return {
        "nouns": frozenset(_words(nouns.get("speech", ""))),
        **{name: frozenset(_words(nouns.get(name, ""))) for name in ("not_owners", "said", "occasions")},
        "prepositions": _phrases(prepositions.get("sure", [])),
        "openings": frozenset(prepositions.get("opening", [])),
        **{
            name: frozenset(_words(prepositions.get(name, "")))
            for name in ("opening_speakers", "not_after", "not_speakers")
        },
    }


def _grammar(grammar: dict[str, Any]) -> dict[str, Any]:
    """Return the fields on the language's grammar."""
    return {
        **{name: frozenset(grammar.get(name, [])) for name in GRAMMAR},
        "subject_labels": frozenset(grammar.get("subject", [])),
        "inverted": frozenset(grammar.get("inverted_pronouns", [])),
        "gerund": frozenset(grammar.get("gerund_mark", [])),
        "thus": tuple(grammar.get("thus", [])),
        "participles": tuple(grammar.get("participles", [])),
        "infinitive_endings": tuple(grammar.get("infinitive_endings", [])),
        "head_first": grammar.get("head_first", True),
        "zero_complement": grammar.get("zero_complement", False),
        "tagged_relatives": grammar.get("tagged_relatives", False),
        "drops_subject": grammar.get("drops_subject", False),
    }


@cache
def lexicon(code: str | None) -> Lexicon:
    """Return the compiled data of a language code."""
    data = lang.load(code, "cues")
    return Lexicon(
        **_verbs(data),
        **_nouns_and_prepositions(data),
        **_grammar(data.get("grammar", {})),
        **_speakers(code),
    )
