"""Edges with their lifetimes out of map after map of edges."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.vertices import packed

Rows = NDArray[np.int32]
"""(n, 5) layer x1 y1 x2 y2."""


def lifetimes(maps: Iterable[Rows | None]) -> NDArray[np.int32]:
    """(n, 7) layer x1 y1 x2 y2 first last: one row for each time an edge lives.

    Args:
        maps: the edges of each map, none twice; None: the same as on the map before.

    >>> one, two = np.array([[0, 1, 1, 2, 2]], np.int32), np.array([[0, 2, 2, 3, 3]], np.int32)
    >>> lifetimes([one, None, two, one]).tolist()
    [[0, 1, 1, 2, 2, 0, 1], [0, 2, 2, 3, 3, 2, 2], [0, 1, 1, 2, 2, 3, 3]]
    """
    alive, since = np.empty((0, 5), np.int32), np.empty(0, np.int32)
    done: list[NDArray[np.int32]] = []
    index = -1
    for index, now in enumerate(maps):
        if now is None:
            continue
        died, born = _differ(alive, now)
        done.append(_ended(alive[died], since[died], index - 1))
        alive = np.concatenate([alive[~died], now[born]])
        since = np.concatenate([since[~died], np.full(int(born.sum()), index, np.int32)])
    return np.concatenate([*done, _ended(alive, since, index)])


def _ended(edges: Rows, since: NDArray[np.int32], last: int) -> NDArray[np.int32]:
    return np.column_stack([edges, since, np.full(len(edges), last, np.int32)])


def _differ(before: Rows, now: Rows) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which edges of the one are not in the other, and the reverse."""
    both = np.concatenate([before, now])
    keys = (packed(both[:, 3], both[:, 4]), packed(both[:, 1], both[:, 2]), both[:, 0])
    order = np.lexsort(keys)
    twin = np.flatnonzero(np.logical_and.reduce([np.diff(key[order]) == 0 for key in keys]))
    lone = np.ones(len(both), bool)
    lone[order[twin]] = lone[order[twin + 1]] = False
    return lone[: len(before)], lone[len(before) :]
