"""Two records side by side, for all days on which both have a map: ground that one gives to a holder and the other not.

Every edge crosses its scan lines once. A line is cut anew only when one of its edges begins or ends to live, so the
cost grows with the changes, not with days x edges; areas count in whole square metres, so their sums are exact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.errors import GroundError, NoMap
from frontwatch.ground.holder import Floats, Ints, holder_codes
from frontwatch.ground.record import Record
from frontwatch.ground.scan import edge_crossings, km2
from frontwatch.ground.settings import COMPARE_AT_ONCE, COMPARE_ROW_DEGREES, COORDINATE_UNIT
from frontwatch.model import MapRef

LAYER_BITS = 4
LON_BITS = 32
"""Of a longitude counted in the records' step of 1e-7 degree from 180 degrees west."""
SQUARE_METRES = 1e6


@dataclass(frozen=True, slots=True)
class Pair:
    """The two maps of one day."""

    day: date
    a: MapRef
    b: MapRef


@dataclass(frozen=True, slots=True)
class Compared:
    """How far two records differ, day by day."""

    a: Record
    b: Record
    pairs: tuple[Pair, ...]
    """d days, ascending."""
    km2: Floats
    """(d, holders of a, holders of b) ground that a and b give to each pair of holders, beyond what both leave to the
    side that holds the rest."""

    @property
    def holders(self) -> tuple[str, ...]:
        """Every holder that one of them knows, a's first."""
        return tuple(dict.fromkeys((*self.a.meta.holders, *self.b.meta.holders)))

    def only_a(self, holder: str) -> Floats:
        """(d,) km² that a gives to the holder and b does not."""
        return _only(self.km2, self.a, self.b, holder)

    def only_b(self, holder: str) -> Floats:
        """(d,) km² that b gives to the holder and a does not."""
        return _only(self.km2.transpose(0, 2, 1), self.b, self.a, holder)


def _only(km2: Floats, ours: Record, other: Record, holder: str) -> Floats:
    rows = np.array([h == holder for h in ours.meta.holders])
    columns = np.array([h != holder for h in other.meta.holders])
    return np.asarray(km2[:, rows][:, :, columns].sum(axis=(1, 2)))


def pairs(a: Record, b: Record, since: date | None = None, until: date | None = None) -> tuple[Pair, ...]:
    """The days on which both have a map, each day's last map counting.

    Raises: NoMap: there is none.
    """
    days, of_a, of_b = np.intersect1d(_last_days(a), _last_days(b), assume_unique=True, return_indices=True)
    kept = np.ones(len(days), bool)
    for bound, ok in ((since, np.greater_equal), (until, np.less_equal)):
        if bound is not None:
            kept &= ok(days, np.datetime64(bound, "D"))
    if not kept.any():
        span = f"from {since or 'the first day'} to {until or 'the last'}" if since or until else "at all"
        raise NoMap(
            f"{a.meta.name} (maps {a.days[0]} to {a.days[-1]}) and {b.meta.name} (maps {b.days[0]} to {b.days[-1]}) "
            f"share no day with a map {span}; give other days or records."
        )
    last_a, last_b = a.last_of_days, b.last_of_days
    return tuple(
        Pair(days[i].item(), a.map_at(int(last_a[of_a[i]])), b.map_at(int(last_b[of_b[i]])))
        for i in np.flatnonzero(kept).tolist()
    )


def _last_days(record: Record) -> NDArray[np.datetime64]:
    return np.unique(record.days)


def compare(a: Record, b: Record, days: Sequence[Pair]) -> Compared:
    """Area by the holders that two records name, on each of the days; within .1 % of the geodesic area.

    Args:
        days: as ``pairs`` gives them.
    Raises: GroundError: they are of two theatres, what no layer covers belongs to another side in each, or they have
        more than 16 layers.
    """
    if a.meta.theatre != b.meta.theatre:
        raise GroundError(
            f"{a.meta.name} is of theatre {a.meta.theatre} and {b.meta.name} of {b.meta.theatre}; compare two of one."
        )
    if a.meta.rest != b.meta.rest:
        raise GroundError(
            f"What no layer covers is held by {a.meta.rest} in {a.meta.name} and by {b.meta.rest} in {b.meta.name}, so "
            "their areas have no bound in common; compare records that draw the same side's ground."
        )
    if len(a.meta.layers) + len(b.meta.layers) > 1 << LAYER_BITS:
        raise GroundError(f"{a.meta.name} and {b.meta.name} have more than {1 << LAYER_BITS} layers; compare others.")
    codes, size = _codes(a, b), (len(a.meta.holders), len(b.meta.holders))
    lines = _lines(a, [p.a.index for p in days], 0), _lines(b, [p.b.index for p in days], len(a.meta.layers))
    changes = np.zeros(size[0] * size[1] * (len(days) + 1))
    for some in _blocks(_Crossings(*(np.concatenate(column) for column in zip(*lines, strict=True))), len(days)):
        _add(changes, some, codes, len(days))
    by_day = np.cumsum(changes.reshape(*size, len(days) + 1), axis=2)[:, :, :-1]
    return Compared(a, b, tuple(days), by_day.transpose(2, 0, 1) / SQUARE_METRES)


