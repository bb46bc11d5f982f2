"""Compiles the rules of lang/<code>/dates.toml: what to match, in the notation below, and which meaning it has.

A rule's `match` is written in words. `{month}` is any word of the class `month`, `{day:b}` the same for the
second date of an interval, `$date` a named part of a rule (`$date:b` with its fields as the second date),
`(a|b)` a choice, `?` after an item makes it optional. `after`, `before`, `not_after`, `not_before` list the
words (or a class, or the `{end}` of the text) that must or must not stand beside it; they are no part of it.
The longest rule at the leftmost place wins; of two equally long ones the one that stands first in the file.
"""

import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from pipeline.extract.dates.lexer import (
    CLOCK,
    FIRST_NUMBER,
    FIRST_ORDINAL,
    GROUPED,
    ISO,
    LARGEST_NUMBER,
    NUMERIC,
    SLASHED,
    TOKEN,
    UNKNOWN,
    Encoded,
    Vocabulary,
)
from pipeline.lang import load

ITEM = re.compile(
    r"\{(?P<cls>\w+)(?::(?P<cpre>\w))?\}|\$(?P<part>\w+)(?::(?P<ppre>\w))?|(?P<op>[()|?])|(?P<word>[^\s(){}$|?]+)"
)


ROUND_COUNTS = range(
    1000, 2200, 100
)  # figures that count people where two of them, or brackets, stand together


def _numbers(first: int, last: int) -> str:
    return f"{chr(FIRST_NUMBER + first)}-{chr(FIRST_NUMBER + last)}"


def _ordinals(first: int, last: int) -> str:
    return f"{chr(FIRST_ORDINAL + first)}-{chr(FIRST_ORDINAL + last)}"


@dataclass(frozen=True)
class Rule:
    """One rule, compiled: its expression over encoded text, the fields its groups fill, and what it means."""

    name: str
    pattern: re.Pattern[str]
    fields: tuple[tuple[str, str], ...]  # (prefix, class) of group 1, 2 ...
    means: str
    constants: dict[str, Any]


@dataclass(frozen=True)
class Grammar:
    """A language's rules: `finder` tells where one begins, `rules` which and what it holds."""

    vocabulary: Vocabulary
    finder: re.Pattern[str] | None
    rules: tuple[Rule, ...]
    classes: dict[str, dict[str, Any]]
    numbers: dict[str, int]
    settings: dict[str, Any]
    direction: dict[str, list[str]]


