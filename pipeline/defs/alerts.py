"""Alerts: a failure told in one line, in a log file and, where DIXIT_WEBHOOK names an address, by one POST to it."""

import json
import logging
import os
from datetime import UTC, datetime
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

LOG = "alerts.log"
WEBHOOK = "DIXIT_WEBHOOK"
SECONDS_TO_WAIT = 5


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
