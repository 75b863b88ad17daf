"""Two records side by side: against Shapely, and what must hold of any two."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import alder_ground as alder
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon, box, difference, get_parts, union_all
from shapely.geometry.base import BaseGeometry

from frontwatch.ground.compare import compare, pairs
from frontwatch.ground.disagreed import count_disagreed, disagreed
from frontwatch.ground.errors import GroundError, NoMap
from frontwatch.ground.format import Layer
from frontwatch.ground.known import with_maps
from frontwatch.model import CONTESTED


def parts(shape) -> list[Polygon]:
    return [p for p in get_parts(shape).tolist() if p.geom_type == "Polygon" and p.area > 0]


def only(one: BaseGeometry, other: BaseGeometry) -> float:
    """Km² of one without the other; on a grid, or edges that run on top of each other leave spikes without width."""
    return alder.km2(difference(one, other, grid_size=1e-8))


def united(stars) -> list[Polygon]:
    return parts(union_all(stars))


grounds = st.lists(alder.stars(), min_size=0, max_size=3).map(united)
three_days = st.lists(grounds, min_size=3, max_size=3)


def both(a, b):
    return compare(a, b, pairs(a, b))


@given(three_days)
@settings(max_examples=25, deadline=None)
def test_a_record_does_not_differ_from_itself(maps):
    a = alder.record(*maps)
    assert not both(a, a).km2[:, ~np.eye(3, dtype=bool)].any()


@given(three_days, three_days)
@settings(max_examples=25, deadline=None)
def test_the_other_way_round_it_is_the_same_reversed(ours, theirs):
    a, b = alder.record(*ours), alder.record(*theirs)
    one, other = both(a, b), both(b, a)
    for holder in one.holders:
        assert (one.only_a(holder) == other.only_b(holder)).all()


@given(three_days, three_days, grounds)
@settings(max_examples=25, deadline=None)
def test_what_one_holds_more_is_what_only_it_has_less_what_only_the_other_has(ours, theirs, grey):
    found = both(alder.record(*ours, grey=grey), alder.record(*theirs))
    for n, (mine, yours) in enumerate(zip(ours, theirs, strict=True)):
        more = alder.km2(union_all(mine)) - alder.km2(union_all(yours))
        assert found.only_a("BO")[n] - found.only_b("BO")[n] == pytest.approx(more, rel=1e-3, abs=0.5)


@given(three_days, three_days, grounds, grounds)
@settings(max_examples=25, deadline=None)
def test_each_day_is_what_shapely_finds(ours, theirs, grey, other_grey):
    found = both(alder.record(*ours, grey=grey), alder.record(*theirs, grey=other_grey))
    for n, (mine, yours) in enumerate(zip(ours, theirs, strict=True)):
        a, b = union_all(mine), union_all(yours)
        doubt_a, doubt_b = difference(union_all(grey), a), difference(union_all(other_grey), b)
        for holder, one, other in (("BO", a, b), (CONTESTED, doubt_a, doubt_b)):
            assert found.only_a(holder)[n] == pytest.approx(only(one, other), rel=1e-3, abs=0.5)
            assert found.only_b(holder)[n] == pytest.approx(only(other, one), rel=1e-3, abs=0.5)


@given(three_days, three_days)
@settings(max_examples=15, deadline=None)
def test_all_days_at_once_are_each_day_by_itself(ours, theirs):
    a, b = alder.record(*ours), alder.record(*theirs)
    together = both(a, b)
    for n, day in enumerate(together.pairs):
        assert (compare(a, b, [day]).km2[0] == together.km2[n]).all()


def test_little_memory_gives_the_same(monkeypatch):
    maps = [[box(30.0 + n / 10, 49.9, 30.5, 50.1)] for n in range(4)]
    a, b = alder.record(*maps), alder.record(*maps[::-1])
    at_once = both(a, b).km2
    monkeypatch.setattr("frontwatch.ground.compare.COMPARE_AT_ONCE", 1)
    assert at_once.any() and (both(a, b).km2 == at_once).all()


def test_sides_exchanged_give_the_same_figures_exchanged():
    ours, theirs = [[box(30.0, 49.9, 30.5, 50.1)]], [[box(30.2, 49.8, 30.6, 50.0)]]
    as_drawn = both(alder.record(*ours), alder.record(*theirs))
    mirrored = both(alder.record(*ours, meta=alder.MIRRORED), alder.record(*theirs, meta=alder.MIRRORED))
    for side, other in (("BO", "AL"), ("AL", "BO")):
        assert as_drawn.only_a(side) == mirrored.only_a(other) > 0
        assert as_drawn.only_b(side) == mirrored.only_b(other) > 0


def test_only_days_on_which_both_have_a_map_count():
    a, b = alder.record(*[[box(30, 49.9, 30.5, 50.1)]] * 6), alder.record(*[[box(30, 49.9, 30.5, 50.1)]] * 6)
    part = with_maps(b, np.array([1, 4, 5]))
    first = alder.FIRST
    assert [p.day for p in pairs(a, part)] == [first + timedelta(days=n) for n in (1, 4, 5)]
    assert [p.day for p in pairs(a, part, first + timedelta(days=2), first + timedelta(days=4))] == [
        first + timedelta(days=4)
    ]
    with pytest.raises(NoMap, match="share no day"):
        pairs(a, part, first + timedelta(days=2), first + timedelta(days=3))


def test_areas_without_a_bound_in_common_are_refused():
    a, b = alder.record([box(30, 49.9, 30.5, 50.1)]), alder.record([box(30, 49.9, 30.5, 50.1)], meta=alder.MIRRORED)
    with pytest.raises(GroundError, match="no bound in common"):
        both(a, b)


def test_records_of_two_theatres_are_refused():
    ground = [box(30, 49.9, 30.5, 50.1)]
    with pytest.raises(GroundError, match="theatre alderland and Alder maps of elsewhere"):
        both(alder.record(ground), alder.record(ground, meta=replace(alder.META, theatre="elsewhere")))


def test_claimed_ground_is_not_held():
    claims = replace(alder.META, layers=(Layer("held", "BO"), Layer("claimed", "BO")))
    ours, claimed = [box(30.0, 49.9, 30.2, 50.1)], [box(30.2, 49.9, 30.6, 50.1)]
    found = both(alder.record(ours, grey=claimed, meta=claims), alder.record(ours))
    assert not any(found.only_a(h).any() or found.only_b(h).any() for h in found.holders)


@given(three_days, three_days, grounds)
@settings(max_examples=25, deadline=None)
def test_settlements_that_differ_are_those_whose_holders_do(ours, theirs, grey):
    a, b = alder.record(*ours, grey=grey), alder.record(*theirs)
    days = pairs(a, b)
    counts = count_disagreed(a, b, alder.ALDERLAND, days)
    p = alder.ALDERLAND.places
    for n, day in enumerate(days):
        told = {x.place.id: (x.a, x.b) for x in disagreed(a, b, alder.ALDERLAND, day)}
        assert len(told) == counts[n]
        for i in np.flatnonzero(p.covered):
            holders = tuple(str(r.holder(p.lon[i], p.lat[i], n)[0]) for r in (a, b))
            assert told.get(int(p.ids[i]), ("", "")) == (holders if holders[0] != holders[1] else ("", ""))
