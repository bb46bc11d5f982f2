"""How sure a quote is: the trained chance that its span, kind and speaker are right.

A logit over how the row came about (pattern, way of naming, kind, what the speaker is, distance, length); its weights lie in
pipeline/models/confidence, which says how they were trained and on what.
"""

from pipeline.extract.logit import chance, weights
from pipeline.extract.quotes.cues.fragments import Fragment
from pipeline.extract.quotes.lexicon import lexicon
from pipeline.extract.quotes.speakers.naming import can_speak
from pipeline.extract.quotes.speakers.phrases import is_indefinite
from pipeline.extract.reading import Reading

WEIGHTS = "confidence/weights.toml"
SHORT, SOME, LONG = 2, 5, 8  # words
FAR = 20  # tokens; farther is as far
OFTEN = 6  # names; more are as many
USUAL = (
    0.8  # how sure a pronoun or a description is of whom it means, where that says neither for nor against
)
NAMED = frozenset({"name", "apposition", "described", "pronoun"})


def features(reading: Reading, fragment: Fragment) -> dict[str, float]:
    """Return what holds of a fragment, by name; what is 0 is left out."""
    speaker, cue = fragment.speaker, fragment.cue
    how = speaker.how if speaker.name else "none"
    words = len(reading.text[fragment.start : fragment.end].split())
    mixed = fragment.kind == "mixed"
    held: dict[str, float] = {
        f"pattern_{fragment.pattern}": True,
        f"speaker_{how}": True,
        f"kind_{fragment.kind}": True,
        "any": True,
        "no_cue": cue is None,
        "no_subject": cue is not None and cue.subject is None and bool(speaker.name),
        "unsure_cue": cue is not None and not cue.sure,
        "named_after": how in NAMED and fragment.pattern == "after",
        "short": words <= SHORT,
        "long": words >= LONG,
        "one_word_mixed": mixed and words == 1,
        "short_mixed": mixed and words == SHORT,
        "some_mixed": mixed and SHORT < words <= SOME,
        **_mention(reading, fragment),
        **(_description(reading, speaker.token) if how == "description" and speaker.token >= 0 else {}),
        **_distance(reading, fragment),
    }
    return {name: float(value) for name, value in held.items() if value}


def _mention(reading: Reading, fragment: Fragment) -> dict[str, float]:
    """Return what the speaker is, how often it is named, and how sure it is that a pronoun or a description means it."""
    number = fragment.speaker.mention
    if number < 0:
        return {}
    mention = reading.mentions[number]
    kind, person = mention["kind"], mention["type"] == "PER"
    found: dict[str, float] = {
        "person": person,
        "body": not person,
        "often": _often(reading, mention["cluster_id"]),
    }
    if kind != "name":
        found[f"sure_{kind}"] = (mention["confidence"] or 0.0) - USUAL
    return found


def _often(reading: Reading, cluster: object) -> float:
    """Return how often someone is named, between 0 and 1."""
    named = reading.counts()
    return min(named.get(cluster, 0), OFTEN) / OFTEN


def _description(reading: Reading, noun: int) -> dict[str, float]:
    """Return what a speaker without a name is, by its noun: «le maire» is rarely meant as it stands, «un riverain» is."""
    lex, word = lexicon(reading.language), reading.lower[noun]
    person, plural = word in lex.people, "Number=Plur" in reading.feats[noun]
    new = is_indefinite(reading, lex, noun)
    return {
        "described_person": person,
        "described_many": plural,
        "described_new": new,
        "described_group": word in lex.groups,
        "described_speaks": can_speak(reading, lex, noun),
        "described_paper": word in lex.nouns,
        "described_known": person and not new and not plural,
    }


def _distance(reading: Reading, fragment: Fragment) -> dict[str, float]:
    """Return how far from the cue of words in marks the speaker and the words stand."""
    cue, speaker = fragment.cue, fragment.speaker
    inside = reading.tokens_in(fragment.start, fragment.end)
    if cue is None or fragment.mark is None or speaker.token < 0 or not inside:
        return {}
    words = min(abs(inside[0] - cue.token), abs(inside[-1] - cue.token))
    return {
        "subject_far": min(FAR, abs(cue.token - speaker.token)) / FAR,
        "words_far": min(FAR, words) / FAR,
    }


def confidence(reading: Reading, fragment: Fragment) -> float:
    """Return how likely the row is right in span, kind and speaker, between 0 and 1."""
    return round(chance(features(reading, fragment), weights(WEIGHTS)), 2)
