"""What people decided about names: same or different, or undone. It wins over the machine.

A judgement says by two spellings which entities it means, so that it outlives a new run, an edited article and a
new drop. Columns: left, right, verdict (same|different|undo), by, on (the day), why.
"""

from collections.abc import Iterator

import polars as pl

from pipeline.extract.names import fold
from pipeline.tables import DIFFERENT, SAME, UNDO, VERDICTS


def standing(judgements: pl.DataFrame | None) -> list[tuple[str, str, str]]:
    """Return (left, right, verdict), folded, each pair once in the order of its spellings: the latest judgement stands.

    None stands of a pair whose latest is undo.
    """
    if judgements is None or judgements.is_empty():
        return []
    latest: dict[tuple[str, str], tuple[str, str]] = {}
    rows = judgements.select("left", "right", "verdict", "on").iter_rows()
    for left, right, verdict, on in rows:
        if left is None or right is None or verdict not in VERDICTS:
            continue
        one, two = sorted((fold(left), fold(right)))
        if (one, two) not in latest or (on or "") >= latest[one, two][0]:
            latest[one, two] = (on or "", verdict)
    return [(one, two, verdict) for (one, two), (_, verdict) in sorted(latest.items()) if verdict != UNDO]


def contradictions(judgements: pl.DataFrame | None) -> pl.DataFrame:
    """Return the judgements that say «different» of two spellings that other judgements make the same: left, right, via.

    `via` is the chain of spellings that joins them. No row: the judgements agree with each other.
    """
    decided = standing(judgements)
    neighbours: dict[str, list[str]] = {}
    for left, right, verdict in decided:
        if verdict == SAME:
            neighbours.setdefault(left, []).append(right)
            neighbours.setdefault(right, []).append(left)
    rows = [
        (left, right, " = ".join(chain))
        for left, right, verdict in decided
        if verdict == DIFFERENT and (chain := _chain(left, right, neighbours))
    ]
    return pl.DataFrame(rows, schema={"left": pl.String, "right": pl.String, "via": pl.String}, orient="row")


def _chain(start: str, goal: str, neighbours: dict[str, list[str]]) -> list[str]:
    came_from: dict[str, str] = {start: start}
    waiting = [start]
    for one in waiting:
        for other in neighbours.get(one, []):
            if other not in came_from:
                came_from[other] = one
                waiting.append(other)
    if goal not in came_from:
        return []
    chain = [goal]
    while chain[-1] != start:
        chain.append(came_from[chain[-1]])
    return chain[::-1]


def judged_nodes(
    judgements: pl.DataFrame | None, nodes: pl.DataFrame, spelled: dict[str, list[int]]
) -> Iterator[tuple[list[int], list[int], str]]:
    """Yield the nodes that each standing judgement means, left and right, and its verdict.

    A spelling means the nodes whose name it is; if it is nobody's fullest name, those that it stands for somewhere.
    """
    decided = standing(judgements)
    if not decided:
        return
    by_name: dict[str, list[int]] = {}
    for node, name in nodes.select("node", "name").iter_rows():
        by_name.setdefault(fold(name), []).append(node)
    for left, right, verdict in decided:
        yield (
            by_name.get(left) or spelled.get(left, []),
            by_name.get(right) or spelled.get(right, []),
            verdict,
        )
