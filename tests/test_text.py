"""Bytes to text."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.text import UndecodableError, decode

SENTENCE = "L’été dernier, à Besançon, «le maire» a déclaré : «c’est décidé» — enfin.\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_a_text_is_the_same_in_every_encoding(encoding: str) -> None:
    assert decode((SENTENCE * 5).encode(encoding)).text == SENTENCE * 5


def test_old_macintosh_text_is_told_by_its_form() -> None:
    assert "été" in decode((SENTENCE * 20).encode("mac_roman", "replace")).text


def test_newlines_become_lf_and_letters_nfc() -> None:
    assert decode("e\u0301te\u0301\r\nun\rdeux".encode()).text == "été\nun\ndeux"


def test_mojibake_is_repaired_and_said() -> None:
    decoded = decode("L'Ã©tÃ© Ã  BesanÃ§on".encode())
    assert (decoded.text, decoded.repaired) == ("L'été à Besançon", "mojibake repaired")


@pytest.mark.parametrize(
    "text", ["Il écrit «Ã» au tableau.", "São Paulo, à l’aube", "Â l’envers, l’été arrive"]
)
def test_what_only_looks_like_mojibake_stays(text: str) -> None:
    assert decode(text.encode()) == (text, "utf-8", None)


@pytest.mark.parametrize(
    "data", [b"", b" \n\t ", b"\xef\xbb\xbf", b"\xff\xfe", b"\x00" * 50, "\u2003\n".encode()]
)
def test_nothing_is_no_text(data: bytes) -> None:
    with pytest.raises(UndecodableError, match="empty or blank"):
        decode(data)


@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x01" * 9, bytes(range(32)) * 40]
)
def test_a_binary_file_is_no_text(data: bytes) -> None:
    with pytest.raises(UndecodableError):
        decode(data)


def test_half_a_utf16_file_is_refused() -> None:
    with pytest.raises(UndecodableError, match="not valid utf-16"):
        decode(b"\xff\xfea\x00b")


def test_one_nul_in_a_text_does_not_make_it_binary() -> None:
    assert decode(b"x" * 999 + b"\x00").text.endswith("\x00")


def test_what_a_page_declares_counts_for_a_page_alone() -> None:
    page = b'<meta charset="windows-1251">' + "Мэр города".encode("cp1251")
    assert "Мэр города" in decode(page, is_page=True).text
    assert decode(b"<meta charset='no-such'> caf\xe9 au lait", is_page=True).text.endswith("café au lait")


def test_endless_combining_marks_are_refused_before_they_cost_the_square_of_their_number() -> None:
    with pytest.raises(UndecodableError, match="combining marks"):
        decode(("a" + "\u0301\u0327" * 500_000).encode())


@pytest.mark.parametrize("char", ["«", "7", "a", "Ã©", "\u0301a", "\x1b[", "é"])
def test_a_megabyte_of_one_thing_takes_linear_time(char: str) -> None:
    with contextlib.suppress(UndecodableError):  # either at once, or the suite's timeout ends it
        assert decode((char * 1_000_000).encode()).text


@settings(max_examples=800, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300), st.text(max_size=200).map(lambda t: t.encode("utf-8", "surrogatepass"))
    )
)
def test_any_bytes_are_read_or_refused_and_reading_again_changes_nothing(data: bytes) -> None:
    try:
        text = decode(data).text
    except UndecodableError:
        return
    assert "\r" not in text
    assert decode(text.encode()).text == text
