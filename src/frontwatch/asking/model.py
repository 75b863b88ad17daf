"""What a model of the future is: fitted on what was known by a day, asked about points that a side does not hold."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.sample import Sample

Floats = NDArray[np.float64]


class Model(Protocol):
    """One way to forecast. A person can read its formula in its class's docstring."""

    @property
    def name(self) -> str:
        """What it is called in tables and files."""
        ...

    def chances(self, past: Sample, now: Sample, horizons: NDArray[np.int64]) -> Floats:
        """(n, h) chance that the side takes each of the n points of `now` within each of h horizons, days.

        Args:
            past: earlier days, with what came of them up to `past.last_day`; nothing after that day is known.
            now: the points of one as-of day; their `taken` is not looked at.
        """
        ...
