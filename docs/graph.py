"""Draws docs/assets.svg from the Dagster definitions: `make graph`. Needs the program `dot` of Graphviz."""

from pathlib import Path

import graphviz

from pipeline.definitions import defs

COLOURS = {"drop": "#dbe9f6", "corpus": "#e5f2df", "warehouse": "#fbe6d0"}


def draw() -> graphviz.Digraph:
    """Return the graph of the assets, a group in one colour, without the edges that longer ways imply."""
    picture = graphviz.Digraph("assets", format="svg")
    picture.attr(rankdir="LR", nodesep="0.18", ranksep="0.45", bgcolor="white")
    picture.attr(
        "node", shape="box", style="filled,rounded", fontname="Helvetica", fontsize="11", color="#8a8a8a"
    )
    picture.attr("edge", color="#9a9a9a", arrowsize="0.6")
    graph = defs().resolve_asset_graph()
    above = {key: graph.get_ancestor_asset_keys(key) - {key} for key in graph.materializable_asset_keys}
    for key in sorted(graph.materializable_asset_keys):
        node = graph.get(key)
        picture.node(
            key.to_user_string(), fillcolor=COLOURS[node.group_name or ""], tooltip=node.description or ""
        )
        for parent in sorted(
            key for key in node.parent_keys if not any(key in above[other] for other in node.parent_keys)
        ):
            picture.edge(parent.to_user_string(), key.to_user_string())
    return picture


if __name__ == "__main__":
    draw().render(outfile=Path(__file__).with_name("assets.svg"), cleanup=True)
