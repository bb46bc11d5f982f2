"""Who speaks when no reporting clause says so, and whom a description means."""

import pytest

from tests.extract.listening import listen


def speakers(text: str, language: str = "fr") -> list[object]:
    """Return the speakers of a text's quotes, by place."""
    return [name for _, name in listen(text, language).said()]


def test_a_quote_alone_in_its_paragraph_goes_on_for_who_spoke_before() -> None:
    text = (
        "« Le pont sera fermé tout l'hiver », a annoncé Martine Delvaux.\n\n"
        "« Nous n'avons pas le choix, les piles sont fissurées. »"
    )
    assert speakers(text) == ["Martine Delvaux", "Martine Delvaux"]


def test_a_quote_over_several_paragraphs_has_the_speaker_of_its_last() -> None:
    text = (
        "« Nous avons relu les plans. Tout était écrit.\n\n"
        "« Personne ne pourra dire qu'il ne savait pas », a conclu Bastien Morvan."
    )
    assert speakers(text) == ["Bastien Morvan", "Bastien Morvan"]


def test_a_quote_after_the_end_of_one_over_paragraphs_in_english() -> None:
    text = (
        "“The ferry will not sail before June,” Helen Archer said.\n\n"
        "“We have waited long enough.\n\n"
        "“And we will wait no more.”"
    )
    assert speakers(text, "en") == ["Helen Archer"] * 3


def test_two_who_are_equally_near_leave_a_quote_without_speaker() -> None:
    text = (
        "« La digue tiendra », a promis Martine Delvaux.\n\n"
        "« Qu'ils viennent donc voir ma cave ! » Bastien Morvan ne cache pas sa colère."
    )
    rows = listen(text).quotes.sort("start_char")
    assert rows["speaker_name"].to_list() == ["Martine Delvaux", None]
    assert rows["reason"].to_list()[1] == "two speakers are equally near"


def test_a_label_above_a_quote_names_its_speaker() -> None:
    text = (
        "Bastien Morvan (entraîneur de Plouarnel) :\n« On a tout donné, on rentre avec un point. »\n\n"
        "Hervé Lanoë\n(entraîneur de Kerbrec) :\n« Nous méritions mieux que ce nul. »"
    )
    assert speakers(text) == ["Bastien Morvan", "Hervé Lanoë"]


@pytest.mark.parametrize(
    "text",
    [
        "« Nous irons jusqu'au bout de cette affaire » (Bastien Morvan)",
        "« Nous irons jusqu'au bout de cette affaire », Bastien Morvan",
        "« Nous irons jusqu'au bout de cette affaire. »\n— Bastien Morvan",
    ],
)
def test_a_name_alone_after_a_quote_signs_it(text: str) -> None:
    assert speakers(text) == ["Bastien Morvan"]


def test_whom_the_sentence_before_is_about_speaks_in_the_next() -> None:
    text = "Martine Delvaux est inquiète pour son village. « On nous a oubliés depuis longtemps. »"
    assert speakers(text) == ["Martine Delvaux"]


def test_a_word_for_an_office_means_who_holds_a_narrower_one() -> None:
    text = (
        "Le maire de Kerbrec, Hervé Lanoë, a reçu les riverains lundi. Bastien Morvan, pharmacien, était là.\n\n"
        "« Les travaux commenceront en mai », a promis l'élu."
    )
    assert speakers(text) == ["Hervé Lanoë"]


def test_a_former_office_means_the_only_one_named_before() -> None:
    text = "Martine Delvaux a quitté la salle. « Je n'ai plus rien à dire », a lancé l'ancienne institutrice."
    assert speakers(text) == ["Martine Delvaux"]


def test_an_inhabitant_of_a_place_is_who_was_just_named() -> None:
    text = "Hervé Lanoë a couru quarante kilomètres. « Je rentre dormir », a soufflé le Lyonnais."
    assert speakers(text) == ["Hervé Lanoë"]


def test_a_description_stays_when_two_of_its_kind_are_equally_near() -> None:
    text = "Hervé Lanoë et Bastien Morvan ont dîné ensemble. « Rien n'est signé », a confié l'élu."
    assert speakers(text) == ["l'élu"]


def test_an_office_that_nobody_is_known_to_hold_is_not_given_to_the_one_named() -> None:
    text = "Hervé Lanoë est jugé depuis lundi. « Les faits sont graves », a souligné le procureur."
    assert speakers(text) == ["le procureur"]


