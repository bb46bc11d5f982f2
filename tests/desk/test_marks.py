"""Marks may overlap in any way; the words come out as they went in."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.desk.marks import marks_of, paragraphs

TEXT = "0123456789" * 4


def row(what: str, start: int, end: int, value: str | None = "Ada Petit") -> dict[str, object]:
    return {"what": what, "id": start * 100 + end, "start_char": start, "end_char": end, "value": value}


def segment(start: int, end: int) -> dict[str, object]:
    return {"role": "body", "start_char": start, "end_char": end}


spans = st.tuples(st.integers(0, 39), st.integers(1, 40)).filter(lambda span: span[0] < span[1])


@given(st.lists(spans, max_size=12))
def test_every_word_stands_once_and_under_its_marks(places: list[tuple[int, int]]) -> None:
    marks = marks_of([row("name", start, end) for start, end in places])
    at = 0
    for paragraph in paragraphs(TEXT, [segment(0, 20), segment(20, 40)], marks):
        for piece in paragraph.pieces:
            end = at + len(piece.text)
            assert piece.text == TEXT[at:end]
            expected = sorted(mark.id for mark in marks if mark.start <= at and end <= mark.end)
            assert sorted(mark.id for mark in piece.marks) == expected
            at = end
    assert at == len(TEXT)


def test_a_mark_begins_once_in_a_segment() -> None:
    marks = marks_of([row("quote", 2, 12), row("name", 4, 6)])
    (paragraph,) = paragraphs(TEXT, [segment(0, 40)], marks)
    assert [[mark.id for mark in piece.begins] for piece in paragraph.pieces] == [[], [212], [406], [], []]


def test_a_mark_over_two_segments_is_marked_in_both() -> None:
    both = paragraphs(TEXT, [segment(0, 20), segment(20, 40)], marks_of([row("quote", 15, 25)]))
    assert [[piece.text for piece in paragraph.pieces if piece.marks] for paragraph in both] == [
        ["56789"],
        ["01234"],
    ]


def test_speakers_are_numbered_as_they_first_speak_and_the_unknown_has_no_number() -> None:
    rows = [
        row("quote", 0, 2, "Ada"),
        row("quote", 3, 5, None),
        row("quote", 6, 8, "Bruno"),
        row("quote", 9, 11, "Ada"),
    ]
    assert [(mark.number, mark.colour) for mark in marks_of(rows)] == [(1, 1), (0, 0), (2, 2), (1, 1)]


def test_the_eighth_speaker_has_a_colour_again_and_a_number_of_their_own() -> None:
    marks = marks_of([row("quote", n, n + 1, f"Speaker {n}") for n in range(9)])
    assert (marks[7].number, marks[7].colour) == (8, 1)
