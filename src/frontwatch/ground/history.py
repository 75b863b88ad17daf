"""The whole history of points: their crossings toggle a layer when an edge is born and when it dies.

The cost grows with the edges that the points' rays cross, not with maps times polygons.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.format import RecordMeta
from frontwatch.ground.holder import Floats, Ints, crossings, holder_codes


@dataclass(frozen=True, slots=True)
class Runs:
    """Stretches of days with one holder, sorted by point and time; each point's runs cover all days."""

    point: Ints
    code: NDArray[np.int8]
    """Index into ``meta.holders``."""
    first: Ints
    """Index into the record's distinct days."""
    last: Ints


def day_slots(days: NDArray[np.datetime64]) -> tuple[NDArray[np.datetime64], Ints]:
    """The distinct days, and for each map, and for one beyond the last, the index of its day.

    A day shows its last map: a map replaced on the same day never shows, because both its toggles fall together.
    """
    distinct, slot = np.unique(days, return_inverse=True)
    return distinct, np.append(slot, len(distinct)).astype(np.int64)


def runs(
    lon: Floats,
    lat: Floats,
    edges: tuple[Floats, Floats, Floats, Floats],
    life: tuple[Any, Any, Any],
    days: NDArray[np.datetime64],
    meta: RecordMeta,
) -> Runs:
    """Stretches of one holder for each of the k points.

    Args:
        lon, lat: (k,) degrees.
        edges: lon1, lat1, lon2, lat2, each (n,) degrees.
        life: layer, first, last of each edge, each (n,).
        days: (m,) day of each map.
    """
    layer, first, last = life
    distinct, slot = day_slots(days)
    m, k = len(distinct), len(lon)
    point, edge = crossings(lon, lat, *edges)
    bit = np.int64(1) << layer[edge].astype(np.int64)
    born, dead = slot[first[edge]], slot[last[edge].astype(np.int64) + 1]
    # Every point gets an event at its first day, so that points without any crossing appear too.
    key = np.concatenate([point * (m + 1) + born, point * (m + 1) + dead, np.arange(k) * (m + 1)])
    toggle = np.concatenate([bit, bit, np.zeros(k, np.int64)])
    order = np.argsort(key, kind="stable")
    key, toggle = key[order], toggle[order]
    # Every crossing toggles twice, so a point's toggles cancel before the next point begins.
    mask = np.bitwise_xor.accumulate(toggle) if k else toggle
    settled = np.append(key[1:] != key[:-1], True) if k else np.empty(0, bool)
    at_point, at_day = np.divmod(key[settled], m + 1)
    code = holder_codes(mask[settled], meta)
    real = at_day < m
    at_point, at_day, code = at_point[real], at_day[real], code[real]
    new = np.append(True, (at_point[1:] != at_point[:-1]) | (code[1:] != code[:-1])) if k else np.empty(0, bool)
    at_point, at_day, code = at_point[new], at_day[new], code[new]
    same_point = np.append(at_point[1:] == at_point[:-1], False) if k else np.empty(0, bool)
    last_day = np.where(same_point, np.append(at_day[1:], 0) - 1, m - 1) if k else at_day
    return Runs(at_point, code, at_day, last_day)
