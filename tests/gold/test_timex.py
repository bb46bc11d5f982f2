"""The share of right values on phrases of other test suites does not fall."""

import pytest

from tests.gold.timex import GOLD, score_timex

FLOOR = 0.86


@pytest.mark.skipif(not GOLD.exists(), reason="the gold does not lie beside the project")
def test_phrases_that_a_press_reader_meets_get_an_accepted_value() -> None:
    figures = score_timex()
    assert figures.share >= FLOOR, figures.misses
