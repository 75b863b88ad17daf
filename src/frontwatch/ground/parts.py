"""Which part of the theatre ground counts to: the nearest anchor's sector, the region it lies in or beside."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.differing import Pieces
from frontwatch.ground.holder import Floats, Ints
from frontwatch.ground.local import to_km
from frontwatch.ground.outline import unit_near, units
from frontwatch.ground.settings import CHANGE_OUTSIDE_KM, CHANGE_PIECE_DEGREES, SECTOR_REACH_KM
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
    anchors = [theatre.place(s.anchor) for s in theatre.sectors]
    km = np.stack([np.hypot(*to_km(lon, lat, a.lon, a.lat)) for a in anchors])
    return np.where(km.min(axis=0) <= SECTOR_REACH_KM, km.argmin(axis=0), -1)


def _cells(lon: Floats, lat: Floats) -> tuple[Floats, Floats, NDArray[np.intp]]:
    """Middles of the cells that points fall in, and the cell of each point."""
    x, y = (np.round(v / CHANGE_PIECE_DEGREES).astype(np.int64) for v in (lon, lat))
    key, of = np.unique(x * 2**20 + (y + 2**19), return_inverse=True)
    return (key >> 20) * CHANGE_PIECE_DEGREES, ((key & (2**20 - 1)) - 2**19) * CHANGE_PIECE_DEGREES, of
