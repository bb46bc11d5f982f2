"""Tells what a speaker is (a person named, a body, a group, someone unnamed), a person's gender, and the role that the article gives.

Belongs here: what the article shows. Does not belong here: who speaks (naming.py), who is the same over articles.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.extract.names import fold
from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.quotes.speakers.naming import Speaker
from pipeline.extract.quotes.speakers.phrases import extend_left, extend_right
from pipeline.extract.quotes.speakers.roles import Place, roles_of
from pipeline.extract.reading import Reading
from pipeline.tables import BODY, GROUP, PERSON, UNNAMED

REACH = 20  # tokens of a role with its complement
LEFT = 8  # tokens before its noun


@dataclass(frozen=True, slots=True)
class Kind:
    """What a speaker is, and of a person the gender and the role; None where the article does not show it."""

    kind: str | None = None
    gender: str | None = None
    role: str | None = None


def kind_of_named(name: str | None, mention: dict[str, Any] | None) -> str | None:
    """Return what a speaker is whom a reader named: what the article names so; else a person, where a capital begins it."""
    if mention is not None:
        return PERSON if mention["type"] == "PER" else BODY
    return (PERSON if name[0].isupper() else UNNAMED) if name else None


class Speakers:
    """The speakers of one article."""

    def __init__(self, reading: Reading, lex: Lexicon) -> None:
        self.reading, self.lex = reading, lex
        self.mentions = {mention["mention_id"]: mention for mention in reading.mentions}
        self.genders: dict[int, set[str]] = defaultdict(set)
        self.named: set[int] = set()
        for mention in reading.mentions:
            if mention["cluster_id"] is not None and mention["kind"] == "name":
                self.named.add(mention["cluster_id"])
                self.genders[mention["cluster_id"]] |= {mention["gender"]} - {None}
        self.roles = self._roles()

    def kind_of(self, speaker: Speaker) -> Kind:
        """Return what a speaker is; nothing of one who is not known."""
        if speaker.name is None:
            return Kind()
        mention = self.mentions.get(speaker.mention_id) if speaker.mention_id is not None else None
        if mention is None:
            return self._described(speaker)
        if mention["kind"] == "name" or mention["cluster_id"] in self.named:
            return self._named(mention, speaker)
        if mention["kind"] == "pronoun":
            return self._by_pronoun(mention)
        return self._described(speaker)

    def _named(self, mention: dict[str, Any], speaker: Speaker) -> Kind:
        if mention["type"] != "PER":
            return Kind(BODY)
        cluster = mention["cluster_id"]
        told = self.genders.get(cluster) or {mention["gender"]} - {None}
        role = self.roles.get(cluster)
        if role is None and speaker.how == "described" and self._word(speaker.token) in self.lex.people:
            role = self._phrase(speaker.token)
        return Kind(PERSON, next(iter(told)) if len(told) == 1 else None, role)

    def _by_pronoun(self, mention: dict[str, Any]) -> Kind:
        """Return what a pronoun shows that stands for a description."""
        if self.lex.pronouns.get(mention["text"].lower(), "").endswith("s"):
            return Kind(GROUP)
        return Kind(UNNAMED, mention["gender"]) if mention["type"] == "PER" else Kind(BODY)

    def _described(self, speaker: Speaker) -> Kind:
        """Return what a description shows: a crowd, a source that keeps its name back, a body, one person."""
        token = speaker.token
        if token < 0:  # a label before a turn: the name of the one who speaks
            return Kind(PERSON)
        word, lex = self._word(token), self.lex
        if word in lex.hidden:
            return Kind(UNNAMED)
        plural = "Number=Plur" in self.reading.feats[token] or lex.pronouns.get(word, "").endswith("s")
        if plural or word in lex.crowds:
            return Kind(GROUP)
        if (
            word in lex.people
            or word in lex.indefinite
            or (word not in lex.groups and self._ends_like_one(token))
        ):
            return Kind(UNNAMED, self._gender(token), self._phrase(token))
        return Kind(BODY)

    def _ends_like_one(self, token: int) -> bool:
        """Tell whether a noun that no list holds ends as nouns for people do."""
        word = self._word(token)
        common = self.reading.upos[token] in {"NOUN", "ADJ"} and word not in self.lex.not_people
        return common and word.endswith(self.lex.suffixes)

    def _gender(self, token: int) -> str | None:
        """Return the gender that a noun for one person shows, itself or by what agrees with it."""
        word = self._word(token)
        if word in self.lex.genders:
            return self.lex.genders[word]
        if word in self.lex.neutral:
            return None
        beside = [t for t in self.reading.children[token] if self.reading.upos[t] in {"DET", "ADJ"}]
        shown = {
            feature
            for place in (token, *beside)
            for feature in self.reading.feats[place].split("|")
            if feature in {"Gender=Masc", "Gender=Fem"}
        }
        return {"Gender=Masc": "M", "Gender=Fem": "F"}[shown.pop()] if len(shown) == 1 else None

    def _roles(self) -> dict[int, str]:
        """Return the role that stands first beside the names of each cluster, or opens them, as it is written."""
        found: dict[int, tuple[int, str]] = {}
        beside = [place for places in roles_of(self.reading, self.lex).values() for place in places]
        for token, last, number in [*beside, *self._opening()]:
            mention = self.reading.mentions[number]
            cluster = mention["cluster_id"]
            if cluster is not None and token < found.get(cluster, (token + 1,))[0]:
                opens = mention["start_char"] <= self.reading.start[token] < mention["end_char"]
                found[cluster] = (token, self._span(token, last, None if opens else mention))
        return {cluster: text for cluster, (_, text) in found.items()}

    def _opening(self) -> Iterator[Place]:
        """Yield the roles that open a name as it is written, and are no part of it: «Mayor Anna Berg»."""
        for number, mention in enumerate(self.reading.mentions):
            if mention["kind"] != "name" or mention["type"] != "PER":
                continue
            own = set(fold(mention["name"]).split())
            tokens = self.reading.tokens_in(mention["start_char"], mention["end_char"])
            n_before = next((n for n, t in enumerate(tokens) if fold(self.reading.form[t]) in own), 0)
            nouns = [t for t in tokens[:n_before] if self.reading.lower[t] in self.lex.people]
            if nouns:
                yield nouns[-1], nouns[-1], number

    def _phrase(self, token: int) -> str:
        """Return the words of a description without its determiner."""
        last = extend_right(
            self.reading, self.lex, token, min(len(self.reading.start), token + REACH), tight=False
        )
        return self._span(token, last, None)

    def _span(self, token: int, last: int, name: dict[str, Any] | None) -> str:
        """Return the words around a role's noun, up to the name that may stand in them."""
        first = extend_left(self.reading, self.lex, token, max(0, token - LEFT))
        while first < token and self.reading.upos[first] == "DET":
            first += 1
        start, end = self.reading.start[first], self.reading.end[last]
        if name is not None and start < name["start_char"] < end:
            end = name["start_char"]
        start = max(start, self.reading.text.rfind("\n", start, self.reading.start[token]) + 1)
        return self.reading.text[start:end].rstrip(" ,(–—\n\xa0")

    def _word(self, token: int) -> str:
        return self.reading.lower[token] if token >= 0 else ""
