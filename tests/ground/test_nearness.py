"""Since when ground is near a place, against Shapely's distance on every map."""

from __future__ import annotations

import alder_ground as alder
import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box, transform

from frontwatch.ground.figures import figures_of_nearness
from frontwatch.ground.local import to_km
from frontwatch.ground.nearness import REACHES_KM, nearness

ASHFORD = 30.0, 50.0


def km_away(shape: shapely.Polygon) -> float:
    """Km from Ashford to a shape, 0 inside."""
    plane = transform(shape, lambda xy: np.column_stack(to_km(xy[:, 0], xy[:, 1], *ASHFORD)))
    return float(shapely.distance(plane, shapely.Point(0, 0)))


@settings(max_examples=40, deadline=None)
@given(st.lists(alder.stars(29.9, 30.8), min_size=1, max_size=5))
def test_the_run_ends_where_a_map_shows_the_ground_farther(stars):
    r = alder.record(*[[shapely.segmentize(s, 0.02)] for s in stars])
    away = [km_away(s) for s in stars]
    found = nearness(r, alder.ALDERLAND, *ASHFORD, r.map_at(-1), to_side="BO")
    for near in found.near:
        if any(abs(km - near.reach_km) < 0.01 for km in away):
            continue
        inside = [km <= near.reach_km for km in away]
        if not inside[-1]:
            assert near.since is None
            continue
        first = max((n + 1 for n, near_then in enumerate(inside) if not near_then), default=0)
        assert near.since == r.map_at(first).day and near.since_start == (first == 0)


def test_later_maps_do_not_count_and_a_held_centre_is_near():
    far, on_top = box(30.6, 49.9, 30.8, 50.1), box(29.5, 49.5, 30.8, 50.5)
    r = alder.record([far], [on_top], [on_top], [far])
    assert [n.since for n in nearness(r, alder.ALDERLAND, *ASHFORD, r.map_at(2), to_side="BO").near] == [
        r.map_at(1).day
    ] * 2
    assert [n.since for n in nearness(r, alder.ALDERLAND, *ASHFORD, r.map_at(0), to_side="BO").near] == [None, None]
    assert [
        f.value for f in figures_of_nearness(nearness(r, alder.ALDERLAND, *ASHFORD, r.map_at(3), to_side="BO"))
    ] == [None, None]


def test_ground_of_the_side_that_no_map_draws_begins_where_drawn_ground_ends():
    r = alder.record([box(29.5, 49.5, 30.05, 50.5)])
    far, close = nearness(r, alder.ALDERLAND, *ASHFORD, r.map_at(0), to_side="AL").near
    assert (far.since, close.since) == (r.map_at(0).day,) * 2 and far.reach_km == REACHES_KM[0]
