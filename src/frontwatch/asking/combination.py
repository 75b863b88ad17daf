"""The combination of the models: weighted by how they scored in the past, and by nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
STEPS = 10
"""Weights are tenths: finer ones are noise."""


@dataclass(frozen=True, slots=True)
class Weights:
    """The weight of each model by horizon; k horizons, m models."""

    models: tuple[str, ...]
    horizons: tuple[int, ...]
    """Days, ascending."""
    share: tuple[tuple[float, ...], ...]
    """(k, m) at least 0, each row adding up to 1."""

    def at(self, horizon: int, models: tuple[str, ...]) -> Floats:
        """(m,) the weights at a horizon of the models that are at hand, adding up to 1."""
        row = [
            float(np.interp(horizon, self.horizons, [s[self.models.index(m)] for s in self.share]))
            if m in self.models
            else 0.0
            for m in models
        ]
        total = sum(row)
        return np.array(row) / total if total > 0 else np.full(len(models), 1.0 / len(models))


def combined(members: Mapping[str, Floats], horizon: int, weights: Weights) -> Floats:
    """(n,) the weighted mean of the members' chances (a linear opinion pool).

    Source: Stone (1961), Annals of Mathematical Statistics 32(4), 1339-1342.
    """
    share = weights.at(horizon, tuple(members))
    return np.asarray(sum(w * p for w, p in zip(share, members.values(), strict=True)))


def weights_of(p: Floats, came: NDArray[np.bool_], prior: Floats, strength: float) -> Floats:
    """(m,) the weights that would have had the least Brier score, drawn towards others where there are few cases.

    Args:
        p: (n, m) what each model forecast. came: (n,).
        prior: (m,) the weights to begin with. strength: how many of the mean case's squared errors a step from them to
            the far corner costs.
    """
    m = p.shape[1]
    steps = [np.array(s) / STEPS for s in product(range(STEPS + 1), repeat=m) if sum(s) == STEPS]
    y = came.astype(np.float64)
    # ‖Pw - y‖² = w·Aw - 2 b·w + c: every candidate costs m² operations, not n.
    a, b, c = p.T @ p, p.T @ y, float(y @ y)
    mean = max((float(prior @ a @ prior) - 2 * float(b @ prior) + c) / max(len(y), 1), 1e-12)
    cost = [w @ a @ w - 2 * b @ w + strength * mean * float(((w - prior) ** 2).sum()) for w in steps]
    return steps[int(np.argmin(cost))]


DEFAULT_WEIGHTS = Weights(("climatology", "kinetic", "hazard", "simulation"), (30,), ((0.0, 0.0, 0.9, 0.1),))
"""Where no past scores are at hand."""
