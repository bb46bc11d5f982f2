"""Resources: where the seeds lie and where the output goes; nothing else is configured."""

import os
from pathlib import Path

import dagster as dg

from pipeline.frames import Frames
from pipeline.lake import Lake, checked
from pipeline.seeds import DEFAULT_MAX_BYTES, Seeds
from pipeline.workspace import PROJECT, Folders


class Workspace(dg.ConfigurableResource[None]):
    """The folders of one installation."""

    seeds_dir: str = str(PROJECT / "seeds")
    warehouse_dir: str = str(PROJECT / "warehouse")
    max_bytes: int = DEFAULT_MAX_BYTES
    lake: str = ""
    lake_data: str = ""

    @property
    def folders(self) -> Folders:
        """The folders, without Dagster."""
        lake = checked(Lake(self.lake, self.lake_data)) if self.lake else None
        return Folders(self.seeds_dir, self.warehouse_dir, self.max_bytes, lake)

    @property
    def seeds(self) -> Seeds:
        """The drops to read."""
        return self.folders.seeds

    @property
    def frames(self) -> Frames:
        """The Parquet frames, as they are now: what other machines did since is seen."""
        frames = self.folders.frames
        frames.store.look()
        return frames

    @property
    def target(self) -> Path:
        """The DuckDB file."""
        return self.folders.target


def workspace_from_environment() -> Workspace:
    """Return the workspace that the environment names (DIXIT_SEEDS, _WAREHOUSE, _MAX_BYTES, _LAKE), else the project's own."""
    return Workspace(
        seeds_dir=os.environ.get("DIXIT_SEEDS", str(PROJECT / "seeds")),
        warehouse_dir=os.environ.get("DIXIT_WAREHOUSE", str(PROJECT / "warehouse")),
        max_bytes=int(os.environ.get("DIXIT_MAX_BYTES", DEFAULT_MAX_BYTES)),
        lake=os.environ.get("DIXIT_LAKE", ""),
        lake_data=os.environ.get("DIXIT_LAKE_DATA", ""),
    )


@dg.definitions
def resources() -> dg.Definitions:
    """Give every asset, sensor and schedule the workspace, and run a drop's steps in one process."""
    return dg.Definitions(
        resources={"workspace": workspace_from_environment()}, executor=dg.in_process_executor
    )
