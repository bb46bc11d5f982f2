"""What lang/<code>/ knows about names, compiled once a language for the rules of this package."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from pipeline import lang
from pipeline.extract.authorities import packaged_authorities, spellings
from pipeline.extract.media import common_spellings, packaged_media
from pipeline.extract.names import fold

BLANK = "[ ]"  # texts are tidy here
NEVER = r"(?!)"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of one language that the rules look up."""

    labels: dict[str, str]
    titles: dict[str, str | None]  # courtesy titles and ranks, folded -> the bearer's gender
    particles: frozenset[str]  # folded
    articles: frozenset[str]
    elided: frozenset[str]  # articles that an apostrophe ties to the word after them
    apposed: frozenset[str]  # folded
    short_for: frozenset[str]  # folded nouns that stand alone for a longer name: «Parlement»
    usual: dict[str, str]  # such a noun, and the name that it stands for where the article has it
    opens_body: frozenset[
        str
    ]  # folded nouns that, with a capital inside a sentence, open an institution's name
    apposed_inside: re.Pattern[str]  # such a head, before a capital
    seated_inside: re.Pattern[str]  # one of these that may stand in the place named
    local_inside: re.Pattern[str]  # an institution that sits in the place its name ends with; group `place`
    things: re.Pattern[str]  # a thing that bears a name, at the end of what stands before it: «loi»
    article_inside: re.Pattern[str]  # an article before a small letter, at the start of a name
    small_article: re.Pattern[str]  # one in small letters before a capital, there
    article_and_mark: re.Pattern[str]  # «le "», at the end of what stands before a name
    event_before: re.Pattern[
        str
    ]  # a treaty or a battle that is called after a place, at the end of what stands before it
    thing_inside: re.Pattern[str]  # such a thing, before a capital
    named_after: re.Pattern[str]  # at the end of what stands before a person's name
    tail: re.Pattern[str]  # a country's adjective at the end of a name
    of_country: re.Pattern[str]  # a country's adjective after a name
    bodies: re.Pattern[str]  # a noun that opens the name of an institution
    place_tail: re.Pattern[str]  # «de» and one capital word there
    affair: re.Pattern[str]  # what opens the name of an affair
    sides: re.Pattern[str]  # « du Nord» after a place
    strip: re.Pattern[str]  # a head that is no part of the name it opens: «ville de»
    not_names: frozenset[str]  # as written
    openers: frozenset[str]
    article_before: re.Pattern[str]  # an article with a capital, before another
    doubtful_openers: bool  # the model takes any capital at a sentence's start for a name
    closers: frozenset[str]  # they open sentences too, and are no part of a name at its end
    prefixes: re.Pattern[str]  # what a hyphen sets before a name: «ex-»
    adjectives: dict[str, str]  # small letters -> the country's name in the authorities
    plain_adjectives: frozenset[str]  # of countries, singular and plural, and those between a head and a name
    folded_adjectives: dict[str, str]  # folded, plurals too -> the folded name of the country
    first_names: dict[str, str]  # folded -> gender
    known: dict[str, list[tuple[str, str]]]  # first token -> (spelling, type), longest first
    known_types: dict[str, str]  # folded spelling -> type, where the authorities agree
    parting: re.Pattern[str]  # what parts two names, of which one is known
    authorities: dict[str, str]  # folded spelling -> name of the only authority that has it
    title_before: re.Pattern[str]  # at the end of what stands before a name
    title_inside: re.Pattern[str]  # at the start of a name
    titled: re.Pattern[str]  # a courtesy title and capital words, `name`, with their particles
    head_before: dict[
        str, re.Pattern[str]
    ]  # type -> head noun, adjective, link, at the end of what stands before
    opening: re.Pattern[str]  # a noun that makes the capital word after it a name; groups LOC and ORG
    linked_capitals: re.Pattern[str]  # a capital word, a link and another: «Lueurs du Nord»
    head_inside: re.Pattern[str]
    institutions: re.Pattern[str]  # institutions that are written in small letters
    places: re.Pattern[str]  # places that no capital word or none alone tells: «dans le Nord»
    people_only: frozenset[str]  # words that name a person or nobody: «May»
    palaces: dict[str, str]  # a seat of power as written -> the building, listed so
    palace_before: re.Pattern[str]  # at the end of what stands before one that is the building
    body_before: re.Pattern[str]  # at the end of what stands before a body's name and never before a place's
    inhabitant_before: re.Pattern[str]  # at the end of what stands before one
    inhabitant: re.Pattern[str]  # named by the place that he comes from: «Lyonnais»
    street: re.Pattern[str]  # one of these that is only called after the place in its name: «rue de Rivenord»
    place_head: re.Pattern[str]  # a noun that opens a place's name, small or capital
    body_head: re.Pattern[str]  # one that opens an organisation's
    states: re.Pattern[str]  # «République tchèque»: a form of state and a country's adjective
    common_inside: re.Pattern[str]  # a common noun that opens a would-be name in small letters
    office_before: re.Pattern[str]
    kin_before: re.Pattern[str]  # «sa femme», at the end of what stands before a given name alone
    kin_between: re.Pattern[str]  # what sets a given name beside the full name whose surname it shares
    introduced: re.Pattern[str]  # what stands behind a given name alone of someone new: «Christophe, 49 ans»
    links_between: re.Pattern[str]  # the same, where the full name follows
    called: re.Pattern[str]  # what stands between a person's name and what else he is called: «alias»
    abbreviated: re.Pattern[str]  # a thing that has letters of its own and is no body
    abbreviated_heads: frozenset[str]  # its first word, folded
    contracted: re.Pattern[str]  # a preposition with its article, before a capital
    particle_end: re.Pattern[str]  # a particle that a person's cut name ends with
    after_particle: re.Pattern[str]  # how such a name goes on
    cut_letters: re.Pattern[str]  # what an apostrophe parts from a person's name: «Lozac'h»
    before_particle: re.Pattern[
        str
    ]  # a word, `given`, and particles, at the end of what stands before a name
    cut: re.Pattern[str]  # an office's own words, before the place that it is held in
    linked_after: re.Pattern[str]  # a link behind a head noun, before a capital
    link_end: re.Pattern[str]  # a link that a cut name ends with
    trailing: re.Pattern[str]  # words that a name cannot end with
    lead: re.Pattern[str]  # a common noun and a link before a capital: «bastion du»
    code: re.Pattern[str]
    credit_words: frozenset[str]
    credit: re.Pattern[str]  # at the end of what stands before the owner of a picture
    endings: re.Pattern[str]  # what a language adds to the end of a name: «Moore's»
    trades: frozenset[str]  # folded words at the end of a firm's name: «Foods»
    place_links: frozenset[str]  # folded words after which a place's name goes on: «Brume-sur-Orle»


