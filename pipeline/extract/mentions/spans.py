"""Finds where names stand in one article: the model's spans, mended by rules, and what the model passed over."""

from pipeline.extract.mentions.clubs import club_names
from pipeline.extract.mentions.evidence import Evidence
from pipeline.extract.mentions.institutions import named_bodies, opened_names, small_institutions
from pipeline.extract.mentions.known import abbreviated, known_names, said_again
from pipeline.extract.mentions.lexicon import Lexicon
from pipeline.extract.mentions.mending import Name, Words, apart, covered_by, mended, unglued
from pipeline.extract.mentions.outlets import outlet_names
from pipeline.extract.mentions.parting import model_spans, parted, runs
from pipeline.extract.mentions.people import (
    given_names,
    kin_names,
    one_by_one,
    prolonged,
    rosters,
    titled_names,
    told_names,
    whole_surnames,
    with_given_names,
    with_nicknames,
    with_particles,
)
from pipeline.extract.mentions.sieve import is_aside, unaddressed, uncommon, unopened, unshouted
from pipeline.extract.mentions.slips import without_slips
from pipeline.extract.mentions.votes import retype


def found_names(text: str, words: Words, lexicon: Lexicon, evidence: Evidence) -> list[Name]:
    """Return the names that the model or the lexicon finds, in the order of the text, none over another."""
    seen = (
        mended(text, *span, lexicon)
        for first, last, kind in model_spans(words, lexicon)
        for run in runs(words, first, last)
        for part in parted(text, *run, kind, lexicon)
        for span in unglued(text, *part, lexicon)
    )
    names = prolonged(text, words, apart([name for name in seen if name is not None]), lexicon)
    names = [*one_by_one(names, lexicon)]
    names = apart([*small_institutions(text, lexicon), *club_names(text, words, evidence.clubs), *names])
    names = _beside([*outlet_names(text, names, evidence.media)], names)
    names = _beside([*abbreviated(text, names, lexicon)], names)
    names = apart(
        [
            *names,
            *opened_names(text, names, lexicon),
            *named_bodies(text, words, names, lexicon),
            *titled_names(text, names, lexicon),
            *given_names(text, words, names, lexicon),
            *kin_names(text, words, names, lexicon),
        ]
    )
    names = apart([*rosters(text, names), *names])
    names = with_given_names(text, words, names, lexicon)
    names = apart([with_particles(text, name, lexicon) for name in names])
    names = apart(whole_surnames(text, names, lexicon))
    names = with_nicknames(text, words, names, lexicon)
    names = apart([*known_names(text, words, names, lexicon), *names])
    names = apart([*names, *told_names(text, words, names, lexicon, evidence)])
    retype(text, names, lexicon, evidence)
    names = without_slips(
        text, words, unopened(words, uncommon(text, words, names, lexicon), lexicon), lexicon
    )
    names = unshouted(text, words, names, lexicon)
    names = [name for name in unaddressed(text, names) if not is_aside(text, name, lexicon)]
    again = [name for name in said_again(text, words, names, lexicon) if not is_aside(text, name, lexicon)]
    return apart([*names, *again])


def _beside(sure: list[Name], names: list[Name]) -> list[Name]:
    """Return the sure names, and those of the others that stand on none of them."""
    covered = covered_by(sure)
    return apart([*sure, *(name for name in names if not covered.intersection(range(name.start, name.end)))])
