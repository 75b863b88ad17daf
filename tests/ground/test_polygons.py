"""Polygons out of the record: the same ground as Shapely's, valid, and changes that add up."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod
from shapely import box

from frontwatch.ground.build import SourceMap, build_record, edges_of_polygons
from frontwatch.ground.format import Layer, RecordMeta
from frontwatch.ground.polygons import held_polygons, polygon_km2, turned_polygons
from frontwatch.ground.record import Record, record_of

RED, GREY = Layer("held", "RED"), Layer("contested")
META = RecordMeta(
    name="Alder maps", publisher="Alder", ties="none", credit="none", scale="polygon", resolution_km=0.3, delay_days=0,
    theatre="alder", layers=(RED, GREY), rest="BLUE",
)  # fmt: skip
SIZE = 5
cells = st.lists(st.integers(0, 2), min_size=SIZE * SIZE, max_size=SIZE * SIZE)


def union_of(state: list[int], what: int) -> shapely.Geometry:
    boxes = [
        box(36 + k % SIZE / 10, 48 + k // SIZE / 10, 36.1 + k % SIZE / 10, 48.1 + k // SIZE / 10) for k in range(25)
    ]
    return shapely.set_precision(shapely.union_all([b for b, s in zip(boxes, state, strict=True) if s == what]), 1e-7)


def record_of_cells(states: list[list[int]]) -> Record:
    maps = []
    for n, state in enumerate(states):
        layers = tuple(
            (layer, edges_of_polygons([p for p in shapely.get_parts(union_of(state, what)) if not p.is_empty]))
            for layer, what in ((RED, 1), (GREY, 2))
        )
        maps.append(SourceMap(date(2024, 3, 1) + timedelta(days=n), None, f"{n:064x}", layers))
    return record_of(build_record(maps, META))


@given(st.lists(cells, min_size=1, max_size=4))
@settings(deadline=None, max_examples=60)
def test_the_polygons_of_a_map_are_its_ground(states):
    record = record_of_cells(states)
    for index, state in enumerate(states):
        for held, what in zip(held_polygons(record, index), (1, 2), strict=True):
            drawn = union_of(state, what)
            assert all(p.is_valid and p.exterior.is_ccw for p in held.polygons)
            assert shapely.symmetric_difference(shapely.union_all(held.polygons), drawn).area < 1e-12
            assert abs(sum(p.area for p in held.polygons) - drawn.area) < 1e-12


@given(st.lists(cells, min_size=2, max_size=4))
@settings(deadline=None, max_examples=60)
def test_changes_are_the_differences_of_neighbouring_maps(states):
    record = record_of_cells(states)
    pieces = list(turned_polygons(record))
    for index in range(1, len(states)):
        for before, was in ((0, "BLUE"), (1, "RED"), (2, "contested")):
            for after, now in ((0, "BLUE"), (1, "RED"), (2, "contested")):
                if before == after:
                    continue
                drawn = shapely.intersection(union_of(states[index - 1], before), union_of(states[index], after))
                got = [p.polygon for p in pieces if (p.on.index, p.before, p.after) == (index, was, now)]
                assert abs(sum(p.area for p in got) - drawn.area) < 1e-12
                assert shapely.symmetric_difference(shapely.union_all(got), drawn).area < 1e-12
    assert all(p.on.index == p.since.index + 1 for p in pieces)


@given(st.floats(30, 40), st.floats(44, 52), st.floats(0.01, 0.1))
def test_area_is_geodesic(lon, lat, size):
    drawn = box(lon, lat, lon + size, lat + size)
    geodesic = abs(Geod(ellps="WGS84").geometry_area_perimeter(drawn)[0]) / 1e6
    assert abs(polygon_km2(drawn) / geodesic - 1) < 1e-4


SHARED = Path(__file__).parents[2].parent / "shared" / "ground" / "deepstate-daily"


@pytest.mark.full
@pytest.mark.skipif(not SHARED.is_dir(), reason="the maps of ../shared are not here")
def test_real_changes_add_up_to_the_difference_of_the_first_and_the_last_map(tmp_path):
    from frontwatch.ground.importing import import_maps

    chosen = tmp_path / "maps"
    chosen.mkdir()
    for file in sorted(SHARED.glob("*.geojson"))[:60]:
        (chosen / file.name).symlink_to(file)
    record = record_of(import_maps(chosen).table)
    first, last = (sum(polygon_km2(p) for p in held_polygons(record, i)[0].polygons) for i in (0, len(record) - 1))
    pieces = list(turned_polygons(record))
    moved = sum(polygon_km2(p.polygon) * (1 if p.after == "RU" else -1) for p in pieces)
    assert len(pieces) > 100 and abs(first + moved - last) < 0.01
    for index in (0, 30, 59):
        told = shapely.from_geojson(sorted(SHARED.glob("*.geojson"))[index].read_text())
        drawn = shapely.make_valid(shapely.union_all(shapely.get_parts(told)))
        ours = shapely.union_all(held_polygons(record, index)[0].polygons)
        assert shapely.symmetric_difference(ours, drawn).area < 1e-6
