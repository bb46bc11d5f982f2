"""The warehouse: the DuckDB file, or the lake, that is built from the frames, and all that is read out of it.

Belongs here: build, audit and swap, SQL's questions, search, catalogue, exports, pictures. Does not belong here: how rows come
about (extract/), when a build is made (defs/), the faces (commands/, desk/). May import frames/ and what is below it.
Beside the names here `questions`, `catalogue`, `pictures`, `export`, `guarded` and `spreadsheet` are imported where they are needed.
"""

from pipeline.warehouse.audit import Check, Finding, checks
from pipeline.warehouse.database import (
    CORPUS_TABLES,
    MissingWarehouseError,
    Target,
    ask,
    build,
    connect,
    documents_of,
    drops_of,
    empty,
    is_current,
    lent,
    publish,
    remove_leftovers,
    said,
    spoken,
    swap,
    with_corrected,
    with_entities,
)
from pipeline.warehouse.lake import Lake, LakeError, checked
from pipeline.warehouse.losses import heavy_losses, unaccepted_losses

__all__ = [
    "CORPUS_TABLES",
    "Check",
    "Finding",
    "Lake",
    "LakeError",
    "MissingWarehouseError",
    "Target",
    "ask",
    "build",
    "checked",
    "checks",
    "connect",
    "documents_of",
    "drops_of",
    "empty",
    "heavy_losses",
    "is_current",
    "lent",
    "publish",
    "remove_leftovers",
    "said",
    "spoken",
    "swap",
    "unaccepted_losses",
    "with_corrected",
    "with_entities",
]
