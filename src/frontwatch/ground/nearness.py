"""Since when a side's ground has lain near a place, without a break."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.landward import ends, landward
from frontwatch.ground.local import segment_distances, to_km
from frontwatch.ground.record import Record
from frontwatch.model import MapRef
from frontwatch.theatre.theatre import Theatre

REACHES_KM = (20.0, 5.0)
"""Within guns' reach, and at the edge of the place."""


@dataclass(frozen=True, slots=True)
class Near:
    """Ground of a side within some km of a point."""

    reach_km: float
    since: date | None
    """First map of the unbroken run, up to this map, that shows the side's ground so near; None: it is not."""
    since_start: bool
    """True where that is the record's first map: it may have been so for longer."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """Since when a side's ground has been near a point, as one map's day shows it."""

    map: MapRef
    source: str
    to_side: str
    near: tuple[Near, ...]
    """One for each of ``REACHES_KM``."""


def nearness(record: Record, theatre: Theatre, lon: float, lat: float, m: MapRef, *, to_side: str) -> Nearness:
    """Since when a side's ground has lain within 20 km and within 5 km of a point.

    An edge within reach brings the side's ground within reach for as long as it lives; so does the centre, while held.
    """
    held = np.array([x.status == "held" and to_side in (x.side, record.meta.rest) for x in record.meta.layers], bool)
    edges = np.flatnonzero(held[record.layer] & (record.first <= m.index))
    if to_side == record.meta.rest:
        edges = edges[landward(theatre, *ends(record, edges))]
    (x1, y1), (x2, y2) = (to_km(end[:, 0], end[:, 1], lon, lat) for end in ends(record, edges))
    km, _ = segment_distances(x1, y1, x2, y2)
    inside = _maps_inside(record, lon, lat, to_side)
    found = []
    for reach in REACHES_KM:
        near = edges[km <= reach]
        shown = (
            inside
            + np.cumsum(
                np.bincount(record.first[near], minlength=len(record) + 1)
                - np.bincount(record.last[near] + 1, minlength=len(record) + 1)
            )[:-1]
        )
        found.append(_run(record, shown[: m.index + 1] > 0, reach))
    return Nearness(m, record.meta.name, to_side, tuple(found))


def _maps_inside(record: Record, lon: float, lat: float, side: str) -> NDArray[np.int64]:
    """(maps,) 1 where the point itself lies on the side's ground at the end of the map's day."""
    runs, slot = record.runs(lon, lat), np.unique(record.days, return_inverse=True)[1]
    ours = np.array(record.meta.holders)[runs.code] == side
    day = np.zeros(slot.max() + 1, np.int64)
    for first, last in zip(runs.first[ours], runs.last[ours], strict=True):
        day[first : last + 1] = 1
    return day[slot]


def _run(record: Record, shown: NDArray[np.bool_], reach: float) -> Near:
    if not shown[-1]:
        return Near(reach, None, False)
    away = np.flatnonzero(~shown)
    first = int(away[-1]) + 1 if len(away) else 0
    return Near(reach, record.map_at(first).day, first == 0)
