"""Drawn rings to valid polygons, every coordinate of them distrusted; how a slip of the hand is told from a fault."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.errors import DamagedMap
from frontwatch.ground.settings import REPAIR_KM2, REPAIR_SHARE

if TYPE_CHECKING:
    from shapely import Polygon

KM2_PER_SQUARE_DEGREE = 111.2**2
"""On the equator; times the cosine of the latitude. Only for telling a slip of the hand from a fault."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The box, degrees, in which a theatre's ground can lie."""

    west: float
    south: float
    east: float
    north: float

    def outside(self, xy: NDArray[np.float64]) -> NDArray[np.bool_]:
        """(k,) which of the (k, 2) points lie outside."""
        x, y = xy[:, 0], xy[:, 1]
        out: NDArray[np.bool_] = (x < self.west) | (x > self.east) | (y < self.south) | (y > self.north)
        return out

    def __str__(self) -> str:
        """
        >>> str(Bounds(20.0, 43.0, 42.0, 54.0))
        'longitude 20 to 42, latitude 43 to 54; longitude comes first'
        """
        return (
            f"longitude {self.west:g} to {self.east:g}, latitude {self.south:g} to {self.north:g}; "
            "longitude comes first"
        )


@dataclass(frozen=True, slots=True)
class Drawn:
    """One feature's geometry, as drawn."""

    several: bool
    """True where it is more than a Polygon."""
    polygons: tuple[tuple[NDArray[np.float64], ...], ...]
    """For each polygon its rings, (k, 2) degrees, closed, the outer one first."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The valid polygons of a geometry."""

    polygons: list[Polygon]
    apart: bool
    """True where they are known to meet in points only."""


def drawn_rings(polygons: Sequence[Sequence[Any]], file: str, *, several: bool) -> Drawn:
    """What was drawn, of the rings of each polygon, each a sequence of points, degrees.

    Raises: DamagedMap: a polygon without a ring, a ring that is open or not on Earth.
    """
    if not all(len(rings) for rings in polygons):
        raise DamagedMap(file, "has a polygon without a ring")
    return Drawn(several, tuple(tuple(_ring(ring, file) for ring in rings) for rings in polygons))


def polygons_of(drawn: Drawn, file: str, bounds: Bounds, *, strays: bool = False) -> Ground:
    """The valid polygons of what was drawn.

    Args:
        strays: a polygon that lies wholly outside the bounds is left out; else it is a fault.
    Raises: DamagedMap: a ring crosses itself or leaves the bounds.
    """
    import shapely

    shapes: list[Polygon] = []
    for rings in drawn.polygons:
        outside = [bounds.outside(xy) for xy in rings]
        if strays and outside[0].all():
            continue
        for xy, out in zip(rings, outside, strict=True):
            if out.any():
                x, y = xy[out][0]
                raise DamagedMap(file, f"has the coordinate {x:g}, {y:g} outside the theatre ({bounds})")
        shapes.append(shapely.Polygon(rings[0], rings[1:]))
    if shapely.MultiPolygon(shapes).is_valid:
        return Ground(shapes, apart=True)
    return Ground([part for shape in shapes for part in _sound(shape, file)], apart=False)


def _ring(ring: Any, file: str) -> NDArray[np.float64]:
    try:
        xy = _pairs(ring) if isinstance(ring, list) else np.array(ring, np.float64)[:, :2]
    except (ValueError, IndexError) as error:
        raise DamagedMap(file, "has a ring whose points are not all longitude and latitude") from error
    if len(xy) < 4 or xy.shape[1] != 2 or (xy[0] != xy[-1]).any():
        raise DamagedMap(file, f"has a ring that is not closed or too short ({len(xy)} points)")
    # Written so that NaN fails too: it compares false with everything.
    if not (np.abs(xy) <= (180, 90)).all():
        raise DamagedMap(file, "has a coordinate that is not on Earth; longitude comes first, in degrees")
    return xy


def _pairs(ring: list[list[float]]) -> NDArray[np.float64]:
    """(k, 2) of a list of points; twice as fast as numpy does it where all of them are pairs."""
    if set(map(len, ring)) == {2}:
        return np.fromiter(chain.from_iterable(ring), np.float64, 2 * len(ring)).reshape(-1, 2)
    return np.array(ring, np.float64)[:, :2]


def _sound(polygon: Polygon, file: str) -> list[Polygon]:
    """The polygon, or its repair where that changes next to nothing: hands slip, but a bow-tie says nothing sure."""
    import shapely

    if polygon.is_valid:
        return [polygon]
    repaired = [p for p in shapely.get_parts(shapely.make_valid(polygon)).tolist() if p.geom_type.endswith("Polygon")]
    flat = [part for p in repaired for part in shapely.get_parts(p).tolist()]
    km2 = KM2_PER_SQUARE_DEGREE * float(np.cos(np.radians(polygon.bounds[1])))
    change = abs(sum(p.area for p in flat) - polygon.area) * km2
    if change > max(REPAIR_KM2, REPAIR_SHARE * polygon.area * km2):
        where = shapely.is_valid_reason(polygon).replace("[", " at ").replace("]", "").replace(" ", " ")
        raise DamagedMap(file, f"has a ring that crosses itself ({where}; repairing it would move {change:.1f} km²)")
    return flat
