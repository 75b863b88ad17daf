"""Polygons out of one published GeoJSON map, every byte of it distrusted. Points are dropped, never kept."""

from __future__ import annotations

from typing import Any

import msgspec

from frontwatch.ground.errors import DamagedMap
from frontwatch.ground.sources.polygons import Drawn, drawn_rings
from frontwatch.ground.sources.wkb import FIRST_BYTES, drawn_in_wkb

Ring = list[list[float]]


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
    """One feature; its geometry stays as bytes (GeoJSON or WKB), so that one seen before is known by them."""

    geometry: msgspec.Raw
    properties: dict[str, Any] | None = None

    def text(self, name: str) -> str:
        """A property as text, "" where it has none."""
        value = (self.properties or {}).get(name)
        return value if isinstance(value, str) else ""

    def told(self, name: str) -> str:
        """A property as text, numbers and days too, "" where it has none.

        >>> Feature(msgspec.Raw(b""), {"status": 2.0}).told("status")
        '2'
        """
        value = (self.properties or {}).get(name)
        whole = isinstance(value, float) and value.is_integer()
        return "" if value is None else str(int(value) if whole else value).strip()


class FeatureCollection(msgspec.Struct, tag_field="type", tag="FeatureCollection"):
    features: list[Feature]
    crs: msgspec.Raw = msgspec.Raw(b"null")


def read_features(data: bytes, file: str) -> list[Feature]:
    """The features of one map.

    Raises: DamagedMap: no JSON, cut short, no FeatureCollection, or one in another coordinate system than WGS84.
    """
    try:
        told = _COLLECTION.decode(data)
    except msgspec.ValidationError as error:
        raise DamagedMap(file, f"is JSON, but no GeoJSON FeatureCollection ({_short(error)})") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DamagedMap(file, f"is cut short or no JSON ({_short(error)})") from error
    crs = bytes(told.crs)
    # RFC 7946 knows WGS84 alone; older files may name another system, as some programs still write.
    if crs != b"null" and not any(name in crs for name in (b"CRS84", b"4326")):
        raise DamagedMap(file, "names another coordinate system; give longitude and latitude in WGS84")
    return told.features


def drawn_of(geometry: bytes, file: str) -> Drawn:
    """The rings of one geometry, GeoJSON or WKB; points give none.

    Raises: DamagedMap: a geometry of another type, a polygon without a ring, a ring that is open or not on Earth.
    """
    if geometry[:1] in FIRST_BYTES:
        return drawn_in_wkb(geometry, file)
    try:
        told = _GEOMETRY.decode(geometry)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise DamagedMap(file, f"has a geometry that is no ground ({_short(error)})") from error
    polygons: list[list[Ring]] = []
    for part in told.geometries if isinstance(told, GeometryCollection) else [told]:
        if isinstance(part, LineString | MultiLineString):
            raise DamagedMap(file, f"has a {type(part).__name__} where ground is drawn as Polygon or MultiPolygon")
        if isinstance(part, Polygon):
            polygons.append(part.coordinates)
        elif isinstance(part, MultiPolygon):
            polygons += part.coordinates
    return drawn_rings(polygons, file, several=not isinstance(told, Polygon))


def _short(error: Exception) -> str:
    return str(error).splitlines()[0][:120] or type(error).__name__


_COLLECTION = msgspec.json.Decoder(FeatureCollection)
_GEOMETRY = msgspec.json.Decoder(Geometry)
