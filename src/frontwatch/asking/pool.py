"""The combination's weights on each as-of day of a backtest, by how its members had scored by then."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from frontwatch.asking.backtest import Backtest, coded
from frontwatch.asking.combination import Weights, combined, weights_of
from frontwatch.asking.settings import POOL_STRENGTH

MEMBERS = ("climatology", "kinetic", "hazard", "simulation")
PRIOR = {"climatology": 0.0, "kinetic": 0.0, "hazard": 0.9, "simulation": 0.1}
"""The weights before anything was scored."""
COMBINED = "combined"


def weights_known(backtest: Backtest, as_of: np.datetime64) -> Weights:
    """The weights by the forecasts of before a day whose whole windows had passed by then, horizon by horizon."""
    known = backtest.known_by(as_of)
    members = tuple(m for m in MEMBERS if m in backtest.models)
    prior = np.array([PRIOR[m] for m in members])
    prior = prior / prior.sum()
    share = []
    for horizon in backtest.horizons:
        came, whole = known.came(horizon)
        p = np.column_stack([known.chance(m, horizon)[whole] for m in members])
        share.append(tuple(float(w) for w in weights_of(p, came[whole], prior, POOL_STRENGTH)))
    return Weights(members, backtest.horizons, tuple(share))


def with_combination(backtest: Backtest) -> Backtest:
    """The backtest with the forecasts of the combination as one more model, weighted anew on every as-of day."""
    codes = np.zeros((1, *backtest.codes.shape[1:]), np.uint8)
    for day in np.unique(backtest.day):
        weights, here = weights_known(backtest, day), backtest.day == day
        today = backtest.rows(here)
        for h, horizon in enumerate(backtest.horizons):
            members = {m: today.chance(m, horizon) for m in weights.models}
            codes[0, h, here] = coded(combined(members, horizon, weights))
    return replace(backtest, models=(*backtest.models, COMBINED), codes=np.concatenate([backtest.codes, codes]))
