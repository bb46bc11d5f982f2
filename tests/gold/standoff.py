"""Gold on real newspapers without their text: press/ holds ids and spans, the text lies in the pool beside the project.

`join` puts the two together into the form that score.py reads; `described` scores what the scorer does not know: whom
descriptions mean, and wrong names.
"""

import gzip
import hashlib
import json
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

HERE = Path(__file__).parent
PRESS = HERE / "press"
POOL = HERE.parents[2] / "shared" / "pool" / "press.jsonl.gz"
TRAINING = ("found", "more")  # folders of what trains and is not scored
EMPTY: dict[str, Any] = {"sources": [], "segments": [], "article": {}}


def files() -> list[str]:
    """Return every stand-off file by its path below press/, without suffix: «held», «names/held», «more/read»."""
    return sorted(path.relative_to(PRESS).with_suffix("").as_posix() for path in PRESS.rglob("*.jsonl"))


def names() -> list[str]:
    """Return the files that are scored."""
    return [file for file in files() if file.partition("/")[0] not in TRAINING]


def judging() -> set[str]:
    """Return the outlets that only judge."""
    return {article["site"] for file in files() if "held" in file for article in spans(file)}


def spans(name: str) -> list[dict[str, Any]]:
    """Return the articles of a file as they lie in it, without text."""
    return [json.loads(line) for line in (PRESS / f"{name}.jsonl").open(encoding="utf-8")]


def join(name: str) -> Iterator[dict[str, Any]]:
    """Yield the articles of a file with their text.

    Raises ValueError where the pool's text is another than the one that was annotated.
    """
    for gold in spans(name):
        text, date = pool()[gold["id"]]["text"], pool()[gold["id"]]["date"]
        if hashlib.sha256(text.encode()).hexdigest() != gold["sha256"]:
            raise ValueError(f"{gold['id']}: the pool's text is not the one that was annotated")
        yield {**EMPTY, "date": date, **gold, **_marked(gold, text), "text": text}


def _marked(gold: dict[str, Any], text: str) -> dict[str, list[dict[str, Any]]]:
    """Return quotes, dates and entities in the scorer's form; what a file does not mark is an empty list."""
    unsaid: dict[str, Any] = {"opt": False, "speaker": [], "via": None}
    return {
        "quotes": [{**unsaid, **quote} for quote in gold.get("quotes", ())],
        "dates": [
            {"start": start, "end": end, "text": text[start:end], "value": value, "opt": opt}
            for start, end, value, opt in gold.get("dates", ())
        ],
        "entities": [*_entities(text, gold.get("entities", ()))],
    }


def _entities(text: str, marked: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield persons, bodies and places by their spellings, as the scorer knows them: a palace and who speaks from it are one."""
    things: dict[str, Any] = {}
    for entity in marked:
        surfaces = sorted({text[start:end] for start, end in entity["spans"]})
        known = next((things[one] for one in surfaces if one in things), None)
        if entity["type"] in ("ORG", "LOC") and known:
            known["surfaces"] = sorted({*known["surfaces"], *surfaces})
        elif entity["type"] != "MISC":
            known = {"name": entity["name"], "type": entity["type"], "surfaces": surfaces}
            yield known
        if entity["type"] in ("ORG", "LOC"):
            things.update(dict.fromkeys(surfaces, known))


@cache
def pool() -> dict[str, dict[str, Any]]:
    """Return the pool's articles by id."""
    with gzip.open(POOL, "rt", encoding="utf-8") as lines:
        return {row["id"]: row for row in map(json.loads, lines)}


def described(warehouse: Path, gold: Path) -> dict[str, float]:
    """Return precision and recall of whom descriptions of persons mean, read off a warehouse's public tables.

    A description counts where a row of `mentions` of that kind begins or ends within the gold span; it is right where
    the entity's name or an alias in the article shares every word of the shorter with the gold name's.
    """
    con = duckdb.connect(str(warehouse / "dixit.duckdb"), read_only=True)
    rows = con.sql(
        """
        SELECT parse_filename(documents.path) AS file, mentions.start_char, mentions.end_char, entities.name,
            list(aliases.alias) AS aliases
        FROM mentions
        JOIN documents USING (article_id)
        JOIN entities ON entities.entity_id = mentions.entity_id
        JOIN entity_aliases AS aliases ON aliases.entity_id = mentions.entity_id
        WHERE mentions.kind = 'description' AND mentions.method = 'judged'
        GROUP BY ALL
        """
    ).fetchall()
    by_file: dict[str, list[tuple[int, int, list[str]]]] = {}
    for file, start, end, name, aliases in rows:
        by_file.setdefault(file, []).append((start, end, [name, *aliases]))
    bodies: dict[str, set[str]] = {}
    named = "SELECT parse_filename(path), mentions.name FROM mentions JOIN documents USING (article_id)"
    for file, name in con.sql(f"{named} WHERE kind = 'name' AND type <> 'PER'").fetchall():
        bodies.setdefault(file, set()).add(name)
    meant = given = right = 0
    for line in gold.open(encoding="utf-8"):
        article = json.loads(line)
        file = f"{article['id'].replace('/', '__')}.txt"
        found = by_file.get(file, [])
        for item in article.get("descriptions", []):
            over = [called for start, end, called in found if start < item["end"] and item["start"] < end]
            if item.get("opt") or (item["who"] and same_name(item["who"], sorted(bodies.get(file, ())))):
                continue
            meant += item["who"] is not None
            given += bool(over)
            right += bool(over) and item["who"] is not None and same_name(item["who"], over[0])
    return {
        "described_precision": round(right / given, 3) if given else 1.0,
        "described_recall": round(right / meant, 3) if meant else 1.0,
    }


def same_name(name: str, called: list[str]) -> bool:
    """Tell whether one of two names holds every word of the other."""
    words = set(_words(name))
    return any(words <= set(_words(one)) or set(_words(one)) <= words for one in called)


def _words(name: str) -> list[str]:
    return [
        word for word in name.casefold().replace("’", "'").replace("-", " ").replace("'", " ").split() if word
    ]
