"""Versions know all that an extractor is made of, so that a change anywhere makes its frames again."""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline import lang
from pipeline.frames import RECIPES, Recipe, version_of
from pipeline.frames.versions import ingredients, lexicons
from pipeline.tables import TABLES


def names_of(module: str) -> set[str]:
    return {f"{path.parent.name}/{path.name}" for path in ingredients(module)}


def test_an_extractor_is_made_of_its_modules_and_of_the_language_files_they_load() -> None:
    assert {"extract/articles.py", "fr/articles.toml", "en/articles.toml", "mul/articles.toml"} <= names_of(
        "pipeline.extract.articles"
    )


def test_what_is_imported_counts_too() -> None:
    assert {"extract/publication.py", "fr/dates.toml"} <= names_of("pipeline.extract.articles")


def test_an_extractor_does_not_depend_on_what_it_never_reads() -> None:
    assert "fr/cues.toml" not in names_of("pipeline.extract.dates")


def test_the_trained_weights_count_for_the_tokens() -> None:
    assert "fr_ner/model" in names_of("pipeline.extract.tokens")


def test_a_language_file_must_be_named_literally() -> None:
    with pytest.raises(ValueError, match="literally"):
        lexicons(ast.parse("load(code, name)"))


def test_a_changed_word_list_changes_the_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lang, "FOLDER", tmp_path / "lang")
    words = tmp_path / "lang" / "fr" / "articles.toml"
    words.parent.mkdir(parents=True)
    versions = set()
    for content in ("one = 1", "one = 2"):
        words.write_text(content, encoding="utf-8")
        ingredients.cache_clear()
        versions.add(version_of("pipeline.extract.articles"))
    ingredients.cache_clear()
    assert len(versions) == 2


def recipe_of(table: str) -> Recipe:
    return next(recipe for recipe in RECIPES if table in recipe.tables)


@pytest.mark.parametrize(
    ("table", "fed_by"), [("tokens", "articles"), ("quotes", "mentions"), ("sources", "quotes")]
)
def test_a_version_depends_on_what_goes_in(table: str, fed_by: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = replace(recipe_of(table)).version
    assert replace(recipe_of(table)).version == before
    monkeypatch.setitem(recipe_of(fed_by).__dict__, "version", "another")
    assert replace(recipe_of(table)).version != before


def test_every_table_of_an_article_has_one_recipe() -> None:
    made = [table for recipe in RECIPES for table in recipe.tables]
    assert len(made) == len(set(made))
    assert set(TABLES) - set(made) == {
        "documents",
        "entities",
        "entity_aliases",
        "roles",
        "stories",
        "statements",
        "corrections",
    }


def test_what_a_room_exports_counts_with_its_own_source() -> None:
    made_of = names_of("pipeline.drops.workspace")  # takes a bucket and a lake from the doors of their rooms
    assert {"storage/bucket.py", "warehouse/lake.py"} <= made_of
    assert "warehouse/database.py" not in made_of
