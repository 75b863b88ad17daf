"""Cells of an invented land, from maps drawn as polygons."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from shapely import Polygon, box

from frontwatch.asking.field import GREY, HOME, OTHER, Grid, boxed, field_of
from frontwatch.ground.build import SourceMap, build_record, edges_of_polygons
from frontwatch.ground.format import Layer, RecordMeta
from frontwatch.ground.record import Record, record_of
from frontwatch.model import FrontwatchError
from frontwatch.theatre.theatre import open_theatre

ALDERLAND = open_theatre(Path(__file__).parents[1] / "theatre" / "fixtures" / "alderland")
FIRST = date(2024, 3, 1)
META = RecordMeta(
    name="Alder maps", publisher="Alder", ties="none", credit="none", scale="polygon", resolution_km=0.3, delay_days=0,
    theatre="alderland", layers=(Layer("held", "BO"), Layer("contested")), rest="AL",
)  # fmt: skip


def weekly(*maps: tuple[Polygon, Polygon | None]) -> Record:
    made = [
        SourceMap(
            FIRST + timedelta(weeks=n), None, f"{n:064x}",
            tuple(zip(META.layers, map(edges_of_polygons, ([held], [grey] if grey else [])), strict=True)),
        )
        for n, (held, grey) in enumerate(maps)
    ]  # fmt: skip
    return record_of(build_record(made, META))


def moving(weeks: int) -> Record:
    """Borland's line moves west by a hundredth of a degree a week, contested ground .05 wide before it."""
    lines = [30.6 - 0.01 * n for n in range(weeks)]
    return weekly(*[(box(w, 49.5, 31.1, 50.5), box(w - 0.05, 49.5, w, 50.5)) for w in lines])


@given(st.floats(30, 40), st.floats(44.5, 52))
def test_a_cell_has_the_area_it_says_and_its_centre_lies_in_it(lon, lat):
    grid = Grid(29.9, 48.5, 44.4, 480, 400)
    at = int(grid.at(np.array([lon]), np.array([lat]))[0])
    if at < 0:
        return
    centres = np.column_stack(grid.centres())
    assert grid.at(*centres[at : at + 1].T)[0] == at
    x, y = centres[at]
    east = (centres[1] - centres[0])[0] / 2
    below, above = (lat for _, lat in centres[[max(at - 400, 0), min(at + 400, len(centres) - 1)]])
    up = (above - below) / 4
    if not 400 <= at < len(centres) - 400:
        return
    ring = np.array([(x - east, y - up), (x + east, y - up), (x + east, y + up), (x - east, y + up)])
    area = abs(Geod(ellps="WGS84").polygon_area_perimeter(*ring.T)[0]) / 1e6
    assert area == pytest.approx(4.0, rel=0.005)


def test_codes_are_what_the_record_says_at_each_week_end():
    record = moving(12)
    as_of = FIRST + timedelta(weeks=11)
    field = field_of(record, ALDERLAND, as_of)
    lon, lat = field.centres()
    assert len(field.code) == 12 and field.as_of == as_of
    for week, code in enumerate(field.code):
        holder = record.holder(lon, lat, week)
        assert (np.where(holder == "BO", OTHER, np.where(holder == "contested", GREY, HOME)) == code).all()
    assert set(np.unique(field.code)) == {HOME, OTHER, GREY}


def test_a_map_after_the_as_of_day_changes_nothing():
    as_of = FIRST + timedelta(weeks=9, days=3)
    short, long = (field_of(moving(weeks), ALDERLAND, as_of) for weeks in (10, 20))
    assert (short.code == long.code).all() and (short.index == long.index).all()


def test_too_little_history_is_told_in_one_sentence():
    with pytest.raises(FrontwatchError, match=r"Alder maps begins on 2024-03-01, too near to 2024-04-01"):
        field_of(moving(12), ALDERLAND, date(2024, 4, 1))


def test_a_point_outside_the_theatre_has_no_cell():
    field = field_of(moving(10), ALDERLAND, FIRST + timedelta(weeks=9))
    lon, lat = field.centres()
    assert field.cell_of(np.array([29.0, lon[7]]), np.array([50.0, lat[7]])).tolist() == [-1, 7]


@given(st.integers(1, 6), st.integers(1, 6), st.integers(0, 3), st.integers(0, 2**32 - 1))
def test_a_box_sums_what_lies_in_it(rows, columns, by, seed):
    values = np.random.default_rng(seed).integers(0, 9, (rows, columns))
    plain = [
        [values[max(r - by, 0) : r + by + 1, max(c - by, 0) : c + by + 1].sum() for c in range(columns)]
        for r in range(rows)
    ]
    assert boxed(values, by).tolist() == plain
