"""Who said what: text in, quotes out, French and English."""

import polars as pl
import pytest

from pipeline import tables
from pipeline.extract.quotes import find_quotes
from tests.extract.listening import Heard, listen


def speakers(heard: Heard) -> set[object]:
    return set(heard.quotes["speaker_name"].to_list())


@pytest.mark.parametrize(
    ("text", "said", "speaker"),
    [
        ("« Nous partirons », a déclaré Karim Sellami.", "Nous partirons", "Karim Sellami"),
        ("Karim Sellami a déclaré : « Nous partirons. »", "Nous partirons.", "Karim Sellami"),
        ("Karim Sellami a déclaré que « tout ira bien ».", "tout ira bien", "Karim Sellami"),
        ("Selon Karim Sellami, « tout ira bien ».", "tout ira bien", "Karim Sellami"),
        ("« Tout ira bien », selon Karim Sellami.", "Tout ira bien", "Karim Sellami"),
        ("Karim Sellami a dénoncé une « attaque lâche ».", "attaque lâche", "Karim Sellami"),
        ("« Non », a tranché Karim Sellami.", "Non", "Karim Sellami"),
        ("« Non », sourit Karim Sellami.", "Non", "Karim Sellami"),
        (
            "« C'est fini », s'est félicité mardi à Lyon le directeur, Karim Sellami.",
            "C'est fini",
            "Karim Sellami",
        ),
        ("« Partons », a lancé, ému, un manifestant.", "Partons", "un manifestant"),
        ("Pour le Kremlin, il s'agit d'une « provocation ».", "provocation", "Kremlin"),
        ("Qualifié de « menteur » par Karim Sellami, l'élu a quitté la salle.", "menteur", "Karim Sellami"),
    ],
)
def test_words_in_marks_have_the_speaker_of_their_cue(text: str, said: str, speaker: str) -> None:
    assert listen(text).said() == [(said, speaker)]


@pytest.mark.parametrize(
    ("text", "said", "speaker"),
    [
        ("La ministre a affirmé que le budget suffirait.", "le budget suffirait", "La ministre"),
        ("Le budget suffira, a affirmé la ministre.", "Le budget suffira", "la ministre"),
        ("D'après la ministre, le budget suffira.", "le budget suffira", "la ministre"),
        ("Le budget suffira, selon la ministre.", "Le budget suffira", "la ministre"),
        ("De source policière, la route est coupée.", "la route est coupée", "source policière"),
        ("A en croire la mairie, la route est coupée.", "la route est coupée", "la mairie"),
        ("La ministre a par ailleurs indiqué que tout irait.", "tout irait", "La ministre"),
        ("La ministre dit vouloir un budget plus juste.", "vouloir un budget plus juste", "La ministre"),
        ("La ministre a fait savoir que le budget suffirait.", "le budget suffirait", "La ministre"),
    ],
)
def test_a_clause_without_marks_is_indirect_speech(text: str, said: str, speaker: str) -> None:
    heard = listen(text)
    assert heard.said() == [(said, speaker)]
    assert heard.quotes["kind"].to_list() == ["indirect"]


@pytest.mark.parametrize(
    ("text", "said", "speaker"),
    [
        ("“We will leave,” said Margaret Ellison.", "We will leave,", "Margaret Ellison"),
        ("“We will leave,” Margaret Ellison said.", "We will leave,", "Margaret Ellison"),
        ("Margaret Ellison said: “We will leave.”", "We will leave.", "Margaret Ellison"),
        ("Margaret Ellison said the ferry would leave.", "the ferry would leave", "Margaret Ellison"),
        (
            "Margaret Ellison told reporters that the ferry would leave.",
            "the ferry would leave",
            "Margaret Ellison",
        ),
        ("According to Margaret Ellison, the ferry left.", "the ferry left", "Margaret Ellison"),
        ("The ferry left, according to Margaret Ellison.", "The ferry left", "Margaret Ellison"),
        ("Margaret Ellison called the plan “reckless”.", "reckless", "Margaret Ellison"),
        ("“It is over,” said the union's spokeswoman, Carla Mendes.", "It is over,", "Carla Mendes"),
        ("“It is over,” one fisherman said.", "It is over,", "one fisherman"),
    ],
)
def test_english_speech_is_heard_likewise(text: str, said: str, speaker: str) -> None:
    assert listen(text, "en").said() == [(said, speaker)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Le navire « Aurore » a quitté le port.", "title"),
        ("Les opposants dits « modérés » ont voté.", "term"),
        ("Il a été mis en examen pour « abus de biens sociaux ».", "term"),
        ("Le mot « abysse » signifie « sans fond ».", "term"),
        ("Son roman « La Nuit verte » a reçu un prix.", "title"),
    ],
)
def test_marks_that_name_are_no_speech(text: str, kind: str) -> None:
    heard = listen(text)
    assert heard.said() == []
    assert heard.terms["kind"][0] == kind


