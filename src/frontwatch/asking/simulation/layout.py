"""How the cells lie to one another: each one's neighbours, its block of tempo, and the sectors around that block."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontwatch.asking.field import Field, Grid
from frontwatch.asking.simulation.settings import AROUND_CELLS, BLOCK_CELLS, SECTOR_CELLS

Ints = NDArray[np.int32]
TOUCHING = 8
"""The first so many of a cell's neighbours touch it."""


@dataclass(frozen=True, slots=True)
class Layout:
    """c cells, k neighbours each, b blocks, s sectors."""

    neighbours: Ints
    """(c, k) index of each neighbour within the disc, the touching ones first; c where there is none."""
    touch_there: Ints
    there: Ints
    """(c,) how many touching and how many of all neighbours there are: none beyond the coast or the field."""
    block: Ints
    """(c,)"""
    around: Ints
    """(b, 9) the block itself and those around it; b where there is none."""
    weight: NDArray[np.float64]
    """(9,) share of a capture's heat that falls to each of them; the sum is 1."""
    sectors: Ints
    """(b, 4) the sectors whose centres stand around a block."""
    pull: NDArray[np.float64]
    """(b, 4) how far each sector's effect is felt there; the squares add up to 1."""
    sector_count: int

    @property
    def blocks(self) -> int:
        """How many blocks there are."""
        return len(self.around)


def offsets() -> list[tuple[int, int]]:
    """Rows and columns from a cell to each of its neighbours, the touching ones first."""
    reach = range(-AROUND_CELLS, AROUND_CELLS + 1)
    disc = [(r, c) for r in reach for c in reach if 0 < r * r + c * c <= AROUND_CELLS**2]
    return sorted(disc, key=lambda d: (max(abs(d[0]), abs(d[1])) > 1, d))


def layout_of(field: Field) -> Layout:
    """The layout of a field's cells."""
    grid, index = field.grid, field.index
    row, column = np.divmod(index, grid.columns)
    neighbours = np.column_stack([_found(grid, index, row + r, column + c) for r, c in offsets()])
    across = grid.columns // BLOCK_CELLS + 1
    ids, block = np.unique(row // BLOCK_CELLS * across + column // BLOCK_CELLS, return_inverse=True)
    up, right = np.divmod(ids, across)
    steps = [(0, 0), *((r, c) for r in (-1, 0, 1) for c in (-1, 0, 1) if r or c)]
    around = np.column_stack([_block_at(ids, up + r, right + c, across) for r, c in steps])
    weight = np.array([(2 - abs(r)) * (2 - abs(c)) / 16 for r, c in steps])
    sectors, pull, count = _sectors(up, right)
    known = neighbours < len(index)
    return Layout(
        neighbours.astype(np.int32),
        known[:, :TOUCHING].sum(axis=1, dtype=np.int32),
        known.sum(axis=1, dtype=np.int32),
        block.astype(np.int32),
        around.astype(np.int32),
        weight,
        sectors,
        pull,
        count,
    )


def _found(grid: Grid, index: NDArray[np.int64], row: NDArray[np.int64], column: NDArray[np.int64]) -> NDArray[np.intp]:
    wanted = row * grid.columns + column
    at = np.minimum(np.searchsorted(index, wanted), len(index) - 1)
    there = (index[at] == wanted) & (column >= 0) & (column < grid.columns)
    return np.where(there, at, len(index))


def _block_at(ids: NDArray[np.int64], up: NDArray[np.int64], right: NDArray[np.int64], across: int) -> NDArray[np.intp]:
    wanted = up * across + right
    at = np.minimum(np.searchsorted(ids, wanted), len(ids) - 1)
    return np.where((ids[at] == wanted) & (right >= 0) & (right < across), at, len(ids))


def _sectors(up: NDArray[np.int64], right: NDArray[np.int64]) -> tuple[Ints, NDArray[np.float64], int]:
    """Bilinear weights on a lattice of sectors, scaled so that every block's effect has the same variance."""
    size = SECTOR_CELLS / BLOCK_CELLS
    y, x = (up + 0.5) / size, (right + 0.5) / size
    low_y, low_x = np.floor(y).astype(np.int64), np.floor(x).astype(np.int64)
    fy, fx = y - low_y, x - low_x
    width = int(low_x.max()) + 2
    raw = np.column_stack([(low_y + r) * width + low_x + c for r in (0, 1) for c in (0, 1)])
    pull = np.column_stack([(1 - fy) * (1 - fx), (1 - fy) * fx, fy * (1 - fx), fy * fx])
    ids, sectors = np.unique(raw, return_inverse=True)
    pull /= np.sqrt((pull**2).sum(axis=1, keepdims=True))
    return sectors.reshape(raw.shape).astype(np.int32), pull, len(ids)
