"""The edges at which a side's ground ends, with the days on which it does, seen from points near them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.exposure import BEARINGS, REACH_KM
from frontwatch.ground.front import outward
from frontwatch.ground.history import day_slots
from frontwatch.ground.holder import Floats, Ints
from frontwatch.ground.landward import ends, landward
from frontwatch.ground.local import km_per_degree, segment_distances
from frontwatch.ground.record import Record
from frontwatch.ground.settings import BESIDE_KM, LONG_EDGE_DEGREES
from frontwatch.theatre.theatre import Theatre

Seen = tuple[Floats, Floats, Floats, Floats]
"""x1, y1, x2, y2 of edges: km east and north of points, each (p, n), or as told."""


@dataclass(frozen=True, slots=True)
class Facing:
    """n edges, each with the days on which the side's ground ends there."""

    ends: Seen
    """lon1, lat1, lon2, lat2, each (n,) degrees."""
    born: Ints
    dead: Ints
    """First day, and the day after the last; indices into the record's distinct days."""
    on_left: bool
    """Whether the ground lies on the left of the edges; else on the right."""
    middle: Floats
    """(n - long,) latitude of the middles of the edges that are not long, ascending."""
    scale: Seen
    """Km in a degree of longitude and of latitude, at the first and at the second end."""

    long: int
    """So many edges, the first, are longer than .1 degree; the others follow by the latitude of their middle."""

    def on(self, day: int) -> Facing:
        """Those of the edges that stand on a day, an index into the record's distinct days."""
        kept = (self.born <= day) & (day < self.dead)
        ends, scale = (_taken(v, kept) for v in (self.ends, self.scale))
        middle, long = self.middle[kept[self.long :]], int(kept[: self.long].sum())
        return Facing(ends, self.born[kept], self.dead[kept], self.on_left, middle, scale, long)

    def within(self, lon: float, lat: float, km: float) -> tuple[NDArray[np.intp], Floats]:
        """(k,) the edges within some km of a point, and how far each is."""
        reach = km / 110.0 + LONG_EDGE_DEGREES
        start, stop = self.long + np.searchsorted(self.middle, (lat - reach, lat + reach))
        # A degree of longitude is nowhere shorter than at the end that is nearer to a pole.
        wide = km / float(km_per_degree(min(abs(lat) + reach, 89.9))[0]) + LONG_EDGE_DEGREES
        beside = np.flatnonzero(np.abs(self.ends[0][start:stop] - lon) <= wide)
        edges = np.append(np.arange(self.long), start + beside)
        if not len(edges):
            return edges, np.empty(0)
        far = segment_distances(*(v[0] for v in self._seen(edges, np.array([lon]), np.array([lat]))))[0]
        near = far <= km
        return edges[near], far[near]

    def km_to(self, edges: NDArray[np.intp], lon: Floats, lat: Floats) -> Floats:
        """(p, k) km from points to some of the edges; within .001 % of `segment_distances`."""
        return segment_distances(*self._seen(edges, lon, lat))[0]

    def hits(self, edges: NDArray[np.intp], lon: Floats, lat: Floats) -> tuple[Ints, Ints, Ints, Floats]:
        """Where the 72 bearings of points enter the side's ground within 20 km.

        Returns: point, bearing, edge (an index into `edges`) and km of each meeting, in no particular order.
        """
        x1, y1, x2, y2 = self._seen(edges, lon, lat)
        turn = BEARINGS / (2 * np.pi)
        begin, end = np.arctan2(x1, y1) * turn, np.arctan2(x2, y2) * turn
        end -= np.rint((end - begin) / BEARINGS) * BEARINGS
        first, last = np.ceil(begin).astype(np.int64), np.ceil(end).astype(np.int64)
        # What runs clockwise has the point on its right, so ground on the left of it is entered.
        count = np.maximum(last - first if self.on_left else first - last, 0)
        point, edge = np.nonzero(count)
        many = count[point, edge]
        low = (first if self.on_left else last)[point, edge]
        of = np.repeat(np.arange(len(many)), many)
        bearing = low[of] + np.arange(len(of)) - np.repeat(np.cumsum(many) - many, many)
        point, edge = point[of], edge[of]
        xa, ya, xb, yb = (v[point, edge] for v in (x1, y1, x2, y2))
        dx, dy = _SIN[bearing % BEARINGS], _COS[bearing % BEARINGS]
        ex, ey = xb - xa, yb - ya
        across = dx * ey - dy * ex
        km = (xa * ey - ya * ex) / np.where(across != 0, across, 1.0)
        met = (across != 0) & (km >= 0) & (km <= REACH_KM)
        return point[met], bearing[met] % BEARINGS, edge[met], km[met]

    def _seen(self, edges: NDArray[np.intp], lon: Floats, lat: Floats) -> Seen:
        # The mean of the scales at both ends of a way stands for the scale half-way: at 60 km it is off by 1e-5.
        east, north = km_per_degree(lat)
        ends = ((*self.ends[:2], *self.scale[:2]), (*self.ends[2:], *self.scale[2:]))
        found: list[Floats] = []
        for x, y, across, along in ends:
            found.append((x[edges] - lon[:, None]) * ((across[edges] + east[:, None]) / 2))
            found.append((y[edges] - lat[:, None]) * ((along[edges] + north[:, None]) / 2))
        return found[0], found[1], found[2], found[3]


