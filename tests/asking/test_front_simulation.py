"""The simulation as a model: from a record to chances."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
from test_field import ALDERLAND, FIRST, moving

from frontwatch.asking.front_simulation import FrontSimulation, simulation_chances
from frontwatch.asking.sample import Sample

HORIZONS = np.array([30, 90, 365])
LON, LAT = np.array([30.3, 30.2, 29.8]), np.array([50.0, 50.0, 50.0])
"""From near to far before the line, which stands at 30.37 after 24 weeks."""
AS_OF = FIRST + timedelta(weeks=23)


def test_chances_rise_with_time_and_fall_with_distance():
    found = simulation_chances(moving(24), ALDERLAND, AS_OF, LON, LAT, HORIZONS, runs=100)
    assert found.shape == (3, 3)
    assert (np.diff(found, axis=1) >= 0).all()
    assert (np.diff(found, axis=0) <= 0).all()
    assert found[0, 1] > 0.3 > found[2, 0]
    assert found.min() > 0 and found.max() < 1


def test_later_maps_change_no_chance_by_a_bit():
    one, two = (simulation_chances(moving(weeks), ALDERLAND, AS_OF, LON, LAT, HORIZONS, runs=25) for weeks in (24, 40))
    assert (one == two).all()


def test_as_a_model_it_answers_for_the_points_of_a_sample():
    n = np.zeros(0, np.int64)
    now = Sample(
        side="BO", names=(), lon=LON, lat=LAT, population=np.zeros(3, np.int64), is_place=np.ones(3, bool),
        day=np.full(2, np.datetime64(AS_OF)), point=np.array([2, 0]), x=np.zeros((2, 0), np.float32),
        taken=np.full(2, np.datetime64("NaT"), "datetime64[D]"), last_day=np.datetime64(AS_OF),
    )  # fmt: skip
    model = FrontSimulation(moving(24), ALDERLAND, runs=25)
    found = model.chances(now.rows(n), now, HORIZONS)
    plain = simulation_chances(moving(24), ALDERLAND, AS_OF, LON[[2, 0]], LAT[[2, 0]], HORIZONS, runs=25)
    assert (found == plain).all()
