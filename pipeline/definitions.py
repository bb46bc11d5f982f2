"""The entry point of Dagster: everything in defs/."""

import dagster as dg

from pipeline.defs import checks, corpus, drops, frames, resources, warehouse, watches

MODULES = (frames, corpus, warehouse, watches, checks, drops, resources)


@dg.definitions
def defs() -> dg.Definitions:
    """Return the assets, checks, jobs, sensors, schedules and resources of defs/."""
    return dg.Definitions.merge(*(module.definitions() for module in MODULES))
