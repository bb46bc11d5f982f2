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
from datetime import UTC, datetime
from pathlib import Path
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

    What it was not given waits, and is given with the next: it may see a row twice, and sees each once at least.

    Args:
        home: the folder of the log, and of what waits.
        hook: a command, started in the project's folder, without a shell; JSON lines are its standard input.
        news: the rows.
    """
    if not hook:
        return
    given = watches.json_lines(news.rows)
    try:
        with (home / WAITING).open("a+", encoding="utf-8") as waiting:
            fcntl.flock(
                waiting, fcntl.LOCK_EX
            )  # one hook runs at a time, so that none empties what another adds
            waiting.write(given)
            waiting.seek(0)
            given = waiting.read()
            fault = _run(shlex.split(hook), given) if given else ""
            if not fault:
                waiting.truncate(0)
    except (OSError, ValueError) as error:
        fault = str(getattr(error, "strerror", None) or error)
    if fault:
        n_rows = given.count("\n")
        tell(
            home,
            f"the hook «{hook}» was not told of {n_rows} new rows, which wait for the next time: {fault}",
        )


def _run(command: list[str], given: str) -> str:
    """Run a command on a text; return what went wrong, nothing where all went well."""
    with subprocess.Popen(  # noqa: S603  (the user's own command, from the user's own settings)
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=project_folder(),
        start_new_session=True,
    ) as running:
        try:
            _, said = running.communicate(given.encode(), timeout=SECONDS_OF_A_HOOK)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)  # with all that it started
            return f"it took longer than {SECONDS_OF_A_HOOK} s and was ended"
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return (
        f"it ended with {running.returncode}{': ' + lines[-1] if lines else ''}" if running.returncode else ""
    )
