"""Several records as one: each day is told by the first record that covers it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from alder_ground import META, record
from hypothesis import given
from hypothesis import strategies as st
from shapely import box

from frontwatch.ground.format import Layer
from frontwatch.ground.joined import joined
from frontwatch.ground.known import with_maps
from frontwatch.ground.record import Record
from frontwatch.model import FrontwatchError

EAST = [[box(30.6 - 0.05 * n, 49.7, 30.9, 50.3)] for n in range(8)]
OTHER = [[box(30.6 - 0.03 * n, 49.7, 30.95, 50.2)] for n in range(8)]
GREY = box(29.8, 49.7, 29.9, 49.9)


def shifted(source: Record, first: int, last: int) -> Record:
    """The maps of a record from one to another, both included."""
    return with_maps(source, np.arange(first, last + 1))


def held(source: Record, index: int) -> list[str]:
    lon, lat = np.meshgrid(np.linspace(29.75, 30.98, 12), np.linspace(49.65, 50.35, 9))
    return source.holder(lon.ravel(), lat.ravel(), index).tolist()


@given(st.integers(0, 7), st.integers(0, 7), st.integers(0, 7), st.integers(0, 7))
def test_a_day_is_told_by_the_first_record_that_covers_it(a, b, c, d):
    first, second = shifted(record(*EAST), *sorted((a, b))), shifted(record(*OTHER, grey=[GREY]), *sorted((c, d)))
    whole = joined([first, second])
    assert whole.days.tolist() == sorted({*first.days.tolist(), *second.days.tolist()})
    for index, day in enumerate(whole.days):
        source = first if first.days[0] <= day <= first.days[-1] else second
        at = int(np.searchsorted(source.days, day))
        assert source.days[at] == day
        assert held(whole, index) == held(source, at)
        assert whole.map_hashes[index] == source.map_hashes[at]


def test_one_record_is_itself():
    only = record(*EAST)
    assert joined([only]) is only


def test_contested_ground_ends_with_the_last_record_that_shows_it():
    plain = record(*EAST, meta=replace(META, layers=(Layer("held", "BO"), Layer("claimed", "BO"))))
    grey = record(*OTHER, grey=[GREY])
    whole = joined([shifted(grey, 0, 3), shifted(plain, 2, 7)])
    assert whole.meta.contested_until == grey.days[3].item()
    assert [x.name for x in whole.meta.layers] == ["held BO", "contested", "claimed BO"]
    assert whole.meta.shows_contested(whole.days[3].item()) and not whole.meta.shows_contested(whole.days[4].item())


def test_records_of_two_theatres_are_not_joined():
    stranger = record(*EAST, meta=replace(META, theatre="birchland"))
    with pytest.raises(FrontwatchError, match="not of one theatre"):
        joined([record(*EAST), stranger])
