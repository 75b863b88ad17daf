"""Nearness, changes of hands and advances on all days, against each map's own measures and Shapely."""

from __future__ import annotations

from datetime import timedelta

import alder_ground as alder
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point, box
from test_all_days import last_maps, records

from frontwatch.ground.advances import advances
from frontwatch.ground.exposure import exposure
from frontwatch.ground.facing import facing_of
from frontwatch.ground.gaps import one_of_each_gap
from frontwatch.ground.hands import hands, taken_by_month
from frontwatch.ground.history import _runs
from frontwatch.ground.local import to_km
from frontwatch.ground.near_history import _greatest, _nearest, near_history
from frontwatch.ground.settings import NEAR_KM

spots = st.lists(st.tuples(st.floats(29.8, 30.9), st.floats(49.7, 50.3)), min_size=1, max_size=6)


def on_day(found, point, day):
    """The one stretch of a point that holds a day."""
    (row,) = np.flatnonzero((found.point == point) & (found.first <= day) & (day <= found.last))
    return found.km[row], found.bearings[row]


def compared(record, points, side):
    """(stretch's km, bearings, map's km or inf beyond 60 km, map's bearings) of every point and day."""
    lon, lat = np.array(points).T
    found = near_history(record, alder.ALDERLAND, lon, lat, side)
    for p in range(len(points)):
        for d, m in enumerate(last_maps(record)):
            one = exposure(record, alder.ALDERLAND, lon[p], lat[p], m, to_side=side)
            near = one.nearest_km is not None and one.nearest_km <= NEAR_KM
            yield *on_day(found, p, d), one.nearest_km if near else np.inf, one.count


@settings(max_examples=30, deadline=None)
@given(records(), spots)
def test_nearness_on_all_days_is_that_of_each_map(record, points):
    for km, bearings, one_km, one_bearings in compared(record, points, "BO"):
        assert (km, bearings) == (pytest.approx(one_km, rel=1e-4, abs=1e-3), one_bearings)


@settings(max_examples=30, deadline=None)
@given(st.lists(alder.stars(), min_size=1, max_size=4), spots)
def test_so_is_nearness_to_the_side_that_has_the_rest(stars, points):
    # Edges of many km, which a plane would bend, are drawn by no source.
    record = alder.record(*([shapely.segmentize(s, 0.02)] for s in stars))
    for km, bearings, one_km, one_bearings in compared(record, points, "AL"):
        # A bearing that grazes a corner meets ground or not by a few metres.
        assert km == pytest.approx(one_km, rel=1e-4, abs=1e-3) and abs(int(bearings) - one_bearings) <= 1


@settings(max_examples=30, deadline=None)
@given(st.lists(alder.stars(29.9, 30.3), min_size=1, max_size=4), spots)
def test_distances_on_all_days_are_shapelys(stars, points):
    lon, lat = np.array(points).T
    record = alder.record(*([shapely.segmentize(s, 0.02)] for s in stars))
    found = near_history(record, alder.ALDERLAND, lon, lat, "BO", bearings=False)
    for p, (x, y) in enumerate(points):
        for d, star in enumerate(stars):
            plane = shapely.transform(star, lambda xy, x=x, y=y: np.column_stack(to_km(xy[:, 0], xy[:, 1], x, y)))
            km = plane.distance(Point(0, 0))
            told = on_day(found, p, d)[0]
            assert told == pytest.approx(km, abs=0.02) or (np.isinf(told) and km > NEAR_KM - 0.02)


def test_ground_beyond_sixty_kilometres_is_not_told():
    record = alder.record([box(30.9, 50.0, 31.0, 50.1)], [box(30.6, 50.0, 31.0, 50.1)])
    found = near_history(record, alder.ALDERLAND, np.array([30.0]), np.array([50.05]), "BO")
    rows = found.table().to_pylist()
    assert [(r["first"], r["last"], r["km"] is None) for r in rows] == [
        (alder.FIRST, alder.FIRST, True),
        (alder.FIRST + timedelta(days=1), None, False),
    ]
    assert near_history(record, alder.ALDERLAND, np.empty(0), np.empty(0), "BO").table().num_rows == 0


