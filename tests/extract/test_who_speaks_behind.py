"""Who speaks behind a long office, in a study, as the same source; who is named in a reporting clause inside marks; whom pronouns skip."""

import polars as pl
import pytest

from pipeline.extract.quotes.lexicon import lexicon
from pipeline.extract.quotes.marks.marks import find_marks
from pipeline.extract.quotes.speakers.asides import quotations
from tests.extract.listening import listen, reading_of


def speakers(text: str, language: str = "fr") -> list[str | None]:
    return [name for _, name in listen(text, language).said()]


@pytest.mark.parametrize(
    "text",
    [
        "L'ambassadeur suisse auprès des Nations unies, Hervé Lanoë, a annoncé que la Suisse voterait « sans hésiter ».",
        "Pour le ministre chargé des Relations avec le parlement Hervé Lanoë, la commission pose « un regard partial ».",
        "Le ministre de l'Action et des Comptes publics Hervé Lanoë a assuré que le port avait « bien entendu ».",
        "L'autre porte-parole du groupe reçu par le préfet, Hervé Lanoë, a réclamé « une autre réunion ».",
        "Le président du Parti du littoral (PL), Hervé Lanoë, a réclamé « une autre réunion ».",
    ],
)
def test_a_name_behind_a_long_office_is_who_speaks(text: str) -> None:
    assert speakers(text) == ["Hervé Lanoë"]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("L'avocat reçu par la ministre Martine Delvaux a réclamé « une autre réunion ».", "L'avocat"),
        (
            "Le ministre de la Mer a écrit à Martine Delvaux et a réclamé « une autre réunion ».",
            "Le ministre de la Mer",
        ),
    ],
)
def test_a_name_that_is_somebody_elses_in_a_long_office_is_not(text: str, who: str) -> None:
    assert speakers(text) == [who]


@pytest.mark.parametrize(
    ("text", "language", "source"),
    [
        (
            "Quelque 800 personnes ont défilé, selon le ministère de la Mer. Le cortège était moins long à Nantes, selon la même source.",
            "fr",
            "ministère de la Mer",
        ),
        (
            "Le port rouvrira lundi, selon une source proche du dossier. La digue attendra, a ajouté cette source.",
            "fr",
            "une source proche du dossier",
        ),
        (
            "The pier will close, according to the Harbour Board. The bridge will stay open, according to the same source.",
            "en",
            "the Harbour Board",
        ),
    ],
)
def test_the_same_source_is_who_spoke_before(text: str, language: str, source: str) -> None:
    assert speakers(text, language) == [source, source]


def test_the_same_sources_are_those_without_a_name_where_others_spoke_since() -> None:
    text = (
        "Le port rouvrira lundi, selon des sources proches du dossier. Hervé Lanoë a salué « une victoire ». "
        "La digue attendra, selon les mêmes sources."
    )
    assert speakers(text) == [
        "des sources proches du dossier",
        "Hervé Lanoë",
        "des sources proches du dossier",
    ]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("La dépense a augmenté, selon une étude publiée mercredi par l'OCDE.", "OCDE"),
        ("Selon des données compilées par l'OCDE, la dépense a augmenté.", "OCDE"),
        ("La dépense a baissé, selon une étude réalisée au printemps par l'Insee.", "Insee"),
        ("La dépense a baissé, selon une étude contestée par l'OCDE.", "une étude"),
        ("La dépense a baissé, selon un rapport dénoncé par l'ONU.", "un rapport"),
        ("La dépense a baissé, selon un document saisi par Europol.", "un document"),
        ("Selon un sondage publié mercredi par Le Figaro, la dépense inquiète.", "un sondage"),
        ("« Rendez la digue », réclamait une pancarte brandie par une retraitée.", "une pancarte"),
    ],
)
def test_a_document_is_said_by_the_body_that_made_it_and_by_no_paper(text: str, who: str) -> None:
    assert speakers(text) == [who]


def test_a_study_speaks_for_the_body_that_has_just_spoken() -> None:
    text = "Selon l'OCDE, « la dépense a augmenté ». « La hausse est nette », souligne le rapport."
    assert speakers(text) == ["OCDE", "OCDE"]


def test_what_follows_a_verb_after_a_preposition_is_not_its_subject() -> None:
    text = "Le Consistoire du Nord, chargé d'administrer le culte, exprime dans un communiqué sa « forte émotion »."
    assert speakers(text) == ["Le Consistoire du Nord"]


def test_a_verb_of_a_clause_that_is_over_reports_nothing_of_the_next() -> None:
    text = (
        "Invité hier après avoir débattu à l'Assemblée nationale puis au Sénat des mesures qu'il souhaitait dire, "
        "Hervé Lanoë s'est défendu de toute « cacophonie ». Martine Delvaux attend."
    )
    assert speakers(text) == ["Hervé Lanoë"]


def meant(text: str, kind: str) -> list[str | None]:
    return listen(text).mentions.filter(pl.col("kind") == kind).sort("start_char")["name"].to_list()


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        (
            "« La mer est passée, explique Hervé Lanoë, chercheur au port. Il faudra des années. » Il attend.",
            ["« La mer est passée, ", ". Il faudra des années. »"],
        ),
        ("« Partez ! a-t-il crié. La digue cède. »", ["« Partez ! ", ". La digue cède. »"]),
        ("« Je note, Hervé, que la mer est passée. »", ["« Je note, Hervé, que la mer est passée. »"]),
    ],
)
def test_a_reporting_clause_inside_marks_is_the_articles_own(text: str, quoted: list[str]) -> None:
    spans = quotations(reading_of(text), lexicon("fr"), find_marks(text, [(0, len(text))]))
    assert [text[start:end] for start, end in zip(*spans, strict=True)] == quoted


def test_a_demonstrative_belongs_to_its_noun_and_is_no_day() -> None:
    heard = listen(
        "« La marée monte », a répondu cette pêcheuse. « Il faut partir », a dit cette nuit Hervé Lanoë."
    )
    assert heard.quotes.sort("start_char")["speaker_text"].to_list() == ["cette pêcheuse", "Hervé Lanoë"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # the owner of what is the subject is none
        ("Le pêcheur Hervé Lanoë estime que les annonces de Bastien Morvan ne suffisent pas. Il attend.", "Hervé Lanoë"),
        # right before a finite verb, whatever the tree says
        ("Bastien Morvan a parlé. De son côté, Hervé Lanoë, retraité du port, est content de sa visite. Il attend.", "Hervé Lanoë"),
        # in a clause without a subject that opens the sentence
        ("Hervé Lanoë est venu. Bastien Morvan est parti. Voulant revoir Bastien Morvan, il est resté.", "Hervé Lanoë"),
        ("Hervé Lanoë a publié sa lettre. Le maire Bastien Morvan a répondu. Tentant de convaincre Bastien Morvan, il a promis une digue.", "Hervé Lanoë"),
    ],
)  # fmt: skip
def test_a_pronoun_means_who_acts(text: str, name: str) -> None:
    assert meant(text, "pronoun")[-1] == name


def test_a_pronoun_does_not_mean_what_passes_words_on() -> None:
    assert meant("La place était vide, a constaté l'AFP. Elle attend.", "pronoun") == []
