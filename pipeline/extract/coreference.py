"""Links pronouns to the names and descriptions that they stand for, within an article.

A salience count in the manner of Lappin and Leass (1994): every name or described person met so far keeps a score
that falls with each sentence and rises when it is a subject or named again; a pronoun takes the best one whose gender
and number agree. Belongs here: third-person pronouns outside quotation marks, and those of reporting clauses inside. Does not belong here: names and descriptions
(mentions), who speaks by which verb (quotes).
"""

from dataclasses import dataclass

from pipeline.extract import media
from pipeline.extract.ids import content_id
from pipeline.extract.pronouns import kind_of, named_in_front, named_in_report, past_aside, reports, said_by
from pipeline.extract.quotes.lexicon import Lexicon, lexicon
from pipeline.extract.quotes.marks.frames import SILENT_ROLES
from pipeline.extract.quotes.speakers.naming import can_speak, name_speaker
from pipeline.extract.quotes.speakers.phrases import Phrase, extend_left, extend_right
from pipeline.extract.reading import Reading

KEPT = 14  # the candidates in view: the latest ones
FADE = 0.8  # what a sentence of distance costs
SUBJECT = 1.2
PERSON = 1.4
UNNAMED = 0.9  # who has no name in the article is less often meant,
UNNAMED_BODY = 1.0  # and a body without one less still
AGREES = 0.5
AGAIN = 0.15  # for each time the candidate came before, up to five
QUOTED = 1.5  # who is only named inside marks is rarely meant outside
PARAGRAPH = 0.3
ANY = "X"  # a pronoun that shows no gender
LATEST = 2.0  # the margin of who was named last
LEAST = -4.0  # below this nobody is meant
PLURAL = "s"
NOMINAL = frozenset({"NOUN", "ADJ"})  # what may head a description
APPOSED = frozenset({"appos", "flat:name", "nmod"})  # labels of a name behind its role


@dataclass(slots=True)
class Candidate:
    """Someone met so far."""

    key: object
    name: str
    type: str
    cluster_id: int | None
    gender: str | None
    plural: bool
    sentence: int
    segment: int
    subject: bool
    quoted: bool
    count: int = 1


class _View:
    """The candidates in view, the latest last."""

    def __init__(self) -> None:
        self.seen: dict[object, Candidate] = {}

    def meet(self, candidate: Candidate) -> None:
        known = self.seen.get(candidate.key)
        if known and candidate.quoted and not known.quoted:
            known.count += 1  # a name inside someone's words brings nobody to the fore
            return
        if known:
            del self.seen[candidate.key]
            candidate.count = known.count + 1
            candidate.gender = candidate.gender or known.gender
            candidate.subject = candidate.subject or (known.subject and known.sentence == candidate.sentence)
        self.seen[candidate.key] = candidate
        if len(self.seen) > KEPT:
            del self.seen[next(iter(self.seen))]

    def best(
        self, kind: str, sentence: int, segment: int, told: frozenset[object] = frozenset()
    ) -> tuple[Candidate, float] | None:
        """Return who a pronoun of a gender and number means, and by what margin; none of those `told` about."""
        gender, plural = kind[0], kind.endswith(PLURAL)
        ranked = [
            (_score(c, gender, sentence, segment), c)
            for c in self.seen.values()
            if c.plural == plural and c.key not in told and (c.gender is None or c.gender == gender)
        ]
        ranked = [(score, c) for score, c in ranked if score > LEAST]
        if not ranked:
            return None
        score, best = max(ranked, key=lambda pair: pair[0])
        others = [s for s, c in ranked if c is not best]
        return best, score - max(others, default=LEAST)

    def latest(self, kind: str, sentence: int) -> tuple[Candidate, float] | None:
        """Return the one named last, in this sentence or the one before, for «ce dernier»; its margin is that of a sure pick."""
        gender, plural = kind[0], kind.endswith(PLURAL)
        found = list(reversed(self.seen.values()))
        for candidate in sorted(
            found, key=lambda one: one.type != "PER"
        ):  # a person first, in the same order
            agrees = (candidate.gender in {None, gender} or gender == ANY) and candidate.plural == plural
            if agrees and not candidate.quoted and sentence - candidate.sentence <= 1:
                return candidate, LATEST
        return None


