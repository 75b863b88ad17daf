"""The front on one map: where ground that a side holds ends inside the theatre's land, and its length at two scales."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.holder import Floats
from frontwatch.ground.lines import Line, cut_line, length_km, simplify, step_km
from frontwatch.ground.outline import Ends, country, edges_of_region, inside
from frontwatch.ground.parts import nearest_sector
from frontwatch.ground.record import Record
from frontwatch.ground.rings import rings
from frontwatch.ground.settings import (
    FRONT_NEARER_KM,
    FRONT_OUTWARD_KM,
    FRONT_PIECE_KM,
    FRONT_SCALE_KM,
    FRONT_SHORT_RUN_KM,
)
from frontwatch.model import MapRef, Sector
from frontwatch.theatre.theatre import Theatre


@dataclass(frozen=True, slots=True)
class Front:
    """The front of one map, or a sector's part of it."""

    map: MapRef
    source: str
    sector: Sector | None
    lines: tuple[Line, ...]
    """Polylines as drawn, held ground on the left."""
    km_drawn: float
    km_2km: float
    """Length after simplification with a tolerance of 2 km."""


def front(record: Record, theatre: Theatre, m: MapRef, *, sector: Sector | None = None) -> Front:
    """Where ground held by a side with edges of its own ends, with land beyond that it does not hold.

    A stretch counts where, 2.5 km outward, lies land of the theatre that the side does not hold. So the state border
    and the coast do not count, though the map and the boundaries draw them apart (2.4 km at the 90th percentile).
    Where 2.5 km outward lies the side's own ground again (the throat of a pocket), 1 km and .3 km decide. Runs of
    under 3 km take the sense of the runs around them. Contested ground beyond counts as not held.
    Pockets and islands of held ground count whole. Where a record draws two sides' ground, the line at which they meet
    counts once, as the end of the side drawn first.
    """
    lines: list[Line] = []
    sides = tuple(dict.fromkeys(x.side for x in record.meta.layers if x.status == "held" and x.side))
    for n, side in enumerate(sides):
        own = np.array([x.status == "held" and x.side == side for x in record.meta.layers])
        for ring in rings(record, m, own):
            line = cut_line(ring, FRONT_PIECE_KM)
            lines += flagged(line, smoothed(_is_front(line, record, theatre, m, sides[: n + 1]), step_km(line)))
    if sector is not None:
        lines = [part for line in lines for part in flagged(line, _nearest_is(line, theatre, sector))]
    drawn = sum(length_km(line) for line in lines)
    coarse = sum(length_km(simplify(line, FRONT_SCALE_KM)) for line in lines)
    return Front(m, record.meta.name, sector, tuple(lines), drawn, coarse)


def _is_front(line: Line, record: Record, theatre: Theatre, m: MapRef, sides: tuple[str, ...]) -> NDArray[np.bool_]:
    """(k - 1,) whether the theatre's land that none of the sides holds lies outward (right) of each step."""
    land_of = land(theatre)

    def look(km: float) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        lon, lat = outward(line[:-1], line[1:], km)
        return inside(land_of, lon, lat), np.isin(record.holder(lon, lat, m.index), sides)

    there, own = look(FRONT_OUTWARD_KM)
    found = there & ~own
    for km in FRONT_NEARER_KM:
        near_there, near_own = look(km)
        found |= own & near_there & ~near_own
    return found


def land(theatre: Theatre) -> Ends:
    """The edges (a, b) of the theatre's countries; none where it has no outline."""
    outline = [edges_of_region(theatre, code) for code in country(theatre)] or [(np.empty((0, 2)), np.empty((0, 2)))]
    return np.vstack([a for a, _ in outline]), np.vstack([b for _, b in outline])


def outward(a: Line, b: Line, km: float, along: Floats | float = 0.5) -> tuple[Floats, Floats]:
    """(k,) longitude and latitude of the point `km` to the right of each step from a to b, at its middle.

    Args:
        along: (k,) where on the step instead, 0 at a, 1 at b.
    """
    middle = a + np.reshape(along, (-1, 1)) * (b - a)
    east = np.cos(np.radians(middle[:, 1]))
    dx, dy = (b[:, 0] - a[:, 0]) * east, b[:, 1] - a[:, 1]
    length = np.maximum(np.hypot(dx, dy), 1e-12)
    return middle[:, 0] + km * dy / length / east / 111.2, middle[:, 1] - km * dx / length / 111.2


def smoothed(flags: NDArray[np.bool_], km: Floats) -> NDArray[np.bool_]:
    """The flags with every run of under 3 km, the shortest first, joined to the runs on both its sides."""
    starts = np.concatenate(([0], np.flatnonzero(flags[1:] != flags[:-1]) + 1))
    runs, begin = np.add.reduceat(km, starts).tolist(), starts.tolist()
    while len(runs) > 2:
        k = runs.index(min(runs[1:-1]), 1)
        if runs[k] >= FRONT_SHORT_RUN_KM:
            break
        runs[k - 1 : k + 2] = [sum(runs[k - 1 : k + 2])]
        del begin[k : k + 2]
    sense = flags[0] ^ (np.arange(len(begin)) % 2 == 1)
    return np.asarray(np.repeat(sense, np.diff([*begin, len(flags)])))


def flagged(line: Line, flags: NDArray[np.bool_]) -> list[Line]:
    """The runs of flagged steps along a chain; over the seam of a closed one they are joined."""
    if flags.all():
        return [line]
    if (line[0] == line[-1]).all() and flags[0] and flags[-1]:
        turn = int(np.flatnonzero(~flags)[0])
        line, flags = np.vstack([line[turn:-1], line[: turn + 1]]), np.roll(flags, -turn)
    turns = np.diff(np.concatenate(([0], flags.astype(np.int8), [0])))
    return [line[a : b + 1] for a, b in zip(np.flatnonzero(turns == 1), np.flatnonzero(turns == -1), strict=True)]


def _nearest_is(line: Line, theatre: Theatre, sector: Sector) -> NDArray[np.bool_]:
    """(k - 1,) whether each step's nearest anchor is the sector's."""
    middle = (line[1:] + line[:-1]) / 2
    at = next(i for i, s in enumerate(theatre.sectors) if s.id == sector.id)
    return np.asarray(nearest_sector(theatre, middle[:, 0], middle[:, 1]) == at)
