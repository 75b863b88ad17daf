"""Square cells over the theatre's land: who held each, when each changed hands, and sums over its surroundings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.settings import CELL_KM, LATTICE_STEP
from frontwatch.ground.holder import crossings
from frontwatch.ground.local import km_per_degree
from frontwatch.ground.record import Record
from frontwatch.theatre.theatre import Theatre

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Grid:
    """r rows by c columns of cells, `CELL_KM` wide at its middle latitude; a cell off the theatre's land counts 0."""

    west: float
    south: float
    """Degrees, the outer corner of cell (0, 0)."""
    step_lon: float
    step_lat: float
    """Degrees."""
    land: Floats
    """(r, c) km² of land of each cell: its area, or 0."""

    @classmethod
    def of(cls, theatre: Theatre) -> Grid:
        """The cells whose centre lies on the country's ground."""
        rings = [r for region in theatre.regions for r in theatre.region_rings(region.code)]
        every = np.concatenate(rings)
        (west, south), (east, north) = every.min(axis=0), every.max(axis=0)
        middle = km_per_degree(np.array((south + north) / 2))
        step_lon, step_lat = (float(CELL_KM / k) for k in middle)
        rows, columns = int((north - south) / step_lat) + 1, int((east - west) / step_lon) + 1
        lat = south + (np.arange(rows) + 0.5) * step_lat
        lon = west + (np.arange(columns) + 0.5) * step_lon
        inside = np.zeros(rows * columns, bool)
        x, y = np.tile(lon, rows), np.repeat(lat, columns)
        for region in theatre.regions:
            ring = theatre.region_rings(region.code)
            if not ring:
                continue
            a, b = (np.concatenate([r[:-1] for r in ring]), np.concatenate([r[1:] for r in ring]))
            near = np.flatnonzero(
                (x >= a[:, 0].min()) & (x <= a[:, 0].max()) & (y >= a[:, 1].min()) & (y <= a[:, 1].max())
            )
            point, _ = crossings(x[near], y[near], a[:, 0], a[:, 1], b[:, 0], b[:, 1])
            inside[near] |= np.bincount(point, minlength=len(near)) % 2 == 1
        east_km, north_km = km_per_degree(lat)
        area = (east_km * step_lon * north_km * step_lat)[:, None]
        return cls(float(west), float(south), step_lon, step_lat, inside.reshape(rows, columns) * area)

    @property
    def cells(self) -> NDArray[np.intp]:
        """(k,) flat index of each cell that is land."""
        return np.flatnonzero(self.land)

    def centres(self, cells: NDArray[np.intp]) -> tuple[Floats, Floats]:
        """(k,) longitude and latitude of cells."""
        row, column = np.divmod(cells, self.land.shape[1])
        return self.west + (column + 0.5) * self.step_lon, self.south + (row + 0.5) * self.step_lat

    def cell_of(self, lon: Floats, lat: Floats) -> NDArray[np.intp]:
        """(n,) flat index of the cell of points; a point off the grid counts to its nearest cell."""
        rows, columns = self.land.shape
        row = np.clip(((lat - self.south) / self.step_lat).astype(np.int64), 0, rows - 1)
        column = np.clip(((lon - self.west) / self.step_lon).astype(np.int64), 0, columns - 1)
        return np.asarray(row * columns + column, np.intp)

    def lattice(self) -> NDArray[np.intp]:
        """(k,) every third cell of every third row that is land: terrain points for models to learn from."""
        row, column = np.divmod(self.cells, self.land.shape[1])
        cells: NDArray[np.intp] = self.cells[(row % LATTICE_STEP == 0) & (column % LATTICE_STEP == 0)]
        return cells

    def around(self, values: Floats, km: float) -> Floats:
        """(r, c) sum of the values over the square that reaches `km` from each cell's centre."""
        reach = max(1, round(km / CELL_KM))
        summed: Floats = values
        for axis in (0, 1):
            total = np.cumsum(summed, axis=axis)
            n = values.shape[axis]
            upper = np.minimum(np.arange(n) + reach, n - 1)
            lower = np.arange(n) - reach - 1
            below = np.take(total, np.maximum(lower, 0), axis=axis)
            shape = (-1, 1) if axis == 0 else (1, -1)
            summed = np.asarray(np.take(total, upper, axis=axis) - below * (lower >= 0).reshape(shape), np.float64)
        return summed

    def around_each(self, values: Floats, reaches: Sequence[float], cells: NDArray[np.intp]) -> Floats:
        """(reaches, k) what ``around`` gives at some cells, for several reaches, km; the same bits, far sooner.

        Only the box outside which all values are 0 is summed, and only in the rows asked about.

        Args:
            values: (r, c) at least 0.
        """
        found = np.zeros((len(reaches), len(cells)))
        rows, columns = np.flatnonzero(values.any(axis=1)), np.flatnonzero(values.any(axis=0))
        if not len(rows):
            return found
        south, west = rows[0], columns[0]
        down = _running(values[south : rows[-1] + 1, west : columns[-1] + 1], axis=0)
        row, column = np.divmod(cells, values.shape[1])
        asked, at = np.unique(row - south, return_inverse=True)
        for n, km in enumerate(reaches):
            reach = max(1, round(km / CELL_KM))
            high, low = (np.clip(asked + by, 0, len(down) - 1) for by in (reach + 1, -reach))
            along = _running(down[high] - down[low], axis=1)
            right, left = (np.clip(column - west + by, 0, along.shape[1] - 1) for by in (reach + 1, -reach))
            found[n] = along[at, right] - along[at, left]
        return found


