"""The ground as equal cells of 2 km, week by week up to a day: what the front simulation is fitted on and runs over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.simulation.settings import (
    BORDER_KEPT_KM,
    BORDER_REACH_KM,
    CELL_KM,
    REACH_KM,
    WEEKS_BACK,
)
from frontwatch.ground.known import known_where_told
from frontwatch.ground.outline import country, edges_of_region, inside
from frontwatch.ground.record import Record
from frontwatch.model import CONTESTED, FrontwatchError
from frontwatch.theatre.theatre import Theatre

Floats = NDArray[np.float64]
HOME, OTHER, GREY = 0, 1, 2
"""Codes of a cell: the home side's, the other side's, contested."""
EARTH_KM = 6371.0072
"""Radius of the sphere of the Earth's area."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows and columns of equal cells in Lambert's cylindrical projection, true at latitude `lat0`.

    Every cell has the same area; lengths are true within 10 % up to 4 degrees from `lat0`.
    """

    lon0: float
    lat0: float
    """Degrees, of the south-west corner and of true scale."""
    south: float
    rows: int
    columns: int
    cell_km: float = CELL_KM

    def xy(self, lon: Floats, lat: Floats) -> tuple[Floats, Floats]:
        """Column and row, as real numbers: a cell's centre lies at its whole numbers plus one half."""
        true = np.cos(np.radians(self.lat0))
        x = EARTH_KM * true * np.radians(np.asarray(lon, np.float64) - self.lon0)
        up = np.sin(np.radians(np.asarray(lat, np.float64))) - np.sin(np.radians(self.south))
        return x / self.cell_km, EARTH_KM / true * up / self.cell_km

    def centres(self) -> tuple[Floats, Floats]:
        """(rows * columns,) longitude and latitude of the centres, row by row from the south-west."""
        true = np.cos(np.radians(self.lat0))
        x = (np.arange(self.columns) + 0.5) * self.cell_km / (EARTH_KM * true)
        y = (np.arange(self.rows) + 0.5) * self.cell_km * true / EARTH_KM
        lat = np.degrees(np.arcsin(y + np.sin(np.radians(self.south))))
        return np.tile(self.lon0 + np.degrees(x), self.rows), np.repeat(lat, self.columns)

    def at(self, lon: Floats, lat: Floats) -> NDArray[np.int64]:
        """(n,) index of the cell a point lies in, -1 outside the grid."""
        x, y = self.xy(lon, lat)
        column, row = np.floor(x).astype(np.int64), np.floor(y).astype(np.int64)
        within = (column >= 0) & (column < self.columns) & (row >= 0) & (row < self.rows)
        return np.where(within, row * self.columns + column, -1)


@dataclass(frozen=True, slots=True)
class Field:
    """c cells of the theatre's land within reach of the front, on w week ends, the last of them the as-of day."""

    home: str
    other: str
    """Codes of the two sides; the other is the one whose ground the maps draw."""
    as_of: date
    grid: Grid
    index: NDArray[np.int64]
    """(c,) of each cell in the grid, ascending."""
    code: NDArray[np.int8]
    """(w, c) HOME, OTHER or GREY at each week's end."""
    border: NDArray[np.bool_]
    """(c,) whether the other side's own country is near enough to attack from."""
    town: NDArray[np.bool_]
    """(c,) whether the centre lies in a settlement of the theatre."""

    @property
    def cell_km2(self) -> float:
        """Area of a cell."""
        return self.grid.cell_km**2

    def centres(self) -> tuple[Floats, Floats]:
        """(c,) longitude and latitude."""
        lon, lat = self.grid.centres()
        return lon[self.index], lat[self.index]

    def cell_of(self, lon: Floats, lat: Floats) -> NDArray[np.int64]:
        """(n,) index among the c cells of the cell a point lies in, -1 none."""
        at = self.grid.at(lon, lat)
        found = np.minimum(np.searchsorted(self.index, at), len(self.index) - 1)
        return np.where(self.index[found] == at, found, -1)


def field_of(record: Record, theatre: Theatre, as_of: date, *, weeks: int = WEEKS_BACK) -> Field:
    """The field of a record as it was known by the as-of day; weeks without a map keep the one before.

    Raises: FrontwatchError: the record has under eight weeks of maps by then, or no front.
    """
    record = known_where_told(record, as_of)
    days = np.unique(record.days)
    ends = np.datetime64(as_of, "D") - 7 * np.arange(weeks)[::-1]
    ends = ends[ends >= days[0]]
    if len(ends) < 8:
        raise FrontwatchError(
            f"{record.meta.name} begins on {days[0]}, too near to {as_of} to learn how the front moves; "
            "ask as of a day at least eight weeks later."
        )
    home, other = theatre.home, next(s.code for s in theatre.sides if s.code != theatre.home)
    grid = _grid(theatre)
    lon, lat = grid.centres()
    land = np.zeros(len(lon), bool)
    for code in country(theatre):
        land |= inside(edges_of_region(theatre, code), lon, lat)
    index = np.flatnonzero(land)
    codes = _codes(record, lon[index], lat[index], np.searchsorted(days, ends, side="right") - 1, home, other)
    beside = _beside(theatre, grid, other)
    kept = _kept(grid, index, codes, beside)
    if not kept.any():
        raise FrontwatchError(f"{record.meta.name} shows no front by {as_of}; ask as of a day that has one.")
    index, codes = index[kept], codes[:, kept]
    border = _spread(grid, beside, round(BORDER_REACH_KM / grid.cell_km))[index]
    return Field(home, other, as_of, grid, index, codes, border, _towns(theatre, grid, index))


