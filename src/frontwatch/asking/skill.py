"""How good many forecasts were, and how sure that is: skill, calibration, reliability, with block-bootstrap intervals.

Months of one war are anything but independent, and windows that overlap less so: what is resampled is runs of months.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.logistic import fit_logistic, logit
from frontwatch.asking.settings import FAINTEST, RELIABILITY_EDGES, RESAMPLES, SHORTEST_BLOCK_MONTHS

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Skill:
    """A Brier skill score with its 95 % interval; NaN where there is no case or nothing to be better than."""

    cases: int
    brier: float
    skill: float
    low: float
    high: float
    """NaN where the cases span no more months than a block."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts of about one probability."""

    low: float
    high: float
    cases: int
    captures: int
    """Distinct points that came."""
    forecast: float
    """Mean of the forecasts; NaN without cases."""
    observed: float
    """Share that came, and its 95 % interval; NaN without cases."""
    observed_low: float
    observed_high: float


def brier_skill(p: Floats, references: Floats, came: Bools, month: NDArray[np.int64], horizon: int) -> Skill:
    """1 - Brier score / Brier score of the best reference, with the interval of resampled blocks of months.

    Args:
        p: (n,) forecasts. references: (r, n) what they are held against; the best over all n cases is taken.
        came: (n,). month: (n,) of the as-of day, any count of months. horizon: days.
    Source: moving blocks, Künsch (1989), Annals of Statistics 17(3), 1217-1241.
    """
    if not len(p):
        return Skill(0, np.nan, np.nan, np.nan, np.nan)
    y = came.astype(np.float64)
    errors = ((references - y) ** 2).sum(axis=1)
    return compared(p, references[int(np.argmin(errors))], came, month, horizon)


def compared(p: Floats, other: Floats, came: Bools, month: NDArray[np.int64], horizon: int) -> Skill:
    """The same against one other set of forecasts, (n,)."""
    y = came.astype(np.float64)
    number, at = _months(month)
    own, theirs = (np.bincount(at, weights=(q - y) ** 2, minlength=number) for q in (p, other))
    if not own.size or theirs.sum() <= 0:
        return Skill(len(p), float(own.sum() / max(len(p), 1)), np.nan, np.nan, np.nan)
    drawn = resampled_months(number, horizon)
    below = np.maximum(drawn @ theirs, TINY)
    # Of no more months than a block has every resample is the same: that is no interval.
    told = number > block_months(horizon)
    low, high = np.percentile(1 - (drawn @ own) / below, (2.5, 97.5)) if told else (np.nan, np.nan)
    return Skill(len(p), float(own.sum() / len(p)), float(1 - own.sum() / theirs.sum()), float(low), float(high))


def resampled_months(months: int, horizon: int) -> Floats:
    """(RESAMPLES, months) how often each month stands in each resample; the same at every call.

    Blocks go round the end (circular), so that the first and the last month are drawn as often as others.

    >>> resampled_months(12, 90).sum(axis=1).min(), resampled_months(12, 90).shape[1]
    (np.float64(12.0), 12)
    """
    length = min(block_months(horizon), months)
    rng = np.random.default_rng(months * 1000 + length)
    begins = rng.integers(0, months, (RESAMPLES, ceil(months / length)))
    drawn = ((begins[:, :, None] + np.arange(length)) % months).reshape(RESAMPLES, -1)[:, :months]
    flat = np.bincount((np.arange(RESAMPLES)[:, None] * months + drawn).ravel(), minlength=RESAMPLES * months)
    return flat.reshape(RESAMPLES, months).astype(np.float64)


def block_months(horizon: int) -> int:
    """Months of a block: no shorter than the horizon, so that windows that overlap stay together.

    >>> block_months(30), block_months(365)
    (3, 13)
    """
    return max(SHORTEST_BLOCK_MONTHS, ceil(horizon / 30.4))


def calibration(p: Floats, came: Bools) -> tuple[float, float]:
    """Slope and intercept of the logistic regression of what came on the forecasts' log-odds: 1 and 0 are perfect.

    A slope under 1: too bold; over 1: too timid. NaN where all or none came.
    Source: Cox (1958), Biometrika 45(3-4), 562-565.
    """
    if not came.any() or came.all():
        return np.nan, np.nan
    z = logit(np.clip(p, FAINTEST, 1 - FAINTEST))
    found = fit_logistic(
        np.column_stack([np.ones(len(z)), z]), came.astype(np.float64), np.ones(len(z)), np.full(2, TINY)
    )
    return float(found.b[1]), float(found.b[0])


def forecast_over_observed(p: Floats, came: Bools, month: NDArray[np.int64], span: int = 12) -> Floats:
    """(w,) expected captures over those that came, in every run of `span` months; all months where there are fewer.

    A run in which none came has inf.
    """
    number, at = _months(month)
    if not number:
        return np.empty(0)
    expected, seen = (np.bincount(at, weights=v, minlength=number) for v in (p, came.astype(np.float64)))
    ones = np.ones(min(span, number))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.convolve(expected, ones, "valid") / np.convolve(seen, ones, "valid"))


def reliability(
    p: Floats, came: Bools, point: NDArray[np.int64], month: NDArray[np.int64], horizon: int
) -> tuple[Bin, ...]:
    """Forecast against what came, by bins of the forecast.

    Args: as for ``brier_skill``; point: (n,) which point each is of.
    """
    edges = np.array(RELIABILITY_EDGES)
    number, at = _months(month)
    drawn = resampled_months(number, horizon) if number else np.empty((0, 0))
    which = np.clip(np.searchsorted(edges, p, side="right") - 1, 0, len(edges) - 2)
    found = []
    for k in range(len(edges) - 1):
        here = which == k
        low = high = np.nan
        if here.any():
            cases, seen = (
                np.bincount(at[here], weights=v, minlength=number) for v in (np.ones(here.sum()), came[here])
            )
            counted = drawn @ cases
            share = (drawn @ seen)[counted > 0] / counted[counted > 0]
            low, high = np.percentile(share, (2.5, 97.5))
        found.append(_bin(p[here], came[here], point[here], (edges[k], edges[k + 1]), (low, high)))
    return tuple(found)


def _bin(
    p: Floats, came: Bools, point: NDArray[np.int64], edges: tuple[float, float], interval: tuple[float, float]
) -> Bin:
    n = len(p)
    mean, share = (float(p.mean()), float(came.mean())) if n else (np.nan, np.nan)
    captures = len(np.unique(point[came]))
    return Bin(float(edges[0]), float(edges[1]), n, captures, mean, share, float(interval[0]), float(interval[1]))


def _months(month: NDArray[np.int64]) -> tuple[int, NDArray[np.intp]]:
    """How many distinct months, and (n,) the index of each case's in their order."""
    distinct, at = np.unique(month, return_inverse=True)
    return len(distinct), np.asarray(at, np.intp)
