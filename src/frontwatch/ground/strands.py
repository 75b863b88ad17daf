"""Follows a source's rings from map to map, so that each vertex is kept once: makes a ``Drawing``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.alignment import stayed
from frontwatch.ground.drawing import (
    HOLE,
    KINDS,
    NEXT_POLYGON,
    ONE_POLYGON,
    SEVERAL_POLYGONS,
    Drawing,
    DrawnFeature,
    Ring,
)
from frontwatch.ground.settings import COORDINATE_UNIT
from frontwatch.ground.vertices import packed, unpacked

Numbers = NDArray[np.int64]
"""(k,) the vertices of a ring, each by the number of its point."""
Rows = NDArray[np.intp]
END = -1
ASKED = 100
"""So many of a ring's points, or a few more, are asked for the strands that had them."""
FIRST_ODD = int(np.iinfo(np.int64).min)
"""Below all that coordinates on Earth pack to."""
REVIVED = 4
"""Vertices that went are looked through, before new ones are made, up to this many times the number wanted."""


class Strands:
    """Takes the maps one after another, in the record's order."""

    def __init__(self) -> None:
        self._odd: dict[tuple[float, float], int] = {}
        self._points: list[int] = []
        self._next: list[int] = []
        self._since: list[int] = []
        self._spans: list[tuple[int, int, int]] = []
        self._heads: list[int] = []
        self._now: list[Rows] = []
        self._rings: list[Numbers] = []
        self._had: list[frozenset[int]] = []
        self._keys: list[bytes] = []
        self._by_key: dict[bytes, list[int]] = {}
        self._by_point: dict[int, list[int]] = {}
        self._lists: list[tuple[int, list[tuple[int, int]]]] = []
        self._maps = 0

    def draw(self, features: Sequence[DrawnFeature]) -> None:
        """Take the next map."""
        kinds, rings = _rings(features)
        keys = [ring.tobytes() for ring in rings]
        taken: set[int] = set()
        strands = [self._unchanged(key, taken) for key in keys]
        for n, ring in enumerate(rings):
            if strands[n] == END:
                strands[n] = self._changed(self._numbered(ring), keys[n], taken)
        listed = list(zip(strands, kinds, strict=True))
        if not self._lists or self._lists[-1][1] != listed:
            self._lists.append((self._maps, listed))
        self._maps += 1

    def _unchanged(self, key: bytes, taken: set[int]) -> int:
        """A strand that is this very ring now; END where there is none left."""
        found = next((s for s in self._by_key.get(key, ()) if s not in taken), END)
        if found != END:
            taken.add(found)
        return found

    def _numbered(self, ring: Ring) -> Numbers:
        """The vertices as packed whole steps, the few that are none by a number of their own."""
        steps = np.rint(ring[:-1] / COORDINATE_UNIT)
        numbers = packed(steps[:, 0], steps[:, 1])
        for n in np.flatnonzero((steps / round(1 / COORDINATE_UNIT) != ring[:-1]).any(axis=1)).tolist():
            numbers[n] = self._odd.setdefault(tuple(ring[n].tolist()), FIRST_ODD + len(self._odd))
        return numbers

    def _changed(self, ring: Numbers, key: bytes, taken: set[int]) -> int:
        """The strand that shares most of the ring's vertices, if half of them, redrawn; else a new one."""
        points = frozenset(ring.tolist())
        strand = self._alike(ring, points, taken)
        if strand == END:
            strand = len(self._heads)
            self._heads.append(END)
            self._now.append(np.empty(0, np.intp))
            self._rings.append(np.empty(0, np.int64))
            self._had.append(frozenset())
            self._keys.append(b"")
        taken.add(strand)
        self._redraw(strand, ring)
        if (former := self._keys[strand]) in self._by_key:
            self._by_key[former].remove(strand)
        self._keys[strand], self._rings[strand], self._had[strand] = key, ring, points
        self._by_key.setdefault(key, []).append(strand)
        return strand

    def _alike(self, ring: Numbers, points: frozenset[int], taken: set[int]) -> int:
        """The free strand that had most of some of the ring's points, if it has half of all; or END."""
        some = ring[:: max(1, len(ring) // ASKED)].tolist()
        had = Counter(s for point in some for s in self._by_point.get(point, ()) if s not in taken)
        strand, _ = min(had.items(), key=lambda item: (-item[1], item[0]), default=(END, 0))
        return strand if strand != END and 2 * len(points & self._had[strand]) >= len(points) else END

    def _redraw(self, strand: int, ring: Numbers) -> None:
        now = self._now[strand]
        old, new = stayed(self._rings[strand], ring)
        left = np.ones(len(now), bool)
        left[old] = False
        for row in now[left].tolist():
            self._close(row)
        rows = np.full(len(ring), END)
        rows[new] = now[old]
        known = [END, *new.tolist(), len(ring)]
        for n in np.flatnonzero(np.diff(known) > 1).tolist():
            after, before = known[n], known[n + 1]
            rows[after + 1 : before] = self._place(
                strand,
                int(rows[after]) if after != END else END,
                int(rows[before]) if before < len(ring) else END,
                ring[after + 1 : before],
            )
        self._now[strand] = rows

    def _close(self, row: int) -> None:
        if self._since[row] < self._maps:
            self._spans.append((row, self._since[row], self._maps - 1))
        self._since[row] = END

    def _place(self, strand: int, after: int, before: int, wanted: Numbers) -> list[int]:
        """Rows for the wanted vertices between two rows: those that stood there once, and new ones."""
        gone: list[int] = []
        row = self._following(strand, after)
        while row not in (before, END) and len(gone) < REVIVED * len(wanted):
            gone.append(row)
            row = self._next[row]
        stood: dict[int, list[int]] = {}
        for k in range(len(gone) - 1, -1, -1):
            stood.setdefault(self._points[gone[k]], []).append(k)
        rows: list[int] = []
        passed = END
        for point in wanted.tolist():
            ways = stood.get(point, [])
            while ways and ways[-1] <= passed:
                ways.pop()
            if ways:
                passed = ways.pop()
                after = gone[passed]
                self._since[after] = self._maps
            else:
                after = self._new(strand, after, point)
            rows.append(after)
        return rows

    def _following(self, strand: int, after: int) -> int:
        return self._heads[strand] if after == END else self._next[after]

    def _new(self, strand: int, after: int, point: int) -> int:
        row = len(self._points)
        self._points.append(point)
        self._since.append(self._maps)
        self._next.append(self._following(strand, after))
        if after == END:
            self._heads[strand] = row
        else:
            self._next[after] = row
        known = self._by_point.setdefault(point, [])
        if strand not in known:
            known.append(strand)
        return row

    def drawing(self) -> tuple[NDArray[np.int32], NDArray[np.int32], Drawing]:
        """Longitude and latitude of the strands' vertices in units of 1e-7 degree, and the drawing."""
        order = [row for head in self._heads for row in self._chain(head)]
        sizes = [sum(1 for _ in self._chain(head)) for head in self._heads]
        at = np.empty(len(order), np.int64)
        at[order] = np.arange(len(order))
        points = np.array([self._points[row] for row in order], np.int64)
        odd = np.flatnonzero(points < FIRST_ODD + len(self._odd))
        lonlat = np.array(list(self._odd), np.float64).reshape(-1, 2)[points[odd] - FIRST_ODD]
        points[odd] = packed(*np.rint(lonlat / COORDINATE_UNIT).T)
        open_spans = [(row, since, self._maps - 1) for row, since in enumerate(self._since) if since != END]
        spans = np.array([*self._spans, *open_spans], np.int64).reshape(-1, 3)
        spans[:, 0] = at[spans[:, 0]]
        vertex, size, first, last = _runs(spans)
        listed = np.array([ring for _, rings in self._lists for ring in rings], np.int32).reshape(-1, 2)
        return (
            *unpacked(points),
            Drawing(
                strand_size=np.array(sizes, np.int32),
                span_vertex=vertex,
                span_size=size,
                span_first=first,
                span_last=last,
                list_map=np.array([at for at, _ in self._lists], np.int32),
                list_size=np.array([len(rings) for _, rings in self._lists], np.int32),
                ring_strand=np.ascontiguousarray(listed[:, 0]),
                ring_kind=np.ascontiguousarray(listed[:, 1]),
                odd_vertex=odd.astype(np.int32),
                odd_lon=np.ascontiguousarray(lonlat[:, 0]),
                odd_lat=np.ascontiguousarray(lonlat[:, 1]),
            ),
        )

    def _chain(self, row: int) -> list[int]:
        found: list[int] = []
        while row != END:
            found.append(row)
            row = self._next[row]
        return found


def _rings(features: Sequence[DrawnFeature]) -> tuple[list[int], list[Ring]]:
    """The kind of each ring, and the rings, in order."""
    kinds: list[int] = []
    rings: list[Ring] = []
    for feature in features:
        begins = SEVERAL_POLYGONS if feature.several else ONE_POLYGON
        for polygon in feature.polygons:
            for ring in polygon:
                kinds.append(KINDS * feature.layer + begins)
                rings.append(ring)
                begins = HOLE
            begins = NEXT_POLYGON
    return kinds, rings


def _runs(spans: NDArray[np.int64]) -> tuple[NDArray[np.int32], ...]:
    """First vertex, number, first and last map of the runs of neighbouring vertices that stand in the same maps."""
    spans = spans[np.lexsort((spans[:, 0], spans[:, 2], spans[:, 1]))]
    step = np.diff(spans, axis=0)
    begin = np.flatnonzero(np.append(len(spans) > 0, (step != (1, 0, 0)).any(axis=1))[: len(spans)])
    size = np.diff(np.append(begin, len(spans)))
    runs = np.column_stack([spans[begin, 0], size, spans[begin, 1], spans[begin, 2]])
    runs = runs[np.lexsort((runs[:, 2], runs[:, 0]))]
    return tuple(np.ascontiguousarray(column, np.int32) for column in runs.T)
