"""Pictures as SVG: bars over time, shares, a network. Drawn here so that a page, a report and a file show the same.

Belongs here: shapes and numbers. Does not belong here: which rows are counted (sql/), where a picture is shown.
Colours are those of Okabe and Ito, which people who see colours differently can tell apart; none says anything alone.
"""

from collections.abc import Callable, Sequence
from html import escape
from math import cos, pi, sin
from typing import NamedTuple

INK, SOFT, BAR = "#22303c", "#5a6472", "#0072b2"
WIDTH = 380
ROW = 24
LABEL = 150
PLOT_HEIGHT = 130
RADIUS = 84
MOST_LABELS = 4


class Bar(NamedTuple):
    """A bar: its label, its value, and the address it leads to (None: nowhere)."""

    label: str
    value: float
    link: str | None = None


class Edge(NamedTuple):
    """Two names and how often they stand together."""

    one: str
    other: str
    n: int


def shares(
    bars: Sequence[Bar], title: str, written: Callable[[float], str] = lambda value: f"{value:g}"
) -> str:
    """Return horizontal bars, one a row, each with its label and value."""
    most = max((bar.value for bar in bars), default=0) or 1
    room = WIDTH - LABEL - 60
    rows = []
    for index, bar in enumerate(bars):
        y = index * ROW
        length = max(1.5, room * bar.value / most)
        shape = (
            f"<title>{escape(bar.label)}: {written(bar.value)}</title>"
            f'<text x="{LABEL - 8}" y="{y + 16}" text-anchor="end" fill="{INK}">{escape(_cut(bar.label, 19))}</text>'
            f'<rect x="{LABEL}" y="{y + 4}" width="{length:.1f}" height="{ROW - 8}" fill="{BAR}"/>'
            f'<text x="{LABEL + length + 6:.1f}" y="{y + 16}" fill="{SOFT}">{written(bar.value)}</text>'
        )
        rows.append(_linked(shape, bar.link))
    return _svg(WIDTH, max(ROW, ROW * len(bars)), title, rows)


def over_time(bars: Sequence[Bar], title: str) -> str:
    """Return upright bars side by side in the order given, with some of their labels under the line."""
    most = max((bar.value for bar in bars), default=0) or 1
    step = (WIDTH - 40) / max(1, len(bars))
    every = -(-len(bars) // MOST_LABELS) or 1
    rows = [
        f'<line x1="36" x2="{WIDTH}" y1="{PLOT_HEIGHT + 6}" y2="{PLOT_HEIGHT + 6}" stroke="{SOFT}"/>',
        f'<text x="30" y="16" text-anchor="end" fill="{SOFT}">{most:g}</text>',
        f'<text x="30" y="{PLOT_HEIGHT + 6}" text-anchor="end" fill="{SOFT}">0</text>',
    ]
    for index, bar in enumerate(bars):
        height = max(1.5, PLOT_HEIGHT * bar.value / most) if bar.value else 0
        x = 38 + index * step
        shape = (
            f"<title>{escape(bar.label)}: {bar.value:g}</title>"
            f'<rect x="{x:.1f}" y="{PLOT_HEIGHT + 6 - height:.1f}" width="{min(40.0, max(1.0, step * 0.82)):.1f}" '
            f'height="{height:.1f}" fill="{BAR}"/>'
        )
        rows.append(_linked(shape, bar.link))
        if index % every == 0 and x < WIDTH - 75:
            rows.append(f'<text x="{x:.1f}" y="{PLOT_HEIGHT + 24}" fill="{SOFT}">{escape(bar.label)}</text>')
    return _svg(WIDTH, PLOT_HEIGHT + 32, title, rows)


def network(edges: Sequence[Edge], title: str, link: Callable[[str], str | None] = lambda _: None) -> str:
    """Return names on a circle, joined where they stand together; a thicker line stands for more articles."""
    names = list(dict.fromkeys(name for edge in edges for name in (edge.one, edge.other)))
    most = max((edge.n for edge in edges), default=1)
    middle_x, middle_y = WIDTH / 2, RADIUS + 26
    angle = {name: 2 * pi * index / len(names) - pi / 2 for index, name in enumerate(names)}
    place = {name: (middle_x + RADIUS * cos(a), middle_y + RADIUS * sin(a)) for name, a in angle.items()}
    rows = []
    for edge in reversed(edges):
        (x1, y1), (x2, y2) = place[edge.one], place[edge.other]
        rows.append(
            f'<path d="M{x1:.1f} {y1:.1f}Q{middle_x} {middle_y} {x2:.1f} {y2:.1f}" fill="none" stroke="{BAR}" '
            f'stroke-opacity="0.45" stroke-width="{0.8 + 4 * edge.n / most:.1f}">'
            f"<title>{escape(edge.one)} – {escape(edge.other)}: {edge.n}</title></path>"
        )
    for name, (x, y) in place.items():
        side = cos(angle[name])
        anchor = "middle" if abs(side) < 0.15 else "start" if side > 0 else "end"
        shift = 9 if side > 0.15 else -9 if side < -0.15 else 0
        lift = 4 if anchor != "middle" else 16 if y > middle_y else -9
        shape = (
            f"<title>{escape(name)}</title>"
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" fill="{INK}"/>'
            f'<text x="{x + shift:.1f}" y="{y + lift:.1f}" text-anchor="{anchor}" fill="{INK}">{escape(_cut(name, 12))}</text>'
        )
        rows.append(_linked(shape, link(name)))
    return _svg(WIDTH, 2 * RADIUS + 56 if names else ROW, title, rows)


def _svg(width: int, height: int, title: str, shapes: Sequence[str]) -> str:
    role = (
        "group" if any(shape.startswith("<a ") for shape in shapes) else "img"
    )  # links within are no part of an image
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="{role}" '
        f'aria-label="{escape(title)}" font-family="system-ui, sans-serif" font-size="14">'
        f"{''.join(shapes)}</svg>"
    )


def _linked(shape: str, link: str | None) -> str:
    return f'<a href="{escape(link)}">{shape}</a>' if link else f"<g>{shape}</g>"


def _cut(label: str, most: int) -> str:
    return label if len(label) <= most else label[: most - 1] + "…"
