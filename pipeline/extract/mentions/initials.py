"""Finds names that an article itself abbreviates: «Conseil boréal des ports (CBP)», «CBP (Conseil boréal des ports)».

After Schwartz and Hearst (2003), *A simple algorithm for identifying abbreviation definitions in biomedical text*, but by
words: a word gives its first letters in order, a word in small letters may give none.
"""

import re
from collections.abc import Iterator

from pipeline.extract.names import fold

# Letters and marks first, for which a text is searched at once; then what stands before them.
SHORT = r"[A-ZÀ-Þ](?<![\w-].)[A-Za-zÀ-ÿ-]{1,9}"
AFTER = re.compile(rf"[ ]\((?<=[\w»”\"][ ]\()(?P<short>{SHORT})(?=[),;])")
BEFORE = re.compile(
    rf"(?P<short>{SHORT})[ ]\((?P<long>[^()\n.;:–—]{{5,100}}[^()\n.;:–—\s])(?:[ ][–—][^()\n]*)?\)"
)
WORD = re.compile(r"[^\W\d_]+")
STOP = re.compile(r"[\n.;:!?()«»“”\"]")
WINDOW = 120  # characters before the bracket
WORDS = 12
OF_ONE_WORD = 3  # letters: Benelux takes «Be», «Ne», «Lux»


def abbreviations(
    text: str, barred: frozenset[str] = frozenset(), heads: frozenset[str] = frozenset()
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Yield the places (start, end) of the long name and of the short one wherever one explains the other in brackets.

    No long name starts with what an apostrophe cut short; one of the `heads`, folded, starts it in small letters too
    («l'inspection boréale des ports (IBP)») where it gives the first of them; any other of the `barred` words never.
    """
    for found in AFTER.finditer(text):
        start = _start_of(text, found.start(), found["short"], barred, heads)
        if start is not None:
            yield (start, found.start()), found.span("short")
    for found in BEFORE.finditer(text):
        words = WORD.findall(found["long"])
        opens = found["long"][0].isupper() or (words and fold(words[0]) in heads)
        if opens and _spells(words, fold(found["short"]).replace(" ", "")):
            yield found.span("long"), found.span("short")


def _start_of(text: str, end: int, short: str, barred: frozenset[str], heads: frozenset[str]) -> int | None:
    """Return where the long name that ends before a bracket starts: at the nearest word from which it spells the letters."""
    if sum(letter.isupper() for letter in short) < 2 and len(short) < 4:
        return None
    line = max(0, end - WINDOW)
    for stop in STOP.finditer(text, line, end):
        line = stop.end()
    words = [*WORD.finditer(text, line, end)][-WORDS:]
    letters = fold(short).replace(" ", "")
    for i in range(len(words) - 2, -1, -1):
        first = words[i].group()
        capital = first[0].isupper() and text[words[i].end()] not in "'’" and first not in barred
        head = fold(first) in heads and (first[0].isupper() or fold(first)[0] == letters[0])
        if (capital or head) and _spells([w.group() for w in words[i:]], letters):
            return words[i].start()
    return None


def _spells(words: list[str], letters: str) -> bool:
    """Tell whether the first letters of the words, in order, spell the letters; a capital word gives one or more."""
    reached = {0}
    for word in words:
        folded = fold(word).replace(" ", "")
        after = set() if word[0].isupper() else set(reached)
        for at in reached:
            for n in range(1, OF_ONE_WORD + 1):
                if n <= len(folded) and letters.startswith(folded[:n], at):
                    after.add(at + n)
        reached = after
    return len(words) > 1 and len(letters) in reached
