"""The days of quotes on annotated articles: the share that has one, and the share of these that is right, do not fall."""

import pytest

from tests.gold.said import POOL, TRAIN, measure

GIVEN, RIGHT = 0.93, 0.89


@pytest.mark.skipif(not (POOL.exists() and TRAIN.exists()), reason="the texts do not lie beside the project")
def test_quotes_have_the_day_on_which_they_were_said() -> None:
    figures = measure()
    assert figures.n >= 150
    assert figures.given >= GIVEN, figures.misses
    assert figures.right >= RIGHT, figures.misses
