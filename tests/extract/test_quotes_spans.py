"""Where reported words begin and end, and who passes them on: text in, spans out."""

import polars as pl
import pytest

from tests.extract.listening import listen


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Le défilé a rassemblé du monde, à 4 500 selon la préfecture.", [("4 500", "la préfecture")]),
        (
            "La foule des marcheurs, 300 personnes selon la police, 900 selon les organisateurs, portait un brassard.",
            [("300 personnes", "la police"), ("900", "les organisateurs")],
        ),
        (
            "Peu de barques ont chaviré : 19 environ, selon la capitainerie.",
            [("19 environ", "la capitainerie")],
        ),
        (
            "Les ventes de barques ont bondi, à 44 millions d'euros, selon la fédération.",
            [("Les ventes de barques ont bondi, à 44 millions d'euros", "la fédération")],
        ),
        (
            "Le jeune homme, proche du club nautique selon son frère, a été conduit au poste.",
            [("proche du club nautique", "son frère")],
        ),
        (
            "Si certains affirment que le pont rouvrira en mai, la mairie refuse de le dire.",
            [("le pont rouvrira en mai", "certains")],
        ),
        (
            "Le maire a promis lundi de repeindre les deux ponts du canal.",
            [("repeindre les deux ponts du canal", "Le maire")],
        ),
        ("Le maire a tenté d'affirmer que la digue tiendrait.", [("la digue tiendrait", "Le maire")]),
        ("Agacée, la maire prévient : la digue tiendra bon.", [("la digue tiendra bon", "la maire")]),
        (
            "Le maire estime que la digue est trop basse : « Elle date de mon grand-père. »",
            [("la digue est trop basse", "le maire"), ("Elle date de mon grand-père.", "le maire")],
        ),
        (
            "Le maire a admis que la digue était « bien vieille » et que le pont devait être repeint.",
            [("bien vieille", "Le maire"), ("le pont devait être repeint", "Le maire")],
        ),
        (
            "Le bac pouvait freiner jusqu'à 10 km/h. Selon le pilote, il avançait à la vitesse permise.",
            [("il avançait à la vitesse permise", "le pilote")],
        ),
    ],
)
def test_the_span_is_what_was_reported(text: str, said: list[tuple[str, str]]) -> None:
    heard = [(words, (who or "").lower()) for words, who in listen(text).said()]
    assert heard == [(words, who.lower()) for words, who in said]


@pytest.mark.parametrize(
    "text",
    [
        "Le maire expose les soucis qu'il rencontre.",
        "Ces gens ne poursuivent qu'un seul but.",
        "Ce procès, qui pourrait avoir lieu en mai, s'annonce inédit.",
        "À l'écluse de Rivenord, Paul Ostrac, délégué du port, a annoncé sa démission.",
        "Les chaînes ont invité des pêcheurs qui ont décrypté le plan, analysé la portée des quotas.",
        "Pour prendre le maire de vitesse, Paul Ostrac a publié son plan.",
        "Pour les riverains, quel sens donner à ce chantier ?",
        "Lorsqu'en avril le maire annonce son départ, ses collègues sourient.",
    ],
)
def test_what_only_looks_like_a_report_is_none(text: str) -> None:
    assert [words for words, _ in listen(text).said()] == []


def test_an_address_of_a_page_ends_what_stands_before_it() -> None:
    text = (
        "Regardez le bac qui coule pic.example.org/xY12 Trois marins ont été sauvés, selon la capitainerie."
    )
    assert [words for words, _ in listen(text).said()] == ["Trois marins ont été sauvés"]


@pytest.mark.parametrize(
    "clause",
    [
        "s'indigne Murielle Ostrac, 54 ans, comptable",
        "explique Murielle Ostrac, qui a quitté le port en mai",
        "résume Murielle Ostrac, la maire de Rivenord",
    ],
)
def test_what_names_the_speaker_inside_the_marks_is_no_part_of_the_words(clause: str) -> None:
    text = f"« Nous avons tout perdu dans cette affaire, {clause}. Personne ne nous a écoutés. »"
    said = listen(text).said()
    assert [words for words, _ in said] == [
        "Nous avons tout perdu dans cette affaire",
        "Personne ne nous a écoutés.",
    ]
    assert {who for _, who in said} == {"Murielle Ostrac"}


