"""The small pictures and plots: what they draw is what their sentences and tables say."""

from __future__ import annotations

import re
from datetime import date, timedelta
from math import inf
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontwatch.model import Quantity
from frontwatch.showing.bar import claimed_and_found
from frontwatch.showing.columns import Amounts, in_columns, in_rows
from frontwatch.showing.curve import Marked, Series, over_time
from frontwatch.showing.picture import Picture
from frontwatch.showing.rose import CENTRE, RADIUS, bearings_around
from frontwatch.showing.scales import Scale, day_ticks, from_zero, nice_step
from frontwatch.showing.sheet import sheet
from frontwatch.showing.strip import Stretch, holders_over_time

NAMES = {"AM": "Amber", "BL": "Blue"}
FILLS = {"AM": "#d3a260", "BL": "#6b8f9b"}
SLY = '<script>alert(1)</script> & "x"'


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def drawn(picture: Picture, tag: str) -> list[dict[str, str]]:
    return [dict(e.attrib) for e in parsed(picture.svg).iter() if e.tag.endswith(f"}}{tag}")]


DAYS = tuple(date(2031, 1, 1) + timedelta(days=14 * k) for k in range(5))


@given(st.floats(1e-3, 1e9), st.integers(2, 9))
def test_a_step_cuts_a_span_into_no_more_parts_than_asked(span, most):
    assert span / nice_step(span, most) <= most * (1 + 1e-6)


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e6))
def test_ticks_lie_inside_their_scale(low, span):
    scale = Scale(low, low + span, 0.0, 300.0)
    assert all(-1e-3 <= scale(t) <= 300.001 for t in scale.ticks())


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=9))
def test_a_scale_from_zero_holds_all_values(values):
    scale = from_zero(values, 100.0, 0.0)
    assert all(-1e-6 <= scale(v) <= 100.0 + 1e-6 for v in values)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(40, 4000), st.integers(3, 9))
def test_days_marked_are_firsts_of_months_inside(first, span, most):
    last = first + timedelta(days=span)
    ticks = day_ticks(first, last, most)
    assert len(ticks) <= most + 1
    assert all(first <= d <= last and d.day == 1 for d, _ in ticks)


def test_bars_are_as_long_as_their_figures():
    picture = claimed_and_found(Quantity(80, 80, "km"), 40, 40, "km", said="80 km", found="40 km", fill="#888")
    bars = [float(r["width"]) for r in drawn(picture, "rect")]
    claimed, found = bars[0], bars[1]
    assert claimed == pytest.approx(2 * found, rel=0.01)
    assert picture.sentence == "Claimed 80 km; found 40 km."
    assert picture.rows == (("claimed", "80 km"), ("found", "40 km"))


def test_a_percentage_is_drawn_out_of_a_hundred():
    low = claimed_and_found(Quantity(10, 10, "%"), 20, 20, "%", said="10 %", found="20 %", fill="#888")
    high = claimed_and_found(Quantity(50, 50, "%"), 100, 100, "%", said="50 %", found="100 %", fill="#888")
    first, second = (float(drawn(p, "rect")[0]["width"]) for p in (low, high))
    assert second == pytest.approx(5 * first, rel=0.01)


def test_a_bound_has_an_open_end():
    bound = claimed_and_found(Quantity(50, None, "km"), 40, 40, "km", said="at least 50 km", found="40 km", fill="#888")
    exact = claimed_and_found(Quantity(50, 50, "km"), 40, 40, "km", said="50 km", found="40 km", fill="#888")
    assert len(drawn(bound, "path")) > len(drawn(exact, "path"))


def test_a_strip_covers_all_days_and_tells_each_stretch():
    stretches = [
        Stretch("BL", date(2030, 1, 1), date(2030, 12, 31)),
        Stretch("AM", date(2031, 1, 1), date(2031, 12, 31)),
    ]
    picture = holders_over_time("Alder", stretches, marked=date(2031, 6, 1), names=NAMES, fills=FILLS, width=400)
    blocks = drawn(picture, "rect")
    assert sum(float(b["width"]) for b in blocks) == pytest.approx(399, abs=0.3)
    assert [b["fill"] for b in blocks] == [FILLS["BL"], FILLS["AM"]]
    assert picture.sentence == "Alder: Blue to 31 December 2030; Amber from 1 January 2031."
    assert [row[0] for row in picture.rows] == ["Blue", "Amber"]


