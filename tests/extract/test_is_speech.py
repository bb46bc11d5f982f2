"""Words in marks: speech or not; the judge, and what it leaves to the rules."""

import pytest

from pipeline.extract.logit import chance
from pipeline.extract.quotes.settling.speech import weights
from tests.extract.listening import listen


@pytest.mark.parametrize(
    "text",
    [
        "« Partons », a lancé, ému, un manifestant.",
        "Le maire a dénoncé une « attaque lâche contre le port ».",
        "Paul Ostrac a estimé que le bac était « bien trop lent pour traverser ».",
        "« Nous n'avons jamais vu une crue pareille. »",
        "Paul Ostrac s'est dit « frappé » par la crue.",
    ],
)
def test_what_someone_says_is_speech(text: str) -> None:
    heard = listen(text)
    assert heard.quotes.height == 1
    assert heard.terms.height == 0


@pytest.mark.parametrize(
    "text",
    [
        "Le cinquième « acte V » du mouvement a été calme.",
        "Sur les pancartes, on lisait « Rendez-nous le canal ».",
        "Il a été placé en garde à vue pour « violences sur un batelier ».",
        "Le tribunal jugeait Paul Ostrac, 33 ans, poursuivi pour « vol de barque ».",
        "Les journaux l'ont surnommée « la sauvageonne ».",
        "Ils ont visité la « Maison des Bateliers » dimanche.",
        "Hervé Lanoë appelle ses 1 800 « participants » au calme.",
        "Toute la berge a repris un seul refrain : « Le canal est à nous. »",
        "« Rendez-nous le canal » : sur les banderoles du cortège, un seul mot.",
        "À Kerbrec, il était surnommé le « plus bavard des éclusiers ».",
        "La loi garde le terme de « réparation » depuis un siècle.",
        "Des bateliers en colère ont créé un groupe : « Les rames levées ».",
    ],
)
def test_what_no_one_says_is_a_term(text: str) -> None:
    heard = listen(text)
    assert heard.quotes.height == 0
    assert heard.terms.height == 1


def test_a_language_without_weights_is_left_to_the_rules() -> None:
    assert weights("en") == {}
    heard = listen('The mayor called the plan "a gift to nobody at all".', "en")
    assert heard.quotes["text"].to_list() == ["a gift to nobody at all"]


def test_a_chance_lies_between_none_and_sure() -> None:
    known = weights("fr")
    assert 0.0 < chance({"bias": 1.0, "named_speaks": 0.0}, known) < 1.0
    assert chance({"bias": 1.0, "named_speaks": 1.0}, known) > chance({"bias": 1.0}, known)
