"""The ground whose holder differs between maps, for many pairs of maps at once, from the edges that differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.apart import layers_apart
from frontwatch.ground.holder import Floats, Ints, holder_codes
from frontwatch.ground.record import Record
from frontwatch.ground.scan import edge_crossings, km2, layer_shapes, stretches
from frontwatch.ground.settings import CHANGE_PIECE_DEGREES, CHANGE_ROW_DEGREES, STRIPS_AT_ONCE
from frontwatch.model import MapRef

Codes = NDArray[np.int8]
Strips = tuple[Ints, Ints, Floats, Floats, Codes, Codes]
"""Pair of maps, row, west end, east end, holder before, holder after, each (k,)."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """Pieces of ground, at most 400 m wide and 56 m high, whose holder differs; each array (k,)."""

    pair: Ints
    """Index into the pairs of maps asked."""
    row: Ints
    """Of the scan, ``CHANGE_ROW_DEGREES`` high."""
    west: Floats
    east: Floats
    """Ends, degrees."""
    km2: Floats
    before: Codes
    after: Codes
    """Indices into the record's holders."""

    @property
    def lon(self) -> Floats:
        """Middle, degrees."""
        return (self.west + self.east) / 2

    @property
    def lat(self) -> Floats:
        """Middle, degrees."""
        return np.asarray((self.row + 0.5) * CHANGE_ROW_DEGREES)


def pieces_between(record: Record, pairs: list[tuple[MapRef, MapRef]]) -> Pieces:
    """The ground whose holder differs between the two maps of each pair, on scan lines 56 m apart."""
    return _cut(_found(record, pairs))


def pieces_in_turn(record: Record, pairs: list[tuple[MapRef, MapRef]]) -> Iterator[Pieces]:
    """The same pieces, some at a time: those of a month of 2022 would fill the memory."""
    strips = _found(record, pairs)
    for start in range(0, len(strips[0]), STRIPS_AT_ONCE):
        pair, row, west, east, before, after = strips
        some = slice(start, start + STRIPS_AT_ONCE)
        yield _cut((pair[some], row[some], west[some], east[some], before[some], after[some]))


def _found(record: Record, pairs: list[tuple[MapRef, MapRef]]) -> Strips:
    apart = layers_apart(record, (m.index for pair in pairs for m in pair))
    return _strips(record, pairs) if apart else _strips_where_layers_overlap(record, pairs)


def _cut(strips: Strips) -> Pieces:
    """Strips cut into pieces of at most 400 m."""
    pair, row, west, east, before, after = strips
    parts = np.maximum(1, np.ceil((east - west) / CHANGE_PIECE_DEGREES).astype(int))
    strip = np.repeat(np.arange(len(row)), parts)
    nth = np.arange(len(strip)) - np.repeat(np.cumsum(parts) - parts, parts)
    width = ((east - west) / parts)[strip]
    begin, row = west[strip] + nth * width, row[strip]
    area = km2(row, width, CHANGE_ROW_DEGREES)
    return Pieces(pair[strip], row, begin, begin + width, area, before[strip], after[strip])


def _strips(record: Record, pairs: list[tuple[MapRef, MapRef]]) -> Strips:
    """Where no layers overlap: an edge of the later map is entered or left, one of the earlier the other way round.

    An edge that both maps have has the same ground on its left in both, so it never lies inside changed ground.
    """
    edge, pair, later = _differing(record, pairs)
    a = np.column_stack([record.lon1[edge], record.lat1[edge]])
    b = np.column_stack([record.lon2[edge], record.lat2[edge]])
    row, x, nth = edge_crossings(a, b, CHANGE_ROW_DEGREES)
    # Eastward over an edge that runs south its layer's ground begins.
    turn = np.where((b[:, 1] < a[:, 1]) == later, 1, -1)[nth]
    layer, at = record.layer[edge][nth], pair[nth]
    order = np.argsort(_place(at, row, x))
    row, x, turn, layer, at = row[order], x[order], turn[order], layer[order], at[order]
    more = np.stack([np.cumsum(turn * (layer == n)) for n in range(len(record.meta.layers))])[:, :-1]
    found = np.flatnonzero((more != 0).any(axis=0) & (np.diff(x) > 0))
    masks = [((more[:, found] == sign) * (1 << np.arange(len(more)))[:, None]).sum(axis=0) for sign in (-1, 1)]
    before, after = (holder_codes(mask, record.meta) for mask in masks)
    differs = before != after
    found = found[differs]
    return at[found], row[found], x[found], x[found + 1], before[differs], after[differs]


def _place(pair: Ints, row: Ints, x: Floats) -> Ints:
    """(c,) numbers that sort by pair, row and longitude, this to 1e-7 degree or better: 1 cm of a row."""
    if not len(row):
        return row
    low, west = int(row.min()), float(x.min())
    rows = int(row.max()) - low + 1
    steps = min(1 << 34, (1 << 62) // (rows * (int(pair.max()) + 1)))
    along = ((x - west) * (steps / 361.0)).astype(np.int64)
    return (pair * rows + (row - low)) * steps + along


def _differing(record: Record, pairs: list[tuple[MapRef, MapRef]]) -> tuple[NDArray[np.intp], Ints, NDArray[np.bool_]]:
    """(k,) the edges that stand in one map of a pair only, the pair, and whether it is the later map."""
    edges: list[NDArray[np.intp]] = []
    later: list[NDArray[np.bool_]] = []
    for since, on in pairs:
        was, is_now = ((record.first <= m.index) & (m.index <= record.last) for m in (since, on))
        edges.append(np.flatnonzero(was != is_now))
        later.append(is_now[edges[-1]])
    nothing = np.empty(0, np.int64)
    pair = np.repeat(np.arange(len(pairs)), [len(e) for e in edges])
    return np.concatenate([nothing, *edges]), pair, np.concatenate([nothing.astype(bool), *later])


def _strips_where_layers_overlap(record: Record, pairs: list[tuple[MapRef, MapRef]]) -> Strips:
    """As `_strips`, from all edges of both maps: another layer's edge may lie inside changed ground."""
    layers = len(record.meta.layers)
    found: list[Strips] = []
    for n, (since, on) in enumerate(pairs):
        row, west, east, mask = stretches([*layer_shapes(record, since), *layer_shapes(record, on)], CHANGE_ROW_DEGREES)
        before = holder_codes(mask & ((1 << layers) - 1), record.meta)
        after = holder_codes(mask >> layers, record.meta)
        d = before != after
        found.append((np.full(d.sum(), n), row[d], west[d], east[d], before[d], after[d]))
    if not found:
        empty, codes = np.empty(0), np.empty(0, np.int8)
        return np.empty(0, np.int64), np.empty(0, np.int64), empty, empty, codes, codes
    return (
        np.concatenate([f[0] for f in found]),
        np.concatenate([f[1] for f in found]),
        np.concatenate([f[2] for f in found]),
        np.concatenate([f[3] for f in found]),
        np.concatenate([f[4] for f in found]),
        np.concatenate([f[5] for f in found]),
    )
