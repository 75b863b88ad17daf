"""Points between which no edge ever ran: they share one history, so one of them is asked for all."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.holder import Floats, Ints
from frontwatch.ground.settings import GAP_CELL_DEGREES, GAP_CELLS


def one_of_each_gap(
    lon: Floats, lat: Floats, edges: tuple[Floats, Floats, Floats, Floats]
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Points that answer for all: cells of a grid that no edge's box touches, side by side in a row, make one gap.

    Args:
        lon, lat: (k,) degrees, at least one. edges: lon1, lat1, lon2, lat2, each (n,), at least one.
    Returns: (j,) indices of the points to ask, (k,) which of these answers for each point.
    """
    west, east = np.minimum(edges[0], edges[2]), np.maximum(edges[0], edges[2])
    south, north = np.minimum(edges[1], edges[3]), np.maximum(edges[1], edges[3])
    x0, y0 = west.min(), south.min()
    wide, high = east.max() - x0, north.max() - y0
    step = max(GAP_CELL_DEGREES, (wide * high / GAP_CELLS) ** 0.5, max(wide, high) / GAP_CELLS)
    columns, rows = int(wide / step) + 4, int(high / step) + 4

    def column(x: Floats) -> Ints:
        return np.asarray(np.clip(np.floor((x - x0) / step) + 1, 0, columns - 2), np.int64)

    def row(y: Floats) -> Ints:
        return np.asarray(np.clip(np.floor((y - y0) / step) + 1, 0, rows - 2), np.int64)

    w, e, s, n = column(west), column(east) + 1, row(south), row(north) + 1
    boxes = [np.bincount(y * columns + x, minlength=rows * columns) for x, y in ((w, s), (e, s), (w, n), (e, n))]
    counted = (boxes[0] - boxes[1] - boxes[2] + boxes[3]).reshape(rows, columns)
    touched = (counted.cumsum(axis=0).cumsum(axis=1) > 0).ravel()
    cell = row(lat) * columns + column(lon)
    # The outermost columns are never touched: a gap that goes on from one row into the next lies outside all edges.
    gap = np.cumsum(touched)[cell]
    alone = np.flatnonzero(touched[cell])
    gap[alone] = -1 - np.arange(len(alone))
    _, asked, answers = np.unique(gap, return_index=True, return_inverse=True)
    return asked, answers