def _by_gender(rows: dict[str, Any]) -> dict[str, str | None]:
    return {
        word: key if key in ("F", "M") else None for key in ("M", "F", "any") for word in rows.get(key, [])
    }


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern for any of the words, of those that begin alike the longest first; one that matches nothing for none.

    What words begin with alike is written once, so that a text is held against all of them together. Capitals and
    small letters do not begin alike: a list for a pattern that takes both should be in one case.
    """
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for letter in [*word, ""]:  # an empty one ends a word
            node = node.setdefault(letter, {})
    return _branches(tree) if tree else NEVER


def _branches(node: dict[str, Any]) -> str:
    """Return a pattern for what may follow in a tree of letters."""
    branches = [re.escape(letter) + _branches(below) for letter, below in sorted(node.items()) if letter]
    if "" not in node and len(branches) == 1:
        return branches[0]
    return f"(?:{'|'.join(branches)}){'?' if '' in node else ''}" if branches else ""


def _patterns(patterns: list[str]) -> re.Pattern[str]:
    """Return a pattern for any of several, all of which begin where a word does: a text is held against them nowhere else."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns) or NEVER})")


class Spelled(NamedTuple):
    """What the authorities' spellings tell: by first token; the type and the name of folded ones where they agree."""

    by_token: dict[str, list[tuple[str, str]]]
    types: dict[str, str]
    names: dict[str, str]


