"""The crowd's line: one probability from many people's, the newer the weightier."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from frontwatch.ledger.settings import CROWD_HALF_LIFE_DAYS, P_FLOOR

Floats = NDArray[np.float64]


def crowd_line(p: Floats, age: Floats, *, half_life: float = CROWD_HALF_LIFE_DAYS) -> Floats:
    """Weighted geometric mean of the odds of each forecaster's latest forecast.

    log(P / (1 - P)) = Σ w log(p / (1 - p)) / Σ w, with w = ½ ** (age / half-life): who spoke a half-life ago counts
    half. A forecast is taken as at least .001 and at most .999.

    Args:
        p: (f, d) probability of each forecaster on each day; NaN none.
        age: (f, d) days since it was made.
    Returns: (d,) NaN where nobody has a forecast.
    Source: geometric mean of odds: Satopää et al. (2014), International Journal of Forecasting 30(2), 344-356.

    >>> crowd_line(np.array([[0.5], [0.8]]), np.array([[0.0], [0.0]])).round(4).tolist()
    [0.6667]
    """
    there = ~np.isnan(p)
    weight = np.where(there, 0.5 ** (np.where(there, age, 0.0) / half_life), 0.0)
    kept = np.clip(np.where(there, p, 0.5), P_FLOOR, 1.0 - P_FLOOR)
    total = weight.sum(axis=0)
    with np.errstate(invalid="ignore"):
        odds = (weight * np.log(kept / (1.0 - kept))).sum(axis=0) / np.where(total > 0, total, np.nan)
    return np.asarray(1.0 / (1.0 + np.exp(-odds)))