def _codes(a: Record, b: Record) -> NDArray[np.int64]:
    """For each mask of a's and, above them, b's layers: which pair of holders."""
    layers_a, layers_b = len(a.meta.layers), len(b.meta.layers)
    masks = np.arange(1 << (layers_a + layers_b))
    of_a = holder_codes(masks & ((1 << layers_a) - 1), a.meta).astype(np.int64)
    return of_a * len(b.meta.holders) + holder_codes(masks >> layers_a, b.meta)


@dataclass(frozen=True, slots=True)
class _Crossings:
    """Where edges cross scan lines: c crossings, by row."""

    row: Ints
    x: Ints
    """Longitude in the records' steps from 180 degrees west."""
    bit: Ints
    """Layer, counted over both records."""
    born: Ints
    dead: Ints
    """Days from and until which (excluded) the edge lives, counted along the pairs."""


def _lines(record: Record, maps: Sequence[int], above: int) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """The crossings of a record's edges that stand on one of the maps.

    Args:
        maps: (d,) ascending indices. above: added to the number of each layer.
    """
    born = np.searchsorted(maps, record.first, side="left")
    dead = np.searchsorted(maps, record.last, side="right")
    i = np.flatnonzero(born < dead)
    a, b = np.column_stack([record.lon1[i], record.lat1[i]]), np.column_stack([record.lon2[i], record.lat2[i]])
    row, lon, edge = edge_crossings(a, b, COMPARE_ROW_DEGREES)
    of = i[edge]
    x = np.rint((lon + 180.0) / COORDINATE_UNIT).astype(np.int64)
    return row, x, record.layer[of].astype(np.int64) + above, born[of], dead[of]


def _blocks(c: _Crossings, days: int) -> Iterator[_Crossings]:
    """The crossings row by row, in blocks of so many rows that their stretches fit in memory."""
    order = np.argsort(c.row, kind="stable")
    row, x, bit, born, dead = (column[order] for column in (c.row, c.x, c.bit, c.born, c.dead))
    starts = np.flatnonzero(np.append(True, row[1:] != row[:-1])) if len(row) else np.empty(0, np.int64)
    count = np.diff(np.append(starts, len(row)))
    # A row of n crossings is cut at most 2 n times, and never more often than there are days.
    cost = np.cumsum(count * np.minimum(2 * count, days))
    at = 0
    while at < len(starts):
        done = int(cost[at - 1]) if at else 0
        to = max(at + 1, int(np.searchsorted(cost, done + COMPARE_AT_ONCE, side="right")))
        part = slice(int(starts[at]), int(starts[to]) if to < len(starts) else len(row))
        yield _Crossings(row[part], x[part], bit[part], born[part], dead[part])
        at = to


def _add(changes: Floats, c: _Crossings, codes: NDArray[np.int64], days: int) -> None:
    """Add a block's ground to what each pair of holders gains (and at its end loses) on each day.

    Args:
        changes: (pairs of holders x (days + 1),) m², changed in place.
    """
    width = days + 1
    cuts = np.unique(np.concatenate([c.row * width + c.born, c.row * width + c.dead]))
    begin = np.searchsorted(cuts, c.row * width + c.born)
    count = np.searchsorted(cuts, c.row * width + c.dead) - begin
    cut = np.repeat(begin - (np.cumsum(count) - count), count) + np.arange(count.sum())
    # Cut, longitude and layer in one number, so that one plain sort orders them.
    place = (c.x << LAYER_BITS) | c.bit
    key = (cut << (LON_BITS + LAYER_BITS)) | np.repeat(place, count)
    key.sort()
    cut, x = key >> (LON_BITS + LAYER_BITS), (key >> LAYER_BITS) & ((1 << LON_BITS) - 1)
    # In every cut each layer is crossed an even number of times, so the mask is 0 again before the next begins.
    mask = np.bitwise_xor.accumulate(np.int64(1) << (key & ((1 << LAYER_BITS) - 1)))
    inside = np.flatnonzero((mask[:-1] != 0) & (x[1:] != x[:-1])) if len(mask) else np.empty(0, np.int64)
    row, from_day = np.divmod(cuts[cut[inside]], width)
    until = np.append(cuts, 0)[cut[inside] + 1] - row * width
    steps = (x[inside + 1] - x[inside]) * COORDINATE_UNIT
    area = np.rint(km2(row, steps, COMPARE_ROW_DEGREES) * SQUARE_METRES)
    at = codes[mask[inside]] * width
    changes += np.bincount(at + from_day, weights=area, minlength=len(changes))
    changes -= np.bincount(at + until, weights=area, minlength=len(changes))
