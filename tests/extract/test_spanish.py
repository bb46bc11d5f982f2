"""What the third language asked of the rules: subjects left out or behind their verb, and prepositions with a verb in them."""

import pytest

from pipeline.extract.layout import read_page
from tests.extract.listening import listen


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "El puente costará 30 millones, según ha informado este lunes el Ayuntamiento de Valdeoro.",
            [("El puente costará 30 millones", "Ayuntamiento de Valdeoro")],
        ),
        (
            "Según explicó la alcaldesa, Berta Oliver, el puente sigue cerrado.",
            [("el puente sigue cerrado", "Berta Oliver")],
        ),
        (
            "Dijo el alcalde, Hernán Lanas, que las obras acabarán en mayo.",
            [("las obras acabarán en mayo", "Hernán Lanas")],
        ),
        (
            "El ministro Hernán Lanas defendió que la ley saldrá. Añadió que no habrá sorpresas.",
            [("la ley saldrá", "Hernán Lanas"), ("no habrá sorpresas", "Hernán Lanas")],
        ),
        (
            "La ministra Berta Oliver visitó el puerto. «Los que ensucian pagarán», aseguró.",
            [("Los que ensucian pagarán", "Berta Oliver")],
        ),
        ("El armador Hernán Lanas pidió perdón por los contenedores que su buque perdió.", []),
        (
            "Según Berta Oliver, presidenta de la asociación del puerto, las ayudas no han llegado.",
            [("las ayudas no han llegado", "Berta Oliver")],
        ),
        ("Hernán Lanas contó su vida a “Radio Brumal” y se fue.", []),
        ("El alcalde Hernán Lanas advirtió en caso de que volviera la lluvia.", []),
        ("El juez Hernán Lanas avisó antes de que llegara la policía.", []),
        (
            "La portavoz Berta Oliver alertó de que el agua se acaba.",
            [("el agua se acaba", "Berta Oliver")],
        ),
        (
            "El consejero, Hernán Lanas, que llegó tarde, justificó su retraso: «No había trenes».",
            [("No había trenes", "Hernán Lanas")],
        ),
        (
            "La alcaldesa Berta Oliver habló primero. «Nunca lo haremos», ha dicho por su parte Hernán Lanas.",
            [("Nunca lo haremos", "Hernán Lanas")],
        ),
        (
            "El puente supone un rechazo «masivo», según dijo hace una semana el exministro Hernán Lanas.",
            [("masivo", "Hernán Lanas")],
        ),
        (
            "Desde el Ayuntamiento de Valdeoro aseguran que el puente abrirá en mayo.",
            [("el puente abrirá en mayo", "Ayuntamiento de Valdeoro")],
        ),
        (
            "El puente abrirá en mayo, señalan desde el Ayuntamiento de Valdeoro.",
            [("El puente abrirá en mayo", "Ayuntamiento de Valdeoro")],
        ),
        (
            "«El puente abrirá», recuerdan desde la asociación de vecinos.",
            [("El puente abrirá", "la asociación de vecinos")],
        ),
        ("Hernán Lanas asegura que el puente abrirá.", [("el puente abrirá", "Hernán Lanas")]),
        # whom the sentence between is about has the word, and no longer who spoke last
        (
            "«No hay prisa», dijo Hernán Lanas. Incluso Berta Oliver se mostró contenta. «Es un buen puente», ha asegurado.",
            [("No hay prisa", "Hernán Lanas"), ("Es un buen puente", "Berta Oliver")],
        ),
        # a name before a day is a name, whatever it looks like
        (
            "«El puente abrirá», declaró Lanas el 19 de mayo en Valdeoro. Hernán Lanas es el alcalde.",
            [("El puente abrirá", "Hernán Lanas")],
        ),
        (
            "Hernán Lanas y Berta Oliver llegaron. «El puente abrirá», dijeron en el Congreso.",
            [("El puente abrirá", None)],
        ),
        ("Los vecinos aseguran desde ayer que el puente abrirá.", [("el puente abrirá", "Los vecinos")]),
    ],
)
def test_who_said_what_in_spanish(text: str, said: list[tuple[str, str | None]]) -> None:
    assert listen(text, "es").said() == said


def test_a_word_that_opens_a_sentence_is_no_name_unless_the_tagger_says_so() -> None:
    heard = listen("Detrás quedaba el puerto. El Elíseo guardó silencio.", "es")
    assert heard.mentions["text"].to_list() == ["Elíseo"]
    assert heard.mentions["type"].to_list() == ["ORG"]


def test_an_agency_before_a_name_is_no_part_of_it() -> None:
    heard = listen(
        "«Los ignoran», declaró a Efe Lanas, quien contó cien heridos. Hernán Lanas vive en Lugo.", "es"
    )
    assert heard.said() == [("Los ignoran", "Hernán Lanas")]
    assert heard.one("ignoran")["relay_name"] == "EFE"


