"""The whole history of points: their crossings toggle a layer when an edge is born and when it dies.

The cost grows with the edges that the points' rays cross, not with maps times polygons.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.format import RecordMeta
from frontwatch.ground.gaps import one_of_each_gap
from frontwatch.ground.holder import Floats, Ints, crossings, holder_codes
from frontwatch.ground.settings import FEW_POINTS


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
    if len(lon) > FEW_POINTS and len(edges[0]):
        asked, answers = one_of_each_gap(lon, lat, edges)
        return _answered(_runs(lon[asked], lat[asked], edges, life, days, meta), answers)
    return _runs(lon, lat, edges, life, days, meta)


def _answered(found: Runs, answers: NDArray[np.intp]) -> Runs:
    """The runs of each point, where `answers` says which of the points asked stands for it."""
    count = np.bincount(found.point)
    many = count[answers]
    row = np.repeat(np.cumsum(count)[answers] - np.cumsum(many), many) + np.arange(many.sum())
    return Runs(np.repeat(np.arange(len(answers)), many), found.code[row], found.first[row], found.last[row])


def _runs(
    lon: Floats,
    lat: Floats,
    edges: tuple[Floats, Floats, Floats, Floats],
    life: tuple[Any, Any, Any],
    days: NDArray[np.datetime64],
    meta: RecordMeta,
) -> Runs:
    layer, first, last = life
    distinct, slot = day_slots(days)
    m, k = len(distinct), len(lon)
    if not k:
        return Runs(np.empty(0, np.int64), np.empty(0, np.int8), np.empty(0, np.int64), np.empty(0, np.int64))
    point, edge = crossings(lon, lat, *edges)
    born, dead = slot[first[edge]], slot[last[edge].astype(np.int64) + 1]
    key, mask = _states(
        point * (m + 1) + born, point * (m + 1) + dead, layer[edge], np.arange(k) * (m + 1), len(meta.layers)
    )
    at_point, at_day = np.divmod(key, m + 1)
    code = holder_codes(mask, meta)
    new = (np.append(True, (at_point[1:] != at_point[:-1]) | (code[1:] != code[:-1]))) & (at_day < m)
    at_point, at_day, code = at_point[new], at_day[new], code[new]
    goes_on = np.append(at_point[1:] == at_point[:-1], False)
    return Runs(at_point, code, at_day, np.where(goes_on, np.append(at_day[1:], 0) - 1, m - 1))


def _states(born: Ints, dead: Ints, layer: NDArray[np.int8], starts: Ints, layers: int) -> tuple[Ints, Ints]:
    """At each moment (point and day in one number) at which something changes: the mask of layers from then on.

    Args:
        born, dead: (c,) moments at which each crossed edge toggles its layer. layer: (c,) that layer.
        starts: moments that appear in any case: each point's first day.
    """
    # Moment and layer in one number, so that one plain sort orders them; layer 0 toggles nothing.
    width, which = layers + 1, layer.astype(np.int64) + 1
    toggles = np.concatenate([born * width + which, dead * width + which, starts * width])
    toggles.sort()
    moment = toggles // width
    bits = np.append(0, np.int64(1) << np.arange(layers))
    # Every crossing toggles twice, so a point's toggles cancel before the next point begins.
    mask = np.bitwise_xor.accumulate(bits[toggles - moment * width])
    settled = np.append(moment[1:] != moment[:-1], True)
    return moment[settled], mask[settled]
