"""Pictures are well-formed SVG that says its numbers in words."""

from xml.etree import ElementTree as ET

import pytest

from pipeline.warehouse.pictures import Bar, Edge, network, over_time, shares

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '"><script>alert(1)</script>&'


def titles(picture: str) -> list[str | None]:
    return [title.text for title in ET.fromstring(picture).iter(f"{SVG}title")]  # noqa: S314  (our own words)


@pytest.mark.parametrize("draw", [shares, over_time])
def test_a_bar_says_its_label_and_value(draw: type) -> None:
    assert titles(draw([Bar("Le Soir", 3, "/?a=b&c=d"), Bar("Le Matin", 0)], "Outlets")) == [
        "Le Soir: 3",
        "Le Matin: 0",
    ]


def test_an_edge_says_both_names_and_their_number() -> None:
    assert titles(network([Edge("Ada Petit", "Bruno Lang", 4)], "Network"))[0] == "Ada Petit – Bruno Lang: 4"


@pytest.mark.parametrize("picture", [shares([], "t"), over_time([], "t"), network([], "t")])
def test_nothing_can_be_drawn(picture: str) -> None:
    assert titles(picture) == []


@pytest.mark.parametrize(
    "picture",
    [
        shares([Bar(HOSTILE, 1, HOSTILE)], HOSTILE),
        over_time([Bar(HOSTILE, 1, HOSTILE)], HOSTILE),
        network([Edge(HOSTILE, "b", 1)], HOSTILE, lambda name: name),
    ],
)
def test_words_stay_words(picture: str) -> None:
    assert not list(ET.fromstring(picture).iter(f"{SVG}script"))  # noqa: S314
    assert "<script>" not in picture


def test_bars_are_as_long_as_their_values() -> None:
    drawn = ET.fromstring(shares([Bar("a", 10), Bar("b", 5)], "t"))  # noqa: S314
    lengths = [float(rect.attrib["width"]) for rect in drawn.iter(f"{SVG}rect")]
    assert lengths[0] == pytest.approx(2 * lengths[1], rel=0.01)
