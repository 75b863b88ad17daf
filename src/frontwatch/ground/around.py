"""What changed around a place between two maps, and how deep a side pushed into ground it did not hold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from frontwatch.ground.differing import pieces_between
from frontwatch.ground.local import Floats, segment_distances, to_km
from frontwatch.ground.record import Record
from frontwatch.ground.settings import AROUND_KM, DEPTH_AT_ONCE
from frontwatch.model import MapRef, Place


@dataclass(frozen=True, slots=True)
class Moved:
    """What one holder gained and lost around a place."""

    holder: str
    gained_km2: float
    lost_km2: float
    depth_km: float
    """The farthest that ground gained lies from the ground the holder had before; 0 where nothing was gained."""


@dataclass(frozen=True, slots=True)
class Around:
    """What changed within some km of a place between two maps of one record."""

    place: Place
    since: MapRef
    on: MapRef
    source: str
    radius_km: float
    moved: tuple[Moved, ...]
    """One for each holder that the record can show."""

    def of(self, holder: str) -> Moved:
        """What a holder gained and lost."""
        return next((m for m in self.moved if m.holder == holder), Moved(holder, 0.0, 0.0, 0.0))


def around(record: Record, place: Place, since: MapRef, on: MapRef, *, radius_km: float = AROUND_KM) -> Around:
    """Gains, losses (km², gross) and the depth of each holder's gains (km) within a radius of a place's centre."""
    pieces = pieces_between(record, [(since, on)])
    x, y = to_km(pieces.lon, pieces.lat, place.lon, place.lat)
    near = np.hypot(x, y) <= radius_km
    x, y, area, before, after = x[near], y[near], pieces.km2[near], pieces.before[near], pieces.after[near]
    moved = [
        Moved(
            holder,
            float(area[after == code].sum()),
            float(area[before == code].sum()),
            _depth(record, place, since, holder, x[after == code], y[after == code]),
        )
        for code, holder in enumerate(record.meta.holders)
    ]
    return Around(place, since, on, record.meta.name, radius_km, tuple(moved))


def _depth(record: Record, place: Place, since: MapRef, holder: str, x: Floats, y: Floats) -> float:
    """The greatest distance from points, km from the place, to the edges of the holder's earlier ground."""
    names = [layer.side if layer.status == "held" else layer.status for layer in record.meta.layers]
    # The rest has no edges of its own: its ground ends where any layer begins, but for a claim, which ends nobody's.
    own = np.array([name != "claimed" and holder in (name, record.meta.rest) for name in names], bool)
    edges = record.edges_on(since.index)
    own = own[edges.layer]
    if not len(x) or not own.any():
        return 0.0
    x1, y1 = to_km(edges.lon1[own], edges.lat1[own], place.lon, place.lat)
    x2, y2 = to_km(edges.lon2[own], edges.lat2[own], place.lon, place.lat)
    rows = max(1, DEPTH_AT_ONCE // len(x1))
    return max(
        float(segment_distances(x1 - px, y1 - py, x2 - px, y2 - py)[0].min(axis=1).max())
        for px, py in ((x[i : i + rows, None], y[i : i + rows, None]) for i in range(0, len(x), rows))
    )
