"""Trains the judge of descriptions (pipeline/models/referents): `make train-referents`.

A conditional logit by Newton's method with a ridge, full batch, in double precision, its weights rounded: same data,
same bytes. It learns from the press articles that were read (press/read.jsonl, press/found/read.jsonl; for languages without weights of their
own the English and Spanish ones too), and, for where a name stands, from descriptions of the French pool that the article itself or an
office settles: of those the features that settled them are hidden. The outlets that judge are in none. The figures of the card are made by leaving one outlet out at a time.
"""

import hashlib
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from pipeline.extract.articles import read_articles
from pipeline.extract.ids import content_id
from pipeline.extract.mentions import find_mentions
from pipeline.extract.quotes.lexicon import lexicon
from pipeline.extract.reading import Reading, readings
from pipeline.extract.references import mark_quotations
from pipeline.extract.referents.features import Candidate, Scene
from pipeline.extract.referents.find import Description, descriptions_of
from pipeline.extract.referents.judge import SHARED_SURE, SURE
from pipeline.extract.tokens import tokenize
from tests.gold import standoff, training

RIDGE = 0.6
STEPS = 25
LONGEST = 1.0  # of a step, so that none goes past the likeliest weights and away
DIGITS = 2
READ = ("read", "found/read")  # French
POOLED = 500  # articles of the pool that teach where a name stands
# What may settle a description of the pool, and what follows from it.
SETTLING = frozenset(
    [
        "same_role",
        "same_role_apart",
        "only_bearer",
        "same_role_shared",
        "kin_role",
        "other_role",
        "holds_office",
        "holds_another",
        "no_office",
        "high",
        "name_in_noun",
        "said_again",
        "said_of_other",
        "complement_near",
    ]
)
Row = dict[str, float]


@dataclass
class Choice:
    """A description with what speaks for each of those that it may mean; of gold's the first row is «nobody»."""

    outlet: str
    rows: list[Row]
    right: int  # the place of the right row; -1 where it is none of them
    meant: bool = False  # gold names someone


@dataclass
class View:
    """An article as the judge sees it."""

    source: dict[str, Any]  # its row of the pool, or its gold
    reading: Reading
    scene: Scene
    found: list[Description]


Prepared = tuple[dict[int, dict[str, Any]], pl.DataFrame, pl.DataFrame, pl.DataFrame]


def prepared(sources: list[dict[str, Any]]) -> Prepared:
    """Return sources (id, text, date) by article id, and their articles, segments and tokens."""
    by_id = {content_id("article", source["id"]): source for source in sources}
    texts = pl.DataFrame(
        {
            "article_id": list(by_id),
            "text": [source["text"] for source in by_id.values()],
            "published": [source.get("date") for source in by_id.values()],
        }
    )
    absent = [
        pl.lit(None, pl.String).alias(name) for name in ("title", "byline", "publisher", "language", "url")
    ]
    articles, segments = read_articles(texts.with_columns(absent))
    return by_id, articles, segments, tokenize(articles, segments)


def views(sources: list[dict[str, Any]]) -> Iterator[View]:
    """Yield the articles that have a language with data; each source has id, text, date."""
    by_id, articles, segments, tokens = prepared(sources)
    mentions = find_mentions(articles, segments, tokens)
    years = dict(articles.select("article_id", pl.col("published_on").dt.year()).iter_rows())
    for reading in readings(articles, segments, tokens, mentions):
        lex = lexicon(reading.language)
        if lex.people:
            mark_quotations(reading)
            scene = Scene(reading, lex, years[reading.article_id])
            yield View(by_id[reading.article_id], reading, scene, descriptions_of(reading, lex))


def gold_choices(names: Iterable[str]) -> list[Choice]:
    """Return the descriptions of the press articles in some files; those that gold lacks mean nobody."""
    choices: list[Choice] = []
    for view in views([article for name in names for article in standoff.join(name)]):
        labels, unsettled = _labels(view), _unsettled(view)
        for one in view.found:
            if one in unsettled:
                continue
            name = labels.get(one)
            fitting = view.scene.fitting(one)
            right = _place(view.reading, fitting, name) if name else 0
            if fitting:
                rows = [
                    view.scene.nobody(one, fitting),
                    *view.scene.features(one, fitting),
                ]
                choices.append(Choice(view.source["site"], rows, right, meant=name is not None))
            view.scene.settled.append((one, fitting[right - 1].key if right > 0 else None))
    return choices


def _labels(view: View) -> dict[Description, str | None]:
    """Return the gold name of each description found."""
    labels: dict[Description, str | None] = {}
    for item in view.source["descriptions"]:
        for one in view.found:
            if item["start"] <= view.reading.start[one.head] < item["end"]:
                labels[one] = item["who"]
                break
    return labels


