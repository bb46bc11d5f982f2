"""Who is told what: of a failure a log file, and by one POST the address that DIXIT_WEBHOOK names; of news the hook.

The hook is the command that the project names; it is given what is new to the watches.
"""

import fcntl
import json
import logging
import os
import shlex
import signal
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from urllib.error import URLError
from urllib.request import Request, urlopen

from pipeline.drops import watches
from pipeline.project import project_folder

LOG = "alerts.log"
WAITING = "hook.jsonl"  # what the hook was not given yet
WEBHOOK = "DIXIT_WEBHOOK"
SECONDS_TO_WAIT = 5
FILES_TOLD = 3  # by name, in one line
SECONDS_OF_A_HOOK = 30
ROWS_OF_A_HOOK = 1_000  # each time that it is started


def tell(warehouse_dir: Path, message: str) -> None:
    """Tell of a failure; that it cannot be told is logged and stops nothing."""
    line = " ".join(message.split())
    try:
        with (warehouse_dir / LOG).open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now(UTC).isoformat(timespec='seconds')} {line}\n")
    except OSError as error:
        logging.getLogger("dixit").warning("the alert log cannot be written: %s", error.strerror)
    address = os.environ.get(WEBHOOK, "")
    if not address.startswith(("http://", "https://")):
        return
    body = json.dumps({"text": f"dixit: {line}"}).encode()
    request = Request(address, body, {"Content-Type": "application/json"})  # noqa: S310  (the scheme was checked)
    try:
        with urlopen(request, timeout=SECONDS_TO_WAIT):  # noqa: S310
            pass
    except (URLError, OSError, ValueError) as error:
        logging.getLogger("dixit").warning("the webhook was not reached: %s", error)


def tell_news(home: Path, hook: str, news: watches.News) -> None:
    """Give the new rows to the hook, if there is one; that it failed, or took longer than it may, is told and stops nothing.

    What it was not given waits, and is given with the next: it may see a row twice, and sees each once at least, unless
    this process is killed after the rows were remembered as told and before they are kept here.

    Args:
        home: the folder of the log, and of what waits.
        hook: a command, started in the project's folder, without a shell; JSON lines are its standard input,
            ROWS_OF_A_HOOK at most each time that it is started.
        news: the rows.
    """
    lines = _lines(watches.json_lines(news.rows))
    waiting = home / WAITING
    if not hook or not (lines or _is_filled(waiting)):
        return
    what_of_them = "which wait for the next time"
    try:
        with os.fdopen(os.open(waiting, os.O_RDWR | os.O_CREAT, 0o666), "r+b") as file:
            fcntl.flock(
                file, fcntl.LOCK_EX
            )  # one hook runs at a time, so that none empties what another adds
            found = _lines(file.read().decode("utf-8", "replace"))
            kept = [line for line in found if _is_row(line)]
            if len(kept) < len(found):
                tell(home, f"{WAITING}: {len(found) - len(kept)} lines that are no JSON are left out")
            lines = kept + lines
            _keep(file, lines)
            n_left, fault = _give(hook, lines, lambda rest: _keep(file, rest))
    except OSError as error:
        what_of_them = f"which could not be kept for the next time ({waiting}: {error.strerror})"
        n_left, fault = _give(hook, lines, lambda _: None)
    if fault:
        tell(home, f"the hook «{hook}» was not told of {n_left} new rows, {what_of_them}: {fault}")


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line]  # a row's words may hold other ends of lines


def _is_filled(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def _is_row(line: str) -> bool:
    """Say whether a line was written to its end."""
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False


def _keep(file: BinaryIO, lines: list[str]) -> None:
    """Let a file hold these lines; what it held is overwritten before it is cut, so that a kill loses no line."""
    file.seek(0)
    file.write("".join(f"{line}\n" for line in lines).encode())
    file.flush()
    file.truncate()


def _give(hook: str, lines: list[str], keep: Callable[[list[str]], None]) -> tuple[int, str]:
    """Give lines to the hook, some at a time, and keep the rest; return how many were not given, and what went wrong."""
    while lines:
        if fault := _run(hook, "".join(f"{line}\n" for line in lines[:ROWS_OF_A_HOOK])):
            return len(lines), fault
        lines = lines[ROWS_OF_A_HOOK:]
        keep(lines)
    return 0, ""


def _run(hook: str, given: str) -> str:
    """Run a command on a text; return what went wrong, nothing where all went well."""
    try:
        running = subprocess.Popen(  # noqa: S603  (the user's own command, from the user's own settings)
            shlex.split(hook),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            cwd=project_folder(),
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        return str(getattr(error, "strerror", None) or error)
    with running:
        try:
            _, said = running.communicate(given.encode(), timeout=SECONDS_OF_A_HOOK)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)  # with all that it started
            return f"it took longer than {SECONDS_OF_A_HOOK} s and was ended"
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return (
        f"it ended with {running.returncode}{': ' + lines[-1] if lines else ''}" if running.returncode else ""
    )
