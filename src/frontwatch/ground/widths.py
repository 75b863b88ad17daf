"""How much of a shape lies west of points on scan rows: an edge's signed term, and a piece's share, in one look-up."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from frontwatch.ground.holder import Floats
from frontwatch.ground.outline import Ends
from frontwatch.ground.scan import km2, stretches


class Widths:
    """A shape, row by row: how much of it lies west of a point of the row."""

    def __init__(self, outline: Ends, step: float) -> None:
        """``outline``: its edges, even-odd; ``step``: degrees between rows."""
        row, self._west, east, _ = stretches([outline], step)
        self._low = int(row.min()) if len(row) else 0
        self._high = int(row.max()) if len(row) else -1
        self._first = np.searchsorted(row, np.arange(self._low, self._high + 2))
        self._width = east - self._west
        self._before = np.concatenate(([0.0], np.cumsum(self._width)))
        self._key = row + (self._west + 180.0) / 1000.0
        self._km2 = km2(np.arange(self._low, self._high + 1), np.ones(1), step)
        self.km2: float = float((self._km2[row - self._low] * self._width).sum())

    def km2_west_of(self, row: NDArray[np.int64], x: Floats) -> Floats:
        """(c,) km² of the shape's row west of each point."""
        found = np.zeros(len(row))
        here = np.flatnonzero((row >= self._low) & (row <= self._high))
        r, x = row[here], x[here]
        at = np.searchsorted(self._key, r + (x + 180.0) / 1000.0, side="right") - 1
        first = self._first[r - self._low]
        whole = self._before[np.maximum(at, first)] - self._before[first]
        part = np.where(at >= first, np.clip(x - self._west[at], 0.0, self._width[at]), 0.0)
        found[here] = (whole + part) * self._km2[r - self._low]
        return found
