"""The front on invented ground: what counts, and lengths against pyproj."""

from __future__ import annotations

import alder_ground as alder
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import LineString, Point, Polygon, box

from frontwatch.ground.front import front
from frontwatch.ground.lines import cut_line, length_km, simplify
from frontwatch.ground.local import to_km


def east_of(*points: tuple[float, float], border: float = 31.0) -> Polygon:
    """Ground from a line (south to north) to the state border in the east, as a map draws it."""
    return Polygon([*points, (border, points[-1][1]), (border, points[0][1])])


def geodesic_km(*points: tuple[float, float]) -> float:
    return alder.GEOD.line_length(*zip(*points, strict=True)) / 1000


LINE = ((30.5, 49.6), (30.6, 49.8), (30.4, 50.0), (30.55, 50.2), (30.5, 50.4))


def measured(*maps, **options):
    r = alder.record(*maps, **options)
    return front(r, alder.ALDERLAND, r.map_at(0))


@pytest.mark.parametrize("drawn_off", [-0.025, 0.0, 0.025])
def test_the_border_does_not_count_though_drawn_two_kilometres_off(drawn_off):
    found = measured([east_of(*LINE, border=31.0 + drawn_off)])
    assert found.km_drawn == pytest.approx(geodesic_km(*LINE), rel=0.02)
    assert found.km_2km == pytest.approx(found.km_drawn, rel=0.02)


def test_the_front_is_the_same_where_contested_ground_lies_beyond():
    plain = measured([east_of(*LINE)])
    strip = measured([east_of(*LINE)], grey=[Polygon([*LINE, *((x - 0.1, y) for x, y in reversed(LINE))])])
    assert strip.km_drawn == plain.km_drawn


def test_the_front_is_the_same_with_the_sides_exchanged():
    one, other = measured([east_of(*LINE)]), measured([east_of(*LINE)], meta=alder.MIRRORED)
    assert (one.km_drawn, one.km_2km) == (other.km_drawn, other.km_2km)


def test_a_line_between_two_drawn_sides_counts_once():
    west = Polygon([*LINE, (29.7, 50.4), (29.7, 49.6)])
    found = measured([east_of(*LINE)], grey=[west], meta=alder.BOTH_DRAWN)
    assert found.km_drawn == pytest.approx(geodesic_km(*LINE), rel=0.02)


def test_an_island_of_held_ground_and_a_pocket_count_whole():
    around = [(30.0, 50.0), (30.2, 50.0), (30.2, 50.1), (30.0, 50.1), (30.0, 50.0)]
    assert measured([box(30.0, 50.0, 30.2, 50.1)]).km_drawn == pytest.approx(geodesic_km(*around), rel=1e-3)
    but_a_pocket = alder.COUNTRY.difference(box(30.0, 50.0, 30.2, 50.1))
    assert measured([but_a_pocket]).km_drawn == pytest.approx(geodesic_km(*around), rel=1e-3)


def test_sectors_share_the_front():
    r = alder.record([east_of((30.2, 49.6), (30.4, 49.9), (30.2, 50.1), (30.4, 50.4))])
    whole = front(r, alder.ALDERLAND, r.map_at(0))
    parts = [front(r, alder.ALDERLAND, r.map_at(0), sector=s) for s in alder.ALDERLAND.sectors]
    assert min(p.km_drawn for p in parts) > 0
    assert sum(p.km_drawn for p in parts) == pytest.approx(whole.km_drawn, rel=0.02)


def test_no_held_ground_no_front():
    r = alder.record([box(30.0, 50.0, 30.2, 50.1)], [])
    assert front(r, alder.ALDERLAND, r.map_at(1)).lines == ()


points = st.tuples(st.floats(29.9, 30.9), st.floats(49.7, 50.3))


@settings(max_examples=100, deadline=None)
@given(st.lists(points, min_size=2, max_size=30, unique=True))
def test_lengths_are_geodesic_and_cutting_changes_none(drawn):
    line = np.array(drawn)
    assert length_km(line) == pytest.approx(geodesic_km(*drawn), rel=1e-3)
    cut = cut_line(line, 2.0)
    assert length_km(cut) == pytest.approx(length_km(line), rel=1e-3)
    assert all(length_km(cut[k : k + 2]) <= 2.01 for k in range(len(cut) - 1))


@settings(max_examples=100, deadline=None)
@given(st.lists(points, min_size=3, max_size=60, unique=True), st.floats(0.5, 10.0))
def test_a_simplified_line_stays_within_its_tolerance_and_keeps_its_ends(drawn, km):
    line = np.array(drawn)
    middle = line.mean(axis=0)
    flat = LineString(np.column_stack(to_km(line[:, 0], line[:, 1], *middle)))
    ours = simplify(line, km)
    ours_flat = LineString(np.column_stack(to_km(ours[:, 0], ours[:, 1], *middle)))
    assert (ours[[0, -1]] == line[[0, -1]]).all() and len(ours) <= len(line)
    assert all(ours_flat.distance(Point(p)) <= km + 1e-6 for p in flat.coords)
