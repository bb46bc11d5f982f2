"""A synthetic warehouse of any size, by the contract: invented words, names and outlets, the same on every run."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from textwrap import wrap

import polars as pl

from pipeline.extract.ids import content_id
from pipeline.frames import CORPUS, INTERNAL_SCHEMAS, Frames
from pipeline.tables import TABLES
from pipeline.warehouse import CORPUS_TABLES, build, swap

DROP = "synthetic"
DATED = 5  # one mention in five has a day beside it
WORDS_A_PIECE = 18
OUTLETS = [f"Journal {name}" for name in wrap("AberBiseCimeDuneEtocFlotGrauHaloIsleJuraKernLame", 4)]
AGENCY = "Agence Nord"
VERBS = [("dit", "dire", "neutral"), ("affirme", "affirmer", "claim"), ("nie", "nier", "denial")]
FIRST_DAY = date(2015, 1, 1)
DAYS = 3_650
SEEN = datetime(2025, 1, 1)  # noqa: DTZ001  (UTC, as the contract has it)
SYLLABLES = wrap("babebibocacodadedidofafegagolalelilomamemimonanenopapepiporareri", 2)
GENDERS = ("F", "M", None)
Row = tuple[str, dict[str, object]]  # a table and its columns; those left out are NULL


def write(folder: Path, n_articles: int, n_mentions: int = 10, quoted: int = 5) -> Path:
    """Write frames and warehouse of n_articles articles with n_mentions each, every so many of which speak; return the file."""
    frames, target = Frames(folder / "frames"), folder / "dixit.duckdb"
    tables: dict[str, list[dict[str, object]]] = {}
    for table, row in _rows(n_articles, n_mentions, quoted):
        tables.setdefault(table, []).append(row)
    for table, rows in tables.items():
        schema = INTERNAL_SCHEMAS[table] if table == "links" else TABLES[table].create_empty().schema
        full = pl.DataFrame(rows, schema=schema, strict=False)
        frames.write(table, CORPUS if table in (*CORPUS_TABLES, "links") else DROP, full)
    with build(frames, target) as built:
        swap(built, target)
    return target


class _Press:
    """Invented words and people, the few of them frequent, drawn alike on every run."""

    def __init__(self, n_articles: int) -> None:
        self.chance = Random(7)  # noqa: S311  (the same text on every run)
        self.words = [a + b + c for a in SYLLABLES for b in SYLLABLES for c in ("", *SYLLABLES[:12])]
        self.chance.shuffle(self.words)
        self.weights = list(accumulate(1 / (rank + 10) for rank in range(len(self.words))))
        n_people = max(50, min(8_000, n_articles // 5))
        self.people = [f"{self.words[n].title()} {self.words[-n - 1].title()}" for n in range(n_people)]
        self.shares = list(accumulate(1 / (rank + 5) for rank in range(n_people)))
        self.copied = [self.piece(12) for _ in range(500)]  # what several articles quote

    def piece(self, length: int) -> str:
        """Return so many words."""
        return " ".join(self.chance.choices(self.words, cum_weights=self.weights, k=length))

    def named(self, n_mentions: int) -> list[str]:
        """Return the people of an article, in order."""
        return self.chance.choices(self.people, cum_weights=self.shares, k=n_mentions)

    def quoted(self, words: str) -> tuple[tuple[str, str, str], str]:
        """Return a verb, and what is said: now and then what is said elsewhere in the place of the words."""
        verb = VERBS[self.chance.randrange(3)]
        return verb, self.copied[self.chance.randrange(500)] if self.chance.random() < 0.1 else words


def _rows(n_articles: int, n_mentions: int, quoted: int) -> Iterator[Row]:
    press = _Press(n_articles)
    counts = dict.fromkeys(press.people, 0)
    for number in range(n_articles):
        article = content_id("article", number)
        published = FIRST_DAY + timedelta(days=number * DAYS // n_articles)
        named, text = press.named(n_mentions), ""
        for place, name in enumerate(named):
            counts[name] += 1
            filler = press.piece(WORDS_A_PIECE)
            ids = {"article_id": article, "start_char": len(text)}
            yield "mentions", ids | _mention(number, place, name, len(text))
            piece = f"{name} {filler}. "
            if place % quoted == 0:
                verb, said = press.quoted(filler)
                piece = f"{name} {verb[0]} : « {said} ». "
                yield "quotes", {"article_id": article} | _quote((number, place), name, len(text), verb, said)
            elif place % DATED == 1:
                piece = f"{name} {filler} lundi. "
                end = len(text) + len(piece) - 2
                yield "dates", _date((number, place), article, end, published)
            text += piece
        for name in dict.fromkeys(named):
            cluster = content_id("cluster", number, name)
            yield "links", {"cluster_id": cluster, "entity_id": content_id("entity", name)}
        yield from _article(number, article, published, text)
    yield from _entities(counts)


def _mention(number: int, place: int, name: str, start: int) -> dict[str, object]:
    return {
        "mention_id": content_id("mention", number, place),
        "end_char": start + len(name),
        "text": name,
        "type": "PER",
        "kind": "name",
        "name": name,
        "gender": GENDERS[len(name) % 3],
        "cluster_id": content_id("cluster", number, name),
        "method": "synthetic",
        "confidence": 0.5 + (place % 5) / 10,
    }


def _quote(
    at: tuple[int, int], name: str, start: int, verb: tuple[str, str, str], said: str
) -> dict[str, object]:
    """Return a quote in a sentence «name verb : « said ». » that begins at `start`."""
    cue, lemma, kind_of_saying = verb
    begin, quote = start + len(name) + len(cue) + 6, content_id("quote", *at)
    return {
        "quote_id": quote,
        "utterance_id": quote,
        "start_char": begin,
        "end_char": begin + len(said),
        "text": said,
        "kind": "direct",
        "content_start_char": begin,
        "content_end_char": begin + len(said),
        "sentence_start_char": start,
        "sentence_end_char": begin + len(said) + 3,
        "cue": cue,
        "cue_lemma": lemma,
        "cue_class": kind_of_saying,
        "cue_start_char": start + len(name) + 1,
        "cue_end_char": start + len(name) + 1 + len(cue),
        "speaker_text": name,
        "speaker_name": name,
        "speaker_mention_id": content_id("mention", *at),
        "speaker_kind": "person",
        "speaker_gender": GENDERS[len(name) % 3],
        "language": "fr",
        "method": "synthetic",
        "confidence": 0.9,
    }


def _date(at: tuple[int, int], article: int, end: int, published: date) -> dict[str, object]:
    return {
        "date_id": content_id("date", *at),
        "article_id": article,
        "start_char": end - len("lundi"),
        "end_char": end,
        "text": "lundi",
        "type": "DATE",
        "value": published.isoformat(),
        "starts_on": published,
        "ends_on": published,
        "granularity": "day",
        "method": "synthetic",
        "confidence": 0.9,
    }


def _entities(counts: dict[str, int]) -> Iterator[Row]:
    """Give the people who are named, each under one spelling."""
    for name, count in counts.items():
        if count:
            known = {"entity_id": content_id("entity", name), "n_mentions": count}
            yield "entities", known | {"name": name, "type": "PER", "n_articles": count}
            yield "entity_aliases", known | {"alias": name, "method": "spelling", "score": 1.0}


def _article(number: int, article: int, published: date, text: str) -> Iterator[Row]:
    """Give the rows of an article that stand for the whole of it; every tenth tells the story of the one before."""
    yield "articles", _whole(number, article, published, text)
    span = {"start_char": 0, "end_char": len(text), "text": text}
    yield "segments", {"article_id": article, "seq": 0, "role": "body", **span}
    path = f"{DROP}/{number:07}.txt"
    seen = {"status": "loaded", "first_seen_at": SEEN, "last_seen_at": SEEN}
    document = content_id("document", number)
    yield "documents", {"document_id": document, "drop": DROP, "path": path, "article_id": article, **seen}
    by_agency = number % 3 == 0
    source = {
        "name": AGENCY if by_agency else OUTLETS[number % len(OUTLETS)],
        "type": "agency" if by_agency else "media",
        "role": "credit" if by_agency else "cited",
    }
    yield "sources", {"source_id": content_id("source", number), "article_id": article, **source}
    if number % 10 == 9:
        members = sorted([article, content_id("article", number - 1)])
        story = {"members": members, "score": 0.9, "method": "synthetic"}
        yield "stories", {"story_id": content_id("story", number), **story}


def _whole(number: int, article: int, published: date, text: str) -> dict[str, object]:
    return {
        "article_id": article,
        "language": "fr",
        "title": f"Article {number}",
        "publisher": OUTLETS[number % len(OUTLETS)],
        "credit": AGENCY if number % 3 == 0 else None,
        "published": published.isoformat(),
        "published_on": published,
        "published_from": published,
        "published_to": published,
        "published_method": "text",
        "text": text,
        "n_chars": len(text),
        "n_words": len(text.split()),
    }