def test_a_quote_cut_by_its_reporting_clause_is_one_utterance() -> None:
    heard = listen("« Nous partirons », a dit Karim Sellami, « et nous reviendrons ».")
    assert [s for s, _ in heard.said()] == ["Nous partirons", "et nous reviendrons"]
    assert heard.quotes["utterance_id"].n_unique() == 1
    assert speakers(heard) == {"Karim Sellami"}


def test_a_quote_over_two_paragraphs_is_one_utterance() -> None:
    heard = listen("Karim Sellami a déclaré : « Nous partons.\n« Nous reviendrons. »")
    assert heard.quotes["utterance_id"].n_unique() == 1


def test_speech_inside_speech_has_a_parent_and_its_own_speaker() -> None:
    heard = listen("« La directrice m'a dit : “Partez tout de suite” », raconte Karim Sellami.")
    inner = heard.one("Partez tout de suite")
    inner = heard.quotes.filter(pl.col("text") == "Partez tout de suite").row(0, named=True)
    outer = heard.quotes.filter(pl.col("parent_quote_id").is_null()).row(0, named=True)
    assert inner["parent_quote_id"] == outer["quote_id"]
    assert (inner["speaker_name"], outer["speaker_name"]) == ("La directrice", "Karim Sellami")


def test_the_content_spans_the_whole_reported_clause() -> None:
    text = "Karim Sellami a affirmé que la grève serait « longue et dure »."
    quote = listen(text).one("longue")
    span = slice(int(str(quote["content_start_char"])), int(str(quote["content_end_char"])))
    assert text[span] == "la grève serait « longue et dure »"


def test_a_cue_stands_where_it_says_with_lemma_and_class() -> None:
    text = "« Tout va bien », s'est félicité le directeur."
    quote = listen(text).one("Tout va bien")
    span = slice(int(str(quote["cue_start_char"])), int(str(quote["cue_end_char"])))
    assert (text[span], quote["cue_lemma"], quote["cue_class"]) == ("s'est félicité", "féliciter", "manner")


def test_a_pronoun_is_the_person_it_stands_for() -> None:
    text = "Karim Sellami a quitté la réunion. « Tout est fini », a-t-il lâché."
    quote = listen(text).one("Tout est fini")
    assert (quote["speaker_text"], quote["speaker_name"]) == ("-il", "Karim Sellami")


def test_a_description_is_the_bearer_of_the_role() -> None:
    text = "La maire de Morlac, Agnès Thibault, a visité le chantier. « Il avance bien », a assuré la maire."
    assert listen(text).one("avance")["speaker_name"] == "Agnès Thibault"


def test_a_word_for_any_office_means_the_one_just_named() -> None:
    text = "Karim Sellami, maire de Morlac, est en colère. « C'est une honte », tempête l'élu."
    assert listen(text).said() == [("C'est une honte", "Karim Sellami")]


def test_a_thing_does_not_speak() -> None:
    assert listen("Le délai montre et confirme que le chantier avance mal.").said() == []


def test_the_spokesman_of_a_body_is_the_person_named() -> None:
    text = "« Nous tiendrons », a promis le porte-parole du syndicat des marins, Karim Sellami."
    assert listen(text).said() == [("Nous tiendrons", "Karim Sellami")]


def test_nobody_is_named_where_the_text_names_nobody() -> None:
    heard = listen("Il fait beau. « Nous partons demain et nous ne reviendrons pas. »")
    row = heard.quotes.row(0, named=True)
    assert row["speaker_name"] is None
    assert row["reason"]


def test_a_relay_is_not_the_speaker() -> None:
    heard = listen("« Nous partirons », a confié Karim Sellami à l'AFP.")
    row = heard.quotes.row(0, named=True)
    assert (row["speaker_name"], row["relay_name"]) == ("Karim Sellami", "AFP")


def test_a_quote_in_another_language_says_so() -> None:
    heard = listen("« We shall never surrender to those people, my friends », a lancé Karim Sellami.")
    assert heard.quotes["language"].to_list() == ["en"]


def test_an_unclosed_quote_swallows_nothing_and_says_so() -> None:
    heard = listen("« Nous partirons demain. Il pleut.\nAgnès Thibault a répondu « non ».")
    assert heard.one("non")["speaker_name"] == "Agnès Thibault"
    assert str(heard.one("Nous partirons")["method"]).endswith("unclosed")


def test_a_reporting_clause_may_stand_inside_the_marks() -> None:
    heard = listen("« Nous partirons, a promis Karim Sellami, et nous reviendrons. »")
    assert heard.said() == [("Nous partirons", "Karim Sellami"), ("et nous reviendrons.", "Karim Sellami")]
    assert heard.quotes["utterance_id"].n_unique() == 1


def test_a_signature_under_a_quote_names_its_speaker() -> None:
    heard = listen("« Nous partirons demain. »\n— Karim Sellami, marin")
    assert heard.said() == [("Nous partirons demain.", "Karim Sellami")]


def test_turns_of_an_interview_have_their_speakers() -> None:
    text = (
        "Le Courrier : Pourquoi partir ?\nKarim Sellami : Parce que la mer m'appelle.\n"
        "Le Courrier : Et après ?\nKarim Sellami : Après, je verrai bien."
    )
    assert listen(text).one("la mer")["speaker_name"] == "Karim Sellami"


