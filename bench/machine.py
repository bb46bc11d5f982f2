"""What the figures were measured on: the processor's arithmetic decides them as much as the code does."""

import os
import platform
from datetime import UTC, datetime

import numpy as np
from threadpoolctl import threadpool_info

LEVELS = (("AVX-512", ("X86_V4", "AVX512")), ("AVX2", ("X86_V3", "AVX2")), ("ASIMD", ("ASIMD", "NEON")))


def level() -> str:
    """Return the widest arithmetic that numpy uses, and the kernels of its matrix library: «AVX2, Haswell»."""
    found = np.show_config(mode="dicts")["SIMD Extensions"]
    names = [*found["baseline"], *found["found"]]
    widest = next((name for name, marks in LEVELS if any(n.startswith(marks) for n in names)), names[-1])
    kernels = [one["architecture"] for one in threadpool_info() if one.get("user_api") == "blas"]
    return ", ".join([widest, *dict.fromkeys(kernels)])


def machine() -> str:
    """Return one line: the day, the processor, its cores, its arithmetic, the Python."""
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {platform.machine()}, {level()}, "
        f"Python {platform.python_version()}"
    )