class _Compiler:
    """Turns the notation into regular expressions over the characters of a vocabulary."""

    def __init__(self, data: dict[str, Any], numbers: dict[str, Any]) -> None:
        self.data = data
        self.vocabulary = Vocabulary(ordinals=frozenset(data.get("ordinal_endings", ())))
        self.parts: dict[str, str] = data.get("parts", {})
        self.classes: dict[str, dict[str, Any]] = data.get("classes", {})
        self.numbers: dict[str, int] = numbers.get("words", {})
        self.articles: list[str] = numbers.get("articles", [])
        self.fields: list[tuple[str, str]] = []
        self.cached: dict[str, str] = {}

    def _literal(self, text: str) -> str:
        out = []
        for found in TOKEN.finditer(text):
            token = found.group()
            if token.isdigit():
                out.append(chr(FIRST_NUMBER + int(token)))
            else:
                out.append(re.escape(self.vocabulary.code(token)))
        return "".join(out)

    def _alternatives(self, forms: list[str]) -> str:
        encoded = sorted({self._literal(form) for form in forms}, key=lambda code: (-len(code), code))
        single = "".join(code for code in encoded if len(code.lstrip("\\")) == 1)
        several = [code for code in encoded if len(code.lstrip("\\")) != 1]
        return "(?:" + "|".join([*several, *([f"[{single}]"] if single else [])]) + ")"

    def _written_number(self) -> str:
        if not self.numbers:
            return "(?!)"
        one = self._alternatives([word for word in self.numbers if word not in self.articles])
        joiners = self._alternatives(["-", *self.data.get("number_joiners", ())])
        several = f"{one}(?:{joiners}?{one}){{0,4}}"
        if not self.articles:
            return several
        article = self._alternatives(self.articles)
        high = self._alternatives([word for word, value in self.numbers.items() if value >= 12])
        return f"(?:{article}(?!{one})|(?:{article}(?={high}))?{several})"

    def _no_one(self) -> str:
        """Return a look-ahead that refuses «un», which is an article in «mercredi un groupe»."""
        ones = [word for word, value in self.numbers.items() if value == 1]
        return f"(?!{self._alternatives(ones)})" if ones else ""

    def class_pattern(self, name: str) -> str:
        """Return the expression for one word (or number) of the class."""
        if name not in self.cached:
            self.cached[name] = self._class_pattern(name)
        return self.cached[name]

    def _class_pattern(self, name: str) -> str:
        written = self._written_number()
        builtin = {
            "iso": ISO,
            "numeric": NUMERIC,
            "clock": CLOCK,
            "slashed": SLASHED,
            "number": f"(?:[{_numbers(0, LARGEST_NUMBER)}{GROUPED}]|{written})",
            "small": f"(?:[{_numbers(0, 99)}]|{written})",
            "day": f"(?:[{_numbers(1, 31)}{_ordinals(1, 31)}]|{self._no_one()}{written})",
            "hour": f"(?:[{_numbers(0, 24)}]|{written})",
            "minute": f"(?:[{_numbers(0, 59)}]|{written})",
            "year": f"[{_numbers(1000, 2199)}]",
            "round_count": f"[{''.join(chr(FIRST_NUMBER + n) for n in ROUND_COUNTS)}]",
            "near_year": f"[{_numbers(1900, 2059)}]",
            "short_year": f"[{_numbers(0, 99)}]",
            "century_year": f"[{_numbers(32, 99)}]",  # of the twentieth century: no day of a month
            "ordinal_number": f"[{_ordinals(1, 99)}]",
        }
        if name in builtin and name not in self.classes:
            return builtin[name]
        return self._alternatives(list(self.classes[name]))

    def compile(self, match: str, prefix: str = "", *, capture: bool = True) -> str:
        """Return the expression for a rule's notation, noting the fields of its groups in order."""
        out = []
        for item in ITEM.finditer(match):
            if item["cls"]:
                body = self.class_pattern(item["cls"])
                if capture:
                    self.fields.append((item["cpre"] or prefix, item["cls"]))
                    out.append(f"({body})")
                else:
                    out.append(f"(?:{body})")
            elif item["part"]:
                inner = self.compile(self.parts[item["part"]], item["ppre"] or prefix, capture=capture)
                out.append(f"(?:{inner})")
            elif item["op"]:
                out.append("(?:" if item["op"] == "(" else item["op"])
            else:
                literal = self._literal(item["word"])
                out.append(literal if len(literal.lstrip("\\")) == 1 else f"(?:{literal})")
        return "".join(out)

    def beside(self, words: list[str], look: str) -> str:
        """Return a look-around for any of the words; a class stands for all its words."""
        forms = [
            form
            for word in words
            for form in (
                self.classes[word[1:-1]] if word.startswith("{") and word[1:-1] in self.classes else [word]
            )
        ]
        codes = sorted({self._special(form) for form in forms})
        return "(?:" + "|".join(f"(?{look}{code})" for code in codes) + ")"

    def _special(self, form: str) -> str:
        if form == "{year}":
            return f"[{_numbers(1000, 2199)}]"
        if form == "{end}":
            return r"\Z"
        if form == "{number}":
            return f"[{_numbers(0, LARGEST_NUMBER)}{GROUPED}]"
        return self._literal(form)

    def rule(self, row: dict[str, Any]) -> tuple[Rule, str]:
        """Return the rule, and its expression without groups for the finder."""
        left = self.beside(row["after"], "<=") if row.get("after") else ""
        right = self.beside(row["before"], "=") if row.get("before") else ""
        for word in row.get("not_after", ()):
            left += self._refuse(word, "<!")
        for word in row.get("not_before", ()):
            right += self._refuse(word, "!")
        self.fields = []
        captured = self.compile(row["match"])
        fields = tuple(self.fields)
        plain = self.compile(row["match"], capture=False)
        constants = {k: v for k, v in row.items() if k not in _NOTATION}
        pattern = re.compile(f"{left}(?:{captured}){right}")
        return Rule(row["name"], pattern, fields, row["means"], constants), f"{left}(?:{plain}){right}"

    def _refuse(self, word: str, look: str) -> str:
        forms = list(self.classes[word[1:-1]]) if word[1:-1] in self.classes else [word]
        return "".join(f"(?{look}{code})" for code in sorted({self._special(form) for form in forms}))


