"""Links descriptions that stand alone («le ministre», «son avocate») to whom they mean among those an article names.

Finding them is the work of rules (find.py), choosing among those named the work of a trained judge (judge.py) over
features that know no word (features.py). Does not belong here: pronouns (coreference), the same one across articles
(entities).
"""

import polars as pl

from pipeline import tables
from pipeline.extract.ids import content_id
from pipeline.extract.quotes.lexicon import Lexicon, lexicon
from pipeline.extract.quotes.marks.marks import find_marks
from pipeline.extract.quotes.speakers.asides import quotations
from pipeline.extract.reading import Reading, readings
from pipeline.extract.referents.features import Candidate, Scene
from pipeline.extract.referents.find import PERSON, Description, descriptions_of
from pipeline.extract.referents.judge import judge


def link_descriptions(
    articles: pl.DataFrame, segments: pl.DataFrame, tokens: pl.DataFrame, mentions: pl.DataFrame
) -> pl.DataFrame:
    """Return `mentions` with the descriptions that stand alone, each with whom it means or, where that is unsure, no one.

    Frames hold the columns of pipeline.tables. A description that `mentions` has already gives way to the judge's.
    """
    rows: list[dict[str, object]] = []
    replaced: list[int] = []
    years = dict(articles.select("article_id", pl.col("published_on").dt.year()).iter_rows())
    for reading in readings(articles, segments, tokens, mentions):
        lex = lexicon(reading.language)
        if lex.people:
            found = descriptions_of(reading, lex)
            replaced.extend(_under(reading, found))
            rows.extend(_article(reading, lex, found, years[reading.article_id]))
    kept = mentions.filter(~pl.col("mention_id").is_in(replaced))
    return pl.concat([kept, tables.frame("mentions", rows)])


def _under(reading: Reading, found: list[Description]) -> list[int]:
    """Return the ids of the descriptions known before that the descriptions found take the place of."""
    numbers = {reading.mention_of[one.head] for one in found} - {-1}
    known = [reading.mentions[number] for number in sorted(numbers)]
    return [mention["mention_id"] for mention in known if mention["kind"] == "description"]


def mark_quotations(reading: Reading) -> None:
    """Give a reading the places of its outermost quotes."""
    marks = find_marks(reading.text, [(start, end) for _, start, end, _ in reading.segments])
    reading.quotations = quotations(reading, lexicon(reading.language), marks)


def _article(
    reading: Reading, lex: Lexicon, found: list[Description], year: int | None
) -> list[dict[str, object]]:
    mark_quotations(reading)
    scene = Scene(reading, lex, year)
    rows = []
    for one in found:
        meant, chance = judge(scene, one)
        scene.settled.append((one, meant.key if meant else None))
        rows.append(_row(reading, one, meant, chance))
    return rows


def _row(reading: Reading, one: Description, meant: Candidate | None, chance: float) -> dict[str, object]:
    start, end = reading.start[one.first], reading.end[one.last]
    mention = reading.mentions[meant.number] if meant else None
    return {
        "mention_id": content_id("mention", reading.article_id, start, end, "description"),
        "article_id": reading.article_id,
        "start_char": start,
        "end_char": end,
        "text": reading.text[start:end],
        "type": PERSON,
        "kind": "description",
        "name": (mention["name"] or mention["text"]) if mention else None,
        "gender": (mention["gender"] if mention else None) or one.gender,
        "cluster_id": mention["cluster_id"] if mention else None,
        "method": "judged" if mention else "unresolved",
        "confidence": round(chance, 2) if mention else None,
    }
