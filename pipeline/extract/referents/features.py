"""What speaks for a candidate to be the one whom a description means, as numbers; no feature knows a word.

Belongs here: the candidates of an article and the features of a pair. Does not belong here: their weights (judge.py).
"""

from bisect import bisect_left
from dataclasses import dataclass, field
from math import log1p

from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.quotes.speakers.phrases import is_name, is_subject
from pipeline.extract.quotes.speakers.roles import ranks
from pipeline.extract.reading import HEADLINES, SILENT, Reading
from pipeline.extract.referents.find import PERSON, Description, Facts, facts_of, stem, stems, who
from pipeline.extract.referents.offices import Office, held, held_another, office_of

FAR = 12  # sentences; farther is as far
WINDOW = 8  # tokens around a name in which a complement counts as said of it
CROWD = 60  # more candidates than this are not looked at together
REMEMBERED = 100  # descriptions
CLOSE = 2  # sentences within which who was named is still in mind
SAID = 4  # tokens between a name and the verb of saying that it is the subject of
OPENING = 3  # segments of the body that introduce whom it is about
MANY = 6  # candidates; more are as many


@dataclass(slots=True)
class Candidate:
    """One whom the article names: the places of the names, and what is known."""

    key: object
    number: int  # a mention of it, the fullest name
    gender: str | None
    places: list[int] = field(default_factory=list)  # first tokens of the names, in order
    outside: list[int] = field(default_factory=list)  # those of them that stand in no marks
    subjects: set[int] = field(default_factory=set)  # those of them that are subjects
    speaks: list[int] = field(default_factory=list)  # those of them beside a verb of saying
    headline: bool = False
    around: frozenset[str] = frozenset()  # stems of the words around the names
    own: frozenset[str] = frozenset()  # stems of the name
    words: int = 1
    facts: Facts = field(default_factory=Facts)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a description is judged in: what its fitting candidates are together, asked once for all of them."""

    latest: int  # the last name before it, or -1
    spoke: int  # the last one beside a verb of saying
    there: list[Candidate]  # whom the nearest sentence before it names
    word: str  # its noun, «premier ministre» in two words
    kin: frozenset[str]  # nouns that mean the same, wider or narrower ones
    bearers: int  # how many have its noun beside their name
    places: int  # how often all are named
    most: int  # how often who is named most
    leaders: int  # how many are named as often
    same: list[object]  # whom descriptions of the same words before it mean
    last_described: object | None  # whom the description right before it means


class Scene:
    """An article's candidates, and the descriptions settled so far."""

    def __init__(self, reading: Reading, lex: Lexicon, year: int | None = None) -> None:
        self.reading, self.lex, self.year = reading, lex, year
        self.candidates = _candidates(reading, lex)
        self.settled: list[tuple[Description, object]] = []
        self.body = next(
            (
                seq
                for seq, role in sorted(reading.roles_of_segments.items())
                if role not in HEADLINES | SILENT
            ),
            0,
        )
        self.unnamed = _unnamed(reading)
        self.told = reading.told_sentences()

    def fitting(self, one: Description) -> list[Candidate]:
        """Return the candidates that a description can mean: not named inside it, of no other gender."""
        return [
            c
            for c in self._in_view(one.first)
            if c.key not in one.names and (one.gender is None or c.gender in {None, one.gender})
        ]

    def _in_view(self, token: int) -> list[Candidate]:
        """Return all candidates; of a crowd those first named around a token, so that a long article takes linear time."""
        if len(self.candidates) <= CROWD:
            return self.candidates
        at = bisect_left(self.candidates, token, key=lambda c: c.places[0])
        return self.candidates[max(0, at - CROWD // 2) : at + CROWD // 2]

    def nobody(self, one: Description, fitting: list[Candidate]) -> dict[str, float]:
        """Return what speaks for a description to mean nobody who is named."""
        before = [c for c in fitting if c.places[0] < one.first]
        return {
            "nobody": 1.0,
            "nobody_many": log1p(min(len(fitting), MANY)),
            "nobody_unnamed_before": float(self._told_of_unnamed(one)),
            "nobody_complement": float(bool(one.complement)),
            "nobody_possessive": float(one.determiner == "possessive"),
            "nobody_demonstrative": float(one.determiner == "demonstrative"),
            "nobody_anyone": float(one.anyone or one.native),
            "nobody_none_before": float(not before),
            "nobody_quoted": float(self.reading.quoted(one.head)),
            "nobody_of_body": float(self._names_inside(one, ("ORG", "MISC"))),
            "nobody_of_place": float(self._names_inside(one, ("LOC",))),
            "nobody_office": float(office_of(one.text, self.reading.language) is not None),
        }

    def _names_inside(self, one: Description, types: tuple[str, ...]) -> bool:
        """Tell whether a description holds a name of one of the types: «le gérant du magasin Lueurs»."""
        return any(is_name(self.reading, token, types) for token in range(one.head + 1, one.last + 1))

    def _told_of_unnamed(self, one: Description) -> bool:
        """Tell whether the noun stood before with an indefinite article: «un témoin … le témoin»."""
        places = self.unnamed.get(self.reading.lower[one.head], [])
        return bool(places) and places[0] < one.first

    def features(self, one: Description, fitting: list[Candidate]) -> list[dict[str, float]]:
        """Return what speaks for and against each candidate that fits, by name; what is 0 is left out."""
        if not fitting:
            return []
        setting = self._setting(one, fitting)
        rows = (
            {
                **self._roles(one, c, setting),
                **self._place(one, c, setting),
                **self._weight(c, setting),
                **self._office(one, c),
                "said_again": float(bool(setting.same) and setting.same[-1] == c.key),
                "said_of_other": float(bool(setting.same) and setting.same[-1] not in {c.key, None}),
                "described_last": float(setting.last_described == c.key),
                "agrees": float(one.gender is not None and c.gender == one.gender),
                "one_word": float(c.words == 1),
                "alone": float(len(fitting) == 1),
            }
            for c in fitting
        )
        return [{name: value for name, value in row.items() if value} for row in rows]

    def _setting(self, one: Description, fitting: list[Candidate]) -> Setting:
        """Return what the candidates that fit a description are together."""
        word = self.reading.lower[one.head]
        if ranks(self.reading, self.lex, one.head):
            word = f"{self.reading.lower[one.head - 1]} {word}"
        kin = self.lex.kin.get(word, frozenset()) | {
            wide for wide, narrow in self.lex.kin.items() if word in narrow
        }
        named = {c.key: c.outside[b - 1] for c in fitting if (b := bisect_left(c.outside, one.first))}
        spoke = [c.speaks[b - 1] for c in fitting if (b := bisect_left(c.speaks, one.first))]
        latest = max(named.values(), default=-1)
        sentence = self.reading.sentence[latest]
        often = [len(c.places) for c in fitting]
        described = self.settled[-1] if self.settled else None
        near = described is not None and (
            self.reading.sentence[one.head] - self.reading.sentence[described[0].head] <= 2
        )
        return Setting(
            latest,
            max(spoke, default=-1),
            [c for c in fitting if c.key in named and self.reading.sentence[named[c.key]] == sentence],
            word,
            kin,
            sum(any(stem(noun) == stem(word) for noun, _, _ in c.facts.roles) for c in fitting),
            sum(often),
            max(often),
            often.count(max(often)),
            self._same(one),
            described[1] if described and near else None,
        )

    def _same(self, one: Description) -> list[object]:
        """Return whom the descriptions before that have the same noun mean, of the latest ones."""
        head = stem(self.reading.lower[one.head])
        return [
            key
            for d, key in self.settled[-REMEMBERED:]
            if stem(self.reading.lower[d.head]) == head
            and (not d.complement or not one.complement or d.complement & one.complement)
        ]

    def _roles(self, one: Description, c: Candidate, setting: Setting) -> dict[str, float]:
        """Return how the nouns beside the names fit the description's."""
        head = stem(setting.word)
        same = [comp for noun, comp, _ in c.facts.roles if stem(noun) == head]
        told = [comp for noun, comp, _ in c.facts.roles if noun in setting.kin]
        shared = any(comp & one.complement for comp in same + told)
        apart = bool(same) and all(comp and one.complement and not comp & one.complement for comp in same)
        near = len(one.complement & (c.around - c.own)) / len(one.complement) if one.complement else 0.0
        return {
            "same_role": float(bool(same) and (shared or not one.complement)),
            "same_role_apart": float(apart),
            "only_bearer": float(
                bool(same)
                and (shared or not one.complement)
                and setting.bearers == 1
                and one.determiner == "pointing"
            ),
            "same_role_shared": float(shared),
            "kin_role": float(bool(told) and not same),
            "other_role": float(bool(c.facts.roles) and not same and not told),
            "complement_near": near,
            "name_in_noun": float(head in c.own),
        }

    def _office(self, one: Description, c: Candidate) -> dict[str, float]:
        """Return whether the candidate held the office that a description names, or another one.

        Of the highest offices alone the table is whole enough to say that someone held none.
        """
        office = office_of(one.text, self.reading.language)
        mention = self.reading.mentions[c.number]
        name = mention["name"] or mention["text"]
        if office is None:
            return {"high": float(held(name, HIGHEST, self.year or 0))}
        year = None if one.former else self.year
        return {
            "holds_office": float(held(name, office, year)),
            "holds_another": float(held_another(name, office, year)),
            "no_office": float(bool(office.kinds & HIGHEST.kinds) and not held(name, office, None)),
        }

    def _place(self, one: Description, c: Candidate, setting: Setting) -> dict[str, float]:
        """Return where the candidate was named, seen from the description."""
        reading = self.reading
        at = bisect_left(c.outside, one.first)
        last = c.outside[at - 1] if at else None
        here = reading.sentence[one.head]
        distance = min(FAR, self.told[one.head] - self.told[last]) if last is not None else FAR
        latest, spoke = setting.latest, setting.spoke
        alone = setting.there == [c] and last is not None and distance <= CLOSE
        following = c.outside[at] if at < len(c.outside) else None
        close = float(last is not None and distance <= CLOSE)
        pointed = {"pointing": "", "demonstrative": "this_", "possessive": "own_"}[one.determiner]
        return {
            "not_before": float(last is None),
            f"{pointed}distance": log1p(distance),
            f"{pointed}latest": float(last is not None and last == latest),
            "near_alone": float(alone),
            "near_alone_anyone": float(alone and (one.anyone or one.native or one.former)),
            "in_title": float(reading.roles_of_segments.get(reading.segment[one.head]) in HEADLINES)
            * len(c.places)
            / setting.most,
            "latest_subject": close * float(last in c.subjects),
            "spoke_last": float(spoke >= 0 and spoke in c.speaks),
            "same_sentence": float(last is not None and distance == 0),
            "later_in_sentence": float(following is not None and reading.sentence[following] == here),
            "same_verb": float(self._same_verb(one, [t for t in (last, following) if t is not None])),
            "quoted_only": float(not c.outside),
            "native_latest": float((one.native or one.anyone) and last is not None and last == latest),
            "says_latest": float(self._is_said_by(one) and spoke >= 0 and spoke in c.speaks),
            "speaks_on": float(self._speaks(one) and 0 <= spoke == latest and spoke in c.speaks),
            "speaks_near": float(self._speaks(one) and alone and spoke >= 0 and spoke in c.speaks),
            "next_sentence": float(following is not None and reading.sentence[following] == here + 1),
        }

    def _same_verb(self, one: Description, places: list[int]) -> bool:
        """Tell whether the description and a name hang on one verb, which then has two different arguments."""
        verb = self.reading.head[one.head]
        return verb >= 0 and any(
            self.reading.head[t] == verb and self.reading.sentence[t] == self.reading.sentence[one.head]
            for t in places
        )

    def _is_said_by(self, one: Description) -> bool:
        """Tell whether a description stands right after a verb of saying, as who speaks."""
        before = one.first - 1
        while before > 0 and one.first - before < SAID and self.reading.upos[before] in {"DET", "ADV"}:
            before -= 1
        return before >= 0 and self.reading.lower[before] in self.lex.forms

    def _speaks(self, one: Description) -> bool:
        """Tell whether a description is who speaks by a verb of saying, before it or after it."""
        verb = self.reading.head[one.head]
        says = verb >= 0 and self.reading.lower[verb] in self.lex.forms
        passive = self.reading.deprel[one.head].endswith("pass")
        return self._is_said_by(one) or (
            says and not passive and is_subject(self.reading, self.lex, one.head)
        )

    def _weight(self, c: Candidate, setting: Setting) -> dict[str, float]:
        """Return how much the article is about the candidate."""
        opening = min((self.reading.segment[t] for t in c.places), default=self.body + OPENING)
        return {
            "share": len(c.places) / setting.places,
            "most": float(len(c.places) == setting.most and setting.leaders == 1),
            "headline": float(c.headline),
            "opening": float(opening < self.body + OPENING),
            "often": log1p(len(c.places)),
        }


HIGHEST = Office(frozenset({"president", "monarch", "pope", "government"}), None)


def _unnamed(reading: Reading) -> dict[str, list[int]]:
    """Return the nouns that stand with an indefinite article, by their places."""
    found: dict[str, list[int]] = {}
    for token in range(1, len(reading.start)):
        if reading.upos[token] == "NOUN" and "Definite=Ind" in reading.feats[token - 1]:
            found.setdefault(reading.lower[token], []).append(token)
    return found


def _candidates(reading: Reading, lex: Lexicon) -> list[Candidate]:
    """Return whom the article names, in the order of the first name."""
    facts = facts_of(reading, lex)
    found: dict[object, Candidate] = {}
    around: dict[object, set[str]] = {}
    last = -1
    for token in range(len(reading.start)):
        number = reading.mention_of[token]
        if number < 0 or number == last or not is_name(reading, token, (PERSON,)):
            continue
        last = number
        role = reading.roles_of_segments.get(reading.segment[token])
        if role in SILENT:
            continue
        mention, key = reading.mentions[number], who(reading, number)
        one = found.setdefault(key, Candidate(key, number, mention["gender"]))
        over = list(reading.tokens_over(mention["start_char"], mention["end_char"]))
        one.places.append(token)
        one.headline = one.headline or role in HEADLINES
        one.words = max(one.words, len((mention["name"] or mention["text"]).split()))
        one.own |= stems(reading, lex, over[0], over[-1])
        if not reading.quoted(token):
            one.outside.append(token)
            if any(is_subject(reading, lex, t) for t in over):
                one.subjects.add(token)
            if _says(reading, lex, over):
                one.speaks.append(token)
        low, high = max(0, over[0] - WINDOW), min(len(reading.start) - 1, over[-1] + WINDOW)
        same = [t for t in range(low, high + 1) if reading.sentence[t] == reading.sentence[token]]
        around.setdefault(key, set()).update(stems(reading, lex, same[0], same[-1]))
    for key, one in found.items():
        one.facts = facts.get(key, Facts())
        one.around = frozenset(around[key])
    return list(found.values())


def _says(reading: Reading, lex: Lexicon, over: list[int]) -> bool:
    """Tell whether a name is the subject of a verb of saying, or stands right after one."""
    for token in over:
        head = reading.head[token]
        acts = is_subject(reading, lex, token) and not reading.deprel[token].endswith("pass")  # «est jugé»
        if head >= 0 and reading.lower[head] in lex.forms and acts:
            return True
    before = range(max(0, over[0] - SAID), over[0])
    return any(reading.upos[t] == "VERB" and reading.lower[t] in lex.forms for t in before)
