"""Which cell falls next: the conditional logit, fitted by Newton's method."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.simulation.settings import RIDGE

Floats = NDArray[np.float64]
SAME = 1e-9
"""Relative spread under which a column counts as constant: rounding alone."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Effects on the log rate, and how sure they are."""

    effect: Floats
    """(f,)"""
    covariance: Floats
    """(f, f)"""


def fit_choice(
    x: Floats, week: NDArray[np.int64], fell: NDArray[np.bool_], weight: Floats, stands_for: Floats
) -> Choice:
    """Effects b that maximise the weighted chance of the cells that fell, given how many fell in each week.

    In a week each of them was cell i with chance exp(b.x_i) / sum of exp(b.x_j) over the week's candidates: the week's
    tempo drops out, so a fast month teaches where and not how much. Ridge: RIDGE / 2 times |b|² of scaled columns.

    Args:
        x: (n, f). week: (n,) 0, 1, …, ascending. fell: (n,). weight: (weeks,) of each week.
        stands_for: (n,) how many candidates a row stands for.
    Source: McFadden (1974), Conditional logit analysis of qualitative choice behavior.
    """
    spread = x.std(axis=0)
    varies = spread > SAME * (1 + np.abs(x).max(axis=0))
    scale = np.where(varies, spread, 1.0)
    # A column that never varies teaches nothing, and must not stray in later draws.
    z = np.where(varies, x / scale, 0.0)
    starts = np.searchsorted(week, np.arange(len(weight)))
    filled = np.flatnonzero(np.diff(np.append(starts, len(week))) > 0)
    counts = np.bincount(week, weights=fell, minlength=len(weight)).astype(np.float64)
    b = np.zeros(x.shape[1])
    pull, precision = _slope(z, week, fell, weight, counts, stands_for, starts[filled], filled, b)
    for _ in range(25):
        step = np.linalg.solve(precision, pull)
        b = b + step * min(1.0, 2.0 / max(np.abs(step).max(), 1e-12))
        pull, precision = _slope(z, week, fell, weight, counts, stands_for, starts[filled], filled, b)
        if np.abs(step).max() < 1e-6:
            break
    covariance = np.linalg.inv(precision) / np.outer(scale, scale)
    return Choice(b / scale, covariance * np.outer(varies, varies))


def _slope(
    z: Floats,
    week: NDArray[np.int64],
    fell: NDArray[np.bool_],
    weight: Floats,
    counts: Floats,
    stands_for: Floats,
    starts: NDArray[np.int64],
    filled: NDArray[np.intp],
    b: Floats,
) -> tuple[Floats, Floats]:
    """Slope and curvature (positive) of the log-likelihood."""
    rate = np.exp(np.clip(z @ b, -40, 40)) * stands_for
    total = np.ones(len(weight))
    total[filled] = np.add.reduceat(rate, starts)
    p = rate / total[week]
    mean = np.zeros((len(weight), z.shape[1]))
    mean[filled] = np.add.reduceat(z * p[:, None], starts, axis=0)
    often = weight * counts
    pull = (z * (fell * weight[week])[:, None]).sum(axis=0) - often @ mean - RIDGE * b
    second = (z * (p * often[week])[:, None]).T @ z - (mean * often[:, None]).T @ mean
    return pull, second + RIDGE * np.eye(len(b))
