"""How far a piece of ground lies from the ground that a holder had on a map."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.local import Floats, from_km, segment_distances, to_km
from frontwatch.ground.record import Record
from frontwatch.ground.settings import AUDIT_PAIRS_AT_ONCE, BESIDE_KM

KM_PER_DEGREE = 111.0
"""Of latitude, and at most of longitude: good enough to leave edges out that are surely too far."""
FEW_POINTS = 12
"""Of a piece, looked at first."""
EDGES_AT_ONCE = 40
"""Whose right hand is looked at, the nearest first."""


def km_to_ground(record: Record, map_index: int, holder: str, lon: Floats, lat: Floats, *, at_least: float) -> float:
    """Km from the nearest of some points to the holder's ground on a map; infinite where it holds none.

    What lies nearer than `at_least` is not measured out: 0 is told for it.

    Args:
        lon, lat: (k,) points of the piece's outline, degrees; none of them inside the holder's ground.
    """
    edges = record.alive(map_index)
    if holder != record.meta.rest:
        own = np.array([layer.status == "held" and layer.side == holder for layer in record.meta.layers], bool)
        edges = edges[own[record.layer[edges]]]
    margin = at_least / KM_PER_DEGREE
    east = margin / np.cos(np.radians(np.abs(lat).max()))
    x1, x2, y1, y2 = record.lon1[edges], record.lon2[edges], record.lat1[edges], record.lat2[edges]
    near = (
        (np.maximum(x1, x2) >= lon.min() - east)
        & (np.minimum(x1, x2) <= lon.max() + east)
        & (np.maximum(y1, y2) >= lat.min() - margin)
        & (np.minimum(y1, y2) <= lat.max() + margin)
    )
    # Nearly every piece lies beside its holder's ground, which a few of its points already tell.
    few = slice(None, None, max(1, len(lon) // FEW_POINTS))
    if _nearest(record, map_index, holder, edges[near], lon[few], lat[few]) < at_least:
        return 0.0
    if _nearest(record, map_index, holder, edges[near], lon, lat) < at_least:
        return 0.0
    return _nearest(record, map_index, holder, edges, lon, lat)


def _nearest(record: Record, map_index: int, holder: str, edges: NDArray[np.intp], lon: Floats, lat: Floats) -> float:
    """Km from the points to the nearest of the edges on which the holder's ground borders."""
    if not len(edges):
        return float(np.inf)
    lon0, lat0 = float(lon.mean()), float(lat.mean())
    px, py = to_km(lon, lat, lon0, lat0)
    x1, y1 = to_km(record.lon1[edges], record.lat1[edges], lon0, lat0)
    x2, y2 = to_km(record.lon2[edges], record.lat2[edges], lon0, lat0)
    best, along = np.full(len(edges), np.inf), np.zeros(len(edges))
    at_once = max(1, AUDIT_PAIRS_AT_ONCE // len(edges))
    for i in range(0, len(px), at_once):
        x, y = px[i : i + at_once, None], py[i : i + at_once, None]
        km, at = segment_distances(x1 - x, y1 - y, x2 - x, y2 - y)
        point = km.argmin(axis=0), np.arange(len(edges))
        nearer = km[point] < best
        best[nearer], along[nearer] = km[point][nearer], at[point][nearer]
    if holder != record.meta.rest or len(record.meta.layers) == 1:
        return float(best.min())
    # The rest has no edges of its own, and an edge between two layers does not border on it: look to the right.
    dx, dy = x2 - x1, y2 - y1
    beside, length = np.clip(along, 0.05, 0.95), np.maximum(np.hypot(dx, dy), 1e-9)
    right_x, right_y = x1 + beside * dx + BESIDE_KM * dy / length, y1 + beside * dy - BESIDE_KM * dx / length
    order = np.argsort(best)
    for start in range(0, len(order), EDGES_AT_ONCE):
        block = order[start : start + EDGES_AT_ONCE]
        ours = record.holder(*from_km(right_x[block], right_y[block], lon0, lat0), map_index) == holder
        if ours.any():
            return float(best[block[ours.argmax()]])
    return float(np.inf)
