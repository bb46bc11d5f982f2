"""Trained components that ship with the package, one folder each with its card: what it does, what it learnt from, what makes it again.

`fr_ner` finds names in French; `speech` tells speech from titles and terms, `referents` whom a description means, `chooser` who speaks where no
cue says it, `confidence` how sure a quote is. train_ner.py trains the first, tests/gold/train_*.py the others, on gold that does not ship.
"""
