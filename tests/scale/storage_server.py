"""A real S3 server of the package index, on the loopback, that notes what it is asked and can be told to fail."""

import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.request import Request, urlopen

import pytest

boto3 = pytest.importorskip("boto3", reason="moto is not installed")
moto = pytest.importorskip("moto.server", reason="moto is not installed")
ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "dummy",
    "AWS_SECRET_ACCESS_KEY": "dummy",
    "AWS_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "NO_PROXY": "127.0.0.1",
}


class Asked:
    """Requests as (method, method and path with query, bytes of the answer).

    One that has the text of `refuse` gets a 400; while one that has that of `stall` waits, its client can be killed.
    """

    def __init__(self, answer: Callable[..., Iterable[bytes]]) -> None:
        self.answer = answer
        self.requests: list[tuple[str, str, int]] = []
        self.refuse = self.stall = "\0"
        self.stalled, self.go_on = threading.Event(), threading.Event()

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        method = environ["REQUEST_METHOD"]
        asked = f"{method} {environ['PATH_INFO']}?{environ.get('QUERY_STRING', '')}"
        if self.refuse in asked:
            environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            start("400 Bad Request", [("Content-Length", "0")])
            return []
        if self.stall in asked:
            self.stalled.set()
            self.go_on.wait(60)
        body = b"".join(self.answer(environ, start))
        self.requests.append((method, asked, len(body)))
        return [body]


class Server:
    def __init__(self) -> None:
        self._moto = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        self._moto.start()
        http = self._moto._server  # noqa: SLF001  (moto tells the port nowhere else)
        self.url = f"http://127.0.0.1:{http.server_port}"
        self.asked = http.app = Asked(http.app)
        self.s3 = boto3.client("s3", endpoint_url=self.url, region_name="us-east-1")
        self._n_buckets = 0

    def stop(self) -> None:
        self.asked.go_on.set()
        self._moto.stop()

    def bucket(self) -> str:
        """Make an empty bucket; return its name."""
        self._n_buckets += 1
        name = f"press-{self._n_buckets}"
        self.s3.create_bucket(Bucket=name)
        return name

    def keys(self, bucket: str) -> list[str]:
        return [found["Key"] for found in self.s3.list_objects_v2(Bucket=bucket).get("Contents", [])]

    @contextmanager
    def closed_to_all(self) -> Iterator[None]:
        """Refuse every key."""
        self._count_before_keys_are_checked("0")
        try:
            yield
        finally:
            self._count_before_keys_are_checked("inf")

    def _count_before_keys_are_checked(self, count: str) -> None:
        plain = {"Content-Type": "text/plain"}
        asked = Request(f"{self.url}/moto-api/reset-auth", count.encode(), plain)  # noqa: S310  (loopback)
        urlopen(asked).close()  # noqa: S310


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith(("AWS_", "DIXIT_"))]:
            patch.delenv(name)
        for name, value in ENVIRONMENT.items():
            patch.setenv(name, value)
        server = Server()
        patch.setenv("AWS_ENDPOINT_URL", server.url)
        yield server
        server.stop()
