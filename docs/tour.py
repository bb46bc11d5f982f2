"""Writes into the README what `dixit tour` prints on the sample drops: part of `make docs`."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).parents[1]
README = PROJECT / "README.md"
ANSWER = re.compile(r"```sql\n(-- .*?)```\n\n```\n(.*?)```", re.DOTALL)


def shown(readme: str) -> str:
    """Return the questions and the tables of a README, as `dixit tour` prints them."""
    return "".join(f"\n{question}{table}" for question, table in ANSWER.findall(readme))


def printed() -> str:
    """Return what the commands of a newcomer print on the sample drops."""
    with tempfile.TemporaryDirectory() as folder:
        _dixit("ingest", "--seeds", str(PROJECT / "seeds"), "--warehouse", folder)
        return _dixit("tour", "--warehouse", folder)


def with_answers(readme: str, tour: str) -> str:
    """Return the README with the questions and tables of a tour in the place of its own."""
    answers = iter(re.findall(r"\n(-- .*?)(┌.*?┘\n)", tour, re.DOTALL))
    return ANSWER.sub(lambda _: "```sql\n{}```\n\n```\n{}```".format(*next(answers)), readme)


def _dixit(*arguments: str) -> str:
    command = [sys.executable, "-m", "pipeline.cli", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=PROJECT).stdout


if __name__ == "__main__":
    README.write_text(with_answers(README.read_text(encoding="utf-8"), printed()), encoding="utf-8")
