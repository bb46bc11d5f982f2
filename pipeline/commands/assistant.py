"""What an assistant may ask over the Model Context Protocol: reading only, every answer with its article, span and confidence.

Belongs here: the tools and what they say of themselves. Does not belong here: any SQL (sql/queries/), what a stranger's
SELECT may do (guarded.py).
"""

import json
from collections.abc import Sequence
from typing import Any

import polars as pl
from mcp.server.mcpserver import MCPServer

from pipeline.errors import UserError
from pipeline.warehouse import Target, ask, catalogue
from pipeline.warehouse.guarded import MOST_ROWS, select
from pipeline.warehouse.questions import answer, question, questions

INSTRUCTIONS = """\
A warehouse of press articles: who said what, when, and according to whom. Cite article_id, path and span with what you
report: text[start_char:end_char] of the article is the row's text. A speaker that is null is unknown, with its reason.
Confidence is 0 to 1. Begin with `questions`, or with `tables` and `sql`.
"""
ARTICLE = (
    "SELECT article_id, title, publisher, published, url, text FROM articles WHERE article_id = $article"
)
MARKS = """
SELECT 'quote' AS what, start_char, end_char, text, speaker AS value, cue, relay, confidence, reason
FROM who_said_what WHERE article_id = $article
UNION ALL BY NAME
SELECT 'date' AS what, start_char, end_char, text, value, confidence, reason FROM dates WHERE article_id = $article
UNION ALL BY NAME
SELECT 'name' AS what, start_char, end_char, text, entities.name AS value, confidence
FROM mentions JOIN entities USING (entity_id) WHERE article_id = $article AND kind = 'name'
ORDER BY start_char, end_char
"""


def server(target: Target) -> MCPServer:
    """Return the server of a warehouse; it opens no port, and speaks over the standard streams when it is run."""
    made = MCPServer("dixit", instructions=INSTRUCTIONS, log_level="ERROR")
    _offer_questions(made, target)
    _offer_tables(made, target)
    return made


def _offer_questions(made: MCPServer, target: Target) -> None:
    """Add the tools of the library: its questions, their answers, the search."""

    @made.tool(name="questions")
    def _questions() -> str:
        """List the library's questions, each with its parameters."""
        return _json(
            {
                "question": found.name,
                "asks": found.sentence,
                "parameters": {p.name: f"{p.type.lower()}: {p.meaning}" for p in found.parameters},
            }
            for found in questions()
        )

    @made.tool(name="answer")
    def _answer(name: str, parameters: dict[str, str] | None = None) -> str:
        """Answer a question of the library: name as `questions` lists it, parameters as text, days as 2024-03-18."""
        asked = question(name)
        given = {key: str(value) for key, value in (parameters or {}).items()}
        return _rows(answer(target, asked, given), MOST_ROWS)

    @made.tool(name="search")
    def _search(
        words: str, speaker: str | None = None, since: str | None = None, until: str | None = None
    ) -> str:
        """Find words, whatever their endings and accents, in quotes and articles."""
        given = {"words": words, "speaker": speaker, "since": since, "until": until, "top": str(MOST_ROWS)}
        return _rows(
            answer(target, question("search"), {k: v for k, v in given.items() if v is not None}), MOST_ROWS
        )


def _offer_tables(made: MCPServer, target: Target) -> None:
    """Add the tools of the tables: an article with its marks, what columns mean, a SELECT."""

    @made.tool(name="article")
    def _article(article_id: str) -> str:
        """Read an article, with its quotes, dates and names by their places in the text."""
        number = _number(article_id)
        found = ask(target, ARTICLE, {"article": number}).rows(named=True)
        if not found:
            raise UserError(f"there is no article {article_id}")
        marks = ask(target, MARKS, {"article": number}).rows(named=True)
        return _json([{**found[0], "marks": [{k: v for k, v in m.items() if v is not None} for m in marks]}])

    @made.tool(name="tables")
    def _tables(name: str | None = None) -> str:
        """Say what the tables, views and columns mean; all of them, or one."""
        return catalogue.as_text(name)

    @made.tool(name="sql")
    def _sql(query: str) -> str:
        """Answer one SELECT in DuckDB's SQL over the tables and views; at most 200 rows and 10 seconds."""
        return _rows(select(target, query), MOST_ROWS)


def _rows(rows: pl.DataFrame, most: int) -> str:
    shown = rows.head(most)
    told = {"rows": shown.height, "more": True} if rows.height > most else {"rows": shown.height}
    return _json([told, *shown.rows(named=True)])


def _json(rows: Sequence[dict[str, Any]] | Any) -> str:
    """Return rows as JSON, one a line; ids as text, which a reader of JSON would round."""
    return "\n".join(json.dumps(_texts(row), ensure_ascii=False, default=str) for row in rows)


def _texts(row: dict[str, Any]) -> dict[str, Any]:
    return {
        key: str(value) if key.endswith("_id") and value is not None else value for key, value in row.items()
    }


def _number(article_id: str) -> int:
    try:
        return int(article_id.removeprefix("i"))
    except ValueError:
        raise UserError(f"{article_id!r} is no article_id") from None
