"""Random planar maps, drawn, imported and measured, against Shapely's replay of every map and pyproj's measures.

A lattice of corners pushed about at random makes cells that share their edges; every map holds some of them and
contests others, so edges are born, die and come back, ground has holes and islands, and layers overlap as drawn.
"""

from __future__ import annotations

import json
import random
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import alder_ground as alder
import drawn
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import MultiPolygon, Polygon

from frontwatch.ground.area import ground_inside
from frontwatch.ground.change import change
from frontwatch.ground.front import front
from frontwatch.ground.importing import added, import_maps
from frontwatch.ground.record import Record, record_of

COLUMNS, ROWS = 5, 4
WEST, SOUTH, STEP = 30.1, 49.8, 0.1
"""Deep inside Alderland, in cells of 7 by 11 km: a front's look outward, 2.5 km, stays in the next cell."""
PUSH = 0.008
LEAN = 0.2
"""North for each step east: few edges run along a row, where an area by rows is least exact."""
HELD, GREY = "#a52714", "#bcaaa4"


@dataclass(frozen=True)
class Drawn:
    """One map: the cells drawn as held and as contested, which may overlap, cell by cell or each in one piece."""

    held: frozenset[int]
    grey: frozenset[int]
    whole: bool


numbers = st.frozensets(st.integers(0, COLUMNS * ROWS - 1), max_size=12)
maps = st.lists(st.builds(Drawn, numbers.filter(bool), numbers, st.booleans()), min_size=2, max_size=6)


def cells(seed: int) -> list[Polygon]:
    """The cells of a lattice whose corners are pushed about, whole 1e-6 degrees."""
    rng = random.Random(seed)
    corner = {
        (i, j): (
            round(WEST + STEP * i + rng.uniform(-PUSH, PUSH), 6),
            round(SOUTH + STEP * (j + LEAN * i) + rng.uniform(-PUSH, PUSH), 6),
        )
        for i in range(COLUMNS + 1)
        for j in range(ROWS + 1)
    }
    return [
        Polygon([corner[i, j], corner[i + 1, j], corner[i + 1, j + 1], corner[i, j + 1]])
        for j in range(ROWS)
        for i in range(COLUMNS)
    ]


def united(lattice: list[Polygon], numbers: frozenset[int]) -> MultiPolygon:
    """Some cells as one shape."""
    whole = shapely.union_all([lattice[n] for n in sorted(numbers)])
    return MultiPolygon([p for p in shapely.get_parts(whole).tolist() if p.geom_type == "Polygon"])


def written(folder: Path, lattice: list[Polygon], drawings: list[Drawn], first: int = 0) -> Path:
    """The maps as their publisher would draw them, one a day, published at 8 in the evening."""
    folder.mkdir()
    for n, one in enumerate(drawings, first):
        features = []
        for fill, numbers in ((HELD, one.held), (GREY, one.grey)):
            shapes = united(lattice, numbers).geoms if one.whole else [lattice[k] for k in sorted(numbers)]
            features += [(fill, "", shape) for shape in shapes]
        day = alder.FIRST + timedelta(days=n)
        (folder / f"{day:%Y%m%d}T200000Z.geojson").write_text(json.dumps(drawn.published(*features)))
    return folder


def imported(lattice: list[Polygon], drawings: list[Drawn]) -> Record:
    with tempfile.TemporaryDirectory() as folder:
        return record_of(import_maps(written(Path(folder, "maps"), lattice, drawings)).table)


def replayed(lattice: list[Polygon], drawings: list[Drawn]) -> list[tuple[MultiPolygon, MultiPolygon]]:
    """Held and contested ground of every map, by Shapely; held beats contested."""
    return [(united(lattice, m.held), united(lattice, m.grey - m.held)) for m in drawings]


def points(seed: int, n: int = 300) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return rng.uniform(WEST - 0.05, WEST + 0.05 + STEP * COLUMNS, n), rng.uniform(49.75, 50.35, n)


