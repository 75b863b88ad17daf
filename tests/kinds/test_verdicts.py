"""A figure claimed against a figure found: tolerance, hedges and bounds."""

from __future__ import annotations

import pytest

from frontwatch.kinds.verdicts import KM2, as_said, compare, percent, scaled
from frontwatch.model import Quantity


@pytest.mark.parametrize(
    ("claimed", "verdict"),
    [
        (Quantity(114, 114, "km"), "supported"),
        (Quantity(116, 116, "km"), "overstated"),
        (Quantity(84, 84, "km"), "understated"),
        (Quantity(124, 124, "km", approx=True), "supported"),
        (Quantity(126, 126, "km", approx=True), "overstated"),
        (Quantity(50, None, "km"), "supported"),
        (Quantity(120, None, "km"), "overstated"),
        (Quantity(None, 200, "km"), "supported"),
        (Quantity(None, 80, "km"), "understated"),
    ],
)
def test_a_figure_agrees_within_tolerance_and_bounds_are_one_sided(claimed, verdict):
    assert compare(claimed, 100.0)[0] == verdict


def test_between_two_scales_everything_is_supported():
    assert {compare(Quantity(km, km, "km"), 1000, 1200)[0] for km in range(860, 1380, 20)} == {"supported"}


def test_nothing_found_is_no_division_by_zero():
    assert compare(Quantity(10, 10, "km2"), 0.0) == ("overstated", None)


def test_units_are_led_to_one_and_told_as_said():
    assert scaled(Quantity(10, 10, "sq mi"), KM2).low == pytest.approx(25.9, abs=0.01)
    assert scaled(Quantity(10, 10, "people"), KM2) is None
    assert as_said(Quantity(1, 1, "months")) == "1 month"
    assert percent(0.9999) == ">99.9 %"
