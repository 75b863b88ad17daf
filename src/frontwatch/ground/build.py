"""A record out of maps: rings to edges, edges to lifetimes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.drawing import DrawnFeature
from frontwatch.ground.errors import BadSource
from frontwatch.ground.format import COLUMNS, COORDINATES, Layer, RecordMeta, RecordTable
from frontwatch.ground.lifetimes import lifetimes
from frontwatch.ground.settings import COORDINATE_UNIT
from frontwatch.ground.strands import Strands
from frontwatch.ground.vertices import packed, unpacked

if TYPE_CHECKING:
    from shapely import Polygon

    from frontwatch.ground.record import Record

__all__ = [
    "SourceMap",
    "build_record",
    "edges_of_polygons",
    "edges_of_rings",
    "maps_of",
    "record_from_edges",
]

EdgeArray = NDArray[np.int32]
"""(n, 4): x1 y1 x2 y2 in units of 1e-7 degree."""


@dataclass(frozen=True, slots=True)
class SourceMap:
    """One published map as edges."""

    day: date
    published: datetime | None
    """UTC, where it says no other zone."""
    sha256: str
    layers: tuple[tuple[Layer, EdgeArray], ...]
    """Each layer's edges with the layer's ground on their left; see ``edges_of_rings``."""
    drawn: tuple[DrawnFeature, ...] = ()
    """What the source drew, as it drew it; none where it draws no rings."""


def edges_of_rings(rings: Iterable[NDArray[np.float64]]) -> EdgeArray:
    """The edges of one layer's rings; shared ones cancel.

    Args:
        rings: each (k, 2) closed, degrees; ground on the left (outer rings counter-clockwise, holes clockwise).

    >>> square = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]], float)
    >>> len(edges_of_rings([square])), len(edges_of_rings([square, square + [1, 0]]))
    (4, 6)
    """
    steps = [np.rint(np.asarray(ring) / COORDINATE_UNIT).astype(np.int32) for ring in rings]
    if not steps:
        return np.empty((0, 4), np.int32)
    edges = np.concatenate([np.hstack([ring[:-1], ring[1:]]) for ring in steps])
    return _uncancelled(edges)


def edges_of_polygons(polygons: Sequence[Polygon]) -> EdgeArray:
    """The edges of one layer's polygons, each ring turned so that the ground lies on its left.

    The polygons are valid and do not overlap; they may touch.
    """
    import shapely

    rings = [
        np.array(ring.coords)[:, :2]
        for polygon in shapely.orient_polygons(np.array(polygons, object)).tolist()
        for ring in (polygon.exterior, *polygon.interiors)
    ]
    return edges_of_rings(rings)


def build_record(maps: Iterable[SourceMap], meta: RecordMeta) -> RecordTable:
    """All maps as one table, each edge once with its lifetime; a map given twice counts once.

    Raises: BadSource: there is no map.
    """
    ordered = sorted(maps, key=lambda m: (m.day, _moment(m), m.sha256))
    seen: dict[tuple[Any, ...], SourceMap] = {(m.day, m.published, m.sha256): m for m in ordered}
    kept = list(seen.values())
    if not kept:
        raise BadSource("There is no map to make a record of; give a folder or an archive of maps.")
    rows = lifetimes(_rows(kept, meta))
    return record_from_edges(
        meta,
        days=np.array([m.day for m in kept], "datetime64[D]"),
        published=np.array([_stamp(m.published) for m in kept], "datetime64[s]"),
        map_hashes=tuple(m.sha256 for m in kept),
        edges=rows[:, 1:5],
        layer=rows[:, 0],
        first=rows[:, 5],
        last=rows[:, 6],
        strands=_strands(kept),
    )


def maps_of(record: Record) -> list[SourceMap]:
    """The maps of a record again, as edges: ``build_record`` of them gives the same record."""
    edges = np.stack([record.columns[name] for name in COORDINATES], axis=1).astype(np.int32)
    maps: list[SourceMap] = []
    drawn = record.drawn
    for index in range(len(record)):
        ref, alive = record.map_at(index), record.alive(index)
        layers = tuple(
            (layer, edges[alive[record.layer[alive] == number]]) for number, layer in enumerate(record.meta.layers)
        )
        maps.append(SourceMap(ref.day, ref.published, ref.sha256, layers, drawn.features(index) if drawn else ()))
    return maps


def record_from_edges(
    meta: RecordMeta,
    *,
    days: NDArray[np.datetime64],
    published: NDArray[np.datetime64] | None = None,
    map_hashes: tuple[str, ...],
    edges: NDArray[Any],
    layer: NDArray[Any],
    first: NDArray[Any],
    last: NDArray[Any],
    strands: Strands | None = None,
) -> RecordTable:
    """A table from edges whose lifetimes are known, in the canonical order.

    Args:
        days: (m,) day of each map, ascending. published: (m,) UTC, None where unknown.
        edges: (n, 4) x1 y1 x2 y2 in units of 1e-7 degree, the layer's ground on the left.
        layer, first, last: (n,) index into the meta's layers, first and last map, both included.
        strands: what the source drew, if it drew rings.
    """
    x, y, drawing = strands.drawing() if strands else (np.empty(0, np.int32), np.empty(0, np.int32), None)
    x, y, start, end = _ends(edges, x, y)
    data = {"start": start, "end": end, "layer": layer, "first": first, "last": last}
    order = np.lexsort([data[name] for name in ("last", "first", "layer", "end", "start")])
    if published is None:
        published = np.full(len(days), np.datetime64("NaT"), "datetime64[s]")
    columns = {name: np.ascontiguousarray(data[name][order], dtype=kind) for name, kind in COLUMNS.items()}
    return RecordTable(
        meta, days.astype("datetime64[D]"), published.astype("datetime64[s]"), map_hashes, x, y, columns, drawing
    )


def _ends(
    edges: NDArray[Any], x: NDArray[np.int32], y: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.intp], NDArray[np.intp]]:
    """All vertices, those given first, and which of them each edge starts and ends at."""
    wanted = np.concatenate([packed(edges[:, 0], edges[:, 1]), packed(edges[:, 2], edges[:, 3])])
    given = packed(x, y)
    made = np.setdiff1d(wanted, given)
    more_x, more_y = unpacked(made)
    x, y = np.append(x, more_x), np.append(y, more_y)
    keys, at = np.unique(np.append(given, made), return_index=True)
    vertex = at[np.searchsorted(keys, wanted)]
    return x, y, vertex[: len(edges)], vertex[len(edges) :]


def _uncancelled(edges: EdgeArray) -> EdgeArray:
    """One edge for each stretch that odd many rings run along, in the direction most of them take."""
    a, b = packed(edges[:, 0], edges[:, 1]), packed(edges[:, 2], edges[:, 3])
    a, b = a[a != b], b[a != b]
    if not len(a):
        return np.empty((0, 4), np.int32)
    sign = np.where(a > b, -1, 1)
    low, high = np.minimum(a, b), np.maximum(a, b)
    order = np.lexsort((high, low))
    low, high, sign = low[order], high[order], sign[order]
    starts = np.flatnonzero(np.append(True, (np.diff(low) != 0) | (np.diff(high) != 0)))
    net = np.add.reduceat(sign, starts)
    odd = net % 2 != 0
    low, high, back = low[starts[odd]], high[starts[odd]], net[odd] < 0
    return np.column_stack([*unpacked(np.where(back, high, low)), *unpacked(np.where(back, low, high))])


def _rows(maps: Sequence[SourceMap], meta: RecordMeta) -> Iterator[NDArray[np.int32] | None]:
    """(n, 5) layer x1 y1 x2 y2 of each map; None where it is cut as the map before."""
    before: object = None
    for source_map in maps:
        if source_map.layers is before:
            yield None
            continue
        before = source_map.layers
        numbered = [(meta.layers.index(layer), edges) for layer, edges in source_map.layers]
        rows = [np.column_stack([np.full(len(edges), number, np.int32), edges]) for number, edges in numbered]
        yield np.concatenate([np.empty((0, 5), np.int32), *rows])


def _strands(maps: Sequence[SourceMap]) -> Strands | None:
    if not any(m.drawn for m in maps):
        return None
    strands = Strands()
    for source_map in maps:
        strands.draw(source_map.drawn)
    return strands


def _moment(source_map: SourceMap) -> np.datetime64:
    """For sorting: a map without a time comes before those of its day that have one."""
    stamp = _stamp(source_map.published)
    return np.datetime64(0, "s") if np.isnat(stamp) else stamp


def _stamp(published: datetime | None) -> np.datetime64:
    if published is None:
        return np.datetime64("NaT", "s")
    utc = published.astimezone(UTC).replace(tzinfo=None) if published.tzinfo else published
    return np.datetime64(utc, "s")
