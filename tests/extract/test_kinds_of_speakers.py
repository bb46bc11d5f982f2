"""What a speaker is: a person with a name, a body, a group, someone unnamed; with gender and role where the text shows them."""

import pytest

from tests.extract.listening import listen


def kind(text: str, words: str, language: str = "fr") -> tuple[object, object, object]:
    quote = listen(text, language).one(words)
    return quote["speaker_kind"], quote["speaker_gender"], quote["speaker_role"]


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [
        ("Odile Verney", ("person", "F", None)),
        ("M. Sellami", ("person", "M", None)),
        ("la maire de Kerbrec Odile Verney", ("person", "F", "maire de Kerbrec")),
        ("Odile Verney, ancienne maire de Kerbrec", ("person", "F", "ancienne maire de Kerbrec")),
        ("la préfecture", ("body", None, None)),
        ("un rapport", ("body", None, None)),
        ("les riverains", ("group", None, None)),
        ("une habitante du quartier", ("unnamed", "F", "habitante du quartier")),
        ("un pêcheur", ("unnamed", "M", "pêcheur")),
        ("une victime", ("unnamed", None, "victime")),
        ("une source policière", ("unnamed", None, None)),
        ("des sources policières", ("unnamed", None, None)),
    ],
)
def test_a_speaker_has_a_kind_a_gender_and_a_role(
    speaker: str, expected: tuple[str, str | None, str | None]
) -> None:
    assert kind(f"« La digue a cédé dans la nuit », a déclaré {speaker}.", "La digue") == expected


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [
        ("Anna Berg, the mayor of Kerbrec", ("person", "F", "mayor of Kerbrec")),
        ("Mayor Anna Berg", ("person", "F", "Mayor")),
        ("former Mayor Anna Berg", ("person", "F", "former Mayor")),
        ("Mrs Berg", ("person", "F", None)),
        ("the police", ("body", None, None)),
        ("two officials", ("group", None, None)),
        ("a spokeswoman for the port", ("unnamed", "F", "spokeswoman for the port")),
        ("a source close to the talks", ("unnamed", None, None)),
    ],
)
def test_a_speaker_has_a_kind_in_english(speaker: str, expected: tuple[str, str | None, str | None]) -> None:
    assert kind(f"“The dam gave way overnight,” said {speaker}.", "The dam", "en") == expected


def test_a_description_of_someone_named_tells_the_role() -> None:
    text = "Odile Verney, maire de Kerbrec, est venue sur place. « La digue a cédé », a dit l'élue."
    assert kind(text, "La digue") == ("person", "F", "maire de Kerbrec")


def test_a_role_stands_in_one_line() -> None:
    text = (
        "A photo of the port by Paul Teague\n\nUnion delegate Yann Kerbrat came. “The dam gave way,” he said."
    )
    assert kind(text, "The dam", "en") == ("person", "M", "Union delegate")


def test_nobody_known_has_no_kind() -> None:
    assert kind("« La digue a cédé », a-t-on appris.", "La digue") == (None, None, None)


def test_the_sentence_holds_the_words_and_their_cue() -> None:
    text = "Il pleuvait. « La digue a cédé. L'eau monte », a déclaré Odile Verney. La route est fermée."
    quote = listen(text).one("La digue")
    span = slice(int(str(quote["sentence_start_char"])), int(str(quote["sentence_end_char"])))
    assert text[span] == "« La digue a cédé. L'eau monte », a déclaré Odile Verney."
