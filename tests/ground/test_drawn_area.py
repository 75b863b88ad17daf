"""The ground as drawn against the ground as measured, and both against Shapely and pyproj."""

from __future__ import annotations

import re

import alder_ground as alder
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon, box

from frontwatch.ground.area import ground_inside
from frontwatch.ground.record import open_record
from frontwatch.model import Place
from frontwatch.showing.mapped import told_in_words
from frontwatch.showing.svgmap import Ground, layer_paths
from frontwatch.showing.view import view_around
from frontwatch.theatre.theatre import open_theatre

MIDDLE = Place(1, "Alder", 30.35, 50.0, 60_000, "AL-1")


def drawn_polygon(data: str) -> Polygon:
    """Path data of relative steps as the ground that it fills under the even-odd rule, pixels."""
    whole = Polygon()
    for part in data.split("M")[1:]:
        start, _, steps = part.rstrip("Z").partition("l")
        corners = np.cumsum(np.reshape(_numbers(start) + _numbers(steps), (-1, 2)), axis=0)
        if len(corners) > 2:
            whole = whole.symmetric_difference(Polygon(corners).buffer(0))
    return whole


def _numbers(text: str) -> list[float]:
    return [float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", text)]


@settings(max_examples=40, deadline=None)
@given(alder.stars(), st.sampled_from([30.0, 45.0, 70.0]))
def test_drawn_and_measured_ground_agree_within_a_hundredth(star, radius):
    r = alder.record([star])
    view = view_around(MIDDLE, radius)
    inside = ground_inside(r, alder.ALDERLAND, view.ring(), r.map_at(0))
    oracle = alder.km2(star & alder.COUNTRY & Polygon(view.ring()))
    assert inside.of("BO") == pytest.approx(oracle, rel=2e-3, abs=1e-3 * alder.km2(star))

    paths = dict(layer_paths(Ground(alder.ALDERLAND, r, r.map_at(0)), r.map_at(0), view))
    pixels = drawn_polygon(paths[0]) & box(0, 0, view.width, view.height)
    everywhere = alder.km2(star & Polygon(view.ring()))
    assert pixels.area / view.scale**2 == pytest.approx(everywhere, rel=0.01, abs=1)


def test_a_view_of_no_ground_of_the_theatre_is_told_so():
    r = alder.record([box(30.0, 50.0, 30.2, 50.2)])
    far = view_around(Place(2, "Far", 40.0, 52.0, 1, ""), 20)
    sentence, (_, rows) = told_in_words(Ground(alder.ALDERLAND, r, r.map_at(0)), far, ())
    assert "shows no ground of" in sentence
    assert rows == ()


def test_the_sentence_and_the_table_tell_both_days_and_the_places_named():
    r = alder.record([box(30.0, 49.8, 30.4, 50.2)], [box(30.0, 49.8, 30.5, 50.2)])
    of = Ground(alder.ALDERLAND, r, r.map_at(1), r.map_at(0))
    sentence, (head, rows) = told_in_words(of, view_around(MIDDLE, 40), (MIDDLE,))
    gained = alder.km2(box(30.4, 49.8, 30.5, 50.2))
    assert head == ("", "1 March 2024", "2 March 2024")
    assert f"+{gained:,.0f} km² held by Borland" in sentence
    assert f"−{gained:,.0f} km² held by" in sentence
    assert [row[0] for row in rows[-1:]] == ["Alder"]
    assert rows[-1][1].startswith("held by Borland, ")


@pytest.mark.full
@pytest.mark.parametrize("radius", [15.0, 40.0, 120.0, 450.0])
def test_real_ground_is_drawn_as_large_as_it_is_measured(radius):
    theatre = open_theatre()
    record = open_record(theatre.default_record)
    m = record.map_at(-1)
    place = theatre.look_up("Pokrovsk")[0]
    view = view_around(place, radius)
    paths = layer_paths(Ground(theatre, record, m), m, view)
    land = Polygon()
    for code in ("UA",):
        for ring in theatre.region_rings(code):
            land = land.symmetric_difference(Polygon(view.px(ring[:, 0], ring[:, 1])).buffer(0))
    inside = ground_inside(record, theatre, view.ring(), m)
    for number, data in paths:
        layer = record.meta.layers[number]
        if layer.status != "held":
            continue
        pixels = drawn_polygon(data) & land & box(0, 0, view.width, view.height)
        assert pixels.area / view.scale**2 == pytest.approx(inside.of(layer.side), rel=0.01, abs=1)