def _score(candidate: Candidate, gender: str, sentence: int, segment: int) -> float:
    score = -FADE * (sentence - candidate.sentence) + AGAIN * min(candidate.count, 5)
    score -= PARAGRAPH * (segment != candidate.segment)
    score += SUBJECT * candidate.subject - QUOTED * candidate.quoted
    score -= UNNAMED * (candidate.cluster_id is None)
    score -= UNNAMED_BODY * (candidate.cluster_id is None and candidate.type == "ORG")
    shown = candidate.gender == gender and (candidate.type == "PER" or candidate.cluster_id is None)
    score += PERSON * (candidate.type == "PER") + AGREES * shown
    return score


def _gender(reading: Reading, lex: Lexicon, token: int) -> str | None:
    """Return M or F when the noun, its meaning or its determiner shows it."""
    if reading.lower[token] in lex.genders:
        return lex.genders[reading.lower[token]]
    for place in (token, *reading.children[token]):
        if place == token or reading.upos[place] in {"DET", "ADJ"}:
            feats = reading.feats[place]
            if "Gender=Masc" in feats:
                return "M"
            if "Gender=Fem" in feats:
                return "F"
    return None


def _determined(reading: Reading, token: int) -> str | None:
    """Return the gender that the determiner before an organisation's name shows: «la Fédération», not «l'Union»."""
    feats = reading.feats[token - 1] if token and reading.upos[token - 1] == "DET" else ""
    if reading.form[token - 1][-1] in "'’":
        return None
    return "M" if "Gender=Masc" in feats else "F" if "Gender=Fem" in feats else None


def _candidate(
    reading: Reading, lex: Lexicon, token: int, covered: set[int], place: tuple[int, int]
) -> Candidate | None:
    """Return the candidate that a token heads, if it is a name or a noun for people."""
    number = reading.mention_of[token]
    if number < 0 or reading.mentions[number]["kind"] != "name":
        return _described(reading, lex, token, covered, place)
    mention = reading.mentions[number]
    if number in covered or mention["type"] not in {"PER", "ORG"} or media.kind_of(mention["text"]):
        return None  # what passes words on is rarely meant: «… », a-t-il dit à l'AFP
    covered.add(number)
    told = _determined(reading, token) if mention["type"] == "ORG" else None
    subject = _acts(reading, lex, token) or _is_subject(reading, lex, number)
    return _named(reading, number, told, place, subject=subject, quoted=reading.quoted(token))


def _described(
    reading: Reading, lex: Lexicon, token: int, covered: set[int], place: tuple[int, int]
) -> Candidate | None:
    """Return the candidate that a noun for people heads, with its name where it stands beside one."""
    if not _means_people(reading, lex, token):
        return None
    subject, quoted = _acts(reading, lex, token), reading.quoted(token)
    phrase = _phrase(reading, lex, token)
    speaker = name_speaker(reading, lex, phrase)
    if speaker.how in {"apposition", "described"} and speaker.mention_id is not None:
        covered.add(speaker.mention)
        apposed = speaker.how == "apposition"
        subject = subject or (apposed and _is_subject(reading, lex, speaker.mention))
        told = _gender(reading, lex, token)
        return _named(reading, speaker.mention, told, place, subject=subject, quoted=quoted)
    if speaker.how == "none":
        return None
    if phrase.first and reading.upos[phrase.first - 1] == "ADP":
        subject, quoted = False, True  # a complement is rarely meant
    text = reading.span(phrase.first, phrase.last)
    word, plural = reading.lower[token], "Number=Plur" in reading.feats[token]
    kind = "ORG" if word.removesuffix("s") in lex.groups or word in lex.groups else "PER"
    return Candidate(word, text, kind, None, _gender(reading, lex, token), plural, *place, subject, quoted)


def _acts(reading: Reading, lex: Lexicon, token: int) -> bool:
    """Tell whether a token is a subject, or stands right behind a verb of saying."""
    return reading.deprel[token] in lex.subject_labels or said_by(reading, lex, token)


def _means_people(reading: Reading, lex: Lexicon, token: int) -> bool:
    """Tell whether a token is a noun for people or a body, or a subject that can speak."""
    word, upos = reading.lower[token], reading.upos[token]
    if upos not in NOMINAL or (upos == "ADJ" and word not in lex.people):
        return False
    behind = token + 1
    if (
        behind < len(reading.form)
        and reading.lower[behind] in lex.inverted
        and reading.form[behind][0] == "-"
    ):
        return False  # «juge-t-il», whatever its tag
    if upos == "ADJ":
        return _acts(reading, lex, token)
    singular = word.removesuffix("s") if "Number=Plur" in reading.feats[token] else word
    listed = any(form in lex.people or form in lex.groups for form in {word, singular})
    return listed or (_acts(reading, lex, token) and can_speak(reading, lex, token))


