"""How near a side's ground came to many points, and in how many bearings it lay, on all days at once.

Points are taken cell by cell. Of the edges near a cell only those count that can be nearest to one of its points on
some day, and only the days on which one of them is born or dies are looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.exposure import BEARINGS, REACH_KM
from frontwatch.ground.facing import Facing, facing_edges
from frontwatch.ground.history import day_slots
from frontwatch.ground.holder import Floats, Ints
from frontwatch.ground.local import to_km
from frontwatch.ground.record import Record
from frontwatch.ground.settings import NEAR_CELL_DEGREES, NEAR_EPOCHS, NEAR_KM, NEAR_POINTS
from frontwatch.theatre.theatre import Theatre

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class NearHistory:
    """Stretches of days on which a side's ground lay alike to a point, by point and time; k stretches."""

    source: str
    to_side: str
    days: NDArray[np.datetime64]
    """(d,) the record's distinct days, ascending; a day shows its last map."""
    point: Ints
    """(k,) index into the points asked."""
    first: Ints
    last: Ints
    """(k,) indices into the days, both included."""
    km: Floats
    """(k,) to the side's nearest ground; 0 where the point lies on it, inf where none lies within 60 km."""
    bearings: NDArray[np.int16]
    """(k,) of 72, in which its ground lies within 20 km."""

    def table(self) -> pa.Table:
        """``point``, ``first``, ``last`` (null while it stands), ``km`` (null beyond 60 km), ``bearings``."""
        import pyarrow as pa

        return pa.table(
            {
                "point": pa.array(self.point, pa.int64()),
                "first": pa.array(self.days[self.first], pa.date32()),
                "last": pa.array(self.days[self.last], pa.date32(), mask=self.last == len(self.days) - 1),
                "km": pa.array(self.km, pa.float64(), mask=~np.isfinite(self.km)),
                "bearings": pa.array(self.bearings, pa.int16()),
            }
        )


def near_history(
    record: Record, theatre: Theatre, lon: Floats, lat: Floats, to_side: str, *, bearings: bool = True
) -> NearHistory:
    """Distance of points to a side's nearest ground, and bearings in which it lies, as `exposure` on each day.

    Args:
        lon, lat: (p,) degrees.
        bearings: False leaves them at 0, which takes a third of the time.
    """
    days, _ = day_slots(record.days)
    facing = facing_edges(record, theatre, to_side)
    spans = _Spans.of(facing, len(days))
    inside = _inside(record, lon, lat, to_side)
    column, row = (np.floor(v / NEAR_CELL_DEGREES).astype(np.int64) for v in (lon, lat))
    # By half cells within a cell: where there are many points, those looked at together lie together.
    half = (np.floor(v / NEAR_CELL_DEGREES * 2).astype(np.int64) for v in (lon, lat))
    order = np.lexsort((*half, column, row))
    new_cell = np.flatnonzero(np.diff(column[order]) | np.diff(row[order])) + 1
    found = [
        _of_cell(facing, spans, part, lon[part], lat[part], inside, len(days), bearings)
        for cell in np.split(order, new_cell)
        for part in np.split(cell, range(NEAR_POINTS, len(cell), NEAR_POINTS))
        if len(part)
    ]
    columns = [np.concatenate(c) for c in zip(*found, strict=True)] if found else [np.empty(0)] * 4
    sort = np.lexsort((columns[1], columns[0]))
    point, first, km, count = (c[sort] for c in columns)
    goes_on = np.append(point[1:] == point[:-1], np.zeros(min(1, len(point)), bool))
    last = np.where(goes_on, np.append(first[1:], 0) - 1, len(days) - 1) if len(point) else first
    point, first, last = (np.asarray(v, np.int64) for v in (point, first, last))
    return NearHistory(record.meta.name, to_side, days, point, first, last, km, count.astype(np.int16))


def _inside(record: Record, lon: Floats, lat: Floats, side: str) -> tuple[Ints, Ints, Ints]:
    """Point, first day and day after the last of each stretch in which a point lies on the side's ground."""
    runs = record.runs(lon, lat)
    ours = np.array(record.meta.holders)[runs.code] == side
    return runs.point[ours], runs.first[ours], runs.last[ours] + 1


def _of_cell(
    facing: Facing,
    spans: _Spans,
    points: NDArray[np.intp],
    lon: Floats,
    lat: Floats,
    inside: tuple[Ints, Ints, Ints],
    days: int,
    bearings: bool,
) -> tuple[Ints, Ints, Floats, Ints]:
    """(k,) point, first day, km, bearings of the stretches of a cell's points."""
    within = np.searchsorted(inside[0], np.column_stack([points, points + 1]))
    held = np.concatenate([np.arange(a, b) for a, b in within])
    held_by = np.repeat(np.arange(len(points)), within[:, 1] - within[:, 0])
    at = (float(lon.mean()), float(lat.mean()))
    radius = float(np.hypot(*to_km(lon, lat, *at)).max())
    edges, km = facing.within(*at, NEAR_KM + radius)
    if not len(edges):
        return _far(points, held_by, inside[1][held], inside[2][held], days, BEARINGS if bearings else 0)
    nearest = edges[spans.can_be_nearest(edges, km, radius)]
    seen = edges[km <= REACH_KM + radius + 0.1] if bearings else edges[:0]
    moments = [facing.born[nearest], facing.dead[nearest], facing.born[seen], facing.dead[seen]]
    times = np.unique(np.concatenate([[0], *moments, inside[1][held], inside[2][held]]))
    times = times[times < days]
    nth = np.searchsorted(times, np.arange(days + 1))

    def life(edges: NDArray[np.intp]) -> tuple[Ints, Ints]:
        return nth[facing.born[edges]], nth[facing.dead[edges]]

    distance = _nearest(facing.km_to(nearest, lon, lat), *life(nearest), len(times))
    count = np.zeros((len(points), len(times)), np.int64)
    if len(seen):
        count = _bearings(facing.hits(seen, lon, lat), *life(seen), len(points), len(times))
    for on_it, a, b in zip(held_by, inside[1][held], inside[2][held], strict=True):
        span = slice(nth[a], nth[b])
        distance[on_it, span], count[on_it, span] = 0.0, BEARINGS if bearings else 0
    new = np.ones(count.shape, bool)
    new[:, 1:] = (distance[:, 1:] != distance[:, :-1]) | (count[:, 1:] != count[:, :-1])
    point, time = np.nonzero(new)
    return points[point], times[time], distance[new], count[new]


