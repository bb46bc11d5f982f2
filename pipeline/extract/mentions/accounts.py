"""Finds who an account or a tag names in letters without blanks, where the article names the same in words: «@AdaLind»."""

import re
from collections.abc import Iterator

from pipeline.extract.media import kind_of, listed_as
from pipeline.extract.mentions.mending import Name, covered_by
from pipeline.extract.names import fold

ACCOUNT = re.compile(r"(?<![\w/.])[@#](?P<name>\w{5,})")


def accounts(text: str, names: list[Name]) -> Iterator[Name]:
    """Yield a name for every account and tag whose letters are those of a name of the article, or of a medium.

    Its `text` is the name in words, so that the two are one; a shorter form than a full name proves nothing («@Lind»).
    """
    if "@" not in text and "#" not in text:
        return
    spelt = {fold(name.text).replace(" ", ""): name for name in names if " " in name.text.strip()}
    covered = covered_by(names)
    for account in ACCOUNT.finditer(text):
        start, end = account.span("name")
        letters = account["name"]
        known = spelt.get(fold(letters))
        if start in covered or end - 1 in covered:
            continue
        if known is not None and known.type != "MISC":
            yield Name(start, end, known.type, known.text, "account", 0.8, listed=known.listed)
        elif kind_of(letters) is not None:
            yield Name(start, end, "ORG", letters, "account", 0.8, listed=listed_as(letters))
