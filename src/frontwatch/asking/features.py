"""What was known of a point on an as-of day: distance, exposure, tempo, contested ground around."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.grid import Floats, Grid, GridHistory, Ints
from frontwatch.asking.sample import Sample, drawn
from frontwatch.asking.settings import CELL_KM, NEAR_KM, NEAR_SURE_KM
from frontwatch.ground.exposure import BEARINGS
from frontwatch.ground.known import with_maps
from frontwatch.ground.near_history import NearHistory, near_history
from frontwatch.ground.record import Record
from frontwatch.model import CONTESTED
from frontwatch.theatre.theatre import Theatre

FARTHEST_KM = 60.0
"""Beyond, distances are not told apart; see ``near_history``."""
BACK = (14, 30, 90, 365)
REACHES = {14: (6, 16), 30: (6, 16, 40), 90: (6, 16, 40), 365: (6, 16, 40)}
"""Windows of ground taken, days, and how far around a point each is summed, km."""
LOST = {90: (16,), 365: (40,)}
HELD = (5, 15, 40)
STOOD_KM = 0.5
OF_POINT = ("km", *(f"closed_{d}_days_km" for d in BACK), "bearings", "stood_months", "held_before")
OF_CELL = (
    *(f"held_{r}_km" for r in HELD),
    "contested_here", "contested_5_km", "shows_contested",
    *(f"taken_{w}_days_{r}_km" for w, reach in REACHES.items() for r in reach),
    *(f"lost_{w}_days_{r}_km" for w, reach in LOST.items() for r in reach),
)  # fmt: skip
NAMES = OF_POINT + OF_CELL
"""Distances in km (closed: how much nearer the side's ground came), bearings 0 to 1, months for which that ground has
stood where it stands (to half a km, by the first days of months), whether it held the point on such a day before,
ground held and contested as a share of the land around, ground taken and lost in km² a year."""


@dataclass(frozen=True, slots=True)
class Points:
    """p points that can be asked about or learned from."""

    lon: Floats
    lat: Floats
    population: Ints
    is_place: NDArray[np.bool_]


def points_of(theatre: Theatre, grid: Grid) -> Points:
    """The theatre's places that a record covers, in their order, then the lattice of terrain points."""
    p = theatre.places
    lon, lat = grid.centres(grid.lattice())
    kept = p.covered
    n, k = int(kept.sum()), len(lon)
    return Points(
        np.append(p.lon[kept], lon),
        np.append(p.lat[kept], lat),
        np.append(p.population[kept], np.zeros(k, np.int64)).astype(np.int64),
        np.arange(n + k) < n,
    )


def sample_of(
    record: Record, theatre: Theatre, past: GridHistory, points: Points, side: str, days: Sequence[np.datetime64]
) -> Sample:
    """A row for every as-of day and every point near the side's ground that it does not hold.

    Of terrain that no model would learn from (see ``drawn``) there is none.

    Features of a day come from the maps up to and including that day; `taken` from all maps of the record.

    Args:
        past: of the record's cells.
    """
    cell = past.grid.cell_of(points.lon, points.lat)
    of = np.flatnonzero(_worth_asking(past, points, side, cell))
    lon, lat = points.lon[of], points.lat[of]
    near, taken = Nearness.of(record, theatre, lon, lat, side, days), first_held(record, lon, lat, side)
    found = []
    for day in days:
        if day < past.days[0]:
            continue
        km = near.km(day)
        rows = np.flatnonzero((km > 0) & (km <= NEAR_KM))
        around, at = np.unique(cell[of[rows]], return_inverse=True)
        x = np.hstack([near.features(day)[rows], surroundings(record, past, side, day, around)[at]])
        found.append((np.full(len(rows), day), rows, x))
    asked, point, x = (np.concatenate([f[i] for f in found]) for i in range(3))
    asked = asked.astype("datetime64[D]")
    return Sample(
        side, NAMES, points.lon, points.lat, points.population, points.is_place,
        asked, of[point].astype(np.int64), x, taken.after(point, asked), past.days[-1],
    )  # fmt: skip


def _worth_asking(past: GridHistory, points: Points, side: str, cell: NDArray[np.intp]) -> NDArray[np.bool_]:
    """(p,) False for ground always held, and for terrain never near the side's whose far rows are not drawn either."""
    grid, ours = past.grid, past.code == past.holders.index(side)
    held = np.zeros(grid.land.size)
    held[past.cell[ours]] = 1.0
    near = grid.around(held.reshape(grid.land.shape), NEAR_SURE_KM + 2 * CELL_KM).ravel()[cell] > 0
    # A place's centre may lie in a cell whose own centre is held throughout.
    free = np.zeros(grid.land.size, bool)
    free[past.cell[~ours]] = True
    number = np.arange(len(cell))
    return points.is_place | (free[cell] & (near | drawn(number)))


@dataclass(frozen=True, slots=True)
class Nearness:
    """How near a side's ground lay to p points on any day."""

    near: NearHistory
    key: Ints
    points: int
    months: NDArray[np.datetime64]
    """(m,) the first days of months from the record's first one to the last as-of day."""

    @classmethod
    def of(
        cls, record: Record, theatre: Theatre, lon: Floats, lat: Floats, side: str, days: Sequence[np.datetime64]
    ) -> Nearness:
        """Of points at (p,) degrees, on the as-of days and on those that features look back to."""
        asked = np.array(days, "datetime64[D]")
        begin = record.days[0].astype("datetime64[M]") + 1
        months = np.arange(begin, asked.max().astype("datetime64[M]") + 1).astype("datetime64[D]")
        looked = np.append(asked[:, None] - np.array((0, *BACK), "timedelta64[D]"), months)
        # The maps between change nothing that is asked, and are most of them.
        maps = np.searchsorted(record.days, np.maximum(looked, record.days[0]), side="right") - 1
        near = near_history(with_maps(record, np.unique(maps)), theatre, lon, lat, side)
        return cls(near, near.point * len(near.days) + near.first, len(lon), months)

    def km(self, day: np.datetime64) -> Floats:
        """(p,) to the side's nearest ground; 0 on it, inf beyond 60 km."""
        return self.near.km[self._rows(day)]

    def features(self, day: np.datetime64) -> NDArray[np.float32]:
        """(p, 8) the features ``OF_POINT``."""
        km = self.km(day)
        earlier = [self.km(day - np.timedelta64(b, "D")) for b in BACK]
        finite = np.minimum(km, FARTHEST_KM)
        closed = [np.minimum(then, FARTHEST_KM) - finite for then in earlier]
        bearings = self.near.bearings[self._rows(day)] / BEARINGS
        return np.column_stack([finite, *closed, bearings, *self._before(day, finite)]).astype(np.float32)

    def _before(self, day: np.datetime64, km: Floats) -> tuple[Floats, NDArray[np.bool_]]:
        """(p,) months back, without a break, with the ground as near as on a day and not beyond; (p,) held before.

        Args:
            km: (p,) on the day, at most `FARTHEST_KM`.
        """
        stood, still, held = np.zeros(self.points), np.ones(self.points, bool), np.zeros(self.points, bool)
        for month in self.months[self.months < day][::-1]:
            then = self.km(month)
            held |= then == 0
            still &= (then > 0) & (np.minimum(then, FARTHEST_KM) <= km + STOOD_KM)
            stood += still
        return stood, held

    def _rows(self, day: np.datetime64) -> Ints:
        at = max(0, int(np.searchsorted(self.near.days, day, side="right")) - 1)
        wanted = np.arange(self.points) * len(self.near.days) + at
        return np.asarray(np.searchsorted(self.key, wanted, side="right") - 1, np.int64)


def surroundings(
    record: Record, past: GridHistory, side: str, day: np.datetime64, cells: NDArray[np.intp]
) -> NDArray[np.float32]:
    """(k, f) the features ``OF_CELL`` of some cells on a day."""
    grid = past.grid

    def slot(back: int) -> int:
        return max(0, int(np.searchsorted(past.days, day - np.timedelta64(back, "D"), side="right")) - 1)

    at = slot(0)

    def years(back: int) -> float:
        return float(max(1, (past.days[at] - past.days[slot(back)]).astype(int))) / 365.25

    held, grey = past.held_on(side, at), past.held_on(CONTESTED, at)
    land = np.maximum(grid.around_each(grid.land, HELD, cells), 1.0)
    shows = CONTESTED in record.meta.holders and record.meta.shows_contested(day.astype("datetime64[D]").item())
    columns: list[Floats | float] = [
        *(grid.around_each(held, HELD, cells) / land),
        (grey.ravel()[cells] > 0).astype(float),
        grid.around_each(grey, (5,), cells)[0] / land[HELD.index(5)],
        float(shows),
    ]
    for window, reach in REACHES.items():
        columns += [*grid.around_each(past.turned(side, slot(window), at) / years(window), reach, cells)]
    for window, reach in LOST.items():
        columns += [*grid.around_each(past.turned(side, slot(window), at, lost=True) / years(window), reach, cells)]
    return np.column_stack([np.broadcast_to(c, len(cells)) for c in columns]).astype(np.float32)


@dataclass(frozen=True, slots=True)
class FirstHeld:
    """The days on which a side came to hold points; k of them, by point and time."""

    point: Ints
    day: NDArray[np.datetime64]

    def after(self, point: NDArray[np.intp], day: NDArray[np.datetime64]) -> NDArray[np.datetime64]:
        """(n,) the first such day of each point after a day; NaT: none."""
        base = np.datetime64("1970-01-01")
        width = 100_000
        key = self.point * width + (self.day - base).astype(np.int64)
        wanted = point * width + (day.astype("datetime64[D]") - base).astype(np.int64)
        at = np.searchsorted(key, wanted, side="right")
        inside = np.minimum(at, max(len(key) - 1, 0))
        found = np.full(len(point), np.datetime64("NaT"), "datetime64[D]")
        if len(key):
            ok = (at < len(key)) & (self.point[inside] == point)
            found[ok] = self.day[inside[ok]]
        return found


def first_held(record: Record, lon: Floats, lat: Floats, side: str) -> FirstHeld:
    """When the side came to hold points: on a map and still on the next; the newest map confirms nothing by itself."""
    runs, days = record.runs(lon, lat), np.unique(record.days)
    ours = (runs.code == record.meta.holders.index(side)) & (runs.first < runs.last)
    return FirstHeld(runs.point[ours], days[runs.first[ours]])
