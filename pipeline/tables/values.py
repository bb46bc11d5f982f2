"""The closed lists of values that columns take."""

import dataframely as dy

DOCUMENT_STATUS = ["loaded", "duplicate", "superseded", "removed", "quarantined"]
ROLES = ["title", "byline", "metadata", "dateline", "lead", "body", "heading", "caption", "boilerplate"]
ENTITY_TYPES = ["PER", "ORG", "LOC", "MISC"]
MENTION_KINDS = ["name", "description", "pronoun"]
DATE_TYPES = ["DATE", "TIME", "DURATION", "SET"]
SOURCE_TYPES = ["agency", "media", "person", "institution", "document", "group"]
SOURCE_ROLES = ["publisher", "credit", "cited", "relay"]
QUOTE_KINDS = ["direct", "mixed", "indirect"]
ROLE_METHODS = ["title", "apposition", "copula", "authority"]
PERSON, BODY, GROUP, UNNAMED = SPEAKER_KINDS = ["person", "body", "group", "unnamed"]
SAID_METHODS = ["cue", "utterance", "publication"]
QUOTED_TERM_KINDS = ["title", "term", "scare"]
CORRECTION_STATUS = ["applied", "replaced", "undone", "lost", "refused"]


def unit_interval() -> dy.Float64:
    """Return the column of a score: NULL, or 0 to 1."""
    return dy.Float64(nullable=True, min=0.0, max=1.0)