@pytest.mark.parametrize(
    ("text", "relay"),
    [
        ("« On a tenu », a réagi Paul Ostrac pour l'AFP.", "AFP"),
        ("Selon un batelier joint lundi par l'AFP, le bac « a heurté le quai ».", "AFP"),
        (
            "Invité de la matinale de France Inter, Paul Ostrac a dénoncé « un abandon du port ».",
            "France Inter",
        ),
        ("Lors du 20 heures de France 2, Paul Ostrac a dénoncé « un abandon du port ».", "France 2"),
        ("« Le port se meurt », écrit Paul Ostrac dans La Marseillaise.", "La Marseillaise"),
        (
            "Paul Ostrac, de la République des Pyrénées, estime que « le port se meurt ».",
            "La République des Pyrénées",
        ),
        ("Le port ne fermera pas, a répété Paul Ostrac sur le plateau de la VRT.", "VRT"),
        ("« Le port se meurt », a dit Paul Ostrac à Rivenordinfo.fr.", "Rivenordinfo.fr"),
        ("Paul Ostrac se confiait à l'AFP. « Le port se meurt », estimait-il.", "AFP"),
        ("« Le port se meurt, a dit Paul Ostrac à l'AFP. Il faut agir. »", "AFP"),
        ("Selon Le Figaro, Paul Ostrac a assuré que le pont tiendrait.", "Le Figaro"),
        ("D'après l'AFP, Paul Ostrac a assuré que « le pont tiendra ».", "AFP"),
    ],
)
def test_a_relay_passes_the_words_on(text: str, relay: str) -> None:
    rows = listen(text).quotes
    assert set(rows["relay_name"].to_list()) == {relay}
    assert relay not in rows["speaker_name"].to_list()


@pytest.mark.parametrize(
    "text",
    [
        "Dans l'Union européenne, « le port se meurt », a dit Paul Ostrac.",
        "« Le port se meurt », a dit Paul Ostrac - Regarder sur Le Figaro",
        "Invité à l'Élysée, Paul Ostrac a dénoncé « un abandon du port ».",
    ],
)
def test_a_name_that_passes_nothing_on_is_no_relay(text: str) -> None:
    assert listen(text).quotes["relay_name"].to_list() == [None]


@pytest.mark.parametrize(
    ("text", "said", "speaker", "language"),
    [
        # one word between the marks and a person is a verb, whatever the tagger says
        ("« C'est trop cher », a dit Armand Brieuc. « C'est voté », grommelle Luc Dantec.", "voté", "Luc Dantec", "fr"),
        ("« C'est trop cher », a dit Luc Dantec. « Non », s'impatiente Odette Carnec.", "Non", "Odette Carnec", "fr"),
        ("“It costs too much,” said Arnold Briggs. “It is done,” deadpanned Luke Danton.", "done", "Luke Danton", "en"),
        ("“It costs too much,” said Arnold Briggs. “It is done,” Luke Danton shrugged.", "done", "Luke Danton", "en"),
        # a question does not end the sentence that says who asked
        ('"So what?" said Peter Vogel. "Why not?" Helen Strand asked.', "Why not", "Helen Strand", "en"),
        ('"So what?" said Peter Vogel. "Go home!" Helen Strand told him.', "Go home", "Helen Strand", "en"),
        # what may be a participle leads to marks
        ("Sa sœur, Léa Castagnet, dit : « Tout va mal. »", "Tout va mal", "Léa Castagnet", "fr"),
        ("Le maire, Luc Dantec, conclut : « Rien. »", "Rien", "Luc Dantec", "fr"),
        # a nickname in marks is a part of its name
        ("Bruno « Le Grand » Castelnau assure que personne n'a rien vu.", "personne", "Bruno « Le Grand » Castelnau", "fr"),
        ("« On a peur », dit Ahmed « Momo » Belkacemi, vendeur.", "On a peur", "Ahmed « Momo » Belkacemi", "fr"),
        ("Bruno “Big Man” Castle said that nobody saw a thing.", "nobody", "Bruno “Big Man” Castle", "en"),
    ],
)  # fmt: skip
def test_who_ends_the_clause_beside_the_marks_speaks(
    text: str, said: str, speaker: str, language: str
) -> None:
    heard = listen(text, language)
    assert heard.one(said)["speaker_name"] == speaker


