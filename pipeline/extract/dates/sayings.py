"""When words were said: the expression of a day that belongs to the cue of a quote, else the one of its utterance.

Belongs here: which expression tells when a quote was said, and the days that follow from it. Does not belong here:
what an expression means (dates/), who spoke (quotes/).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

import polars as pl

from pipeline.extract.dates.context import folded
from pipeline.extract.ids import content_id
from pipeline.extract.reading import Reading
from pipeline.lang import load

Row = dict[str, Any]
CLIMB = 8  # heads between an expression and its cue
RUNS_ON = 700  # characters after which nobody's words run on
HEAD_WORDS = 3  # of a speaker, among which stands the noun: «un récent rapport»
BACK = 7  # days before the publication that a weekday without its date may mean
BEFORE = 24  # characters before an expression that may hold such a word
BOUNDS = ("behind", "ahead")
CLOCKS = ("minute", "hour", "part of the day")
TIMES = ("day", "weekend", "week", "month", "season", "quarter", "year", "interval", *CLOCKS)
SUBJECTS = ("nsubj", "csubj")
VERBS = ("VERB", "AUX")
CUE, UTTERANCE, PUBLICATION = "cue", "utterance", "publication"
BEFORE_IT = "said before what the article tells: no day is named for it"
DOCUMENT = "words of a document: no day is named for it"
WITHIN = "said within other words: no day is named for it"
DAYS = "no single day is known"
NOTHING = "nothing dates the words, nor the article"


class Saying(NamedTuple):
    """When a quote was said: the place of the expression that tells, or why the day of publication does not."""

    quote: Row
    told_by: Row | None
    method: str | None = None
    reason: str | None = None


def find_sayings(
    reading: Reading, quotes: Sequence[Row], dates: Sequence[Row], printed: date | None
) -> list[Saying]:
    """Return the quotes of an article that an expression dates, or that the publication does not; others are left out.

    Args:
        reading: the article.
        quotes: its rows of `quotes`, by place.
        dates: its rows of `dates`, by place.
        printed: the last day on which it can have been published; what is told of a later one is not said yet.
    """
    beside = _folded(load(reading.language, "dates").get("direction", {}))
    times = [
        row
        for row in dates
        if row["type"] in {"DATE", "TIME"}
        and _is_time(row, printed)
        and not folded(reading.text[: row["start_char"]][-BEFORE:]).endswith(beside)
    ]
    own = {quote["quote_id"]: _of_cue(reading, quote, times) for quote in quotes}
    by_utterance = {q["utterance_id"]: d for q in quotes if (d := own[q["quote_id"]])}
    said: list[Saying] = []
    running: dict[str, tuple[int, Row]] = {}  # speaker -> where their dated words end, and the expression
    for quote in quotes:
        saying = _saying(reading, quote, own[quote["quote_id"]], by_utterance, running)
        if saying.told_by and quote["speaker_name"]:
            running[quote["speaker_name"]] = (quote["end_char"], saying.told_by)
        if saying.told_by or saying.reason:
            said.append(saying)
    return said


def _saying(
    reading: Reading,
    quote: Row,
    own: Row | None,
    by_utterance: dict[int, Row],
    running: dict[str, tuple[int, Row]],
) -> Saying:
    if own:
        return Saying(quote, own, CUE)
    shared = by_utterance.get(quote["utterance_id"])
    if shared:
        return Saying(quote, shared, UTTERANCE)
    if quote["parent_quote_id"] is not None:
        return Saying(quote, None, None, WITHIN)
    if _is_past_of_past(reading, quote):
        return Saying(quote, None, None, BEFORE_IT)
    if _is_lasting(reading, quote):
        return Saying(quote, None, None, DOCUMENT)
    end, told_by = running.get(quote["speaker_name"], (None, None))
    if end is not None and 0 <= quote["start_char"] - end <= RUNS_ON:
        return Saying(quote, told_by, UTTERANCE)
    return Saying(quote, None)


def _folded(direction: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the words before an expression that make it a bound («depuis lundi»), or an aside («(2012-2017)»)."""
    return ("(", *(f" {folded(words)}" for name in BOUNDS for words in direction.get(name, ())))


def _is_time(row: Row, printed: date | None) -> bool:
    is_later = bool(printed and row["starts_on"] and row["starts_on"] > printed)
    return str(row["granularity"] or "").partition(",")[0] in TIMES and not is_later


def _of_cue(reading: Reading, quote: Row, times: Sequence[Row]) -> Row | None:
    """Return the expression that belongs to the cue, the nearest of several."""
    if quote["cue_start_char"] is None:
        return None
    cue = reading.tokens_over(quote["cue_start_char"], quote["cue_end_char"])
    if not len(cue):
        return None
    near = [
        row
        for row in _around(reading, cue, times)
        if not (
            quote["content_start_char"] < row["end_char"] and row["start_char"] < quote["content_end_char"]
        )
        and (_hangs_on(reading, row, cue) or _stands_beside(reading, row, quote))
    ]
    return min(near, key=lambda row: abs(row["start_char"] - quote["cue_start_char"]), default=None)


def _around(reading: Reading, cue: range, times: Sequence[Row]) -> Iterator[Row]:
    """Yield the expressions of the cue's sentence."""
    sentence = reading.sentence[cue[0]]
    for row in times:
        tokens = reading.tokens_over(row["start_char"], row["end_char"])
        if len(tokens) and reading.sentence[tokens[0]] == sentence:
            yield row


