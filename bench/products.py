"""What a matrix product costs: by numpy's library, by BLIS, in tiles of one shape, and without a rounded sum.

The shapes are those of the French model on a batch of paragraphs. To see a path of an older processor:
OPENBLAS_CORETYPE=Haswell NPY_DISABLE_CPU_FEATURES="X86_V4 AVX512_ICL" python -m bench.products
"""

from collections.abc import Callable
from time import process_time

import blis.py
import numpy as np
from thinc.types import Floats2d
from threadpoolctl import threadpool_limits

from bench.machine import level, machine
from pipeline.extract.inference import product, rounded_weights

SHAPES = ((5_000, 288, 288), (1_500, 672, 288), (5_000, 64, 1_024), (60, 64, 48), (8, 64, 48))
TILE = 48
TIMES = 7
WORK = 1e9  # multiplications a measurement


def tiled(rows: Floats2d, weights: Floats2d) -> Floats2d:
    """Return rows @ weights.T in tiles of one shape, weights first: each row then takes one path on the kernels seen."""
    padded = np.concatenate([rows, np.zeros((-len(rows) % TILE, rows.shape[1]), rows.dtype)])
    out = np.empty((len(padded), len(weights)), np.float32)
    for at in range(0, len(padded), TILE):
        out[at : at + TILE] = (weights @ padded[at : at + TILE].T).T
    return out[: len(rows)]


def seconds(ways: dict[str, Callable[[], object]], times: int) -> dict[str, float]:
    """Return the least CPU seconds of each way; they take turns."""
    least = dict.fromkeys(ways, float("inf"))
    for _ in range(TIMES):
        for name, way in ways.items():
            started = process_time()
            for _ in range(times):
                way()
            least[name] = min(least[name], (process_time() - started) / times)
    return least


def main() -> None:
    """Print microseconds a product."""
    threadpool_limits(1, user_api="blas")
    random = np.random.default_rng(0)
    print(f"{machine()}\nmicroseconds of CPU")
    for rows, terms, out in SHAPES:
        x, y = (random.standard_normal((n, terms)).astype(np.float32) for n in (rows, out))
        weights = rounded_weights(y.T)
        spent = seconds(
            {
                "numpy": lambda x=x, y=y: x @ y.T,
                "BLIS": lambda x=x, y=y: blis.py.gemm(x, y, trans2=True),
                "tiles": lambda x=x, y=y: tiled(x, y),
                "exact": lambda x=x, weights=weights: product(x, weights),
            },
            max(1, int(WORK / (rows * terms * out) / 4)),
        )
        told = "".join(f"{name:>8} {1e6 * each:>9.1f}" for name, each in spent.items())
        print(f"{f'{rows} x {terms} x {out}':<20}{told}   [{level()}]", flush=True)


if __name__ == "__main__":
    main()
