"""The hazard model: one logistic regression for all horizons, learned from settlements and terrain together."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.logistic import Logistic, fit_leads_together, sigmoid
from frontwatch.asking.sample import Sample, drawn
from frontwatch.asking.settings import (
    FAR_SHARE,
    HALF_LIFE_DAYS,
    LEADS,
    MIDDLE_LEAD,
    NEAR_SURE_KM,
    PACE_SPREAD_A_YEAR,
    PENALTY,
)
from frontwatch.asking.terms import terms_of
from frontwatch.model import FrontwatchError

Floats = NDArray[np.float64]
FREE = 1e-2
PACE_NODES = 15
"""Points of the integral: 31 give the same to four digits."""
FEWEST = 30


@dataclass(frozen=True, slots=True)
class HazardFit:
    """The model as learned by a day; t terms."""

    mean: Floats
    spread: Floats
    """(t,) of the terms it was learned from."""
    b: Floats
    """(2 (t + 1),) the coefficients at 90 days, then their change with log(horizon / 90 days); the constant first."""
    covariance: Floats
    captures: int
    """Distinct points taken that it was learned from."""

    def chances(self, now: Sample, horizons: NDArray[np.int64]) -> Floats:
        """(n, h) the chance to be taken within each horizon, days."""
        return self.chances_of(terms_of(now), horizons)

    def chances_of(self, terms: Floats, horizons: NDArray[np.int64]) -> Floats:
        """(n, h) of points whose terms (n, t) are given; it never falls with the horizon."""
        x = self._standard(terms)
        each = np.column_stack([over_paces(_with_lead(x, int(h)) @ self.b, int(h)) for h in horizons])
        return never_falling(each, horizons)

    def spread_of(self, terms: Floats, horizon: int) -> Floats:
        """(n,) standard deviation of the log-odds by the parameters alone."""
        x = _with_lead(self._standard(terms), horizon)
        return np.asarray(np.sqrt(np.einsum("nf,fg,ng->n", x, self.covariance, x)))

    def effects(self, terms: Floats, average: Floats, horizon: int) -> Floats:
        """(n, t) what each term's difference to the average adds to the log-odds."""
        t = len(self.mean)
        slope = self.b[1 : t + 1] + self.b[t + 2 :] * _lead(horizon)
        return np.asarray((terms - average) / self.spread * slope)

    def _standard(self, terms: Floats) -> Floats:
        return np.column_stack([np.ones(len(terms)), (terms - self.mean) / self.spread])


@dataclass(frozen=True, slots=True)
class Hazard:
    """Chance to be taken within a horizon h, of a point with terms x (see ``terms``).

    log(p / (1 - p)) = a + b · x + log(h / 90 days) · (c + d · x) + u: a log-logistic model of the days until a point is
    taken whose effects may grow or fade with the horizon; b and d penalised. Learned from the first days of months,
    from all windows of ``LEADS`` that are complete, a window that ended 500 days ago counting half. The chance is the
    mean over u, how far the pace of the whole front comes to differ from what was learned: see ``over_paces``.
    Sources: log-logistic failure times, Bennett (1983), Applied Statistics 32(2), 165-171; the mean over a random
    effect, Zeger, Liang & Albert (1988), Biometrics 44(4), 1049-1060.
    """

    name: str = "hazard"

    def chances(self, past: Sample, now: Sample, horizons: NDArray[np.int64]) -> Floats:
        """See ``Model``. Raises: TooFewCases."""
        return self.fit(past).chances(now, horizons)

    def fit(self, past: Sample) -> HazardFit:
        """Learn from what had come by the past's last day. Raises: TooFewCases: the side took too little."""
        rows, weight = learned_from(past)
        terms = terms_of(rows)
        mean, spread = terms.mean(axis=0), terms.std(axis=0)
        spread = np.where(spread > 1e-9, spread, 1.0)
        x = np.column_stack([np.ones(len(rows)), (terms - mean) / spread])
        found = fit_leads(rows, x, weight, np.full(x.shape[1], PENALTY))
        captures = len(np.unique(rows.point[~np.isnat(rows.taken)]))
        return HazardFit(mean, spread, found.b, found.covariance, captures)


class TooFewCases(FrontwatchError):  # noqa: N818
    """The history holds too few cases of what is asked."""


def learned_from(past: Sample) -> tuple[Sample, Floats]:
    """The rows that models learn from and the weight of each: first days of months, few of those far away."""
    first = past.day == past.day.astype("datetime64[M]").astype("datetime64[D]")
    near = past.feature("km") < NEAR_SURE_KM
    kept = first & (near | drawn(past.point))
    taken = len(np.unique(past.point[kept & ~np.isnat(past.taken)]))
    if taken < FEWEST:
        raise TooFewCases(
            f"By {past.last_day} the record shows only {taken} points of ground that this side took, under the "
            f"{FEWEST} that a forecast needs; ask with a later --as-of or about another side."
        )
    return past.rows(kept), np.where(near[kept], 1.0, 1.0 / FAR_SHARE)


def fit_leads(rows: Sample, x: Floats, weight: Floats, penalty: Floats) -> Logistic:
    """The regression over all leads whose windows are complete; x is (n, f) with the constant first."""
    lead = np.array(LEADS)
    came, whole = (np.column_stack(each) for each in zip(*map(rows.came, LEADS), strict=True))
    age = (rows.last_day - rows.day).astype(np.float64)[:, None] - lead
    faded = np.where(whole, weight[:, None] * 0.5 ** (age / HALF_LIFE_DAYS) * (2.0 / len(LEADS)), 0.0)
    both = np.concatenate([penalty, penalty])
    both[[0, len(penalty)]] = FREE
    return fit_leads_together(x, np.log(lead / MIDDLE_LEAD), came.astype(np.float64), faded, both)


def never_falling(chances: Floats, horizons: NDArray[np.int64]) -> Floats:
    """(n, h) the chances, none below that of a shorter horizon.

    >>> never_falling(np.array([[0.3, 0.1, 0.2]]), np.array([90, 30, 60])).tolist()
    [[0.3, 0.1, 0.2]]
    >>> never_falling(np.array([[0.1, 0.3]]), np.array([90, 30])).tolist()
    [[0.3, 0.3]]
    """
    found, order = chances.copy(), np.argsort(horizons)
    found[:, order] = np.maximum.accumulate(chances[:, order], axis=1)
    return found


def over_paces(log_odds: Floats, horizon: int) -> Floats:
    """(n,) mean chance over u ~ N(0, (h / 365 days · ``PACE_SPREAD_A_YEAR``)²) added to log-odds (Gauss-Hermite).

    >>> over_paces(np.array([-4.0, 0.0, 2.0]), 365).round(3).tolist()
    [0.057, 0.5, 0.789]
    """
    from numpy.polynomial.hermite_e import hermegauss

    node, weight = hermegauss(PACE_NODES)
    u = node * PACE_SPREAD_A_YEAR * horizon / 365.0
    return np.asarray(sigmoid(log_odds[:, None] + u) @ (weight / weight.sum()))


def _lead(horizon: int) -> float:
    return float(np.log(horizon / MIDDLE_LEAD))


def _with_lead(x: Floats, horizon: int) -> Floats:
    return np.hstack([x, x * _lead(horizon)])