def holders(shapes: tuple[MultiPolygon, MultiPolygon], lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    held, grey = (shapely.contains_xy(shape, lon, lat) for shape in shapes)
    return np.where(held, "RU", np.where(grey, "contested", "UA"))


@settings(max_examples=40, deadline=None)
@given(maps, st.integers(0, 9))
def test_holders_and_histories_are_those_of_every_map(drawings, seed):
    lattice = cells(seed)
    record, expected = imported(lattice, drawings), replayed(lattice, drawings)
    lon, lat = points(seed)
    every = np.array([holders(shapes, lon, lat) for shapes in expected])
    for n in range(len(drawings)):
        assert (record.holder(lon, lat, n) == every[n]).all()
    rows = record.history(lon, lat).to_pylist()
    days = [record.map_at(n).day for n in range(len(drawings))]
    told = {(r["point"], day) for r in rows for day in days if r["first"] <= day <= (r["last"] or days[-1])}
    assert len(told) == len(lon) * len(days), "each point has one holder on each day"
    for r in rows:
        first, last = days.index(r["first"]), days.index(r["last"] or days[-1])
        assert (every[first : last + 1, r["point"]] == r["side"]).all()
        assert first == 0 or every[first - 1, r["point"]] != r["side"]


@settings(max_examples=25, deadline=None)
@given(maps, st.integers(0, 9))
def test_areas_are_pyprojs(drawings, seed):
    lattice = cells(seed)
    record = imported(lattice, drawings)
    ring = np.array([(29.8, 49.65), (30.9, 49.65), (30.9, 50.39), (29.8, 50.39)])
    for n, (held, grey) in enumerate(replayed(lattice, drawings)):
        found = ground_inside(record, alder.ALDERLAND, ring, record.map_at(n))
        assert found.of("RU") == pytest.approx(alder.km2(held), rel=1e-3, abs=0.05)
        assert found.of("contested") == pytest.approx(alder.km2(grey), rel=1e-3, abs=0.05)
        assert found.km2 == pytest.approx(alder.km2(Polygon(ring)), rel=1e-3)


@settings(max_examples=25, deadline=None)
@given(maps, st.integers(0, 9))
def test_what_changes_between_two_maps_is_shapelys_difference(drawings, seed):
    lattice = cells(seed)
    record, expected = imported(lattice, drawings), replayed(lattice, drawings)
    for n, (before, after) in enumerate(pairwise(expected)):
        found = change(record, alder.ALDERLAND, record.map_at(n), record.map_at(n + 1), regions=False)
        for holder, was, now in zip(("RU", "contested"), before, after, strict=True):
            assert found.of(holder).gained_km2 == pytest.approx(alder.km2(now - was), rel=1e-3, abs=0.05)
            assert found.of(holder).lost_km2 == pytest.approx(alder.km2(was - now), rel=1e-3, abs=0.05)


@settings(max_examples=25, deadline=None)
@given(maps, st.integers(0, 9))
def test_the_front_is_the_whole_outline_of_held_ground_inland(drawings, seed):
    lattice = cells(seed)
    record = imported(lattice, drawings)
    for n, (held, _) in enumerate(replayed(lattice, drawings)):
        outline = alder.GEOD.geometry_length(shapely.segmentize(held.boundary, 0.005)) / 1000
        assert front(record, alder.ALDERLAND, record.map_at(n)).km_drawn == pytest.approx(outline, rel=2e-3)


@settings(max_examples=25, deadline=None)
@given(maps, st.integers(0, 9), st.data())
def test_added_in_two_parts_it_is_the_record_of_all_at_once(drawings, seed, data):
    lattice, cut = cells(seed), data.draw(st.integers(1, len(drawings) - 1))
    with tempfile.TemporaryDirectory() as folder:
        early = import_maps(written(Path(folder, "early"), lattice, drawings[:cut]))
        late = import_maps(written(Path(folder, "late"), lattice, drawings[cut:], cut))
    seen = datetime(2025, 1, 1, tzinfo=UTC)  # every map has its own publication time: this decides nothing
    grown = record_of(added(record_of(early.table), late, seen))
    assert grown.hash == imported(lattice, drawings).hash
