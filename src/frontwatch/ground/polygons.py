"""Polygons out of the record's edges: the ground of a map by holder, and the pieces that changed hands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.holder import masks_at
from frontwatch.ground.record import Edges, Record
from frontwatch.ground.scan import zone
from frontwatch.model import MapRef

if TYPE_CHECKING:
    from shapely import Polygon


@dataclass(frozen=True, slots=True)
class Held:
    """Ground of one holder on a map: what a layer covers, without overlaps."""

    holder: str
    """A side's code, "contested", or "claimed " and a side's code."""
    polygons: tuple[Polygon, ...]
    """Valid, apart but for points; degrees, outer rings counter-clockwise."""


@dataclass(frozen=True, slots=True)
class Turned:
    """A piece of ground whose holder differs between a map and the one before."""

    since: MapRef
    on: MapRef
    before: str
    after: str
    polygon: Polygon


def held_polygons(record: Record, index: int) -> tuple[Held, ...]:
    """What each layer of the record covers on the map of that index; layers of the same holder apart."""
    edges = record.edges_on(index)
    found: list[Held] = []
    for number, layer in enumerate(record.meta.layers):
        here = edges.layer == number
        faces, lon, lat = _faces(edges, np.flatnonzero(here))
        inside = masks_at(lon, lat, edges.layer[here], *_ends(edges, here)) != 0
        holder = layer.side if layer.status == "held" and layer.side else layer.name
        found.append(Held(holder, tuple(faces[inside].tolist())))
    return tuple(found)


def turned_polygons(record: Record, first: int = 0, last: int = -1) -> Iterator[Turned]:
    """The pieces that changed hands between each map and the next, from one map to another, both included."""
    for index in range(range(len(record))[first] + 1, range(len(record))[last] + 1):
        died, born = record.last == index - 1, record.first == index
        if not (died.any() or born.any()):
            continue
        moved = np.flatnonzero(died | born)
        edges = Edges(
            record.lon1[moved], record.lat1[moved], record.lon2[moved], record.lat2[moved], record.layer[moved]
        )
        faces, lon, lat = _faces(edges, np.arange(len(moved)), crossing=True)
        before, after = (record.holder(lon, lat, at) for at in (index - 1, index))
        for k in np.flatnonzero(before != after).tolist():
            was, now = str(before[k]), str(after[k])
            yield Turned(record.map_at(index - 1), record.map_at(index), was, now, faces[k])


def polygon_km2(polygon: Polygon) -> float:
    """Area of a valid polygon whose edges are short, km² on the WGS 84 ellipsoid.

    Source: as ``scan.km2``; the straight edges of degrees are straight there to within .01 % below 10 km.
    """
    import shapely

    def flattened(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack([np.radians(lonlat[:, 0]), zone(lonlat[:, 1])])

    return float(shapely.transform(polygon, flattened).area)


def _ends(edges: Edges, which: Any) -> tuple[NDArray[np.float64], ...]:
    return edges.lon1[which], edges.lat1[which], edges.lon2[which], edges.lat2[which]


def _faces(
    edges: Edges, which: NDArray[np.intp], *, crossing: bool = False
) -> tuple[NDArray[Any], NDArray[np.float64], NDArray[np.float64]]:
    """The faces that some edges bound, and longitude and latitude of a point in each.

    Args:
        crossing: edges may cross; else they meet at their ends only.
    """
    import shapely

    ends = np.stack(_ends(edges, which), axis=1).reshape(-1, 2, 2)
    lines = shapely.linestrings(ends)
    if crossing:
        lines = np.array(shapely.get_parts(shapely.union_all(lines)))
    faces = shapely.orient_polygons(shapely.get_parts(shapely.polygonize(lines)))
    inside = shapely.point_on_surface(faces)
    return faces, shapely.get_x(inside), shapely.get_y(inside)
