"""Which edges of a map have the theatre's land beyond them, and not the sea or another country."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.front import land
from frontwatch.ground.holder import Floats
from frontwatch.ground.local import from_km, to_km
from frontwatch.ground.outline import inside
from frontwatch.ground.settings import LANDWARD_KM
from frontwatch.theatre.theatre import Theatre

Ends = tuple[Floats, Floats, Floats, Floats]
"""lon1, lat1, lon2, lat2, each (n,)."""


def outward(ends: Ends, km: float) -> tuple[Floats, Floats]:
    """(n,) longitude and latitude of the point so far to the right of the middle of each edge."""
    lon1, lat1, lon2, lat2 = ends
    lon, lat = (lon1 + lon2) / 2, (lat1 + lat2) / 2
    dx, dy = to_km(lon2 - lon1 + lon, lat2 - lat1 + lat, lon, lat)
    length = np.maximum(np.hypot(dx, dy), 1e-9)
    return from_km(dy / length * km, -dx / length * km, lon, lat)


def landward(theatre: Theatre, ends: Ends) -> NDArray[np.bool_]:
    """(n,) whether the theatre's land lies to the right of each edge, at every one of ``LANDWARD_KM``.

    What no layer covers is the rest's only there: beyond a coast or the state border a map draws nothing either. All
    true where the theatre has no outline.
    """
    outline = land(theatre)
    if not len(outline[0]):
        return np.ones(len(ends[0]), bool)
    found = np.ones(len(ends[0]), bool)
    for km in LANDWARD_KM:
        found &= inside(outline, *outward(ends, km))
    return found
