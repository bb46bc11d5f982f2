"""Tells whom a pronoun beside a verb of saying means by who spoke last: «… », déplore une pharmacienne. « … », ajoute-t-elle.

Whom a pronoun means is settled before any quote is known (coreference); who spoke is known here, and goes on speaking
as long as the article tells of nobody else. Belongs here: singular pronouns. Does not belong here: quotes without a cue (running.py).
"""

from bisect import bisect_left

from pipeline.extract.quotes.cues.cue import Cue
from pipeline.extract.quotes.cues.fragments import Fragment
from pipeline.extract.quotes.lexicon import Lexicon
from pipeline.extract.quotes.marks.frames import Frame
from pipeline.extract.quotes.speakers.described import gender_of
from pipeline.extract.quotes.speakers.naming import Speaker
from pipeline.extract.quotes.speakers.phrases import Phrase, extend_left, is_indefinite, is_subject
from pipeline.extract.reading import Reading

SINGULAR = frozenset({"M", "F"})  # of lex.pronouns
REACH = 4  # fragments back to the last one with a cue
FAR = 200  # tokens; who spoke longer ago may have left the stage


def still_speaking(
    reading: Reading, lex: Lexicon, frame: Frame, cue: Cue, pronoun: Speaker, fragments: list[Fragment]
) -> Speaker | None:
    """Return the person who spoke last, if a pronoun agrees and no one else was told of since; None leaves it as it is."""
    told = next((one for one in reversed(fragments[-REACH:]) if one.cue is not None), None)
    if told is None or told.speaker.name in {None, pronoun.name}:
        return None
    if frame.host >= 0 or reading.quoted(pronoun.token):
        return None
    gender = lex.pronouns.get(reading.lower[pronoun.token], "")
    if gender not in SINGULAR or not _is_one(reading, lex, told.speaker, pronoun, gender):
        return None
    since = _told_since(reading, told, frame, cue)
    if since is None or _others(reading, lex, since, told.speaker, pronoun):
        return None
    return told.speaker


def _is_one(reading: Reading, lex: Lexicon, last: Speaker, pronoun: Speaker, gender: str) -> bool:
    """Tell whether a speaker is one person who can be of the gender; no «le ministre» where the pronoun has found a name."""
    if last.mention >= 0:
        mention = reading.mentions[last.mention]
        plural = mention["kind"] == "pronoun" and "Number=Plur" in reading.feats[last.token]
        return mention["type"] == "PER" and mention["gender"] in {None, gender} and not plural
    if last.token < 1 or reading.lower[last.token] not in lex.people:
        return False
    if not is_indefinite(reading, lex, last.token) and _cluster(reading, pronoun) is not None:
        return False
    first = extend_left(reading, lex, last.token, 0)
    shown = gender_of(reading, lex, Phrase(first, last.token, last.token, last.token))
    return "Number=Plur" not in reading.feats[last.token] and shown in {None, gender}


def _told_since(reading: Reading, told: Fragment, frame: Frame, cue: Cue) -> list[int] | None:
    """Return the tokens outside marks between the sentence of some words and a cue; None where they are too many."""
    first = bisect_left(reading.start, told.sentence.frame.end)
    stop = next((item for item in frame.items[cue.lo :] if item >= 0), first)
    if stop - first > FAR:
        return None
    return [token for token in range(first, stop) if not reading.quoted(token)]


def _others(reading: Reading, lex: Lexicon, since: list[int], last: Speaker, pronoun: Speaker) -> bool:
    """Tell whether someone else is a subject of what was told since the last words, or whom the pronoun is linked to stands there."""
    mine, linked = (_cluster(reading, one) for one in (last, pronoun))
    for token in since:
        number = reading.mention_of[token]
        if number < 0 or reading.mentions[number]["type"] != "PER" or number == pronoun.mention:
            continue
        cluster = reading.mentions[number]["cluster_id"]
        if cluster is not None and cluster == mine:
            continue
        if (cluster is not None and cluster == linked) or is_subject(reading, lex, token):
            return True
    return False


def _cluster(reading: Reading, speaker: Speaker) -> object:
    """Return the cluster of a speaker, None of one without a name."""
    return reading.mentions[speaker.mention]["cluster_id"] if speaker.mention >= 0 else None