def test_a_long_office_belongs_to_the_name_after_it() -> None:
    text = (
        "Le ministre de la Pêche et de la Forêt du duché, Hervé Lanoë, a visité le port. Bastien Morvan l'attendait.\n\n"
        "« Les quotas seront revus », a promis le ministre."
    )
    assert speakers(text) == ["Hervé Lanoë"]


def test_a_federation_is_the_one_whose_name_holds_the_word() -> None:
    text = (
        "La Fédération des apiculteurs bretons a saisi le préfet. Le Syndicat des meuniers aussi.\n\n"
        "« Nos ruches sont vides », écrit la fédération."
    )
    assert speakers(text) == ["Fédération des apiculteurs bretons"]


def test_the_one_told_is_no_speaker_in_english() -> None:
    heard = listen(
        "Helen Archer, who runs the ferry, told Harbour Radio that the boat would sail in June.", "en"
    )
    row = heard.quotes.row(0, named=True)
    assert (row["speaker_name"], row["relay_name"]) == ("Helen Archer", "Harbour Radio")


def test_a_chief_of_police_speaks_under_his_own_name() -> None:
    text = "Riverton Police Chief Martin Doyle said on Sunday that two men were arrested near the harbour."
    assert speakers(text, "en") == ["Martin Doyle"]


def test_a_medium_is_known_by_the_title_it_bears() -> None:
    heard = listen("« Je n'ai rien vu », a raconté un voisin à Radio Cormoran.")
    assert heard.quotes["relay_name"].to_list() == ["Radio Cormoran"]


def test_an_agency_relays_words_given_to_it() -> None:
    heard = listen("« La route est coupée », a expliqué auprès de l'agence Tass le gouverneur, Hervé Lanoë.")
    row = heard.quotes.row(0, named=True)
    assert (row["speaker_name"], row["relay_name"]) == ("Hervé Lanoë", "Tass")


@pytest.mark.parametrize(
    ("text", "language", "speaker"),
    [
        (
            "Selon l'agence Tass, citant une source militaire, le convoi a été arrêté lundi.",
            "fr",
            "source militaire",
        ),
        (
            "The convoy was stopped on Monday, Reuters reported, citing a military source.",
            "en",
            "military source",
        ),
    ],
)
def test_a_source_that_an_outlet_cites_speaks_through_it(text: str, language: str, speaker: str) -> None:
    row = listen(text, language).quotes.row(0, named=True)
    assert str(row["speaker_name"]).endswith(speaker)
    assert row["relay_name"] in {"Tass", "Reuters"}


def test_where_no_one_in_particular_speaks_the_house_does() -> None:
    assert speakers("« Aucune plainte n'a été déposée », indique-t-on à la préfecture.") == ["la préfecture"]


def test_a_subject_of_a_subordinate_clause_is_not_whom_a_sentence_is_about() -> None:
    text = (
        "Martine Delvaux a rangé les outils que Bastien Morvan avait apportés. « J'ai pleuré toute la nuit. »"
    )
    assert speakers(text) == ["Martine Delvaux"]


def test_a_label_that_begins_with_a_name_is_that_person_whatever_else_it_names() -> None:
    text = "Hervé Lanoë (ancien adjoint de Bastien Morvan) :\n« Je ne regrette rien de ces années. »"
    assert speakers(text) == ["Hervé Lanoë"]


def test_it_means_the_organisation_just_named_where_it_speaks() -> None:
    text = "The Lakeside Trust has put out a statement. “Sea lions cannot digest batter,” it adds."
    assert speakers(text, "en") == ["The Lakeside Trust"]


def test_someone_else_told_of_in_between_takes_the_next_quote() -> None:
    text = (
        "« Nous irons voter dimanche », a dit Hervé Lanoë. Bastien Morvan hésite. "
        "« Je n'ai pas encore choisi mon camp. »"
    )
    assert speakers(text) == ["Hervé Lanoë", "Bastien Morvan"]


def test_this_last_one_is_who_was_named_last() -> None:
    text = "Le député Hervé Lanoë a reçu Bastien Morvan. Ce dernier a souri : « Rien n'est joué. »"
    assert speakers(text) == ["Bastien Morvan"]