def test_a_rose_has_a_wedge_for_each_bearing_with_ground_and_points_north_up():
    km = [5.0, *[inf] * 71]
    picture = bearings_around("Alder", "Amber", km, fill="#d3a260", day="8 May 2031")
    wedges = [p["d"] for p in drawn(picture, "path")]
    assert len(wedges) == 1
    points = [tuple(map(float, xy.split())) for xy in re.findall(r"[\d.]+ [\d.]+", wedges[0])]
    assert min(y for _, y in points) == pytest.approx(CENTRE - RADIUS, abs=0.2)
    assert max(y for _, y in points) == pytest.approx(CENTRE - RADIUS / 4, abs=0.4)
    assert "in 1 of 72 bearings" in picture.sentence
    assert picture.rows == (("0°", "5.0 km"),)


def test_a_curve_draws_every_value_and_breaks_where_none_was_measured():
    series = [Series("to Amber's ground", DAYS, (9.0, 8.0, None, 6.0, 5.0), "#d3a260")]
    picture = over_time("From Alder", "km", series, marked=Marked(DAYS[3], 4.0))
    line = next(p["d"] for p in drawn(picture, "path") if p.get("stroke") == "#d3a260")
    assert line.count("M") == 2
    assert len(re.findall(r"[\d.]+ [\d.]+", line)) == 4
    assert picture.sentence == "From Alder: 9 km on 1 January 2031, 5 km on 26 February 2031."
    assert [row[1] for row in picture.rows] == ["9", "8", "–", "6", "5"]


@pytest.mark.parametrize("make", [in_columns, in_rows])
def test_columns_are_as_tall_as_their_amounts(make):
    groups = [Amounts("Amber", (10.0, 40.0), "#d3a260"), Amounts("Blue", (0.0, 20.0), "#6b8f9b")]
    picture = make("Gained", "km²", ["Jan", "Feb"], groups)
    side = "height" if make is in_columns else "width"
    amber = [float(r[side]) for r in drawn(picture, "rect") if r["fill"] == "#d3a260"][:2]
    assert amber[1] == pytest.approx(4 * amber[0], rel=0.02)
    assert picture.rows == (("Jan", "10", "0"), ("Feb", "40", "20"))


def test_a_sheet_is_one_drawing_with_title_description_and_source():
    picture = over_time("From Alder", "km", [Series("x", DAYS, (1.0, 2.0, 3.0, 4.0, 5.0))])
    whole = parsed(sheet("Alder & Birch", [picture, picture], "Source: the mapmakers."))
    words = [e.text for e in whole.iter() if e.tag.endswith("}text")]
    assert "Alder & Birch" in words
    assert "Source: the mapmakers." in words
    assert picture.sentence in (whole.findtext("{http://www.w3.org/2000/svg}desc") or "")


@pytest.mark.parametrize(
    "picture",
    [
        claimed_and_found(Quantity(1, 1, "km"), 2, 2, "km", said=SLY, found=SLY, fill="#888"),
        holders_over_time(SLY, [Stretch("AM", DAYS[0], DAYS[4])], marked=DAYS[1], names={"AM": SLY}, fills=FILLS),
        bearings_around(SLY, SLY, [1.0, inf], fill="#888", day=SLY),
        over_time(SLY, SLY, [Series(SLY, DAYS, (1.0, 2.0, 3.0, 4.0, 5.0))], marked=Marked(DAYS[0], 1.0, SLY)),
        in_rows(SLY, SLY, [SLY], [Amounts(SLY, (1.0,), "#888")]),
    ],
)
def test_names_from_outside_stay_text_in_drawing_and_notebook(picture):
    assert "<script" not in picture.svg
    assert "<script" not in picture._repr_html_()
    parsed(picture._repr_svg_())
