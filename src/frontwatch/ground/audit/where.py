"""Points told by the nearest settlement: its name, how far, in which direction, in whose sector."""

from __future__ import annotations

import numpy as np

from frontwatch.ground.audit.anomaly import Where
from frontwatch.ground.local import Floats, to_km
from frontwatch.ground.parts import nearest_sector
from frontwatch.model import FrontwatchError
from frontwatch.theatre.theatre import Theatre


def where(theatre: Theatre, lon: Floats, lat: Floats) -> list[Where]:
    """Each of (k,) points, degrees, by the nearest settlement that records cover.

    Raises: FrontwatchError: the theatre has no settlement.
    """
    p = theatre.places
    rows = np.flatnonzero(p.covered)
    if not len(rows):
        raise FrontwatchError(f"Theatre {theatre.name} has no place to tell anything by; give another with --theatre.")
    sector = nearest_sector(theatre, lon, lat)
    found = []
    for x, y, s in zip(lon.tolist(), lat.tolist(), sector.tolist(), strict=True):
        east, north = to_km(x, y, p.lon[rows], p.lat[rows])
        km = np.hypot(east, north)
        i = int(km.argmin())
        found.append(
            Where(
                lon=x,
                lat=y,
                place=theatre.place(int(p.ids[rows[i]])),
                km=float(km[i]),
                bearing=float(np.degrees(np.arctan2(east[i], north[i])) % 360),
                sector=theatre.sectors[s] if s >= 0 else None,
            )
        )
    return found
