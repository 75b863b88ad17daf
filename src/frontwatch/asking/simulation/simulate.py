"""Many runs of the front from the as-of day, shared out in chunks: the same numbers on any number of workers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.field import GREY, OTHER
from frontwatch.asking.simulation.fit import Fitted
from frontwatch.asking.simulation.past import LOSING, TAKING, decays, shape_features
from frontwatch.asking.simulation.runs import Runs
from frontwatch.asking.simulation.settings import CHUNK_RUNS, HEAT_FLOOR, NEVER, OLDEST, SECTOR_REVERSION, WEEKS_AHEAD
from frontwatch.model import FrontwatchError

Weeks = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Chunk:
    """Runs that share one draw of the parameters."""

    number: int
    runs: int
    weeks: int
    seed: int


def simulate(
    fitted: Fitted,
    *,
    weeks: int = WEEKS_AHEAD,
    runs: int = 1000,
    seed: int = 0,
    workers: int = 1,
    scheduler: str | None = None,
) -> Runs:
    """Run the front forward.

    Args:
        weeks: at most 254. workers: threads, where no scheduler is given.
        scheduler: address of a Dask cluster.
    Raises: FrontwatchError: no runs, too many weeks, or no cluster at that address.
    """
    if runs < 1 or not 1 <= weeks < NEVER:
        raise FrontwatchError(f"A simulation needs at least one run of 1 to 254 weeks, got {runs} of {weeks}.")
    chunks = [
        Chunk(n, min(CHUNK_RUNS, runs - start), weeks, seed) for n, start in enumerate(range(0, runs, CHUNK_RUNS))
    ]
    if scheduler:
        from frontwatch.asking.simulation.cluster import on_cluster

        parts = on_cluster(fitted, chunks, scheduler)
        taken, lost = np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])
    else:
        taken, lost = _on_threads(fitted, chunks, runs, workers)
    group = np.repeat(np.arange(len(chunks)), [c.runs for c in chunks])
    return Runs(fitted.field, weeks, taken, lost, group)


def _on_threads(fitted: Fitted, chunks: list[Chunk], runs: int, workers: int) -> tuple[Weeks, Weeks]:
    from concurrent.futures import ThreadPoolExecutor

    shape = runs, len(fitted.field.index)
    taken, lost = np.full(shape, NEVER, np.uint8), np.full(shape, NEVER, np.uint8)
    with ThreadPoolExecutor(workers) as pool:
        for done in [pool.submit(_into, fitted, c, taken, lost) for c in chunks]:
            done.result()
    return taken, lost


def _into(fitted: Fitted, chunk: Chunk, taken: Weeks, lost: Weeks) -> None:
    rows = slice(chunk.number * CHUNK_RUNS, chunk.number * CHUNK_RUNS + chunk.runs)
    run_chunk(fitted, chunk, taken[rows], lost[rows])


def run_chunk(fitted: Fitted, chunk: Chunk, taken: Weeks, lost: Weeks) -> None:
    """Run a chunk into two (runs, cells) arrays that are filled with NEVER. Its seed and number settle all of it."""
    from frontwatch.asking.simulation.kernel import run, workspace

    source = np.random.SeedSequence(entropy=chunk.seed, spawn_key=(chunk.number,))
    rng = np.random.default_rng(source)
    # As many draws for a short chunk as for a whole one, so that fewer runs are the first of more.
    tempo = np.stack([fitted.tempo[d].draw(chunk.weeks, CHUNK_RUNS, rng) for d in (TAKING, LOSING)], axis=1)
    effects = np.stack([rng.multivariate_normal(c.effect, c.covariance, method="eigh") for c in fitted.choice])
    seeds = source.generate_state(CHUNK_RUNS, np.uint64)[: chunk.runs]
    room = workspace(len(fitted.field.index), fitted.layout.blocks, fitted.layout.sector_count)
    run(seeds, **inputs(fitted, effects), tempo=tempo[: chunk.runs], taken=taken, lost=lost, **room)


def inputs(fitted: Fitted, effects: NDArray[np.float64]) -> dict[str, Any]:
    """What the kernel takes beside tempo: see the comments at ``kernel.run``.

    Args:
        effects: (2, f) by direction, the columns as ``past.FEATURES``.
    """
    field, layout, now = fitted.field, fitted.layout, fitted.now
    k = layout.neighbours.shape[1]
    touching, around = np.meshgrid(np.arange(9, dtype=np.int32), np.arange(k + 1, dtype=np.int32), indexing="ij")
    shapes = np.stack(shape_features(touching, around, k), axis=-1)
    own = effects[:, 5:6] * field.town
    own[TAKING] += effects[TAKING, 4] * (now.code == GREY)
    return {
        # Small numbers in small types: a run's cells then stay in the processor's own memory.
        "held0": (now.code == OTHER).astype(np.int8),
        "touching0": now.touching.astype(np.int8),
        "around0": now.around.astype(np.int8),
        "age0": now.age.astype(np.int16),
        "touch_there": layout.touch_there.astype(np.int8),
        "there": layout.there.astype(np.int8),
        "border": field.border,
        "neighbours": layout.neighbours,
        "block": layout.block,
        "near_blocks": layout.around,
        "near_weight": layout.weight,
        "sectors": layout.sectors,
        "pull": layout.pull,
        "heat0": now.heat,
        "keep": decays(),
        "floor": HEAT_FLOOR,
        "own": np.exp(own).astype(np.float32),
        "table": np.exp(np.einsum("tkf,df->dtk", shapes, effects[:, :4])),
        "old": np.exp(effects[:, 9:] * np.log1p(np.arange(OLDEST + 1))),
        "power": np.ascontiguousarray(effects[:, 6:9]),
        "reversion": SECTOR_REVERSION,
        "spread": fitted.sector_spread,
        "sector_count": layout.sector_count,
    }