def test_a_nickname_in_marks_is_a_term_and_its_bearer_one_entity() -> None:
    heard = listen("Bruno « Le Grand » Castelnau est venu. « On a peur », dit M. Castelnau.")
    assert heard.terms["text"].to_list() == ["Le Grand"]
    names = heard.mentions.filter(pl.col("kind") == "name")
    assert names["cluster_id"].n_unique() == 1


@pytest.mark.parametrize(
    "text",
    [
        "Le film « Les Misérables », Jean Valjean en tête, ressort.",
        "Après « Le Port vide », ministre des ports hier, Luc Dantec revient.",
    ],
)
def test_a_name_after_a_works_marks_says_nothing(text: str) -> None:
    assert listen(text).said() == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Carla Mendes told reporters the vote was over.", "the vote was over"),
        ("Carla Mendes told parliament the law was dangerous.", "the law was dangerous"),
        ("Carla Mendes told a news conference in Paris on Friday the plan was off.", "the plan was off"),
        ("Carla Mendes told police a man had fled.", "a man had fled"),
        ("Carla Mendes told the BBC Mr Johnson had lied.", "Mr Johnson had lied"),
        ("Carla Mendes told them the war was over.", "the war was over"),
        ("Carla Mendes told reporters stocks fell.", "stocks fell"),
        ("Carla Mendes warned the law threatened people.", "the law threatened people"),
    ],
)
def test_who_is_told_is_no_part_of_what_is_told(text: str, said: str) -> None:
    assert listen(text, "en").said() == [(said, "Carla Mendes")]


@pytest.mark.parametrize(
    ("text", "speaker", "language"),
    [
        ("Ada Lind left. An associate of Ada Lind said: “He sold it.”", "An associate of Ada Lind", "en"),
        ("Ada Lind left. “We saw nothing,” said one party member.", "one party member", "en"),
        ("Ada Lind left. “I ran,” a young girl told police.", "a young girl", "en"),
        ("Ada Lind est là. « Il reste », dit un conseiller d'Ada Lind.", "un conseiller d'Ada Lind", "fr"),
        ("Ada Lind est là. « Il reste », dit un partisan d'Ada Lind.", "un partisan d'Ada Lind", "fr"),
    ],
)
def test_who_belongs_to_someone_is_someone_else(text: str, speaker: str, language: str) -> None:
    assert [who for _, who in listen(text, language).said()] == [speaker]


@pytest.mark.parametrize(
    ("text", "speaker", "language"),
    [
        # a given name with an age is someone new
        (
            "Le ministre, Christophe Roche, a réagi. « On est mal reçus », pestait Christophe, 31 ans, arrivé du Morvan.",
            "Christophe",
            "fr",
        ),
        ("Anna Lowell resigned. “We ran,” said Anna, 34, who lives nearby.", "Anna", "en"),
        # a person named right behind a body speaks, and not the body
        (
            "Le président du groupe Boréal Christian Jacob a dit que « tout ira bien ».",
            "Christian Jacob",
            "fr",
        ),
        # a line without a verb names a body and hands over to it
        ("Même ambiance du côté du syndicat Alliance : « C'est inhabituel. »", "Alliance", "fr"),
    ],
)
def test_who_is_named_beside_another_is_not_the_other(text: str, speaker: str, language: str) -> None:
    assert [who for _, who in listen(text, language).said()] == [speaker]


def test_a_given_name_alone_is_still_whom_the_article_names_in_full() -> None:
    heard = listen("Anna Lowell sang. “We won,” said Anna.", "en")
    assert heard.one("We won")["speaker_name"] == "Anna Lowell"


@pytest.mark.parametrize(
    ("text", "speaker", "language"),
    [
        (
            "C'est ce qu'ont martelé les proches d'Ada Lind: «L'État doit assumer».",
            "les proches d'Ada Lind",
            "fr",
        ),
        ("Es lo que dijo ayer la portavoz, Carla Benavente: «Nadie se irá».", "Carla Benavente", "es"),
    ],
)
def test_a_verb_right_behind_its_object_has_its_subject_after_it(
    text: str, speaker: str, language: str
) -> None:
    assert [who for _, who in listen(text, language).said()] == [speaker]
