"""The drawn map: outlines against Shapely, distances against pyproj, names that do not touch, words without sides."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import pytest
from alder import ALDER, BIRCH, CEDAR, older_record, report
from pyproj import Geod
from shapely import Polygon, box

from frontwatch.model import MapRef, Region, Side
from frontwatch.showing import mapped, svgmap
from frontwatch.showing.labels import Box, Town, placed
from frontwatch.showing.outline import chained, cut, path, thinned, thinned_ring
from frontwatch.showing.projection import Projection
from frontwatch.showing.reportmap import map_of_report
from frontwatch.showing.view import view_around, view_of, view_of_places

WGS84 = Geod(ellps="WGS84")


def edges_of(*rings):
    """The edges of closed rings, as four columns."""
    pairs = [np.hstack([r, np.roll(r, -1, axis=0)]) for r in (np.array(ring, float) for ring in rings)]
    return np.vstack(pairs).T


def even_odd_area(rings):
    """The area that rings enclose, by Shapely: what an odd number of them covers."""
    whole = Polygon()
    for ring in (r for r in rings if len(r) > 2):
        whole = whole.symmetric_difference(Polygon(ring))
    return whole.area


SQUARE = [(0, 0), (4, 0), (4, 4), (0, 4)]
HOLE = [(1, 1), (1, 2), (2, 2), (2, 1)]
TOUCHING = [(4, 4), (6, 4), (6, 6), (4, 6)]


@pytest.mark.parametrize(
    "rings, area, why",
    [
        ([SQUARE], 16, "a ring"),
        ([SQUARE, HOLE], 15, "a hole is ground outside"),
        ([SQUARE, TOUCHING], 20, "rings that touch in a corner, however they are paired there"),
        ([SQUARE, SQUARE], 0, "what is drawn twice is outside again"),
    ],
)
def test_edges_in_any_order_and_direction_enclose_the_ground_of_their_rings(rings, area, why):
    rng = np.random.default_rng(7)
    columns = edges_of(*rings)
    columns = columns[:, rng.permutation(columns.shape[1])]
    turned = rng.random(columns.shape[1]) < 0.5
    columns[:, turned] = columns[[2, 3, 0, 1]][:, turned]
    assert even_odd_area(chained(*columns)) == pytest.approx(area), why


def test_a_ring_is_cut_as_shapely_cuts_it():
    rng = np.random.default_rng(3)
    for _ in range(40):
        angles = np.sort(rng.random(12)) * 2 * np.pi
        ring = np.column_stack([np.cos(angles), np.sin(angles)]) * rng.uniform(2, 8, (12, 1))
        inside = cut(ring, (-3, -2), (3, 5))
        area = Polygon(inside).area if len(inside) else 0.0
        assert area == pytest.approx(Polygon(ring).intersection(box(-3, -2, 3, 5)).area, abs=1e-9)


def test_thinning_moves_no_point_by_more_than_the_tolerance():
    rng = np.random.default_rng(5)
    line = np.column_stack([np.arange(300.0), np.cumsum(rng.normal(0, 1, 300))])
    thin = thinned(line, 2.0)
    nearest = [min(_off(p, a, b) for a, b in pairwise(thin)) for p in line]
    assert len(thin) < 200
    assert max(nearest) <= 2.0 + 1e-9


def _off(p, a, b):
    t = np.clip((p - a) @ (b - a) / ((b - a) @ (b - a)), 0, 1)
    return float(np.hypot(*(p - a - t * (b - a))))


def test_a_ring_too_small_to_see_is_left_out():
    assert len(thinned_ring(np.array(SQUARE) * 0.01, 0.45)) == 0


def test_path_data_goes_by_steps_and_comes_back_to_its_points():
    data = path([np.array([[1.04, 2.0], [11.0, 2.0], [11.0, -3.26]])], closed=True)
    assert data == "M1 2l10 0 0-5.3Z"


@pytest.mark.parametrize("km", [5.0, 50.0, 400.0])
@pytest.mark.parametrize("bearing", [0, 73, 180, 251])
def test_the_projection_keeps_distances_from_its_centre(km, bearing):
    lon, lat, _ = WGS84.fwd(37.2, 48.3, bearing, km * 1000)
    x, y = Projection(37.2, 48.3).km([lon], [lat])
    assert float(np.hypot(x[0], y[0])) == pytest.approx(km, rel=0.004)


def test_the_projection_keeps_areas():
    corners = np.array([[30.0, 46.0], [31.0, 46.0], [31.0, 47.0], [30.0, 47.0], [30.0, 46.0]])
    lon, lat = (np.interp(np.linspace(0, 4, 4001), np.arange(5), column) for column in corners.T)
    x, y = Projection(37.2, 48.3).km(lon, lat)
    area, _ = WGS84.polygon_area_perimeter(lon, lat)
    assert Polygon(np.column_stack([x, y])).area == pytest.approx(abs(area) / 1e6, rel=0.001)


def test_names_do_not_touch_one_another_nor_the_scale_bar():
    rng = np.random.default_rng(11)
    towns = [Town(f"Town number {n}", *xy, n < 3) for n, xy in enumerate(rng.uniform(0, 600, (120, 2)).tolist())]
    bar, frame = Box(8, 560, 150, 594), Box(0, 0, 600, 600)
    labels = placed(towns, frame, [bar])
    assert len(labels) > 10
    boxes = [bar, *(label.box for label in labels)]
    assert [(a, b) for i, a in enumerate(boxes) for b in boxes[:i] if a.touches(b)] == []
    assert all(label.box.within(frame) for label in labels)


def test_a_larger_town_has_a_larger_name():
    near, far = Town("Small", 100, 100, False, 900), Town("Great", 300, 300, False, 700_000)
    small, great = placed([near, far], Box(0, 0, 600, 600))
    assert (small.size, great.size) == (12.5, 15.5)


# ------------------------------------------------------------------ a whole map, on invented ground


def theatre():
    """A country of two regions and three towns."""
    west, east = (
        [[29, 49], [30.1, 49], [30.1, 51], [29, 51], [29, 49]],
        [[30.1, 49], [31, 49], [31, 51], [30.1, 51], [30.1, 49]],
    )
    towns = (ALDER, BIRCH, CEDAR)
    regions = (Region("XA-1", "West Region"), Region("XA-2", "East Region"), Region("XA", "The Country"))
    whole = [[29, 49], [31, 49], [31, 51], [29, 51], [29, 49]]
    return SimpleNamespace(
        name="invented",
        sides=(Side("BL", "Blue", "Blue"), Side("AM", "Amber", "Amber")),
        regions=regions,
        region=lambda code: next(r for r in regions if r.code == code),
        region_rings=lambda code: (np.array({"XA-1": west, "XA-2": east, "XA": whole}[code], float),),
        land_rings=(np.array([[28, 48], [33, 48], [33, 52], [28, 52], [28, 48]], float),),
        borders=(SimpleNamespace(with_="XB", line=np.array(east, float)),),
        places=SimpleNamespace(
            ids=np.array([p.id for p in towns]),
            lon=np.array([p.lon for p in towns]),
            lat=np.array([p.lat for p in towns]),
            population=np.array([p.population for p in towns]),
            weight=np.array([float(p.population) for p in towns]),
            covered=np.ones(3, bool),
        ),
        place=lambda id: next(p for p in towns if p.id == id),
    )


def record():
    """Amber holds the east from 30.2 on the first map, from 30.1 on the second; a strip before it is contested."""
    first, second = [(30.2, 49), (31, 49), (31, 51), (30.2, 51)], [(30.1, 49), (31, 49), (31, 51), (30.1, 51)]
    strip = [(30.0, 49), (30.1, 49), (30.1, 51), (30.0, 51)]
    columns = np.hstack([edges_of(first), edges_of(second), edges_of(strip)])
    layers = (SimpleNamespace(status="held", side="AM"), SimpleNamespace(status="contested", side=None))
    layer, alive = np.repeat([0, 0, 1], 4), np.repeat([0, 1, 1], 4)
    lon1, lat1, lon2, lat2 = columns

    def edges_on(index):
        i = alive == index
        return SimpleNamespace(lon1=lon1[i], lat1=lat1[i], lon2=lon2[i], lat2=lat2[i], layer=layer[i])

    meta = SimpleNamespace(
        name="Mapmakers", publisher="The Mapmakers", credit="<The> Mapmakers & Co", layers=layers, rest="BL",
        scale="polygon", contested_until=None,
    )  # fmt: skip
    return SimpleNamespace(
        meta=meta, hash="a" * 64, edges_on=edges_on, lon1=lon1, lat1=lat1, lon2=lon2, lat2=lat2, layer=layer,
        first=alive, last=alive,
    )  # fmt: skip


MAPS = [MapRef(n, date(2031, 5, 1 + n), None, "c" * 64) for n in (0, 1)]


@pytest.fixture
def drawn(monkeypatch):
    line = np.array([[30.1, 49.0], [30.1, 51.0]])
    monkeypatch.setattr(svgmap, "front_lines", lambda ground: [line])
    ground = svgmap.Ground(theatre(), record(), MAPS[1], MAPS[0])
    return svgmap.draw(ground, view_around(ALDER, 40), title="Ground <held> & more", named=(CEDAR,))


def test_the_map_is_well_formed_and_small(drawn):
    root = ET.fromstring(drawn)
    assert root.tag.endswith("svg")
    assert len(drawn) < 150_000
    assert "<script" not in drawn and "http" not in drawn.replace("http://www.w3.org/2000/svg", "")


def test_the_scale_bar_is_as_long_as_it_says(drawn):
    length = float(re.search(r'id="fw-scale" d="M16 [\d.]+h([\d.]+)"', drawn)[1])
    km = float(re.search(r">(\d+) km<", drawn)[1])
    view = view_around(ALDER, 40)
    lon, lat, _ = WGS84.fwd(ALDER.lon, ALDER.lat, 64, km * 1000)
    a, b = view.px([ALDER.lon, lon], [ALDER.lat, lat])
    assert float(np.hypot(*(a - b))) == pytest.approx(length, rel=0.01)


def test_it_says_day_source_sides_and_what_is_contested(drawn):
    words = "".join(ET.fromstring(drawn).itertext())
    for needed in (
        *("Ground <held> & more", "2 May 2031", "1 May 2031", "held by Blue", "held by Amber", "now held by Amber"),
        *("contested or unknown", "<The> Mapmakers & Co", "aaaaaaaa", "N", "not title", "Cedar", "Alder"),
    ):
        assert needed in words


def test_what_changed_is_the_ground_between_the_two_maps():
    changed = svgmap.difference(record(), 0, 0, 1)
    assert even_odd_area(changed) == pytest.approx(0.1 * 2)


def test_the_sides_exchanged_give_the_same_drawing_in_the_other_colours(monkeypatch):
    monkeypatch.setattr(svgmap, "front_lines", lambda ground: [])
    stage, mirrored = theatre(), theatre()
    mirrored.sides = (Side("AM", "Blue", "Blue"), Side("BL", "Amber", "Amber"))
    swapped = record()
    swapped.meta.layers[0].side, swapped.meta.rest = "BL", "AM"
    view = view_around(ALDER, 40)
    a = svgmap.draw(svgmap.Ground(stage, record(), MAPS[1]), view, title="t")
    b = svgmap.draw(svgmap.Ground(mirrored, swapped, MAPS[1]), view, title="t")
    assert a == b


def test_a_report_about_no_place_has_no_view():
    assert view_of_places([]) is None


def test_a_view_of_places_shows_them_all():
    view = view_of_places([ALDER, BIRCH, CEDAR, ALDER])
    assert view is not None
    xy = view.px([p.lon for p in (ALDER, BIRCH, CEDAR)], [p.lat for p in (ALDER, BIRCH, CEDAR)])
    assert ((xy > 0) & (xy < (view.width, view.height))).all()


def test_a_view_keeps_its_shape_for_a_long_row_of_points():
    view = view_of([30.0, 36.0], [50.0, 50.0])
    assert 0.6 < view.height / view.width < 1.1


def test_claimed_ground_is_drawn_as_dots_and_never_as_held(monkeypatch):
    monkeypatch.setattr(svgmap, "front_lines", lambda ground: [])
    claimed = record()
    claimed.meta.layers[1].status, claimed.meta.layers[1].side = "claimed", "AM"
    drawn = svgmap.draw(svgmap.Ground(theatre(), claimed, MAPS[1]), view_around(ALDER, 40), title="t")
    assert "claimed, not held" in drawn
    assert drawn.count('fill="url(#fw-claimed)"') == 2  # the ground and its swatch
    assert 'fill="url(#fw-contested)"' not in drawn


def test_a_map_of_a_record_that_ended_is_named_the_last_known(monkeypatch):
    monkeypatch.setattr(svgmap, "front_lines", lambda ground: [])
    ended = older_record(7)
    kept = record()
    kept.map_at = lambda index: MapRef(1, ended.records[0].last_day, None, "c" * 64)
    monkeypatch.setattr(mapped, "told_in_words", lambda *_: ("", ((), ())))
    drawn = map_of_report(ended, theatre(), kept, ended.records[0]).svg
    assert "Last known ground around Alder, 2 May 2031, 7 days before the report" in drawn
    assert "Ground held around" not in drawn


def test_a_report_about_no_place_has_no_map():
    nowhere = replace(report(), findings=(), questions=())
    assert map_of_report(nowhere, theatre(), record(), nowhere.records[0]) is None
