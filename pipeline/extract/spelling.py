"""Tells whether two spellings are one name: transliteration, accents, hyphens, order, typing errors.

A word becomes a *reading*: its consonants, with one sign for what different habits write for one sound, and its
vowels by class (a, o/u, i). The tables are in lang/mul/transliteration.toml. Two readings are alike when their
consonants are equal and their vowels agree. The idea of one code for spellings of one sound is Soundex's
(Russell 1918) and its heirs'; the tables here are made for the press of our languages.
"""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from pipeline import lang
from pipeline.extract.names import fold

VOWELS = frozenset("aeiouy")
SURE_SLIP = 6  # letters: one edit in a shorter word makes another name
LONG_WORD = 8
# How a Latin spelling is heard, one rule after the other.
RULES = [
    (re.compile(pattern), new)
    for pattern, new in (
        (r"gu(?=[ei])", "g"),
        (r"c(?=[eiy])", "s"),
        (r"c", "k"),
        (r"j", "S"),
        (r"(?<=[ksS])[iy]+$", "i"),
        (r"(?<=[aeiou])h|(?<=[^aeiou])h", ""),
        (r"([^aeiouy])\1+", r"\1"),
        (r"(?<=[^aeiouy])e$", ""),  # Poutine, Lénine
        (r"[vf]$", "f"),
        (r"S[oe]f$", "Sef"),  # ë: Gorbatchev, Gorbatschow
        (r"enka$", "enko"),
    )
]
CONSONANT = re.compile(r"([^aeiouy])")


class Reading(NamedTuple):
    """One way to read a word: its consonants, and the vowels before each of them and at the end, by class."""

    consonants: str
    vowels: tuple[frozenset[str], ...]


class Verdict(NamedTuple):
    """How alike two names are, from 0 to 1, and by what."""

    score: float
    method: str


class Habits(NamedTuple):
    """The tables of transliteration, ready for use."""

    letters: dict[int, str]
    sounds: tuple[tuple[str, str], ...]
    second: tuple[tuple[re.Pattern[str], tuple[tuple[str, str], ...]], ...]
    families: tuple[tuple[str, re.Pattern[str]], ...]
    given: dict[str, str]
    first_names: frozenset[str]
    western: frozenset[str]  # given names that no habit of transliteration changes
    particles: frozenset[str]


def _with_second(sounds: list[list[str]], old: str, new: str) -> tuple[tuple[str, str], ...]:
    """Return the table of sounds with one of them read otherwise: in its place, else before all."""
    letters = old.removeprefix("^")
    table = [(one, new if one == letters else sound) for one, sound in sounds]
    return tuple(table) if (letters, new) in table else ((old, new), *table)


@cache
def habits() -> Habits:
    """Return the tables of lang/mul."""
    data = lang.load(None, "transliteration")
    firsts = lang.load(None, "first_names")
    sounds = data["sounds"]["consonants"]
    first_names = frozenset(fold(name) for key in ("F", "M") for name in firsts[key])
    given = {name: group[0] for group in data["given"]["same"] for name in group}
    return Habits(
        {ord(letter): latin for letter, latin in data["letters"].items()},
        tuple((old, new) for old, new in sounds),
        tuple((re.compile(old), _with_second(sounds, old, new)) for old, new in data["sounds"]["second"]),
        tuple((name, re.compile(family["marks"])) for name, family in data["families"].items()),
        given,
        first_names | frozenset(given),
        first_names - frozenset(given),
        frozenset(lang.load(None, "names")["particles"]["words"]),
    )


