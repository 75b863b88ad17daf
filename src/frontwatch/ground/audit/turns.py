"""Every stretch of ground whose holder ever changed, with all its changes: one pass over the edges, whatever the days.

Rows of equal latitude are cut where any edge crosses them; between two cuts the ground has one history, which the
births and deaths of edges give, so the cost grows with what changed and not with maps times edges.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.errors import GroundError
from frontwatch.ground.holder import Ints, holder_codes
from frontwatch.ground.record import Record
from frontwatch.ground.scan import edge_crossings, km2
from frontwatch.ground.settings import AUDIT_ROW_DEGREES, AUDIT_ROWS_AT_ONCE, COORDINATE_UNIT
from frontwatch.model import CONTESTED

ROW_BITS = 33
"""A row and a place along it in one number: 360 degrees are less than 2**32 units."""


@dataclass(frozen=True, slots=True)
class Turns:
    """What changed hands on every map, stretch by stretch; n of them, in the order of their stretches and maps."""

    stretch: NDArray[np.int32]
    """Number of the stretch: equal where the ground is the same."""
    row: NDArray[np.int32]
    """The stretch lies at latitude (row + ½) ``AUDIT_ROW_DEGREES``."""
    west: NDArray[np.int32]
    """In units of 1e-7 degree, as the record's own: a cut is .5 cm off at most, and equal cuts are equal."""
    east: NDArray[np.int32]
    map: NDArray[np.int32]
    """Index of the first map that shows the new holder."""
    before: NDArray[np.int8]
    """Index into ``meta.holders``."""
    after: NDArray[np.int8]

    @property
    def km2(self) -> NDArray[np.float64]:
        """(n,) area, km²."""
        width = (self.east.astype(np.float64) - self.west) * COORDINATE_UNIT
        return km2(self.row.astype(np.int64), width, AUDIT_ROW_DEGREES)

    @property
    def lon(self) -> NDArray[np.float64]:
        """(n,) middle of each stretch, degrees."""
        return (self.west.astype(np.float64) + self.east.astype(np.float64)) * (COORDINATE_UNIT / 2)

    @property
    def lat(self) -> NDArray[np.float64]:
        """(n,) degrees."""
        return np.asarray((self.row.astype(np.float64) + 0.5) * AUDIT_ROW_DEGREES)

    def only(self, which: NDArray[np.bool_] | Ints) -> Turns:
        """Some of them."""
        row, west, east = self.row[which], self.west[which], self.east[which]
        return Turns(self.stretch[which], row, west, east, self.map[which], self.before[which], self.after[which])


def turns(record: Record) -> Turns:
    """All that ever changed hands in a record, exact along rows 111 m apart.

    Where contested ground ceases to be kept, what becomes of it is no change.

    Raises: GroundError: an edge has no next: the ground's outline is not closed.
    """
    a, b = np.column_stack([record.lon1, record.lat1]), np.column_stack([record.lon2, record.lat2])
    low = np.floor(np.minimum(a[:, 1], b[:, 1]) / AUDIT_ROW_DEGREES).astype(np.int64)
    high = np.ceil(np.maximum(a[:, 1], b[:, 1]) / AUDIT_ROW_DEGREES).astype(np.int64)
    found = [_none()]
    bands = range(int(low.min(initial=0)), int(high.max(initial=0)) + 1, AUDIT_ROWS_AT_ONCE)
    for south in bands if len(a) else ():
        edges = np.flatnonzero((low < south + AUDIT_ROWS_AT_ONCE) & (high >= south))
        row, x, nth = edge_crossings(a[edges], b[edges], AUDIT_ROW_DEGREES)
        edge = edges[nth]
        inside = (row >= south) & (row < south + AUDIT_ROWS_AT_ONCE)
        if inside.any():
            found.append(
                _turns_of(record, row[inside], np.rint(x[inside] / COORDINATE_UNIT).astype(np.int64), edge[inside])
            )
    return _joined(found)


