"""How forecasts of about one probability and one horizon did before, out of a stored backtest."""

from __future__ import annotations

import numpy as np

from frontwatch.asking.backtest import Backtest
from frontwatch.asking.forecast import TrackRecord
from frontwatch.asking.pool import COMBINED
from frontwatch.asking.skill import brier_skill, reliability

REFERENCES = ("climatology", "rolling_climatology")
"""The base rates that skill is counted against: the better of the two."""


def track_record(backtest: Backtest, probability: float, horizon: int, model: str = COMBINED) -> TrackRecord | None:
    """What became of such forecasts; None where no window of the nearest horizon has passed.

    Args:
        horizon: days; the nearest one scored counts, by their ratio.
    """
    nearest = min(backtest.horizons, key=lambda h: abs(np.log(h / max(horizon, 1))))
    came, whole = backtest.came(nearest)
    if not whole.any():
        return None
    p, month, came = backtest.chance(model, nearest)[whole], backtest.month[whole], came[whole]
    references = np.stack([backtest.chance(r, nearest)[whole] for r in REFERENCES])
    skill = brier_skill(p, references, came, month, nearest)
    bins = reliability(p, came, backtest.place[whole], month, nearest)
    here = next((b for b in bins if b.low <= probability < b.high), bins[-1])
    about = backtest.about
    return TrackRecord(
        about.made, about.version, about.record, nearest, here.low, here.high, here.cases, here.captures,
        here.forecast, here.observed, skill.brier, skill.skill, skill.low, skill.high,
    )  # fmt: skip
