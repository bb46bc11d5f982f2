"""The folders of one installation: where the seeds lie and where the output goes; nothing else is configured."""

import os
from dataclasses import dataclass
from pathlib import Path

from pipeline.frames import Frames
from pipeline.lake import Lake, checked
from pipeline.seeds import DEFAULT_MAX_BYTES, Seeds


@dataclass(frozen=True)
class Folders:
    """Where the seeds lie, where the output goes, and the size over which a file is not read.

    Where `lake` names a shared warehouse, it is published to and read; the DuckDB file is what it is made from.
    """

    seeds_dir: str
    warehouse_dir: str
    max_bytes: int = DEFAULT_MAX_BYTES
    lake: Lake | None = None

    @property
    def seeds(self) -> Seeds:
        """The drops to read."""
        return Seeds(Path(self.seeds_dir), self.max_bytes)

    @property
    def frames(self) -> Frames:
        """The Parquet frames."""
        return Frames(Path(self.warehouse_dir) / "frames")

    @property
    def target(self) -> Path:
        """The DuckDB file."""
        return Path(self.warehouse_dir) / "dixit.duckdb"

    @property
    def published(self) -> Path | Lake:
        """Where the warehouse is read."""
        return self.lake or self.target


def folders(seeds: Path, warehouse: Path, lake: str = "", lake_data: str = "") -> Folders:
    """Return the folders; the size limit is that of DIXIT_MAX_BYTES, where it is set.

    Raises:
        LakeError: the lake's address is none, or holds a password.
    """
    size = int(os.environ.get("DIXIT_MAX_BYTES", DEFAULT_MAX_BYTES))
    return Folders(str(seeds), str(warehouse), size, checked(Lake(lake, lake_data)) if lake else None)