SPREAD = {"days": "day", "years": "year"}  # meaning of a rule -> the class of which it holds several
_NOTATION = {"name", "match", "means", "after", "before", "not_after", "not_before", "examples"}


@cache
def grammar(code: str | None) -> Grammar:
    """Return the compiled rules of a language; a language without rules of its own has the shared ones."""
    data = load(code, "dates")
    compiler = _Compiler(data, load(code, "numbers"))
    compiled = [compiler.rule(row) for row in data.get("rules", ())]
    compiler.vocabulary.close()
    # No rule begins with a word that none knows: most places of a text are passed over at once.
    finder = re.compile(f"(?!{UNKNOWN})(?:{'|'.join(plain for _, plain in compiled)})") if compiled else None
    rules = tuple(rule for rule, _ in compiled)
    return Grammar(
        compiler.vocabulary,
        finder,
        rules,
        compiler.classes,
        compiler.numbers,
        data.get("settings", {}),
        data.get("direction", {}),
    )


@dataclass(frozen=True)
class Match:
    """A rule met in a text: tokens first..last-1, and by (prefix, class) the texts of its fields and their tokens."""

    rule: Rule
    first: int
    last: int
    fields: dict[tuple[str, str], str]
    spans: dict[tuple[str, str], tuple[int, int]]


def spread(match: Match) -> list[Match]:
    """Return the days or years that a rule meaning a list names, each an expression of its own; any other match as it is.

    The month, year and what else stands once for all has the prefix z: «les 4, 11 et 18 avril». Two days that follow
    each other are one interval («les 12 et 13 avril»).
    """
    if match.rule.means not in SPREAD:
        return [match]
    name = SPREAD[match.rule.means]

    def fields(prefix: str, to: str) -> dict[tuple[str, str], str]:
        return {(to, name): text for (of, name), text in match.fields.items() if of == prefix}

    items = sorted((prefix for prefix, of in match.fields if of == name), key=lambda p: match.spans[p, name])
    figures = [int(day) for p in items if (day := re.sub(r"\D", "", match.fields[p, name]))]
    if name == "day" and len(items) == len(figures) == 2 and figures[1] == figures[0] + 1:
        both = fields(items[0], "a") | fields(items[1], "b") | fields("z", "b")
        return [replace(match, rule=replace(match.rule, means="interval"), fields=both)]
    rule = replace(match.rule, means="calendar")
    out = []
    for prefix in items:
        own, place = fields(prefix, ""), match.spans[prefix, name]
        first = match.first if prefix == items[0] else match.spans.get((prefix, "weekday"), place)[0]
        last = match.last if prefix == items[-1] else place[1]
        out.append(Match(rule, first, last, own | fields("z", ""), {}))
    return out


def matches(encoded: Encoded, rules: Grammar) -> list[Match]:
    """Return the expressions of a text, leftmost first, longest of those that begin at one place."""
    out: list[Match] = []
    position = 0
    if rules.finder is None:
        return out
    while found := rules.finder.search(encoded.codes, position):
        best: tuple[int, Rule, re.Match[str]] | None = None
        for rule in rules.rules:
            met = rule.pattern.match(encoded.codes, found.start())
            if met and met.end() > found.start() and (best is None or met.end() > best[0]):
                best = (met.end(), rule, met)
        if best is None:
            position = found.start() + 1
            continue
        end, rule, met = best
        spans = {key: met.span(n) for n, key in enumerate(rule.fields, 1) if met.start(n) >= 0}
        fields = {
            key: encoded.text[encoded.starts[first] : encoded.ends[last - 1]]
            for key, (first, last) in spans.items()
        }
        out.extend(spread(Match(rule, met.start(), end, fields, spans)))
        position = end
    return out
