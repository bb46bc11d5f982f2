"""Times every question of the library on a synthetic warehouse: `make bench-queries`."""

import sys
from pathlib import Path
from tempfile import gettempdir
from time import perf_counter

from bench import synthetic
from bench.machine import level, machine
from pipeline.warehouse.questions import answer, questions

ARTICLES = 100_000
SLOWEST = 1.0  # seconds
ASKED = {
    "person": "Moba Le",
    "words": "lundi",
    "turn": "2020-01-01",
    "day": "2019-05-06",
    "name": "Moba Le",
}
NARROW = {
    "who_said_what": {"since": "2019-01-01", "until": "2019-12-31"},
    "rising_names": {"since": "2019-05-01", "until": "2019-05-31"},
}
NEEDED = {
    "what_changed": ("person", "turn"),
    "one_day": ("day",),
    "spellings": ("name",),
    "search": ("words",),
    "first_to_say": ("words",),
    "said_and_printed": ("day",),
    "words_about": ("person",),
    "words_over_time": ("person",),
    "contradictions": ("person",),
    "verbs_for_speaker": ("person",),
    "speaks_about": ("person",),
    "who_said_what": ("person",),
}
REPEATS = 3


def main() -> int:
    """Print the best of three times of every question; exit 1 where one takes over a second."""
    print(machine())
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(gettempdir()) / f"dixit-bench-{ARTICLES}"
    target = folder / "dixit.duckdb"
    if not target.exists():
        started = perf_counter()
        synthetic.write(folder, ARTICLES)
        print(f"{'written and built':<24}{perf_counter() - started:>8.1f} s")
    person = answer(target, next(q for q in questions() if q.name == "most_quoted"), {"top": "50"})[
        "speaker"
    ][-1]
    values = {**ASKED, "person": person, "name": person}
    slow = 0
    for asked in questions():
        given = {name: values[name] for name in NEEDED.get(asked.name, ())} | NARROW.get(asked.name, {})
        times = []
        for _ in range(REPEATS):
            started = perf_counter()
            rows = answer(target, asked, given)
            times.append(perf_counter() - started)
        slow += min(times) > SLOWEST
        print(f"{asked.name:<24}{min(times) * 1000:>8.0f} ms{len(rows):>8} rows   [{level()}]")
    return min(slow, 1)


if __name__ == "__main__":
    sys.exit(main())
