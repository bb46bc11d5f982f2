"""The entry point of Dagster: everything in defs/."""

from pathlib import Path

import dagster as dg


@dg.definitions
def defs() -> dg.Definitions:
    """Return the assets, checks, jobs, sensors, schedules and resources of defs/."""
    return dg.load_from_defs_folder(path_within_project=Path(__file__).parent)
