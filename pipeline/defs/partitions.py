"""The partition: a drop, a top folder of seeds/, never a file."""

import dagster as dg

DROPS = dg.DynamicPartitionsDefinition(name="drops")
