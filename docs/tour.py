"""Writes into the README what its commands print on the sample drops: part of `make docs`."""

import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from typer.testing import CliRunner

from pipeline.cli import app

PROJECT = Path(__file__).parents[1]
README = PROJECT / "README.md"
ANSWER = re.compile(r"```sql\n(-- .*?)```\n\n```\n(.*?)```", re.DOTALL)
QUESTION = re.compile(r"```sh\n(dixit query [^\n]*)\n```\n\n```\n(.*?)```", re.DOTALL)
MOMENT = re.compile(r"\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\b")  # when files were seen


def shown(readme: str) -> str:
    """Return the questions and the tables of a README, as `dixit tour` prints them."""
    return "".join(f"\n{question}{table}" for question, table in ANSWER.findall(readme))


def asked(readme: str) -> list[tuple[str, str]]:
    """Return the questions of the library that a README asks, as they are typed, each with its answer."""
    return QUESTION.findall(readme)


def answered(line: str, warehouse: Path) -> str:
    """Return what a question prints, as it is typed; the moments at which files were seen are all one.

    Raises:
        RuntimeError: it is not answered.
    """
    arguments = [*shlex.split(line)[1:], "--warehouse", str(warehouse)]
    done = CliRunner().invoke(app, arguments)
    if done.exit_code:
        raise RuntimeError(f"{line}: {done.exception}")
    return MOMENT.sub("2024-06-01 08:00:00", done.stdout)


def with_answers(readme: str, tour: str, answer: Callable[[str], str]) -> str:
    """Return the README with the questions and tables of a tour, and the answers to its questions, in the place of its own."""
    answers = iter(re.findall(r"\n(-- .*?)(┌.*?┘\n)", tour, re.DOTALL))
    readme = ANSWER.sub(lambda _: "```sql\n{}```\n\n```\n{}```".format(*next(answers)), readme)
    return QUESTION.sub(lambda found: f"```sh\n{found[1]}\n```\n\n```\n{answer(found[1])}```", readme)


def dixit(*arguments: str) -> str:
    """Run a command of the checkout; return what it prints."""
    command = [sys.executable, "-m", "pipeline.cli", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=PROJECT).stdout


def main() -> None:
    """Ingest the sample drops, and write what they answer."""
    with tempfile.TemporaryDirectory() as folder:
        dixit("ingest", "--seeds", str(PROJECT / "seeds"), "--warehouse", folder)
        tour = dixit("tour", "--warehouse", folder)
        readme = README.read_text(encoding="utf-8")
        README.write_text(
            with_answers(readme, tour, lambda line: answered(line, Path(folder))), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
