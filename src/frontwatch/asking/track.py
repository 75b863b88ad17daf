"""How forecasts of about one probability and one horizon did before, out of a stored backtest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.backtest import About, Backtest, Floats
from frontwatch.asking.forecast import TrackRecord
from frontwatch.asking.pool import COMBINED
from frontwatch.asking.skill import Skill, brier_skill, reliability

REFERENCES = ("climatology", "rolling_climatology")
"""The base rates that skill is counted against: the better of the two."""


def track_record(backtest: Backtest, probability: float, horizon: int, model: str = COMBINED) -> TrackRecord | None:
    """What became of such forecasts; None where no window of the nearest horizon has passed.

    Args:
        horizon: days; the nearest one scored counts, by their ratio.
    """
    nearest = nearest_horizon(backtest.horizons, horizon)
    came, whole = backtest.came(nearest)
    if not whole.any():
        return None
    p, month, came = backtest.chance(model, nearest)[whole], backtest.month[whole], came[whole]
    references = np.stack([backtest.chance(r, nearest)[whole] for r in REFERENCES])
    skill = brier_skill(p, references, came, month, nearest)
    return told_before(backtest.about, nearest, skill, p, came, backtest.place[whole], month, probability)


def nearest_horizon(horizons: Sequence[int], horizon: int) -> int:
    """The one of them nearest to a horizon, days, by their ratio."""
    return min(horizons, key=lambda h: abs(np.log(h / max(horizon, 1))))


def told_before(
    about: About,
    horizon: int,
    skill: Skill,
    p: Floats,
    came: NDArray[np.bool_],
    subject: NDArray[np.int64],
    month: NDArray[np.int64],
    probability: float,
    kind: str = "control",
) -> TrackRecord:
    """The track record of n forecasts at about a probability; arguments as for ``skill.reliability``."""
    bins = reliability(p, came, subject, month, horizon)
    here = next((b for b in bins if b.low <= probability < b.high), bins[-1])
    return TrackRecord(
        about.made, about.version, about.record, horizon, here.low, here.high, here.cases, here.captures,
        here.forecast, here.observed, skill.brier, skill.skill, skill.low, skill.high, kind,
    )  # fmt: skip
