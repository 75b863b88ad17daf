"""Whether a bare point stands in a settlement that the theatre lists: models tell settlements from terrain."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.settings import AT_PLACE_KM
from frontwatch.ground.local import to_km
from frontwatch.theatre.theatre import Theatre

Floats = NDArray[np.float64]
AT_ONCE = 500


def places_at(theatre: Theatre, lon: Floats, lat: Floats) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
    """(n,) whether a listed place's centre lies within `AT_PLACE_KM` of each point, and (n,) its residents, else 0.

    >>> from frontwatch.theatre.theatre import open_theatre
    >>> found, people = places_at(open_theatre(), np.array([37.18, 37.4]), np.array([48.28, 48.2]))
    >>> found.tolist(), bool(people[0] > 50_000), int(people[1])
    ([True, False], True, 0)
    """
    places = theatre.places
    listed = np.flatnonzero(places.covered)
    found, people = np.zeros(len(lon), np.bool_), np.zeros(len(lon), np.int64)
    for start in range(0, len(lon), AT_ONCE):
        part = slice(start, start + AT_ONCE)
        x, y = to_km(places.lon[listed], places.lat[listed], lon[part, None], lat[part, None])
        far = np.hypot(x, y)
        nearest = far.argmin(axis=1)
        here = far[np.arange(len(nearest)), nearest] <= AT_PLACE_KM
        found[part], people[part] = here, np.where(here, places.population[listed][nearest], 0)
    return found, people
