"""The map of two records: its ground is that which differs, its words are theirs, and neither side is favoured."""

from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from shapely import Polygon, box

sys.path.insert(0, str(Path(__file__).parents[1] / "ground"))
import alder_ground as alder

import frontwatch.showing.settings as s
from frontwatch.ground.compare import compare, pairs
from frontwatch.ground.disagreed import disagreed
from frontwatch.model import Place
from frontwatch.showing.comparedmap import compared_map
from frontwatch.showing.view import view_around

OURS, THEIRS = [box(30.0, 49.9, 30.5, 50.1)], [box(30.2, 49.8, 30.6, 50.0)]
GREY = [box(29.8, 49.9, 30.0, 50.1)]
ASHFORD = next(p for p in alder.ALDERLAND.look_up("Ashford") if isinstance(p, Place))
RADIUS = 60.0


def named(name, meta=alder.META):
    return replace(meta, name=name)


def drawn(a, b):
    compared = compare(a, b, pairs(a, b))
    differing = disagreed(a, b, alder.ALDERLAND, compared.pairs[-1])
    return compared, compared_map(alder.ALDERLAND, compared, differing, around=ASHFORD, radius_km=RADIUS)


def both(meta=alder.META):
    return drawn(alder.record(OURS, grey=GREY, meta=named("One", meta)), alder.record(THEIRS, meta=named("Two", meta)))


def words(svg):
    return " ".join(e.text or "" for e in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text"))


def pixels(data):
    """The area that path data encloses, even-odd, px²."""
    whole = Polygon()
    for x, y, steps in re.findall(r"M(-?[\d.]+) ?(-?[\d.]+)l([^Z]*)Z", data):
        numbers = [float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", steps)]
        corners = np.vstack([[float(x), float(y)], np.reshape(numbers, (-1, 2))]).cumsum(axis=0)
        whole = whole.symmetric_difference(Polygon(corners).buffer(0))
    return whole.area


def fills(svg, colour, clipped):
    paths = ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}path")
    return [p.get("d") for p in paths if p.get("fill") == colour and ("clip-path" in p.attrib) == clipped]


def test_what_is_drawn_in_deeper_colours_is_as_large_as_what_differs():
    compared, picture = both()
    scale = view_around(ASHFORD, RADIUS).scale
    (differs,), (again,) = fills(picture.svg, s.SIDE_DEEP[0], False), fills(picture.svg, s.SIDE_DEEP[1], True)
    wanted = compared.only_a("BO")[-1] + compared.only_b("BO")[-1]
    assert differs == again and pixels(differs) / scale**2 == pytest.approx(wanted, rel=0.02)


def test_it_names_both_records_and_days_and_says_which_lacks_what():
    _, picture = both()
    told = words(picture.svg)
    assert "One and Two, maps of 1 March 2024" in told
    assert "Borland only in One" in told and "Borland only in Two" in told and "front in One" in told


def test_the_sentence_and_the_table_have_the_figures_of_the_comparison():
    compared, picture = both()
    rows = {row[0]: row[1:] for row in picture.rows}
    for holder, told in (("BO", "held by Borland"), ("AL", "held by Alderland"), ("contested", "contested")):
        found = tuple(f"{only(holder)[-1]:,.0f} km²" for only in (compared.only_a, compared.only_b))
        assert rows[told] == found
        assert all(figure in picture.sentence for figure in found if figure != "0 km²")
    assert picture.head == ("", "only in One", "only in Two")


def test_sides_exchanged_give_the_same_drawing_in_the_other_colours():
    _, one = both()
    _, other = both(alder.MIRRORED)
    for a, b in ((0, 1), (1, 0)):
        for clipped in (False, True):
            assert fills(one.svg, s.SIDE_DEEP[a], clipped) == fills(other.svg, s.SIDE_DEEP[b], clipped)


def test_records_that_agree_are_told_as_such():
    a, b = alder.record(OURS, meta=named("One")), alder.record(OURS, meta=named("Two"))
    _, picture = drawn(a, b)
    assert "One has none that the other has not; Two has none that the other has not" in picture.sentence
    assert "no settlement" in picture.sentence and not fills(picture.svg, s.SIDE_DEEP[0], False)


def test_what_only_the_second_has_as_contested_is_hatched_too():
    _, ours = both()
    _, theirs = drawn(
        alder.record(THEIRS, meta=named("Two")), alder.record(OURS, grey=GREY, meta=named("One"))
    )  # fmt: skip
    for picture in (ours, theirs):
        hatched = [d for d in fills(picture.svg, "url(#fw-contested)", False) if d]
        assert sum(pixels(d) for d in hatched) / view_around(ASHFORD, RADIUS).scale ** 2 == pytest.approx(
            alder.km2(GREY[0]), rel=0.02
        )


def test_two_records_of_one_name_are_told_apart_by_their_hashes():
    a, b = alder.record(OURS), alder.record(THEIRS)
    _, picture = drawn(a, b)
    assert picture.head == ("", f"only in Alder maps {a.hash[:8]}", f"only in Alder maps {b.hash[:8]}")


def test_scales_that_differ_are_said():
    coarse = alder.record(THEIRS, meta=replace(alder.META, name="Two", scale="settlement"))
    _, picture = drawn(alder.record(OURS, meta=named("One")), coarse)
    assert "Scales differ: Two knows settlements only" in words(picture.svg)
