"""Object storage in five operations, whose failures are told in one line.

Belongs here: the client (obstore, of the extra [scale]) and its errors. Does not belong here: what the objects are
(storage.py). Keys, region and endpoint are those of the environment, as AWS_ACCESS_KEY_ID, AWS_REGION and
AWS_ENDPOINT_URL; Polars, which reads frames by itself, has the same client and takes the same.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlsplit

from pipeline.errors import UserError

if TYPE_CHECKING:
    from obstore import GetResult
    from obstore.store import ObjectStore

SCHEMES = ("s3", "gs", "az", "abfs", "abfss")
BYTES_A_PART = 8 * 1024 * 1024  # of an upload; storage takes 10,000 parts
RETRIES: Any = {"max_retries": 6, "retry_timeout": timedelta(seconds=60)}  # of faults that pass by themselves
NO_ACCESS = re.compile(r"\b40[13] [A-Z]|lacked the necessary privileges|credentials", re.IGNORECASE)
NO_BUCKET = re.compile(r"\b404 [A-Z]")
CODE = re.compile(r"<Code>(\w+)</Code>")


class StorageError(UserError):
    """Object storage that cannot be used; the message says which and why, in one line."""


def bucket_of(address: str) -> str:
    """Return the scheme and the bucket (or container) of an address.

    Raises:
        StorageError: it names none, or none that is known.
    """
    parts = urlsplit(address)
    if parts.scheme not in SCHEMES or not parts.netloc:
        known = ", ".join(f"{scheme}://" for scheme in SCHEMES)
        raise StorageError(
            f"{address} is no place for a warehouse: name a folder, or a bucket and a prefix after {known}"
        )
    return f"{parts.scheme}://{parts.netloc}"


class Content(NamedTuple):
    """What is known of an object without reading it."""

    size: int  # bytes
    tag: str | None  # another for every content


class Objects:
    """The objects under an address.

    Raises:
        StorageError: (every method) the storage cannot be reached, refuses access, or has no such bucket.
    """

    def __init__(self, address: str) -> None:
        self.bucket = bucket_of(address)
        self.address = address.rstrip("/")

    @property
    def without_tls(self) -> bool:
        """Tell whether the endpoint that the environment names is reached without TLS."""
        return os.environ.get("AWS_ENDPOINT_URL", "").startswith("http://")

    def contents(self) -> dict[str, Content]:
        """Return every object under its name."""
        with self._told():
            return {
                found["path"]: Content(found["size"], found["e_tag"])
                for batch in self._store.list()
                for found in batch
            }

    def content(self, name: str) -> Content | None:
        """Return what is known of an object; None where it is not there."""
        with self._told():
            try:
                found = self._store.head(name)
            except FileNotFoundError:
                return None
        return Content(found["size"], found["e_tag"])

    def get(self, name: str, start: int = 0, end: int | None = None) -> "GetResult | None":
        """Return an object's bytes from start to end, and which content they are of; None where it is not there."""
        options: Any = {} if end is None else {"range": (start, end)}
        with self._told():
            try:
                return self._store.get(name, options=options)
            except FileNotFoundError:
                return None

    def put(self, file: Path, name: str) -> Content:
        """Upload a file; until the upload has ended whole, the object that was there stays."""
        with self._told():
            put = self._store.put(name, file, chunk_size=BYTES_A_PART)
        return Content(file.stat().st_size, put["e_tag"])

    def remove(self, name: str) -> None:
        """Remove an object, if there is one."""
        with self._told():
            try:
                self._store.delete(name)
            except FileNotFoundError:
                return

    @cached_property
    def _store(self) -> "ObjectStore":
        try:
            from obstore.store import from_url
        except ImportError as error:
            told = f"{self.bucket} needs the extra [scale]: pip install 'dixit[scale]'"
            raise StorageError(told) from error
        options: Any = {"allow_http": True} if self.without_tls else None
        return from_url(self.address, client_options=options, retry_config=RETRIES)

    @contextmanager
    def _told(self) -> Iterator[None]:
        store = self._store  # that the extra is missing is told as it is
        del store
        from obstore.exceptions import BaseError

        try:
            yield
        except (BaseError, OSError, ValueError) as error:
            said = str(error)
            code = f" ({found[1]})" if (found := CODE.search(said)) else ""
            if NO_BUCKET.search(said):
                told = f"there is no bucket {self.bucket}{code}"
            elif NO_ACCESS.search(said):
                told = f"no access to {self.bucket}{code}: are its keys in the environment, as AWS_ACCESS_KEY_ID?"
            else:
                reason = " ".join(said.split("Debug source:", maxsplit=1)[0].split())
                told = f"{self.bucket} cannot be used: {reason}"
            raise StorageError(told) from error