def _hangs_on(reading: Reading, row: Row, cue: range) -> bool:
    """Tell whether the tree leads from an expression to the cue, past no verb but a participle that tells of a thing.

    «a dit lundi», «dans un entretien paru dimanche», «selon un communiqué publié mardi»; not «le ministre, arrivé lundi».
    """
    places = reading.tokens_over(row["start_char"], row["end_char"])
    held = {reading.head[t] for t in cue if reading.upos[t] not in VERBS}  # what «selon» introduces
    at = next((t for t in places if reading.head[t] not in places), -1)
    linked = any(reading.upos[c] == "ADP" for c in reading.children[at]) if at >= 0 else False
    participle = False
    for _ in range(CLIMB):
        if at < 0:
            return False
        if at in cue or (at in held and at not in places):
            return True
        if at not in places and reading.upos[at] in VERBS:
            if not reading.deprel[at].startswith("acl") or participle:
                return False
            participle = True
        head = reading.head[at]
        if head >= 0 and reading.deprel[head].startswith(SUBJECTS) and (participle or linked):
            return False
        if participle and head >= 0 and _is_person(reading, head):
            return False
        at = head
    return False


def _is_person(reading: Reading, token: int) -> bool:
    mention = reading.mention_of[token]
    return mention >= 0 and str(reading.mentions[mention]["type"]) == "PER"


def _stands_beside(reading: Reading, row: Row, quote: Row) -> bool:
    """Tell whether an expression stands right behind the cue, or behind the speaker who does: «a dit X mardi»."""
    if row["start_char"] < quote["cue_end_char"]:
        return False
    between = reading.text[quote["cue_end_char"] : row["start_char"]].strip(" ,\u00a0")
    return between in {"", quote["speaker_text"], quote["speaker_name"]}


def _is_past_of_past(reading: Reading, quote: Row) -> bool:
    """Tell whether a cue is told as past of a past: «avait déclaré», «had said»."""
    if quote["cue_start_char"] is None:
        return False
    lemmas = load(reading.language, "dates").get("direction", {}).get("perfect_auxiliaries", ())
    cue = set(reading.tokens_over(quote["cue_start_char"], quote["cue_end_char"]))
    cue |= {reading.head[t] for t in cue if "VerbForm=Inf" in reading.feats[t] and reading.head[t] >= 0}
    return any(
        reading.deprel[t] in {"aux", "aux:tense"}
        and reading.lemma[t] in lemmas
        and "VerbForm=Fin" in reading.feats[t]
        and ("Tense=Imp" in reading.feats[t] or "Tense=Past" in reading.feats[t])
        for t in {*cue, *(child for token in cue for child in reading.children[token])}
    )


def _is_lasting(reading: Reading, quote: Row) -> bool:
    """Tell whether the speaker is a document that outlasts its day: a report, a law; not a communiqué."""
    nouns = load(reading.language, "dates").get("direction", {}).get("lasting", ())
    words = folded(quote["speaker_text"] or "").split()[:HEAD_WORDS]
    return any(folded(noun) in words for noun in nouns)


def saying_row(saying: Saying) -> Row:
    """Return a saying as a row of `sayings`."""
    quote, told_by, method, reason = saying
    key = quote["article_id"]
    place = (key, told_by["start_char"], told_by["end_char"]) if told_by else ()
    return {
        "article_id": key,
        "quote_id": quote["quote_id"],
        "date_id": content_id("date_id", *place) if place else None,
        "method": method,
        "reason": reason,
    }


def with_days(
    quotes: pl.LazyFrame, sayings: pl.LazyFrame, dates: pl.LazyFrame, articles: pl.LazyFrame
) -> pl.LazyFrame:
    """Return the quotes with said_on, said_from, said_to, said_method and said_reason.

    Args:
        quotes: rows of `quotes`.
        sayings: what dates them, by quote_id.
        dates: rows of `dates`, with what stories lent.
        articles: rows of `articles`, with what stories lent.
    """
    told = sayings.select("quote_id", "date_id", method_told="method", reason_told="reason").join(
        dates.select("date_id", "starts_on", "ends_on", no_day="reason"), on="date_id", how="left"
    )
    printed = articles.select("article_id", "published_from", "published_to")
    is_late = (pl.col("starts_on") > pl.col("published_to")).fill_null(value=False)  # a story's day, lent
    is_told, is_silent = pl.col("date_id").is_not_null() & ~is_late, pl.col("reason_told").is_not_null()
    is_open = is_told & pl.col("starts_on").is_null()  # a weekday whose week is unknown
    first = (
        pl.when(is_open)
        .then(pl.col("published_from") - pl.duration(days=BACK))
        .when(is_told)
        .then("starts_on")
        .when(~is_silent)
        .then("published_from")
    )
    told_last = pl.min_horizontal("ends_on", "published_to")  # «cette semaine», of a Wednesday's paper
    last = pl.when(is_told & ~is_open).then(told_last).when(~is_silent).then("published_to")
    why = pl.coalesce("reason_told", pl.when(is_open).then("no_day"))
    return (
        quotes.join(told, on="quote_id", how="left")
        .join(printed, on="article_id", how="left")
        .with_columns(said_from=first, said_to=last)
        .with_columns(
            said_on=pl.when(pl.col("said_from") == pl.col("said_to")).then("said_from"),
            said_method=pl.when(pl.col("said_from").is_not_null()).then(
                pl.when(~is_late).then("method_told").fill_null(PUBLICATION)
            ),
        )
        .with_columns(
            said_reason=pl.when(pl.col("said_on").is_null()).then(
                pl.coalesce(
                    why, pl.when(pl.col("said_from").is_not_null()).then(pl.lit(DAYS)), pl.lit(NOTHING)
                )
            )
        )
        .select(quotes.collect_schema().names())
    )
