"""Polygons out of one published GeoJSON map, every byte of it distrusted. Points are dropped, never kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.errors import DamagedMap
from frontwatch.ground.settings import REPAIR_KM2, REPAIR_SHARE

if TYPE_CHECKING:
    from shapely import Polygon as Shape

Ring = list[list[float]]
KM2_PER_SQUARE_DEGREE = 111.2**2
"""On the equator; times the cosine of the latitude. Only for telling a slip of the hand from a fault."""


class Polygon(msgspec.Struct, tag_field="type", tag="Polygon"):
    coordinates: list[Ring]


class MultiPolygon(msgspec.Struct, tag_field="type", tag="MultiPolygon"):
    coordinates: list[list[Ring]]


class Point(msgspec.Struct, tag_field="type", tag="Point"):
    pass


class MultiPoint(msgspec.Struct, tag_field="type", tag="MultiPoint"):
    pass


class LineString(msgspec.Struct, tag_field="type", tag="LineString"):
    pass


class MultiLineString(msgspec.Struct, tag_field="type", tag="MultiLineString"):
    pass


class GeometryCollection(msgspec.Struct, tag_field="type", tag="GeometryCollection"):
    geometries: list[Polygon | MultiPolygon | Point | MultiPoint | LineString | MultiLineString]


Geometry = Polygon | MultiPolygon | Point | MultiPoint | LineString | MultiLineString | GeometryCollection


class Feature(msgspec.Struct):
    """One feature; its geometry stays as bytes, so that a feature seen before is known by them."""

    geometry: msgspec.Raw
    properties: dict[str, Any] | None = None

    def text(self, name: str) -> str:
        """A property as text, "" where it has none."""
        value = (self.properties or {}).get(name)
        return value if isinstance(value, str) else ""


class FeatureCollection(msgspec.Struct, tag_field="type", tag="FeatureCollection"):
    features: list[Feature]


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


def read_features(data: bytes, file: str) -> list[Feature]:
    """The features of one map.

    Raises: DamagedMap: no JSON, cut short, or no FeatureCollection.
    """
    try:
        return _COLLECTION.decode(data).features
    except msgspec.ValidationError as error:
        raise DamagedMap(file, f"is JSON, but no GeoJSON FeatureCollection ({_short(error)})") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DamagedMap(file, f"is cut short or no JSON ({_short(error)})") from error


@dataclass(frozen=True, slots=True)
class Drawn:
    """One feature's geometry, as drawn."""

    several: bool
    """True where it is more than a Polygon."""
    polygons: tuple[tuple[NDArray[np.float64], ...], ...]
    """For each polygon its rings, (k, 2) degrees, closed, the outer one first."""


def drawn_of(geometry: bytes, file: str) -> Drawn:
    """The rings of one geometry; points give none.

    Raises: DamagedMap: a geometry of another type, a polygon without a ring, a ring that is open or not on Earth.
    """
    try:
        told = _GEOMETRY.decode(geometry)
    except (msgspec.DecodeError, RecursionError) as error:
        raise DamagedMap(file, f"has a geometry that is no ground ({_short(error)})") from error
    polygons: list[list[Ring]] = []
    for part in told.geometries if isinstance(told, GeometryCollection) else [told]:
        if isinstance(part, LineString | MultiLineString):
            raise DamagedMap(file, f"has a {type(part).__name__} where ground is drawn as Polygon or MultiPolygon")
        if isinstance(part, Polygon):
            polygons.append(part.coordinates)
        elif isinstance(part, MultiPolygon):
            polygons += part.coordinates
    if not all(polygons):
        raise DamagedMap(file, "has a polygon without a ring")
    return Drawn(not isinstance(told, Polygon), tuple(tuple(_ring(ring, file) for ring in rings) for rings in polygons))


@dataclass(frozen=True, slots=True)
class Ground:
    """The valid polygons of a geometry."""

    polygons: list[Shape]
    apart: bool
    """True where they are known to meet in points only."""


def polygons_of(drawn: Drawn, file: str, bounds: Bounds, *, strays: bool = False) -> Ground:
    """The valid polygons of what was drawn.

    Args:
        strays: a polygon that lies wholly outside the bounds is left out; else it is a fault.
    Raises: DamagedMap: a ring crosses itself or leaves the bounds.
    """
    import shapely

    shapes: list[Shape] = []
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


def _ring(ring: Ring, file: str) -> NDArray[np.float64]:
    try:
        xy = np.array(ring, np.float64)[:, :2]
    except (ValueError, IndexError) as error:
        raise DamagedMap(file, "has a ring whose points are not all longitude and latitude") from error
    if len(xy) < 4 or xy.shape[1] != 2 or (xy[0] != xy[-1]).any():
        raise DamagedMap(file, f"has a ring that is not closed or too short ({len(xy)} points)")
    if (np.abs(xy) > (180, 90)).any():
        raise DamagedMap(file, "has a coordinate that is not on Earth; longitude comes first, in degrees")
    return xy


def _sound(polygon: Shape, file: str) -> list[Shape]:
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


def _short(error: Exception) -> str:
    return str(error).splitlines()[0][:120] or type(error).__name__


_COLLECTION = msgspec.json.Decoder(FeatureCollection)
_GEOMETRY = msgspec.json.Decoder(Geometry)
