"""The warehouse: the DuckDB file, or the lake, that is built from the frames, and all that is read out of it.

Belongs here: build, audit and swap, SQL's questions, search, catalogue, exports, pictures. Does not belong here: how rows come
about (extract/), when a build is made (defs/), the faces (commands/, desk/). May import frames/ and what is below it.
Its names are those of __init__.pyi, each imported when it is used; beside them `questions`, `catalogue`, `pictures`, `export`, `guarded` and `spreadsheet` are imported where they are needed.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