@pytest.mark.parametrize("shown", ["on", "off", "on off on on off", "off on on off on"])
def test_a_point_with_no_edge_near_it_lies_on_the_ground_or_far_off(shown):
    maps = {"on": [box(27.0, 48.0, 33.0, 52.0)], "off": [box(33.0, 48.0, 34.0, 52.0)]}
    record = alder.record(*(maps[day] for day in shown.split()))
    found = near_history(record, alder.ALDERLAND, np.array([30.0, 20.0]), np.array([50.0, 50.0]), "BO")
    days = range(len(shown.split()))
    assert [on_day(found, 0, d) for d in days] == [(0.0, 72) if on == "on" else (np.inf, 0) for on in shown.split()]
    assert [on_day(found, 1, d) for d in days] == [(np.inf, 0) for _ in days]
    assert (found.first <= found.last).all() and found.last.max() == days[-1]
    assert not near_history(
        record, alder.ALDERLAND, np.array([30.0]), np.array([50.0]), "BO", bearings=False
    ).bearings.any()


@given(st.integers(0, 2**32), st.floats(-85, 85), st.floats(1, 80))
def test_the_edges_within_reach_are_all_that_lie_so_near(seed, lat, km):
    rng = np.random.default_rng(seed)
    begin = np.array([[10.0], [lat]]) + rng.uniform(-1.5, 1.5, (2, 60)) * [[1 / np.cos(np.radians(lat))], [1.0]]
    end = begin + rng.uniform(-1, 1, (2, 60)) * np.where(np.arange(60) < 5, 0.3, 0.09)
    facing = facing_of((*begin, *end), np.zeros(60, np.int64), np.ones(60, np.int64), on_left=True)
    every = np.arange(60)
    far = facing.km_to(every, np.array([10.0]), np.array([lat]))[0]
    edges, distance = facing.within(10.0, lat, km)
    assert edges.tolist() == every[far <= km].tolist() and np.array_equal(distance, far[far <= km])


@settings(max_examples=40, deadline=None)
@given(records(), st.integers(0, 2**32))
def test_points_with_no_edge_between_them_share_their_history(record, seed):
    rng = np.random.default_rng(seed)
    # On the record's own vertices and cells' corners, beyond its edges, and anywhere.
    lon = np.concatenate([rng.uniform(29.5, 31.2, 150), record.lon1[:40], rng.uniform(-180, 180, 20)])
    lat = np.concatenate([rng.uniform(49.5, 50.5, 150), record.lat1[:40], rng.uniform(-90, 90, 20)])
    edges = (record.lon1, record.lat1, record.lon2, record.lat2)
    life = (record.layer, record.first, record.last)
    one_by_one = _runs(lon, lat, edges, life, record.days, record.meta)
    shared = record.runs(lon, lat)
    for column in ("point", "code", "first", "last"):
        assert (getattr(shared, column) == getattr(one_by_one, column)).all()
    if len(record.first):
        asked, answers = one_of_each_gap(lon, lat, edges)
        assert len(asked) < len(lon) and (answers[asked] == np.arange(len(asked))).all()


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.floats(0, 50)), max_size=20))
def test_the_least_of_what_is_alive_is_found_for_every_moment(times, lives):
    lives = [(min(a, b, times), min(max(a, b), times), km) for a, b, km in lives]
    born, dead = (np.array([x[k] for x in lives], np.int64) for k in (0, 1))
    km = np.array([x[2] for x in lives])
    found = _nearest(np.stack([km, km + 1]), born, dead, times)
    for t in range(times):
        alive = km[(born <= t) & (t < dead)]
        assert found[:, t].tolist() == [alive.min(initial=np.inf), (alive + 1).min(initial=np.inf)]
    spans = [(a, b) for a, b, _ in lives if a < b]
    if spans:
        first, last = np.array(spans).T
        greatest = _greatest(found[0], first, last - 1)
        assert greatest.tolist() == [found[0][a:b].max() for a, b in spans]


def taken(*maps, grey=(), radius=2.0):
    record = alder.record(*maps, grey=grey)
    return hands(record, alder.ALDERLAND, np.array([30.2]), np.array([50.0]), np.array([radius]))


WEST, NEARER, OVER = box(29.9, 49.9, 30.1, 50.1), box(29.9, 49.9, 30.19, 50.1), box(29.9, 49.9, 30.3, 50.1)


