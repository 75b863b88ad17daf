"""A backtest's figures: by horizon, distance, year and size of place, for every model, and its worst misses."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.backtest import Backtest
from frontwatch.asking.pool import COMBINED
from frontwatch.asking.settings import BANDS_KM, LEAK_SKILL, TOWN_OVER
from frontwatch.asking.skill import Bin, brier_skill, calibration, forecast_over_observed, reliability
from frontwatch.asking.track import REFERENCES

ALL = "all"
Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Scored:
    """How one model did on some of the cases of a horizon; NaN where the cases do not tell."""

    horizon: int
    cases_of: str
    """Which cases: "all", "0-2 km", "2024", "over 5,000 residents"."""
    model: str
    cases: int
    captures: int
    """Distinct places taken in them."""
    brier: float
    skill: float
    """Brier skill score against the better base rate of the same cases, and its 95 % interval."""
    low: float
    high: float
    slope: float
    intercept: float
    """Of calibration; 1 and 0 are perfect."""
    ratio_low: float
    ratio_high: float
    """Least and most of forecast over observed captures in any twelve months running."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A forecast far from what came."""

    day: date
    horizon: int
    place: int
    km: float
    forecast: float
    taken: date | None
    """When the side took it; None: not within the horizon."""


def scored(backtest: Backtest) -> tuple[Scored, ...]:
    """Every model on every group of cases, of the forecasts whose whole window has passed."""
    found = []
    for horizon in backtest.horizons:
        came, whole = backtest.came(horizon)
        for name, here in _groups(backtest):
            found += [_scored(backtest, model, horizon, name, came, whole & here) for model in backtest.models]
    return tuple(found)


def best_model(backtest: Backtest) -> str:
    """The one that is told of first: the combination where there is one, else the last."""
    return COMBINED if COMBINED in backtest.models else backtest.models[-1]


def bins_of(backtest: Backtest, model: str, horizon: int) -> tuple[Bin, ...]:
    """A model's reliability at one horizon; see ``skill.reliability``."""
    came, whole = backtest.came(horizon)
    p = backtest.chance(model, horizon)[whole]
    return reliability(p, came[whole], backtest.place[whole], backtest.month[whole], horizon)


def worst_misses(backtest: Backtest, model: str, horizon: int, number: int = 10) -> tuple[Miss, ...]:
    """The forecasts farthest from what came, the worst of each place; half of them came, half did not."""
    came, whole = backtest.came(horizon)
    p = backtest.chance(model, horizon)
    found = []
    for wrong in (whole & came, whole & ~came):
        rows = np.flatnonzero(wrong)
        rows = rows[np.argsort(-np.abs(p - came)[rows], kind="stable")]
        _, first = np.unique(backtest.place[rows], return_index=True)
        found += [
            _miss(backtest, int(i), horizon, float(p[i]), bool(came[i])) for i in rows[np.sort(first)][: number // 2]
        ]
    return tuple(found)


def _miss(b: Backtest, i: int, horizon: int, p: float, came: bool) -> Miss:
    day, taken = (a[i].astype("datetime64[D]").item() for a in (b.day, b.taken))
    return Miss(day, horizon, int(b.place[i]), float(b.km[i]), p, taken if came else None)


def leaks(rows: tuple[Scored, ...]) -> str:
    """A warning where a model is better than any honest one has been; "" where none is."""
    far = [r for r in rows if r.cases_of == ALL and r.skill > LEAK_SKILL]
    if not far:
        return ""
    worst = max(far, key=lambda r: r.skill)
    return (
        f"Skill of {worst.skill:.2f} ({worst.model}, {worst.horizon} days) is more than {LEAK_SKILL}: "
        "look for a leak, something in the forecasts that was not known on the as-of day."
    )


def _groups(b: Backtest) -> Iterator[tuple[str, Bools]]:
    yield ALL, np.ones(len(b), np.bool_)
    for low, high in pairwise(BANDS_KM):
        yield f"{low}-{high} km", (b.km > low) & (b.km <= high)
    years = b.day.astype("datetime64[Y]").astype(np.int64) + 1970
    for year in np.unique(years):
        yield str(year), years == year
    yield f"over {TOWN_OVER:,} residents", b.population > TOWN_OVER


def _scored(b: Backtest, model: str, horizon: int, name: str, came: Bools, here: Bools) -> Scored:
    p, y, month = b.chance(model, horizon)[here], came[here], b.month[here]
    references = np.stack([b.chance(r, horizon)[here] for r in REFERENCES])
    s = brier_skill(p, references, y, month, horizon)
    slope = intercept = low = high = np.nan
    if name == ALL and len(p):
        slope, intercept = calibration(p, y) if np.ptp(p) > 0 else (np.nan, np.nan)
        ratios = forecast_over_observed(p, y, month)
        low, high = float(ratios.min()), float(ratios.max())
    captures = len(np.unique(b.place[here][y]))
    return Scored(horizon, name, model, s.cases, captures, s.brier, s.skill, s.low, s.high, slope, intercept, low, high)