def _named(
    reading: Reading, number: int, told: str | None, place: tuple[int, int], *, subject: bool, quoted: bool
) -> Candidate:
    """Return the candidate that a mention names; `told` is the gender that the words beside it show."""
    mention = reading.mentions[number]
    return Candidate(
        mention["cluster_id"] or mention["text"],
        mention["name"] or mention["text"],
        mention["type"],
        mention["cluster_id"],
        mention["gender"] or told,
        False,
        *place,
        subject,
        quoted,
    )


def _is_subject(reading: Reading, lex: Lexicon, number: int) -> bool:
    """Tell whether a mention is the subject of its verb: by the tree, behind its role, right before a finite verb, or set apart: «c'est X qui»."""
    mention = reading.mentions[number]
    over = reading.tokens_over(mention["start_char"], mention["end_char"])
    if any(reading.deprel[token] in lex.subject_labels for token in over):
        return True
    if mention["kind"] != "name" or (over.start and reading.upos[over.start - 1] == "ADP"):
        return False  # «les annonces de X ont déçu»
    head = min((reading.head[token] for token in over), default=-1)  # «le ministre de la Défense X»
    apposed = any(reading.deprel[token] in APPOSED and reading.head[token] == head for token in over)
    if apposed and 0 <= head < over.start and reading.deprel[head] in lex.subject_labels:
        return True
    behind = past_aside(reading, over.stop)
    while behind < len(reading.form) and (
        reading.lower[behind] in lex.clitics or reading.upos[behind] == "ADV"
    ):
        behind += 1
    return behind < len(reading.form) and "VerbForm=Fin" in reading.feats[behind]


def _phrase(reading: Reading, lex: Lexicon, token: int) -> Phrase:
    """Return the noun phrase around a noun for people."""
    last = min(len(reading.start), token + 25)
    phrase = Phrase(
        extend_left(reading, lex, token, 0),
        extend_right(reading, lex, token, last, tight=True),
        token,
        token + 12,
    )
    phrase.zone = min(phrase.last + 4, len(reading.start) - 1)
    return phrase


def pronouns(reading: Reading) -> list[dict[str, object]]:
    """Return the rows of mentions for the third-person pronouns whose antecedent is found.

    `reading` knows its quotations. A pronoun that stands for an unnamed person has the description as its name and no
    cluster.
    """
    lex = lexicon(reading.language)
    if not lex.pronouns:
        return []
    view = _View()
    covered: set[int] = set()
    rows: list[dict[str, object]] = []
    sentences = reading.told_sentences()
    words = {*lex.pronouns, *lex.last, *lex.relative_heads}
    silent = {seq for seq, role in reading.roles_of_segments.items() if role in SILENT_ROLES}
    for token, segment in enumerate(reading.segment):
        place = (sentences[token], segment)
        kind = kind_of(reading, lex, token) if reading.lower[token] in words else None
        if kind and (not reading.quoted(token) or reports(reading, token)):
            told = named_in_report(reading, lex, token) | named_in_front(reading, lex, token)
            found = view.latest(kind, place[0]) if reading.lower[token] in lex.latest else None
            found = found or view.best(kind, *place, told=told)
            if found:
                rows.append(_row(reading, lex, token, *found))
                antecedent = found[0]
                view.meet(
                    Candidate(
                        antecedent.key,
                        antecedent.name,
                        antecedent.type,
                        antecedent.cluster_id,
                        antecedent.gender or kind[0],
                        antecedent.plural,
                        *place,
                        subject=True,
                        quoted=False,
                    )
                )
            continue
        if segment in silent or (reading.mention_of[token] < 0 and reading.upos[token] not in NOMINAL):
            continue
        candidate = _candidate(reading, lex, token, covered, place)
        if candidate:
            view.meet(candidate)
    return rows


def _row(
    reading: Reading, lex: Lexicon, token: int, antecedent: Candidate, margin: float
) -> dict[str, object]:
    first = token
    if reading.lower[token] in lex.last and reading.lower[token - 1] in lex.last_before:
        first = token - 1
    start, end = reading.start[first], reading.end[token]
    while reading.text[start] in "-–" and start < end - 1:
        start += 1
    return {
        "mention_id": content_id("mention", reading.article_id, start, end, "pronoun"),
        "article_id": reading.article_id,
        "start_char": start,
        "end_char": end,
        "text": reading.text[start:end],
        "type": antecedent.type,
        "kind": "pronoun",
        "name": antecedent.name,
        "gender": antecedent.gender,
        "cluster_id": antecedent.cluster_id,
        "method": "salience",
        "confidence": round(min(0.95, 0.5 + 0.15 * margin), 2),
    }
