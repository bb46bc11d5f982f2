"""Tells where the seat of a power is the building and not who speaks from it: «reçu à l'Élysée», not «selon l'Élysée»."""

from pipeline.extract.mentions.lexicon import Lexicon
from pipeline.extract.mentions.mending import REACH, Name


def mark_palaces(text: str, names: list[Name], lexicon: Lexicon) -> None:
    """Take a seat of power for a place where every mention of the article stands behind a word of place; `listed` is the building."""
    for building in set(lexicon.palaces.values()):
        seats = [name for name in names if lexicon.palaces.get(name.text) == building]
        if all(lexicon.palace_before.search(text[max(0, one.start - REACH) : one.start]) for one in seats):
            for name in seats:
                name.type, name.method, name.listed = "LOC", "palace", building