def _unsettled(view: View) -> set[Description]:
    """Return the descriptions found that are borderline in gold."""
    spans = [(item["start"], item["end"]) for item in view.source["descriptions"] if item.get("opt")]
    starts = {one: view.reading.start[one.head] for one in view.found}
    return {one for one, at in starts.items() if any(start <= at < end for start, end in spans)}


def _place(reading: Reading, fitting: list[Candidate], name: str) -> int:
    """Return the place of the candidate of a name among the rows, -1 where there is none."""
    for at, candidate in enumerate(fitting):
        mention = reading.mentions[candidate.number]
        if standoff.same_name(name, [mention["name"] or mention["text"], mention["text"]]):
            return at + 1
    return -1


def pool_choices() -> list[Choice]:
    """Return the descriptions in the pool that the article itself, or an office, settles."""
    known = {gold["id"] for name in (*standoff.names(), *READ) for gold in standoff.spans(name)}
    judging = standoff.judging()
    rows = [
        row
        for row in standoff.pool().values()
        if row["lang"] == "fr" and row["id"] not in known and row["site"] not in judging
    ]
    rows.sort(key=lambda row: hashlib.sha256(row["id"].encode()).hexdigest())
    choices: list[Choice] = []
    for view in views(rows[:POOLED]):
        for one in view.found:
            fitting = view.scene.fitting(one)
            all_rows = view.scene.features(one, fitting)
            settled = [at for at, row in enumerate(all_rows) if _settles(one, row)]
            alone = settled[0] if len(settled) == 1 else None
            if alone is not None and len(fitting) > 1:
                shown = [{name: v for name, v in row.items() if name not in SETTLING} for row in all_rows]
                choices.append(Choice("pool", shown, alone))
            view.scene.settled.append((one, None if alone is None else fitting[alone].key))
    return choices


def _settles(one: Description, row: Row) -> bool:
    """Tell whether the article gives the candidate the very role, or the office is theirs."""
    role = row.get("same_role") and (row.get("same_role_shared") or not one.complement)
    return bool(role or row.get("holds_office"))


def fit(choices: list[Choice], ridge: float = RIDGE) -> dict[str, float]:
    """Return the weights that make the right rows likeliest, by Newton's method."""
    choices = [choice for choice in choices if choice.right >= 0]
    names = sorted({name for choice in choices for row in choice.rows for name in row})
    tables = [np.array([[row.get(name, 0.0) for name in names] for row in choice.rows]) for choice in choices]
    weights = np.zeros(len(names))
    for _ in range(STEPS):
        slope, curve = -ridge * weights, ridge * np.eye(len(names))
        for table, choice in zip(tables, choices, strict=True):
            chance = _chances(table @ weights)
            mean = chance @ table
            slope += table[choice.right] - mean
            curve += (table * chance[:, None]).T @ table - np.outer(mean, mean)
        step = np.linalg.solve(curve, slope)
        weights = weights + step * LONGEST / max(LONGEST, float(np.abs(step).max()))
    return {name: round(float(weight), DIGITS) for name, weight in zip(names, weights, strict=True)}


def _chances(sums: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, np.dtype[np.float64]]:
    powers = np.exp(sums - sums.max())
    found: np.ndarray[Any, np.dtype[np.float64]] = powers / powers.sum()
    return found


def cross_validate(
    gold: list[Choice], more: list[Choice], sure: float
) -> Iterator[tuple[str, int, int, int]]:
    """Yield for each outlet, left out of the training: how many descriptions mean someone, were given, and rightly."""
    for outlet in sorted({choice.outlet for choice in gold}):
        weights = fit([choice for choice in gold if choice.outlet != outlet] + more)
        meant = given = right = 0
        for choice in gold:
            if choice.outlet == outlet:
                meant += choice.meant
                sums = [sum(weights.get(n, 0.0) * v for n, v in row.items()) for row in choice.rows]
                chance = _chances(np.array(sums))[1:]
                best = int(chance.argmax())
                given += bool(chance[best] >= sure)
                right += bool(chance[best] >= sure and best + 1 == choice.right)
        yield outlet, meant, given, right


def main() -> None:
    """Write the weights into the folder, and print how well each outlet does that was left out."""
    folder = Path(sys.argv[1])
    french, others, more = gold_choices(READ), gold_choices(training.OTHERS), pool_choices()
    print(f"{len(french)} descriptions of French gold, {len(others)} of other gold, {len(more)} of the pool")
    for file, gold, sure in (("fr", french, SURE), ("shared", french + others, SHARED_SURE)):
        for outlet, meant, given, right in cross_validate(gold, more, sure):
            print(f"{file:<6} {outlet:<16} meant {meant:>3}  given {given:>3}  right {right:>3}")
        training.write(folder / f"{file}.toml", fit(gold + more))


if __name__ == "__main__":
    main()
