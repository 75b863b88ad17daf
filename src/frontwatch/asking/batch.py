"""Many questions at once: as many points, each with its side and day, and the chances that come back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rows:
    """n questions: will the side hold the point's centre by the day?"""

    place_id: NDArray[np.int64]
    """(n,) of the theatre's place; 0 a bare point."""
    lon: Floats
    lat: Floats
    """(n,) degrees."""
    side: NDArray[np.str_]
    """(n,) codes."""
    by: NDArray[np.datetime64]
    """(n,) datetime64[D], each after the as-of day."""

    def __len__(self) -> int:
        return len(self.lon)


@dataclass(frozen=True, slots=True)
class RowChances:
    """What comes back of n questions; NaN where nothing can be said, with the reason in `trouble`."""

    probability: Floats
    low: Floats
    high: Floats
    climatology: Floats
    kinetic: Floats
    """(n,) each, 0 to 1."""
    trouble: tuple[str, ...]
    """(n,) one sentence where nothing can be said: the side holds it already, it was never near the front; else ""."""
