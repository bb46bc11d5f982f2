"""The form of a page: by-lines by what they are, seams of glued lines, what is the site's own."""

import pytest

from pipeline.extract.layout import Page, read_page

BODY = "Le conseil du port a voté la réouverture du quai, fermé depuis la tempête de l'hiver dernier."
ENGLISH = "The harbour council has voted to reopen the quay, which the storm of last winter had closed."


def roles(text: str, language: str = "fr") -> list[tuple[str, str]]:
    page = read_page(text, language)
    return [(piece.role, page.words(piece)) for piece in page.pieces]


def role_of(words: str, text: str, language: str = "fr") -> str:
    return next(role for role, piece in roles(text, language) if words in piece)


def page_under_title(line: str, language: str = "fr") -> Page:
    body = ENGLISH if language == "en" else BODY
    return read_page(f"Un quai qui rouvre au public\n\n{line}\n\n{body}", language)


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Maëlle Kerbrat, maire de Douarnec, a annoncé lundi la fermeture des halles.", "fr"),
        ("Maëlle Kerbrat – maire de Douarnec – a reculé mardi. « Rien n'est signé », dit-elle.", "fr"),
        ("Maëlle Kerbrat, maire de Douarnec, démissionne", "fr"),
        ("Yann Le Guiriec et Maëlle Kerbrat ont signé lundi.", "fr"),
        ("Pour Maëlle Kerbrat, le conseil a trop tardé à voter les travaux.", "fr"),
        ("Bertha Coombe, the former harbour master, said on Monday she would not return.", "en"),
        ("Bertha Coombe, 42, won her case on Monday.", "en"),
        ("In January, it was decided that the quay would close.", "en"),
    ],
)
def test_a_sentence_that_begins_with_a_name_is_no_by_line(line: str, language: str) -> None:
    page = page_under_title(line, language)
    assert "byline" not in page.fields
    assert [piece.role for piece in page.pieces] == ["title", "lead", "body"]


def test_a_rubric_before_a_dash_is_no_by_line() -> None:
    page = page_under_title("EN DIRECT - Selon une enquête du port, le trafic a baissé de moitié cet hiver.")
    assert "byline" not in page.fields
    assert [piece.role for piece in page.pieces] == ["title", "heading", "lead", "body"]


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("Lucie Aubrac", "Lucie Aubrac"),
        ("Par Lucie Aubrac, Yann Kerbrat et Zoé Lannec", "Lucie Aubrac, Yann Kerbrat et Zoé Lannec"),
        ("Lucie Aubrac et Yann Kerbrat (envoyés spéciaux à Tulle)", "Lucie Aubrac et Yann Kerbrat"),
        ("Lucie Aubrac, historienne, directrice de recherche au Muséum", "Lucie Aubrac"),
        ("Lucie Aubrac Historienne", "Lucie Aubrac"),
        ("L'éditorial de Lucie Aubrac", "Lucie Aubrac"),
        ("Par Lucie Aubrac, juriste et conseillère municipale à Tulle.", "Lucie Aubrac"),
        ("Par Lucie Aubrac (avec AFP)", "Lucie Aubrac"),
        ("Propos recueillis par Lucie Aubrac", "Lucie Aubrac"),
        ("De notre correspondante à Oslo, Lucie Aubrac", "Lucie Aubrac"),
        ("Lucie Aubrac / Le Veilleur", "Lucie Aubrac"),
        ("Texte : Lucie Aubrac - Photos : Yann Kerbrat", "Lucie Aubrac"),
        ("Lucie Aubrac Professeure d'histoire à Tulle", "Lucie Aubrac"),
        ("Auteure : Aubrac, Lucie", "Aubrac, Lucie"),
    ],
)
def test_a_by_line_is_told_by_names_and_what_their_owners_do(line: str, byline: str) -> None:
    page = page_under_title(line)
    assert page.fields["byline"] == byline
    assert role_of(line.split(maxsplit=1)[0], f"Un quai qui rouvre au public\n\n{line}\n\n{BODY}") == "byline"


def test_a_line_that_says_where_the_reporter_was_sent_is_a_by_line() -> None:
    page = page_under_title("De notre envoyée spéciale à Tulle")
    assert [piece.role for piece in page.pieces] == ["title", "byline", "lead"]


def test_names_a_mission_and_a_day_may_share_a_line() -> None:
    page = page_under_title("Lucie Aubrac et Yann Kerbrat (envoyés spéciaux à Tulle), le 19/01/2021 à 10h08")
    assert page.fields == {"byline": "Lucie Aubrac et Yann Kerbrat", "published": "19/01/2021 à 10h08"}


