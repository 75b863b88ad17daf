"""Which part of the theatre ground counts to: the nearest anchor's sector, the region it lies in or beside."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.differing import Pieces
from frontwatch.ground.holder import Floats, Ints
from frontwatch.ground.local import km_per_degree
from frontwatch.ground.outline import unit_near, units
from frontwatch.ground.settings import CELLS_AT_ONCE, CHANGE_OUTSIDE_KM, CHANGE_PIECE_DEGREES, SECTOR_REACH_KM
from frontwatch.theatre.theatre import Theatre

Part = Literal["sector", "region"]


def parts(theatre: Theatre, by: Part) -> list[tuple[str, str]]:
    """(id, name) of all sectors, or of all regions with an outline."""
    if by == "sector":
        return [(s.id, s.name) for s in theatre.sectors]
    return [(r.code, r.name) for r in units(theatre)]


def part_of(theatre: Theatre, pieces: Pieces, by: Part) -> Ints:
    """(k,) index into `parts` of the part that each piece counts to, -1 none; asked once for each cell of 400 m."""
    lon, lat, of = _cells(pieces.lon, pieces.lat)
    if by == "sector":
        return nearest_sector(theatre, lon, lat)[of]
    return unit_near(theatre, lon, lat, CHANGE_OUTSIDE_KM)[of]


def nearest_sector(theatre: Theatre, lon: Floats, lat: Floats) -> Ints:
    """(k,) index of the sector whose anchor is nearest, -1 beyond reach."""
    if not theatre.sectors or not len(lon):
        return np.full(len(lon), -1)
    east, north = km_per_degree(lat)
    nearest, least = np.full(len(lon), -1), np.full(len(lon), SECTOR_REACH_KM**2)
    for n, sector in enumerate(theatre.sectors):
        anchor = theatre.place(sector.anchor)
        # The mean of the scales at both ends stands for the scale half-way: at 60 km it is off by 1e-5.
        own_east, own_north = km_per_degree(anchor.lat)
        x, y = (lon - anchor.lon) * (east + own_east) / 2, (lat - anchor.lat) * (north + own_north) / 2
        km2 = x * x + y * y
        nearer = km2 < least if n else km2 <= least
        nearest[nearer], least[nearer] = n, km2[nearer]
    return nearest


def _cells(lon: Floats, lat: Floats) -> tuple[Floats, Floats, NDArray[np.intp]]:
    """Middles of the cells that points fall in, and the cell of each point."""
    if not len(lon):
        return lon, lat, np.empty(0, np.int64)
    x, y = (np.rint(v / CHANGE_PIECE_DEGREES).astype(np.int64) for v in (lon, lat))
    west, south = int(x.min()), int(y.min())
    columns, rows = int(x.max()) - west + 1, int(y.max()) - south + 1
    key = (y - south) * columns + (x - west)
    if columns * rows > CELLS_AT_ONCE:
        cell, of = np.unique(key, return_inverse=True)
    else:  # a table of all cells of the box costs less than sorting
        there = np.zeros(columns * rows, bool)
        there[key] = True
        cell = np.flatnonzero(there)
        number = np.empty(columns * rows, np.int32)
        number[cell] = np.arange(len(cell))
        of = number[key]
    return (cell % columns + west) * CHANGE_PIECE_DEGREES, (cell // columns + south) * CHANGE_PIECE_DEGREES, of
