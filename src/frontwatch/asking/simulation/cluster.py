"""Chunks of runs on a Dask cluster; a worker that dies has its chunks run again elsewhere, with the same numbers."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.simulation.fit import Fitted
from frontwatch.asking.simulation.settings import NEVER
from frontwatch.asking.simulation.simulate import Chunk, run_chunk
from frontwatch.model import FrontwatchError

Events = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.uint8]]
"""Runs, cells and weeks of what came: far smaller than all cells of all runs."""


def on_cluster(fitted: Fitted, chunks: list[Chunk], address: str) -> list[tuple[NDArray[np.uint8], NDArray[np.uint8]]]:
    """(taken, lost) of each chunk, each (runs, cells).

    Raises: FrontwatchError: distributed is not installed, or no scheduler answers there.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise FrontwatchError(
            "A scheduler needs the extra `cluster`: install it with `pip install 'frontwatch[cluster]'`."
        ) from error
    connect: Any = Client
    try:
        client: Any = connect(address, timeout=10, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise FrontwatchError(
            f"No Dask scheduler answers at {address!r}: start one with `dask scheduler`, or leave --scheduler out."
        ) from error
    cells = len(fitted.field.index)
    with client:
        shared = client.scatter(fitted, broadcast=True, hash=False)
        futures = [client.submit(_events, shared, chunk, cells, pure=False, retries=3) for chunk in chunks]
        found = client.gather(futures)
    return [
        (_filled(taken, chunk.runs, cells), _filled(lost, chunk.runs, cells))
        for chunk, (taken, lost) in zip(chunks, found, strict=True)
    ]


def _events(fitted: Fitted, chunk: Chunk, cells: int) -> tuple[Events, Events]:
    taken, lost = np.full((chunk.runs, cells), NEVER, np.uint8), np.full((chunk.runs, cells), NEVER, np.uint8)
    run_chunk(fitted, chunk, taken, lost)
    return _told(taken), _told(lost)


def _told(weeks: NDArray[np.uint8]) -> Events:
    r, c = np.nonzero(weeks != NEVER)
    return r.astype(np.int32), c.astype(np.int32), weeks[r, c]


def _filled(events: Events, runs: int, cells: int) -> NDArray[np.uint8]:
    found = np.full((runs, cells), NEVER, np.uint8)
    found[events[0], events[1]] = events[2]
    return found