@pytest.mark.parametrize(
    ("line", "language", "published", "updated"),
    [
        ("Mis à jour le 05/05/2021 à 09:15 - Publié le 03/05/2021 à 18:30", "fr", "03/05/2021 à 18:30", "05/05/2021 à 09:15"),
        ("Publié le 3 mai 2021 à 8h05 | Mis à jour le 5 mai 2021", "fr", "3 mai 2021 à 8h05", "5 mai 2021"),
        ("Modifié le 5 mai 2021, publié le 3 mai 2021", "fr", "3 mai 2021", "5 mai 2021"),
        ("Published Wednesday, May 5, 2021 6:30 p.m.", "en", "Wednesday, May 5, 2021 6:30 p.m.", None),
        ("Updated May 5, 2021 Published May 3, 2021", "en", "May 3, 2021", "May 5, 2021"),
    ],
)  # fmt: skip
def test_publication_and_update_stand_in_either_order(
    line: str, language: str, published: str, updated: str | None
) -> None:
    fields = page_under_title(line, language).fields
    assert (fields["published"], fields.get("updated"), fields.get("byline")) == (published, updated, None)


@pytest.mark.parametrize(
    "title",
    [
        '"Marée basse": le port doit "tout revoir" (Kerbrat, PDM)',
        "« Le quai du peuple » ou l’idée d’un port libre",
        "Faut-il rouvrir le quai ?",
        "Kerbrat : « Le port ne fermera jamais. »",
        "‘The quay is ours.’",
    ],
)
def test_a_title_may_hold_marks(title: str) -> None:
    assert roles(f"{title}\n\n{BODY}") == [("title", title), ("lead", BODY)]


def test_a_rubric_glued_before_the_first_sentence_is_cut() -> None:
    body = "Afin de compenser la fermeture du quai, le conseil du port verse une prime aux pêcheurs."
    assert roles(f"Aide portuaire {body}") == [("heading", "Aide portuaire"), ("lead", body)]
    assert roles(f"voile Le Tour de la rade {body[8:]}")[0] == ("heading", "voile")


@pytest.mark.parametrize(
    "sentence",
    [
        "Bruno Le Guiriec a annoncé lundi la fermeture du quai aux voitures pendant tout l'hiver prochain.",
        "Le journal La voix des quais annonce lundi la fermeture du port aux voitures pendant tout l'hiver.",
        "Il vient de publier La voix des quais, un livre sur les ports, et annonce une suite pour l'hiver prochain.",
        "Le roman qu'elle a écrit Les digues hautes, sorti jeudi, raconte la tempête de l'hiver et la fermeture du port.",
        "Selon La voix des quais, le port fermera aux voitures pendant tout l'hiver, sauf le dimanche matin.",
    ],
)
def test_a_name_with_an_article_is_no_seam(sentence: str) -> None:
    assert roles(sentence) == [("lead", sentence)]


def test_speech_glued_to_the_sentence_before_is_a_paragraph() -> None:
    first, second = (
        "Le quai a rouvert lundi.",
        "« La rade respire », a dit Maëlle Kerbrat, maire de Douarnec.",
    )
    assert [words for _, words in roles(f"{first}{second}")] == [first, second]


@pytest.mark.parametrize(
    "words", ["Le port de M.Kerbrat a rouvert.", "Le site www.quai.Port a rouvert.", "La S.A.Quai ferme."]
)
def test_a_point_inside_a_name_is_no_seam(words: str) -> None:
    assert roles(words) == [("lead", words)]


def test_a_heading_glued_into_a_line_is_cut() -> None:
    text = f"{BODY} Pêcheurs partagés Pour la présidente du syndicat, la prime versée aux équipages ne suffit pas."
    assert roles(text)[1] == ("heading", "Pêcheurs partagés")
    assert roles(f"{BODY}« Une chance »Mais le syndicat, qui attend la prime depuis un an, ne décolère pas.")[
        1
    ] == (
        "heading",
        "« Une chance »",
    )


def test_a_related_article_glued_into_a_line_is_boilerplate_up_to_the_next_sentence() -> None:
    text = f"{BODY}Lire aussi: La rade retrouve ses bacsLes pêcheurs, eux, attendent la prime promise."
    assert [role for role, _ in roles(text)] == ["lead", "boilerplate", "body"]
    assert roles(text)[1][1] == "Lire aussi: La rade retrouve ses bacs"


def test_related_articles_in_a_row_end_at_the_next_bullet() -> None:
    text = f"{BODY} » LIRE AUSSI - Notre dossier du port » LIRE AUSSI - La rade en images"
    assert [role for role, _ in roles(text)] == ["lead", "boilerplate", "boilerplate"]


