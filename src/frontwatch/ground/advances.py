"""How deep each side pushed, period by period: the farthest that ground gained lies from the ground it had before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.differing import pieces_between
from frontwatch.ground.facing import Facing, facing_edges, facing_of
from frontwatch.ground.gains import Periods
from frontwatch.ground.holder import Floats, Ints
from frontwatch.ground.local import to_km
from frontwatch.ground.record import Record
from frontwatch.ground.settings import ADVANCE_CELL_DEGREES, CHANGE_PIECE_DEGREES, NEAR_KM
from frontwatch.model import CONTESTED
from frontwatch.theatre.theatre import Theatre

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Advances:
    """The longest advance of each side in each period in which it gained ground near ground it had; k rows."""

    source: str
    sides: tuple[str, ...]
    since: NDArray[np.datetime64]
    on: NDArray[np.datetime64]
    """(k,) days of the period's two maps."""
    side: Ints
    """(k,) index into the sides."""
    km: Floats
    """(k,) depth."""
    lon: Floats
    lat: Floats
    """(k,) the point that deep, degrees."""

    def table(self) -> pa.Table:
        """``since``, ``on``, ``side``, ``km``, ``lon``, ``lat``."""
        import pyarrow as pa

        return pa.table(
            {
                "since": pa.array(self.since, pa.date32()),
                "on": pa.array(self.on, pa.date32()),
                "side": pa.array([self.sides[i] for i in self.side], pa.string()),
                "km": pa.array(self.km, pa.float64()),
                "lon": pa.array(self.lon, pa.float64()),
                "lat": pa.array(self.lat, pa.float64()),
            }
        )


def advances(record: Record, theatre: Theatre, periods: Periods) -> Advances:
    """The longest advance of each side in each period, from pieces of 400 by 56 m; ground over 60 km off is left out.

    A side's own country beyond the theatre's border counts as ground it had. Ground may have changed hands more than
    once between a period's maps, and need not have been entered from the nearest side: this is a depth, not a way.
    """
    days = np.unique(record.days)
    sides = tuple(h for h in record.meta.holders if h != CONTESTED)
    facing = [facing_edges(record, theatre, side) for side in sides]
    home = [_border(theatre, side) for side in sides]
    rows: list[tuple[np.datetime64, np.datetime64, int, float, float, float]] = []
    for since, on in periods:
        pieces = pieces_between(record, [(since, on)])
        day = int(np.searchsorted(days, np.datetime64(since.day, "D")))
        for code in range(len(sides)):
            gained = pieces.after == code
            lon, lat = _thinned(pieces.lon[gained], pieces.lat[gained])
            km = np.minimum(_depths(facing[code].on(day), lon, lat), _depths(home[code], lon, lat))
            if np.isfinite(km).any():
                k = int(np.argmax(np.where(np.isfinite(km), km, -1.0)))
                rows.append((np.datetime64(since.day), np.datetime64(on.day), code, km[k], lon[k], lat[k]))
    since_day, on_day, side, depth, x, y = zip(*rows, strict=True) if rows else [()] * 6
    return Advances(
        record.meta.name,
        sides,
        np.array(since_day, "datetime64[D]"),
        np.array(on_day, "datetime64[D]"),
        np.array(side, np.int64),
        *(np.array(v, np.float64) for v in (depth, x, y)),
    )


def _border(theatre: Theatre, side: str) -> Facing:
    """The theatre's border with a side's own country."""
    lines = [b.line for b in theatre.borders if b.with_ == side] or [np.empty((0, 2))]
    (lon1, lat1), (lon2, lat2) = (np.vstack([line[cut] for line in lines]).T for cut in (slice(-1), slice(1, None)))
    always = np.zeros(len(lon1), np.int64)
    return facing_of((lon1, lat1, lon2, lat2), always, always + 1, on_left=True)


def _thinned(lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
    """One point of each cell of 400 m that has any."""
    cell = np.round(lon / CHANGE_PIECE_DEGREES).astype(np.int64) * 2**20 + np.round(lat / CHANGE_PIECE_DEGREES).astype(
        np.int64
    )
    _, one = np.unique(cell, return_index=True)
    return lon[one], lat[one]


def _depths(old: Facing, lon: Floats, lat: Floats) -> Floats:
    """(k,) km from points to the nearest edge; inf beyond 60 km."""
    found = np.full(len(lon), np.inf)
    cell = np.floor(lon / ADVANCE_CELL_DEGREES) * 10_000 + np.floor(lat / ADVANCE_CELL_DEGREES)
    order = np.argsort(cell, kind="stable")
    for part in np.split(order, np.flatnonzero(np.diff(cell[order])) + 1):
        if not len(part):
            continue
        x, y = float(lon[part].mean()), float(lat[part].mean())
        radius = float(np.hypot(*to_km(lon[part], lat[part], x, y)).max())
        edges, km = old.within(x, y, NEAR_KM + radius)
        if len(edges):
            near = edges[km <= km.min() + 2 * radius + 0.1]
            least = old.km_to(near, lon[part], lat[part]).min(axis=1)
            found[part] = np.where(least <= NEAR_KM, least, np.inf)
    return found
