"""The grid against Shapely's areas, sums by brute force, and replaying every map."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1] / "ground"))
from alder_ground import ALDERLAND, COUNTRY, km2, record, stars

from frontwatch.asking.grid import Grid, GridHistory
from frontwatch.asking.settings import CELL_KM

GRID = Grid.of(ALDERLAND)


def test_the_cells_cover_the_country():
    assert GRID.land.sum() == pytest.approx(km2(COUNTRY), rel=0.02)


def test_a_cell_s_centre_lies_in_it():
    cells = GRID.cells
    assert np.array_equal(GRID.cell_of(*GRID.centres(cells)), cells)


@given(st.integers(1, 4), st.integers(0, 10_000))
def test_the_sum_around_is_the_sum_of_the_square(reach, seed):
    rng = np.random.default_rng(seed)
    values = rng.random((7, 9))
    found = GRID.around(values, reach * CELL_KM)
    for r in range(7):
        for c in range(9):
            square = values[max(0, r - reach) : r + reach + 1, max(0, c - reach) : c + reach + 1]
            assert found[r, c] == pytest.approx(square.sum())


@given(st.integers(0, 10_000), st.lists(st.floats(0.1, 30), min_size=1, max_size=3))
def test_sums_at_some_cells_are_those_of_the_whole_grid_to_the_bit(seed, reaches):
    rng = np.random.default_rng(seed)
    values = np.zeros((11, 14))
    (south, north), (west, east) = np.sort(rng.integers(0, 12, 2)), np.sort(rng.integers(0, 15, 2))
    box = values[south:north, west:east]
    box[:] = rng.random(box.shape) * (rng.random(box.shape) < 0.5)
    cells = rng.integers(0, values.size, rng.integers(0, 40))
    found = GRID.around_each(values, reaches, cells)
    assert found.shape == (len(reaches), len(cells))
    for row, km in zip(found, reaches, strict=True):
        assert np.array_equal(row, GRID.around(values, km).ravel()[cells])


@settings(max_examples=20, deadline=None)
@given(st.lists(stars(), min_size=2, max_size=5))
def test_what_turned_is_what_replaying_the_maps_shows(shapes):
    source = record(*([s] for s in shapes))
    past = GridHistory.of(source, GRID)
    lon, lat = GRID.centres(GRID.cells)
    ours = np.array([source.holder(lon, lat, i) == "BO" for i in range(len(source))])
    area = GRID.land.ravel()[GRID.cells]
    last = len(source) - 1
    for day in range(len(source)):
        assert past.held_on("BO", day).ravel()[GRID.cells] == pytest.approx(area * ours[day])
    taken = (ours[1:] & ~ours[:-1]).sum(axis=0) * area
    lost = (~ours[1:] & ours[:-1]).sum(axis=0) * area
    assert past.turned("BO", 0, last).ravel()[GRID.cells] == pytest.approx(taken)
    assert past.turned("BO", 0, last, lost=True).ravel()[GRID.cells] == pytest.approx(lost)
