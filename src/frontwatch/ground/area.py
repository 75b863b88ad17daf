"""How much of a region, or of any ring of ground, each holder has on one map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from frontwatch.ground.holder import Floats, holder_codes
from frontwatch.ground.outline import Ends, country, edges_of_region
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
    whole, held = _held((outline,), record, m)
    return RegionShare(region, m, record.meta.name, whole, held)


@dataclass(frozen=True, slots=True)
class GroundInside:
    """The theatre's ground inside a ring on one map."""

    km2: float
    held: tuple[tuple[str, float], ...]
    """(holder, km²) for every holder of the record."""

    def of(self, holder: str) -> float:
        """Km² of a holder; 0 for one the record does not know."""
        return dict(self.held).get(holder, 0.0)


def ground_inside(record: Record, theatre: Theatre, ring: Floats, m: MapRef) -> GroundInside:
    """Area of the theatre's countries inside a ring held by each holder, as exact as `region_share`.

    Args:
        ring: (n, 2) degrees, without the first point again at the end.
    """
    outlines = [edges_of_region(theatre, code) for code in country(theatre)]
    land = (np.vstack([a for a, _ in outlines]), np.vstack([b for _, b in outlines]))
    return GroundInside(*_held((land, (ring, np.roll(ring, -1, axis=0))), record, m))


def _held(outlines: Sequence[Ends], record: Record, m: MapRef) -> tuple[float, tuple[tuple[str, float], ...]]:
    """Km² inside all the outlines, and (holder, km²) of it."""
    shapes = [*outlines, *layer_shapes(record, m)]
    row, west, east, mask = stretches(shapes, AREA_ROW_DEGREES)
    area = km2(row, east - west, AREA_ROW_DEGREES)
    every = (1 << len(outlines)) - 1
    within = mask & every == every
    codes = holder_codes(mask[within] >> len(outlines), record.meta)
    sums = np.bincount(codes, weights=area[within], minlength=len(record.meta.holders))
    held = tuple((holder, float(sums[i])) for i, holder in enumerate(record.meta.holders))
    return float(area[within].sum()), held