def _spelled(code: str | None, ambiguous: list[str]) -> Spelled:
    by_token: dict[str, list[tuple[str, str]]] = defaultdict(list)
    types: dict[str, set[str]] = defaultdict(set)
    names: dict[str, set[str]] = defaultdict(set)
    media, common = set(packaged_media()["name"]), common_spellings()
    barred = set(ambiguous)
    for alias, name, kind in (
        spellings(packaged_authorities(code or lang.SHARED)).select("alias", "name", "type").iter_rows()
    ):
        names[fold(alias)].add(name)
        if alias not in common:
            types[fold(alias)].add(kind)
        if name in media:
            continue  # mentions.media finds them
        token = re.match(r"[\w]+['’]?|\w", alias)
        if alias not in barred and token and alias[0].isupper():
            by_token[token.group()].append((alias, kind))
    ordered = {token: sorted(rows, key=lambda row: -len(row[0])) for token, rows in by_token.items()}
    return Spelled(ordered, _agreed(types), _agreed(names))


def _agreed(told: dict[str, set[str]]) -> dict[str, str]:
    return {key: values.pop() for key, values in told.items() if len(values) == 1}


def _head_pattern(heads: list[str], between: str, links: str, barred: str = "") -> re.Pattern[str]:
    gap = rf"(?:{BLANK}(?:{between}))*"
    return re.compile(
        rf"(?<![\w-]){barred}(?:{alternatives(heads)}){gap}(?:{BLANK}(?:{links}){BLANK}?|{BLANK})$"
    )


@cache
def lexicon(code: str | None) -> Lexicon:
    """Return the lexicon of a language; a language without a folder has the shared one."""
    names = lang.load(code, "names")
    adjectives = {
        adjective: country
        for country, forms in lang.load(code, "countries").get("adjectives", {}).items()
        for adjective in forms
    }
    known = _spelled(code, names.get("authorities", {}).get("ambiguous", []))
    return Lexicon(
        labels=names.get("labels", {}),
        known=known.by_token,
        known_types=known.types,
        authorities=known.names,
        parting=re.compile(
            rf"{BLANK}{names.get('authorities', {}).get('parting', NEVER)}{BLANK}(?=[A-ZÀ-Þ])"
        ),
        institutions=_patterns(names.get("institutions", {}).get("patterns", [])),
        places=_patterns(names.get("places", {}).get("patterns", [])),
        **_titles(names, [lang.load(lang.SHARED, "first_names"), lang.load(code, "first_names")]),
        **_words(names, adjectives),
        **_heads(names, adjectives),
        **_ends(names, adjectives),
        **_kin(names.get("kin", {})),
    )


def _kin(data: dict[str, Any]) -> dict[str, Any]:
    """Return the patterns of what sets the members of a family side by side."""
    links = rf"{BLANK}(?:{alternatives(data.get('links', []))}){BLANK}"
    kin = rf"(?:{alternatives(data.get('determiners', []))}){BLANK}(?:{alternatives(data.get('nouns', []))}),?{BLANK}"
    return {
        "kin_before": re.compile(rf"(?<![\w-])(?i:{kin})$"),
        "kin_between": re.compile(rf",?(?:{links}|{BLANK}){kin}"),
        "links_between": re.compile(links),
        "introduced": re.compile(data.get("introduced", NEVER)),
        "called": re.compile(data.get("called", NEVER)),
    }


