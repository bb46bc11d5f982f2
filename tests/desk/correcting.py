"""A small press to correct, the desk that corrects it, and what a browser would send to that desk."""

import re
from html import unescape
from pathlib import Path

from starlette.testclient import TestClient

from pipeline.desk.app import application
from pipeline.desk.writing import Writer
from tests.life.house import House

PATH = "un/port.txt"
QUAI, PORT = "Le quai ferme demain", "Tout va bien sur le port"
TEXT = f"« {QUAI} », a déclaré Elsa Dalbret, la maire de Lyon. « {PORT} », a répondu Paul Astier. Il pleuvait mardi.\n"
OTHER = "« Le marché ouvre demain », a dit Zoé Marchal. Il faisait beau.\n"
OWN = {"Origin": "http://127.0.0.1", "Sec-Fetch-Site": "same-origin"}


def desk_of(house: House, name: str | None = "Ada") -> TestClient:
    """Return a desk, started for a person or for nobody."""
    writer = None if name is None else Writer.of(name, house.seeds)
    return TestClient(
        application(house.folders.target, writer=writer),
        base_url="http://127.0.0.1",
        raise_server_exceptions=False,
        follow_redirects=False,
    )


def page(desk: TestClient, address: str) -> str:
    answer = desk.get(address, params={"ui": "en"})
    assert answer.status_code == 200, answer.text
    return unescape(answer.text)


def token(desk: TestClient, address: str) -> str:
    found = re.search(r'name="token" value="([0-9a-f]+)"', desk.get(address).text)
    assert found
    return found[1]


def article(house: House) -> str:
    """Return the address of the article that is corrected."""
    ((number,),) = house.rows(f"SELECT article_id FROM documents WHERE path = '{PATH}' AND status = 'loaded'")
    return f"/article/{number}"


def quote(house: House, text: str = PORT) -> str:
    ((number,),) = house.rows(f"SELECT quote_id FROM quotes WHERE text = '{text}'")
    return str(number)


def files(root: Path) -> dict[str, bytes]:
    """Return everything that lies in a folder."""
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}