@lru_cache(maxsize=500_000)
def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name in small Latin letters without accents and particles; hyphens part words.

    >>> name_words("Kim Jong-un"), name_words("Сергей Шойгу")
    (('kim', 'jong', 'un'), ('sergei', 'shoigu'))
    """
    words = fold(name.casefold().translate(habits().letters) if not name.isascii() else name).split()
    bare = [word for word in words if word not in habits().particles]
    return tuple(bare or words)


@cache
def _vowel_classes(letters: str, strict: bool) -> frozenset[str]:
    """Return the classes of a run of vowels: back when it holds o or u, front for i and y, open for a; e wavers."""
    if re.search(r"[ou]", letters):
        return frozenset("o")
    if letters in {"e", "ee"}:
        return frozenset("e" if strict else "aie")
    return frozenset("a" if "a" in letters else "i") | (
        frozenset("ai") if {"a", "i"} & set(letters) and len(letters) > 1 else frozenset()
    )


def _reading(word: str, sounds: tuple[tuple[str, str], ...]) -> Reading:
    for old, new in sounds:
        if old[0] == "^":
            word = new + word[len(old) - 1 :] if word.startswith(old[1:]) else word
        elif old in word:
            word = word.replace(old, new)
    for pattern, new in RULES:
        word = pattern.sub(new, word)
    parts = CONSONANT.split(word)
    consonants = "".join(parts[1::2])
    strict = len(consonants) < 3
    return Reading(consonants, tuple(_vowel_classes(v, strict) if v else frozenset() for v in parts[::2]))


@lru_cache(maxsize=500_000)
def readings(word: str) -> tuple[Reading, ...]:
    """Return the ways to read a folded word: the usual one, and one for each letter that habits read otherwise."""
    table = habits()
    found = [_reading(word, table.sounds)]
    if word.endswith("ic"):  # accents lost: Milosevic is Milošević
        found.append(_reading(re.sub(r"[scz]", "S", word), ()))
    found.extend(_reading(word, sounds) for old, sounds in table.second if old.search(word))
    return tuple(dict.fromkeys(found))


def _vowels_agree(a: tuple[frozenset[str], ...], b: tuple[frozenset[str], ...], short: bool) -> bool:
    missing = 0
    for i, (x, y) in enumerate(zip(a, b, strict=True)):
        if x and y:
            if not x & y:
                return False
        elif x or y:
            missing += 1
            if short or (i == len(a) - 1 and "a" in (x or y)):
                return False
    return missing <= 1


@lru_cache(maxsize=500_000)
def sound_alike(a: str, b: str) -> bool:
    """Tell whether two folded words may be one word in two habits of transliteration."""
    return any(
        x.consonants == y.consonants
        and len(x.consonants) > 0
        and _vowels_agree(x.vowels, y.vowels, len(x.consonants) < 3)
        for x in readings(a)
        for y in readings(b)
    )


@lru_cache(maxsize=500_000)
def family_of(word: str) -> str | None:
    """Return the family of habits that a folded word looks like one of, or None."""
    return next((name for name, marks in habits().families if marks.search(word)), None)


def keys_of(name: str) -> set[str]:
    """Return the keys under which a full name meets the names that may be the same: near linear blocking.

    A key is the consonants of the last (or first) word and the first sound of the rest; two spellings of one
    name share at least one. A name of one word has its consonants alone.
    """
    words = name_words(name)
    keys = set()
    for last, rest in ((words[-1], words[:-1]), (words[0], words[1:])):
        for reading in readings(_same_given(last)):
            for other in readings(_same_given(rest[0])) if rest else (Reading("", ()),):
                keys.add(f"{reading.consonants} {other.consonants[:1]}")
            if rest and rest[0][0] in VOWELS:  # «E. Martin» and «Elsa Martin» share no consonant there
                keys.add(f"{reading.consonants} {rest[0][0]}")
    keys.add("=" + "".join(sorted("".join(words))))
    return keys


def _same_given(word: str) -> str:
    return habits().given.get(word, word)


@lru_cache(maxsize=1_000_000)
def _same_word(a: str, b: str, is_family: bool) -> Verdict | None:
    """Compare two words of two names; None when they differ."""
    if a == b:
        return Verdict(1.0, "spelling")
    table = habits()
    if table.given.get(a, a) == table.given.get(b, b):
        return Verdict(0.97, "transliteration")
    if a in table.first_names and b in table.first_names:
        return None
    alike = sound_alike(a, b)
    if alike and is_family:
        return Verdict(0.95, "transliteration")
    if min(len(a), len(b)) >= SURE_SLIP and OSA.distance(a, b, score_cutoff=1) == 1:
        return Verdict(0.9 if _is_slip(a, b) else 0.75, "typing")
    return Verdict(0.8, "transliteration") if alike else None


def _is_slip(a: str, b: str) -> bool:
    """Tell whether one edit between two words is a slip of the hand: two letters turned round, one doubled, or one of many."""
    if a[0] != b[0]:
        return False
    if sorted(a) == sorted(b):
        return True
    if re.sub(r"(.)\1", r"\1", a) == re.sub(r"(.)\1", r"\1", b):
        return True
    return a[-1] == b[-1] and min(len(a), len(b)) >= LONG_WORD


def _aligned(a: tuple[str, ...], b: tuple[str, ...], is_family: bool) -> Verdict | None:
    """Compare names word by word, the last first since it differs most; None when one pair of words differs."""
    least, slips = Verdict(1.0, "spelling"), 0
    for x, y in zip(reversed(a), reversed(b), strict=True):
        verdict = _same_word(x, y, is_family)
        if verdict is None:
            return None
        slips += verdict.method == "typing"
        least = min(least, verdict)
    return least if slips < 2 else None


def _is_family(x: tuple[str, ...], y: tuple[str, ...]) -> bool:
    """Tell whether a word of two names looks like a family of transliteration; names of the West alone do not count."""
    western = habits().western
    return any(family_of(word) for word in {*x, *y} if word not in western)


def same_person(a: str, b: str) -> Verdict:
    """Compare two full names of people, as written; 0.85 and more is the same, 0.7 to 0.85 is for a person to judge."""
    x, y = name_words(a), name_words(b)
    if "".join(x) == "".join(y):
        return Verdict(1.0, "spelling")
    if sorted(x) == sorted(y):
        return Verdict(0.95, "order") if len(x) > 1 else Verdict(1.0, "spelling")
    if min(len(x), len(y)) < 2:
        return Verdict(0.0, "none")
    if len(x) != len(y):
        return _shorter(a, b, x, y, _is_family(x, y))
    for order, loss in ((y, 0.0), ((*y[1:], y[0]), 0.02), ((y[-1], *y[:-1]), 0.02)):
        # Most pairs fail here: what they look like is asked of the others alone.
        if _aligned(x, order, is_family=True):
            verdict = _aligned(x, order, _is_family(x, y))
            if verdict:
                return Verdict(round(verdict.score - loss, 2), verdict.method)
    return _initials(x, y)


def _initials(x: tuple[str, ...], y: tuple[str, ...]) -> Verdict:
    """«E. Martin» and «Elsa Martin»: across articles one of many, for a person to judge."""
    if x[-1] == y[-1] and all(
        p == q or (min(len(p), len(q)) == 1 and p[0] == q[0]) for p, q in zip(x, y, strict=True)
    ):
        return Verdict(0.7, "initials")
    return Verdict(0.0, "none")


def _shorter(a: str, b: str, x: tuple[str, ...], y: tuple[str, ...], is_family: bool) -> Verdict:
    """Compare names of which one has more words: joined or parted words, or given names left out in the middle."""
    short, long = sorted((x, y), key=len)
    joined = [(*long[:i], long[i] + long[i + 1], *long[i + 2 :]) for i in range(len(long) - 1)]
    if len(long) == len(short) + 1:
        for one in joined:
            if verdict := _aligned(short, one, is_family):
                return verdict
    ends = _aligned((short[0], short[-1]), (long[0], long[-1]), is_family)
    if not ends or ends.score < 0.9:
        return Verdict(0.0, "none")
    left = [word for word in long[1:-1] if word not in short]
    hyphened = re.match(r"\w+-\w", a if len(x) > len(y) else b) is not None
    if hyphened or not set(short[1:-1]) <= set(long) or any(len(word) < 3 for word in left):
        return Verdict(0.7, "left out")
    return Verdict(0.88, "left out")


def same_thing(a: str, b: str) -> Verdict:
    """Compare two names of organisations or places: stricter, since a letter may be another place (Iran, Irak)."""
    x, y = name_words(a), name_words(b)
    if "".join(x) == "".join(y):
        return Verdict(1.0, "spelling")
    if len(x) == len(y):
        pairs = [(p, q) for p, q in zip(x, y, strict=True) if p != q]
        long = all(min(len(p), len(q)) >= SURE_SLIP for p, q in pairs)
        if len(pairs) == 1 and long and sound_alike(*pairs[0]):
            return Verdict(0.9 if any(family_of(word) for word in pairs[0]) else 0.75, "transliteration")
        if len(pairs) == 1 and sum(map(len, x)) >= 20 and OSA.distance(*pairs[0], score_cutoff=1) == 1:
            return Verdict(0.75, "typing")
    return Verdict(0.0, "none")