def _titles(names: dict[str, Any], firsts: list[dict[str, Any]]) -> dict[str, Any]:
    """Return what stands before people's names, and their given names: those of every language and its own."""
    honorifics, ranks = _by_gender(names.get("honorifics", {})), _by_gender(names.get("ranks", {}))
    kept = names.get("ranks", {}).get("kept", [])
    particles = alternatives(names.get("particles", {}).get("words", []))
    capital = r"[A-ZÀ-Þ][\w’'-]*[\wà-ÿ](?![\w’'-])"
    before, inside = alternatives([*honorifics, *kept]), alternatives([*honorifics, *ranks, *kept])
    return {
        "titles": {fold(word): gender for word, gender in {**ranks, **honorifics}.items()},
        "first_names": {
            fold(word).replace(" ", "-"): key
            for names_of in firsts
            for key in ("F", "M")
            for word in names_of.get(key, [])
        },
        "title_before": re.compile(rf"(?:^|(?<=[^\w]))(?:{before}){BLANK}?$"),
        "title_inside": re.compile(rf"(?:{inside})(?!\w){BLANK}*", re.IGNORECASE),
        "titled": re.compile(
            rf"(?<![\w’'-])(?<!\d )(?:{alternatives([*honorifics])}){BLANK}"
            rf"(?P<name>(?:(?:{particles}){BLANK}|[dl]['’])*{capital}(?:{BLANK}{capital}){{0,2}})"
            if honorifics
            else NEVER
        ),
    }


def _words(names: dict[str, Any], adjectives: dict[str, str]) -> dict[str, Any]:
    """Return the words that are looked up whole."""
    heads, outcasts = names.get("heads", {}), names.get("not_names", {})
    particles = names.get("particles", {})
    plurals = [adjective + "s" for adjective in adjectives]
    calendar = [word.capitalize() for key in ("days", "months") for word in outcasts.get(key, [])]
    return (
        {
            "particles": frozenset(particles.get("words", [])),
            "articles": frozenset(particles.get("articles", [])),
            "elided": frozenset(word for word in particles.get("articles", []) if word.endswith("'")),
            "not_names": frozenset([*outcasts.get("words", []), *outcasts.get("days", []), *calendar]),
            "usual": heads.get("usual", {}),
            "openers": frozenset(outcasts.get("openers", [])),
            "article_before": re.compile(
                rf"(?:{alternatives([word.capitalize() for word in particles.get('articles', [])])}){BLANK}(?=[A-ZÀ-Þ])"
            ),
            "doubtful_openers": outcasts.get("doubtful_openers", False),
            "closers": frozenset(
                word for key in ("openers", "closers") for word in outcasts.get(key, []) if len(word) > 2
            ),
            "prefixes": re.compile(rf"(?i:{alternatives(outcasts.get('prefixes', []))})-(?=[A-ZÀ-Þ])"),
            "credit_words": frozenset(names.get("credits", {}).get("words", [])),
            "credit": re.compile(names.get("credits", {}).get("pattern", NEVER)),
            "people_only": frozenset(outcasts.get("people_only", [])),
            "palaces": names.get("palaces", {}).get("names", {}),
            "palace_before": re.compile(names.get("palaces", {}).get("before", NEVER)),
            "body_before": re.compile(names.get("bodies", {}).get("before", NEVER)),
            "inhabitant_before": re.compile(names.get("inhabitants", {}).get("before", NEVER)),
            "inhabitant": re.compile(names.get("inhabitants", {}).get("name", NEVER)),
            "code": re.compile(outcasts.get("codes", NEVER)),
            "adjectives": adjectives,
            "plain_adjectives": frozenset(
                [*heads.get("between", []), *adjectives, *plurals, *heads.get("joined", [])]
            ),
            "folded_adjectives": {
                fold(form): fold(c) for word, c in adjectives.items() for form in (word, word + "s")
            },
        }
        | {
            key: frozenset(fold(word) for word in heads.get(key, []))
            for key in ("apposed", "short_for", "place_links", "trades")
        }
        | {
            "opens_body": frozenset(
                fold(word)
                for word in [*heads.get("short_for", []), *names.get("bodies", {}).get("heads", [])]
            )
        }
    )


