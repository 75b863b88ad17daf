"""The chances of points, by every member and together, with their interval."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.combination import Weights, combined
from frontwatch.asking.logistic import logit, sigmoid
from frontwatch.asking.prepared import Prepared
from frontwatch.asking.sample import Sample
from frontwatch.asking.settings import FAINTEST, INTERVAL_Z, LEVEL_SPREAD
from frontwatch.asking.terms import terms_of

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Chances:
    """Of n points, within one horizon each or all."""

    probability: Floats
    low: Floats
    high: Floats
    """(n,) each; the 80 % interval."""
    members: dict[str, Floats]
    """Model -> (n,)."""


def chances(prepared: Prepared, sample: Sample, horizon: int, weights: Weights, simulated: Floats | None) -> Chances:
    """The chances that the side takes points within a horizon, days.

    The interval is that of the log-odds: of the parameters, of the pace of the whole front, and of the members' spread,
    added in squares.

    Args:
        simulated: (n,) by the front simulation; None: it was not run.
    """
    now = np.array([horizon], np.int64)
    terms = terms_of(sample)
    members = {
        "climatology": prepared.base_rates(sample, horizon),
        "kinetic": prepared.kinetic.chances(sample, now)[:, 0],
        "hazard": prepared.hazard.chances_of(terms, now)[:, 0],
    }
    if simulated is not None:
        members["simulation"] = simulated
    p = bounded(combined(members, horizon, weights))
    level = float(level_spread(np.array([horizon]))[0])
    apart = members_apart(members, horizon, weights)
    spread = np.sqrt(prepared.hazard.spread_of(terms, horizon) ** 2 + level**2 + apart**2) * INTERVAL_Z
    z = logit(p)
    return Chances(p, bounded(sigmoid(z - spread)), bounded(sigmoid(z + spread)), members)


def widened(p: Floats, low: Floats, high: Floats, horizons: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """(n,) low and (n,) high of 80 % intervals that know nothing of the pace of the whole front, with it."""
    z, level = logit(bounded(p)), level_spread(horizons) * INTERVAL_Z
    below, above = z - logit(bounded(low)), logit(bounded(high)) - z
    return bounded(sigmoid(z - np.hypot(below, level))), bounded(sigmoid(z + np.hypot(above, level)))


def level_spread(horizons: NDArray[np.int64]) -> Floats:
    """(n,) see ``LEVEL_SPREAD``."""
    return np.interp(horizons, [h for h, _ in LEVEL_SPREAD], [s for _, s in LEVEL_SPREAD])


def members_apart(members: dict[str, Floats], horizon: int, weights: Weights) -> Floats:
    """(n,) weighted standard deviation of the members' chances, as log-odds at their mean.

    By the slope of the log-odds, 1 / (p (1 - p)): a member near 0 would else make any mean look unknown.
    """
    share = weights.at(horizon, tuple(members))
    each = np.column_stack([bounded(p) for p in members.values()])
    mean = each @ share
    return np.asarray(np.sqrt(((each - mean[:, None]) ** 2) @ share) / (mean * (1 - mean)))


def bounded(p: Floats) -> Floats:
    """Kept off 0 and 1: see ``FAINTEST``."""
    return np.asarray(np.clip(p, FAINTEST, 1 - FAINTEST))
