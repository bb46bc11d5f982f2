"""Why a quote has no speaker: everything that its column `reason` may say, each with the one that says it.

Of several for one quote, warehouse/database.py takes that of a lent role before the article's; a correction comes last.
Does not belong here: how the speaker is looked for (in quotes/: speakers/naming.py, settling/running.py; roles/lent.py).
"""

# Nothing tells who speaks: NOBODY of speakers/naming.py, where quotes/report.py (the subject of a cue does not speak), settling/running.py,
# settling/labelled.py or settling/chooser.py (words without a cue) find no one; corrections/ (a quote that a person added).
NOT_NAMED = "no speaker named"
UNKNOWN_PRONOUN = "pronoun without antecedent"  # «il a dit», and nobody before: speakers/naming.py
NO_ONE = "the subject is no one in particular"  # «on dit», «ceux qui disent», a figure: speakers/naming.py
WRITER = "the writer speaks"  # «écrivais-je»: speakers/naming.py
TWO_NEAR = "two speakers are equally near"  # words that stand alone between two: settling/running.py
TWO_HOLDERS = "two holders of the role fit the day"  # «le maire de X», told of two: roles/lent.py
UNNAMED_BY_HAND = "a person found that no speaker is named"  # a correction without a value: corrections/

REASONS = (NOT_NAMED, UNKNOWN_PRONOUN, NO_ONE, WRITER, TWO_NEAR, TWO_HOLDERS, UNNAMED_BY_HAND)