def _heads(names: dict[str, Any], adjectives: dict[str, str]) -> dict[str, Any]:
    """Return the patterns of the common nouns that open names."""
    heads = names.get("heads", {})
    any_of = {key: alternatives(words) for key, words in heads.items()}
    links = any_of.get("links", NEVER)
    between = alternatives([*heads.get("between", []), *adjectives])
    articles = alternatives(names.get("particles", {}).get("articles", []))
    link = rf"(?:{BLANK}(?:{links}))?{BLANK}?"
    gap = rf"(?:{BLANK}(?:{between}))*"
    no_place, indefinite = (
        "".join(rf"(?<!\b{re.escape(word)}{BLANK})" for word in heads.get(key, []))
        for key in ("no_place", "indefinite")
    )

    def noun(key: str) -> str:
        return f"(?:{any_of.get(key, NEVER)})"

    return {
        "apposed_inside": re.compile(rf"{noun('apposed')}{gap}{link}(?=[A-ZÀ-Þ])"),
        "seated_inside": re.compile(rf"{noun('seated')}(?!\w)"),
        "local_inside": re.compile(
            rf"{noun('local')}{gap}{BLANK}(?:{links}){BLANK}?"
            r"(?P<place>[A-ZÀ-Þ][\w-]+(?:[ ’'][A-ZÀ-Þ][\w-]+)*)$",
            re.IGNORECASE if heads.get("local") else 0,
        ),
        "named_after": re.compile(rf"(?<![\w-]){no_place}{noun('named_after')}{BLANK}$", re.IGNORECASE),
        "things": re.compile(
            rf"(?<![\w-]){noun('things')}(?:,?{BLANK}(?:{articles}))?(?:{BLANK}|(?<=['’]))(?:[«\"“]{BLANK}?)?$"
        ),
        "event_before": re.compile(
            rf"(?<![\w-]){noun('events')}{BLANK}(?:{any_of.get('head_links', NEVER)}){BLANK}?$"
        ),
        **_articles(articles),
        "thing_inside": re.compile(rf"(?i:{noun('things')}){BLANK}(?=[A-ZÀ-Þ])"),
        **_bodies(heads),
        "affair": re.compile(rf"{noun('affairs')}{BLANK}(?=[A-ZÀ-Þ])"),
        "strip": re.compile(rf"{noun('strip')}{link}(?=[A-ZÀ-Þ])"),
        "head_before": {
            kind: _head_pattern(heads.get(kind, []), between, any_of.get("head_links", NEVER), barred)
            for kind, barred in (("ORG", indefinite), ("LOC", no_place + indefinite))
        },
        "opening": _opening(names.get("opens", {}), gap + link),
        **_openers(any_of),
        "states": re.compile(rf"(?<!\w){noun('states')}{BLANK}(?:{alternatives([*adjectives])})(?![\w-])"),
        "common_inside": re.compile(rf"{noun('common')}(?!\w)"),
        "office_before": re.compile(
            rf"(?<!\w){noun('offices')}(?:{BLANK}(?:{between}))?{BLANK}(?:{links}){BLANK}?$", re.IGNORECASE
        ),
    }


def _opening(opens: dict[str, list[str]], link: str) -> re.Pattern[str]:
    """Return the pattern of the nouns that make a name of the capital word after them, and tell its type."""
    kinds = "|".join(f"(?P<{kind}>{alternatives(opens.get(kind, []))})" for kind in ("LOC", "ORG"))
    return re.compile(rf"(?<![\w-])(?:{kinds}){link}(?=[A-ZÀ-Þ])")


def _openers(any_of: dict[str, str]) -> dict[str, Any]:
    """Return the patterns of the nouns that open a name, small or capital, by what they name."""

    def opener(*keys: str) -> re.Pattern[str]:
        nouns = "|".join(any_of.get(key, NEVER) for key in keys)
        return re.compile(rf"(?:{nouns})(?={BLANK})", re.IGNORECASE)

    return {
        "head_inside": opener("ORG", "LOC"),
        "street": opener("streets"),
        "place_head": opener("LOC"),
        "body_head": opener("ORG"),
    }