def test_the_judge_of_speech_serves_a_language_that_it_was_not_trained_on() -> None:
    heard = listen(
        "Según «Brumal», la tasa sube. Berta Oliver pidió evitar «la amalgama» con los vecinos.", "es"
    )
    assert "la amalgama" in heard.quotes["text"].to_list()
    assert "Brumal" not in heard.quotes["text"].to_list()
    heard = listen("El puerto se vio envuelto en el 'Brumalgate' tras la subasta de los muelles.", "es")
    assert heard.quotes.is_empty()  # weights that are borrowed must be sure of speech


@pytest.mark.parametrize(
    "title", ["Mapa de los muelles cerrados en Valdeoro", "Sigue en directo la reapertura del puente"]
)
def test_a_headline_that_looks_like_a_caption_or_a_link_stays_one(title: str) -> None:
    page = read_page(
        f"{title}\n\nEl puente de Valdeoro reabrió el lunes después de tres semanas de obras.", "es"
    )
    assert [piece.role for piece in page.pieces] == ["title", "lead"]


@pytest.mark.parametrize(
    ("text", "said", "speaker"),
    [
        # what stands between the verb and its «que»
        ("La alcaldesa había avanzado a finales de enero que el faro cerrará.", "el faro cerrará", "La alcaldesa"),
        ("Hernán Lanas acaba de asegurar en una entrevista en Radio Cumbres que no dimitirá.", "no dimitirá", "Hernán Lanas"),
        ("La canciller Berta Oliver ha señalado durante el encuentro que todo sigue abierto.", "todo sigue abierto", "Berta Oliver"),
        ("El Ayuntamiento ha insistido en los últimos meses en que el muelle es estrecho.", "el muelle es estrecho", "Ayuntamiento"),
        ("Berta Oliver propone a los vecinos que voten en marzo.", "voten en marzo", "Berta Oliver"),
        ("Hernán Lanas afirmó este lunes, en una tribuna, que el puerto cerrará.", "el puerto cerrará", "Hernán Lanas"),
        # relative clauses, and where they end
        ("Berta Oliver recibió a Hernán Lanas, quien recordó que la tasa sube.", "la tasa sube", "Hernán Lanas"),
        ("Un portavoz del puerto, que señala que no hay peligro, pidió calma.", "no hay peligro", "Un portavoz del puerto"),
        # an infinitive behind a verb
        ("Hernán Lanas tuvo que desmentir que el Ayuntamiento quisiera vender.", "el Ayuntamiento quisiera vender", "Hernán Lanas"),
        ("La policía corrió a desmentir que el fuego fuera provocado.", "el fuego fuera provocado", "La policía"),
        # a gerund behind another verb
        ("Hernán Lanas visitó el puerto, señalando que la obra acabará en mayo.", "la obra acabará en mayo", "Hernán Lanas"),
        # how many speak as those do
        ("Los miles de participantes en la marcha denunciaron que el agua está sucia.", "el agua está sucia", "Los miles de participantes en la marcha"),
        ("Según las cifras que maneja el Gobierno, 68 pescadores han vuelto.", "68 pescadores han vuelto", "las cifras"),
    ],
)  # fmt: skip
def test_kinds_of_reported_clauses_in_spanish(text: str, said: str, speaker: str) -> None:
    assert listen(text, "es").said() == [(said, speaker)]


@pytest.mark.parametrize(
    "text",
    [
        "Hernán Lanas criticó ayer a los remeros de su barca que le abandonaron.",
        "Berta Oliver habló durante la cumbre que acogió Lugo.",
        "Hernán Lanas responde con contundencia a los que piden su marcha.",
    ],
)
def test_a_relative_clause_behind_a_verb_is_no_report_in_spanish(text: str) -> None:
    assert listen(text, "es").said() == []


@pytest.mark.parametrize(
    ("text", "relay"),
    [
        ("«No me iré», ha dicho a Europa Press Hernán Lanas.", "Europa Press"),
        ("«No me iré», ha dicho Hernán Lanas en declaraciones a TVE.", "TVE"),
        ("«No me iré», afirmó Hernán Lanas, según recoge El País.", "El País"),
        ("«No me iré», afirmó Hernán Lanas, recoge El País.", "El País"),
        ("«No me iré», afirmó Hernán Lanas, informa Efe.", "EFE"),
        ("«No me iré», afirmó Hernán Lanas, según informó la agencia Reuters.", "Reuters"),
    ],
)
def test_relays_in_spanish(text: str, relay: str) -> None:
    row = listen(text, "es").one("No me iré")
    assert (row["speaker_name"], row["relay_name"]) == ("Hernán Lanas", relay)
