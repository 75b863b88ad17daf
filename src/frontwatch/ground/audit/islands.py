"""Ground that a side comes to hold far from all that it held on the map before: an island, or a hole in the other's."""

from __future__ import annotations

import numpy as np

from frontwatch.ground.audit.anomaly import Anomaly
from frontwatch.ground.audit.away import km_to_ground
from frontwatch.ground.audit.pieces import Pieces
from frontwatch.ground.audit.turns import Turns
from frontwatch.ground.audit.where import where
from frontwatch.ground.holder import Floats
from frontwatch.ground.record import Record
from frontwatch.ground.settings import AUDIT_ISLAND_KM, CHANGE_PIECE_DEGREES, COORDINATE_UNIT
from frontwatch.model import CONTESTED
from frontwatch.theatre.theatre import Theatre


def islands(record: Record, theatre: Theatre, gained: Pieces, *, min_km2: float) -> list[Anomaly]:
    """Connected pieces of at least `min_km2` that a side gained more than 2 km from its ground of the map before.

    Args:
        gained: the pieces that came to one holder on one map.
    """
    holders, turns = record.meta.holders, gained.turns
    order = np.argsort(gained.of, kind="stable")
    ends = np.cumsum(np.bincount(gained.of, minlength=len(gained.km2)))
    found: list[tuple[int, float]] = []
    for piece in np.flatnonzero(gained.km2 >= min_km2).tolist():
        i = gained.any[piece]
        holder = holders[turns.after[i]]
        if holder != CONTESTED:
            stretches = turns.only(order[ends[piece - 1] if piece else 0 : ends[piece]])
            km = km_to_ground(record, int(turns.map[i]) - 1, holder, *_points(stretches), at_least=AUDIT_ISLAND_KM)
            if km >= AUDIT_ISLAND_KM:
                found.append((piece, km))
    which = np.array([piece for piece, _ in found], np.int64)
    anomalies = []
    for (piece, km), there in zip(found, where(theatre, *gained.middles(which)), strict=True):
        i = gained.any[piece]
        m = record.map_at(int(turns.map[i]))
        area, before, after = float(gained.km2[piece]), holders[turns.before[i]], holders[turns.after[i]]
        anomalies.append(Anomaly("island", m, m, 1, area, before, after, there, km if np.isfinite(km) else None))
    return anomalies


def _points(stretches: Turns) -> tuple[Floats, Floats]:
    """Points at both ends of each stretch and along it, at most 400 m apart."""
    west, east = stretches.west * COORDINATE_UNIT, stretches.east * COORDINATE_UNIT
    parts = np.ceil((east - west) / CHANGE_PIECE_DEGREES).astype(int) + 1
    stretch = np.repeat(np.arange(len(west)), parts)
    nth = np.arange(len(stretch)) - np.repeat(np.cumsum(parts) - parts, parts)
    lon = west[stretch] + nth / np.maximum(parts[stretch] - 1, 1) * (east - west)[stretch]
    return lon, stretches.lat[stretch]
