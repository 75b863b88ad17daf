"""Gains and losses against Shapely's differences and pyproj's areas."""

from __future__ import annotations

import alder_ground as alder
import pytest
from hypothesis import given, settings
from shapely import box

from frontwatch.ground.change import change


def measured(before, after, **options):
    r = alder.record(before, after, **options)
    return change(r, alder.ALDERLAND, r.map_at(0), r.map_at(1))


@settings(max_examples=40, deadline=None)
@given(alder.stars(), alder.stars())
def test_gross_gains_and_losses_are_geodesic(before, after):
    gain = measured([before], [after]).of("BO")
    sliver = 1e-3 * (alder.km2(before) + alder.km2(after))
    assert gain.gained_km2 == pytest.approx(alder.km2(after - before), abs=sliver)
    assert gain.lost_km2 == pytest.approx(alder.km2(before - after), abs=sliver)
    assert gain.net_km2 == pytest.approx(alder.km2(after) - alder.km2(before), abs=sliver)


@settings(max_examples=20, deadline=None)
@given(alder.stars(), alder.stars())
def test_the_parts_make_the_whole_and_what_one_side_gains_the_other_loses(before, after):
    found = measured([before], [after])
    whole, other = found.of("BO"), found.of("AL")
    assert (whole.gained_km2, whole.lost_km2) == pytest.approx((other.lost_km2, other.gained_km2))
    for rows in (found.by_sector, found.by_region):
        assert sum(g.gained_km2 for g in rows if g.holder == "BO") == pytest.approx(whole.gained_km2)


def test_exchanged_sides_exchange_the_rows():
    before, after = [box(30.0, 50.0, 30.2, 50.1)], [box(30.1, 50.0, 30.4, 50.1)]
    one, other = measured(before, after), measured(before, after, meta=alder.MIRRORED)
    assert one.of("BO").gained_km2 == other.of("AL").gained_km2
    assert one.of("AL").lost_km2 == other.of("BO").lost_km2
    assert one.changed_by_sector == other.changed_by_sector


def test_ground_just_outside_the_country_counts_to_the_nearest_region():
    # 31.0 E is the border; .02 degrees are 1.4 km
    outside = [box(31.0, 50.0, 31.02, 50.1)]
    found = measured([], outside)
    assert found.of("BO", region="AL-2").gained_km2 == pytest.approx(alder.km2(outside[0]), rel=0.01)
    far = measured([], [box(31.2, 50.0, 31.22, 50.1)])
    assert far.of("BO", region="AL-2").gained_km2 == 0 and far.of("BO", region="-").gained_km2 > 0


def test_ground_counts_to_the_nearest_anchor():
    by_ashford, by_dogwood = box(30.0, 50.0, 30.1, 50.05), box(30.55, 50.0, 30.65, 50.05)
    found = measured([], [by_ashford, by_dogwood])
    assert found.of("BO", sector="ashford").gained_km2 == pytest.approx(alder.km2(by_ashford), rel=5e-3)
    assert found.of("BO", sector="dogwood").gained_km2 == pytest.approx(alder.km2(by_dogwood), rel=5e-3)


def test_settlements_that_changed_hands_largest_first():
    found = measured([], [box(30.1, 49.9, 30.5, 50.2)])
    assert [(t.place.name, t.before, t.after) for t in found.settlements] == [
        ("Birch", "AL", "BO"),
        ("Cedar", "AL", "BO"),
    ]


def test_ground_that_becomes_contested_is_lost_by_one_and_gained_by_no_side():
    held, grey = box(30.0, 50.0, 30.2, 50.1), box(30.0, 50.0, 30.4, 50.1)
    r = alder.record([held], [], grey=[grey])
    found = change(r, alder.ALDERLAND, r.map_at(0), r.map_at(1))
    assert found.of("BO").lost_km2 == pytest.approx(alder.km2(held), rel=5e-3)
    assert found.of("AL").gained_km2 == 0
    assert found.of("contested").gained_km2 == pytest.approx(alder.km2(held), rel=5e-3)


def test_nothing_changed():
    same = [box(30.0, 50.0, 30.2, 50.1)]
    found = measured(same, same)
    assert found.of("BO").gained_km2 == 0 and found.settlements == () and found.changed_by_sector == ()
