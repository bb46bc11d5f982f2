"""Links descriptions that stand alone («le ministre», «son avocate») to whom they mean among those an article names.

Finding them is the work of rules (find.py), choosing among those named the work of a trained judge (judge.py) over
features that know no word (features.py). Does not belong here: pronouns (coreference), the same one across articles
(entities).
"""

from pipeline.extract.ids import content_id
from pipeline.extract.quotes.lexicon import lexicon
from pipeline.extract.reading import Reading
from pipeline.extract.referents.features import Candidate, Scene
from pipeline.extract.referents.find import PERSON, Description, descriptions_of
from pipeline.extract.referents.judge import judge


def described(reading: Reading, year: int | None) -> tuple[set[int], list[dict[str, object]]]:
    """Return the rows of mentions for the descriptions that stand alone, each with whom it means or, where that is unsure, no one.

    Before them the ids of the descriptions known before that they take the place of. `reading` knows its quotations;
    `year` is that of publication.
    """
    lex = lexicon(reading.language)
    if not lex.people:
        return set(), []
    found = descriptions_of(reading, lex)
    if not found:
        return set(), []
    scene = Scene(reading, lex, year)
    rows = []
    for one in found:
        meant, chance = judge(scene, one)
        scene.settled.append((one, meant.key if meant else None))
        rows.append(_row(reading, one, meant, chance))
    return _under(reading, found), rows


def _under(reading: Reading, found: list[Description]) -> set[int]:
    """Return the ids of the descriptions known before that the descriptions found take the place of."""
    numbers = {reading.mention_of[one.head] for one in found} - {-1}
    known = [reading.mentions[number] for number in numbers]
    return {mention["mention_id"] for mention in known if mention["kind"] == "description"}


def _row(reading: Reading, one: Description, meant: Candidate | None, chance: float) -> dict[str, object]:
    start, end = reading.start[one.first], reading.end[one.last]
    mention = reading.mentions[meant.number] if meant else None
    return {
        "mention_id": content_id("mention", reading.article_id, start, end, "description"),
        "article_id": reading.article_id,
        "start_char": start,
        "end_char": end,
        "text": reading.text[start:end],
        "type": PERSON,
        "kind": "description",
        "name": (mention["name"] or mention["text"]) if mention else None,
        "gender": (mention["gender"] if mention else None) or one.gender,
        "cluster_id": mention["cluster_id"] if mention else None,
        "method": "judged" if mention else "unresolved",
        "confidence": round(chance, 2) if mention else None,
    }