def _turns_of(record: Record, row: Ints, x: Ints, edge: Ints) -> Turns:
    """The turns of some rows, from their crossings."""
    place = (row << ROW_BITS) + x + (1 << ROW_BITS - 1)
    cuts = np.unique(place)
    cell, moment, layer = _toggles(record, np.searchsorted(cuts, place), cuts >> ROW_BITS, edge)
    # A stretch that nothing toggles between the first map and the last has one holder for good.
    within = (moment > 0) & (moment < len(record))
    moved = np.zeros(len(cuts), bool)
    moved[cell[within]] = True
    kept = moved[cell]
    cell, moment, layer = cell[kept], moment[kept], layer[kept]
    if not len(cell):
        return _none()
    order = np.lexsort((moment, cell))
    cell, moment, layer = cell[order], moment[order], layer[order]
    # Every edge is born and dies, so a stretch's toggles cancel before the next stretch begins.
    mask = np.bitwise_xor.accumulate(np.int64(1) << layer.astype(np.int64))
    settled = np.append((cell[1:] != cell[:-1]) | (moment[1:] != moment[:-1]), True)
    cell, moment, code = cell[settled], moment[settled], holder_codes(mask[settled], record.meta)
    same = np.append(False, cell[1:] == cell[:-1])
    # Before its first toggle a stretch lies in no layer: the rest, the first of the holders.
    before = np.where(same, np.append(0, code[:-1]), 0)
    turned = np.flatnonzero((before != code) & (moment > 0) & (moment < len(record)))
    turned = turned[~_layer_ends(record, moment[turned], before[turned], code[turned])]
    at = cell[turned]
    row = cuts[at] >> ROW_BITS
    west, east = (cuts[at + n] - (row << ROW_BITS) - (1 << ROW_BITS - 1) for n in (0, 1))
    return _turns_from(at, row, west, east, moment[turned], before[turned], code[turned])


def _toggles(record: Record, cut: Ints, row_of_cut: Ints, edge: Ints) -> tuple[Ints, Ints, NDArray[np.int8]]:
    """Each stretch that goes into or out of a layer: its number (that of its western cut), the map, the layer.

    The edges born or dead at one moment enclose, by the even-odd rule, just the ground that toggles then.
    """
    moment = np.concatenate([record.first[edge], record.last[edge] + 1]).astype(np.int64)
    layer = np.concatenate([record.layer[edge]] * 2)
    cut = np.concatenate([cut, cut])
    order = np.lexsort((cut, row_of_cut[cut], layer, moment))
    cut, moment, layer = cut[order], moment[order], layer[order]
    start, stop = cut[0::2], cut[1::2]
    paired = len(start) == len(stop) and (row_of_cut[start] == row_of_cut[stop]).all()
    if not (paired and (moment[0::2] == moment[1::2]).all() and (layer[0::2] == layer[1::2]).all()):
        raise GroundError(f"{record.path}: the outline of its ground is not closed; import the maps again.")
    count = stop - start
    nth = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    return np.repeat(start, count) + nth, np.repeat(moment[0::2], count), np.repeat(layer[0::2], count)


def _layer_ends(record: Record, moment: Ints, before: NDArray[Any], after: NDArray[Any]) -> NDArray[np.bool_]:
    """(n,) whether a change is only that contested ground is no longer kept."""
    if CONTESTED not in record.meta.holders:
        return np.zeros(len(moment), bool)
    code = record.meta.holders.index(CONTESTED)
    shown = np.array([record.meta.shows_contested(day) for day in record.days.tolist()], bool)
    ends = shown[moment - 1] & ~shown[moment]
    return np.asarray(ends & ((before == code) | (after == code)))


def _turns_from(*columns: NDArray[Any]) -> Turns:
    stretch, row, west, east, when = (c.astype(np.int32) for c in columns[:5])
    before, after = (c.astype(np.int8) for c in columns[5:])
    return Turns(stretch, row, west, east, when, before, after)


def _none() -> Turns:
    return _turns_from(*[np.empty(0, np.int32)] * 7)


def _joined(parts: list[Turns]) -> Turns:
    """One table, with the stretches numbered through."""
    starts = np.cumsum([0] + [int(p.stretch.max(initial=-1)) + 1 for p in parts])
    stretch = np.concatenate([p.stretch + n for p, n in zip(parts, starts[:-1].tolist(), strict=True)])
    names = ("row", "west", "east", "map", "before", "after")
    return _turns_from(stretch, *(np.concatenate([getattr(p, name) for p in parts]) for name in names))
