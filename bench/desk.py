"""Times every page of the desk on a synthetic warehouse of 100,000 articles and 1,000,000 quotes: `make bench-desk`."""

import sys
from pathlib import Path
from tempfile import gettempdir
from time import perf_counter

from starlette.datastructures import QueryParams
from starlette.testclient import TestClient

from bench import synthetic
from bench.machine import level, machine
from pipeline.desk.addresses import asked
from pipeline.desk.app import application
from pipeline.desk.lists import LISTS, listing
from pipeline.desk.rows import rows_of
from pipeline.warehouse import ask

ARTICLES, MENTIONS, SPEAKING = 100_000, 20, 2  # every second mention speaks: ten quotes an article
SLOWEST_PAGE, SLOWEST_FACETS = 0.5, 0.1  # seconds
REPEATS = 3


def addresses(target: Path) -> list[str]:
    """Return an address of every kind of page, plain and filtered."""
    article, story = ask(
        target, "SELECT article_id, story_id FROM articles WHERE story_id IS NOT NULL LIMIT 1"
    ).row(0)
    person, name = ask(target, "SELECT entity_id, name FROM entities ORDER BY n_mentions DESC LIMIT 1").row(0)
    return [
        *(one.address for one in LISTS),
        f"/?person={name}",
        f"/?person={name.split()[0].lower()}&since=2019-01-01&until=2019-12-31",
        "/?outlet=Journal Aber&kind=direct&sort=speaker&page=40",
        "/?since=2018-01-01&cue_class=denial",
        "/?sort=-confidence&page=2000",
        "/events?since=2019-05-06&until=2019-05-06",
        "/articles?name=article 77",
        "/search?words=papi",
        '/search?words="papi pola" -dafe&sort=-published',
        f"/article/{article}",
        f"/person/{person}",
        "/outlet/Journal Aber",
        f"/story/{story}",
        f"/drop/{synthetic.DROP}",
        f"/compare?story={story}",
    ]


def timed(what: str, slowest: float, ask_once: object) -> bool:
    """Print the best of some times; tell whether it is over the slowest."""
    times = []
    for _ in range(REPEATS):
        started = perf_counter()
        ask_once()  # type: ignore[operator]
        times.append(perf_counter() - started)
    print(f"{what:<72}{min(times) * 1000:>8.0f} ms   [{level()}]")
    return min(times) > slowest


def main() -> int:
    """Print the best of three times of every page and of the facets; exit 1 where one is too slow."""
    print(machine())
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(gettempdir()) / f"dixit-bench-desk-{ARTICLES}"
    target = folder / "dixit.duckdb"
    if not target.exists():
        started = perf_counter()
        synthetic.write(folder, ARTICLES, MENTIONS, SPEAKING)
        print(f"{'written and built':<72}{perf_counter() - started:>8.1f} s")
    desk = TestClient(application(target), base_url="http://127.0.0.1")

    def opened(address: str) -> None:
        answer = desk.get(address)
        assert answer.status_code == 200, (address, answer.status_code)

    def counted(name: str) -> None:
        for facet in (facet for facet in listing(name).facets if facet.counted):
            rows.facet(facet)

    slow = sum(timed(address, SLOWEST_PAGE, lambda a=address: opened(a)) for address in addresses(target))
    for name in ("quotes", "articles"):
        with rows_of(target, asked(listing(name), QueryParams())) as rows:
            slow += timed(f"facets of {name}", SLOWEST_FACETS, lambda n=name: counted(n))
    started = perf_counter()
    with desk.stream("GET", "/quotes.csv") as answer:
        n_bytes = sum(map(len, answer.iter_bytes()))
    print(f"{f'a CSV of all quotes, {n_bytes / 1e6:.0f} MB':<72}{perf_counter() - started:>8.1f} s")
    return min(slow, 1)


if __name__ == "__main__":
    sys.exit(main())
