"""Trains the chooser of speakers (pipeline/models/chooser): `make train-chooser`.

A conditional logit, as for descriptions (train_referents): same data, same bytes. It learns from the quotes of the articles to learn
from (training.py) in which no cue says who speaks. The figures of the card are made by leaving one outlet out at a time.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from pipeline.extract.logit import shares
from pipeline.extract.quotes.cues.fragments import Fragment
from pipeline.extract.quotes.report import ArticleReport
from pipeline.extract.quotes.settling.candidates import Candidate, Cast
from pipeline.extract.quotes.settling.chooser import SURE, is_open
from pipeline.extract.quotes.settling.evidence import Court
from pipeline.extract.reading import Reading, readings
from pipeline.extract.references import read_mentions
from tests.gold import attribution, evaluate, training
from tests.gold.train_referents import Choice, fit, prepared

RIDGE = 1.5
Chosen = tuple[Choice, int, bool]  # with the place of the rules' choice, and whether that is right


class Open(ArticleReport):
    """A report that keeps what is left to be chosen instead of choosing."""

    court: Court

    def choose(self) -> None:
        """Keep the words and their candidates as the chooser would see them."""
        self.court = Court(Cast(self.reading, self.lex), self.sentences, list(self.fragments))


def choices(score: ModuleType) -> Iterator[Chosen]:
    """Yield the quotes of gold that are left to be chosen."""
    by_id, texts, segments, tokens = prepared(list(training.quoted()))
    mentions = read_mentions(texts, segments, tokens)
    for reading in readings(texts, segments, tokens, mentions):
        report, article = Open(reading), by_id[reading.article_id]
        report.run()
        for place, names in _told(score, article, report.court.fragments):
            if is_open(report.court.fragments[place]):
                candidates, rows = report.court.rows(place)
                rights = [_is_one(score, reading, one, names) for one in candidates] + [not names]
                rule = report.court.keys[place]
                at = next((n for n, c in enumerate(candidates) if c.key == rule), len(candidates))
                right = rights.index(True) if True in rights else -1
                yield Choice(article["site"], rows, right), at, rights[at]


def _told(
    score: ModuleType, article: dict[str, Any], fragments: list[Fragment]
) -> Iterator[tuple[int, list[str]]]:
    """Yield the places of the fragments that gold has, with the names of who speaks."""
    speech = [quote for quote in article["quotes"] if quote["kind"] in attribution.SPEECH]
    found = [{"start": f.start, "end": f.end, "kind": f.kind} for f in fragments]
    for number, at in score.match(article["text"], speech, found, attribution.threshold):
        if not speech[number]["opt"]:
            yield at, speech[number]["speaker"]


def _is_one(score: ModuleType, reading: Reading, one: Candidate, names: list[str]) -> bool:
    """Tell whether a candidate goes by one of the names."""
    numbers = [*one.numbers, *(reading.mention_of[token] for token in one.quoted)]
    mentions = [reading.mentions[n] for n in numbers]
    called = {m[key] for m in mentions if m["kind"] == "name" for key in ("text", "name")}
    called |= {one.speaker.name} if one.speaker else set()
    return any(score.same_name(name, other) for name in names for other in called - {None})


def cross_validate(data: list[Chosen]) -> Iterator[tuple[str, int, int, int, int]]:
    """Yield for each outlet left out how many are open, rightly chosen by the rules, by the chooser, and named wrongly by it."""
    for outlet in sorted({choice.outlet for choice, _, _ in data}):
        weights = fit([choice for choice, _, _ in data if choice.outlet != outlet], RIDGE)
        count = rules = right = wrong = 0
        for choice, rule, ruled in data:
            if choice.outlet == outlet:
                found = shares(choice.rows, weights)
                best = max(range(len(found)), key=found.__getitem__)
                chosen = best if found[best] >= SURE else rule
                good = ruled if chosen == rule else chosen == choice.right
                count, rules, right = count + 1, rules + ruled, right + good
                wrong += not good and chosen not in {rule, len(found) - 1}
        yield outlet, count, rules, right, wrong


def main() -> None:
    """Write the weights into the folder, and print how well each outlet does that was left out."""
    data = list(choices(attribution.scorer(evaluate.EVAL / "score.py")))
    for outlet, count, rules, right, wrong in cross_validate(data):
        print(f"{outlet:<22} open {count:>3}  rules {rules:>3}  right {right:>3}  newly wrong {wrong:>3}")
    training.write(Path(sys.argv[1]) / "weights.toml", fit([choice for choice, _, _ in data], RIDGE))


if __name__ == "__main__":
    main()
