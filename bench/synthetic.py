"""A synthetic warehouse of any size, by the contract: invented words, names and outlets, the same on every run."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random

import polars as pl

from pipeline.extract.ids import content_id
from pipeline.frames import CORPUS, INTERNAL_SCHEMAS, Frames
from pipeline.tables import TABLES
from pipeline.warehouse import CORPUS_TABLES, build, swap

DROP = "synthetic"
DATED = 5  # one mention in five has a day beside it
WORDS_A_PIECE = 18
OUTLETS = [
    f"Journal {name}"
    for name in [
        "Aber",
        "Bise",
        "Cime",
        "Dune",
        "Etoc",
        "Flot",
        "Grau",
        "Halo",
        "Isle",
        "Jura",
        "Kern",
        "Lame",
    ]
]
VERBS = [("dit", "dire", "neutral"), ("affirme", "affirmer", "claim"), ("nie", "nier", "denial")]
FIRST_DAY = date(2015, 1, 1)
DAYS = 3_650
SEEN = datetime(2025, 1, 1)  # noqa: DTZ001  (UTC, as the contract has it)
SYLLABLES = [
    "ba",
    "be",
    "bi",
    "bo",
    "ca",
    "co",
    "da",
    "de",
    "di",
    "do",
    "fa",
    "fe",
    "ga",
    "go",
    "la",
    "le",
    "li",
    "lo",
    "ma",
    "me",
    "mi",
    "mo",
    "na",
    "ne",
    "no",
    "pa",
    "pe",
    "pi",
    "po",
    "ra",
    "re",
    "ri",
]


def write(folder: Path, n_articles: int, n_mentions: int = 10, quoted: int = 5) -> Path:
    """Write frames and warehouse of n_articles articles with n_mentions each, every so many of which speak; return the file."""
    frames, target = Frames(folder / "frames"), folder / "dixit.duckdb"
    rows: dict[str, list[tuple[object, ...]]] = {}
    for table, columns in _rows(n_articles, n_mentions, quoted):
        rows.setdefault(table, []).append(tuple(columns.values()))
        COLUMNS[table] = tuple(columns)
    for table, values in rows.items():
        schema = INTERNAL_SCHEMAS[table] if table == "links" else TABLES[table].create_empty().schema
        named = pl.DataFrame(
            values, schema=[(name, schema[name]) for name in COLUMNS[table]], orient="row", strict=False
        )
        full = named.select(
            pl.col(name) if name in named.columns else pl.lit(None, dtype=dtype).alias(name)
            for name, dtype in schema.items()
        )
        frames.write(table, CORPUS if table in (*CORPUS_TABLES, "links") else DROP, full)
    with build(frames, target) as built:
        swap(built, target)
    return target


COLUMNS: dict[str, tuple[str, ...]] = {}


def _rows(n_articles: int, n_mentions: int, quoted: int) -> Iterator[tuple[str, dict[str, object]]]:
    chance = Random(7)  # noqa: S311  (the same text on every run)
    words = [a + b + c for a in SYLLABLES for b in SYLLABLES for c in ("", *SYLLABLES[:12])]
    chance.shuffle(words)
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(words))))
    people = [
        f"{words[n].title()} {words[-n - 1].title()}" for n in range(max(50, min(8_000, n_articles // 5)))
    ]
    shares = list(accumulate(1 / (rank + 5) for rank in range(len(people))))
    counts = dict.fromkeys(people, 0)
    copied = [" ".join(chance.choices(words, cum_weights=weights, k=12)) for _ in range(500)]
    for number in range(n_articles):
        article = content_id("article", number)
        published = FIRST_DAY + timedelta(days=number * DAYS // n_articles)
        named = chance.choices(people, cum_weights=shares, k=n_mentions)
        text, length = [], 0
        for place, name in enumerate(named):
            counts[name] += 1
            filler = " ".join(chance.choices(words, cum_weights=weights, k=WORDS_A_PIECE))
            start = length
            mention = content_id("mention", number, place)
            yield (
                "mentions",
                {
                    "mention_id": mention,
                    "article_id": article,
                    "start_char": start,
                    "end_char": start + len(name),
                    "text": name,
                    "type": "PER",
                    "kind": "name",
                    "name": name,
                    "gender": ("F", "M", None)[len(name) % 3],
                    "cluster_id": content_id("cluster", number, name),
                    "method": "synthetic",
                    "confidence": 0.5 + (place % 5) / 10,
                },
            )
            piece = f"{name} {filler}. "
            if place % quoted == 0:
                cue, lemma, kind_of_saying = VERBS[chance.randrange(3)]
                said = copied[chance.randrange(500)] if chance.random() < 0.1 else filler
                piece = f"{name} {cue} : « {said} ». "
                begin = start + len(name) + len(cue) + 6
                quote = content_id("quote", number, place)
                yield (
                    "quotes",
                    {
                        "quote_id": quote,
                        "utterance_id": quote,
                        "article_id": article,
                        "start_char": begin,
                        "end_char": begin + len(said),
                        "text": said,
                        "kind": "direct",
                        "content_start_char": begin,
                        "content_end_char": begin + len(said),
                        "sentence_start_char": start,
                        "sentence_end_char": start + len(piece) - 1,
                        "cue": cue,
                        "cue_lemma": lemma,
                        "cue_class": kind_of_saying,
                        "cue_start_char": start + len(name) + 1,
                        "cue_end_char": start + len(name) + 1 + len(cue),
                        "speaker_text": name,
                        "speaker_name": name,
                        "speaker_mention_id": mention,
                        "speaker_kind": "person",
                        "speaker_gender": ("F", "M", None)[len(name) % 3],
                        "language": "fr",
                        "method": "synthetic",
                        "confidence": 0.9,
                    },
                )
            elif place % DATED == 1:
                piece = f"{name} {filler} lundi. "
                end = start + len(piece) - 2
                yield (
                    "dates",
                    {
                        "date_id": content_id("date", number, place),
                        "article_id": article,
                        "start_char": end - 5,
                        "end_char": end,
                        "text": "lundi",
                        "type": "DATE",
                        "value": published.isoformat(),
                        "starts_on": published,
                        "ends_on": published,
                        "granularity": "day",
                        "method": "synthetic",
                        "confidence": 0.9,
                    },
                )
            text.append(piece)
            length += len(piece)
        for name in dict.fromkeys(named):
            yield (
                "links",
                {
                    "cluster_id": content_id("cluster", number, name),
                    "entity_id": content_id("entity", name),
                },
            )
        yield from _article(number, article, published, "".join(text))
    for name, count in counts.items():
        if count:
            entity = content_id("entity", name)
            yield (
                "entities",
                {"entity_id": entity, "name": name, "type": "PER", "n_articles": count, "n_mentions": count},
            )
            yield (
                "entity_aliases",
                {
                    "entity_id": entity,
                    "alias": name,
                    "n_mentions": count,
                    "method": "spelling",
                    "score": 1.0,
                },
            )


def _article(
    number: int, article: int, published: date, text: str
) -> Iterator[tuple[str, dict[str, object]]]:
    """Give the rows of an article that stand for the whole of it; every tenth tells the story of the one before."""
    publisher = OUTLETS[number % len(OUTLETS)]
    yield (
        "articles",
        {
            "article_id": article,
            "language": "fr",
            "title": f"Article {number}",
            "publisher": publisher,
            "credit": "Agence Nord" if number % 3 == 0 else None,
            "published": published.isoformat(),
            "published_on": published,
            "published_from": published,
            "published_to": published,
            "published_method": "text",
            "text": text,
            "n_chars": len(text),
            "n_words": len(text.split()),
        },
    )
    yield (
        "segments",
        {
            "article_id": article,
            "seq": 0,
            "role": "body",
            "start_char": 0,
            "end_char": len(text),
            "text": text,
        },
    )
    yield (
        "documents",
        {
            "document_id": content_id("document", number),
            "drop": DROP,
            "path": f"{DROP}/{number:07}.txt",
            "status": "loaded",
            "article_id": article,
            "first_seen_at": SEEN,
            "last_seen_at": SEEN,
        },
    )
    yield (
        "sources",
        {
            "source_id": content_id("source", number),
            "article_id": article,
            "name": "Agence Nord" if number % 3 == 0 else publisher,
            "type": "agency" if number % 3 == 0 else "media",
            "role": "credit" if number % 3 == 0 else "cited",
        },
    )
    if number % 10 == 9:
        members = sorted([article, content_id("article", number - 1)])
        yield (
            "stories",
            {
                "story_id": content_id("story", number),
                "members": members,
                "score": 0.9,
                "method": "synthetic",
            },
        )
