"""A road or railway on one map: who holds the ground along each stretch, and how near the others stand."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from frontwatch.ground.lines import cut_line, length_km
from frontwatch.ground.local import segment_distances, to_km
from frontwatch.ground.record import Record
from frontwatch.ground.settings import ROUTE_POINT_KM
from frontwatch.model import MapRef, Place, Route
from frontwatch.theatre.theatre import Theatre


@dataclass(frozen=True, slots=True)
class Stretch:
    """A route from one of its places to the next, as a straight line."""

    start: Place
    stop: Place
    km: float
    shares: tuple[tuple[str, float], ...]
    """(holder, share of the stretch) for every holder of the record."""
    nearest_km: float | None
    """From the stretch to the nearest edge of ground; None: the map has none."""


@dataclass(frozen=True, slots=True)
class RouteState:
    """A route on one map."""

    route: Route
    map: MapRef
    source: str
    stretches: tuple[Stretch, ...]

    def share_of(self, holder: str) -> float:
        """Share of the route's length on the holder's ground, 0 to 1."""
        km = sum(s.km for s in self.stretches)
        return sum(dict(s.shares).get(holder, 0.0) * s.km for s in self.stretches) / km if km else 0.0


def route_state(record: Record, theatre: Theatre, route: Route, m: MapRef) -> RouteState:
    """Who holds the ground along a route, from points 1 km apart on straight lines between its places."""
    places = [theatre.place(id) for id in route.places]
    found = [_stretch(record, a, b, m) for a, b in pairwise(places)]
    return RouteState(route, m, record.meta.name, tuple(found))


def _stretch(record: Record, start: Place, stop: Place, m: MapRef) -> Stretch:
    line = cut_line(np.array([[start.lon, start.lat], [stop.lon, stop.lat]]), ROUTE_POINT_KM)
    holders = record.holder(line[:, 0], line[:, 1], m.index)
    shares = tuple((h, float((holders == h).mean())) for h in record.meta.holders)
    e = record.edges_on(m.index)
    near = [
        segment_distances(*to_km(e.lon1, e.lat1, lon, lat), *to_km(e.lon2, e.lat2, lon, lat))[0].min(initial=np.inf)
        for lon, lat in line
    ]
    km = float(min(near))
    return Stretch(start, stop, length_km(line), shares, km if np.isfinite(km) else None)
