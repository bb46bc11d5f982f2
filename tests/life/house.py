"""A house to test in: a folder of seeds, a warehouse, and what stands in its tables."""

import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import GeneratorType

import pytest

from pipeline.defs import corpus
from pipeline.defs.resources import Workspace
from pipeline.drops import Folders, changed_drops, seeds, take_in
from pipeline.extract.ids import content_id
from pipeline.frames import RECIPES
from pipeline.tables import FRAMES_ONLY, TABLES
from pipeline.warehouse import ask, build, is_current, swap

PROJECT = Path(__file__).parents[2]
PRESENT = "SELECT drop, path, sha256, status, reason, article_id FROM documents WHERE status IN ('loaded', 'duplicate', 'quarantined')"
INDEX = ("search_words", "search_places", "search_corpora")
# Italian has no folder in lang/: no model is loaded for it, and every step is passed through all the same.
ITALIAN = [
    "Il porto riapre lunedì dopo i lavori, ha detto la sindaca della città.\n",
    "La biblioteca del quartiere chiude la domenica pomeriggio per tutta l'estate.\n",
    "Gli abitanti chiedono più alberi nella piazza maggiore e meno automobili nelle strade del centro.\n",
    "Il treno della costa arriva in ritardo perché il ponte è in lavori da più di un mese.\n",
]
FRENCH = [
    "«Le pont rouvrira lundi», a déclaré Odile Verney, présidente du port. Les travaux ont duré un mois.\n",
    "Selon la préfecture, la route du col est fermée depuis mardi. Paul Astier a promis des navettes.\n",
]


@dataclass(frozen=True)
class House:
    root: Path

    @property
    def seeds(self) -> Path:
        return self.root / "seeds"

    @property
    def warehouse(self) -> Path:
        return self.root / "warehouse"

    @property
    def folders(self) -> Folders:
        return Folders(str(self.seeds), str(self.warehouse))

    @property
    def workspace(self) -> Workspace:
        return Workspace(seeds_dir=str(self.seeds), warehouse_dir=str(self.warehouse))

    @classmethod
    def brought_up(cls, root: Path, texts: Mapping[str, str]) -> "House":
        """Return a house with these texts by path, brought up at once: none is waited for until it has lain still."""
        house = cls(root)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(seeds, "QUIET_SECONDS", 0.0)
            for path, text in texts.items():
                house.put(path, text)
            house.bring_up()
        return house

    def copied(self, root: Path) -> "House":
        """Return a house in another folder that stands as this one does."""
        shutil.copytree(self.root, root, dirs_exist_ok=True)
        return House(root)

    def put(self, path: str, content: str | bytes) -> Path:
        file = self.seeds / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def bring_up(self) -> bool:
        """Do what a run does, without Dagster; tell whether the warehouse was swapped."""
        folders = self.folders
        folders.frames.remove_leftovers()
        folders.frames.remove_damaged()
        for drop in changed_drops(folders.seeds, folders.frames):
            self.prepare(drop)
        for asset in corpus.definitions().assets or []:
            made = asset.op.compute_fn.decorated_fn(workspace=self.workspace)  # type: ignore[union-attr]
            if isinstance(made, GeneratorType):
                list(made)
        target = folders.target
        if is_current(folders.frames, target):
            return False
        with build(folders.frames, target) as built:
            folders.share(built.path)
            swap(built, target)
        return True

    def prepare(self, drop: str) -> None:
        take_in(self.folders, drop, datetime.now(UTC).replace(tzinfo=None))
        for recipe in RECIPES:
            self.folders.frames.update(recipe.tables, drop, recipe.made())

    def dixit(self, *arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            self.command(*arguments), capture_output=True, text=True, check=False, cwd=PROJECT, **options
        )

    def command(self, *arguments: str) -> list[str]:
        folders = ["--seeds", str(self.seeds), "--warehouse", str(self.warehouse)]
        return [sys.executable, "-m", "pipeline.cli", *arguments, *folders]

    def rows(self, query: str) -> list[tuple[object, ...]]:
        return ask(self.folders.target, query).rows()

    def contents(self) -> dict[str, tuple[int, int]]:
        """Return the count and the content hash of every table; of documents, those that are there, without times."""
        return dict(self._contents())

    def _contents(self) -> Iterator[tuple[str, tuple[int, int]]]:
        for table in (*TABLES, *INDEX):
            if table not in FRAMES_ONLY:
                rows = sorted(map(repr, self.rows(PRESENT if table == "documents" else f"FROM {table}")))
                yield table, (len(rows), content_id(*rows))

    def statuses(self) -> dict[str, list[str]]:
        """Return the statuses of every path, of its contents in the order in which they came."""
        found: dict[str, list[str]] = {}
        for path, status in self.rows(
            "SELECT path, status FROM documents ORDER BY path, first_seen_at, document_id"
        ):
            found.setdefault(str(path), []).append(str(status))
        return found

    def leftovers(self) -> list[str]:
        kinds = ("*.partial", "*.building", "*.wal")
        return [
            path.name for kind in kinds for path in self.warehouse.rglob(kind) if "history" not in path.parts
        ]
