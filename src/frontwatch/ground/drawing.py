"""A source's rings as it drew them, each vertex kept once: a strand is one ring followed through the maps.

A strand's vertices stand in the order of its ring, those that were drawn at any time side by side; each stands in one
or more spans of maps. A list says which strands a map draws, in the source's order, and holds until the next list.
So the vertices of a ring on a map are those of its strand that stand in that map, in their order.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.settings import COORDINATE_UNIT

Ring = NDArray[np.float64]
"""(k, 2) degrees, as drawn; its first vertex stands again at the end."""
HOLE, NEXT_POLYGON, ONE_POLYGON, SEVERAL_POLYGONS = range(4)
"""What a listed ring begins: a hole, a further polygon of its feature, a feature of type Polygon or MultiPolygon."""
KINDS = 4


@dataclass(frozen=True, slots=True)
class DrawnFeature:
    """One feature of a source that shows ground of a layer, as drawn."""

    layer: int
    """Index into the record's layers."""
    several: bool
    """True where the source wrote a MultiPolygon."""
    polygons: tuple[tuple[Ring, ...], ...]
    """For each polygon its outer ring, then its holes."""


@dataclass(frozen=True)
class Drawing:
    """All that a source drew, over m maps; the strands' vertices are the first of the record's vertices."""

    strand_size: NDArray[np.int32]
    """(s,) vertices of each strand."""
    span_vertex: NDArray[np.int32]
    """(r,) first of a run of vertices."""
    span_size: NDArray[np.int32]
    """(r,) vertices in the run."""
    span_first: NDArray[np.int32]
    span_last: NDArray[np.int32]
    """(r,) the maps, both included, in which they stand where their strand is drawn."""
    list_map: NDArray[np.int32]
    """(l,) the map from which a list holds, ascending."""
    list_size: NDArray[np.int32]
    """(l,) its rings."""
    ring_strand: NDArray[np.int32]
    """(k,) strands of all lists."""
    ring_kind: NDArray[np.int32]
    """(k,) 4 times the layer, plus what the ring begins."""
    odd_vertex: NDArray[np.int32]
    """(e,) vertices whose coordinates are no whole 1e-7 degrees."""
    odd_lon: NDArray[np.float64]
    odd_lat: NDArray[np.float64]
    """(e,) those coordinates, degrees."""

    def fits(self, maps: int, layers: int, vertices: int) -> bool:
        """Whether its parts fit together and into a record of that many maps, layers and vertices."""
        d, strands = self, len(self.strand_size)
        size = int(d.strand_size.sum(dtype=np.int64))
        return (
            within(d.strand_size, 0, vertices)
            and size <= vertices
            and len(d.span_vertex) == len(d.span_size) == len(d.span_first) == len(d.span_last)
            and within(d.span_vertex, 0, size - 1)
            and within(d.span_size, 1, size)
            and bool((d.span_vertex.astype(np.int64) + d.span_size <= size).all())
            and within(d.span_first, 0, maps - 1)
            and within(d.span_last, 0, maps - 1)
            and bool((d.span_first <= d.span_last).all())
            and len(d.list_map) == len(d.list_size)
            and within(d.list_map, 0, maps - 1)
            and bool((np.diff(d.list_map) > 0).all())
            and within(d.list_size, 0, len(d.ring_strand))
            and int(d.list_size.sum(dtype=np.int64)) == len(d.ring_strand) == len(d.ring_kind)
            and within(d.ring_strand, 0, strands - 1)
            and within(d.ring_kind, 0, KINDS * layers - 1)
            and len(d.odd_vertex) == len(d.odd_lon) == len(d.odd_lat)
            and within(d.odd_vertex, 0, size - 1)
        )

    def arrays(self) -> dict[str, NDArray[Any]]:
        """Its arrays by name, in a fixed order."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @cached_property
    def _begins(self) -> NDArray[np.int64]:
        """(s + 1,) where each strand's vertices begin."""
        return np.concatenate([[0], np.cumsum(self.strand_size, dtype=np.int64)])

    @cached_property
    def _spans(self) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int32]]:
        """Vertex, first and last map of each vertex's span."""
        nth = np.arange(self.span_size.sum()) - np.repeat(np.cumsum(self.span_size) - self.span_size, self.span_size)
        vertex = np.repeat(self.span_vertex, self.span_size) + nth
        return vertex, np.repeat(self.span_first, self.span_size), np.repeat(self.span_last, self.span_size)

    def rings_on(self, index: int) -> list[tuple[int, int, NDArray[np.int64]]]:
        """Kind, strand and vertices of each ring that map draws, in the source's order."""
        at = int(np.searchsorted(self.list_map, index, side="right")) - 1
        if at < 0:
            return []
        stop = int(self.list_size[: at + 1].sum())
        listed = slice(stop - int(self.list_size[at]), stop)
        vertex, first, last = self._spans
        stands = np.zeros(self._begins[-1], bool)
        stands[vertex[(first <= index) & (index <= last)]] = True
        return [
            (kind, strand, begin + np.flatnonzero(stands[begin : self._begins[strand + 1]]))
            for kind, strand in zip(self.ring_kind[listed].tolist(), self.ring_strand[listed].tolist(), strict=True)
            for begin in [int(self._begins[strand])]
        ]


def within(values: NDArray[Any], low: int, high: int) -> bool:
    """Whether all numbers lie from the one bound to the other, both included."""
    return not len(values) or (int(values.min()) >= low and int(values.max()) <= high)


class Drawn:
    """Reads the features of map after map out of a drawing; rings that did not change are the same arrays."""

    def __init__(self, drawing: Drawing, x: NDArray[np.int32], y: NDArray[np.int32]) -> None:
        self._drawing = drawing
        size = int(drawing.strand_size.sum())
        self._lonlat = np.column_stack([x[:size], y[:size]]) / round(1 / COORDINATE_UNIT)
        self._lonlat[drawing.odd_vertex] = np.column_stack([drawing.odd_lon, drawing.odd_lat])
        self._rings: dict[int, tuple[bytes, Ring]] = {}

    def features(self, index: int) -> tuple[DrawnFeature, ...]:
        """What the map of that index draws, in the source's order, every ring and coordinate as there."""
        found: list[tuple[int, bool, list[list[Ring]]]] = []
        for kind, strand, vertices in self._drawing.rings_on(index):
            layer, begins = divmod(kind, KINDS)
            if begins in (ONE_POLYGON, SEVERAL_POLYGONS):
                found.append((layer, begins == SEVERAL_POLYGONS, []))
            if begins != HOLE:
                found[-1][2].append([])
            found[-1][2][-1].append(self._ring(strand, vertices))
        return tuple(DrawnFeature(layer, several, tuple(map(tuple, polygons))) for layer, several, polygons in found)

    def _ring(self, strand: int, vertices: NDArray[np.int64]) -> Ring:
        key = vertices.tobytes()
        known = self._rings.get(strand)
        if known is None or known[0] != key:
            known = self._rings[strand] = (key, self._lonlat[np.append(vertices, vertices[:1])])
        return known[1]
