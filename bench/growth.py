"""How a first run grows: seconds an article and memory, from 1,000 to 20,000 French articles put together anew."""

import argparse
import tempfile
from pathlib import Path

from bench.command import Run, ingest
from bench.machine import level, machine
from bench.press import recombined, write_drop

ARTICLES_A_DROP = 1_000


def first_run(n_articles: int) -> Run:
    """Return what a first run of so many articles took, in drops of a thousand."""
    texts = recombined(n_articles)
    with tempfile.TemporaryDirectory() as folder:
        for drop in range(0, n_articles, ARTICLES_A_DROP):
            some = [
                text for _, text in zip(range(min(ARTICLES_A_DROP, n_articles - drop)), texts, strict=False)
            ]
            write_drop(some, Path(folder, "seeds", f"{drop:06}"))
        return ingest(Path(folder, "seeds"), Path(folder, "out"))


def main() -> None:
    """Print one line a size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", type=int, nargs="*", default=[1_000, 5_000, 20_000])
    print(machine())
    print(f"{'articles':>10}{'seconds':>10}{'ms an article':>15}{'MB at most':>12}")
    for size in parser.parse_args().sizes:
        run = first_run(size)
        print(
            f"{size:>10}{run.seconds:>10.1f}{1000 * run.seconds / size:>15.1f}{run.megabytes:>12.0f}   [{level()}]",
            flush=True,
        )


if __name__ == "__main__":
    main()
