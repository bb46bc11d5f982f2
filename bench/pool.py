"""The press pool in, by one command, and what came of it; the scores of the gold beside it: `make bench-press`.

Every outlet of ../shared/pool is a drop. The figures need no annotation: they say what share of articles, quotes, dates
and speakers looks as it must. Each stands beside that of the table kept in press.json, which `--keep` writes again.

    python -m bench.pool [--articles N] [--no-gold] [--keep]
"""

import argparse
import gzip
import json
import random
import re
import tempfile
from collections import defaultdict
from importlib import import_module
from pathlib import Path
from typing import Any

import polars as pl

from bench.command import PROJECT, ingest
from pipeline.frames import Frames
from pipeline.warehouse import ask
from tests.gold import evaluate

POOL = PROJECT.parent / "shared" / "pool" / "press.jsonl.gz"
KEPT = Path(__file__).with_name("press.json")
LANGUAGES = ("fr", "en", "es")
SEED = 20_240_305
SHARES = """
SELECT * FROM (
    SELECT language, avg((title IS NOT NULL)::INT) AS headlines, avg((published IS NOT NULL)::INT) AS dated
    FROM articles GROUP BY language
)
FULL JOIN (
    SELECT a.language, count(*) / count(DISTINCT q.article_id) AS quotes_an_article,
        avg((q.speaker_name IS NOT NULL)::INT) AS with_a_speaker
    FROM quotes AS q JOIN articles AS a USING (article_id) GROUP BY a.language
) USING (language)
FULL JOIN (
    SELECT a.language, avg((d.value IS NOT NULL)::INT) AS dates_with_a_value
    FROM dates AS d JOIN articles AS a USING (article_id) WHERE a.published IS NOT NULL GROUP BY a.language
) USING (language)
"""
SPEAKERS = """
SELECT a.language, q.speaker_name AS name
FROM quotes AS q JOIN articles AS a USING (article_id) WHERE q.speaker_name IS NOT NULL
"""
Table = dict[str, dict[str, float]]  # row, column, figure


def lay_out(seeds: Path, n_articles: int | None) -> int:
    """Write the pool, or n articles drawn from it, as a drop an outlet; return how many."""
    with gzip.open(POOL, "rt", encoding="utf-8") as file:
        articles = [json.loads(line) for line in file]
    if n_articles is not None:
        articles = random.Random(SEED).sample(articles, n_articles)  # noqa: S311  (no secret)
    drops: dict[str, list[str]] = defaultdict(list)
    for article in articles:
        row = {"id": article["id"], "text": article["text"], "published": article["date"]}
        drops[re.sub(r"\W+", "-", article["site"].lower())].append(json.dumps(row))
    for drop, rows in drops.items():
        (seeds / drop).mkdir(parents=True)
        (seeds / drop / "articles.jsonl").write_text("\n".join(rows), encoding="utf-8")
    return len(articles)


def measured(n_articles: int | None) -> tuple[Table, list[str]]:
    """Ingest the pool; return its table, and what was not taken or speaks without being anyone, most frequent first."""
    with tempfile.TemporaryDirectory() as folder:
        seeds, warehouse = Path(folder, "seeds"), Path(folder, "warehouse")
        n_read = lay_out(seeds, n_articles)
        run = ingest(seeds, warehouse)
        target = warehouse / "dixit.duckdb"
        statuses = ask(target, "SELECT status, count(*) AS n FROM documents GROUP BY status ORDER BY status")
        table: Table = {f"documents {status}": {"all": n} for status, n in statuses.iter_rows()}
        table["articles a second"] = {"all": round(n_read / run.seconds, 2)}
        table["megabytes at most"] = {"all": round(run.megabytes)}
        for row in ask(target, SHARES).iter_rows(named=True):
            for figure, value in row.items():
                if figure != "language" and row["language"] in LANGUAGES and value is not None:
                    table.setdefault(figure.replace("_", " "), {})[row["language"]] = round(value, 3)
        speakers = ask(target, SPEAKERS)
        nobody = speakers.filter(_is_no_one(speakers["name"], _counted(Frames(warehouse / "frames"))))
        for code in LANGUAGES:
            n_all, n_nobody = (some.filter(pl.col("language") == code).height for some in (speakers, nobody))
            table.setdefault("speakers no one", {})[code] = round(n_nobody / max(1, n_all), 4)
        reasons = ask(
            target, "SELECT reason, count(*) AS n FROM documents WHERE status = 'quarantined' GROUP BY 1"
        )
        frequent = nobody["name"].str.to_lowercase().value_counts(sort=True).head(20)
        told = [
            f"{name} {n}"
            for frame in (reasons.sort("n", descending=True), frequent)
            for name, n in frame.iter_rows()
        ]
    return table, told


def _counted(frames: Frames) -> pl.Series:
    """Return the words that mostly follow a number, as units do."""
    token = pl.col("form").str.to_lowercase()
    after_number = (pl.col("upos").shift() == "NUM") & (pl.col("article_id").shift() == pl.col("article_id"))
    words = frames.scan_all("tokens").select(word=token, is_counted=after_number.fill_null(value=False))
    shares = words.group_by("word").agg(pl.col("is_counted").mean()).filter(pl.col("is_counted") > 0.5)
    return shares.collect()["word"]


def _is_no_one(names: pl.Series, counted: pl.Series) -> pl.Series:
    """Tell which names are no one's: function words, numbers and units alone."""
    stop = {w for code in LANGUAGES for w in import_module(f"spacy.lang.{code}.stop_words").STOP_WORDS}
    empty = {*stop, *counted}
    return pl.Series(
        [
            all(
                word.lower() in empty or not re.search(r"[^\W\d_]", word)
                for word in re.findall(r"[\w-]+", name)
            )
            for name in names
        ]
    )


def printed(table: Table, before: Table) -> None:
    """Print a Markdown table: each figure, and in parentheses that of the table kept where it is another."""
    columns = list(dict.fromkeys(column for row in table.values() for column in row))
    print("| | " + " | ".join(columns) + " |\n|" + "---|" * (len(columns) + 1))
    for name, row in table.items():
        cells = []
        for column in columns:
            now, then = row.get(column), before.get(name, {}).get(column)
            cells.append("" if now is None else f"{now}" if then in {None, now} else f"{now} ({then})")
        print(f"| {name} | " + " | ".join(cells) + " |")


def main() -> None:
    """Run it and print the two tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, help="draw so many, in the place of all")
    parser.add_argument("--no-gold", action="store_true", help="the pool alone")
    parser.add_argument("--keep", action="store_true", help=f"write {KEPT.name} again")
    asked = parser.parse_args()
    kept: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    pool, told = measured(asked.articles)
    printed(pool, kept.get("pool", {}))
    print("\n" + "\n".join(told))
    gold: Table = kept.get("gold", {})
    if not asked.no_gold:
        gold = {}
        for name, figures in evaluate.scores(evaluate.names()):
            gold[name] = {figure: value for figure, value in figures.items() if not isinstance(value, list)}
        print()
        printed(gold, kept.get("gold", {}))
    if asked.keep:
        KEPT.write_text(json.dumps({"pool": pool, "gold": gold}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
