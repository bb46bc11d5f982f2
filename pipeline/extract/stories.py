"""Stories: articles that tell the same events, found by the names, days and sentences that they share.

The pairs come from an inverted index over features that few articles have, so that time stays near linear; what
two articles share is weighed by its rarity (inverse document frequency) and scored as a cosine. Articles joined by
good enough pairs, and near enough in time, make a story. Does not belong here: what a story's articles lend each
other (lending.py).
"""

from collections.abc import Iterable
from datetime import date, timedelta

import polars as pl

from pipeline.extract.ids import content_id
from pipeline.extract.publication import span_of
from pipeline.tables import frame

FEW = 30  # articles that may share a feature for it to bring them together
SEVERAL = 3  # such features bring two articles together
BACKGROUND = 1000  # articles imagined beside the corpus, so that rarity means something in a small one
NAME_WEIGHTS = {"PER": 1.0, "ORG": 0.7, "LOC": 0.5, "MISC": 0.5}
DAY_WEIGHT = 0.5
WEEKS, FIRST_WEEK = 2**20, 2**19  # numbers of weeks, those before 1970 among them
CLOSE = 4  # days between two publications
# What a pair must share: cosine, weight (five to six a rare name), features; less where both appeared within days.
ENOUGH, ENOUGH_CLOSE = (0.36, 30.0, 5), (0.28, 18.0, 4)
COPIED = 0.5  # share of the shorter article's long sentences, for near-duplicates
COPIED_SENTENCES = 3
LONG_SENTENCE = 60  # characters
SPAN = timedelta(days=10)  # the articles of a story appear within it
DISTANT_PAST, DISTANT_FUTURE = date.min, date.max


def find_stories(articles: pl.DataFrame, mentions: pl.DataFrame, dates: pl.DataFrame) -> pl.DataFrame:
    """Return `stories` of two articles and more; every article is in one story at most.

    The result depends on the set of articles alone, not on their order.

    Args:
        articles: article_id, published and text are read.
        mentions: names of persons, organisations and places.
        dates: days with a value.
    """
    features = _features(articles, mentions, dates)
    links = pl.concat([_similar(features, articles), _copied(articles)])
    best = links.sort("score", "a", "b", descending=[True, False, False]).unique(["a", "b"], keep="first")
    return _grouped(best.sort("score", "a", "b", descending=[True, False, False]), _spans(articles))


def folded(column: str) -> pl.Expr:
    """Return the words of a column without capitals and accents, of three letters and more."""
    plain = pl.col(column).str.to_lowercase().str.normalize("NFKD").str.replace_all(r"\p{M}", "")
    return plain.str.extract_all(r"\w{3,}")


def _features(articles: pl.DataFrame, mentions: pl.DataFrame, dates: pl.DataFrame) -> pl.DataFrame:
    """Return (article_id, feature, weight, spread): words of names, and days, by number, each once an article."""
    names = (
        mentions.filter(pl.col("kind").cast(pl.String) == "name")
        .select("article_id", pl.col("type").cast(pl.String), name=pl.coalesce("name", "text"))
        .unique()
        .with_columns(feature=folded("name"))
        .explode("feature")
        .drop_nulls("feature")
        .group_by("article_id", "feature")
        .agg(weight=pl.col("type").replace_strict(NAME_WEIGHTS, return_dtype=pl.Float64).max())
    )
    days = (
        dates.filter(pl.col("value").is_not_null() & (pl.col("starts_on") == pl.col("ends_on")))
        .select("article_id", feature=pl.col("starts_on").cast(pl.String), weight=pl.lit(DAY_WEIGHT))
        .unique()
    )
    both = pl.concat([names, days.select(names.columns)])
    known = both.join(articles.select("article_id"), on="article_id", how="semi")
    rarity = ((articles.height + BACKGROUND) / (pl.col("spread") + 1)).log()
    numbers = known.group_by("feature").agg(spread=pl.len()).with_row_index("number")
    return known.join(numbers, on="feature").select(
        "article_id", "spread", feature="number", weight=pl.col("weight") * rarity
    )


