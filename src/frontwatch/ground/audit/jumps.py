"""Maps on which far more changed hands than usual, in all, in one piece, or in far more places."""

from __future__ import annotations

import numpy as np

from frontwatch.ground.audit.anomaly import Anomaly
from frontwatch.ground.audit.pieces import Pieces
from frontwatch.ground.audit.where import where
from frontwatch.ground.holder import Floats
from frontwatch.ground.record import Record
from frontwatch.ground.settings import (
    AUDIT_BURST_PIECES,
    AUDIT_BURST_TIMES,
    AUDIT_JUMP_KM2,
    AUDIT_JUMP_TIMES,
    AUDIT_USUAL_LEAST,
    AUDIT_USUAL_MAPS,
)
from frontwatch.theatre.theatre import Theatre


def jumps(record: Record, theatre: Theatre, gained: Pieces, *, min_km2: float) -> list[Anomaly]:
    """Maps that change 5 times the usual area and 20 km², in all or in one piece, or 3 times the usual pieces and 15.

    Usual is the median of the last 90 maps that changed anything. After a gap both count per day since the map before.

    Args:
        gained: the pieces that came to one holder on one map. min_km2: smaller ones are not counted.
    """
    turns, maps = gained.turns, len(record)
    at = turns.map[gained.any]
    area = np.bincount(at, weights=gained.km2, minlength=maps)
    counted = gained.km2 >= min_km2
    number = np.bincount(at[counted], minlength=maps)
    days = np.maximum(np.diff(record.days, prepend=record.days[:1]).astype(np.int64), 1)
    largest_km2 = np.zeros(maps)
    np.maximum.at(largest_km2, at, gained.km2)
    times, more, largest_times = (_times_usual(each / days) for each in (area, number, largest_km2))
    wide = (times >= AUDIT_JUMP_TIMES) & (area >= AUDIT_JUMP_KM2)
    deep = (largest_times >= AUDIT_JUMP_TIMES) & (largest_km2 >= AUDIT_JUMP_KM2)
    many = (more >= AUDIT_BURST_TIMES) & (number >= AUDIT_BURST_PIECES)
    which = np.flatnonzero(wide | deep | many)
    # By map, and of a map's pieces the largest last.
    order = np.lexsort((gained.km2, at))
    largest = order[np.searchsorted(at[order], which, side="right") - 1]
    anomalies = []
    for m, piece, there in zip(which.tolist(), largest, where(theatre, *gained.middles(largest)), strict=True):
        i, ref = gained.any[piece], record.map_at(m)
        before, after = (record.meta.holders[code[i]] for code in (turns.before, turns.after))
        anomalies.append(
            Anomaly(
                kind="jump",
                first=ref,
                last=ref,
                count=int(number[m]),
                km2=float(area[m]),
                before=before,
                after=after,
                where=there,
                times=float(times[m]),
                largest_km2=float(gained.km2[piece]),
                largest_times=float(largest_times[m]),
            )
        )
    return anomalies


def _times_usual(amounts: Floats) -> Floats:
    """(m,) each amount over the median of the 90 amounts before it that are not 0; 0 where there are under 30."""
    some = np.flatnonzero(amounts > 0)
    times = np.zeros(len(amounts))
    for n, m in enumerate(some.tolist()):
        if n >= AUDIT_USUAL_LEAST:
            times[m] = amounts[m] / np.median(amounts[some[max(0, n - AUDIT_USUAL_MAPS) : n]])
    return times
