"""Points that a side does not hold, on many as-of days: what was known of each then, and when the side took it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.settings import FAR_SHARE

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


def drawn(point: NDArray[np.int64] | NDArray[np.intp]) -> NDArray[np.bool_]:
    """(n,) whether the rows of a point that lie far off are learned from: one in seven, by the point's number."""
    return np.asarray(point.astype(np.int64) * 2654435761 % 2**32 < FAR_SHARE * 2**32)


@dataclass(frozen=True, slots=True)
class Sample:
    """n rows, each a point on an as-of day, of p points; a row exists only where the side does not hold the point."""

    side: str
    names: tuple[str, ...]
    """(f,) the features; see ``features``."""
    lon: Floats
    lat: Floats
    """(p,) degrees."""
    population: Ints
    """(p,) 0 unknown."""
    is_place: NDArray[np.bool_]
    """(p,) False for a terrain point of the lattice."""
    day: NDArray[np.datetime64]
    """(n,) datetime64[D], the as-of day."""
    point: Ints
    """(n,) index into the points."""
    x: NDArray[np.float32]
    """(n, f) features as of the day."""
    taken: NDArray[np.datetime64]
    """(n,) first day of a map, confirmed by the next, on which the side held the point; NaT: not by the last day."""
    last_day: np.datetime64
    """Up to which it is known what came."""

    def __len__(self) -> int:
        return len(self.day)

    def rows(self, kept: NDArray[np.bool_] | NDArray[np.intp]) -> Sample:
        """Some of the rows; the points stay."""
        return replace(self, day=self.day[kept], point=self.point[kept], x=self.x[kept], taken=self.taken[kept])

    def known_by(self, day: np.datetime64) -> Sample:
        """The rows of before a day, with what had come by then."""
        before = self.rows(self.day < day)
        taken = before.taken.copy()
        taken[~(taken <= day)] = np.datetime64("NaT")
        return replace(before, taken=taken, last_day=min(day, self.last_day))

    def feature(self, name: str) -> NDArray[np.float32]:
        """(n,) one feature. Raises: ValueError: there is none of that name."""
        return self.x[:, self.names.index(name)]

    def came(self, horizon: int) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        """(n,) whether the side took the point within so many days, and (n,) whether the whole window has passed."""
        end = self.day + np.timedelta64(horizon, "D")
        return self.taken <= end, end <= self.last_day
