"""A source's rings come back as drawn: whatever was drawn, map by map, ring by ring, every coordinate in its order."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import drawn
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon

from frontwatch.ground.alignment import stayed
from frontwatch.ground.drawing import Drawn, DrawnFeature
from frontwatch.ground.importing import added, import_maps
from frontwatch.ground.record import Record, record_of
from frontwatch.ground.sources.deepstate_archive import LAYER_OF_FILL
from frontwatch.ground.storage import read_table, write_record
from frontwatch.ground.strands import Strands

SHARED = Path(__file__).parents[2].parent / "shared" / "ground"
POINTS = [(36 + n / 7, 48 + n % 5 / 3) for n in range(12)]
rings = st.lists(st.sampled_from(POINTS), min_size=3, max_size=10)
polygons = st.lists(rings, min_size=1, max_size=3)
features = st.builds(
    lambda layer, several, shapes: (layer, several, shapes if several else shapes[:1]),
    st.integers(0, 2),
    st.booleans(),
    st.lists(polygons, min_size=1, max_size=3),
)


def feature(layer: int, several: bool, shapes: list[list[list[tuple[float, float]]]]) -> DrawnFeature:
    return DrawnFeature(
        layer, several, tuple(tuple(np.array([*ring, ring[0]]) for ring in polygon) for polygon in shapes)
    )


def same(one: tuple[DrawnFeature, ...], other: tuple[DrawnFeature, ...]) -> bool:
    def plain(features: tuple[DrawnFeature, ...]) -> list[Any]:
        return [(f.layer, f.several, [[r.tolist() for r in polygon] for polygon in f.polygons]) for f in features]

    return plain(one) == plain(other)


@given(st.lists(st.lists(features, max_size=4), min_size=1, max_size=8))
@settings(deadline=None)
def test_whatever_is_drawn_comes_back(maps):
    drawn_maps = [tuple(feature(*f) for f in fs) for fs in maps]
    strands = Strands()
    for features_ in drawn_maps:
        strands.draw(features_)
    x, y, drawing = strands.drawing()
    assert drawing.fits(len(maps), 3, len(x))
    read = Drawn(drawing, x, y)
    for index in np.random.default_rng(len(maps)).permutation(len(maps)).tolist():
        assert same(read.features(index), drawn_maps[index])


@given(st.lists(st.integers(0, 9), max_size=12), st.lists(st.integers(0, 9), max_size=12))
def test_what_stayed_is_equal_and_in_order(old, new):
    i, j = stayed(np.array(old, int), np.array(new, int))
    assert [old[k] for k in i] == [new[k] for k in j]
    assert (np.diff(i) > 0).all() and (np.diff(j) > 0).all()


@given(st.lists(st.integers(), unique=True, max_size=30), st.data())
def test_of_distinct_elements_all_that_can_stay_does(old, data):
    left = [item for item in old if data.draw(st.booleans())]
    i, _ = stayed(np.array(old, object), np.array(left, object))
    assert len(i) == len(left)


def test_each_vertex_is_kept_once_while_a_ring_changes(tmp_path):
    ring = np.array([(36 + np.cos(a) / 9, 48 + np.sin(a) / 9) for a in np.linspace(0, 6, 200)])
    between = (ring[:-1] + ring[1:]) / 2
    maps = [drawn.daily(Polygon([*ring[:n], between[n - 1], *ring[n:]])) for n in range(1, 100)]
    table = import_maps(drawn.folder(tmp_path / "maps", maps)).table
    assert len(table.x) == 200 + 99 and len(table.drawing.strand_size) == 1


def test_a_coordinate_of_many_digits_comes_back_whole(tmp_path):
    odd = [[36.123456789012345, 48.1], [36.2, 48.1], [36.2, 48.2], [36.123456789012345, 48.1]]
    record = record_of(import_maps(drawn.folder(tmp_path / "maps", [drawn.daily(Polygon(odd))])).table)
    assert record.drawn.features(0)[0].polygons[0][0].tolist() == odd


def test_the_file_keeps_the_drawing_and_an_added_map_keeps_what_was_drawn(tmp_path):
    first = [drawn.daily(drawn.square(0, 0), drawn.square(30, 0)), drawn.daily(drawn.square(0, 0, 12))]
    later = drawn.daily(drawn.square(30, 0), drawn.square(0, 0, 12))
    record = record_of(import_maps(drawn.folder(tmp_path / "a", first)).table)
    write_record(record.table, tmp_path / "r.parquet")
    table, digest = read_table(tmp_path / "r.parquet")
    assert digest == record.hash
    more = import_maps(drawn.folder(tmp_path / "b", [later], date(2024, 3, 3)))
    whole = record_of(added(record_of(table), more, datetime(2024, 4, 1, tzinfo=UTC)))
    for index, told in enumerate([*first, later]):
        assert coordinates_of(whole, index) == [f["geometry"]["coordinates"] for f in told["features"]]


def coordinates_of(record: Record, index: int) -> list[Any]:
    return [
        [[ring.tolist() for ring in polygon] for polygon in f.polygons]
        if f.several
        else [ring.tolist() for ring in f.polygons[0]]
        for f in record.drawn.features(index)
    ]


@pytest.mark.parametrize(
    "spoil",
    [
        {"strand_size": np.array([9, -1], np.int32)},
        {"span_vertex": np.array([4], np.int32)},
        {"span_last": np.array([7], np.int32)},
        {"list_size": np.array([5], np.int32)},
        {"list_map": np.array([0, 0], np.int32)},
        {"ring_strand": np.array([3], np.int32)},
        {"ring_kind": np.array([8], np.int32)},
        {"odd_vertex": np.array([4], np.int32), "odd_lon": np.array([1.0]), "odd_lat": np.array([1.0])},
    ],
)
def test_a_drawing_whose_parts_do_not_fit_is_known(spoil):
    strands = Strands()
    strands.draw((feature(0, False, [[POINTS[:4]]]),))
    x, _, drawing = strands.drawing()
    assert drawing.fits(1, 1, len(x))
    assert not replace(drawing, **spoil).fits(1, 1, len(x))


def published_maps() -> Iterator[tuple[str, bytes]]:
    with tarfile.open(SHARED / "deepstate-archive.tar.xz") as archive:
        for member in archive:
            if member.isfile():
                yield member.name, archive.extractfile(member).read()


def shown(data: bytes) -> list[tuple[str, Any]]:
    """(fill, coordinates) of a published map's features that show ground of a layer, read by the standard library."""
    told = [(f["properties"].get("fill", "").lower(), f) for f in json.loads(data)["features"]]
    return [
        (f["properties"].get("name", ""), f["geometry"]["coordinates"]) for fill, f in told if LAYER_OF_FILL.get(fill)
    ]


@pytest.mark.full
@pytest.mark.skipif(not SHARED.is_dir(), reason="the maps of ../shared are not here")
def test_every_daily_map_comes_back_coordinate_by_coordinate(imported):
    files = sorted((SHARED / "deepstate-daily").glob("*.geojson"))
    record = imported("deepstate-daily")
    for index, file in enumerate(files):
        told = [f["geometry"]["coordinates"] for f in json.loads(file.read_bytes())["features"]]
        assert coordinates_of(record, index) == told, file.name
    assert len(record) == 595


@pytest.mark.full
@pytest.mark.skipif(not SHARED.is_dir(), reason="the maps of ../shared are not here")
def test_every_published_map_comes_back_coordinate_by_coordinate(imported):
    record = imported("deepstate-archive.tar.xz")
    left_out = ("Придністров", "Transnistria", "Звільнено")
    read = record.drawn
    for index, (name, data) in enumerate(sorted(published_maps())):
        told = [coordinates for title, coordinates in shown(data) if not title.strip().startswith(left_out)]
        got = [[ring.tolist() for ring in f.polygons[0]] for f in read.features(index)]
        assert got == told, name
    assert len(record) == 1359
