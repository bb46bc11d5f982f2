"""Bytes to text."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.drops.encodings import UndecodableError
from pipeline.drops.text import decode, decode_container

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


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\n\r", "\r"])
@pytest.mark.parametrize("several", [1, 2, 3])
def test_a_newline_is_one_however_it_is_written(newline: str, several: int) -> None:
    assert decode(f"un{newline * several}deux{newline}".encode()).text == f"un{chr(10) * several}deux\n"


def test_mojibake_is_repaired_and_said() -> None:
    decoded = decode("L'Ã©tÃ© Ã  BesanÃ§on".encode())
    assert decoded[:3] == ("L'été à Besançon", "utf-8", "mojibake repaired")


@pytest.mark.parametrize(
    "text", ["Il écrit «Ã» au tableau.", "São Paulo, à l’aube", "Â l’envers, l’été arrive"]
)
def test_what_only_looks_like_mojibake_stays(text: str) -> None:
    assert decode(text.encode()) == (text, "utf-8", None, 0)


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


def test_utf16_that_is_mostly_none_is_refused() -> None:
    with pytest.raises(UndecodableError, match="not valid utf-16"):
        decode(b"\xff\xfe" + b"\x00\xdc" * 50)


def test_utf16_of_plain_english_without_a_bom_is_told_by_its_form() -> None:
    assert decode("The bridge is closed.".encode("utf-16-le")).text == "The bridge is closed."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_text_cut_anywhere_keeps_what_stands_before(encoding: str) -> None:
    for end in range(len("L’é".encode(encoding)), len(SENTENCE.encode(encoding))):
        data = SENTENCE.encode(encoding)[:end]
        decoded = decode(data)
        whole = data.decode(encoding, "ignore")
        assert decoded.text.removesuffix("\ufffd") == whole
        assert (decoded.repaired is None) == (decoded.text == whole)


@pytest.mark.parametrize("bad", [b"\xff", b"\x80", b"\xe9", b"\xc3"])
@pytest.mark.parametrize(
    "text", [SENTENCE, "Schöne Grüße aus Köln.", "Ночью выпал снег, сказал мэр.", "Liège est belle"]
)
def test_a_bad_byte_in_utf8_is_lost_alone_and_counted(text: str, bad: bytes) -> None:
    first, _, rest = text.partition(" ")
    decoded = decode(first.encode() + bad + b" " + rest.encode())
    assert decoded.text == f"{first}\ufffd {rest}"
    assert decoded[1:3] == ("utf-8", "bytes that are no utf-8 became U+FFFD: 1")


def test_a_replacement_character_that_was_there_before_is_no_mending() -> None:
    assert decode("l\ufffdété".encode()) == ("l\ufffdété", "utf-8", None, 0)


@pytest.mark.parametrize(
    "text", ["Voilà", "café", "LA FÊTE A ÉTÉ BELLE, dit-on à Besançon", "l’été vu «à l’envers» par un maire"]
)
def test_windows_1252_is_no_damaged_utf8(text: str) -> None:
    assert decode(text.encode("cp1252")) == (text, "cp1252", None, 0)


def test_one_nul_in_a_text_does_not_make_it_binary() -> None:
    assert decode(b"x" * 999 + b"\x00").text.endswith("\x00")


PAGE = "<title>Fête à l’école</title><p>{}</p>"
FRENCH = (
    "À l’été prochain, les élèves du collège joueront où c’était prévu, très déçus du délai, a dit la maire."
)
RUSSIAN = "Мэр города сказал, что праздник будет в воскресенье, если погода позволит."


def page(label: str, text: str, encoding: str) -> str:
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={label}">'
    return decode_container(head.encode() + PAGE.format(text).encode(encoding, "replace"), is_page=True).text


@pytest.mark.parametrize(
    "label", ["iso-8859-1", "latin1", "latin-1", "ISO8859-1", "us-ascii", "windows-1252"]
)
def test_latin_1_means_windows_1252_as_on_the_web(label: str) -> None:
    assert PAGE.format(FRENCH) in page(label, FRENCH, "cp1252")


@pytest.mark.parametrize(
    ("label", "encoding", "text"),
    [
        ("windows-1251", "cp1251", RUSSIAN),
        ("koi8-r", "koi8_r", RUSSIAN),
        ("euc-jp", "euc_jp", "市長は祭りを開くと述べた。" * 3),
    ],
)
def test_what_a_page_declares_counts(label: str, encoding: str, text: str) -> None:
    assert text in page(label, text, encoding)


@pytest.mark.parametrize(
    "label", ["windows-1251", "koi8-r", "iso-8859-7", "euc-jp", "no-such", "utf-8", "utf-16"]
)
def test_a_label_that_the_text_contradicts_loses(label: str) -> None:
    assert FRENCH in page(label, FRENCH, "cp1252")
    assert FRENCH in page(label, FRENCH, "utf-8")


def test_what_the_declaration_of_xml_says_counts() -> None:
    data = b'<?xml version="1.0" encoding="windows-1251"?>' + PAGE.format(RUSSIAN).encode("cp1251", "replace")
    assert RUSSIAN in decode_container(data, is_page=True).text


def test_what_is_declared_in_a_file_that_is_no_page_says_nothing() -> None:
    assert "Ìýð" in decode_container(b"charset=windows-1251 " + "Мэр".encode("cp1251")).text


def test_a_piece_says_what_was_mended_in_itself_alone() -> None:
    file = decode_container("Ã©tÃ© Ã  BesanÃ§on|".encode() + "hiver à Besançon|".encode() + b"\xff|")
    summer, winter, bad, _ = file.text.split("|")
    assert file.piece(summer)[:3] == ("été à Besançon", "utf-8", "mojibake repaired")
    assert file.piece(winter).repaired is None
    assert file.piece(f"le {bad}").repaired == "bytes that are no utf-8 became U+FFFD: 1"


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