def _similar(features: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs of articles that share enough, rare features among it: a < b, score (a cosine), method."""
    weights = features.select("article_id", "feature", "weight")
    total = weights.group_by("article_id").agg(total=pl.col("weight").sum())
    known = total.join(articles.select("article_id", day="published_on"), on="article_id")
    pairs = (
        _shared(_brought_together(features, articles), features)
        .join(weights, left_on=["a", "feature"], right_on=["article_id", "feature"])
        .group_by("a", "b")
        .agg(shared=pl.col("weight").sum(), n=pl.len())
        .join(known.rename({"article_id": "a"}), on="a")
        .join(known.rename({"article_id": "b", "total": "total_b", "day": "day_b"}), on="b")
        .with_columns(score=(pl.col("shared") / (pl.col("total") * pl.col("total_b")).sqrt()).clip(0, 1))
    )
    close = (pl.col("day") - pl.col("day_b")).abs() <= pl.duration(days=CLOSE)
    enough = _enough(ENOUGH) | (close.fill_null(value=False) & _enough(ENOUGH_CLOSE))
    return pairs.filter(enough).select("a", "b", "score", method=pl.lit("names and days"))


def _shared(pairs: pl.DataFrame, features: pl.DataFrame) -> pl.DataFrame:
    """Return (a, b, feature) of the pairs of articles that share as many features as any two must."""
    lists = features.group_by("article_id").agg("feature")
    return (
        pairs.lazy()
        .join(lists.rename({"article_id": "a"}).lazy(), on="a")
        .join(lists.select(b="article_id", of_b="feature").lazy(), on="b")
        .select("a", "b", feature=pl.col("feature").list.set_intersection("of_b"))
        .filter(pl.col("feature").list.len() >= min(ENOUGH[2], ENOUGH_CLOSE[2]))
        .explode("feature")
        .collect(engine="streaming")
    )


def _enough(bounds: tuple[float, float, int]) -> pl.Expr:
    cosine, weight, features = bounds
    return (pl.col("score") >= cosine) & (pl.col("shared") >= weight) & (pl.col("n") >= features)


def _brought_together(features: pl.DataFrame, articles: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs (a, b) of articles that share several features which few articles have.

    A frequent feature brings together the articles of one week, and of a week and the next, where these are few.
    """
    few = features.filter(pl.col("spread") <= FEW).select(
        "article_id", key=_key(0), later=pl.lit(value=False)
    )
    weeks = articles.filter(pl.col("published_on").is_not_null()).select(
        "article_id", week=pl.col("published_on").to_physical() // 7 + FIRST_WEEK
    )
    many = features.filter(pl.col("spread") > FEW).join(weeks, on="article_id")

    def weekly(earlier: int) -> pl.DataFrame:
        key = _key(pl.col("week") - earlier)
        return many.select("article_id", key=key, later=pl.lit(value=bool(earlier)))

    here = pl.concat([few, weekly(0).filter(pl.len().over("key") <= FEW)])
    there = pl.concat([few, weekly(0), weekly(1).filter(pl.len().over("key") <= FEW)])
    return (
        here.lazy()
        .drop("later")
        .join(there.lazy(), on="key", suffix="_b")
        .filter(pl.col("later") | (pl.col("article_id") < pl.col("article_id_b")))
        .group_by(
            a=pl.min_horizontal("article_id", "article_id_b"),
            b=pl.max_horizontal("article_id", "article_id_b"),
        )
        .len("n")
        .filter(pl.col("n") >= SEVERAL)
        .select("a", "b")
        .collect(engine="streaming")
    )


def _key(week: pl.Expr | int) -> pl.Expr:
    """Return a feature in a week, 0 for none, as one number."""
    return pl.col("feature").cast(pl.Int64) * WEEKS + week


def _copied(articles: pl.DataFrame) -> pl.DataFrame:
    """Return the pairs of articles that hold the same sentences."""
    sentences = (
        articles.select(
            "article_id", sentence=pl.col("text").str.replace_all(r"[.!?…]\s|\n", "\x00").str.split("\x00")
        )
        .explode("sentence")
        .with_columns(pl.col("sentence").str.strip_chars())
        .filter(pl.col("sentence").str.len_chars() >= LONG_SENTENCE)
        .select("article_id", sentence=pl.col("sentence").hash(0))
        .unique()
    )
    count = sentences.group_by("article_id").len("total")
    rare = sentences.filter(pl.len().over("sentence").is_between(2, FEW))
    return (
        rare.join(rare, on="sentence", suffix="_b")
        .filter(pl.col("article_id") < pl.col("article_id_b"))
        .group_by(a="article_id", b="article_id_b")
        .len("n")
        .filter(pl.col("n") >= COPIED_SENTENCES)
        .join(count.rename({"article_id": "a"}), on="a")
        .join(count.rename({"article_id": "b", "total": "total_b"}), on="b")
        .with_columns(score=pl.col("n") / pl.min_horizontal("total", "total_b"))
        .filter(pl.col("score") >= COPIED)
        .select("a", "b", pl.col("score").clip(0, 1), method=pl.lit("same sentences"))
    )


def _spans(articles: pl.DataFrame) -> dict[int, tuple[date, date]]:
    """Return the first and last day on which each article may have been published."""
    rows = articles.select("article_id", "published").drop_nulls("published").iter_rows()
    return {key: span for key, published in rows if (span := span_of(published))}


class _Groups:
    """Articles that grow together (union-find), each group with its latest first day and earliest last day."""

    def __init__(self, spans: dict[int, tuple[date, date]]) -> None:
        self.spans = dict(spans)
        self.parents: dict[int, int] = {}

    def root(self, article: int) -> int:
        """Return the smallest article of the group."""
        while (parent := self.parents.get(article, article)) != article:
            self.parents[article] = self.parents.get(parent, parent)
            article = parent
        return article

    def join(self, one: int, other: int) -> bool:
        """Join two groups unless they lie too far apart in time; tell whether they are one."""
        low, high = sorted((self.root(one), self.root(other)))
        if low == high:
            return True
        unknown = (DISTANT_PAST, DISTANT_FUTURE)
        ours, theirs = self.spans.get(low, unknown), self.spans.get(high, unknown)
        latest, earliest = max(ours[0], theirs[0]), min(ours[1], theirs[1])
        if latest - earliest > SPAN:
            return False
        self.parents[high] = low
        self.spans[low] = (latest, earliest)
        return True


def _grouped(links: pl.DataFrame, spans: dict[int, tuple[date, date]]) -> pl.DataFrame:
    """Return the stories that the links make, best link first; a story's score is the mean of its links'."""
    groups = _Groups(spans)
    used = [row for row in links.iter_rows(named=True) if groups.join(row["a"], row["b"])]
    members: dict[int, set[int]] = {}
    found: dict[int, list[tuple[float, str]]] = {}
    for row in used:
        root = groups.root(row["a"])
        members.setdefault(root, set()).update((row["a"], row["b"]))
        found.setdefault(root, []).append((row["score"], row["method"]))
    return frame("stories", [_story(sorted(members[root]), found[root]) for root in sorted(members)])


def _story(members: list[int], links: Iterable[tuple[float, str]]) -> dict[str, object]:
    scores, methods = zip(*links, strict=True)
    return {
        "story_id": content_id("story", members[0]),
        "members": members,
        "score": round(sum(scores) / len(scores), 4),
        "method": ", ".join(sorted(set(methods))),
    }
