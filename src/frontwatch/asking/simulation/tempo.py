"""How many cells change hands in a week: a tempo that reverts to a long-run mean, both only known with a spread."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.simulation.settings import (
    MEAN_DRIFT,
    MEAN_PRIOR,
    TEMPO_CEILING,
    TEMPO_NOISE,
    TEMPO_REVERSION,
    TEMPO_SPREAD,
)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Tempo:
    """g ways in which tempo may behave, each with how well it told the past and where it stands now.

    ln of a week's expected captures is mean + deviation + noise; the deviation of the next week is `reversion` times
    this week's plus a shock that keeps its long-run standard deviation at `spread`.
    """

    chance: Floats
    """(g,) the sum is 1."""
    reversion: Floats
    spread: Floats
    noise: Floats
    """(g,) variance of the noise."""
    now: Floats
    """(g, 2) mean and deviation expected on the as-of day."""
    doubt: Floats
    """(g, 2, 2) their covariance."""
    ceiling: float
    """No week of a run expects more captures: some times the greatest week known."""

    def draw(self, weeks: int, runs: int, rng: np.random.Generator) -> Floats:
        """(runs, weeks) expected captures, from one draw of the way and of the long-run mean."""
        g = int(rng.choice(len(self.chance), p=self.chance))
        (mean, deviation), doubt = self.now[g], self.doubt[g]
        long_run = mean + np.sqrt(doubt[0, 0]) * rng.standard_normal()
        # Given the mean, where the deviation stands now.
        share = doubt[0, 1] / doubt[0, 0]
        left = max(doubt[1, 1] - share * doubt[0, 1], 0.0)
        d = deviation + share * (long_run - mean) + np.sqrt(left) * rng.standard_normal(runs)
        shock = self.spread[g] * np.sqrt(1 - self.reversion[g] ** 2)
        found = np.empty((runs, weeks))
        for week in range(weeks):
            d = self.reversion[g] * d + shock * rng.standard_normal(runs)
            found[:, week] = long_run + d + np.sqrt(self.noise[g]) * rng.standard_normal(runs)
        return np.minimum(np.exp(found), self.ceiling)


def fit_tempo(captures: NDArray[np.int64]) -> Tempo:
    """The tempo of weeks of the past, oldest first, by a Kalman filter for each way of behaving.

    ln(captures + 1/2) is seen with the variance noise + 1 / (captures + 1/2); the mean itself drifts, so that what
    was long ago weighs less.
    """
    ways = np.array([(r, s, n) for r in TEMPO_REVERSION for s in TEMPO_SPREAD for n in TEMPO_NOISE])
    reversion, spread, noise = ways.T
    g = len(ways)
    now = np.zeros((g, 2))
    now[:, 0] = MEAN_PRIOR[0]
    doubt = np.zeros((g, 2, 2))
    doubt[:, 0, 0], doubt[:, 1, 1] = MEAN_PRIOR[1] ** 2, spread**2
    told = np.zeros(g)
    for seen in captures + 0.5:
        now[:, 1] *= reversion
        doubt[:, 0, 1] *= reversion
        doubt[:, 1, 0] *= reversion
        doubt[:, 1, 1] = doubt[:, 1, 1] * reversion**2 + spread**2 * (1 - reversion**2)
        doubt[:, 0, 0] += MEAN_DRIFT**2
        reach = doubt.sum(axis=2)
        variance = reach.sum(axis=1) + noise + 1 / seen
        error = np.log(seen) - now.sum(axis=1)
        told -= 0.5 * (np.log(variance) + error**2 / variance)
        now += reach * (error / variance)[:, None]
        doubt -= reach[:, :, None] * reach[:, None, :] / variance[:, None, None]
    chance = np.exp(told - told.max())
    ceiling = TEMPO_CEILING * float(captures.max(initial=1))
    return Tempo(chance / chance.sum(), reversion, spread, noise, now, doubt, max(ceiling, TEMPO_CEILING))
