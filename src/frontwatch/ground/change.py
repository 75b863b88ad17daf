"""What changed hands between two maps: gains and losses by side, sector and region, and the settlements."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.holder import Floats, holder_codes
from frontwatch.ground.local import to_km
from frontwatch.ground.outline import unit_near, units
from frontwatch.ground.record import Record
from frontwatch.ground.scan import km2, layer_shapes, stretches
from frontwatch.ground.settings import CHANGE_OUTSIDE_KM, CHANGE_PIECE_DEGREES, CHANGE_ROW_DEGREES, SECTOR_REACH_KM
from frontwatch.model import MapRef, Place
from frontwatch.theatre.theatre import Theatre


@dataclass(frozen=True, slots=True)
class Gain:
    """What one holder gained and lost in one part of the theatre."""

    id: str
    """A sector's or region's id; "" all of it, "-" the ground that counts to none."""
    name: str
    holder: str
    gained_km2: float
    lost_km2: float

    @property
    def net_km2(self) -> float:
        """Gained less lost."""
        return self.gained_km2 - self.lost_km2


@dataclass(frozen=True, slots=True)
class Turned:
    """A settlement whose centre another holder has on the later map."""

    place: Place
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """What changed between two maps of one record."""

    since: MapRef
    on: MapRef
    source: str
    total: tuple[Gain, ...]
    by_sector: tuple[Gain, ...]
    by_region: tuple[Gain, ...]
    changed_by_sector: tuple[tuple[str, float], ...]
    """(sector id, km² that changed hands at all), most first."""
    settlements: tuple[Turned, ...]

    def of(self, holder: str, *, sector: str = "", region: str = "") -> Gain:
        """What a holder gained and lost in a sector, a region, or (neither given) in all."""
        rows = self.by_sector if sector else self.by_region if region else self.total
        found = (g for g in rows if g.holder == holder and g.id == (sector or region))
        return next(found, Gain(sector or region, "", holder, 0.0, 0.0))


def change(record: Record, theatre: Theatre, since: MapRef, on: MapRef, *, regions: bool = True) -> Change:
    """Ground whose holder differs between two maps, by scan lines 56 m apart.

    Gained is gross: ground that came to a holder; lost, ground that left it. A piece counts to the sector of the
    nearest anchor within 60 km, and to the region it lies in, or the nearest one up to 3 km outside: nothing is cut
    at a border that is drawn worse than that. Without `regions` nothing is counted by region, which takes half as long.
    """
    lon, lat, area, before, after = changed_pieces(record, since, on)
    cell_lon, cell_lat, of = _cells(lon, lat)
    sector = nearest_sector(theatre, cell_lon, cell_lat)[of]
    sectors = [(s.id, s.name) for s in theatre.sectors]
    everywhere = np.zeros(len(lon), np.int64)
    table = (record.meta.holders, area, before, after)
    changed = np.bincount(sector[sector >= 0], weights=area[sector >= 0], minlength=len(sectors))
    return Change(
        since,
        on,
        record.meta.name,
        total=_gains([("", "all")], everywhere, *table),
        by_sector=_gains(sectors, sector, *table),
        by_region=_gains(
            [(r.code, r.name) for r in units(theatre)],
            unit_near(theatre, cell_lon, cell_lat, CHANGE_OUTSIDE_KM)[of],
            *table,
        )
        if regions
        else (),
        changed_by_sector=tuple(
            (sectors[i][0], float(changed[i]))
            for i in np.lexsort((np.arange(len(sectors)), -changed))
            if changed[i] > 0
        ),
        settlements=_turned(record, theatre, since, on),
    )


def changed_pieces(
    record: Record, since: MapRef, on: MapRef
) -> tuple[Floats, Floats, Floats, NDArray[np.int8], NDArray[np.int8]]:
    """(k,) middle, km² and holders (before, after; indices of the record's holders) of pieces that differ."""
    layers = len(record.meta.layers)
    row, west, east, mask = stretches([*layer_shapes(record, since), *layer_shapes(record, on)], CHANGE_ROW_DEGREES)
    before = holder_codes(mask & ((1 << layers) - 1), record.meta)
    after = holder_codes(mask >> layers, record.meta)
    differs = before != after
    row, west, east, before, after = row[differs], west[differs], east[differs], before[differs], after[differs]
    parts = np.maximum(1, np.ceil((east - west) / CHANGE_PIECE_DEGREES).astype(int))
    piece = np.repeat(np.arange(len(row)), parts)
    nth = np.arange(len(piece)) - np.repeat(np.cumsum(parts) - parts, parts)
    width = ((east - west) / parts)[piece]
    lon = west[piece] + (nth + 0.5) * width
    lat = (row[piece] + 0.5) * CHANGE_ROW_DEGREES
    return lon, lat, km2(row[piece], width, CHANGE_ROW_DEGREES), before[piece], after[piece]


def _cells(lon: Floats, lat: Floats) -> tuple[Floats, Floats, NDArray[np.intp]]:
    """Middles of the cells that points fall in, and the cell of each point."""
    x, y = (np.round(v / CHANGE_PIECE_DEGREES).astype(np.int64) for v in (lon, lat))
    key, of = np.unique(x * 2**20 + (y + 2**19), return_inverse=True)
    return (key >> 20) * CHANGE_PIECE_DEGREES, ((key & (2**20 - 1)) - 2**19) * CHANGE_PIECE_DEGREES, of


def nearest_sector(theatre: Theatre, lon: Floats, lat: Floats) -> NDArray[np.int64]:
    """(k,) index of the sector whose anchor is nearest, -1 beyond reach."""
    if not theatre.sectors or not len(lon):
        return np.full(len(lon), -1)
    anchors = [theatre.place(s.anchor) for s in theatre.sectors]
    km = np.stack([np.hypot(*to_km(lon, lat, a.lon, a.lat)) for a in anchors])
    nearest = km.argmin(axis=0)
    return np.where(km.min(axis=0) <= SECTOR_REACH_KM, nearest, -1)


def _gains(
    parts: list[tuple[str, str]],
    part: NDArray[np.int64],
    holders: tuple[str, ...],
    area: Floats,
    before: NDArray[np.int8],
    after: NDArray[np.int8],
) -> tuple[Gain, ...]:
    """A row for each part in which something changed and each holder, in the order of the parts; the rest last."""
    rows = []
    for i, (id, name) in [*enumerate(parts), (-1, ("-", "elsewhere"))]:
        here = part == i
        if not here.any() and len(parts) > 1:
            continue
        if i < 0 and not here.any():
            continue
        for code, holder in enumerate(holders):
            gained = float(area[here & (after == code)].sum())
            lost = float(area[here & (before == code)].sum())
            if gained or lost or len(parts) == 1:
                rows.append(Gain(id, name, holder, gained, lost))
    return tuple(rows)


def _turned(record: Record, theatre: Theatre, since: MapRef, on: MapRef) -> tuple[Turned, ...]:
    """Settlements whose centre changed hands, the largest first."""
    p = theatre.places
    rows = np.flatnonzero(p.covered)
    before = record.holder(p.lon[rows], p.lat[rows], since.index)
    after = record.holder(p.lon[rows], p.lat[rows], on.index)
    found = [
        Turned(theatre.place(int(p.ids[rows[k]])), str(before[k]), str(after[k]))
        for k in np.flatnonzero(before != after)
    ]
    return tuple(sorted(found, key=lambda t: (-t.place.population, t.place.id)))
