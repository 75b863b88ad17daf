"""The edges of one map, chained end to end into closed rings."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.format import COORDINATES
from frontwatch.ground.lines import Line
from frontwatch.ground.record import Record
from frontwatch.ground.vertices import packed
from frontwatch.model import MapRef


def rings(record: Record, m: MapRef, layers: NDArray[np.bool_]) -> list[Line]:
    """Chains of the edges of some layers on one map, each layer's ground on the left.

    Args:
        layers: (number of layers,) which of the record's layers; an edge that two of them share cancels out.
    """
    alive = record.alive(m.index)
    alive = alive[layers[record.layer[alive]]]
    x1, y1, x2, y2 = (record.columns[c][alive] for c in COORDINATES)
    starts, stops = packed(x1, y1), packed(x2, y2)
    lone = _without_twins(starts, stops)
    alive, starts, stops = alive[lone], starts[lone], stops[lone]
    following: dict[int, list[int]] = {}
    for row in range(len(alive) - 1, -1, -1):
        following.setdefault(int(starts[row]), []).append(row)
    found: list[Line] = []
    used = np.zeros(len(alive), bool)
    ends = stops.tolist()
    for begin in range(len(alive)):
        if used[begin]:
            continue
        chain, at = [], begin
        while not used[at]:
            used[at] = True
            chain.append(at)
            ways = following.get(ends[at], [])
            while ways and used[ways[-1]]:
                ways.pop()
            if not ways:
                break
            at = ways[-1]
        rows = alive[chain]
        points = np.column_stack([record.lon1[rows], record.lat1[rows]])
        found.append(np.vstack([points, [record.lon2[rows[-1]], record.lat2[rows[-1]]]]))
    return found


def _without_twins(starts: NDArray[np.int64], stops: NDArray[np.int64]) -> NDArray[np.intp]:
    """The edges that do not stand a second time the other way round."""
    there = {(a, b) for a, b in zip(starts.tolist(), stops.tolist(), strict=True)}
    lone = [(b, a) not in there for a, b in zip(starts.tolist(), stops.tolist(), strict=True)]
    return np.flatnonzero(np.array(lone, bool))
