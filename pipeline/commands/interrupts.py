"""Ctrl-C in a long run: heard by a thread of its own, whatever handlers the libraries at work have put in place.

Everything that a run writes takes its place whole, and the locks of a process end with it, so that the process may end at once.
"""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

INTERRUPTED = 130  # the exit code of a command that Ctrl-C ended, by the shells' convention


@contextmanager
def ended_by_keyboard(said: str) -> Iterator[None]:
    """End the process with one line at the first interrupt; what it started inherits a closed ear, and ends with it."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    threading.Thread(target=_end, args=(said,), daemon=True).start()
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _end(said: str) -> None:
    signal.sigwait({signal.SIGINT})
    sys.stderr.write(
        f"\n{said}\n" if sys.stderr.isatty() else f"{said}\n"
    )  # not on the line of the progress bar
    sys.stderr.flush()
    os._exit(INTERRUPTED)
