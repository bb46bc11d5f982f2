"""An outlet's name in marks quotes nothing: it relays, it speaks, and it cuts no clause in two."""

import pytest

from tests.extract.listening import listen


@pytest.mark.parametrize(
    ("language", "text", "said", "relay"),
    [
        ("fr", "Jean Lafleur a déclaré au « Monde » que le quai rouvrira.", "le quai rouvrira", "Le Monde"),
        ("fr", "« Je reste », a dit Jean Lafleur dans un entretien à « La Gazette du Lac ».", "Je reste", "La Gazette du Lac"),
        ("fr", "« Je reste », écrit dans « Libération » Jean Lafleur.", "Je reste", "Libération"),
        ("es", "Jean Lafleur dijo en una entrevista con 'El País' que no dimitirá.", "no dimitirá", "El País"),
        ("es", "«Aquí sigo», afirmó Jean Lafleur al diario 'Brumal Hoy'.", "Aquí sigo", "Brumal Hoy"),
        ("es", "«Aquí sigo», aseguraba en ‘Le Parisien’ el geógrafo Jean Lafleur.", "Aquí sigo", "Le Parisien"),
        ("es", "Según publicó ayer 'Le Monde', Jean Lafleur avisó: «Aquí sigo».", "Aquí sigo", "Le Monde"),
    ],
)  # fmt: skip
def test_an_outlet_in_marks_relays(language: str, text: str, said: str, relay: str) -> None:
    row = listen(text, language).one(said)
    assert (row["text"], row["speaker_name"], row["relay_name"]) == (said, "Jean Lafleur", relay)


@pytest.mark.parametrize(
    ("language", "text", "said", "speaker"),
    [
        ("fr", "Selon le quotidien « Le Parisien », le quai rouvrira en mai.", "le quai rouvrira en mai", "Le Parisien"),
        ("fr", "« Le Monde » révèle que le quai rouvrira.", "le quai rouvrira", "Le Monde"),
        ("fr", "Le quai a fermé, a indiqué au journal « Le Monde » une source policière.", "Le quai a fermé", "une source policière"),
        ("es", "Según el semanario 'Le Canard Enchaîné', el muelle cerrará.", "el muelle cerrará", "Le Canard enchaîné"),
        ("es", "Según marineros oídos por la cadena 'BFM TV', el muelle cerrará.", "el muelle cerrará", "marineros oídos por la cadena 'BFM TV'"),
        ("es", "El diario 'Le Monde' asegura que el muelle cerrará.", "el muelle cerrará", "Le Monde"),
    ],
)  # fmt: skip
def test_an_outlet_in_marks_speaks_or_lets_speak(language: str, text: str, said: str, speaker: str) -> None:
    assert listen(text, language).said() == [(said, speaker)]


def test_an_outlet_in_marks_stays_a_quoted_title() -> None:
    heard = listen("Elle lit « Le Monde » le soir. « Le port est vide », dit Jeanne Lafleur.")
    assert heard.terms.select("text", "kind").rows() == [("Le Monde", "title")]
    assert heard.said() == [("Le port est vide", "Jeanne Lafleur")]


@pytest.mark.parametrize(
    ("text", "relay", "speaker"),
    [
        ("« Je reste », affirme Jean Lafleur, rapporte Le Parisien.", "Le Parisien", "Jean Lafleur"),
        ("« Je reste », affirme Jean Lafleur, rapporte « Le Parisien ».", "Le Parisien", "Jean Lafleur"),
        ("Le quai rouvrira, a appris l'AFP de source policière.", "AFP", "source policière"),
        ("Le quai rouvrira, a appris l'AFP auprès du parquet.", "AFP", "parquet"),
    ],
)
def test_an_outlet_that_tells_what_someone_else_said_is_the_relay(
    text: str, relay: str, speaker: str
) -> None:
    assert listen(text).quotes.select("relay_name", "speaker_name").rows() == [(relay, speaker)]


def test_a_name_in_marks_that_is_no_outlet_s_passes_nothing_on() -> None:
    heard = listen("On social media for “Act IV” the mayor, Helen Archer, said the port would close.", "en")
    assert heard.quotes["relay_name"].to_list() == [None]
