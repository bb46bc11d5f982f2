"""Drops: what lies in seeds/, what people decided beside it, and how it becomes documents and texts.

Belongs here: formats, encodings, the look at a folder, its history, whether it changed. Does not belong here: what a text
says (extract/), how frames are kept (frames/). May import warehouse/, frames/, extract/, and what is below them.
Its names are those of __init__.pyi, each imported when it is used.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