def _far(
    points: NDArray[np.intp], held_by: Ints, begin: Ints, end: Ints, days: int, all_around: int
) -> tuple[Ints, Ints, Floats, Ints]:
    """The stretches of points with no edge near them: on the side's ground from each begin to the end, else far off."""
    away = np.flatnonzero(np.bincount(held_by[begin == 0], minlength=len(points)) == 0)
    left = np.flatnonzero(end < days)
    point = points[np.concatenate([away, held_by, held_by[left]])]
    first = np.concatenate([np.zeros(len(away), np.int64), begin, end[left]])
    on_it = np.repeat([False, True, False], [len(away), len(begin), len(left)])
    return point, first, np.where(on_it, 0.0, np.inf), np.where(on_it, all_around, 0)


@dataclass(frozen=True, slots=True)
class _Spans:
    """Spans of time, and for each edge those that its life touches and those that it lives through."""

    count: int
    first: Ints
    last: Ints
    whole_from: Ints
    whole_to: Ints

    @classmethod
    def of(cls, facing: Facing, days: int) -> _Spans:
        """Spans of the same number of days each."""
        bounds = np.linspace(0, days, min(NEAR_EPOCHS, days) + 1).astype(np.int64)
        whole_from = np.searchsorted(bounds, facing.born, side="left")
        whole_to = np.searchsorted(bounds, facing.dead, side="right") - 1
        first = np.searchsorted(bounds, facing.born, side="right") - 1
        last = np.searchsorted(bounds, facing.dead, side="left") - 1
        return cls(len(bounds) - 1, first, last, whole_from, np.maximum(whole_to, whole_from))

    def can_be_nearest(self, edges: NDArray[np.intp], km: Floats, radius: float) -> NDArray[np.bool_]:
        """(n,) whether an edge can on some day be the nearest of them to a point within a radius of some middle.

        Args:
            km: (n,) from that middle to the edges. An edge that lives through a span bounds how far the nearest can be.
        """
        limit = _nearest(km[None, :], self.whole_from[edges], self.whole_to[edges], self.count)[0]
        return km <= _greatest(limit, self.first[edges], self.last[edges]) + 2 * radius + 0.1


def _greatest(values: Floats, first: Ints, last: Ints) -> Floats:
    """(n,) the greatest of the values from each first to each last, both included."""
    table = [values]
    while 2 ** len(table) <= len(values):
        half = 1 << (len(table) - 1)
        table.append(np.maximum(table[-1][:-half], table[-1][half:]))
    flat, offset = np.concatenate(table), np.cumsum([0, *(len(t) for t in table[:-1])])
    level = np.frexp((last - first + 1).astype(float))[1] - 1
    return np.asarray(np.maximum(flat[offset[level] + first], flat[offset[level] + last + 1 - (1 << level)]))


def _nearest(km: Floats, born: Ints, dead: Ints, times: int) -> Floats:
    """(p, times) the least of the distances (p, n) of the edges alive; inf beyond 60 km.

    Each life is covered by two spans of a power of two; longer spans hand their least down to their halves.
    """
    levels = max(times.bit_length(), 1)
    least = np.full((levels, times, len(km)), np.inf)
    alive = np.flatnonzero(dead > born)
    level = np.frexp((dead - born)[alive].astype(float))[1] - 1
    for begin in (born[alive], dead[alive] - (1 << level)):
        order = np.lexsort((begin, level))
        key = level[order] * times + begin[order]
        starts = np.flatnonzero(np.append(True, key[1:] != key[:-1])) if len(key) else np.empty(0, np.int64)
        if len(starts):
            least_of = np.minimum.reduceat(km[:, alive[order]], starts, axis=1).T
            flat = least.reshape(levels * times, -1)
            flat[key[starts]] = np.minimum(flat[key[starts]], least_of)
    for k in range(levels - 1, 0, -1):
        half = 1 << (k - 1)
        np.minimum(least[k - 1], least[k], out=least[k - 1])
        np.minimum(least[k - 1][half:], least[k][: times - half], out=least[k - 1][half:])
    return np.where(least[0].T <= NEAR_KM, least[0].T, np.inf)


def _bearings(hits: tuple[Ints, Ints, Ints, Floats], born: Ints, dead: Ints, points: int, times: int) -> Ints:
    """(p, times) in how many bearings an edge alive is met; see `Facing.hits`."""
    point, bearing, edge, _ = hits
    cell = (point * BEARINGS + bearing) * (times + 1)
    size = points * BEARINGS * (times + 1)
    change = np.bincount(cell + born[edge], minlength=size) - np.bincount(cell + dead[edge], minlength=size)
    met = np.cumsum(change) > 0
    return np.asarray(met.reshape(points, BEARINGS, times + 1)[:, :, :-1].sum(axis=1))
