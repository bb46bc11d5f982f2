"""Object storage in a few operations, whose failures are told in one line.

Belongs here: the client (obstore, of the extra [scale]) and its errors. Does not belong here: what the objects are
(this folder's own module). Keys, region and endpoint are those of the environment, as AWS_ACCESS_KEY_ID, AWS_REGION and
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
    from obstore.store import ObjectStore

SCHEMES = ("s3", "gs", "abfss")
UNSAFE = re.compile(r"[?#%]")  # what clients read in different ways
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
        StorageError: it names none of a storage that is known, or holds keys.
    """
    parts = urlsplit(address)
    if parts.password is not None or (parts.username and parts.scheme != "abfss"):
        raise StorageError("keys do not belong in an address: they are taken from the environment")
    if parts.scheme not in SCHEMES or not parts.netloc or UNSAFE.search(address):
        known = ", ".join(f"{scheme}://" for scheme in SCHEMES)
        raise StorageError(
            f"{address} is no place for a warehouse: name a folder, or a bucket and a prefix after {known}"
        )
    return f"{parts.scheme}://{parts.netloc}"


def settings(address: str) -> dict[str, str]:
    """Return what the client is told besides what it finds in the environment by itself."""
    if not address.startswith("s3://"):
        return {}
    endpoint = os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL", "")
    plain = {"aws_allow_http": "true"} if endpoint.startswith("http://") else {}
    return {"aws_endpoint_url": endpoint, **plain} if endpoint else {}


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

    def part(self, name: str, start: int, end: int) -> tuple[bytes, Content | None]:
        """Return an object's bytes from start to end, and of which content they are; none where it is not there."""
        with self._told():
            try:
                got = self._store.get(name, options={"range": (start, end)})
                return bytes(got.bytes()), Content(got.meta["size"], got.meta["e_tag"])
            except FileNotFoundError:
                return b"", None

    def copy(self, name: str, file: Path) -> Content | None:
        """Write an object to a file; return which content it is, None where it is not there."""
        with self._told(), file.open("wb") as data:
            try:
                got = self._store.get(name)
            except FileNotFoundError:
                return None
            for chunk in got.stream():
                data.write(chunk)
            return Content(got.meta["size"], got.meta["e_tag"])

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
        given: Any = settings(self.address)
        plain: Any = {"allow_http": True} if given.pop("aws_allow_http", None) else None
        return from_url(self.address, config=given or None, client_options=plain, retry_config=RETRIES)

    @contextmanager
    def _told(self) -> Iterator[None]:
        store = self._store  # that the extra is missing is told as it is
        del store
        from obstore.exceptions import BaseError

        try:
            yield
        except (BaseError, OSError, ValueError) as error:
            if isinstance(error, OSError) and error.errno:
                raise  # of this machine's disk
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
