"""Fuzzing of what reads bytes: decoding, every format, the page around the text; `-m bench.fuzz 100000` inputs."""

import gzip
import sys
from contextlib import suppress

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from pipeline.drops.encodings import UndecodableError
from pipeline.drops.formats import Beside, read_file
from pipeline.drops.text import decode_container
from pipeline.extract.layout import read_page

INPUTS = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
MARKUP = st.text(alphabet="<>/ apdivhtmlbody=\"'&;#x0{}[],:\n«»—", max_size=300)
BYTES = st.one_of(
    st.binary(max_size=400),
    st.text(max_size=300).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.text(max_size=300).map(lambda text: text.encode("utf-16", "surrogatepass")),
    MARKUP.map(str.encode),
)
NAMES = st.sampled_from(["a.txt", "a.jsonl", "a.csv", "a.html", "a.txt.gz", "a.jsonl.gz"])


@settings(
    max_examples=INPUTS,
    deadline=None,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(NAMES, BYTES, st.sampled_from(["fr", "en", "es", None]))
def read_anything(path: str, data: bytes, language: str | None) -> None:
    """Read bytes as whatever they claim to be, and what comes out as an article."""
    with suppress(UndecodableError):
        decode_container(data, is_page=True)
    Beside().add("_metadata.csv", b"path,title\n" + data)
    for seen in read_file(
        path, gzip.compress(data) if path.endswith(".gz") else data, "0" * 64, Beside(), 5_000
    ):
        if seen.text is not None:
            for piece in read_page(seen.text, language).pieces:
                if not seen.text[piece.start : piece.end].strip():
                    raise AssertionError(f"an empty piece in {seen.text!r}")


if __name__ == "__main__":
    read_anything()
    print(f"{INPUTS} inputs, no crash")
