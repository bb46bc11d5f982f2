"""The page around a text: which of its lines are title, by-line, dateline, heading, caption, boilerplate, and which body.

Belongs here: form. Does not belong here: the fields of an article (articles.py), dates inside the text (dates/).
The patterns are data, lang/<code>/articles.toml; those of the other languages are tried after those of the article's.
"""

from pipeline.extract.layout.page import FIELDS, Page, Piece
from pipeline.extract.layout.paragraphs import paragraphs
from pipeline.extract.layout.patterns import patterns
from pipeline.extract.layout.reading import read_page

__all__ = ["FIELDS", "Page", "Piece", "paragraphs", "patterns", "read_page"]
