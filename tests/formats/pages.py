"""Pages for the tests: an article of invented press with whatever stands around it."""

import json

from pipeline.drops.formats import Beside, Seen, read_file

PARAGRAPHS = (
    "Le bac de Morlane reprendra ses traversées lundi matin, après trois semaines de travaux sur le ponton nord.",
    "« Nous avons remplacé chaque pieu », a déclaré la directrice du port, Ottilie Garnec, devant les commerçants réunis au marché.",
    "La mairie estime à deux mille le nombre de passagers que la panne a privés de leur trajet quotidien vers la rive sud.",
    "Un second chantier suivra en novembre, mais il sera mené de nuit et ne touchera pas aux horaires des écoliers.",
)
HEADLINE = "Le bac de Morlane reprend du service"


def page(
    *, head: str = "", top: str = "", body: str | None = None, bottom: str = "", h1: str = HEADLINE
) -> str:
    """Return a page with its article."""
    paragraphs = "".join(f"<p>{words}</p>" for words in PARAGRAPHS) if body is None else body
    return (
        f"<!DOCTYPE html><html lang='fr'><head><meta charset='utf-8'>{head}</head><body>"
        "<nav class='menu'><a href='/'>Accueil</a><a href='/sport'>Sport</a></nav>"
        f"<main><article><h1>{h1}</h1>{top}<div class='article-body'>{paragraphs}</div></article></main>"
        f"{bottom}<footer>La Vigie de Morlane, tous droits</footer></body></html>"
    )


def linked(**node: object) -> str:
    """Return JSON-LD in the head of a page."""
    data = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": HEADLINE, **node}
    return f"<script type='application/ld+json'>{json.dumps(data)}</script>"


def read(html: str, path: str = "d/page.html") -> Seen:
    """Return the one document of a page."""
    (seen,) = read_file(path, html.encode(), "0" * 64, Beside(), 10_000_000)
    return seen


def pieces(seen: Seen) -> list[tuple[str, str]]:
    """Return the roles and words of the pieces that a page is laid out in."""
    text = str(seen.text)
    return [(piece["role"], text[piece["start_char"] : piece["end_char"]]) for piece in seen.layout or []]
