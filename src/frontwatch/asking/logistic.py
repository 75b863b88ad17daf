"""Penalised logistic regression by Newton's method, with the covariance of what it finds."""

from __future__ import annotations

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


def fit_logistic(x: Floats, y: Floats, weight: Floats, penalty: Floats) -> Logistic:
    """The b that makes Σ weight · log-likelihood - ½ Σ penalty · b² greatest.

    Args:
        x: (n, f). y: (n,) 0 or 1. weight: (n,) at least 0. penalty: (f,) above 0.
    Source: ridge logistic regression, le Cessie & van Houwelingen (1992), Applied Statistics 41(1), 191-201.
    """
    b = np.zeros(x.shape[1])
    information = np.diag(penalty)
    for _ in range(STEPS):
        p = sigmoid(x @ b)
        gradient = x.T @ (weight * (y - p)) - penalty * b
        information = (x * (weight * p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(information, gradient)
        largest = float(np.abs(step).max(initial=0.0))
        b = b + step * min(1.0, LARGEST_STEP / max(largest, 1e-300))
        if largest < ENOUGH:
            break
    return Logistic(b, np.asarray(np.linalg.inv(information), np.float64))
