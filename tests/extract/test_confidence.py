"""How sure a row says it is: what makes it less so, in articles of invented people."""

from tests.extract.listening import listen


def sure(text: str, words: str) -> float:
    """Return the confidence of the quote that holds the words."""
    return float(listen(text).one(words)["confidence"])  # type: ignore[arg-type]


def test_whom_a_definite_description_means_is_less_sure_than_someone_new() -> None:
    known = sure("« La digue a cédé dans la nuit », raconte le témoin.", "digue")
    new = sure("« La digue a cédé dans la nuit », raconte un témoin.", "digue")
    assert known < new


def test_a_name_beside_the_verb_is_surer_than_a_description() -> None:
    named = sure("« La digue a cédé dans la nuit », raconte Alma Bost.", "digue")
    described = sure("« La digue a cédé dans la nuit », raconte le maire.", "digue")
    assert described < named


def test_nobody_is_the_least_sure() -> None:
    nobody = sure("Le port dormait encore. « Personne ne nous écoute. »", "Personne")
    chosen = sure(
        "Alma Bost s'est levée à l'aube. Le port dormait encore. Les filets séchaient. « J'aime cette heure. »",
        "heure",
    )
    assert nobody < chosen
