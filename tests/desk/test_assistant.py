"""The server for assistants, asked by the protocol's own client; and hostile SQL."""

import json
import sys
import threading
from pathlib import Path
from typing import Any

import anyio
import pytest
from mcp import Client
from mcp.client.stdio import StdioServerParameters

from pipeline.commands.assistant import server
from pipeline.warehouse import ask
from pipeline.warehouse.guarded import RefusedError, select


def asked(press: Path, tool: str, /, **arguments: object) -> list[dict[str, Any]]:
    async def call() -> str:
        async with Client(server(press)) as client:
            result = await client.call_tool(tool, arguments)
            assert not result.is_error, result.content
            return str(result.content[0].text)

    return [json.loads(line) for line in anyio.run(call).splitlines()]


def test_a_client_over_the_standard_streams_lists_and_answers(press: Path) -> None:
    command = ["-m", "pipeline.cli", "mcp", "--warehouse", str(press.parent)]

    async def talk() -> tuple[set[str], str]:
        async with Client(StdioServerParameters(command=sys.executable, args=command)) as client:
            tools = {tool.name for tool in (await client.list_tools()).tools}
            result = await client.call_tool("answer", {"name": "most_quoted"})
            return tools, str(result.content[0].text)

    tools, text = anyio.run(talk)
    assert tools == {"questions", "answer", "search", "article", "tables", "sql"}
    assert "Ada Petit" in text


def test_answers_carry_article_span_and_confidence(press: Path) -> None:
    told, *rows = asked(press, "answer", name="who_said_what", parameters={"person": "petit"})
    assert told == {"rows": len(rows)}
    assert all(isinstance(row["quote_id"], str) for row in rows)
    found = ask(press, "SELECT article_id FROM articles WHERE title IS NOT NULL OR TRUE LIMIT 1").item()
    (article,) = asked(press, "article", article_id=str(found))
    for mark in article["marks"]:
        assert article["text"][mark["start_char"] : mark["end_char"]] == mark["text"]


def test_questions_and_words_are_found(press: Path) -> None:
    assert "who_said_what" in {row["question"] for row in asked(press, "questions")}
    assert any("pont" in row["text"] for row in asked(press, "search", words="ponts")[1:])


@pytest.mark.parametrize(
    "query",
    [
        "COPY articles TO '/tmp/stolen.csv'",
        "ATTACH '/tmp/other.duckdb'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "FROM '/etc/passwd'",
        "SELECT * FROM glob('/etc/*')",
        "FROM read_parquet('s3://bucket/x')",
        "PRAGMA database_list",
        "SET enable_external_access = true",
        "INSTALL httpfs",
        "LOAD httpfs",
        "DELETE FROM articles",
        "CREATE TABLE t AS SELECT 1",
        "SELECT 1; DROP TABLE articles",
        "EXPORT DATABASE '/tmp/stolen'",
        "SELECT",
        "",
    ],
)
def test_hostile_sql_is_refused_in_one_line(press: Path, query: str) -> None:
    with pytest.raises(RefusedError) as refused:
        select(press, query)
    assert "\n" not in str(refused.value)


def test_what_has_no_end_is_ended(press: Path) -> None:
    endless = "WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT max(n) FROM r"
    with pytest.raises(RefusedError, match="takes longer than"):
        select(press, endless, most_seconds=0.5)
    assert threading.active_count() < 20


def test_rows_are_bounded_and_the_rest_is_told(press: Path) -> None:
    told, *rows = asked(press, "sql", query="SELECT * FROM range(1000)")
    assert (told["more"], len(rows)) == (True, 200)
    assert ask(press, "SELECT count(*) FROM articles").item() > 0  # another connection is as free as before