def test_the_one_told_before_the_speaker_is_no_part_of_the_speaker() -> None:
    text = "« On rentre dormir », confiait à l'AFP Hervé Lanoë, 58 ans, tonnelier à Kerbrec."
    assert speakers(text) == ["Hervé Lanoë"]


def test_one_of_several_is_the_person_named_beside() -> None:
    text = (
        "« Rendez-nous la plage », lançait l'une des figures du mouvement, Martine Delvaux, depuis la digue."
    )
    assert speakers(text) == ["Martine Delvaux"]


def test_a_role_over_something_is_not_who_holds_the_bare_one() -> None:
    text = (
        "Le président Hervé Lanoë a reçu les riverains.\n\n"
        "Le président de la fédération des tonneliers a parlé d'« une catastrophe »."
    )
    assert speakers(text) == ["Le président de la fédération des tonneliers"]


@pytest.mark.parametrize(
    "text",
    [
        "Le rôle des digues est d'affirmer que la mer ne passera pas.",
        "J'affirme que la digue tiendra.",
        "Ceux-là, je l'ai dit, assurent que la digue tiendra.",
    ],
)
def test_a_thing_and_the_writer_report_nobodys_speech(text: str) -> None:
    assert not {"Le rôle", "Le rôle des digues", "J'", "je"} & set(speakers(text))


def test_a_verb_with_a_thing_after_it_has_its_subject_before_it() -> None:
    text = "Sur Plateau FM, Hervé Lanoë, ancien gardien du phare, dit tout son plaisir : « Les deux lampes brillent. »"
    assert speakers(text) == ["Hervé Lanoë"]


def test_an_infinitive_that_takes_up_speech_has_who_spoke_in_the_paragraph_before() -> None:
    text = "« Le pont est fermé », a annoncé Martine Delvaux.\n\nEt d'ajouter, lasse : « Nous n'avons pas le choix. »"
    assert speakers(text) == ["Martine Delvaux", "Martine Delvaux"]


def test_a_pronoun_means_a_person_before_a_body_without_a_name() -> None:
    text = (
        "Les riverains ont écouté Hervé Lanoë jeudi. Les salles étaient pleines. Les murs tremblaient. "
        "Mercredi, le conseil permanent de la fédération avait voté.\n\n"
        "« Nous tiendrons la digue », a-t-il ajouté."
    )
    assert speakers(text) == ["Hervé Lanoë"]


def test_the_subject_after_a_participle_that_opens_its_sentence_speaks() -> None:
    text = "Saluant le fait que la digue ait « tenu bon » et jugeant la mer « assagie », Hervé Lanoë est revenu sur l'hiver."
    assert speakers(text) == ["Hervé Lanoë", "Hervé Lanoë"]


def test_the_name_on_the_line_below_a_quote_set_apart_signs_it() -> None:
    text = (
        "« On nous a oubliés depuis longtemps »\n\nMartine Delvaux, éclusière à Kerbrec\n\n"
        "Bastien Morvan a quitté la salle à midi."
    )
    assert speakers(text) == ["Martine Delvaux"]


def test_a_name_between_two_quotes_with_labels_is_the_label_of_the_second() -> None:
    text = (
        "Hervé Lanoë\n\n« La digue tiendra cet hiver. »\n\nMartine Delvaux\n\n« Je n'en crois rien du tout. »"
    )
    assert speakers(text) == ["Hervé Lanoë", "Martine Delvaux"]


def test_the_same_words_set_apart_are_said_by_who_says_them_in_the_text() -> None:
    text = (
        "« La mer ne passera pas »\n\nBastien Morvan a rangé ses outils. Hervé Lanoë aussi.\n\n"
        "« La mer ne passera pas cet hiver », a juré Martine Delvaux."
    )
    assert speakers(text) == ["Martine Delvaux", "Martine Delvaux"]


@pytest.mark.parametrize(
    "text",
    [
        "« La mer ne passera pas », a dit Hervé Lanoë. « Nous veillons », relance-t-il plus tard.",
        "« La mer ne passera pas », a dit Hervé Lanoë. La digue, ajoute-t-il, « tiendra cet hiver ».",
        "« La mer ne passera pas », a dit Hervé Lanoë. « Nous veillons », répète celui qui garde l'écluse.",
    ],
)
def test_a_pronoun_that_hangs_on_a_verb_of_saying_means_who_spoke(text: str) -> None:
    assert speakers(text) == ["Hervé Lanoë", "Hervé Lanoë"]


