"""A record out of maps: rings to edges, edges to lifetimes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.drawing import DrawnFeature
from frontwatch.ground.errors import BadSource
from frontwatch.ground.format import COLUMNS, COORDINATES, Layer, RecordMeta, RecordTable
from frontwatch.ground.settings import COORDINATE_UNIT
from frontwatch.ground.strands import Strands

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
    rows = _lifetimes(kept, meta)
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
    wanted = np.concatenate([_packed(edges[:, 0], edges[:, 1]), _packed(edges[:, 2], edges[:, 3])])
    given = _packed(x, y)
    made = np.setdiff1d(wanted, given)
    x = np.append(x, (made >> 32).astype(np.int32))
    y = np.append(y, (made & 0xFFFFFFFF).astype(np.uint32).view(np.int32))
    keys, at = np.unique(np.append(given, made), return_index=True)
    vertex = at[np.searchsorted(keys, wanted)]
    return x, y, vertex[: len(edges)], vertex[len(edges) :]


def _packed(x: NDArray[Any], y: NDArray[Any]) -> NDArray[np.int64]:
    """Two 32-bit numbers as one."""
    return x.astype(np.int64) << 32 | y.astype(np.int64) & 0xFFFFFFFF


def _uncancelled(edges: EdgeArray) -> EdgeArray:
    """One edge for each stretch that odd many rings run along, in the direction most of them take."""
    a, b = edges[:, :2], edges[:, 2:]
    back = (a[:, 0] > b[:, 0]) | ((a[:, 0] == b[:, 0]) & (a[:, 1] > b[:, 1]))
    same = (a == b).all(axis=1)
    forward = np.where(back[:, None], edges[:, [2, 3, 0, 1]], edges)[~same]
    sign = np.where(back, -1, 1)[~same]
    if not len(forward):
        return np.empty((0, 4), np.int32)
    order = np.lexsort(forward.T[::-1])
    forward, sign = forward[order], sign[order]
    starts = np.flatnonzero(np.append(True, (forward[1:] != forward[:-1]).any(axis=1)))
    net = np.add.reduceat(sign, starts)
    odd = net % 2 != 0
    kept, net = forward[starts[odd]], net[odd]
    return np.ascontiguousarray(np.where((net < 0)[:, None], kept[:, [2, 3, 0, 1]], kept), dtype=np.int32)


def _lifetimes(maps: Sequence[SourceMap], meta: RecordMeta) -> NDArray[np.int32]:
    """(n, 7): layer x1 y1 x2 y2 first last, one row for each time an edge lives."""
    numbers: dict[bytes, int] = {}
    since: dict[int, int] = {}
    spans: list[tuple[int, int, int]] = []
    before: frozenset[int] = frozenset()
    layers: object = None
    for index, source_map in enumerate(maps):
        if source_map.layers is layers:
            continue
        layers = source_map.layers
        now = frozenset(numbers.setdefault(key, len(numbers)) for key in _keys(source_map, meta))
        spans += [(edge, since.pop(edge), index - 1) for edge in before - now]
        since.update(dict.fromkeys(now - before, index))
        before = now
    spans += [(edge, begun, len(maps) - 1) for edge, begun in since.items()]
    lives = np.array(spans, np.int32).reshape(-1, 3)
    rows = np.frombuffer(b"".join(numbers), "<i4").reshape(-1, 5)
    return np.hstack([rows[lives[:, 0]], lives[:, 1:]]).astype(np.int32)


def _keys(source_map: SourceMap, meta: RecordMeta) -> list[bytes]:
    """Each edge of a map as 20 bytes: layer, x1, y1, x2, y2."""
    keys: list[bytes] = []
    for layer, edges in source_map.layers:
        index = np.full((len(edges), 1), meta.layers.index(layer), np.int32)
        rows = np.ascontiguousarray(np.hstack([index, edges]).astype("<i4"))
        keys += rows.view("V20").ravel().tolist()
    return keys


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