def _grid(theatre: Theatre) -> Grid:
    rings = [r for code in country(theatre) for r in theatre.region_rings(code)]
    low, high = np.min([r.min(axis=0) for r in rings], axis=0), np.max([r.max(axis=0) for r in rings], axis=0)
    lat0 = float(low[1] + high[1]) / 2
    corner = Grid(float(low[0]), lat0, float(low[1]), 1, 1)
    x, y = corner.xy(high[0], high[1])
    return Grid(corner.lon0, lat0, corner.south, int(np.ceil(y)), int(np.ceil(x)))


def _codes(record: Record, lon: Floats, lat: Floats, at: NDArray[np.intp], home: str, other: str) -> NDArray[np.int8]:
    """(w, c) codes on the days of index `at`, ascending."""
    as_code = np.array([OTHER if h == other else GREY if h == CONTESTED else HOME for h in record.meta.holders])
    runs = record.runs(lon, lat)
    start = np.searchsorted(at, runs.first, side="left")
    stop = np.searchsorted(at, runs.last, side="right")
    found = np.zeros((len(at), len(lon)), np.int8)
    code = as_code[runs.code].astype(np.int8)
    long = (start == 0) & (stop == len(at))
    found[:, runs.point[long]] = code[long]
    for n in np.flatnonzero(~long & (start < stop)):
        found[start[n] : stop[n], runs.point[n]] = code[n]
    return found


def _beside(theatre: Theatre, grid: Grid, other: str) -> NDArray[np.bool_]:
    """(rows * columns,) the cells that the theatre's border with the other side's own country runs through."""
    touched = np.zeros(grid.rows * grid.columns, bool)
    for border in theatre.borders:
        if border.with_ == other:
            x, y = grid.xy(border.line[:, 0], border.line[:, 1])
            steps = np.maximum(1, np.ceil(2 * np.hypot(np.diff(x), np.diff(y)))).astype(np.int64)
            part = np.repeat(np.arange(len(steps)), steps)
            along = (np.arange(steps.sum()) - np.repeat(np.cumsum(steps) - steps, steps)) / steps[part]
            column = np.clip((x[part] + along * np.diff(x)[part]).astype(np.int64), 0, grid.columns - 1)
            row = np.clip((y[part] + along * np.diff(y)[part]).astype(np.int64), 0, grid.rows - 1)
            touched[row * grid.columns + column] = True
    return touched


def _kept(
    grid: Grid, index: NDArray[np.int64], codes: NDArray[np.int8], beside: NDArray[np.bool_]
) -> NDArray[np.bool_]:
    """(c,) the cells that have ground of both sides within reach, at any week's end."""
    near = np.ones(len(index), bool)
    for theirs in ((codes != HOME).any(axis=0), (codes != OTHER).any(axis=0)):
        whole = np.zeros(grid.rows * grid.columns, bool)
        whole[index[theirs]] = True
        near &= _spread(grid, whole, round(REACH_KM / grid.cell_km))[index]
    return near | _spread(grid, beside, round(BORDER_KEPT_KM / grid.cell_km))[index]


def _spread(grid: Grid, cells: NDArray[np.bool_], by: int) -> NDArray[np.bool_]:
    """(rows * columns,) whether any of the cells lies within so many rows and columns."""
    return np.asarray(boxed(cells.reshape(grid.rows, grid.columns).astype(np.int64), by).ravel() > 0)


def boxed(values: NDArray[np.int64], by: int) -> NDArray[np.int64]:
    """Sum over the square of so many rows and columns on each side of every cell.

    >>> boxed(np.eye(3, dtype=np.int64), 1).tolist()
    [[2, 2, 1], [2, 3, 2], [1, 2, 2]]
    """
    for axis in (0, 1):
        n = values.shape[axis]
        total = np.concatenate([np.zeros_like(values.take([0], axis)), values.cumsum(axis=axis)], axis=axis)
        high, low = np.minimum(np.arange(n) + by + 1, n), np.maximum(np.arange(n) - by, 0)
        values = total.take(high, axis) - total.take(low, axis)
    return values


def _towns(theatre: Theatre, grid: Grid, index: NDArray[np.int64]) -> NDArray[np.bool_]:
    """(c,) whether a cell is within the disc of a settlement, or holds the centre of one of over 300 people."""
    places = theatre.places
    town = np.zeros(grid.rows * grid.columns, bool)
    x, y = grid.xy(places.lon, places.lat)
    radius = np.clip(np.sqrt(places.population / 3000.0 / np.pi), 0.5, 6.0) / grid.cell_km
    for n in np.flatnonzero((places.population >= 300) & (grid.at(places.lon, places.lat) >= 0)):
        reach = int(np.ceil(radius[n]))
        columns = np.arange(max(0, int(x[n]) - reach), min(grid.columns, int(x[n]) + reach + 1))
        rows = np.arange(max(0, int(y[n]) - reach), min(grid.rows, int(y[n]) + reach + 1))
        far = np.hypot(columns[None, :] + 0.5 - x[n], rows[:, None] + 0.5 - y[n]) <= max(radius[n], 0.5)
        town.reshape(grid.rows, grid.columns)[np.ix_(rows, columns)] |= far
    town[grid.at(places.lon, places.lat)[(places.population >= 300) & (grid.at(places.lon, places.lat) >= 0)]] = True
    return town[index]
