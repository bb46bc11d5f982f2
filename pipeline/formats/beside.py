"""What the metadata files of a drop (`_metadata.csv`) say of its documents."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.formats.rows import table
from pipeline.formats.seen import Seen, stated_in
from pipeline.text import decode_container

METADATA_FILE = "_metadata.csv"


@dataclass
class Beside:
    """What the metadata files of a drop say, by path in NFC, as file systems write names in either form."""

    stated: dict[str, dict[str, str]] = field(default_factory=dict)
    stated_in: dict[str, str] = field(default_factory=dict)

    def add(self, metadata_path: str, rows: Mapping[str, dict[str, str]]) -> None:
        """Add the rows of a metadata file; their paths are relative to its folder."""
        for path, fields in rows.items():
            key = unicodedata.normalize("NFC", metadata_path.removesuffix(METADATA_FILE) + path)
            self.stated[key], self.stated_in[key] = fields, metadata_path

    def of(self, path: str) -> dict[str, str]:
        """Return the fields of a path."""
        return self.stated.get(unicodedata.normalize("NFC", path), {})

    def without_a_file(self, paths: Iterable[str]) -> list[Seen]:
        """Return a remark on every metadata file that speaks of files which are not there."""
        there = {unicodedata.normalize("NFC", path) for path in paths}
        astray: dict[str, list[str]] = {}
        for key, metadata_path in sorted(self.stated_in.items()):
            if key not in there and key.split("#")[0] not in there:
                astray.setdefault(metadata_path, []).append(key)
        return [
            Seen(path, reason=f"{len(keys)} rows name no file that is here, the first {keys[0]!r}")
            for path, keys in astray.items()
        ]


def read_metadata(data: bytes) -> dict[str, dict[str, str]]:
    """Return the fields that a metadata file states, by path.

    Raises:
        QuarantineError: it is no CSV file with a column `path`.
        UndecodableError: it is no text.
    """
    rows = table(decode_container(data).text, "path")
    return {str(row["path"] or "").strip().removeprefix("./"): stated_in(row) for row in rows}
