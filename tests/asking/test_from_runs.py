"""Chances of events from runs written by hand, against counting."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest
from simulated import AS_OF, a_field, halves
from test_field import ALDERLAND, FIRST, moving

from frontwatch.asking.events import FrontNear, GroundTaken, RegionShare
from frontwatch.asking.field import GREY, OTHER, field_of
from frontwatch.asking.from_runs import came_week, curve_of
from frontwatch.asking.simulation.runs import Runs
from frontwatch.asking.simulation.settings import NEVER
from frontwatch.model import FrontwatchError, Place
from frontwatch.theatre.theatre import open_theatre

FIELD = a_field(halves(20, 20))
LON, LAT = FIELD.centres()
A, B = 5 * 20 + 8, 12 * 20 + 9  # two home cells, two and one cells from Borland's ground
WEEKS = 10
UKRAINE = open_theatre()  # nothing of it is looked up but where a test says so


def runs_of(*runs: dict[int, int], lost: tuple[dict[int, int], ...] = ()) -> Runs:
    """Each run as {cell: week in which it falls}."""
    taken = np.full((len(runs), 400), NEVER, np.uint8)
    gone = taken.copy()
    for sheet, told in ((taken, runs), (gone, lost)):
        for n, cells in enumerate(told):
            for cell, week in cells.items():
                sheet[n, cell] = week
    return Runs(FIELD, WEEKS, taken, gone, np.arange(len(runs)) // 2)


def place(cell: int, name: str = "Alder") -> Place:
    return Place(cell, name, float(LON[cell]), float(LAT[cell]), 0, "")


def near(cell: int, weeks: int = WEEKS, side: str = "BO") -> FrontNear:
    """That the cell itself falls: the ground of its neighbours begins a kilometre from its centre."""
    return FrontNear(side=side, place=place(cell), km=0.9, by=AS_OF + timedelta(weeks=weeks))


FOUR = runs_of({A: 3, B: 5}, {A: 6, B: 2}, {B: 9}, {})


@pytest.mark.parametrize(
    ("event", "weeks"),
    [
        (near(A), [3, 6, NEVER, NEVER]),
        (near(B), [5, 2, 9, NEVER]),
        (FrontNear(side="BO", place=place(A), km=1.5, by=AS_OF), [3, 6, NEVER, NEVER]),
        (FrontNear(side="BO", place=place(A), km=4.0, by=AS_OF), [0, 0, 0, 0]),
        (GroundTaken(side="BO", km2=3.9, by=AS_OF), [3, 2, 9, NEVER]),
        (GroundTaken(side="BO", km2=4.0, by=AS_OF), [5, 6, NEVER, NEVER]),
    ],
)
def test_an_event_comes_in_each_run_when_its_cells_fall(event, weeks):
    assert came_week(event, FOUR, UKRAINE).tolist() == weeks


def test_a_chance_is_the_share_of_runs_and_never_none_nor_all():
    found, early = curve_of(near(B), FOUR, UKRAINE, [AS_OF + timedelta(weeks=w) for w in (5, 1)])
    assert found.probability == pytest.approx((2 + 0.5) / 5)
    assert 0 < found.low < found.probability < found.high < 1
    assert 0 < early.probability < 0.2


def test_a_curve_never_falls_and_a_broken_week_counts_by_its_part():
    days = [AS_OF + timedelta(days=n) for n in (0, 14, 32, 35, 70)]
    curve = [c.probability for c in curve_of(near(B), FOUR, UKRAINE, days)]
    assert curve == sorted(curve)
    assert curve[2] == pytest.approx((1 + 4 / 7 + 0.5) / 5)


def test_ground_given_up_again_does_not_count_on_the_day():
    runs = runs_of({A: 2}, lost=({A: 6},))
    event = GroundTaken(side="BO", km2=3.0, by=AS_OF)
    by_day = [c.probability for c in curve_of(event, runs, UKRAINE, [AS_OF + timedelta(weeks=w) for w in (1, 4, 8)])]
    assert by_day == pytest.approx([0.25, 0.75, 0.25])


def test_both_sides_are_asked_alike():
    held = 5 * 20 + 11
    runs = runs_of({}, {}, lost=({held: 4}, {}))
    assert came_week(near(held, side="AL"), runs, UKRAINE).tolist() == [4, NEVER]
    assert came_week(GroundTaken(side="AL", km2=3, by=AS_OF), runs, UKRAINE).tolist() == [4, NEVER]


def test_runs_that_end_before_the_day_say_so():
    with pytest.raises(FrontwatchError, match="end after 10 weeks"):
        curve_of(near(A), FOUR, UKRAINE, [AS_OF + timedelta(weeks=12)])


def test_a_point_across_the_line_from_its_cells_centre_is_not_taken_yet():
    cell = 5 * 20 + 10  # Borland's westernmost
    lon = float(LON[cell] - 0.4 * (LON[1] - LON[0]))
    runs = runs_of({cell - 1: 7}, {})
    assert runs.chance(np.array([lon]), LAT[cell : cell + 1], np.array([42, 49]))[0].tolist() == [0.0, 0.5]


def test_the_fan_gives_each_cell_some_run_reaches_its_chance():
    fan = FOUR.fan(WEEKS * 7)
    assert dict(zip(fan.lon.tolist(), fan.probability.tolist(), strict=True)) == {LON[A]: 0.5, LON[B]: 0.75}
    assert fan.day == AS_OF + timedelta(weeks=WEEKS)


def test_a_regions_share_starts_from_what_is_held_and_comes_when_enough_falls():
    field = field_of(moving(12), ALDERLAND, FIRST + timedelta(weeks=11))
    taken = np.full((2, len(field.index)), NEVER, np.uint8)
    taken[0, np.flatnonzero(field.code[-1] != OTHER)] = 4  # all of the land at once
    runs = Runs(field, WEEKS, taken, np.full_like(taken, NEVER), np.zeros(2, np.int64))
    region = ALDERLAND.region("AL-1")
    by = field.as_of + timedelta(weeks=WEEKS)
    whole = RegionShare(side="BO", region=region, share=0.99, by=by)
    assert came_week(whole, runs, ALDERLAND).tolist() == [4, NEVER]
    assert came_week(replace(whole, region=ALDERLAND.region("AL-2"), share=0.1), runs, ALDERLAND).tolist() == [0, 0]
    assert came_week(replace(whole, side="AL", share=0.5), runs, ALDERLAND).tolist() == [0, 0]
    gain = GroundTaken(side="BO", km2=100.0, by=by, region=region)
    assert came_week(gain, runs, ALDERLAND).tolist() == [4, NEVER]
    sector = GroundTaken(side="BO", km2=100.0, by=by, sector=ALDERLAND.sectors[0])
    assert came_week(sector, runs, ALDERLAND).tolist() == [4, NEVER]


def test_contested_ground_is_nobodys_and_its_fall_no_loss_to_the_home_side():
    codes = halves(20, 20)
    codes.ravel()[[A, B]] = GREY
    field = a_field(codes)
    runs = replace(runs_of({A: 2}, {A: 2, A - 1: 3}), field=field)
    lost = curve_of(GroundTaken(side="AL", km2=-3.9, by=AS_OF), runs, UKRAINE, [AS_OF + timedelta(weeks=5)])
    assert lost[0].probability == pytest.approx(0.5), (
        "in the first run the home side loses nothing, in the second 4 km²"
    )
