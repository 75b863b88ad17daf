"""Who holds a point: each layer's edges crossed by the point's ray to the east, and what their number says."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.format import RecordMeta
from frontwatch.ground.settings import PAIRS_AT_ONCE

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def crossings(lon: Floats, lat: Floats, lon1: Floats, lat1: Floats, lon2: Floats, lat2: Floats) -> tuple[Ints, Ints]:
    """The pairs (point, edge) in which the point's ray to the east crosses the edge.

    A ray through a vertex counts for exactly one of the two edges that meet there, so parity is right.

    Args:
        lon, lat: (k,) points, degrees.
        lon1, lat1, lon2, lat2: (n,) edges, degrees.
    Returns: two (pairs,) index arrays, in no particular order.

    >>> import numpy as np
    >>> east = np.array([2.0]), np.array([0.0]), np.array([2.0]), np.array([1.0])
    >>> crossings(np.array([0.0, 3.0]), np.array([0.5, 0.5]), *east)
    (array([0]), array([0]))
    """
    order = np.argsort(lat, kind="stable")
    sorted_lat = lat[order]
    start = np.searchsorted(sorted_lat, np.minimum(lat1, lat2), side="left")
    stop = np.searchsorted(sorted_lat, np.maximum(lat1, lat2), side="left")
    counts = stop - start
    some = np.flatnonzero(counts)
    ends = np.cumsum(counts[some])
    points: list[Ints] = []
    edges: list[Ints] = []
    at = 0
    while at < len(some):
        done = int(ends[at - 1]) if at else 0
        to = max(at + 1, int(np.searchsorted(ends, done + PAIRS_AT_ONCE, side="right")))
        edge = np.repeat(some[at:to], counts[some[at:to]])
        offset = np.arange(len(edge)) - np.repeat(ends[at:to] - counts[some[at:to]] - done, counts[some[at:to]])
        point = order[start[edge] + offset]
        y = (lat[point] - lat1[edge]) / (lat2[edge] - lat1[edge])
        hit = lon1[edge] + y * (lon2[edge] - lon1[edge]) > lon[point]
        points.append(point[hit])
        edges.append(edge[hit])
        at = to
    if not points:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    return np.concatenate(points), np.concatenate(edges)


def holder_codes(masks: NDArray[Any], meta: RecordMeta) -> NDArray[np.int8]:
    """Index into ``meta.holders`` for each mask of layers (bit l: inside layer l); held beats contested.

    Where two sides are drawn as holding the same ground, nobody's word decides: it is contested.
    """
    holders = meta.holders
    codes = np.zeros(masks.shape, np.int8)
    for bit, layer in enumerate(meta.layers):
        if layer.status == "contested":
            codes[(masks >> bit) & 1 == 1] = len(holders) - 1
    held = np.full(masks.shape, -1, np.int8)
    for bit, layer in enumerate(meta.layers):
        if layer.status == "held" and layer.side:
            inside = (masks >> bit) & 1 == 1
            code = holders.index(layer.side)
            held = np.where(inside, np.where((held == -1) | (held == code), code, len(holders) - 1), held)
    return np.where(held >= 0, held, codes).astype(np.int8)


def masks_at(lon: Floats, lat: Floats, layer: NDArray[Any], *edges: Floats) -> NDArray[np.int64]:
    """(k,) mask of the layers that each point lies in, for the edges of one map."""
    point, edge = crossings(lon, lat, *edges)
    mask = np.zeros(len(lon), np.int64)
    np.bitwise_xor.at(mask, point, np.int64(1) << layer[edge].astype(np.int64))
    return mask