def _running(values: Floats, axis: int) -> Floats:
    """The running sums along an axis, from 0 on: one longer than the values."""
    shape = list(values.shape)
    shape[axis] += 1
    total = np.zeros(shape)
    np.cumsum(values, axis=axis, out=total[1:] if axis == 0 else total[:, 1:])
    return total


@dataclass(frozen=True, slots=True)
class GridHistory:
    """Runs of one holder of every land cell; k runs, by cell and time."""

    grid: Grid
    days: NDArray[np.datetime64]
    """(d,) the record's distinct days."""
    holders: tuple[str, ...]
    cell: NDArray[np.intp]
    """(k,) flat index."""
    code: NDArray[np.int8]
    """(k,) index into the holders."""
    first: Ints
    last: Ints
    """(k,) indices into the days, both included."""

    @classmethod
    def of(cls, record: Record, grid: Grid) -> GridHistory:
        """The whole history of the record's cells."""
        runs = record.runs(*grid.centres(grid.cells))
        days = np.unique(record.days)
        return cls(grid, days, record.meta.holders, grid.cells[runs.point], runs.code, runs.first, runs.last)

    def held_on(self, holder: str, day: int) -> Floats:
        """(r, c) km² that a holder has of each cell on a day, by its index."""
        found = np.zeros(self.grid.land.size)
        if holder in self.holders:
            rows = (self.first <= day) & (day <= self.last) & (self.code == self.holders.index(holder))
            cells = self.cell[rows]
            found[cells] = self.grid.land.ravel()[cells]
        return found.reshape(self.grid.land.shape)

    def turned(self, side: str, after: int, up_to: int, *, lost: bool = False) -> Floats:
        """(r, c) km² that a side took (or lost) after one day and up to another; ground retaken counts each time."""
        ours = self.code == self.holders.index(side)
        begins = np.append(False, self.cell[1:] == self.cell[:-1])
        held_before = np.append(False, ours[:-1]) & begins
        changed = (~ours & held_before) if lost else (ours & ~held_before & begins)
        cell = self.cell[changed & (self.first > after) & (self.first <= up_to)]
        found = np.bincount(cell, self.grid.land.ravel()[cell], self.grid.land.size)
        return np.asarray(found, np.float64).reshape(self.grid.land.shape)
