"""How much of each region each holder has, on all days at once: every edge adds its signed strip while it lives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.apart import layers_apart
from frontwatch.ground.area import region_share
from frontwatch.ground.history import day_slots
from frontwatch.ground.holder import Floats
from frontwatch.ground.outline import Ends, edges_of_region
from frontwatch.ground.record import Record
from frontwatch.ground.scan import edge_crossings
from frontwatch.ground.settings import AREA_ROW_DEGREES, EDGES_AT_ONCE
from frontwatch.ground.widths import Widths
from frontwatch.model import CONTESTED, FrontwatchError, Region
from frontwatch.theatre.theatre import Theatre

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class AreaHistory:
    """Regions on every day that has a map; r regions, h holders, d days."""

    source: str
    regions: tuple[Region, ...]
    holders: tuple[str, ...]
    days: NDArray[np.datetime64]
    """(d,) ascending; a day shows its last map."""
    region_km2: Floats
    """(r,) area of each region, by the theatre's boundaries, km²."""
    km2: Floats
    """(r, h, d) area of a region that a holder has on a day, km²."""

    def table(self) -> pa.Table:
        """A row for each region, day and holder: ``region``, ``day``, ``holder``, ``km2``, ``share`` (0 to 1)."""
        import pyarrow as pa

        r, h, d = self.km2.shape
        region, day, holder = (n.ravel() for n in np.meshgrid(range(r), range(d), range(h), indexing="ij"))
        area = self.km2.transpose(0, 2, 1).ravel()
        return pa.table(
            {
                "region": pa.array([x.code for x in self.regions]).take(pa.array(region)),
                "day": pa.array(self.days[day], pa.date32()),
                "holder": pa.array(self.holders).take(pa.array(holder)),
                "km2": pa.array(area, pa.float64()),
                "share": pa.array(area / self.region_km2[region], pa.float64()),
            }
        )


def area_history(record: Record, theatre: Theatre, codes: Sequence[str]) -> AreaHistory:
    """Area of regions held by each holder on all days: what `region_share` gives on the last map of each.

    An edge that crosses a scan row adds or takes the part of the region west of it, by the side its ground lies on,
    from its first day on, and gives it back after its last: one cumulative sum, no polygon.

    Raises: FrontwatchError: the theatre has no outline of a region.
    """
    regions, days = tuple(theatre.region(code) for code in codes), np.unique(record.days)
    outlines = [edges_of_region(theatre, code) for code in codes]
    for region, (a, _) in zip(regions, outlines, strict=True):
        if not len(a):
            raise FrontwatchError(f"{region.name}: no open record covers this region; ask about another.")
    if layers_apart(record):
        whole, held = _summed(record, outlines)
    else:
        whole, held = _replayed(record, theatre, codes)
    return AreaHistory(record.meta.name, regions, record.meta.holders, days, whole, held)


def _summed(record: Record, outlines: Sequence[Ends]) -> tuple[Floats, Floats]:
    """(r,) km² of each region, (r, holders, days) km² of it."""
    widths = [Widths(outline, AREA_ROW_DEGREES) for outline in outlines]
    holders = record.meta.holders
    days, slot = day_slots(record.days)
    born, dead = slot[record.first], slot[record.last.astype(np.int64) + 1]
    # An edge whose whole life falls between the last maps of two days never shows.
    shown = np.flatnonzero(born < dead)
    steps = np.zeros((len(outlines), len(record.meta.layers), len(days) + 1))
    for start in range(0, len(shown), EDGES_AT_ONCE):
        edges = shown[start : start + EDGES_AT_ONCE]
        a = np.column_stack([record.lon1[edges], record.lat1[edges]])
        b = np.column_stack([record.lon2[edges], record.lat2[edges]])
        row, x, nth = edge_crossings(a, b, AREA_ROW_DEGREES)
        east_end = np.where(b[:, 1] > a[:, 1], 1.0, -1.0)
        for n, region in enumerate(widths):
            area = np.bincount(nth, weights=region.km2_west_of(row, x), minlength=len(edges)) * east_end
            for at, sign in ((born[edges], 1.0), (dead[edges], -1.0)):
                np.add.at(steps[n], (record.layer[edges], at), sign * area)
    drawn = steps.cumsum(axis=2)[:, :, :-1]
    held = np.zeros((len(outlines), len(holders), len(days)))
    for number, layer in enumerate(record.meta.layers):
        if layer.status != "claimed":
            held[:, holders.index(layer.side or CONTESTED)] += drawn[:, number]
    whole = np.array([w.km2 for w in widths])
    held[:, holders.index(record.meta.rest)] += whole[:, None] - held.sum(axis=1)
    return whole, np.maximum(held, 0.0)


def _replayed(record: Record, theatre: Theatre, codes: Sequence[str]) -> tuple[Floats, Floats]:
    """As `_summed`, map by map: where layers may overlap, their areas do not add up."""
    maps = [record.map_at(int(i)) for i in record.last_of_days]
    shares = [[region_share(record, theatre, code, m) for m in maps] for code in codes]
    held = np.array([[[km2 for _, km2 in share.held] for share in row] for row in shares])
    return np.array([row[0].km2 for row in shares]), held.transpose(0, 2, 1)
