"""Trained components that ship with the package, one folder each with its card, and the scripts that train them."""
