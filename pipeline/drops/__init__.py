"""Drops: what lies in seeds/, what people decided beside it, and how it becomes documents and texts.

Belongs here: formats, encodings, the look at a folder, its history, whether it changed. Does not belong here: what a text
says (extract/), how frames are kept (frames/). May import warehouse/, frames/, extract/, and what is below them.
"""

from pipeline.drops.changed import changed_drops, corpus_is_current, corrections_version, links_version
from pipeline.drops.corrections import append_corrections, read_corrections
from pipeline.drops.decisions import append_judgement, read_authorities, read_judgements
from pipeline.drops.formats.beside import METADATA_FILE
from pipeline.drops.intake import take_in
from pipeline.drops.seeds import Seeds
from pipeline.drops.workspace import Folders, folders

__all__ = [
    "METADATA_FILE",
    "Folders",
    "Seeds",
    "append_corrections",
    "append_judgement",
    "changed_drops",
    "corpus_is_current",
    "corrections_version",
    "folders",
    "links_version",
    "read_authorities",
    "read_corrections",
    "read_judgements",
    "take_in",
]