def test_an_article_in_an_unknown_language_gives_its_marks_alone() -> None:
    heard = listen("Bere hitza « Bihar joango gara guztiok mendira » izan zen.", "eu")
    assert heard.said() == [("Bihar joango gara guztiok mendira", None)]


def test_no_article_gives_frames_with_their_columns() -> None:
    names = ["articles", "segments", "tokens", "mentions"]
    quotes, terms = find_quotes(*(tables.frame(name, []) for name in names))
    assert quotes.schema == tables.frame("quotes", []).schema
    assert terms.is_empty()


def test_every_row_keeps_the_contract() -> None:
    text = (
        "La maire, Agnès Thibault, a dit que « tout va ». « Oui », a-t-elle ajouté. Le préfet dit non.\n"
        "« Personne n'a répondu », selon une source citée par l'AFP. Il a été dit que le pont tiendrait."
    )
    heard = listen(text)
    tables.TABLES["quotes"].validate(heard.quotes, cast=True)
    tables.TABLES["quoted_terms"].validate(heard.terms, cast=True)
    for start, end, words in heard.quotes.select("start_char", "end_char", "text").iter_rows():
        assert text[start:end] == words


def test_a_reporting_clause_with_a_pronoun_inside_the_marks_parts_the_speech() -> None:
    text = "Le maire Karim Sellami a reçu la presse. « La salle est trop petite, a-t-il plaisanté, et je n'y rentrerai pas. »"
    assert listen(text).said() == [
        ("La salle est trop petite", "Karim Sellami"),
        ("et je n'y rentrerai pas.", "Karim Sellami"),
    ]


def test_a_question_inside_the_marks_is_no_reporting_clause() -> None:
    text = "Karim Sellami s'inquiète. « Alors, viendra-t-il demain ? », a-t-il demandé."
    assert [words for words, _ in listen(text).said()] == ["Alors, viendra-t-il demain ?"]


def test_a_named_speaker_right_after_the_marks_is_surer_than_nobody() -> None:
    text = "« Le pont sera fermé tout l'hiver », a annoncé Martine Delvaux. Un panneau parle d'une « fermeture durable »."
    rows = listen(text).quotes.sort("start_char")
    assert rows["confidence"][0] > 0.85
    assert all(row["confidence"] < 0.5 for row in rows.iter_rows(named=True) if row["speaker_name"] is None)


def test_the_turns_of_a_transcript_are_said_by_their_labels() -> None:
    text = (
        "MME LA MAIRE : La séance est ouverte à tous.\n\nM. KERBRAT : Nous demandons le report du vote.\n\n"
        "MME LA MAIRE : Le report est refusé ce soir.\n\nM. KERBRAT (hors micro) : Alors nous quittons la salle."
    )
    speakers = [speaker for _, speaker in listen(text).said()]
    assert len(speakers) == 4
    assert speakers[0] == speakers[2] == "MME LA MAIRE"
    assert all(speaker and "KERBRAT" in speaker.upper() for speaker in speakers[1::2])


def test_a_question_s_label_is_nobody_and_an_answer_s_the_person_of_the_article() -> None:
    text = (
        "Lucie Aubrac dirige le port.\n\nQ : Qui paiera le nouveau quai ?\n\nR : Personne ne veut le payer.\n\n"
        "Q : Êtes-vous inquiète cet hiver ?\n\nR : Oui, la digue recule chaque année."
    )
    said = dict(listen(text).said())
    assert said["Qui paiera le nouveau quai ?"] is None
    assert said["Personne ne veut le payer."] == "Lucie Aubrac"


def test_initials_before_a_turn_are_the_person_s_of_the_article() -> None:
    text = (
        "Lucie Aubrac dirige le port.\n\nPort Info : Qui paiera le nouveau quai ?\n\nLA : Personne ne veut le payer.\n\n"
        "Port Info : Êtes-vous inquiète ?\n\nLA : Oui, la digue recule chaque année."
    )
    assert listen(text).one("Personne ne veut")["speaker_name"] == "Lucie Aubrac"


@pytest.mark.parametrize(
    "text",
    [
        "Lorsque Hervé Lanoë entre dans la salle, ses collègues sourient.",
        "Hervé Lanoë a annoncé les mesures qu'il prendra pour la digue.",
        "Une digue dont le grand défaut, pour certains, était de tenir debout a été rasée.",
    ],
)
def test_what_only_looks_like_a_report_is_none(text: str) -> None:
    assert listen(text).quotes.height == 0


@pytest.mark.parametrize(
    "text",
    [
        "Enfin, pour Hervé Lanoë, la digue doit être rasée.",
        "La mer monte, mais pour Hervé Lanoë, la digue tiendra.",
    ],
)
def test_an_opinion_opens_its_clause(text: str) -> None:
    assert listen(text).quotes["speaker_name"].to_list() == ["Hervé Lanoë"]
