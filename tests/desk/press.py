"""A warehouse of five articles written by hand, so that every question has an answer that a reader can check."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl

from pipeline.extract.ids import content_id
from pipeline.extract.publication import span_of
from pipeline.frames import CORPUS, INTERNAL_SCHEMAS, Frames
from pipeline.tables import TABLES, frame
from pipeline.warehouse import CORPUS_TABLES, build, swap

DROP = "essai"
SEEN = datetime(2024, 6, 1, tzinfo=UTC).replace(tzinfo=None)
PEOPLE = {
    "Ada Lang": "F",
    "Ada Petit": "F",
    "Bruno Lang": "M",
    "Zoé Ruiz": None,
    "Lussac": None,
    "Agence Nord": None,
}
TYPES = {"Lussac": "LOC", "Agence Nord": "ORG"}
SPELLINGS = {"Mme Petit": "Ada Petit"}


@dataclass
class Press:
    """Rows of the contract, written article by article; places are found by the words themselves."""

    tables: dict[str, list[dict[str, object]]] = field(default_factory=dict)
    text: str = ""
    article: int = 0

    def add(self, table: str, **row: object) -> None:
        self.tables.setdefault(table, []).append(row)

    def write(self, name: str, publisher: str | None, day: str | None, text: str, **columns: object) -> None:
        """Begin an article."""
        self.text, self.article = text, content_id("article", name)
        words = len(text.split())
        row = {"title": name, "language": "fr", "publisher": publisher, "published": day, "text": text}
        first, last = span_of(day) or (None, None)
        dated = {
            "published_on": first if first == last else None,
            "published_from": first,
            "published_to": last,
            "published_method": "text" if day else None,
        }
        self.add("articles", **self.here(), **row | dated | columns, n_chars=len(text), n_words=words)
        self.add("segments", **self.here(), seq=0, role="body", **self.at(text))
        self.add(
            "documents",
            **self.here(),
            document_id=content_id("document", name),
            drop=DROP,
            path=f"{DROP}/{name}.txt",
            status="loaded",
            first_seen_at=SEEN,
            last_seen_at=SEEN,
        )

    def here(self) -> dict[str, object]:
        return {"article_id": self.article}

    def at(self, words: str) -> dict[str, object]:
        start = self.text.index(words)
        return {"start_char": start, "end_char": start + len(words), "text": words}

    def name(self, words: str) -> int:
        """Add a mention of someone; return its id."""
        entity = SPELLINGS.get(words, words)
        identity = content_id("mention", self.article, words)
        self.add(
            "mentions",
            mention_id=identity,
            **self.here(),
            **self.at(words),
            type=TYPES.get(entity, "PER"),
            kind="name",
            name=entity,
            gender=PEOPLE[entity],
            cluster_id=content_id("cluster", self.article, entity),
            method="hand",
            confidence=0.9,
        )
        return identity

    def quote(
        self, words: str, speaker: str | None, cue: str | None, kind: str = "direct", **row: object
    ) -> int:
        """Add a quote; a speaker who is a name is a mention, another is a description."""
        identity = content_id("quote", self.article, words)
        place = self.at(words)
        mention = self.name(speaker) if speaker in {*PEOPLE, *SPELLINGS} else None
        named = SPELLINGS.get(speaker or "", speaker or "")
        kinds = ("person", PEOPLE[named]) if mention else ("unnamed" if speaker else None, None)
        self.add(
            "quotes",
            quote_id=identity,
            utterance_id=identity,
            **self.here(),
            **place,
            kind=kind,
            content_start_char=place["start_char"],
            content_end_char=place["end_char"],
            sentence_start_char=place["start_char"],
            sentence_end_char=place["end_char"],
            cue=cue,
            cue_lemma=cue,
            speaker_text=speaker,
            speaker_name=SPELLINGS.get(speaker or "", speaker),
            speaker_mention_id=mention,
            reason=None if speaker else "no speaker named",
            language="fr",
            method="hand",
            **{
                "cue_class": "neutral",
                "confidence": 0.9,
                "speaker_kind": kinds[0],
                "speaker_gender": kinds[1],
                **row,
            },
        )
        return identity

    def day(self, words: str, value: str | None, reason: str | None = None) -> None:
        """Add a date of a day."""
        day = date.fromisoformat(value) if value else None
        self.add(
            "dates",
            date_id=content_id("date", self.article, words),
            **self.here(),
            **self.at(words),
            type="DATE",
            value=value,
            starts_on=day,
            ends_on=day,
            granularity="day" if day else None,
            method="hand",
            reason=reason,
            confidence=0.9,
        )

    def source(self, words: str | None, kind: str, role: str, name: str) -> None:
        place = self.at(words) if words else {}
        self.add(
            "sources",
            source_id=content_id("source", self.article, name, role),
            **self.here(),
            **place,
            name=name,
            type=kind,
            role=role,
        )


def the_press() -> Press:
    """Return two outlets and an agency on one story, an undated letter, and one article of another week."""
    press = Press()
    story = content_id("story", 1)
    press.write(
        "pont-aube",
        "L'Aube",
        "2024-03-04",
        "Le pont ferme lundi. « Nous fermons le pont de Lussac pour un an », a déclaré Ada Petit. Zoé Ruiz regarde. "
        "« Je nie tout », a nié Bruno Lang. Selon un riverain, « ça craquait ».",
    )
    press.name("Lussac")
    press.name("Zoé Ruiz")
    first = press.quote("Nous fermons le pont de Lussac pour un an", "Ada Petit", "déclarer")
    press.quote("Je nie tout", "Bruno Lang", "nier", cue_class="denial")
    press.quote("ça craquait", "un riverain", "selon", "mixed", confidence=0.4)
    press.day("lundi", "2024-03-04")
    press.write(
        "pont-journal",
        "Le Journal",
        "2024-03-05",
        "(Agence Nord) « Nous fermons le pont de Lussac pour un an », affirme Mme Petit. Zoé Ruiz se tait. Le pont est "
        "fermé depuis lundi. L'enquête ouvre mercredi. L'opération « Pont sûr » commence.",
        credit="Agence Nord",
    )
    press.name("Zoé Ruiz")
    press.name("Lussac")
    second = press.quote(
        "Nous fermons le pont de Lussac pour un an",
        "Mme Petit",
        "affirmer",
        cue_class="claim",
        relay_name="Agence Nord",
    )
    press.day("lundi", "2024-03-04")
    press.day("mercredi", "2024-03-06")
    press.source("Agence Nord", "agency", "credit", "Agence Nord")
    press.add("quoted_terms", quoted_term_id=1, **press.here(), **press.at("Pont sûr"), kind="title")
    press.write(
        "pont-rouvert",
        "L'Aube",
        "2024-05-06",
        '« Lussac aura son pont en juin », a promis Ada Petit. « Bruno Lang m\'a dit "jamais" », raconte-t-elle.',
    )
    press.quote("Lussac aura son pont en juin", "Ada Petit", "promettre", speaker_role="maire de Lussac")
    press.name("Lussac")
    outer = press.quote(
        'Bruno Lang m\'a dit "jamais"', "elle", "raconter", speaker_kind="person", speaker_gender="F"
    )
    press.tables["quotes"][-1]["speaker_mention_id"] = content_id("mention", press.article, "Ada Petit")
    press.quote("jamais", "Bruno Lang", "dire", parent_quote_id=outer)
    press.write("lettre", None, None, "Monsieur, « le pont tremble », écrit-on. Cela date de jeudi.")
    press.quote("le pont tremble", None, "écrire")
    press.day("jeudi", None, "a weekday needs the day of publication")
    press.add("stories", story_id=story, members=[], score=0.8, method="hand")
    press.tables["stories"][0]["members"] = sorted(
        content_id("article", name) for name in ("pont-aube", "pont-journal")
    )
    press.add(
        "roles",
        role_id=3,
        entity_id=content_id("entity", "Ada Petit"),
        role="maire",
        of_what="Lussac",
        words=["lussac"],
        former=False,
        national=False,
        named=True,
        language="fr",
        first_on=date(2024, 3, 4),
        last_on=date(2024, 3, 5),
        n_articles=2,
        members=press.tables["stories"][0]["members"],
        method="title",
        score=0.667,
    )
    press.add(
        "statements",
        statement_id=7,
        text="Nous fermons le pont de Lussac pour un an",
        speaker_name="Ada Petit",
        speaker_entity_id=content_id("entity", "Ada Petit"),
        first_article_id=content_id("article", "pont-aube"),
        first_published_on=date(2024, 3, 4),
        members=sorted([first, second]),
        n_articles=2,
        score=1.0,
        method="exact",
    )
    return press


def settle(press: Press) -> None:
    """Add the entities: one for every name, whatever the article and the spelling."""
    mentions = press.tables.get("mentions", [])
    clusters = {row["cluster_id"]: row["name"] for row in mentions}
    for cluster, name in clusters.items():
        press.add("links", cluster_id=cluster, entity_id=content_id("entity", name))
    for name in sorted(set(clusters.values()), key=str):
        own = [row for row in mentions if row["name"] == name]
        press.add(
            "entities",
            entity_id=content_id("entity", name),
            name=name,
            type=own[0]["type"],
            n_articles=len({row["article_id"] for row in own}),
            n_mentions=len(own),
        )
        for spelling in sorted({str(row["text"]) for row in own}):
            press.add(
                "entity_aliases",
                entity_id=content_id("entity", name),
                alias=spelling,
                n_mentions=sum(row["text"] == spelling for row in own),
                method="spelling",
                score=1.0,
            )


def publish(press: Press, folder: Path) -> Path:
    """Write the rows as frames and build the warehouse from them; return its file."""
    settle(press)
    frames, target = Frames(folder / "frames"), folder / "dixit.duckdb"
    for table, rows in press.tables.items():
        if table == "links":
            frames.write(table, CORPUS, pl.DataFrame(rows, schema=INTERNAL_SCHEMAS[table]))
        else:
            drop = CORPUS if table in CORPUS_TABLES else DROP
            frames.write(table, drop, TABLES[table].validate(frame(table, rows), cast=True))
    with build(frames, target) as built:
        assert built.failures == []
        swap(built, target)
    return target
