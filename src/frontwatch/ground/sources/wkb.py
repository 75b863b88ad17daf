"""Polygons out of one geometry in well-known binary, as GeoPackage, Shapefile and GeoParquet hold it.

Read here and not by GEOS, whose reader follows nested collections until the stack ends.
"""

from __future__ import annotations

import struct

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.errors import DamagedMap
from frontwatch.ground.sources.polygons import Drawn, drawn_rings

FIRST_BYTES = (b"\0", b"\1")
"""Of every well-known binary: its byte order; no JSON begins with one of them."""
POINT, LINE, POLYGON, POINTS, LINES, POLYGONS = range(1, 7)
EWKB_Z, EWKB_M, EWKB_SRID = 0x80000000, 0x40000000, 0x20000000
Rings = list[NDArray[np.float64]]


def drawn_in_wkb(geometry: bytes, file: str) -> Drawn:
    """The rings of one geometry; points give none; heights are dropped.

    Raises: DamagedMap: no such geometry, a line, a ring that is open or not on Earth.
    """
    try:
        return drawn_rings(_drawn(geometry, file), file, several=_head(geometry, 0)[0] != POLYGON)
    except (struct.error, ValueError) as error:
        raise DamagedMap(file, "has a geometry that is cut short") from error


def _drawn(data: bytes, file: str) -> list[Rings]:
    """The rings of each polygon."""
    kind, size, at = _head(data, 0)
    if kind in (POINT, POINTS):
        return []
    if kind == POLYGON:
        return [_rings(data, at, size)[0]]
    if kind != POLYGONS:
        what = "line" if kind in (LINE, LINES) else f"geometry of type {kind}"
        raise DamagedMap(file, f"has a {what} where ground is drawn as Polygon or MultiPolygon")
    (count,) = struct.unpack_from(_order(data, 0) + "I", data, at)
    at += 4
    found: list[Rings] = []
    for _ in range(count):
        kind, size, start = _head(data, at)
        if kind != POLYGON:
            raise DamagedMap(file, f"has a MultiPolygon with a part of type {kind}")
        rings, at = _rings(data, start, size, _order(data, at))
        found.append(rings)
    return found


def _order(data: bytes, at: int) -> str:
    return "<" if data[at : at + 1] == b"\1" else ">"


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    """A geometry's kind, how many numbers a point has, and where its content begins."""
    (code,) = struct.unpack_from(_order(data, at) + "I", data, at + 1)
    after = at + 5 + (4 if code & EWKB_SRID else 0)
    high, kind = divmod(code & 0x0FFFFFFF, 1000)
    size = 2 + bool(code & EWKB_Z) + bool(code & EWKB_M) + (0, 1, 1, 2)[min(high, 3)]
    return kind, size, after


def _rings(data: bytes, at: int, size: int, order: str = "") -> tuple[Rings, int]:
    """The rings of a polygon, each (k, 2), and where the next geometry begins."""
    order = order or _order(data, 0)
    (count,) = struct.unpack_from(order + "I", data, at)
    at += 4
    found: Rings = []
    for _ in range(count):
        (points,) = struct.unpack_from(order + "I", data, at)
        numbers = np.frombuffer(data, f"{order}f8", points * size, at + 4)
        found.append(numbers.reshape(-1, size)[:, :2].astype(np.float64))
        at += 4 + points * size * 8
    return found, at