def _bodies(heads: dict[str, Any]) -> dict[str, Any]:
    """Return the pattern of the nouns that stand alone for a body."""
    bodies = alternatives([*heads.get("short_for", []), *heads.get("ORG", [])])
    return {"bodies": re.compile(rf"(?:{bodies})(?!\w)")}


def _articles(articles: str) -> dict[str, Any]:
    """Return the patterns of an article that a name begins with, or that stands before its marks."""
    led = rf"(?i:{articles})(?:{BLANK}|(?<=['’]))" if articles != NEVER else NEVER
    return {
        "article_inside": re.compile(rf"{led}(?=[a-zà-ÿ])"),
        "small_article": re.compile(rf"(?:{articles})(?:{BLANK}|(?<=['’]))(?=[A-ZÀ-Þ])"),
        "article_and_mark": re.compile(rf"(?<![\w-]){led}[«\"“]{BLANK}?$"),
    }


def _ends(names: dict[str, Any], adjectives: dict[str, str]) -> dict[str, Any]:
    """Return the patterns of how names end and go on."""
    heads = names.get("heads", {})
    links, sides = alternatives(heads.get("links", [])), alternatives(heads.get("sides", []))
    plurals = [adjective + "s" for adjective in adjectives]
    particles = alternatives(names.get("particles", {}).get("words", []))
    return {
        "tail": re.compile(rf"{BLANK}(?:{alternatives([*adjectives, *plurals])})$"),
        "of_country": re.compile(rf"{BLANK}(?:{alternatives([*adjectives])})(?![\w-])"),
        "place_tail": re.compile(rf"{BLANK}(?:{links}){BLANK}?[A-ZÀ-Þ][\w-]+$"),
        "sides": re.compile(rf"{BLANK}(?:{links}){BLANK}?(?:{sides})(?!\w)"),
        "linked_capitals": re.compile(
            rf"{BLANK}?[A-ZÀ-Þ][\w-]*{BLANK}(?:{links}){BLANK}?[A-ZÀ-Þ][\w-]*(?![\w’'])"
        ),
        "particle_end": re.compile(rf"{BLANK}(?:{particles})$"),
        "after_particle": re.compile(rf"(?:{BLANK}(?:{particles}))*{BLANK}[A-ZÀ-Þ][\w’'-]+"),
        "cut_letters": re.compile(names.get("particles", {}).get("cut_letters", NEVER)),
        "before_particle": re.compile(
            rf"(?<![\w’'-])(?P<given>[A-ZÀ-Þ][\w-]+)(?:{BLANK}(?:{particles}))*(?:{BLANK}(?:{particles}){BLANK}|{BLANK}[dl]['’])$"
        ),
        "abbreviated": re.compile(
            rf"(?:{alternatives(names.get('abbreviated', {}).get('things', []))})(?!\w)", re.IGNORECASE
        ),
        "abbreviated_heads": frozenset(
            fold(word) for word in names.get("abbreviated", {}).get("things", []) if " " not in word
        ),
        "contracted": re.compile(
            rf"(?:{alternatives(names.get('contracted', {}).get('words', []))}){BLANK}(?=[A-ZÀ-Þ])"
        ),
        "cut": re.compile(heads.get("cut", NEVER)),
        "linked_after": re.compile(rf"{BLANK}(?:{links}){BLANK}?(?=[A-ZÀ-Þ])"),
        "link_end": re.compile(rf"{BLANK}(?:{links})$"),
        "trailing": re.compile(rf"(?:{BLANK}(?:{alternatives(heads.get('trailing', []))}))+$"),
        "lead": re.compile(rf"[a-zà-ÿ-]+{BLANK}(?:{links}){BLANK}?(?=[A-ZÀ-Þ])"),
        "endings": re.compile(rf"(?:{alternatives(heads.get('endings', []))})$"),
    }
