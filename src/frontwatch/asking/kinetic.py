"""The kinetic model: distance over local speed, with spread."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.hazard import fit_leads, learned_from, never_falling
from frontwatch.asking.logistic import Logistic, sigmoid
from frontwatch.asking.sample import Sample
from frontwatch.asking.settings import MIDDLE_LEAD

Floats = NDArray[np.float64]
SMALL = 0.1


@dataclass(frozen=True, slots=True)
class KineticFit:
    """The model as learned by a day."""

    b: Floats

    def chances(self, now: Sample, horizons: NDArray[np.int64]) -> Floats:
        """(n, h) the chance to be taken within each horizon, days."""
        x = _terms(now)
        lead = np.log(horizons / MIDDLE_LEAD)
        level, change = x @ self.b[:4], x @ self.b[4:]
        each = sigmoid(level[:, None] + change[:, None] * lead[None, :])
        return never_falling(each, horizons)


@dataclass(frozen=True, slots=True)
class Kinetic:
    """The side's ground comes nearer at its local speed v until it reaches the point at distance d, with spread.

    log(p / (1 - p)) = a + b log((v + 1) / (d + 1)) + c log(d + ½) + e s + the same four times log(h / 90 days), where v
    is the ground taken around over a year divided by its width (half of it by the last 90 days within 16 km, a quarter
    each by the last year within 16 km and the last 90 days within 40 km), km a year, and s how much nearer the
    side's ground came in 90 days (signed logarithm).
    """

    name: str = "kinetic"

    def chances(self, past: Sample, now: Sample, horizons: NDArray[np.int64]) -> Floats:
        """See ``Model``. Raises: TooFewCases."""
        return self.fit(past).chances(now, horizons)

    def fit(self, past: Sample) -> KineticFit:
        """Learn from what had come by the past's last day. Raises: TooFewCases: the side took too little."""
        rows, weight = learned_from(past)
        x = _terms(rows)
        found: Logistic = fit_leads(rows, x, weight, np.full(x.shape[1], SMALL))
        return KineticFit(found.b)


def local_speed(sample: Sample) -> Floats:
    """(n,) km a year at which the side's ground comes nearer around each point."""
    wide, narrow = sample.feature("taken_90_days_40_km") / 80, sample.feature("taken_90_days_16_km") / 32
    year = sample.feature("taken_365_days_16_km") / 32
    return np.asarray(narrow / 2 + year / 4 + wide / 4, np.float64)


def _terms(sample: Sample) -> Floats:
    km = sample.feature("km").astype(np.float64)
    closed = sample.feature("closed_90_days_km").astype(np.float64)
    ratio = np.log((local_speed(sample) + 1) / (km + 1))
    return np.column_stack([np.ones(len(km)), ratio, np.log(km + 0.5), np.sign(closed) * np.log1p(np.abs(closed))])
