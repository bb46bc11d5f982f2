"""The places of one installation: the seeds, the output here or on object storage, the shared warehouse; the size limit.

The output goes into a folder, or under an address of object storage: then the frames lie there, and the DuckDB file too,
for other machines to fetch; what must be local (that file open for reading, Dagster's home, the lock, what is being
written) lies in a folder of this machine, under the project's warehouse/ or DIXIT_LOCAL.
"""

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.frames import bucket, storage
from pipeline.project import DEFAULT_MAX_BYTES, project_folder, settings
from pipeline.warehouse import Lake, checked

if TYPE_CHECKING:
    from pipeline.drops.seeds import Seeds
    from pipeline.frames import Frames

DATABASE = "dixit.duckdb"


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
    def seeds(self) -> "Seeds":
        """The drops to read."""
        from pipeline.drops.seeds import Seeds

        return Seeds(Path(self.seeds_dir), self.max_bytes)

    @property
    def home(self) -> Path:
        """The folder of what is local: all output, or what of it cannot lie on object storage."""
        if not storage.is_address(self.warehouse_dir):
            return Path(self.warehouse_dir)
        local = os.environ.get("DIXIT_LOCAL")
        return Path(local or project_folder() / "warehouse") / storage.folder_name(self.warehouse_dir)

    @property
    def frames(self) -> "Frames":
        """The Parquet frames."""
        return self._frames("frames")

    @property
    def alerts(self) -> "Frames":
        """What the watches were told, a frame beside those that the warehouse is built from."""
        return self._frames("alerts")

    def _frames(self, name: str) -> "Frames":
        from pipeline.frames import Frames

        inside = self.home / name
        if not storage.is_address(self.warehouse_dir):
            return Frames(inside)
        return Frames(bucket(f"{self.warehouse_dir.rstrip('/')}/{name}", inside))

    @property
    def target(self) -> Path:
        """The DuckDB file; of a warehouse on object storage the copy here, fetched where another one lies there."""
        target = self.home / DATABASE
        if storage.is_address(self.warehouse_dir):
            storage.fetch(self.warehouse_dir, target)
        return target

    def share(self, built: Path) -> None:
        """Put a warehouse that is about to be swapped in where other machines fetch it, if there is such a place."""
        if storage.is_address(self.warehouse_dir):
            storage.share(self.warehouse_dir, built, self.home / DATABASE)

    @property
    def published(self) -> Path | Lake:
        """Where the warehouse is read."""
        return self.lake or self.target


def folders(seeds: str | Path, warehouse: str | Path, lake: str = "", lake_data: str = "") -> Folders:
    """Return the places that a command was given; the size limit is a setting.

    Raises:
        LakeError: the lake's address is none, or holds a password.
    """
    size = settings().max_bytes
    return Folders(str(seeds), str(warehouse), size, checked(Lake(lake, lake_data)) if lake else None)
