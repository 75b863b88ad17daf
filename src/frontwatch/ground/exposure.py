"""How a place lies to a side's ground: the bearings in which it lies within 20 km, and how near."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.disc import nearest_ground
from frontwatch.ground.landward import ends, landward
from frontwatch.ground.local import Floats, from_km, to_km
from frontwatch.ground.record import Record
from frontwatch.ground.settings import BESIDE_KM
from frontwatch.model import MapRef
from frontwatch.theatre.theatre import Theatre

BEARINGS = 72
REACH_KM = 20.0


@dataclass(frozen=True, slots=True)
class Exposure:
    """Ground of a side around a point on one map."""

    map: MapRef
    source: str
    to_side: str
    distance_km: NDArray[np.float64]
    """(72,) km to the side's ground along bearings 0°, 5°, …, clockwise from north; inf beyond 20 km."""
    nearest_km: float | None = None
    """From the point to the side's nearest ground, at any bearing and distance; None where it holds none."""

    @property
    def count(self) -> int:
        """Bearings of 72 in which the side's ground lies within 20 km."""
        return int(np.isfinite(self.distance_km).sum())

    @property
    def arcs(self) -> tuple[tuple[int, int], ...]:
        """Runs of such bearings, clockwise, (first, last) degrees, the widest first."""
        inside = np.isfinite(self.distance_km)
        if inside.all():
            return ((0, 355),)
        if not inside.any():
            return ()
        start = int(np.flatnonzero(~inside)[0])
        turned = np.roll(inside, -start).astype(np.int8)
        edges = np.diff(np.concatenate(([0], turned, [0])))
        runs = zip(np.flatnonzero(edges == 1), np.flatnonzero(edges == -1) - 1, strict=True)
        arcs = [(int((a + start) % BEARINGS * 5), int((b + start) % BEARINGS * 5), int(b - a)) for a, b in runs]
        return tuple((a, b) for a, b, _ in sorted(arcs, key=lambda arc: -arc[2]))

    @property
    def arc_words(self) -> str:
        """The arcs in words: "55° to 255°", "none within 20 km"."""
        if not self.arcs:
            return f"none within {REACH_KM:.0f} km"
        return ", ".join(f"{a}° to {b}°" if a != b else f"{a}°" for a, b in self.arcs)


def exposure(record: Record, theatre: Theatre, lon: float, lat: float, m: MapRef, *, to_side: str) -> Exposure:
    """Distance along each of 72 bearings to the ground that a side holds.

    Where the point itself lies on the side's ground every distance is 0.
    """
    centre = str(record.holder(lon, lat, m.index)[0])
    if centre == to_side:
        return Exposure(m, record.meta.name, to_side, np.zeros(BEARINGS), 0.0)
    edges = record.edges_on(m.index)
    is_rest = to_side == record.meta.rest
    drawn = np.array([is_rest or (x.status == "held" and x.side == to_side) for x in record.meta.layers], bool)
    kept = np.flatnonzero(drawn[edges.layer])
    a, b = ends(edges, kept)
    (x1, y1), (x2, y2) = (to_km(end[:, 0], end[:, 1], lon, lat) for end in (a, b))
    near = np.flatnonzero(np.minimum(np.hypot(x1, y1), np.hypot(x2, y2)) - np.hypot(x2 - x1, y2 - y1) <= REACH_KM)
    if is_rest:
        near = near[landward(theatre, a[near], b[near])]
    distance = _along_bearings(x1[near], y1[near], x2[near], y2[near])
    if is_rest:  # it has no edges of its own: an edge counts where the rest lies beyond it
        bearing, edge = np.nonzero(np.isfinite(distance))
        beyond = distance[bearing, edge] + BESIDE_KM
        angle = np.radians(bearing * 360.0 / BEARINGS)
        holders = record.holder(*from_km(beyond * np.sin(angle), beyond * np.cos(angle), lon, lat), m.index)
        other = holders != to_side
        distance[bearing[other], edge[other]] = np.inf
    nearest = dict(nearest_ground(record, theatre, lon, lat, m, centre)).get(to_side)
    return Exposure(m, record.meta.name, to_side, distance.min(axis=1, initial=np.inf), nearest)


def _along_bearings(x1: Floats, y1: Floats, x2: Floats, y2: Floats) -> Floats:
    """(72, edges) km from the origin to each edge along each bearing; inf where it is not met within 20 km."""
    angle = np.radians(np.arange(BEARINGS) * 360.0 / BEARINGS)[:, None]
    dx, dy = np.sin(angle), np.cos(angle)
    ex, ey = x2 - x1, y2 - y1
    det = dx * ey - dy * ex
    with np.errstate(divide="ignore", invalid="ignore"):
        t = (x1 * ey - y1 * ex) / det
        u = (x1 * dy - y1 * dx) / det
    hit = (det != 0) & (t >= 0) & (u >= 0) & (u <= 1) & (t <= REACH_KM)
    return np.where(hit, t, np.inf)
