"""What the runs say: when each cell fell in each of them, and the figures that follow from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.field import OTHER, Field
from frontwatch.asking.forecast import Fan
from frontwatch.asking.simulation.settings import NEAREST_CELLS, NEVER
from frontwatch.ground.local import to_km

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Runs:
    """r runs of the field's c cells over some weeks."""

    field: Field
    weeks: int
    taken_week: NDArray[np.uint8]
    """(r, c) first week, from 1, at whose end the other side holds a cell it did not; NEVER: none."""
    lost_week: NDArray[np.uint8]
    """(r, c) first week at whose end it no longer holds a cell it held; NEVER: none."""
    group: NDArray[np.int64]
    """(r,) runs of one group share one draw of the parameters."""

    def __len__(self) -> int:
        return len(self.taken_week)

    def came_week(self, cells: NDArray[np.int64], side: str) -> NDArray[np.uint8]:
        """(r, n) first week at whose end a side holds each cell, 0 where it does so now, NEVER where it never does.

        The home side is taken to hold what the other does not, contested ground too. A cell outside the field, -1,
        never comes.
        """
        week, held = self.taken_week, self.field.code[-1] == OTHER
        if side != self.field.other:
            week, held = self.lost_week, ~held
        found = week[:, cells].copy()
        # A cell lost and taken again, or the other way round, was the side's own at first.
        found[:, held[cells]] = 0
        found[:, cells < 0] = NEVER
        return found

    def chance(self, lon: Floats, lat: Floats, days: NDArray[np.int64], side: str | None = None) -> Floats:
        """(n, h) share of runs in which a side, the other one by default, takes each of n points within h horizons.

        Args:
            lon, lat: (n,) degrees, of points it does not hold; see ``open_cell``.
            days: (h,) from the as-of day; the broken week counts by its part.
        """
        side = side or self.field.other
        week = self.came_week(self.open_cell(np.asarray(lon), np.asarray(lat), side), side)
        return np.stack([self._by_day(week, float(d)) for d in np.asarray(days)], axis=1)

    def _by_day(self, week: NDArray[np.uint8], day: float) -> Floats:
        """(n,) between two week ends in proportion; after the last one the last."""
        at = min(max(day / 7.0, 0.0), float(self.weeks))
        low = min(int(at), self.weeks - 1)
        before, after = ((week <= w).mean(axis=0) for w in (low, low + 1))
        return np.asarray(before + (at - low) * (after - before))

    def open_cell(self, lon: Floats, lat: Floats, side: str) -> NDArray[np.int64]:
        """(n,) the cell of each point; where its centre is the side's, the nearest one around that is not.

        A point near a line may lie on the other side of it than the centre of its cell: it is not taken for that.
        """
        field = self.field
        held = (field.code[-1] == OTHER) == (side == field.other)
        cells = field.cell_of(lon, lat)
        crossed = np.flatnonzero((cells >= 0) & held[cells])
        x, y = field.grid.xy(lon[crossed], lat[crossed])
        least = np.full(len(crossed), np.inf)
        for row in range(-NEAREST_CELLS, NEAREST_CELLS + 1):
            for column in range(-NEAREST_CELLS, NEAREST_CELLS + 1):
                at = (np.floor(y) + row) * field.grid.columns + np.floor(x) + column
                found = np.minimum(np.searchsorted(field.index, at), len(field.index) - 1)
                far = np.hypot(np.floor(x) + column + 0.5 - x, np.floor(y) + row + 0.5 - y)
                better = (field.index[found] == at) & ~held[found] & (far < least)
                least[better] = far[better]
                cells[crossed[better]] = found[better]
        return cells

    def fan(self, day: int, side: str | None = None) -> Fan:
        """The chance of every cell that some run reaches within so many days."""
        side = side or self.field.other
        held = self.field.code[-1] == OTHER
        open_to = ~held if side == self.field.other else held
        lon, lat = self.field.centres()
        week = self.taken_week if side == self.field.other else self.lost_week
        cells = np.flatnonzero(open_to & (week.min(axis=0) <= weeks_of_days(day)))
        chance = self.chance(lon[cells], lat[cells], np.array([day]), side)[:, 0]
        on = self.field.as_of + timedelta(days=day)
        return Fan(on, lon[cells], lat[cells], chance, self.field.grid.cell_km)

    def net_km2(self, mask: NDArray[np.bool_] | None = None) -> Floats:
        """(r, weeks + 1) what the other side has gained, net, by the end of each week, within the cells of a mask."""
        cells = np.arange(self.taken_week.shape[1]) if mask is None else np.flatnonzero(mask)
        found = np.zeros((len(self), self.weeks + 1))
        for sign, weeks in ((1.0, self.taken_week), (-1.0, self.lost_week)):
            # Most cells never change in any run.
            some = weeks[:, cells] != NEVER
            r, c = np.nonzero(some)
            np.add.at(found, (r, weeks[r, cells[c]].astype(np.int64)), sign * self.field.cell_km2)
        return found.cumsum(axis=1)

    def near_week(self, lon: float, lat: float, km: float, side: str | None = None) -> NDArray[np.uint8]:
        """(r,) first week at whose end a side's ground lies within so many km of a point, 0 now, NEVER never.

        A cell's ground begins half a cell before its centre.
        """
        at_lon, at_lat = self.field.centres()
        x, y = to_km(at_lon, at_lat, lon, lat)
        cells = np.flatnonzero(np.hypot(x, y) - self.field.grid.cell_km / 2 <= km)
        cells = np.union1d(cells, self.field.cell_of(np.array([lon]), np.array([lat])))
        return np.asarray(self.came_week(cells, side or self.field.other).min(axis=1))


def chance_by_count(came: Any, runs: int) -> Any:
    """The chance of what came in so many of n runs, a little drawn in so that it is never 0 or 1: (k + 1/2) / (n + 1).

    Args:
        came: a number or an array.

    >>> chance_by_count(0, 9), chance_by_count(9, 9)
    (0.05, 0.95)
    """
    return (came + 0.5) / (runs + 1)


def weeks_of_days(day: float) -> int:
    """Weeks that have begun by then."""
    return int(np.ceil(day / 7))
