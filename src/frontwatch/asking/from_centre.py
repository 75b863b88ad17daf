"""The chance that any part of a place comes, from that of its centre."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def some_with(centre: Floats, some: Floats, centre_in_runs: Floats) -> Floats:
    """(h,) the chance of what comes with the centre, and may come without it: P(centre) + P(not centre) q.

    q is how often it comes in the runs in which the centre does not.

    Args:
        centre: (h,) the centre's chance by all models. some, centre_in_runs: (h,) shares of the runs.

    >>> some_with(np.array([0.3]), np.array([0.4]), np.array([0.2])).round(3).tolist()
    [0.475]
    """
    without = np.clip((some - centre_in_runs) / np.maximum(1 - centre_in_runs, 1e-9), 0.0, 1.0)
    return np.asarray(centre + (1 - centre) * without)
