"""What became of points as far from a side's ground, whatever else was known of them: the base rate."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.sample import Sample
from frontwatch.asking.settings import BASE_RATE_BANDS_KM, ROLLING_DAYS

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Climatology:
    """The share of settlements of the point's distance band that were taken within the horizon.

    p = (k + .02) / (n + 1), of the n settlement-days of the band whose window of that length was complete, k taken.
    Where no such window is complete yet, the longest shorter one, compounded: 1 - (1 - p)^(horizon / shorter).
    """

    name: str = "climatology"
    rolling: bool = False
    """True counts only the windows that began in the year before the last complete one."""

    def chances(self, past: Sample, now: Sample, horizons: NDArray[np.int64]) -> Floats:
        """See ``Model``."""
        band = bands(now)
        return np.column_stack([self.rates(past, int(h))[band] for h in horizons])

    def rates(self, past: Sample, horizon: int) -> Floats:
        """(bands,) the chance by distance band."""
        places = past.rows(past.is_place[past.point])
        for tried in sorted({horizon, 180, 90, 30, 15} & set(range(horizon + 1)), reverse=True):
            came, whole = places.came(tried)
            if self.rolling:
                whole &= places.day >= past.last_day - np.timedelta64(tried + ROLLING_DAYS, "D")
            if whole.any():
                n = len(BASE_RATE_BANDS_KM)
                band = bands(places)[whole]
                count = np.bincount(band, minlength=n)
                rate = (np.bincount(band, weights=came[whole], minlength=n) + 0.02) / (count + 1)
                return np.asarray(1 - (1 - rate) ** (horizon / tried))
        return np.zeros(len(BASE_RATE_BANDS_KM))


def bands(sample: Sample) -> NDArray[np.intp]:
    """(n,) the distance band of each row."""
    return np.asarray(np.searchsorted(BASE_RATE_BANDS_KM, sample.feature("km"), side="right") - 1, np.intp)


@dataclass(frozen=True, slots=True)
class NoChange:
    """The ground stays as it is: 0 for every point that a side does not hold."""

    name: str = "no_change"

    def chances(self, past: Sample, now: Sample, horizons: NDArray[np.int64]) -> Floats:
        """See ``Model``."""
        return np.zeros((len(now), len(horizons)))
