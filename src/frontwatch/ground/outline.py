"""Whether points lie in a region of the theatre, or within reach of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.holder import Floats, crossings
from frontwatch.ground.local import from_km
from frontwatch.model import Region
from frontwatch.theatre.theatre import Theatre

Ends = tuple[Floats, Floats]


def edges_of_region(theatre: Theatre, code: str) -> Ends:
    """The edges (a, b), each (n, 2) degrees, of a region's rings."""
    rings = theatre.region_rings(code)
    if not rings:
        return np.empty((0, 2)), np.empty((0, 2))
    return np.vstack([r[:-1] for r in rings]), np.vstack([r[1:] for r in rings])


def units(theatre: Theatre) -> tuple[Region, ...]:
    """The first-level units that have an outline: every region but the country as a whole."""
    return tuple(r for r in theatre.regions if r.covered and "-" in r.code)


def country(theatre: Theatre) -> tuple[str, ...]:
    """Codes of the whole countries that have an outline; where there is none, of all units."""
    whole = tuple(r.code for r in theatre.regions if r.covered and "-" not in r.code and theatre.region_rings(r.code))
    return whole or tuple(r.code for r in units(theatre))


def inside(ends: Ends, lon: Floats, lat: Floats) -> NDArray[np.bool_]:
    """(k,) whether each point lies inside the rings (even-odd)."""
    a, b = ends
    point, _ = crossings(lon, lat, a[:, 0], a[:, 1], b[:, 0], b[:, 1])
    odd: NDArray[np.bool_] = np.bincount(point, minlength=len(lon)) % 2 == 1
    return odd


def unit_at(theatre: Theatre, lon: Floats, lat: Floats) -> NDArray[np.int64]:
    """(k,) index into `units` of the unit that each point lies in, -1 none."""
    outlines = [edges_of_region(theatre, r.code) for r in units(theatre)]
    if not outlines:
        return np.full(len(lon), -1)
    a, b = np.vstack([a for a, _ in outlines]), np.vstack([b for _, b in outlines])
    unit = np.repeat(np.arange(len(outlines)), [len(a) for a, _ in outlines])
    point, edge = crossings(lon, lat, a[:, 0], a[:, 1], b[:, 0], b[:, 1])
    odd = np.bincount(point * len(outlines) + unit[edge], minlength=len(lon) * len(outlines)) % 2 == 1
    table = odd.reshape(len(lon), len(outlines))
    return np.where(table.any(axis=1), table.argmax(axis=1), -1)


def unit_near(theatre: Theatre, lon: Floats, lat: Floats, reach_km: float) -> NDArray[np.int64]:
    """(k,) as `unit_at`; of a point in none, the first unit met on rings of points around it, out to `reach_km`."""
    found = unit_at(theatre, lon, lat)
    angle = np.radians(np.arange(8) * 45.0)
    for km in np.linspace(reach_km / 3, reach_km, 3):
        lost = np.flatnonzero(found < 0)
        if not len(lost):
            break
        around_lon, around_lat = from_km(km * np.sin(angle), km * np.cos(angle), lon[lost, None], lat[lost, None])
        met = unit_at(theatre, around_lon.ravel(), around_lat.ravel()).reshape(len(lost), -1)
        found[lost] = met.max(axis=1)
    return found
