"""How much of a region each holder has on one map."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from frontwatch.ground.holder import holder_codes
from frontwatch.ground.outline import edges_of_region
from frontwatch.ground.record import Record
from frontwatch.ground.scan import km2, layer_shapes, stretches
from frontwatch.ground.settings import AREA_ROW_DEGREES
from frontwatch.model import FrontwatchError, MapRef, Region
from frontwatch.theatre.theatre import Theatre


@dataclass(frozen=True, slots=True)
class RegionShare:
    """A region on one map."""

    region: Region
    map: MapRef
    source: str
    km2: float
    """Area of the region, by the theatre's boundaries."""
    held: tuple[tuple[str, float], ...]
    """(holder, km²) for every holder of the record."""

    def share_of(self, holder: str) -> float:
        """Share of the region, 0 to 1; 0 for a holder the record does not know."""
        return dict(self.held).get(holder, 0.0) / self.km2


def region_share(record: Record, theatre: Theatre, code: str, m: MapRef) -> RegionShare:
    """Area of a region held by each holder, by scan lines, within .1 % of the geodesic area.

    Raises: FrontwatchError: the theatre has no outline of the region.
    """
    region = theatre.region(code)
    outline = edges_of_region(theatre, code)
    if not len(outline[0]):
        raise FrontwatchError(f"{region.name}: no open record covers this region; ask about another.")
    shapes = [outline, *layer_shapes(record, m)]
    row, west, east, mask = stretches(shapes, AREA_ROW_DEGREES)
    area = km2(row, east - west, AREA_ROW_DEGREES)
    within = mask & 1 == 1
    codes = holder_codes(mask[within] >> 1, record.meta)
    sums = np.bincount(codes, weights=area[within], minlength=len(record.meta.holders))
    held = tuple((holder, float(sums[i])) for i, holder in enumerate(record.meta.holders))
    return RegionShare(region, m, record.meta.name, float(area[within].sum()), held)
