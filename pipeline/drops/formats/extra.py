"""The libraries of the extra `formats`, imported when a file needs one."""

from importlib import import_module
from typing import Any

from pipeline.drops.formats.seen import QuarantineError


def needed(module: str) -> Any:
    """Return a module of the extra.

    Raises:
        QuarantineError: the extra is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        raise QuarantineError("read with the extra formats: pip install 'dixit[formats]'") from error
