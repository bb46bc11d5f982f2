"""Gives names spelt alike one type: the model's vote for each, and what its own words and those beside it tell."""

from collections import Counter

from pipeline.extract.mentions.evidence import Evidence, votes_for
from pipeline.extract.mentions.lexicon import Lexicon
from pipeline.extract.mentions.mending import REACH, Name
from pipeline.extract.names import fold

EXPLAINED = 9  # votes of letters that brackets explain: more than any other
SURNAME = 2  # votes of a surname that stands alone elsewhere: more than the model's


def retype(text: str, names: list[Name], lexicon: Lexicon, evidence: Evidence) -> None:
    """Give names spelt alike the type that what stands beside them tells, if it outvotes the model.

    A word and the name of a person alone elsewhere is that person: «Ada Lind» where there is «Lind». A given name alone is
    no place, unless something bears it: «celle de Loïc».
    """
    votes: dict[str, Counter[str]] = {}
    people = (_untitled(name.text, lexicon) for name in names if name.type == "PER")
    alone = {text for text in people if " " not in text}
    given = {name.text for name in names if fold(name.text).replace(" ", "-") in lexicon.first_names}
    things = {name.text for name in names if name.text in given and _is_thing(text, name, lexicon)}
    doubtful = [name for name in names if fold(name.text) not in lexicon.known_types]
    for name in doubtful:
        told = votes_for(text, name.start, name.end, lexicon, evidence)
        told[name.type] += EXPLAINED if name.method == "acronym" else 1
        is_headed = lexicon.affair.match(name.text) or lexicon.head_inside.match(name.text)
        if name.text.partition(" ")[2] in alone and not is_headed:
            told["PER"] += SURNAME
        is_given = name.text in given
        if name.type == "LOC" and is_given and name.text not in things:
            told["PER"] += evidence.given
        if is_given and any(text.endswith(one, 0, name.start) for one in lexicon.elided):
            told["LOC"] += evidence.weight  # «l'Aube»: a river, and its land
        votes.setdefault(name.text, Counter()).update(told)
    for name in doubtful:
        is_sure = name.method == "medium" or lexicon.title_inside.match(name.text)
        if not is_sure:
            name.type = max(votes[name.text], key=lambda kind: (votes[name.text][kind], kind == name.type))


def _untitled(text: str, lexicon: Lexicon) -> str:
    title = lexicon.title_inside.match(text)
    return text[title.end() :] if title else text


def _is_thing(text: str, name: Name, lexicon: Lexicon) -> bool:
    before = text[max(0, name.start - REACH) : name.start]
    return bool(lexicon.things.search(before) or lexicon.article_and_mark.search(before))
