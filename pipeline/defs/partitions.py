"""The partition: a drop, a top folder of seeds/, never a file."""

import dagster as dg

NAME = "drops"
DROPS = dg.DynamicPartitionsDefinition(name=NAME)
