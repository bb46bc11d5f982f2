"""The workspace that assets, sensors and schedules are given: folders, size limit, shared warehouse, hook, accepted losses."""

from pathlib import Path

import dagster as dg

from pipeline.drops import Folders, Seeds
from pipeline.frames import Frames
from pipeline.project import DEFAULT_MAX_BYTES, settings
from pipeline.warehouse import Lake, checked


class Workspace(dg.ConfigurableResource[None]):
    """The folders of one installation."""

    seeds_dir: str
    warehouse_dir: str
    max_bytes: int = DEFAULT_MAX_BYTES
    lake: str = ""
    lake_data: str = ""
    hook: str = ""  # the command that is given what is new to the watches
    accept_losses: bool = (
        False  # publish, though more than one article in ten of a drop is set aside, or none is left
    )

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
    """Return the workspace that the settings of the project name."""
    found = settings()
    return Workspace(
        seeds_dir=str(found.seeds),
        warehouse_dir=found.warehouse,
        max_bytes=found.max_bytes,
        lake=found.lake,
        lake_data=found.lake_data,
        hook=found.hook,
    )


def definitions() -> dg.Definitions:
    """Give every asset, sensor and schedule the workspace, and run a drop's steps in one process."""
    return dg.Definitions(
        resources={"workspace": workspace_from_environment()}, executor=dg.in_process_executor
    )
