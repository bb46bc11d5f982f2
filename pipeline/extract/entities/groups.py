"""Joins nodes into entities: by judgement, then by verdict, the surest first, never across what keeps them apart."""

from collections import defaultdict
from itertools import product

import polars as pl

from pipeline.extract.entities.pairs import SAME
from pipeline.tables import DIFFERENT


class Groups:
    """Union-find over nodes with what each group knows; the earliest node is the root and gives the id."""

    def __init__(self, nodes: pl.DataFrame) -> None:
        self.parent = list(range(len(nodes)))
        self.authority: list[str | None] = nodes["authority"].to_list()
        self.gender: list[str | None] = nodes["gender"].to_list()
        self.country: list[str | None] = nodes["country"].to_list()
        self.reason: list[tuple[str, float]] = [("spelling", 1.0)] * len(nodes)
        self.apart: dict[int, set[int]] = defaultdict(set)

    def find(self, node: int) -> int:
        """Return the root of a node's group."""
        while self.parent[node] != node:
            self.parent[node] = self.parent[self.parent[node]]
            node = self.parent[node]
        return node

    def keep_apart(self, left: int, right: int) -> None:
        """Forbid two groups to become one."""
        left, right = self.find(left), self.find(right)
        self.apart[left].add(right)
        self.apart[right].add(left)

    def contradict(self, left: int, right: int) -> bool:
        """Tell whether gender, country, authority or a judgement keeps two groups apart."""
        facts = (self.gender, self.country, self.authority)
        known = any(fact[left] and fact[right] and fact[left] != fact[right] for fact in facts)
        return known or right in self.apart[left]

    def join(self, left: int, right: int, method: str, score: float, *, force: bool = False) -> bool:
        """Make two groups one, unless something keeps them apart; return whether they are one."""
        one, two = sorted((self.find(left), self.find(right)))
        if one == two:
            return True
        if two in self.apart[one] or (not force and self.contradict(one, two)):
            return False
        self.parent[two] = one
        for fact in (self.gender, self.country, self.authority):
            fact[one] = fact[one] or fact[two]
        for other in self.apart.pop(two, ()):
            self.keep_apart(one, other)
        for node in (left, right):
            if self.reason[node] == ("spelling", 1.0) and node != one:
                self.reason[node] = (method, score)
        return True


def group_nodes(
    nodes: pl.DataFrame,
    pairs: pl.DataFrame,
    acronyms: list[tuple[int, int]],
    judged: list[tuple[list[int], list[int], str]],
) -> Groups:
    """Return the groups. `pairs` as by pairs.candidate_pairs; `acronyms`: (node of the letters, node of the words)."""
    groups = Groups(nodes)
    _apply_judgements(groups, judged)
    sure = pairs.filter(pl.col("score") >= SAME)
    for left, right, score, method in sure.filter(pl.col("method") != "left out").iter_rows():
        groups.join(left, right, method, score)
    for letters, words in acronyms:
        groups.join(letters, words, "acronym", 0.9)
    _join_shorter(groups, nodes, sure.filter(pl.col("method") == "left out"))
    return groups


def join_surnames(groups: Groups, pairs: pl.DataFrame) -> None:
    """Join surnames alone to their bearers. `pairs` as by surnames.surname_pairs; a title tells the bearer's gender, or not."""
    for left, right, score, method in pairs.filter(pl.col("score") >= SAME).iter_rows():
        titled = groups.gender[groups.find(left)]
        if titled is None or titled == groups.gender[groups.find(right)]:
            full = groups.reason[right]
            if groups.join(left, right, method, score):
                groups.reason[left], groups.reason[right] = (method, score), full  # whichever is the earlier


def _apply_judgements(groups: Groups, judged: list[tuple[list[int], list[int], str]]) -> None:
    for left, right, verdict in judged:
        if verdict == DIFFERENT:
            for one, two in product(left, right):
                if one != two:
                    groups.keep_apart(one, two)
    for left, right, verdict in judged:
        if verdict != DIFFERENT and left and right:
            for node in (*left, *right):
                groups.join(left[0], node, "judgement", 1.0, force=True)


def _join_shorter(groups: Groups, nodes: pl.DataFrame, pairs: pl.DataFrame) -> None:
    """Join a name to the one longer name that it shortens; between two it stays alone."""
    names = nodes["name"].to_list()
    longer: dict[int, dict[int, tuple[int, float]]] = defaultdict(dict)
    for left, right, score, _ in pairs.iter_rows():
        short, long = sorted((left, right), key=lambda node: (len(names[node].split()), node))
        longer[short][groups.find(long)] = (long, score)
    for short, found in sorted(longer.items()):
        if len(found) == 1:
            long, score = next(iter(found.values()))
            groups.join(short, long, "left out", score)
