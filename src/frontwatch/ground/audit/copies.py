"""Maps that show just the ground of the map before, told as runs."""

from __future__ import annotations

import numpy as np

from frontwatch.ground.audit.anomaly import Anomaly
from frontwatch.ground.record import Record


def copies(record: Record) -> list[Anomaly]:
    """Runs of maps on which no edge is born and none has died: the publisher changed nothing, or copied the day before.

    It tells whether the files themselves are the same; where they are not, somebody at least wrote a new one.
    """
    changed = np.zeros(len(record) + 1, bool)
    changed[[0, -1]] = True
    changed[record.first] = True
    changed[record.last + 1] = True
    runs = np.flatnonzero(changed)
    found = []
    for start, end in zip(runs[:-1].tolist(), (runs[1:] - 1).tolist(), strict=True):
        if end > start:
            same = len({record.map_hashes[m] for m in range(start, end + 1)}) == 1
            found.append(Anomaly("copy", record.map_at(start), record.map_at(end), end - start, same_file=same))
    return found
