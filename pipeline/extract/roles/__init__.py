"""Roles: who is said to hold which office, in each article; and over all drops, who held it when.

The press itself says who is who: «X, maire de Y», «le maire de Y, X», «X a été élu maire de Y». What the articles say is
remembered, and settles the descriptions that an article leaves open.
"""

from pipeline.extract.roles.attested import attest_roles
from pipeline.extract.roles.holders import find_roles
from pipeline.extract.roles.lent import lend_speakers

__all__ = ["attest_roles", "find_roles", "lend_speakers"]