@pytest.mark.parametrize(
    "maps, told, why",
    [
        ([WEST, NEARER, NEARER, OVER], [("AL", "BO", 1, 3)], "from the day its ground reached the disc"),
        ([WEST, OVER], [("AL", "BO", 1, 1)], "one map shows all of it"),
        ([WEST, NEARER, WEST, NEARER, OVER], [("AL", "BO", 3, 4)], "a break begins it anew"),
        ([NEARER, OVER], [("AL", "BO", 0, 1)], "it had begun before the record"),
        ([WEST, OVER, WEST], [("AL", "BO", 1, 1), ("BO", "AL", 2, 2)], "there and back"),
        (
            [NEARER, OVER, NEARER, OVER],
            [("AL", "BO", 0, 1), ("BO", "AL", 2, 2), ("AL", "BO", 2, 3)],
            "what it took before is another change",
        ),
        ([WEST, NEARER, WEST], [], "the centre never changed hands"),
    ],
)
def test_a_change_of_hands_begins_with_the_first_part_and_ends_with_the_centre(maps, told, why):
    found = taken(*([m] for m in maps))
    rows = zip(found.before, found.after, found.began, found.day, strict=True)
    assert [(found.sides[a], found.sides[b], began, day) for a, b, began, day in rows] == told, why
    for row, (_, _, began, day) in zip(found.table().to_pylist(), told, strict=True):
        assert row["took_days"] == (day - began if began else None)


def test_contested_ground_is_between_two_hands_and_its_days_are_counted():
    grey = box(30.12, 49.9, 30.4, 50.1)
    record = alder.record([WEST], [WEST], [OVER], grey=[])
    assert hands(
        record, alder.ALDERLAND, np.array([30.2]), np.array([50.0]), np.array([1.0])
    ).contested_days.tolist() == [0]
    held = [WEST, WEST, OVER]
    from frontwatch.ground.build import SourceMap, build_record, edges_of_polygons
    from frontwatch.ground.record import record_of

    doubt = [[], [grey], [grey.difference(OVER)]]
    maps = [
        SourceMap(alder.FIRST + timedelta(days=n), None, f"{n}",
                  tuple(zip(alder.META.layers, (edges_of_polygons([h]), edges_of_polygons(g)), strict=True)))
        for n, (h, g) in enumerate(zip(held, doubt, strict=True))
    ]  # fmt: skip
    found = hands(
        record_of(build_record(maps, alder.META)), alder.ALDERLAND, np.array([30.2]), np.array([50.0]), np.array([1.0])
    )
    assert (found.began.tolist(), found.day.tolist(), found.contested_days.tolist()) == ([1], [2], [1])


def test_places_taken_are_counted_by_the_month_in_which_the_centre_turned():
    maps = [[WEST]] * 31 + [[OVER]] + [[WEST]]
    counts = taken_by_month(taken(*maps))
    told = {(str(r["month"]), r["side"]): r["taken"] for r in counts.table().to_pylist()}
    assert told == {("2024-03-01", "AL"): 0, ("2024-03-01", "BO"): 0, ("2024-04-01", "AL"): 1, ("2024-04-01", "BO"): 1}


@settings(max_examples=25, deadline=None)
@given(alder.stars(29.8, 30.2), alder.stars(29.8, 30.2))
def test_the_longest_advance_is_the_farthest_gain_from_the_ground_before(before, after):
    before, after = (shapely.segmentize(s, 0.02) for s in (before, after))
    record = alder.record([before], [after])
    found = advances(record, alder.ALDERLAND, [(record.map_at(0), record.map_at(1))])
    at = np.array(shapely.centroid(before).coords[0])
    flat = [shapely.transform(s, lambda xy: np.column_stack(to_km(xy[:, 0], xy[:, 1], *at))) for s in (before, after)]
    gained = flat[1].difference(flat[0])
    km = dict(zip((found.sides[i] for i in found.side), found.km, strict=True)).get("BO", 0.0)

    def deepest(ground):
        corners = shapely.get_coordinates(shapely.segmentize(ground, 0.1))
        return shapely.distance(flat[0], shapely.points(corners)).max() if len(corners) else 0.0

    # Ground is taken at one point of each 400 m, so what is narrower may not be seen to its end.
    if deepest(gained) < NEAR_KM:
        assert deepest(gained.buffer(-0.35)) - 0.5 <= km <= deepest(gained) + 0.1


def test_ground_taken_across_a_sides_own_border_counts_from_the_border():
    strip = box(30.9, 49.9, 31.0, 50.0)
    record = alder.record([box(29.8, 49.7, 29.9, 49.8)], [box(29.8, 49.7, 29.9, 49.8), strip])
    found = advances(record, alder.ALDERLAND, [(record.map_at(0), record.map_at(1))])
    (km,) = found.km[found.side == found.sides.index("BO")]
    assert km == pytest.approx(alder.GEOD.inv(30.9, 49.95, 31.0, 49.95)[2] / 1000, abs=0.4)
    assert advances(record, alder.ALDERLAND, []).table().num_rows == 0
