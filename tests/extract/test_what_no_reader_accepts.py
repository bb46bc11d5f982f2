"""Speakers and contents that no reader of an article accepts, by kind."""

import pytest

from tests.extract.listening import listen


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "Selon la mairie, le pont coûtera cher (deux millions d'euros).",
            "le pont coûtera cher (deux millions d'euros)",
        ),
        (
            "Le pont coûtera cher (deux millions d'euros), selon la mairie.",
            "Le pont coûtera cher (deux millions d'euros)",
        ),
        ("Il est venu (la maire dit que le pont coûtera très cher).", "le pont coûtera très cher"),
    ],
)
def test_a_bracket_that_opens_in_what_is_reported_closes_there(text: str, content: str) -> None:
    assert [said for said, _ in listen(text).said()] == [content]


@pytest.mark.parametrize(
    ("text", "language", "contents"),
    [
        (
            "C'est ce jour-là que, selon Ada Lind, quatre hommes ont quitté la ville.",
            "fr",
            ["quatre hommes ont quitté la ville"],
        ),
        ("Il vise ceux qui, selon Ada Lind, veulent abattre le pont.", "fr", ["veulent abattre le pont"]),
        (
            "Los vecinos evacuaron al herido, que según Ada Lind no llevaba chaleco.",
            "es",
            ["no llevaba chaleco"],
        ),
        ("Le pont, selon Ada Lind, est trop étroit.", "fr", ["Le pont", "est trop étroit"]),
    ],
)
def test_a_source_behind_a_relative_or_a_conjunction_reports_what_follows(
    text: str, language: str, contents: list[str]
) -> None:
    assert [said for said, _ in listen(text, language).said()] == contents


def test_what_follows_a_source_keeps_its_negation() -> None:
    heard = listen("Le plan selon Ada Lind ne coûtera rien à la ville.")
    assert [said for said, _ in heard.said()] == ["Le plan", "ne coûtera rien à la ville"]


def test_nothing_belongs_to_a_pronoun_behind_a_preposition() -> None:
    heard = listen("Ada Lind est venue. Le plan est selon elle responsable d'une hausse des prix.")
    assert set(heard.quotes.select("speaker_text", "speaker_name").rows()) == {("elle", "Ada Lind")}


@pytest.mark.parametrize("stress", ["elle aussi", "elle", "lui aussi"])
def test_a_pronoun_behind_its_verb_stands_before_whom_it_stresses(stress: str) -> None:
    heard = listen(f"Paul Stern est venu. « C'est faux », estime {stress} Ada Lind, la maire.")
    assert heard.said() == [("C'est faux", "Ada Lind")]


def test_a_month_with_its_part_stands_between_a_verb_and_its_subject() -> None:
    assert listen("« Tout va bien », a lancé début décembre Ada Lind.").said() == [
        ("Tout va bien", "Ada Lind")
    ]


def test_a_pronoun_speaks_whose_hyphens_the_model_parts() -> None:
    heard = listen(
        "Ada Lind est venue au marché. « On en pose même à l'étage », ajoute-t-il.Dans les rues, le calme règne. « On ferme », dit Paul Stern."
    )
    assert heard.one("à l'étage")["speaker_text"] != "-t-"


@pytest.mark.parametrize(
    "text",
    [
        "« Les jours à venir seront difficiles », Paul Lind, le porte-parole, a lancé une croisade qui étonne.",
        "Paul Lind, qui appelle à « entrer en résistance », reprend les mêmes diatribes que la droite.",
    ],
)
def test_the_object_of_a_verb_with_a_subject_of_its_own_is_nobody(text: str) -> None:
    assert {speaker for _, speaker in listen(text).said()} <= {"Paul Lind"}


def test_most_of_those_who_speak_are_no_object() -> None:
    heard = listen("« Le plan est un risque », jugent la plupart des observateurs. Ada Lind sourit.")
    assert heard.said() == [("Le plan est un risque", "la plupart des observateurs")]


@pytest.mark.parametrize(("who", "said"), [("La grève", []), ("Ada Lind", [("être brève", "Ada Lind")])])
def test_things_promise_nothing(who: str, said: list[tuple[str, str]]) -> None:
    assert listen(f"{who} promet d'être brève.").said() == said


def test_those_who_are_called_so_are_counted() -> None:
    heard = listen(
        "« Nous aussi », clament une cinquantaine de « gilets verts ». Les « gilets verts » réclament un « référendum »."
    )
    assert heard.one("Nous aussi")["speaker_text"] == "une cinquantaine de « gilets verts »"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("« Tout va bien », dit-on du côté de la mairie.", "la mairie"),
        ("Au sein du syndicat, on affirme que la rue est calme.", "syndicat"),
        ("« Le maire ment », pouvait-on lire sur une pancarte.", "une pancarte"),
        (
            "« Tout va bien », dit-on. Quand on lance des pierres sur la police, on affirme que la rue est à tous.",
            None,
        ),
    ],
)
def test_whose_people_speak_is_told_by_where_they_are(text: str, speaker: str | None) -> None:
    assert listen(text).said()[-1][1] == speaker


@pytest.mark.parametrize(
    ("whom", "relay"),
    [
        ("Le Journal du Dimanche newspaper", "Le Journal du dimanche"),
        ("The State newspaper", "State"),
        ("CNN's French affiliate BFMTV", "BFMTV"),
        ("Acme radio operators", None),
    ],
)
def test_whom_someone_tells_is_a_medium_by_the_noun_behind_its_name(whom: str, relay: str | None) -> None:
    heard = listen(f"“The road is closed,” Anna Berg told {whom}.", "en")
    assert heard.quotes["relay_name"].to_list() == [relay]


def test_days_add_nothing() -> None:
    heard = listen("Anna Berg posted a picture, and days later added an image of a “bad” tattoo.", "en")
    assert "days" not in heard.quotes["speaker_text"].to_list()
