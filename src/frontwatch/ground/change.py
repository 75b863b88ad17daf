"""What changed hands between two maps: gains and losses by side, sector and region, and the settlements."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.differing import pieces_between
from frontwatch.ground.holder import Floats
from frontwatch.ground.parts import part_of, parts
from frontwatch.ground.record import Record
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
    pieces = pieces_between(record, [(since, on)])
    sector = part_of(theatre, pieces, "sector")
    sectors = parts(theatre, "sector")
    everywhere = np.zeros(len(pieces.km2), np.int64)
    table = (record.meta.holders, pieces.km2, pieces.before, pieces.after)
    counted = sector >= 0
    changed = np.bincount(sector[counted], weights=pieces.km2[counted], minlength=len(sectors))
    return Change(
        since,
        on,
        record.meta.name,
        total=_gains([("", "all")], everywhere, *table),
        by_sector=_gains(sectors, sector, *table),
        by_region=_gains(parts(theatre, "region"), part_of(theatre, pieces, "region"), *table) if regions else (),
        changed_by_sector=tuple(
            (sectors[i][0], float(changed[i]))
            for i in np.lexsort((np.arange(len(sectors)), -changed))
            if changed[i] > 0
        ),
        settlements=_turned(record, theatre, since, on),
    )


def _gains(
    named: list[tuple[str, str]],
    part: NDArray[np.int64],
    holders: tuple[str, ...],
    area: Floats,
    before: NDArray[np.int8],
    after: NDArray[np.int8],
) -> tuple[Gain, ...]:
    """A row for each part in which something changed and each holder, in the order of the parts; the rest last."""
    rows = []
    for i, (id, name) in [*enumerate(named), (-1, ("-", "elsewhere"))]:
        here = part == i
        if not here.any() and len(named) > 1:
            continue
        if i < 0 and not here.any():
            continue
        for code, holder in enumerate(holders):
            gained = float(area[here & (after == code)].sum())
            lost = float(area[here & (before == code)].sum())
            if gained or lost or len(named) == 1:
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
