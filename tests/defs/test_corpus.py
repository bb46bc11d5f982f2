"""What is made over all drops is made again when something that it reads changed, and only then."""

from pathlib import Path

import pytest

from pipeline.drops import append_corrections, by_hand, seeds
from pipeline.frames import CORPUS_FRAMES, CORRECTED
from tests.life.house import FRENCH, ITALIAN, House

LINKED = {"links", "entities", "entity_aliases"}
TOLD = {"stories", "lent_dates", "lent_publications"}


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.setattr(seeds, "QUIET_SECONDS", 0.0)
    house = House(tmp_path)
    house.put("uno/a.txt", FRENCH[0])
    house.bring_up()
    return house


def made_again(house: House) -> set[str]:
    """Bring the house up and return the frames over all drops that were written."""
    frames = house.folders.frames
    before = {table: frames.root / frames.name(table, "all") for table in CORPUS_FRAMES}
    numbers = {table: path.stat().st_ino for table, path in before.items()}
    kept = [path.open("rb") for path in before.values()]  # so that no number is given twice
    house.bring_up()
    for file in kept:
        file.close()
    return {table for table, path in before.items() if path.stat().st_ino != numbers[table]}


def test_nothing_is_made_again_where_nothing_changed(house: House) -> None:
    assert made_again(house) == set()


def test_an_article_more_makes_all_again(house: House) -> None:
    house.put("dos/b.txt", FRENCH[1])
    assert made_again(house) == set(CORPUS_FRAMES)


def test_an_article_that_is_gone_makes_all_again(house: House) -> None:
    house.put("dos/b.txt", ITALIAN[0])
    house.bring_up()
    (house.seeds / "dos/b.txt").unlink()
    assert made_again(house) == set(CORPUS_FRAMES)


def test_a_judgement_makes_the_names_again_and_what_they_are_read_by(house: House) -> None:
    file = house.seeds / by_hand.JUDGEMENTS_FILE
    file.write_text("left,right,verdict,by,on,why\nOdile Verney,Paul Astier,different,me,2024-03-05,\n")
    again = made_again(house)
    assert again >= LINKED
    assert not again & TOLD


def test_a_correction_makes_again_what_it_corrects_and_who_said_it_first(house: House) -> None:
    words = "Le pont rouvrira lundi"
    row = {"path": "uno/a.txt", "start": "1", "text": words, "field": "speaker", "value": "Paul Astier"}
    append_corrections(house.seeds, [row])
    assert made_again(house) == {*CORRECTED, "statements"}
    assert house.rows("SELECT speaker FROM who_said_what") == [("Paul Astier",)]
    assert made_again(house) == set()
