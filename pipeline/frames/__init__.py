"""Frames: Parquet files, the truth that a warehouse is built from; only what changed is computed again.

Belongs here: where frames lie, which extractor makes which from which, where that work runs. Does not belong here: what
rows mean (extract/, tables.py), the DuckDB file (warehouse/). May import extract/ and what is below it.
"""

from pipeline.frames.frames import CORPUS, INTERNAL_SCHEMAS, SEEN, Frames, row_digests, schema_of
from pipeline.frames.parquet import State
from pipeline.frames.recipes import CORPUS_FRAMES, CORRECTED, RECIPES, Recipe, corpus_version
from pipeline.frames.storage import is_address
from pipeline.frames.storage.bucket import bucket
from pipeline.frames.storage.files import is_alive
from pipeline.frames.versions import version_of

__all__ = [
    "CORPUS",
    "CORPUS_FRAMES",
    "CORRECTED",
    "INTERNAL_SCHEMAS",
    "RECIPES",
    "SEEN",
    "Frames",
    "Recipe",
    "State",
    "bucket",
    "corpus_version",
    "is_address",
    "is_alive",
    "row_digests",
    "schema_of",
    "version_of",
]
