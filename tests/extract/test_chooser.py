"""Who speaks where no cue says it is chosen among those near, in short articles of invented people."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.logit import shares, weights
from pipeline.extract.quotes.settling.chooser import WEIGHTS
from tests.extract.listening import listen


def speakers(text: str, language: str = "fr") -> list[object]:
    """Return the speakers of a text's quotes, by place."""
    return [name for _, name in listen(text, language).said()]


def test_whom_the_sentence_before_brings_in_by_a_complement_speaks() -> None:
    text = (
        "Ce sentiment est partagé par Bastien Morvan, délégué du personnel à la scierie de Rivenord. "
        "« On dort à trois par chambre et on mange mal. » La direction, elle, ne répond pas."
    )
    assert speakers(text) == ["Bastien Morvan"]


def test_whoever_is_new_takes_over_from_who_spoke_before() -> None:
    text = (
        "« Je me suis levé et j'ai crié », se souvient Bastien Morvan.\n\n"
        "La rage est la même chez Alma Bost, aide-soignante à Rivenord. « Je gagne moins qu'il y a dix ans. » "
        "Le soir, elle rejoint le rond-point."
    )
    assert speakers(text) == ["Bastien Morvan", "Alma Bost"]


def test_a_sentence_about_the_port_does_not_hide_who_was_told_of_before_it() -> None:
    text = (
        "Alma Bost s'est levée à l'aube. Le port dormait encore. Les filets séchaient. "
        "« J'ai toujours aimé cette heure. »"
    )
    assert speakers(text) == ["Alma Bost"]


def test_what_was_learnt_in_french_holds_in_english() -> None:
    text = (
        "The queue outside the hall grew all morning. Ada Lind, a nurse from Northport, had come with her two sons. "
        "The doors stayed shut. “We will wait as long as it takes.”"
    )
    assert speakers(text, "en") == ["Ada Lind"]


def test_a_chosen_speaker_says_that_it_was_chosen_and_is_not_sure() -> None:
    row = listen(
        "Sur l'estrade, le maire Hervé Lanoë a déroulé son projet devant deux cents personnes. La salle a applaudi. "
        "« Ce port, nous le rebâtirons. » Dehors, la pluie tombait."
    ).one("Ce port")
    assert (row["speaker_name"], row["method"]) == ("Hervé Lanoë", "chosen")
    assert row["speaker_mention_id"] is not None
    assert row["confidence"] < 0.9  # type: ignore[operator]


def test_nobody_is_chosen_where_nobody_stands_near() -> None:
    assert speakers("Le port dormait encore. « Personne ne nous écoute. »") == [None]


def test_a_cue_has_the_word() -> None:
    text = "Alma Bost, aide-soignante, est venue tôt. « On attend », dit Bastien Morvan. Alma Bost sourit."
    assert speakers(text) == ["Bastien Morvan"]


def test_words_over_paragraphs_have_the_speaker_chosen_for_the_first() -> None:
    text = (
        "La rage est la même chez Alma Bost, aide-soignante à Rivenord. « Je gagne moins qu'il y a dix ans.\n\n"
        "« Je pars avant l'aube et je rentre à la nuit. »\n\nLa préfecture n'a pas répondu."
    )
    assert speakers(text) == ["Alma Bost", "Alma Bost"]


@settings(deadline=None)
@given(st.lists(st.dictionaries(st.sampled_from(sorted(weights(WEIGHTS))), st.floats(-50, 50)), min_size=1))
def test_chances_are_shares_of_one(rows: list[dict[str, float]]) -> None:
    found = shares(rows, weights(WEIGHTS))
    assert len(found) == len(rows)
    assert abs(sum(found) - 1) < 1e-9
    assert all(0 <= chance <= 1 for chance in found)
