"""The measures of all days at once, against replaying every map with the measures of one map, and against Shapely."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import alder_ground as alder
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box

from frontwatch.ground.apart import layers_apart
from frontwatch.ground.area import region_share
from frontwatch.ground.area_history import area_history
from frontwatch.ground.build import SourceMap, build_record, edges_of_polygons
from frontwatch.ground.change import change
from frontwatch.ground.front import front
from frontwatch.ground.front_history import front_history
from frontwatch.ground.gains import gains, periods_of
from frontwatch.ground.record import Record, record_of

REGIONS = ("AL", "AL-1", "AL-2")


@st.composite
def records(draw: st.DrawFn) -> Record:
    """One to five maps: a few stars held, and contested ground that no side holds; a map may replace one of its day."""
    pool = draw(st.lists(alder.stars(), min_size=1, max_size=3))
    maps, day = [], alder.FIRST
    for n in range(draw(st.integers(1, 5))):
        day += timedelta(days=draw(st.integers(0, 2)))
        held = shapely.union_all([s for s in pool if draw(st.booleans())])
        grey = shapely.difference(pool[0].buffer(0.02) if draw(st.booleans()) else shapely.Polygon(), held)
        layers = zip(alder.META.layers, (edges_of_polygons(parts(held)), edges_of_polygons(parts(grey))), strict=True)
        maps.append(SourceMap(day, None, f"{n}", tuple(layers)))
    return record_of(build_record(maps, alder.META))


def parts(shape):
    shape = shapely.set_precision(shape, 1e-7)
    return [p for p in shapely.get_parts(shape).tolist() if p.geom_type == "Polygon" and not p.is_empty]


def last_maps(record: Record):
    """The last map of each day, in order."""
    return [record.map_at(int(np.flatnonzero(record.days == day)[-1])) for day in np.unique(record.days)]


@settings(max_examples=30, deadline=None)
@given(records())
def test_areas_of_all_days_are_those_of_each_map(record):
    found = area_history(record, alder.ALDERLAND, REGIONS)
    for r, code in enumerate(REGIONS):
        for d, m in enumerate(last_maps(record)):
            share = region_share(record, alder.ALDERLAND, code, m)
            assert found.region_km2[r] == pytest.approx(share.km2)
            assert found.km2[r, :, d] == pytest.approx([km2 for _, km2 in share.held], abs=1e-3)
    rows = found.table()
    assert len(rows) == found.km2.size
    assert rows.column_names == ["region", "day", "holder", "km2", "share"]
    assert sum(rows["km2"].to_pylist()) == pytest.approx(found.km2.sum())


@settings(max_examples=20, deadline=None)
@given(st.lists(alder.stars(), min_size=1, max_size=4))
def test_areas_of_all_days_are_geodesic(stars):
    found = area_history(alder.record(*([s] for s in stars)), alder.ALDERLAND, ("AL",))
    for d, star in enumerate(stars):
        held = found.km2[0, found.holders.index("BO"), d]
        assert held == pytest.approx(alder.km2(star & alder.COUNTRY), abs=1e-3 * alder.km2(star))


@settings(max_examples=25, deadline=None)
@given(records(), st.sampled_from(["sector", "region", None]))
def test_gains_of_all_periods_are_those_of_each_pair_of_maps(record, by):
    maps = last_maps(record)
    periods = [*pairwise(maps), (maps[0], maps[-1])]
    found = gains(record, alder.ALDERLAND, periods, by=by)
    for p, (since, on) in enumerate(periods):
        one = change(record, alder.ALDERLAND, since, on)
        rows = {None: one.total, "sector": one.by_sector, "region": one.by_region}[by]
        told = {(g.id, g.holder): (g.gained_km2, g.lost_km2) for g in rows}
        for q, (id, _) in enumerate(found.parts):
            for h, holder in enumerate(found.holders):
                both = found.gained_km2[p, q, h], found.lost_km2[p, q, h]
                assert both == pytest.approx(told.get((id, holder), (0.0, 0.0)), abs=1e-6)
    assert set(np.round(found.share.sum(axis=1), 9).ravel()) <= {0.0, 1.0}


@settings(max_examples=25, deadline=None)
@given(alder.stars(), alder.stars(), st.tuples(st.floats(29.8, 30.4), st.floats(49.7, 50.1)))
def test_gains_inside_a_shape_are_shapelys(before, after, corner):
    x, y = corner
    shape = shapely.Polygon([(x, y), (x + 0.4, y + 0.03), (x + 0.35, y + 0.3), (x - 0.02, y + 0.25)])
    ring = shapely.get_coordinates(shape)
    record = alder.record([before], [after])
    periods = [(record.map_at(0), record.map_at(1))]
    found = gains(record, alder.ALDERLAND, periods, inside=(ring[:-1], ring[1:]))
    sliver = 1e-3 * (alder.km2(before) + alder.km2(after))
    held = found.holders.index("BO")
    assert found.gained_km2[0, 0, held] == pytest.approx(alder.km2((after - before) & shape), abs=sliver)
    assert found.lost_km2[0, 0, held] == pytest.approx(alder.km2((before - after) & shape), abs=sliver)


def test_periods_are_calendar_months_and_weeks_cut_to_the_days_asked():
    record = alder.record(*([box(30.0, 50.0, 30.2, 50.1)] for _ in range(60)))
    first, last = alder.FIRST + timedelta(days=4), alder.FIRST + timedelta(days=50)

    def days(every):
        return [(str(a.day), str(b.day)) for a, b in periods_of(record, first, last, every)]

    assert days("month") == [("2024-03-05", "2024-04-01"), ("2024-04-01", "2024-04-20")]
    assert days("week")[:2] == [("2024-03-05", "2024-03-11"), ("2024-03-11", "2024-03-18")]
    assert len(days("day")) == 46


@settings(max_examples=15, deadline=None)
@given(records())
def test_fronts_of_all_days_are_those_of_each_map(record):
    for sector in (None, alder.ALDERLAND.sectors[0]):
        found = front_history(record, alder.ALDERLAND, sector=sector)
        for d, m in enumerate(last_maps(record)):
            one = front(record, alder.ALDERLAND, m, sector=sector)
            assert (found.km_drawn[d], found.km_2km[d]) == pytest.approx((one.km_drawn, one.km_2km), abs=1e-6)


def test_the_front_of_two_drawn_sides_counts_once_on_every_day():
    west = [(29.9, 49.7), (30.4, 49.7), (30.5, 50.0), (30.4, 50.3), (29.9, 50.3)]
    east = [(30.9, 50.3), (30.4, 50.3), (30.5, 50.0), (30.4, 49.7), (30.9, 49.7)]
    record = alder.record([shapely.Polygon(east)], [], grey=[shapely.Polygon(west)], meta=alder.BOTH_DRAWN)
    found = front_history(record, alder.ALDERLAND)
    for d in range(2):
        one = front(record, alder.ALDERLAND, record.map_at(d))
        assert (found.km_drawn[d], found.km_2km[d]) == pytest.approx((one.km_drawn, one.km_2km))
    assert found.table().to_pylist()[0]["km_drawn"] == pytest.approx(found.km_drawn[0])


@pytest.mark.parametrize(
    "meta, apart, why",
    [
        (alder.META, False, "the contested ground lies over the held"),
        (alder.BOTH_DRAWN, False, "two sides can be drawn as holding the same ground"),
    ],
)
def test_where_layers_overlap_every_map_is_measured_by_itself(meta, apart, why):
    held, grey = box(30.0, 50.0, 30.2, 50.1), box(30.1, 50.0, 30.4, 50.1)
    record = alder.record([held], [box(30.0, 50.0, 30.3, 50.1)], grey=[grey], meta=meta)
    assert layers_apart(record) is apart, why
    found = area_history(record, alder.ALDERLAND, ("AL",))
    for d in range(2):
        share = region_share(record, alder.ALDERLAND, "AL", record.map_at(d))
        assert found.km2[0, :, d] == pytest.approx([km2 for _, km2 in share.held])
    gained = gains(record, alder.ALDERLAND, [(record.map_at(0), record.map_at(1))])
    bo = gained.gained_km2[0, 0, gained.holders.index("BO")]
    # Held beats contested; of two sides' claims to hold the same ground neither counts.
    assert bo == pytest.approx(alder.km2(box(30.2, 50.0, 30.3, 50.1)) if meta is alder.META else 0.0, rel=5e-3)


def test_layers_side_by_side_are_apart():
    record = alder.record([box(30.0, 50.0, 30.2, 50.1)], grey=[box(30.2, 50.0, 30.4, 50.1)])
    assert layers_apart(record)


@settings(max_examples=30, deadline=None)
@given(records())
def test_the_edges_that_differ_tell_what_all_edges_tell(record):
    from frontwatch.ground import differing

    maps = last_maps(record)
    pairs = [(a, b) for a in maps for b in maps]
    n = len(record.meta.holders)

    def km2(find):
        pair, row, west, east, before, after = find(record, pairs)
        area = differing.km2(row, east - west, differing.CHANGE_ROW_DEGREES)
        return np.bincount((pair * n + before) * n + after, weights=area, minlength=len(pairs) * n * n)

    assert layers_apart(record)
    assert km2(differing._strips) == pytest.approx(km2(differing._strips_where_layers_overlap), abs=1e-3)