_SIN, _COS = (f(np.arange(BEARINGS) * 2 * np.pi / BEARINGS) for f in (np.sin, np.cos))


def facing_edges(record: Record, theatre: Theatre, to_side: str) -> Facing:
    """The edges of the ground drawn as the side's; of the side that has the rest, those with the rest on their right,
    on the theatre's land.

    What lies on the right is asked at the middle of the edge: where contested ground ends half-way along it, that
    decides for the whole.
    """
    _, slot = day_slots(record.days)
    born, dead = slot[record.first], slot[record.last.astype(np.int64) + 1]
    is_rest = to_side == record.meta.rest
    if is_rest:
        edges, born, dead = _beside_the_rest(record, theatre, born, dead)
    else:
        drawn = np.array([x.status == "held" and x.side == to_side for x in record.meta.layers], bool)
        edges = np.flatnonzero(drawn[record.layer] & (born < dead))
        born, dead = born[edges], dead[edges]
    drawn_ends = _taken((record.lon1, record.lat1, record.lon2, record.lat2), edges)
    return facing_of(drawn_ends, born, dead, on_left=not is_rest)


def facing_of(ends: Seen, born: Ints, dead: Ints, *, on_left: bool) -> Facing:
    """Any edges (lon1, lat1, lon2, lat2), each array (n,), put in the order in which they are looked up."""
    lon1, lat1, lon2, lat2 = ends
    middle = (lat1 + lat2) / 2
    short = np.maximum(np.abs(lon2 - lon1), np.abs(lat2 - lat1)) <= LONG_EDGE_DEGREES
    order = np.lexsort((middle, short))
    scale = _taken((*km_per_degree(lat1), *km_per_degree(lat2)), order)
    long = int((~short).sum())
    return Facing(_taken(ends, order), born[order], dead[order], on_left, middle[order][long:], scale, long)


def _taken(arrays: Seen, rows: NDArray[np.intp] | NDArray[np.bool_]) -> Seen:
    a, b, c, d = arrays
    return a[rows], b[rows], c[rows], d[rows]


def _beside_the_rest(record: Record, theatre: Theatre, born: Ints, dead: Ints) -> tuple[NDArray[np.intp], Ints, Ints]:
    """Edges with the rest on their right, and when: an edge has a row for each stretch of days."""
    edges = np.flatnonzero(born < dead)
    edges = edges[landward(theatre, *ends(record, edges))]
    # Even where one layer is drawn: a slit narrower than a few metres between two of its polygons is no ground.
    runs = record.runs(*outward(*ends(record, edges), BESIDE_KM))
    rest = np.array(record.meta.holders)[runs.code] == record.meta.rest
    edge = edges[runs.point[rest]]
    begin, end = np.maximum(runs.first[rest], born[edge]), np.minimum(runs.last[rest] + 1, dead[edge])
    some = begin < end
    return edge[some], begin[some], end[some]