def test_a_verb_with_a_pronoun_before_it_has_its_subject_after_it() -> None:
    text = "« Qui veille ? » a demandé Hervé Lanoë. « Personne, à cette heure ! » lui répond Martine Delvaux."
    assert speakers(text) == ["Hervé Lanoë", "Martine Delvaux"]


def test_a_clause_that_likens_has_its_subject_after_its_verb() -> None:
    text = "Mais comme le constate Martine Delvaux dans son carnet, « la digue a déjà bougé ». La mer monte."
    assert speakers(text) == ["Martine Delvaux"]


def test_a_verb_of_several_words_has_its_subject_before_it() -> None:
    text = "À l'écluse de Kerbrec, Hervé Lanoë, délégué du port, a fait état d'une « brèche de deux mètres »."
    assert speakers(text) == ["Hervé Lanoë"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "« Des gens simples qui ont fait de grandes choses. » C'est ainsi que Martine Delvaux décrit sa liste.",
            "Martine Delvaux",
        ),
        ("« Tout est à refaire. » Ces mots d'Hervé Lanoë ont fait le tour du port.", "Hervé Lanoë"),
    ],
)
def test_a_sentence_that_points_back_says_whose_the_words_are(text: str, speaker: str) -> None:
    assert speakers(text) == [speaker]


def test_a_reporting_clause_inside_the_marks_is_known_whatever_the_tag_of_its_verb() -> None:
    text = "« La digue est une porte de sortie, pointe quant à lui le maire de Kerbrec, Hervé Lanoë, dans La Vigie. Rien n'est à la hauteur. »"
    assert speakers(text) == ["Hervé Lanoë", "Hervé Lanoë"]


def test_a_dash_ends_a_description() -> None:
    assert speakers("Une simple « péripétie » selon le greffier – qui est parti – et rien de plus.") == [
        "le greffier"
    ]


def test_a_body_of_people_in_a_title_is_not_whom_the_article_is_about() -> None:
    text = "La fête est déjà gâchée selon la presse.\n\nMartine Delvaux a quitté la salle. Martine Delvaux n'a rien dit."
    assert "Martine Delvaux" not in speakers(text)


def test_the_prime_minister_is_not_the_minister() -> None:
    text = (
        "Le premier ministre Bastien Morvan était absent. Martine Delvaux l'a remplacé à la digue jeudi. Hervé Lanoë, lui, "
        "a suivi la scène de loin.\n\n« La brèche est refermée », a dit le ministre."
    )
    assert "Bastien Morvan" not in speakers(text)


def test_a_pronoun_has_nobody_set_beside_it() -> None:
    text = "Hervé Lanoë, éclusier à Kerbrec, y voit « une erreur ». Selon lui, Martine Delvaux « joue la montre »."
    assert speakers(text) == ["Hervé Lanoë", "Hervé Lanoë"]


def test_this_last_one_is_a_person_before_a_body_and_a_subject_though_an_adjective() -> None:
    text = "Martine Delvaux a reçu jeudi le président du Conseil breton, Hervé Lanoë. Ce dernier a rappelé « la nécessité d'une digue »."
    assert speakers(text) == ["Hervé Lanoë"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Un témoin de la fête jeudi dans la salle des écluses raconte avoir « clairement entendu la cloche ».",
            "Un témoin",
        ),
        (
            "En visite au port, le président Hervé Lanoë devait à son tour reconnaître « des calculs trop courts ».",
            "Hervé Lanoë",
        ),
    ],
)
def test_what_a_preposition_governs_is_no_subject(text: str, speaker: str) -> None:
    assert str(speakers(text)[0]).startswith(speaker)


def test_who_says_what_another_wants_speaks_after_the_colon() -> None:
    text = "Hervé Lanoë estime que Martine Delvaux veut aller trop vite : « Chez nous, cela finirait devant le juge. »"
    assert listen(text).one("finirait")["speaker_name"] == "Hervé Lanoë"


def test_a_verb_of_saying_in_marks_of_its_own_gives_the_words_after_it_their_speaker() -> None:
    heard = listen("Hervé Lanoë a « regretté » lundi que « onze digues aient cédé en une nuit ».")
    assert heard.one("onze digues")["speaker_name"] == "Hervé Lanoë"
