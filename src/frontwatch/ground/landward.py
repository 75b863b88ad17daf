"""Which edges of a map have the theatre's land beyond them, and not the sea or another country."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.front import land, outward
from frontwatch.ground.lines import Line
from frontwatch.ground.outline import inside
from frontwatch.ground.record import Edges, Record
from frontwatch.ground.settings import LANDWARD_KM
from frontwatch.theatre.theatre import Theatre


def ends(edges: Edges | Record, rows: NDArray[np.intp]) -> tuple[Line, Line]:
    """Both ends, each (n, 2) degrees, of some edges of a map or a record."""
    return (
        np.column_stack([edges.lon1[rows], edges.lat1[rows]]),
        np.column_stack([edges.lon2[rows], edges.lat2[rows]]),
    )


def landward(theatre: Theatre, a: Line, b: Line) -> NDArray[np.bool_]:
    """(n,) whether the theatre's land lies to the right of each edge from a to b, at every one of ``LANDWARD_KM``.

    What no layer covers is the rest's only there: beyond a coast or the state border a map draws nothing either. All
    true where the theatre has no outline.
    """
    outline, found = land(theatre), np.ones(len(a), bool)
    for km in LANDWARD_KM if len(outline[0]) else ():
        found &= inside(outline, *outward(a, b, km))
    return found
