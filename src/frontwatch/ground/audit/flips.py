"""Ground whose holder changes and is back within a few maps."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.audit.anomaly import Anomaly
from frontwatch.ground.audit.pieces import pieces
from frontwatch.ground.audit.turns import Turns
from frontwatch.ground.audit.where import where
from frontwatch.ground.holder import Ints
from frontwatch.ground.record import Record
from frontwatch.ground.settings import AUDIT_FLIP_MAPS
from frontwatch.theatre.theatre import Theatre


def flips(record: Record, theatre: Theatre, turns: Turns, *, min_km2: float) -> list[Anomaly]:
    """Connected pieces of at least `min_km2` that changed hands and went back within three maps.

    A piece is what changed on one map, from one holder to one other, and went back on one map. Ground that goes to and
    fro counts each time.
    """
    back = returns(turns.stretch, turns.map, turns.before, turns.after, AUDIT_FLIP_MAPS)
    gone = np.flatnonzero(back >= 0)
    found, maps = turns.only(gone), back[gone] - turns.map[gone]
    holders = len(record.meta.holders)
    group = (
        (found.map.astype(np.int64) * (AUDIT_FLIP_MAPS + 1) + maps) * holders + found.before
    ) * holders + found.after
    joined = pieces(found, group)
    large = np.flatnonzero(joined.km2 >= min_km2)
    names = record.meta.holders
    return [
        Anomaly(
            kind="flip",
            first=record.map_at(int(found.map[i])),
            last=record.map_at(int(found.map[i] + maps[i])),
            count=int(maps[i]),
            km2=float(joined.km2[piece]),
            before=names[found.before[i]],
            after=names[found.after[i]],
            where=there,
        )
        for piece, i, there in zip(large, joined.any[large], where(theatre, *joined.middles(large)), strict=True)
    ]


def returns(ground: NDArray[Any], when: NDArray[Any], before: NDArray[Any], after: NDArray[Any], within: int) -> Ints:
    """(n,) when the holder before each turn first has the ground again, at most so many maps later; -1: it has not.

    Args:
        ground: (n,) number of the ground of each turn, in order. when: (n,) the map of each turn, ascending on each
            ground. before, after: (n,) its holders.
    """
    n = len(ground)
    found = np.full(n, -1)
    for ahead in range(1, min(within, n - 1) + 1):
        near = (ground[:-ahead] == ground[ahead:]) & (when[ahead:] - when[:-ahead] <= within)
        if not near.any():
            break
        back = np.flatnonzero(near & (after[ahead:] == before[:-ahead]) & (found[:-ahead] < 0))
        found[back] = when[back + ahead]
    return found
