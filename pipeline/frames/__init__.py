"""Frames: Parquet files, the truth that a warehouse is built from; only what changed is computed again.

Belongs here: where frames lie, which extractor makes which from which, where that work runs. Does not belong here: what
rows mean (extract/, tables/), the DuckDB file (warehouse/). May import extract/ and what is below it.
Its names are those of __init__.pyi, each imported when it is used.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