def test_a_post_embedded_twice_tells_where_it_begins() -> None:
    post = "Le quai rouvre. Merci à tous #quai https://t.co/AbCdEfGhIj"
    text = f"{BODY} {post}— Port Info (@portinfo) 3 mai 2021  {post} Les bacs suivent, dit le port."
    assert [(role, words) for role, words in roles(text) if role == "caption"] == [
        ("caption", f"{post}— Port Info (@portinfo) 3 mai 2021"),
        ("caption", post),
    ]


def test_a_link_on_a_line_of_its_own_stays_in_its_sentence() -> None:
    text = f"The quay reopens\n\n{ENGLISH}\nThe mayor told \nPort Radio\n that the ferries \nwould sail\n again on Monday."
    assert len(roles(text, "en")) == 3


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("Article réservé aux abonnés", "fr"),
        ("Il vous reste 72.5% de cet article à lire. La suite est réservée aux abonnés.", "fr"),
        ("Grève au port : « On tiendra » - Regarder sur Quai TV", "fr"),
        ("Passer la publicité", "fr"),
        ("» LIRE AUSSI - Le bac reprend du service", "fr"),
        ("Advertisement", "en"),
        ("Article content", "en"),
        ("Sign up for our harbour newsletter", "en"),
    ],
)
def test_the_lines_of_a_site_are_boilerplate_wherever_they_stand(line: str, language: str) -> None:
    body = ENGLISH if language == "en" else BODY
    for text in (
        f"{line}\n\nUn quai qui rouvre au public\n\n{body}",
        f"{body}\n\n{line}\n\n{body}",
        f"{body}\n\n{line}",
    ):
        assert role_of(line, text, language) == "boilerplate"


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("DOUARNEC | ", "DOUARNEC"),
        ("Douarnec — ", "Douarnec"),
        ("(Douarnec) ", "Douarnec"),
        ("Douarnec (PDM)\n", "Douarnec"),
    ],
)
def test_a_dateline_has_many_forms(line: str, place: str) -> None:
    page = read_page(f"Un quai qui rouvre au public\n\n{line}{BODY}", "fr")
    assert page.fields["place"] == place
    assert [piece.role for piece in page.pieces] == ["title", "dateline", "lead"]


@pytest.mark.parametrize(
    ("ending", "credit"),
    [
        ("(afp/xyz)", "AFP"),
        ("(Le Veilleur)", "Le Veilleur"),
        ("– Reuters", "Reuters"),
        ("Avec Associated Press", "Associated Press"),
    ],
)
def test_the_credit_after_the_last_sentence_is_cut(ending: str, credit: str) -> None:
    page = read_page(f"Un quai qui rouvre au public\n\n{BODY}\n\n{BODY} {ending}", "fr")
    assert page.fields["credit"] == credit
    assert page.words(page.pieces[-1]) == ending


def test_a_name_under_the_last_paragraph_signs_it() -> None:
    page = read_page(f"{BODY}\n\n{BODY}\n\nLucie Aubrac\nHistorienne", "fr")
    assert page.fields["byline"] == "Lucie Aubrac"


def test_a_title_with_a_colon_above_an_interview_is_the_title_and_its_turns_are_text() -> None:
    turns = [
        "Port Info : Qui paiera le quai ?",
        "Lucie Aubrac : Personne",
        "Port Info : Et la digue ?",
        "Lucie Aubrac : Oui",
    ]
    text = "\n\n".join(["Entretien : la digue", *turns])
    assert [role for role, _ in roles(text)] == ["title", "lead", "body", "body", "body"]
    assert [role for role, _ in roles("\n\n".join(turns))] == ["lead", "body", "body", "body"]


def test_what_stands_above_the_counts_of_a_gallery_is_captions() -> None:
    gallery = "\n".join(f"A boat leaves the quay on day {n} of the strike.\n {n} of 4" for n in range(1, 5))
    text = f"The quay reopens to boats\n\n{ENGLISH}\n{gallery}\n{ENGLISH}"
    assert [role for role, _ in roles(text, "en")] == [
        "title",
        "lead",
        *["caption", "boilerplate"] * 4,
        "body",
    ]


def test_blanks_within_marks_and_behind_an_initial_part_no_paragraph() -> None:
    text = (
        "Le titre du jour\n\n"
        'La maire a parlé. "Elle viendra.  Je le sais ", a-t-elle dit hier. Rien de plus. R.  Non, rien. La nuit tombe. Le port dort. Le vent se lève. La mer monte.'
    )
    pieces = [text[piece.start : piece.end] for piece in read_page(text, "fr").pieces]
    assert len(pieces) == 2
