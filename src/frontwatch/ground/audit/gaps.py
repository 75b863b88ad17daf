"""Stretches of days without a map."""

from __future__ import annotations

import numpy as np

from frontwatch.ground.audit.anomaly import Anomaly
from frontwatch.ground.record import Record
from frontwatch.ground.settings import GAP_DAYS


def gaps(record: Record) -> list[Anomaly]:
    """The map before and the map after each stretch without a map, and how many days it misses."""
    step = np.diff(record.days).astype(np.int64)
    return [
        Anomaly("gap", record.map_at(m), record.map_at(m + 1), int(step[m]) - 1)
        for m in np.flatnonzero(step > GAP_DAYS).tolist()
    ]
