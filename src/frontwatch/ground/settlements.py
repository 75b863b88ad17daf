"""Who holds each settlement, as the edges of a record: nearest-place cells, drawn where their holders differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.build import record_from_edges
from frontwatch.ground.format import RecordMeta, RecordTable

GRID = 1e-6
"""Degrees (0.1 m): all crossings are rounded to it, so that neighbours share every vertex."""
UNIT = 1e-7
MARGIN = 0.015
"""Degrees (about 1.5 km): the land that a place outside the drawn coast or border is given."""
LAT0 = 48.0
"""Nearest by distances in a plane about this latitude: under 1 % off at the front, 5 % in Crimea."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SharedEdges:
    """n edges between cells."""

    ends: NDArray[np.int64]
    """(n, 4) int64: x1 y1 x2 y2 in units of 1e-7 degree."""
    left: NDArray[np.int64]
    """(n,) index of the place whose cell lies on the left going from 1 to 2; the number of places where none does."""
    right: NDArray[np.int64]
    """(n,) the same for the right."""


def settlement_record(
    meta: RecordMeta,
    *,
    days: NDArray[np.datetime64],
    map_hashes: tuple[str, ...],
    code: NDArray[np.uint8],
    edges: SharedEdges,
) -> RecordTable:
    """A record of settlement scale: an edge of the cells stands while the holders of its two sides differ.

    Args:
        days: (m,) day of each map, ascending.
        code: (n, m) holder of each place on each map: 0 the rest's side, else 1 + index of the meta's layer.
        edges: of the cells of the n places.
    """
    found: list[tuple[Any, int, int, int]] = []
    m = code.shape[1]
    for layer in range(len(meta.layers)):
        inside = np.vstack([code == layer + 1, np.zeros((1, m), bool)])
        differ = (inside[edges.left] != inside[edges.right]).any(axis=1)
        for e in np.flatnonzero(differ):
            sign = inside[edges.left[e]].astype(np.int8) - inside[edges.right[e]].astype(np.int8)
            starts = np.flatnonzero(np.append(True, sign[1:] != sign[:-1]))
            for first, last in zip(starts, np.append(starts[1:], m) - 1, strict=True):
                if sign[first]:
                    # The layer's ground is to lie on the left.
                    ends = edges.ends[e] if sign[first] > 0 else edges.ends[e][[2, 3, 0, 1]]
                    found.append((ends, layer, int(first), int(last)))
    return record_from_edges(
        meta,
        days=days,
        map_hashes=map_hashes,
        edges=np.array([f[0] for f in found], np.int64).reshape(-1, 4),
        layer=np.array([f[1] for f in found], np.int64),
        first=np.array([f[2] for f in found], np.int64),
        last=np.array([f[3] for f in found], np.int64),
    )


def shared_edges(lon: Floats, lat: Floats, land: Sequence[Floats]) -> SharedEdges:
    """The edges between the cells of k places within the land, and between cells and what is not land.

    Args:
        lon, lat: (k,) degrees. land: closed rings (r, 2), degrees, even-odd.
    """
    import shapely

    scale = np.cos(np.radians(LAT0))
    ground = _with_all_places(_even_odd(land), lon, lat)
    sites = shapely.multipoints(np.column_stack([lon * scale, lat]))
    flat = shapely.voronoi_polygons(
        sites, extend_to=shapely.transform(ground, lambda c: c * [scale, 1]), only_edges=True
    )
    lines = shapely.intersection(shapely.transform(flat, lambda c: c / [scale, 1]), ground)
    noded = shapely.union_all([lines, ground.boundary], grid_size=GRID)
    faces = [f for f in shapely.get_parts(shapely.polygonize([noded])) if ground.contains(f.point_on_surface())]
    inner = np.array([[p.x, p.y] for p in (f.point_on_surface() for f in faces)])
    tree = shapely.STRtree(shapely.points(np.column_stack([lon * scale, lat])))
    owner = tree.nearest(shapely.points(inner * [scale, 1]))
    return _matched(faces, owner, len(lon))


def _with_all_places(ground: Any, lon: Floats, lat: Floats) -> Any:
    """The ground, grown around the places that a coarse coast or border leaves outside."""
    import shapely

    shapely.prepare(ground)
    points = shapely.points(np.column_stack([lon, lat]))
    outside = points[~shapely.contains(ground, points)]
    return shapely.union_all([ground, *shapely.buffer(outside, MARGIN, quad_segs=3)])


def _even_odd(rings: Sequence[Floats]) -> Any:
    """The polygon of rings under the even-odd rule."""
    import shapely

    ground = shapely.Polygon()
    for ring in sorted(rings, key=len, reverse=True):
        ground = ground.symmetric_difference(shapely.make_valid(shapely.Polygon(ring)))
    return ground


def _matched(faces: list[Any], owner: NDArray[np.int64], none: int) -> SharedEdges:
    import shapely

    seen: dict[tuple[int, int, int, int], list[int]] = {}
    for face, place in zip(shapely.orient_polygons(np.array(faces)), owner, strict=True):
        for ring in (face.exterior, *face.interiors):
            points = np.rint(np.array(ring.coords) / UNIT).astype(np.int64).tolist()
            for (x1, y1), (x2, y2) in pairwise(points):
                back = (x1, y1) > (x2, y2)
                key = (x2, y2, x1, y1) if back else (x1, y1, x2, y2)
                seen.setdefault(key, [none, none])[back] = int(place)
    kept = sorted((key, sides) for key, sides in seen.items() if sides[0] != sides[1])
    return SharedEdges(
        np.array([k for k, _ in kept], np.int64),
        np.array([s[0] for _, s in kept]),
        np.array([s[1] for _, s in kept]),
    )
