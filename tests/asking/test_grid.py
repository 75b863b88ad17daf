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
