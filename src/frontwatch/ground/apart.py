"""Whether a record's layers can overlap: where they cannot, areas add up edge by edge."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from frontwatch.ground.holder import masks_at
from frontwatch.ground.record import Record
from frontwatch.ground.settings import APART_DEGREES, APART_MAPS


def layers_apart(record: Record, maps: Iterable[int] | None = None) -> bool:
    """True where one side's ground is drawn, and contested ground at most, and these do not overlap on the maps seen.

    An import leaves of contested ground what no side holds; a record made otherwise may not. Two sides may be drawn
    as holding the same ground, and then nobody's word decides. Claimed layers hold nothing.

    Args:
        maps: indices of the maps to look at, at most nine of them; None: maps from the first to the last.
    """
    drawn = np.array([layer.status != "claimed" for layer in record.meta.layers], bool)
    held = sum(layer.status == "held" for layer in record.meta.layers)
    if drawn.sum() < 2:
        return True
    if held > 1 or drawn.sum() > 2:
        return False
    index = np.unique(np.arange(len(record)) if maps is None else np.fromiter(maps, np.int64))
    some = index[np.unique(np.linspace(0, len(index) - 1, APART_MAPS).astype(int))] if len(index) else index
    return not any(_overlap(record, int(i)) for i in some)


def _overlap(record: Record, map_index: int) -> bool:
    """Whether two layers that count lie just left of the middle of an edge, where its own layer's ground is."""
    e = record.edges_on(map_index)
    counts = np.array([layer.status != "claimed" for layer in record.meta.layers], bool)[e.layer]
    lon1, lat1, lon2, lat2 = (v[counts] for v in (e.lon1, e.lat1, e.lon2, e.lat2))
    dx, dy = lon2 - lon1, lat2 - lat1
    length = np.hypot(dx, dy)
    lon, lat = (lon1 + lon2) / 2 - dy / length * APART_DEGREES, (lat1 + lat2) / 2 + dx / length * APART_DEGREES
    masks = masks_at(lon, lat, e.layer[counts], lon1, lat1, lon2, lat2)
    return bool((masks & (masks - 1) != 0).any())
