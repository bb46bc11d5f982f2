"""What a first run, an unchanged run and a run with one change cost: 10,000 generated articles in 50 drops.

The articles are in a language without a model: the first run is as cheap as it can be, and the share of it that an
unchanged run takes as large as it can be. `--words fr` makes French ones, which pass through the model.
"""

import argparse
import random
import sys
import tempfile
from pathlib import Path

from bench.command import ingest
from bench.machine import level, machine

SEED = 20_240_305
WORDS = {
    "es": "la ciudad puerto mercado alcalde vecinos obras calle grande nueva semana consejo plan agua tren norte",
    "fr": "la ville port marché maire habitants travaux rue grande nouvelle semaine conseil plan eau train nord",
}
SAID = {"es": "«{}», dijo {} el {} de marzo.", "fr": "«{}», a déclaré {} le {} mars."}
NAMES = ("Odile Verney", "Paul Astier", "Inés Robledo", "Marta Quiroga", "Louis Pradel")
MOST_UNCHANGED = 0.05


def generate(folder: Path, n_articles: int, n_drops: int, language: str) -> None:
    """Write articles of some ninety words, each another text."""
    dice = random.Random(SEED)  # noqa: S311  (no secret)
    words = WORDS[language].split()
    for number in range(n_articles):
        sentences = [" ".join(dice.choices(words, k=12)).capitalize() + "." for _ in range(6)]
        said = SAID[language].format(sentences[0][:-1], dice.choice(NAMES), dice.randint(1, 28))
        path = folder / f"drop-{number % n_drops:03}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{said} {' '.join(sentences)} {number}\n", encoding="utf-8")


def main() -> None:
    """Time three runs and print them; fail where an unchanged run takes more than its share."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--drops", type=int, default=50)
    parser.add_argument("--words", choices=sorted(WORDS), default="es")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        seeds, warehouse = Path(folder, "seeds"), Path(folder, "warehouse")
        generate(seeds, asked.articles, asked.drops, asked.words)
        first = ingest(seeds, warehouse)
        unchanged = ingest(seeds, warehouse)
        with (seeds / "drop-000" / "000000.txt").open("a", encoding="utf-8") as file:
            file.write(f"{SAID[asked.words]}\n")
        one_change = ingest(seeds, warehouse)
    print(machine())
    print(f"{asked.articles} articles in {asked.drops} drops, {asked.words}")
    for what, run in (("first run", first), ("unchanged", unchanged), ("one change", one_change)):
        share = run.seconds / first.seconds
        print(
            f"{what:<12}{run.seconds:8.1f} s {share:8.1%} of the first {run.megabytes:8.0f} MB at most   [{level()}]"
        )
    if unchanged.seconds > MOST_UNCHANGED * first.seconds:
        sys.exit(f"an unchanged run takes more than {MOST_UNCHANGED:.0%} of the first")


if __name__ == "__main__":
    main()
