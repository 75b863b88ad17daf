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
    # A rank for each group and row: stretches of one rank do not overlap, and the next row's rank is looked up.
    ranks, rank = np.unique((group.astype(np.int64) << 32) + turns.row + (1 << 31), return_inverse=True)
    west, east = ((rank << ROW_BITS) + v + (1 << ROW_BITS - 1) for v in (turns.west, turns.east))
    order = np.argsort(west)
    # What joins in a row is one before rows are compared: a change is cut into many stretches by other days' edges.
    new = np.append(True, east[order][:-1] != west[order][1:])[: len(order)]
    run = np.empty(len(order), np.int64)
    run[order] = np.cumsum(new) - 1
    starts, ends = west[order][new], east[order][np.append(new[1:], True)[: len(order)]]
    of = _labels(len(starts), *_links(ranks, rank[order][new], starts, ends))[run]
    area = np.bincount(of, weights=turns.km2).astype(np.float64)
    return Pieces(turns, of, np.unique(of, return_index=True)[1], area)


def _links(ranks: Ints, rank: Ints, west: Ints, east: Ints) -> tuple[Ints, Ints]:
    """Pairs of runs that overlap, one in a row of its group and one in the next.

    Args:
        ranks: group and row of each rank, ascending. rank: (k,) of each run. west, east: (k,) with the rank in the
            upper bits, ascending.
    """
    above = np.searchsorted(ranks, ranks[rank] + 1)
    some = np.flatnonzero(np.append(ranks, -1)[above] == ranks[rank] + 1)
    up = (above[some] - rank[some]) << ROW_BITS
    low = np.searchsorted(east, west[some] + up, side="right")
    high = np.searchsorted(west, east[some] + up, side="left")
    count = np.maximum(high - low, 0)
    nth = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    return np.repeat(some, count), np.repeat(low, count) + nth


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
