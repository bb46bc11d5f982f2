"""Words are found whatever their endings and accents, in quotes and in articles; phrases as they stand; and words kept out."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.warehouse import ask
from pipeline.warehouse.questions import answer, question
from tests.desk.press import Press, publish


def found(press: Path, **values: str) -> list[tuple[str, str]]:
    """Return kind and words of the rows found, best first."""
    return answer(press, question("search"), values).select("kind", "text").rows()


@pytest.fixture(scope="module")
def spanish(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a warehouse that the command made of one Spanish text."""
    folder = tmp_path_factory.mktemp("spanish")
    text = (
        "El puerto de Valdeoro reabre en mayo\n\nLa alcaldesa de Valdeoro, Berta Oliver, prometió el lunes que los pescadores "
        "volverán a los muelles. «Las grúas estarán listas», aseguró la alcaldesa en una reunión con los vecinos."
    )
    (folder / "seeds" / "diario").mkdir(parents=True)
    (folder / "seeds" / "diario" / "puerto.txt").write_text(text, encoding="utf-8")
    command = ["ingest", "--seeds", str(folder / "seeds"), "--warehouse", str(folder / "warehouse")]
    assert CliRunner().invoke(app, command).exit_code == 0
    return folder / "warehouse" / "dixit.duckdb"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("pescador", "los pescadores volverán a los muelles"),
        ("volver", "los pescadores volverán a los muelles"),
        ("volveran", "los pescadores volverán a los muelles"),
        ("grua lista", "Las grúas estarán listas"),
        ("GRÚA", "Las grúas estarán listas"),
    ],
)
def test_a_spanish_word_is_found_under_another_ending(spanish: Path, words: str, said: str) -> None:
    assert ("quote", said) in found(spanish, words=words)


@pytest.mark.parametrize("words", ["prometer", "prometió", "prometio", "reuniones", "vecino"])
def test_a_spanish_article_is_found_by_any_form_of_its_words(spanish: Path, words: str) -> None:
    assert [kind for kind, _ in found(spanish, words=words)] == ["article"]


@pytest.fixture(scope="module")
def endings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a warehouse of three Spanish articles with one verb: with its accents in two tenses, and without any."""
    press = Press()
    for name, verb in (("ayer", "prometió"), ("luego", "prometerá"), ("titular", "PROMETIO")):
        press.write(name, "El Diario", "2024-03-04", f"La alcaldesa {verb} un puente.", language="es")
    return publish(press, tmp_path_factory.mktemp("endings"))


@pytest.mark.parametrize("words", ["prometió", "PROMETIÓ", "prometio\u0301", "prometio\u0301 alcaldesa"])
def test_a_word_written_with_its_accents_is_found_under_another_ending_and_without_them(
    endings: Path, words: str
) -> None:
    rows = ask(endings, "SELECT * FROM search($words)", {"words": words})
    assert len(rows) == 3
    assert rows["n_words_found"].to_list() == rows["n_words_asked"].to_list() == [len(words.split())] * 3


def test_a_word_kept_out_is_kept_out_under_its_other_endings(endings: Path) -> None:
    assert found(endings, words="puente -prometerá") == [("article", "titular")]
    assert found(endings, words="puente -prometió") == []


def test_a_phrase_has_the_words_whatever_their_accents(endings: Path) -> None:
    assert {text for _, text in found(endings, words='"alcaldesa prometió"')} == {"ayer", "titular"}


def test_a_word_is_found_under_another_ending(press: Path) -> None:
    assert found(press, words="trembler") == [("quote", "le pont tremble"), ("article", "lettre")]


@pytest.mark.parametrize("words", ["opération sûre", "OPERATION SURE"])
def test_accents_and_capitals_do_not_count(press: Path, words: str) -> None:
    assert found(press, words=words)[0] == ("article", "pont-journal")


def test_what_has_more_of_the_words_comes_first(press: Path) -> None:
    assert found(press, words="pont juin")[0] == ("quote", "Lussac aura son pont en juin")


def test_a_speaker_is_found_in_any_spelling(press: Path) -> None:
    said = found(press, words="pont", speaker="mme petit")
    assert len(said) == 3
    assert {kind for kind, _ in said} == {"quote"}


def test_a_period_bounds_what_is_found(press: Path) -> None:
    assert found(press, words="pont", speaker="Ada Petit", since="2024-05-01") == [
        ("quote", "Lussac aura son pont en juin")
    ]


@pytest.mark.parametrize("words", ["", "!!!", "introuvable", "' OR 1=1 --"])
def test_words_that_stand_nowhere_find_nothing(press: Path, words: str) -> None:
    assert found(press, words=words) == []


def test_a_shell_has_the_search_as_a_macro(press: Path) -> None:
    rows = ask(
        press, "SELECT kind, n_words_found FROM search('ponts tremblants') ORDER BY score DESC LIMIT 1"
    )
    assert rows.rows() == [("quote", 2)]


@pytest.mark.parametrize("words", ['"le pont ferme"', "« LE PONT FERMÉ »", "“le pont ferme”"])
def test_words_in_marks_stand_just_so_and_side_by_side(press: Path, words: str) -> None:
    assert found(press, words=words) == [("article", "pont-aube")]


def test_marks_that_never_close_are_none(press: Path) -> None:
    assert found(press, words='"le pont ferme') == found(press, words="le pont ferme")


def test_other_endings_are_no_phrase(press: Path) -> None:
    assert found(press, words='"les ponts ferment"') == []
    assert found(press, words='"ferme le pont"') == []
    assert ("article", "pont-aube") in found(press, words="les ponts ferment")


def test_a_phrase_goes_across_marks_of_any_kind(press: Path) -> None:
    assert found(press, words='"l enquête ouvre mercredi"') == [("article", "pont-journal")]
    assert found(press, words='"an a déclaré ada"') == [("article", "pont-aube")]


def test_a_phrase_and_words_beside_it(press: Path) -> None:
    both = found(press, words='"pont de lussac" enquête')
    assert both[0] == ("article", "pont-journal")
    assert {kind for kind, _ in both} == {"article", "quote"}
    assert found(press, words='"pont de lussac" "enquête ouvre"') == [("article", "pont-journal")]


def test_words_kept_out_stand_nowhere(press: Path) -> None:
    whole, less = found(press, words="pont"), found(press, words="pont -juin")
    assert set(whole) - set(less) == {
        ("quote", "Lussac aura son pont en juin"),
        ("article", "pont-rouvert"),
    }
    assert set(whole) - set(found(press, words="pont -fermons")) == {
        ("quote", "Nous fermons le pont de Lussac pour un an"),
        ("article", "pont-aube"),
        ("article", "pont-journal"),
    }
    assert found(press, words='pont -"pont de lussac"') == found(press, words="pont -fermons")
    assert found(press, words="-pont") == []


def test_every_word_that_is_found_is_one_that_was_asked_for(press: Path) -> None:
    rows = ask(press, "SELECT n_words_found, n_words_asked FROM search('pont juin introuvable -jeudi')")
    assert rows["n_words_asked"].unique().to_list() == [3]
    assert rows["n_words_found"].max() == 2


def test_the_command_has_the_same_search(press: Path) -> None:
    answer = CliRunner().invoke(
        app, ["search", '"le pont" -lussac', "--warehouse", str(press.parent), "--json"]
    )
    assert answer.exit_code == 0, answer.output
    assert [json.loads(line)["text"] for line in answer.stdout.splitlines()] == ["le pont tremble", "lettre"]
