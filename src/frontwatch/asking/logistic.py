"""Penalised logistic regression by Newton's method, with the covariance of what it finds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
STEPS = 25
LARGEST_STEP = 3.0
ENOUGH = 1e-5


@dataclass(frozen=True, slots=True)
class Logistic:
    """log(p / (1 - p)) = x · b."""

    b: Floats
    """(f,)"""
    covariance: Floats
    """(f, f) the inverse of the penalised information."""


def sigmoid(z: Floats) -> Floats:
    """1 / (1 + e^-z).

    >>> sigmoid(np.array([0.0, 2.0])).round(3).tolist()
    [0.5, 0.881]
    """
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(z, -35.0, 35.0))))


def logit(p: Floats) -> Floats:
    """log(p / (1 - p)), of a chance between one in a million and its opposite.

    >>> logit(np.array([0.5, 0.881])).round(2).tolist()
    [0.0, 2.0]
    """
    p = np.clip(p, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(p / (1.0 - p)))


def fit_logistic(x: Floats, y: Floats, weight: Floats, penalty: Floats, around: Floats | None = None) -> Logistic:
    """The b that makes Σ weight · log-likelihood - ½ Σ penalty · (b - around)² greatest.

    Args:
        x: (n, f). y: (n,) 0 or 1. weight: (n,) at least 0. penalty: (f,) above 0. around: (f,), else 0.
    Source: ridge logistic regression, le Cessie & van Houwelingen (1992), Applied Statistics 41(1), 191-201.
    """

    def slope(b: Floats) -> tuple[Floats, Floats]:
        p = sigmoid(x @ b)
        return x.T @ (weight * (y - p)), (x * (weight * p * (1 - p))[:, None]).T @ x

    return _climbed(slope, penalty, around)


def fit_leads_together(x: Floats, lead: Floats, y: Floats, weight: Floats, penalty: Floats) -> Logistic:
    """``fit_logistic`` of log(p / (1 - p)) = x · b + lead (x · d), every row at every lead; b, then d.

    The same sums, but over n rows of f columns, not over n · l rows of 2 f.

    Args:
        x: (n, f). lead: (l,). y: (n, l) 0 or 1. weight: (n, l) at least 0. penalty: (2 f,) above 0.
    """
    f = x.shape[1]

    def slope(b: Floats) -> tuple[Floats, Floats]:
        p = sigmoid((x @ b[:f])[:, None] + (x @ b[f:])[:, None] * lead)
        missed, known = weight * (y - p), weight * p * (1 - p)
        gradient = np.concatenate([x.T @ missed.sum(axis=1), x.T @ (missed @ lead)])
        level, mixed, change = ((x * (known @ lead**power)[:, None]).T @ x for power in (0, 1, 2))
        return gradient, np.block([[level, mixed], [mixed.T, change]])

    return _climbed(slope, penalty)


def _climbed(
    slope: Callable[[Floats], tuple[Floats, Floats]], penalty: Floats, around: Floats | None = None
) -> Logistic:
    """Newton's way to the top, from where the penalty is 0, by the slope and the information of the likelihood."""
    start = np.zeros(len(penalty)) if around is None else around
    b = start.copy()
    information = np.diag(penalty)
    for _ in range(STEPS):
        gradient, information = slope(b)
        information = information + np.diag(penalty)
        step = np.linalg.solve(information, gradient - penalty * (b - start))
        largest = float(np.abs(step).max(initial=0.0))
        b = b + step * min(1.0, LARGEST_STEP / max(largest, 1e-300))
        if largest < ENOUGH:
            break
    return Logistic(b, np.asarray(np.linalg.inv(information), np.float64))
