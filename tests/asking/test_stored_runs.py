"""Runs kept as arrays and made again."""

from __future__ import annotations

import numpy as np
from simulated import advancing

from frontwatch.asking.simulation.fit import fit
from frontwatch.asking.simulation.simulate import simulate
from frontwatch.asking.simulation.stored import arrays_of, runs_of_arrays


def test_runs_come_back_as_they_were_kept():
    runs = simulate(fit(advancing(30, 5)), weeks=9, runs=40)
    again = runs_of_arrays(arrays_of(runs))
    for name in ("taken_week", "lost_week", "group"):
        assert (getattr(again, name) == getattr(runs, name)).all()
    assert (again.weeks, again.field.as_of, again.field.grid) == (9, runs.field.as_of, runs.field.grid)
    lon, lat = runs.field.centres()
    assert (again.chance(lon, lat, np.array([30, 63])) == runs.chance(lon, lat, np.array([30, 63]))).all()
    assert (again.net_km2() == runs.net_km2()).all()
