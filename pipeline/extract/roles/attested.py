"""Finds in an article who is said to hold which office: beside the name, before it, or by a verb of being.

Vectorised: tokens are cut into runs at whatever cannot stand inside a title (verbs, commas, other names); a role's noun
and a name belong together by the runs that they stand in, so time is linear in the tokens.
"""

import polars as pl

from pipeline.extract.roles.offices import grammar, read_office
from pipeline.tables import frame

REACH = 16  # tokens between a role's noun and the name
NEAR = 3  # tokens between the comma after a name and the noun of an apposition
INNER = ["VERB", "AUX", "SCONJ", "PRON", "PUNCT", "INTJ"]  # no title goes over these


def attest_roles(articles: pl.DataFrame, tokens: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """Return the offices that articles give named persons, columns as in the table attested_roles.

    Args:
        articles: article_id, language and text are read.
        tokens: in the order of the text.
        mentions: names of persons are read, with their clusters.
    """
    parts = [
        _of_language(articles.filter(pl.col("language") == code), tokens, mentions, str(code))
        for code in articles["language"].unique().drop_nulls().sort()
        if grammar(code) is not None
    ]
    return pl.concat([frame("attested_roles", []), *parts])


def _of_language(
    articles: pl.DataFrame, tokens: pl.DataFrame, mentions: pl.DataFrame, code: str
) -> pl.DataFrame:
    line = _line(articles, tokens, mentions, code)
    names = _names(line, mentions)
    heads = line.filter(pl.col("head")).select("article_id", "i", "run", "start_char")
    found = pl.concat(
        [_titles(line, heads, names), _appositions(line, heads, names), _copulas(line, heads, names, code)]
    )
    spans = found.unique(["article_id", "start_char"], keep="first", maintain_order=True)
    placed = spans.join(articles.select("article_id", "text"), on="article_id").with_columns(
        phrase=pl.col("text").str.slice(pl.col("from_char"), pl.col("end_char") - pl.col("from_char"))
    )
    read = {phrase: read_office(phrase, code) for phrase in placed["phrase"].unique()}
    rows = [
        {
            "article_id": row["article_id"],
            "cluster_id": row["cluster_id"],
            "start_char": row["from_char"],
            "end_char": row["end_char"],
            "text": row["phrase"],
            "language": code,
            **office.columns(),
            "method": row["method"],
        }
        for row in placed.iter_rows(named=True)
        if (office := read[row["phrase"]]) is not None and (office.words or office.national)
    ]
    return frame("attested_roles", rows).sort("article_id", "start_char")


def _line(articles: pl.DataFrame, tokens: pl.DataFrame, mentions: pl.DataFrame, code: str) -> pl.DataFrame:
    """Return the tokens in line: i, run (stretches that a title may fill), head (a role's noun), name (of a person)."""
    known = grammar(code)
    heads = sorted(known.heads) if known else []
    links = sorted(known.links) if known else []
    people = mentions.filter((pl.col("kind") == "name") & (pl.col("type") == "PER")).select(
        "article_id", "start_char", name_end="end_char"
    )
    line = (
        tokens.join(articles.select("article_id"), on="article_id", how="semi")
        .sort("article_id", "seq")
        .select("article_id", "segment_seq", "start_char", "end_char", "form", "feats", "upos")
        .with_row_index("i")
        .with_columns(
            pl.col("i").cast(pl.Int64), lower=pl.col("form").str.to_lowercase().str.replace_all("’", "'")
        )
        .join_asof(
            people.sort("article_id", "start_char"), by="article_id", on="start_char", check_sortedness=False
        )
        .with_columns(name=(pl.col("name_end") > pl.col("start_char")).fill_null(value=False))
    )
    bracket = pl.col("form").is_in(["(", ")"])
    hyphen = pl.col("form").is_in(["-", "'", "’"])
    link = pl.col("lower").is_in(links)
    stop = (
        (pl.col("upos").is_in(INNER) & ~hyphen & ~link)
        | bracket
        | pl.col("feats").str.contains("Poss=Yes").fill_null(value=False)
        | pl.col("name")
        | ((pl.col("upos") == "ADP") & ~link)
        | (
            pl.struct("article_id", "segment_seq") != pl.struct("article_id", "segment_seq").shift()
        ).fill_null(value=True)
    )
    first = pl.col("lower").str.strip_prefix("ex-").str.split("-").list.first()
    head = (
        (
            pl.col("lower").is_in(heads)
            | pl.col("lower").str.strip_prefix("ex-").is_in(heads)
            | (first.is_in(heads) & pl.col("lower").str.contains("-"))
        )
        & ~pl.col("name")
        & ~pl.col("upos").is_in(["VERB", "AUX"])
    )
    return line.with_columns(stop=stop, head=head).with_columns(run=pl.col("stop").cum_sum())


def _names(line: pl.DataFrame, mentions: pl.DataFrame) -> pl.DataFrame:
    """Return the names of persons by their first and last token: article_id, first, last, cluster_id."""
    named = mentions.filter(
        (pl.col("kind") == "name") & (pl.col("type") == "PER") & pl.col("cluster_id").is_not_null()
    )
    inside = line.filter(pl.col("name")).select("article_id", "i", "name_end")
    spans = inside.group_by("article_id", "name_end").agg(first=pl.col("i").min(), last=pl.col("i").max())
    return spans.join(
        named.select("article_id", "cluster_id", name_end="end_char"), on=["article_id", "name_end"]
    ).sort("first")


def _at(line: pl.DataFrame, offset: int, *columns: str) -> pl.DataFrame:
    """Return columns of the tokens by the index of the token `offset` before or after them, named by the offset."""
    return line.select(
        (pl.col("i") - offset).alias("i"), *(pl.col(c).alias(f"{c}{offset:+d}") for c in columns)
    )


def _beginning(line: pl.DataFrame) -> pl.DataFrame:
    """Return where the phrase of a head begins: at its adjective of what was («ancien») or its determiner, else at itself."""
    return line.select(
        "i",
        from_char=pl.when(
            pl.col("head")
            & ~pl.col("stop")
            & pl.col("upos").shift().is_in(["ADJ", "PROPN"])
            & ~pl.col("stop").shift()
        )
        .then(pl.col("start_char").shift())
        .otherwise("start_char"),
    )


def _titles(line: pl.DataFrame, heads: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Return the titles before names: «le maire de Pau François Bayrou», «le maire de Pau, François Bayrou»."""
    before = _at(line, -1, "form", "run", "end_char").rename({"i": "first"})
    far = _at(line, -2, "run", "end_char").rename({"i": "first"})
    placed = names.join(before, on="first").join(far, on="first", how="left")
    comma = pl.col("form-1") == ","
    placed = placed.select(
        "article_id",
        "cluster_id",
        "first",
        comma=comma,
        run=pl.when(comma).then("run-2").otherwise("run-1"),
        end_char=pl.when(comma).then("end_char-2").otherwise("end_char-1"),
    )
    ends = heads.group_by("run").agg(leftmost=pl.col("i").min(), rightmost=pl.col("i").max())
    chosen = placed.join(ends, on="run").with_columns(
        i=pl.when("comma").then("leftmost").otherwise("rightmost")
    )
    near = chosen.filter((pl.col("first") - pl.col("i") <= REACH) & (pl.col("i") < pl.col("first")))
    return _spans(line, near, "title")


def _appositions(line: pl.DataFrame, heads: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Return the appositions after names: «François Bayrou, maire de Pau», «François Bayrou (maire de Pau)»."""
    after = _at(line, 1, "form", "run").rename({"i": "last"})
    placed = names.join(after, on="last").filter(pl.col("form+1").is_in([",", "("]))
    runs = line.group_by("run").agg(
        end_char=pl.col("end_char").last(), size=pl.len(), past=pl.col("i").last() + 1
    )
    first = heads.group_by("run").agg(i=pl.col("i").min())
    closed = line.select(past="i", named="name", closing="form")
    found = (
        placed.rename({"run+1": "run"})
        .join(first, on="run")
        .join(runs, on="run")
        .join(closed, on="past", how="left")
        .filter(
            (pl.col("i") - pl.col("last") - 1 <= NEAR)
            & (pl.col("size") <= REACH)
            & ~pl.col("named").fill_null(value=False)
        )
    )
    return _spans(line, found, "apposition")


def _copulas(line: pl.DataFrame, heads: pl.DataFrame, names: pl.DataFrame, code: str) -> pl.DataFrame:
    """Return the offices that a verb gives: «François Bayrou est maire de Pau», «… a été élu maire de Pau»."""
    known = grammar(code)
    verbs = sorted(known.copulas) if known else []
    runs = line.group_by("run").agg(
        verb=pl.col("lower").first(),
        at=pl.col("i").first(),
        end_char=pl.col("end_char").last(),
        size=pl.len(),
    )
    first = heads.group_by("run").agg(i=pl.col("i").min())
    told = runs.filter(pl.col("verb").is_in(verbs) & (pl.col("size") <= REACH)).join(first, on="run")
    told = told.filter(pl.col("i") - pl.col("at") <= NEAR)
    between = line.select("i", "upos")
    parts = []
    for gap in (1, 2, 3):
        near = told.with_columns(last=pl.col("at") - gap)
        for step in range(1, gap):
            near = near.join(
                between.filter(pl.col("upos").is_in(["AUX", "VERB"])).select(
                    (pl.col("i") + step).alias("at")
                ),
                on="at",
                how="semi",
            )
        parts.append(near.join(names, on="last"))
    return _spans(line, pl.concat(parts), "copula")


def _spans(line: pl.DataFrame, found: pl.DataFrame, method: str) -> pl.DataFrame:
    """Return the spans of phrases from the tokens i of their heads to end_char, with who is meant."""
    return (
        found.join(_beginning(line), on="i")
        .join(line.select("i", "start_char"), on="i")
        .select("article_id", "cluster_id", "start_char", "from_char", "end_char", method=pl.lit(method))
        .filter(pl.col("from_char") < pl.col("end_char"))
    )
