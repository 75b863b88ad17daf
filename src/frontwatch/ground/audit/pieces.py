"""Stretches of rows joined into connected pieces of ground, with their areas and middles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from frontwatch.ground.audit.turns import ROW_BITS, Turns
from frontwatch.ground.holder import Floats, Ints


@dataclass(frozen=True, slots=True)
class Pieces:
    """p connected pieces of ground."""

    turns: Turns
    """The n stretches they consist of."""
    of: Ints
    """(n,) the piece of each stretch."""
    any: Ints
    """(p,) one stretch of each piece: what its group is, every stretch of it tells."""
    km2: Floats
    """(p,) area."""

    def stretches(self, piece: int) -> Turns:
        """The stretches of one piece."""
        return self.turns.only(self.of == piece)

    def middles(self, which: Ints) -> tuple[Floats, Floats]:
        """Longitude and latitude, degrees, of the middle of some pieces."""
        area, whole = self.turns.km2, self.km2[which]

        def mean(values: Floats) -> Floats:
            return np.asarray(np.bincount(self.of, weights=area * values, minlength=len(self.km2))[which] / whole)

        return mean(self.turns.lon), mean(self.turns.lat)


def pieces(turns: Turns, group: Ints) -> Pieces:
    """The connected pieces of each group.

    Two stretches belong together where they share a border and are of one group; a common corner joins nothing.

    Args:
        group: (n,) whole numbers from 0 to 2**31.
    """
    of = _labels(len(group), *_links(turns, group))
    return Pieces(turns, of, np.unique(of, return_index=True)[1], np.bincount(of, weights=turns.km2).astype(np.float64))


def _links(turns: Turns, group: Ints) -> tuple[Ints, Ints]:
    """Pairs of stretches that share a border: neighbours in a row, and those of the next row that overlap."""
    # A rank for each group and row: stretches of one rank do not overlap, and the next row's rank is looked up.
    key = (group.astype(np.int64) << 32) + turns.row + (1 << 31)
    ranks, rank = np.unique(key, return_inverse=True)
    west, east = ((rank << ROW_BITS) + v + (1 << ROW_BITS - 1) for v in (turns.west, turns.east))
    order = np.argsort(west)
    sorted_west, sorted_east = west[order], east[order]
    beside = np.flatnonzero(sorted_east[:-1] == sorted_west[1:])
    above = np.searchsorted(ranks, key + 1)
    some = np.flatnonzero(ranks[np.minimum(above, len(ranks) - 1)] == key + 1) if len(ranks) else above
    up = (above[some] - rank[some]) << ROW_BITS
    low = np.searchsorted(sorted_east, west[some] + up, side="right")
    high = np.searchsorted(sorted_west, east[some] + up, side="left")
    count = np.maximum(high - low, 0)
    nth = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    return (
        np.concatenate([order[beside], np.repeat(some, count)]),
        np.concatenate([order[beside + 1], order[np.repeat(low, count) + nth]]),
    )


def _labels(n: int, a: Ints, b: Ints) -> Ints:
    """(n,) the number of each node's component, from 0, by the links a-b."""
    label = np.arange(n)
    while len(a):
        x, y = label[a], label[b]
        apart = x != y
        a, b, x, y = a[apart], b[apart], x[apart], y[apart]
        np.minimum.at(label, np.maximum(x, y), np.minimum(x, y))
        while (label[label] != label).any():
            label = label[label]
    return np.unique(label, return_inverse=True)[1]
